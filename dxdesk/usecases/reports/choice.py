"""Before printing: of whom a document can be made at all, so that nobody is offered who has none."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.capabilities import NOMINATION, TRAINING
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.reports.catalogue import kinds_for
from dxdesk.usecases.reports.kind import ReportKind
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Printable:
    """Somebody who is asked in the year; ``final``: their result was finalised."""

    number: str
    name: str
    kana: str
    section: str
    section_name: str
    final: bool


@dataclass(frozen=True)
class Choices:
    """What can be printed, and the people of the year (without 対象外) in section and number order.

    ``years`` are those HR can print of, the one in work first: that one, whose results are final, and those
    in which something is planned that documents are made of (研修の回, 選任), open or not.
    """

    kinds: tuple[ReportKind, ...]
    people: tuple[Printable, ...]
    role: Role
    years: tuple[tuple[int, str], ...] = ()

    def of(self, kind: str, section: str = "") -> tuple[Printable, ...]:
        """Return the people a kind of document can be made of, all or of one section."""
        final = self.role is Role.HR and any(one.final_only for one in self.kinds if one.kind == kind)
        return tuple(
            person
            for person in self.people
            if (person.final or not final) and (not section or person.section == section)
        )

    def sections(self, kind: str) -> dict[str, str]:
        """Return names of the sections with people for a kind, by code."""
        return {person.section: person.section_name for person in self.of(kind)}


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
    return Choices(kinds_in_use(desk), people, desk.role, _years(desk))


def _years(desk: Desk) -> tuple[tuple[int, str], ...]:
    if desk.role is not Role.HR:
        return ()
    with desk.store.read() as uow:
        planned = _planned(uow)
        cycles = all_cycles(uow)
        final = {snapshot.fiscal_year for snapshot in uow.results.snapshots()}
        current = find_cycle(uow).fiscal_year if cycles else 0
    labels = {cycle.fiscal_year: cycle.label for cycle in cycles}
    first = [current] if current else []
    others = sorted(((final & labels.keys()) | planned) - {current}, reverse=True)
    return tuple((year, labels.get(year) or fiscal_year_label(year)) for year in (*first, *others))


def _planned(uow: UnitOfWork) -> set[int]:
    """Return the years that have sessions or rounds of 選任: in March one that is not open yet."""
    found: set[int] = set()
    if is_on(uow, TRAINING):
        found.update(one.fiscal_year for one in ledger(uow).sessions if not one.ended)
    if is_on(uow, NOMINATION):
        found.update(one.asked.fiscal_year for one in nominations(uow).rounds)
    return found - {0}


def kinds_in_use(desk: Desk) -> tuple[ReportKind, ...]:
    """Return what a store can print, without the documents of what its office does not use (使う機能)."""
    with desk.store.read() as uow:
        return tuple(kind for kind in kinds_for(desk.role) if not kind.uses or is_on(uow, kind.uses))
