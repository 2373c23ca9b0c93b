"""Before printing: of whom a document can be made at all, so that nobody is offered who has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.usecases.organisation.capabilities import in_use
from dxdesk.usecases.reports.catalogue import kinds_for
from dxdesk.usecases.reports.kind import ReportKind
from dxdesk.usecases.reports.span import Printable, Years
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Offered:
    """Of a kind of document: the years it can be of, the one looked at, and its people in that one."""

    years: Years
    fiscal_year: int
    people: tuple[Printable, ...]


class YearSeen(Enum):
    """How the year that is looked at lies to that of today."""

    PLAIN = "plain"
    """It needs no word."""
    FORMER = "former"
    """It is over, and this one can be chosen."""
    NOT_BEGUN = "not-begun"
    """It is over, and this one was not begun yet."""
    RESULTS_ELSEWHERE = "results-elsewhere"
    """Nobody has results in it yet; other years have some."""


@dataclass(frozen=True)
class Choices:
    """What can be printed, and of whom; of a kind that is not ``quick`` only where it was asked for.

    ``this_year`` is the fiscal year of today, which in April no cycle may be of yet.
    """

    kinds: tuple[ReportKind, ...]
    offered: Mapping[str, Offered]
    role: Role
    this_year: int

    def of(self, kind: str, section: str = "") -> tuple[Printable, ...]:
        """Return the people a kind of document is made of unasked, all or of one section."""
        return tuple(
            person
            for person in self.named(kind)
            if not person.by_name and (not section or person.section == section)
        )

    def named(self, kind: str) -> tuple[Printable, ...]:
        """Return the people who can be chosen by themselves."""
        found = self.offered.get(kind)
        return found.people if found is not None else ()

    def way_to(self, kind: str, fiscal_year: int) -> YearSeen:
        """Return what there is to say of the year of a kind that is looked at.

        In April the papers people still need are those of the year that is over: a kind stays with it as
        long as it is the one in work, and says so. Of results it stays with the year in work, where nobody
        may have any yet, and says which years have.
        """
        report = next((one for one in self.kinds if one.kind == kind), None)
        found = self.offered.get(kind)
        if report is None or found is None or not fiscal_year:
            return YearSeen.PLAIN
        years = [year for year, _ in found.years if year]
        if report.span.final and not self.of(kind) and any(year != fiscal_year for year in years):
            return YearSeen.RESULTS_ELSEWHERE
        if fiscal_year >= self.this_year:
            return YearSeen.PLAIN
        if self.this_year in years:
            return YearSeen.FORMER
        return YearSeen.NOT_BEGUN if report.span.in_work and self.role is Role.HR else YearSeen.PLAIN

    def sections(self, kind: str) -> dict[str, str]:
        """Return names of the sections with people for a kind, by code."""
        return {person.section: person.section_name for person in self.of(kind)}


def choices(desk: Desk, kind: str = "", fiscal_year: int | None = None, *, named: bool = False) -> Choices:
    """Return what can be printed of whom.

    Args:
        desk: the store to print from.
        kind: a kind that is looked at, whatever it takes to tell of whom it is.
        fiscal_year: the year to look at, in kinds that can be of it; ``None``: that each begins with.
        named: the year was named with the kind, which is then of it even if it has nothing to print.
    """
    kinds = kinds_in_use(desk)

    @cache
    def years(of: object) -> Years:
        return next(one.span.years for one in kinds if one.span.years is of)(desk)

    @cache
    def people(of: object, year: int) -> tuple[Printable, ...]:
        return next(one.span.people for one in kinds if one.span.people is of)(desk, year)

    offered = {}
    for one in kinds:
        if not one.span.quick and one.kind != kind:
            continue
        found = years(one.span.years)
        year = next((year for year, _ in found if fiscal_year in (None, year)), None)
        of_years = bool(found) or one.span.in_work
        if year is None and fiscal_year is not None and named and one.kind == kind and of_years:
            year, found = fiscal_year, (*found, (fiscal_year, fiscal_year_label(fiscal_year)))
        if year is None:
            year = found[0][0] if found else 0
        offered[one.kind] = Offered(found, year, people(one.span.people, year))
    return Choices(kinds, offered, desk.role, fiscal_year_of(desk.services.clock.today()))


def kinds_in_use(desk: Desk) -> tuple[ReportKind, ...]:
    """Return what a store can print, without the documents of what its office does not use (使う機能)."""
    with desk.store.read() as uow:
        used = in_use(uow, desk.role)
    return tuple(kind for kind in kinds_for(desk.role) if not kind.uses or kind.uses in used)
