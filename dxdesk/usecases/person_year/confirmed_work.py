"""Confirmed experience of many people at once: what stages and levels count where growth files are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dxdesk.domain import growth_file
from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.framework import EXPERIENCE, Framework
from dxdesk.domain.growth_file import FileLine
from dxdesk.domain.records import Part
from dxdesk.domain.staging import ConfirmedWork
from dxdesk.ports.entities import StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import growth_records, holders, linked, uses_told
from dxdesk.usecases.person_year.case_entries import case_entries, used_here
from dxdesk.usecases.person_year.counting import Acceptance, Assigned, assigned_in, judge, load_acceptance

Works = Mapping[str, ConfirmedWork]
"""What is confirmed of people, by number; who is not in it has nothing confirmed."""


def confirmed_work(
    uow: UnitOfWork, framework: Framework, today: str, numbers: Collection[str] | None = None
) -> Works | None:
    """Return what growth files confirm of people's experience.

    Args:
        uow: the unit of work.
        framework: whether it asks for experience at all.
        today: up to which day (ISO) what goes on counts.
        numbers: of whom; ``None`` for everybody.

    Returns:
        ``None`` where no growth files are kept, or nothing is asked of experience.
    """
    asks = any(requirement.kind == EXPERIENCE for requirement in framework.requirements)
    if not asks or GROWTH_FILES not in uses_told.used(uow):
        return None
    stored = _stored(uow, numbers)
    acceptance = load_acceptance(uow)
    # What nobody found anything of counts nowhere: only of the others the years are read.
    found = {number: told for number, told in stored.items() if any(s.revision.vouches for s in told)}
    lines = _lines(uow, acceptance, found)
    works: dict[str, list[FileLine]] = {}
    for number, told in lines.items():
        for reader in (number, *(newer for _, newer in linked.readers(uow).get(number, ()))):
            works.setdefault(reader, []).extend(told)
    return {number: _work(told, today) for number, told in works.items()}


def of_person(works: Works | None, number: str, today: str) -> ConfirmedWork | None:
    """Return what is confirmed of one person: nothing, where files are kept and theirs says nothing."""
    return None if works is None else works.get(number, ConfirmedWork((), today))


def _stored(uow: UnitOfWork, numbers: Collection[str] | None) -> Mapping[str, list[StoredRevision]]:
    if numbers is not None:
        wanted = {one for number in numbers for one in holders.all_numbers(uow, number)}
        return {number: list(told) for number, told in uow.exchange.people(0, wanted).items()}
    found: dict[str, list[StoredRevision]] = {}
    for stored in uow.exchange.part(0, Part.GROWTH):
        found.setdefault(stored.revision.record.employee_number, []).append(stored)
    return found


def _lines(
    uow: UnitOfWork, acceptance: Acceptance, people: Mapping[str, list[StoredRevision]]
) -> dict[str, tuple[FileLine, ...]]:
    told: dict[str, dict[str, FileEntry]] = {number: {} for number in people}
    assigned: dict[str, dict[str, Assigned]] = {number: {} for number in people}
    for year in uow.exchange.years() if people else ():
        for number, stored in uow.exchange.people(year, people).items():
            assigned[number].update(assigned_in(stored, acceptance))
            if holders.those_of(uow, number, year):
                told[number].update(growth_records.lines_told(judge(stored, acceptance), number))
    of_cases = case_entries(uow) if people and used_here(uow) else {}
    for number, entries in of_cases.items():
        if number in told:
            told[number].update(entries)
    judged = growth_records.judged_growth(uow, acceptance, people, assigned)
    return {
        number: growth_file.file_lines(found.of(Part.GROWTH), told[number])
        for number, found in judged.items()
    }


def _work(lines: Collection[FileLine], today: str) -> ConfirmedWork:
    counting = [line for line in lines if line.counts]
    named = [(line.entry.name, work) for line in counting for work in growth_file.worked([line])]
    return ConfirmedWork(tuple(named), today)
