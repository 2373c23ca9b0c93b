"""Of whom workbooks of a kind can be made, so that one section or one person can be chosen by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dxdesk.domain.lifecycle import State
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.year_table import Line
from dxdesk.usecases.sealing.workbook_kinds import Handlers, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk

_ANSWERED_FOR = (State.RECEIVED, State.FINALISED)

chooses: Handlers[Callable[[Line], bool]] = Handlers()
"""Tells whether a workbook of a kind can be made of somebody in the year's list."""


@chooses
def asked(line: Line) -> bool:
    """Tell whether somebody is asked this year."""
    return line.asked


@chooses
def to_answer(line: Line) -> bool:
    """Tell whether somebody is asked and can still answer."""
    return line.asked and line.state not in _ANSWERED_FOR


@chooses
def returned(line: Line) -> bool:
    """Tell whether somebody's answer stands returned."""
    return line.state is State.RETURNED


@chooses
def finalised(line: Line) -> bool:
    """Tell whether somebody's year is final."""
    return line.state is State.FINALISED


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whose file it is: for packages the confirmer, else the person it is about."""

    number: str
    name: str
    kana: str
    section_name: str


@dataclass(frozen=True)
class Recipients:
    """The people in section and number order, and how many people of each section: code to (name, count).

    For packages ``sections`` counts those who are confirmed, as one section's packages hold them.
    """

    people: tuple[Recipient, ...]
    sections: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class FinalYear:
    """A year of which somebody's result is final: what it is called, and whether HR closed it."""

    fiscal_year: int
    label: str
    closed: bool


def final_years(desk: Desk) -> tuple[FinalYear, ...]:
    """Return the years whose results can be told, newest first."""
    with desk.store.read() as uow:
        final = {snapshot.fiscal_year for snapshot in uow.results.snapshots()}
        found = [cycle for cycle in reversed(all_cycles(uow)) if cycle.fiscal_year in final]
    return tuple(FinalYear(cycle.fiscal_year, cycle.label, cycle.closed) for cycle in found)


def recipients(desk: Desk, kind: WorkbookKind, fiscal_year: int = 0) -> Recipients:
    """Return of whom files of a kind can be made now; the kind says of whom (``whose``).

    Raises:
        KnownError: ``no-cycle``.
    """
    can_be_made = chooses.named(kind.written.whose)
    with desk.store.read() as uow:
        lines = [line for line in year_table.load(desk, uow, fiscal_year).lines if can_be_made(line)]
        sections: dict[str, tuple[str, int]] = {}
        for line in lines:
            name, count = sections.get(line.member.department_code, (line.member.department_name, 0))
            sections[line.member.department_code] = (name, count + 1)
        if not kind.written.for_confirmers:
            people = tuple(
                Recipient(m.number, m.name, m.kana, m.department_name)
                for m in (line.member for line in lines)
            )
            return Recipients(people, sections)
        names = {
            number: name
            for m in (line.member for line in lines)
            for number, name in ((m.route.first, m.first_name), (m.route.second, m.second_name))
            if number
        }
        units = {unit.code: unit.name for unit in uow.people.departments()}
        found = []
        for number, name in names.items():
            known = uow.people.employee(number)
            section = (known.department_code, units.get(known.department_code, "")) if known else ("", "")
            found.append((section[0], Recipient(number, name, known.kana if known else "", section[1])))
    found.sort(key=lambda one: (one[0], one[1].number))
    return Recipients(tuple(one for _, one in found), sections)
