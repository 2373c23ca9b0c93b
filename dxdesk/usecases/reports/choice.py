"""Before printing: of whom a document can be made at all, so that nobody is offered who has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True)
class Choices:
    """What can be printed, and of whom; of a kind that is not ``quick`` only where it was asked for."""

    kinds: tuple[ReportKind, ...]
    offered: Mapping[str, Offered]
    role: Role

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
    return Choices(kinds, offered, desk.role)


def kinds_in_use(desk: Desk) -> tuple[ReportKind, ...]:
    """Return what a store can print, without the documents of what its office does not use (使う機能)."""
    with desk.store.read() as uow:
        used = in_use(uow, desk.role)
    return tuple(kind for kind in kinds_for(desk.role) if not kind.uses or kind.uses in used)
