"""Whom courses can ask in a fiscal year: the people of the year, and who of them stands beside."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dxdesk.domain import targets
from dxdesk.domain.appointments import held
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.domain.training import Alike, People
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments, lists
from dxdesk.usecases.organisation.appointed import newest_framework, terms_of
from dxdesk.usecases.organisation.asking import asking
from dxdesk.usecases.organisation.reach import Reach
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.progress.year_table import section_codes, unknown_section

SECTION, GRADE = "section", "grade"
"""By what a rate is told apart; anything else is by 人材像."""


class Listed(NamedTuple):
    """Somebody of the year as lists show them."""

    department_code: str
    department_name: str
    number: str
    name: str


class _Line(NamedTuple):
    person: Listed
    grade: str
    personas: tuple[str, ...]
    asked: bool


@dataclass(frozen=True)
class YearPeople:
    """The people of a year for courses, and as lists show them; ``framework`` is that of the year.

    ``planned``: the year has a cycle; else they are those of today's roster. ``left_out``: who is not among
    them because nobody here may tell of them, as ``reach.LeftOut`` says it; empty where nobody is.
    """

    people: People
    lines: tuple[_Line, ...]
    framework: Framework | None
    planned: bool
    left_out: str = ""

    def groups(self, by: str) -> dict[tuple[str, str], frozenset[str]]:
        """Return the numbers of the people by ``section``, ``grade`` or ``persona``: (code, name) → numbers.

        Somebody is in one section and of one grade, and of each of their personas; names are as lists show.
        """
        found: dict[tuple[str, str], set[str]] = {}
        for line in self.lines:
            for key in self._keys(by, line):
                found.setdefault(key, set()).add(line.person.number)
        return {key: frozenset(found[key]) for key in sorted(found)}

    def _keys(self, by: str, line: _Line) -> tuple[tuple[str, str], ...]:
        if by == SECTION:
            return ((line.person.department_code, line.person.department_name),)
        if by == GRADE:
            return ((line.grade, line.grade),)
        if self.framework is None:
            return ()
        held = self.framework.personas_of(line.personas, line.grade)
        return tuple((persona.code, persona.name) for persona in held)

    def listed(self, numbers: Collection[str]) -> list[Listed]:
        """Return some people, in department and number order."""
        return [line.person for line in self.lines if line.person.number in numbers]


def people_of(
    uow: UnitOfWork,
    fiscal_year: int,
    today: str,
    *,
    section: str = "",
    newcomers: bool = True,
    may: Reach | None = None,
) -> YearPeople:
    """Return whom courses can ask in a year.

    That is everybody of the year's cycle; in a year without one, everybody of today's roster. Who is away or
    gone by the roster of today, and whom the year does not ask, stands beside.

    Args:
        uow: a unit of HR's store.
        fiscal_year: the year.
        today: the day (ISO) on which terms of appointment count where the year has no cycle.
        section: a department's code; everything under it belongs to it.
        newcomers: whether a course asks who was taken on in the year.
        may: of whom may be told; everybody by default.

    Raises:
        KnownError: ``section-unknown``.
    """
    cycle = next((one for one in all_cycles(uow) if one.fiscal_year == fiscal_year), None)
    framework = framework_of(uow, cycle) if cycle is not None else newest_framework(uow)
    lines = tuple(_of_year(uow, fiscal_year) if cycle is not None else _of_roster(uow, today))
    if section:
        units = departments.named(uow, cycle.base_date if cycle is not None else "")
        codes = section_codes(section, units)
        lines = tuple(line for line in lines if line.person.department_code in codes)
        if not lines and section not in units:
            raise unknown_section(section)
    left_out = ""
    if may is not None:
        kept, beyond = may.within(lines, _number, _section)
        lines, left_out = tuple(kept), beyond.text
    before = _before(uow, fiscal_year) if newcomers else None
    return YearPeople(_kinds(lines, framework, before), lines, framework, cycle is not None, left_out)


def _number(line: _Line) -> str:
    return line.person.number


def _section(line: _Line) -> str:
    return line.person.department_code


def _of_year(uow: UnitOfWork, fiscal_year: int) -> Iterator[_Line]:
    away = away_of(uow)
    lists_of = cache(lambda text: tuple(json.loads(text)) if text else ())
    for one in uow.results.year_people(fiscal_year):
        asked = one.state != State.EXEMPT and one.number not in away
        person = Listed(one.department_code, one.department_name, one.number, one.name)
        yield _Line(person, one.grade, lists_of(one.personas), asked)


def away_of(uow: UnitOfWork) -> frozenset[str]:
    """Return who is away or gone by the roster of today."""
    own = lists.own_lists(uow)
    found: list[str] = []
    for kind in uow.people.roster_kinds():
        said = dict(zip(targets.LIST_LABELS, kind[:3], strict=True))
        if kind.left or any(entry.never_late for entry in targets.entries_of(said, own)):
            found += kind.numbers
    return frozenset(found)


def _of_roster(uow: UnitOfWork, today: str) -> Iterator[_Line]:
    away = away_of(uow)
    people, terms, units = uow.people.employees(), terms_of(uow), departments.named(uow)
    of = asking(uow, people, today)
    for one in people:
        asked = of(one)[0]
        personas = tuple(held(one.personas, terms.get(one.number, ()), today))
        unit = units.get(one.department_code)
        name = unit.name if unit is not None else ""
        there = asked and one.number not in away
        person = Listed(one.department_code, name, one.number, one.name)
        yield _Line(person, one.grade, personas, there)


def _before(uow: UnitOfWork, fiscal_year: int) -> frozenset[str] | None:
    """Return who belonged to an earlier year, under any of their numbers; ``None`` where there is none."""
    found = uow.results.people_before(fiscal_year)
    if not found:
        return None
    again = (number for number, formers in linked.lines(uow).items() if formers)
    return found.union(again)


def _kinds(lines: Iterable[_Line], framework: Framework | None, before: frozenset[str] | None) -> People:
    gathered: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for line in lines:
        gathered.setdefault((line.grade, line.personas, line.asked), []).append(line.person.number)
    asked: dict[Alike, frozenset[str]] = {}
    beside: dict[Alike, frozenset[str]] = {}
    for (grade, personas, wanted), numbers in gathered.items():
        group = framework.grade_group(grade) if framework is not None else ""
        who = framework.personas_of(personas, grade) if framework is not None else ()
        codes = frozenset((*personas, *(persona.code for persona in who)))
        for new, some in _by_arrival(numbers, before):
            kind, of = Alike(grade, group, codes, new), asked if wanted else beside
            of[kind] = of.get(kind, frozenset()) | some
    return People(asked, beside)


def _by_arrival(
    numbers: Collection[str], before: frozenset[str] | None
) -> Iterator[tuple[bool | None, frozenset[str]]]:
    found = frozenset(numbers)
    if before is None:
        yield None, found
        return
    parts: Mapping[bool, frozenset[str]] = {True: found - before, False: found & before}
    yield from ((new, some) for new, some in parts.items() if some)
