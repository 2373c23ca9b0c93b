"""Before printing: of whom a document can be made at all, so that nobody is offered who has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.reports.catalogue import kinds_for
from dxdesk.usecases.reports.kind import Printable, ReportKind, YearLabels
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class Choices:
    """What can be printed, and the people of the year (without 対象外) in section and number order.

    ``years`` are those HR can print of, the one in work first: that one, and whose results are final. Kinds
    that have years or people of their own (``ReportKind.years``) have them in ``own_years``, ``own_people``.
    """

    kinds: tuple[ReportKind, ...]
    people: tuple[Printable, ...]
    role: Role
    years: YearLabels = ()
    own_years: Mapping[str, YearLabels] = field(default_factory=dict)
    own_people: Mapping[str, Mapping[int, tuple[Printable, ...]]] = field(default_factory=dict)

    def years_of(self, kind: str) -> YearLabels:
        """Return the years a kind of document can be made of, the one to begin with first."""
        return self.own_years.get(kind, self.years)

    def of(self, kind: str, section: str = "", fiscal_year: int = 0) -> tuple[Printable, ...]:
        """Return the people a kind of document can be made of, all or of one section.

        ``fiscal_year`` matters for kinds with people of their own; it is one of ``years_of``.
        """
        if kind in self.own_people:
            own = self.own_people[kind].get(fiscal_year, ())
            return tuple(person for person in own if section in ("", person.section))
        final = self.role is Role.HR and any(one.final_only for one in self.kinds if one.kind == kind)
        return tuple(
            person
            for person in self.people
            if (person.final or not final) and (not section or person.section == section)
        )

    def sections(self, kind: str, fiscal_year: int = 0) -> dict[str, str]:
        """Return names of the sections with people for a kind, by code."""
        return {person.section: person.section_name for person in self.of(kind, fiscal_year=fiscal_year)}


def choices(desk: Desk, fiscal_year: int = 0) -> Choices:
    """Return what can be printed of a year (0: the one in work); without a year there are lists only."""
    try:
        rows = people_map(desk, fiscal_year).rows
    except KnownError:
        rows = ()
    people = tuple(
        Printable(
            row.number,
            row.name,
            row.kana,
            row.department_code,
            row.department_name,
            row.state is State.FINALISED,
        )
        for row in rows
    )
    kinds = kinds_in_use(desk)
    with desk.store.read() as uow:
        own_years = {kind.kind: kind.years(desk, uow) for kind in kinds if kind.years}
        own_people = {kind.kind: kind.people(desk, uow) for kind in kinds if kind.people}
    return Choices(kinds, people, desk.role, _years(desk), own_years, own_people)


def _years(desk: Desk) -> YearLabels:
    if desk.role is not Role.HR:
        return ()
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        if not cycles:
            return ()
        current = find_cycle(uow)
        final = {snapshot.fiscal_year for snapshot in uow.results.snapshots()} - {current.fiscal_year}
    others = [cycle for cycle in reversed(cycles) if cycle.fiscal_year in final]
    return tuple((cycle.fiscal_year, cycle.label) for cycle in (current, *others))


def kinds_in_use(desk: Desk) -> tuple[ReportKind, ...]:
    """Return what a store can print, without the documents of what its office does not use (使う機能)."""
    with desk.store.read() as uow:
        return tuple(kind for kind in kinds_for(desk.role) if not kind.uses or is_on(uow, kind.uses))
