"""Of which years and of whom a kind of document is: what a window offers, and a command takes unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dxdesk.domain.authorities import Scope
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.skillmap.building import people_map

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Printable:
    """Somebody of whom a document can be made; ``by_name``: only where they are chosen by themselves."""

    number: str
    name: str
    kana: str
    section: str
    section_name: str
    by_name: bool = False


Years = tuple[tuple[int, str], ...]
"""Years to choose among with what they are called, the one to begin with first; 0 is of no one year."""


@dataclass(frozen=True, slots=True)
class Span:
    """The rule of a kind of document.

    Attributes:
        years: the years it can be of; none where it is of all of them.
        people: of whom it can be made in one of them; of a list, who stands in it.
        in_work: where no year is named it is of the year in work, which whoever makes it finds.
        quick: it is asked of all such kinds at once, while nobody chose one yet.
        final: it is of finalised results.
    """

    years: Callable[[Desk], Years]
    people: Callable[[Desk, int], tuple[Printable, ...]]
    in_work: bool = True
    quick: bool = True
    final: bool = False

    def year(self, desk: Desk, named: int = 0) -> int:
        """Return the year a document is of where one is named or not; 0: the one in work, or no one year."""
        if named or self.in_work:
            return named
        return next((year for year, _ in self.years(desk)), 0)


def years_with_results(desk: Desk) -> Years:
    """Return for HR the year in work and those with results; elsewhere there is one alone."""
    if desk.role is not Role.HR:
        return ()
    with desk.store.read() as uow:
        labels = {cycle.fiscal_year: cycle.label for cycle in all_cycles(uow)}
        final = {snapshot.fiscal_year for snapshot in uow.results.snapshots()}
        current = find_cycle(uow).fiscal_year if labels else 0
    others = sorted((final & labels.keys()) - {current}, reverse=True)
    return tuple((year, labels[year]) for year in ([current] if current else []) + others)


def no_years(_: Desk) -> Years:
    """Return that there is no year to choose."""
    return ()


def nobody_to_choose(_: Desk, __: int) -> tuple[Printable, ...]:
    """Return that it is not of people."""
    return ()


def asked(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return the people of a year (without 対象外), in section and number order."""
    return _of_map(desk, fiscal_year, final=False)


def finalised(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return those of a year whose result was finalised; outside HR's store all, for nobody knows there."""
    return _of_map(desk, fiscal_year, final=desk.role is Role.HR)


def issued(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return those of a year to whom a 証書 of their result may be issued."""
    return within_reach(desk, finalised(desk, fiscal_year))


def within_reach(desk: Desk, people: tuple[Printable, ...]) -> tuple[Printable, ...]:
    """Return those of some people to whom something may be issued."""
    with desk.store.read() as uow:
        may = reach(desk, uow, Scope.ISSUE)
    if not may.codes:
        return people
    return tuple(one for one in people if may.codes.get(one.section, may.head) in may.open_to)


def _of_map(desk: Desk, fiscal_year: int, *, final: bool) -> tuple[Printable, ...]:
    try:
        rows = people_map(desk, fiscal_year).rows
    except KnownError:
        return ()
    return tuple(
        Printable(row.number, row.name, row.kana, row.department_code, row.department_name)
        for row in rows
        if not final or row.state is State.FINALISED
    )


IN_WORK = Span(years_with_results, asked)
RESULTS = Span(years_with_results, finalised, final=True)
ISSUED = Span(years_with_results, issued, final=True)
OF_ALL_YEARS = Span(no_years, nobody_to_choose, in_work=False)
"""A ledger over all years: of one year, what is of no year would be on no paper."""
