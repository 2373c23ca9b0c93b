"""What goes along in the roster when a number follows another, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dxdesk.domain import duty
from dxdesk.ports.entities import Employee, EmployeeChange
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.lists import OVERRIDES
from dxdesk.usecases.organisation.routing import NOMINATED
from dxdesk.usecases.workplace.desk import Desk

_GOES_ALONG = ("kana", "alias", "personas")
_CONFIRMERS = ("first_confirmer", "second_confirmer")


def go_along(desk: Desk, uow: UnitOfWork, newest: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Let all go along from former to new numbers; return by new number what ``stay_behind`` needs.

    What the new line of the roster leaves open is filled from the former one. Who is confirmed by a former
    number that is at work no more is confirmed by the new one. A decision whether the person is asked goes
    along where the 任用区分 stays: it was decided of them as they were.
    """
    everybody = {person.number: person for person in uow.people.employees(include_left=True)}
    gone = {
        former: later
        for former, later in newest.items()
        if (person := everybody.get(former)) is None or person.left or person.duty_status == duty.GONE
    }
    confirmed = _confirmed_by(desk, uow, everybody.values(), gone)
    everybody |= {number: _anyone(uow, number) for number in newest.values()}
    nominated = uow.settings.get(NOMINATED)
    kept: dict[str, dict[str, Any]] = {}
    filled: list[tuple[Employee, Employee]] = []
    for former, later in newest.items():
        before, after = everybody.get(former, Employee(former, "")), everybody[later]
        values = {
            name: value
            for name in _GOES_ALONG
            if (value := getattr(before, name)) and not getattr(after, name)
        }
        filled.append((after, replace(after, **values)))
        kept[later] = {
            "filled": values,
            "confirmed": confirmed.get(later, {}),
            "nominated": nominated == former and former in gone,
            "override": _decided_alike(uow, before, after),
        }
        if kept[later]["nominated"]:
            uow.settings.set(NOMINATED, later)
    _save(desk, uow, filled)
    return kept


def stay_behind(desk: Desk, uow: UnitOfWork, former: str, later: str, kept: Mapping[str, Any]) -> None:
    """Undo ``go_along`` for one pair, wherever nobody said anything else since."""
    now = _anyone(uow, later)
    nothing: dict[str, Any] = {
        name: type(getattr(now, name))()
        for name, value in kept["filled"].items()
        if _plain(getattr(now, name)) == _plain(value)
    }
    back = [(now, replace(now, **nothing))]
    for number, names in kept["confirmed"].items():
        person = _anyone(uow, number)
        named: dict[str, Any] = {name: former for name in names if getattr(person, name) == later}
        back.append((person, replace(person, **named)))
    _save(desk, uow, back)
    if kept["nominated"] and uow.settings.get(NOMINATED) == later:
        uow.settings.set(NOMINATED, former)
    if kept["override"] and uow.settings.get(f"{OVERRIDES}{later}") == kept["override"]:
        uow.settings.set(f"{OVERRIDES}{later}", "")


def _confirmed_by(
    desk: Desk, uow: UnitOfWork, people: Iterable[Employee], newest: Mapping[str, str]
) -> dict[str, dict[str, list[str]]]:
    """Let who names a former number as confirmer name the new one; return fields by new number and person."""
    moved: dict[str, dict[str, list[str]]] = {}
    changed: list[tuple[Employee, Employee]] = []
    for person in people:
        said: dict[str, Any] = {
            name: later
            for name in _CONFIRMERS
            if (later := newest.get(getattr(person, name))) and later != person.number and not person.left
        }
        for name, later in said.items():
            moved.setdefault(later, {}).setdefault(person.number, []).append(name)
        if said:
            changed.append((person, replace(person, **said)))
    _save(desk, uow, changed)
    return moved


def _decided_alike(uow: UnitOfWork, before: Employee, after: Employee) -> str:
    """Let the decision whether a person is asked go along, as text; empty where it does not."""
    said = uow.settings.get(f"{OVERRIDES}{before.number}")
    if not said or before.employment != after.employment or uow.settings.get(f"{OVERRIDES}{after.number}"):
        return ""
    uow.settings.set(f"{OVERRIDES}{after.number}", said)
    return said


def _save(desk: Desk, uow: UnitOfWork, people: Iterable[tuple[Employee, Employee]]) -> None:
    now = desk.services.clock.now()
    changed = [(before, after) for before, after in people if before != after]
    uow.people.save_employees(after for _, after in changed)
    uow.people.add_changes(
        EmployeeChange(after.number, now, name, _text(getattr(before, name)), _text(getattr(after, name)))
        for before, after in changed
        for name in (*_GOES_ALONG, *_CONFIRMERS)
        if getattr(before, name) != getattr(after, name)
    )


def _anyone(uow: UnitOfWork, number: str) -> Employee:
    return uow.people.employee(number) or Employee(number, "")


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _text(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
