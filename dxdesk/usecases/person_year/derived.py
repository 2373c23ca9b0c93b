"""The derived standings kept for quick lists and maps; always made again from the revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Assessment, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import Acceptance, load_acceptance
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, derive_person
from dxdesk.usecases.workplace.desk import Desk

NO_LEVEL = 255
_CHUNK = 500


def unpack(framework: Framework, packed: bytes) -> dict[str, int]:
    """Return levels by item uid of a packed column."""
    pairs = zip(framework.items, packed, strict=False)
    return {item.uid: level for item, level in pairs if level != NO_LEVEL}


def _packed(framework: Framework, person: PersonYear) -> list[bytes]:
    """Return what the person, both confirmers, they together, and the years before say of the levels.

    One byte per framework item each, 255 for none; as they are on record: the store gives out none of a state
    that says nothing (取下げ), so a row of an earlier program reads the same.
    """
    places = framework.asked_places(person.asked)
    own, first, second, last = (_column(places, levels) for levels in person.levels_by_maker())
    if second.count(NO_LEVEL) == len(second):
        confirmed = first
    else:
        confirmed = bytes([one if two == NO_LEVEL else two for one, two in zip(first, second, strict=True)])
    return [own, first, second, confirmed, last]


def _column(places: Sequence[Any], levels: Mapping[str, int | None]) -> bytes:
    """Return levels as one byte an item, in the order of places (``None``: it is not asked)."""
    if not levels:
        return bytes([NO_LEVEL]) * len(places)
    level_of: Any = levels.get
    try:
        return bytes(map(level_of, places, repeat(NO_LEVEL)))  # hundreds of thousands: no loop of ours
    except TypeError:  # an item that says no level
        return bytes([NO_LEVEL if level is None else level for level in map(level_of, places)])


def standing_of(framework: Framework, person: PersonYear) -> tuple[Any, ...]:
    """Return what the row of a person's year says, in the order of ``Assessment``."""
    own, first, second, confirmed, last = _packed(framework, person)
    return (
        person.fiscal_year,
        person.employee_number,
        person.state.value,
        person.round,
        bool(person.life.clash) or person.moved,
        person.changed,
        person.late,
        person.disputed,
        person.pending,
        person.quarantined,
        person.department_code,
        own,
        first,
        second,
        confirmed,
        last,
        person.name,
        person.kana,
        person.department_name,
        person.grade,
        person.post,
        tuple(person.personas),
    )


def context_for(
    desk: Desk, uow: UnitOfWork, fiscal_year: int, acceptance: Acceptance | None = None
) -> YearContext | None:
    """Return a year's context, ``None`` while the year or its framework is not known here."""
    try:
        cycle = find_cycle(uow, fiscal_year)
        return YearContext(cycle, framework_of(uow, cycle), acceptance or load_acceptance(uow), desk.role)
    except KnownError:
        return None


def refresh(
    desk: Desk,
    uow: UnitOfWork,
    people: Iterable[tuple[int, str]],
    acceptance: Acceptance | None = None,
    known: Mapping[tuple[int, str], Collection[StoredRevision]] | None = None,
) -> None:
    """Make the standings of some people again; ``known`` are supported revisions read already."""
    at_hand = known or {}
    by_year: dict[int, list[str]] = {}
    for year, number in people:
        by_year.setdefault(year, []).append(number)
    for year, numbers in by_year.items():
        context = context_for(desk, uow, year, acceptance)
        if context is None:
            continue
        for start in range(0, len(numbers), _CHUNK):
            chunk = numbers[start : start + _CHUNK]
            stored = {number: at_hand[year, number] for number in chunk if (year, number) in at_hand}
            missing = [number for number in chunk if number not in stored]
            _save(uow, context, {**stored, **(uow.exchange.people(year, missing) if missing else {})})


def _save(uow: UnitOfWork, context: YearContext, found: Mapping[str, Collection[StoredRevision]]) -> None:
    made = []
    for number, stored in found.items():
        person = derive_person(context, number, list(stored))
        if person is not None:
            made.append(Assessment(*standing_of(context.framework, person)))
    uow.results.save_assessments(made)


def refresh_year(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> None:
    """Make all standings of a year again."""
    context = context_for(desk, uow, fiscal_year)
    uow.results.clear_assessments(fiscal_year)
    if context is None:
        return
    numbers = sorted(
        {s.revision.record.employee_number for s in uow.exchange.part(fiscal_year, Part.ASSIGNMENT)}
    )
    refresh(desk, uow, ((fiscal_year, number) for number in numbers), context.acceptance)


def people_years(
    uow: UnitOfWork, context: YearContext, numbers: Iterable[str] | None = None
) -> tuple[PersonYear, ...]:
    """Return the standings of some or all people of a year, by employee number."""
    return tuple(each_person(uow, context, numbers))


def each_person(
    uow: UnitOfWork, context: YearContext, numbers: Iterable[str] | None = None
) -> Iterator[PersonYear]:
    """Yield the same one after the other: all of a city at once would fill the memory of a small PC."""
    year = context.cycle.fiscal_year
    if numbers is None:
        numbers = {s.revision.record.employee_number for s in uow.exchange.part(year, Part.ASSIGNMENT)}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        stored = uow.exchange.people(year, chunk)
        people = (derive_person(context, number, list(stored.get(number, ()))) for number in chunk)
        yield from (person for person in people if person is not None)
