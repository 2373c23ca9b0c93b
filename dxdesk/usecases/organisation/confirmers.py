"""The confirmers of one person, set by hand: they stay until a table with such a column says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.names import search_key
from dxdesk.ports.entities import Employee, EmployeeChange, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

_LABELS = {"first_confirmer": "一次確認者", "second_confirmer": "二次確認者"}
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Confirmers:
    """A person with the confirmers that the roster names, each ``None`` where it names none."""

    person: Employee
    first: Employee | None
    second: Employee | None
    changed: bool
    notices: tuple[Problem, ...] = ()


def set_confirmers(
    desk: Desk, number: str, first: str | None = None, second: str | None = None
) -> Confirmers:
    """Name the confirmers of one person, with history and audit. A year follows by 名簿に合わせる.

    Args:
        desk: an hr store.
        number: whose.
        first: 一次確認者, by number or by a name that one person has; empty for nobody, ``None`` = as it is.
        second: 二次確認者, likewise.

    Raises:
        KnownError: ``wrong-role``, ``employee-unknown``, ``confirmer-unknown``, ``confirmer-several`` (the
            candidates are named) and ``confirmer-self``; nothing is changed.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        person = uow.people.employee(number.strip())
        if person is None or person.left:
            raise KnownError(
                "employee-unknown",
                "その職員番号の職員が名簿にいません。何も変えていません。",
                "職員番号を確かめてください。",
                found=number,
            )
        wanted = {"first_confirmer": first, "second_confirmer": second}
        said = {
            field: _confirmer(uow, person, _LABELS[field], text)
            for field, text in wanted.items()
            if text is not None
        }
        after = replace(
            person,
            first_confirmer=said.get("first_confirmer", person.first_confirmer),
            second_confirmer=said.get("second_confirmer", person.second_confirmer),
        )
        found = _found(uow, person, after)
        if found.changed:
            now = desk.services.clock.now()
            uow.people.save_employees([after])
            uow.people.add_changes(
                EmployeeChange(person.number, now, field, getattr(person, field), getattr(after, field))
                for field in said
                if getattr(person, field) != getattr(after, field)
            )
            uow.audit.append("set-confirmers", person.number, {"changed": len(said)})
            uow.commit()
    return found


def _found(uow: UnitOfWork, before: Employee, after: Employee) -> Confirmers:
    first, second = (
        uow.people.employee(number) if number else None
        for number in (after.first_confirmer, after.second_confirmer)
    )
    twice = (
        Problem(
            "confirmer-twice",
            "一次確認者と二次確認者が同じ人です。二次確認だけにします。",
            "二段階で確認するときは、どちらかを別の職員にしてください。",
            after.second_confirmer,
        ),
    )
    same = bool(after.second_confirmer) and after.first_confirmer == after.second_confirmer
    return Confirmers(after, first, second, after != before, twice if same else ())


def _confirmer(uow: UnitOfWork, person: Employee, label: str, text: str) -> str:
    """Return the number of who is meant.

    Raises:
        KnownError: see ``set_confirmers``.
    """
    text = text.strip()
    if not text:
        return ""
    one = uow.people.employee(text)
    found = [one] if one is not None and not one.left else _called(uow, text)
    if not found:
        raise KnownError(
            "confirmer-unknown",
            f"{label}にする職員が名簿にいません。何も変えていません。",
            "職員番号か氏名を確かめてください。",
            found=text,
        )
    if len(found) > 1:
        more = " ほか" if len(found) > _SHOWN else ""
        raise KnownError(
            "confirmer-several",
            f"{label}にする「{text}」という職員が{len(found):,}人います。何も変えていません。",
            "職員番号で指定してください。",
            found="、".join(f"{one.number} {one.name}" for one in found[:_SHOWN]) + more,
        )
    if found[0].number == person.number:
        raise KnownError(
            "confirmer-self",
            f"{label}が本人になっています。自分の申告は自分では確認できません。何も変えていません。",
            "ほかの職員にしてください。",
            found=text,
        )
    return found[0].number


def _called(uow: UnitOfWork, name: str) -> list[Employee]:
    key = search_key(name)
    return [one for one in uow.people.find(name, limit=500) if not one.left and search_key(one.name) == key]
