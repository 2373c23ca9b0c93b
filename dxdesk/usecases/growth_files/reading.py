"""One person's growth file over all years: their entries, HR's, and what their 申告 of every year tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain import experience, growth_file, merge, rights
from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_entries import LEAD
from dxdesk.domain.growth_file import FileLine, Saying
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role, SnapshotLine, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files.switch import require_files
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.person_year import growth_records, holders
from dxdesk.usecases.person_year.case_entries import case_entries
from dxdesk.usecases.person_year.counting import (
    Acceptance,
    Assigned,
    acceptance_of,
    assigned_in,
    judge_under,
    load_acceptance,
    years_kept,
)
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import until_written


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of somebody's file and the number it is kept under: theirs, or one they had before."""

    line: FileLine
    number: str
    history: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Months:
    """What confirmed experience comes to: all months (通算), the longest run (継続), and both as リード."""

    total: int = 0
    running: int = 0
    lead: int = 0
    lead_running: int = 0


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Somebody's growth file.

    ``numbers`` are those they had before, ``waiting`` how many records of theirs do not count (yet).
    ``may_write``: this store may add to it; ``may_vouch``: its owner may say what they find of an entry.
    """

    number: str
    name: str
    section: str
    lines: tuple[Kept, ...]
    months: Months
    numbers: tuple[str, ...] = ()
    waiting: int = 0
    may_write: bool = False
    may_vouch: bool = False

    @property
    def unconfirmed(self) -> int:
        """How many entries count nowhere."""
        return sum(not kept.line.counts for kept in self.lines)


@dataclass(frozen=True, slots=True)
class Known:
    """What a store knows of somebody under one number: growth that counts, lines of 申告, assignments."""

    number: str
    counting: tuple[Revision, ...]
    told: Mapping[str, FileEntry]
    assigned: Mapping[str, Assigned]
    waiting: int
    name: str = ""
    section: str = ""
    deputies: Mapping[int, rights.Deputies] = field(default_factory=dict)


def known_of(uow: UnitOfWork, number: str) -> Known:
    """Read what stands under a number, in the years and days in which it is read under it."""
    return known_many(uow, {number: number})[number]


_READ = (Part.GROWTH, Part.ASSIGNMENT, Part.EVIDENCE, Part.LIFE)
"""What a file is made of: entries, the lines of every year's 申告 and whether it was withdrawn, and by whom
they are confirmed. Levels and what confirmers wrote of them change nothing of it."""


def known_many(uow: UnitOfWork, readers: Mapping[str, str]) -> dict[str, Known]:
    """Read the same of several numbers, each with who reads it; all of it in one query."""
    kept: dict[tuple[int, str], list[StoredRevision]] = {}
    for one in uow.exchange.over_years(years_kept(uow), readers, _READ):
        record = one.revision.record
        kept.setdefault((record.fiscal_year, record.employee_number), []).append(one)
    acceptance = _acceptance(uow, readers)
    told: dict[str, dict[str, FileEntry]] = {number: {} for number in readers}
    assigned: dict[str, dict[str, Assigned]] = {number: {} for number in readers}
    called = dict.fromkeys(readers, ("", ""))
    undivided = _undivided(uow, readers)
    for (year, number), stored in kept.items():
        if not year:
            continue
        of_year = assigned_in(stored, acceptance)
        assigned[number].update(of_year)
        judged = judge_under({one: held.route for one, held in of_year.items()}, stored, acceptance)
        for revision in judged.of(Part.ASSIGNMENT):
            called[number] = revision.assignment.name, revision.assignment.department[1]
        if number in undivided or readers[number] in holders.those_of(uow, number, year):
            told[number].update(growth_records.lines_told(judged, number))
    for number in readers:
        told[number].update(_of_cases(uow, number, readers[number], divided=number not in undivided))
    people = {number: kept.get((0, number), []) for number in readers}
    growth = growth_records.judged_growth(uow, acceptance, people, assigned)
    return {
        number: Known(
            number,
            growth[number].of(Part.GROWTH),
            told[number],
            assigned[number],
            len(growth[number].waiting),
            *called[number],
            deputies=acceptance.deputies,
        )
        for number in readers
    }


def _of_cases(uow: UnitOfWork, number: str, reader: str, *, divided: bool) -> Mapping[str, FileEntry]:
    """Return what finished cases tell of who reads a number; of another holder's days nothing."""
    entries = case_entries(uow).get(number, {}) if is_on(uow, PRACTICE) else {}
    if not divided:
        return entries
    return {uid: one for uid, one in entries.items() if reader in holders.owners_on(uow, number, one.until)}


def _undivided(uow: UnitOfWork, readers: Mapping[str, str]) -> frozenset[str]:
    """Return the numbers read by who holds them that nobody held before: all that stands there is theirs."""
    held_before = holders.holders(uow)
    return frozenset(one for one, reader in readers.items() if one == reader and one not in held_before)


def _acceptance(uow: UnitOfWork, numbers: Collection[str]) -> Acceptance:
    if not _finalised(uow):
        return _of_nobody_finalised(uow)
    frozen: dict[int, list[SnapshotLine]] = {}
    for line in uow.results.lines_over_years(numbers):
        frozen.setdefault(line.fiscal_year, []).append(line)
    return acceptance_of(uow, lambda year: frozen.get(year, ()))


@until_written
def _of_nobody_finalised(uow: UnitOfWork) -> Acceptance:
    return acceptance_of(uow, lambda _: ())


@until_written
def _finalised(uow: UnitOfWork) -> bool:
    """Tell whether any year was finalised, so that anybody's answers are frozen."""
    return bool(uow.results.snapshots())


def read_file(desk: Desk, uow: UnitOfWork, number: str) -> PersonFile:
    """Return somebody's file, within a unit of work.

    Raises:
        KnownError: ``growth-files-off``, ``growth-person-unknown``, ``growth-not-theirs``.
    """
    return read_files(desk, uow, [number])[0]


@in_bulk()
def read_files(desk: Desk, uow: UnitOfWork, numbers: Sequence[str]) -> tuple[PersonFile, ...]:
    """Return several people's files; raises as ``read_file``."""
    require_files(desk, uow)
    theirs = {number: holders.all_numbers(uow, number) for number in numbers}
    known = known_many(uow, {one: number for number, all_of in theirs.items() for one in all_of})
    called = uow.people.called(numbers)
    return tuple(
        _file(desk, uow, number, [known[one] for one in theirs[number]], called.get(number))
        for number in numbers
    )


def _file(
    desk: Desk, uow: UnitOfWork, number: str, known: Sequence[Known], called: tuple[str, str] | None
) -> PersonFile:
    name, section = called or _named(desk, known[0])
    refuse_strangers(desk, known[0], name)
    undivided = _undivided(uow, {one.number: number for one in known})
    kept = [
        one
        for under in known
        for told in (growth_file.histories(under.counting),)
        for line in growth_file.file_lines(under.counting, under.told)
        for one in (Kept(line, under.number, told.get(line.uid, ())),)
        if under.number in undivided or _is_theirs(uow, number, one)
    ]
    if len(known) > 1:  # those of one number stand in order
        kept.sort(key=lambda one: growth_file.place_of(one.line))
    lines = [one.line for one in kept]
    return PersonFile(
        number,
        name,
        section,
        tuple(kept),
        months_of(lines, desk.services.clock.today()),
        tuple(one.number for one in known[1:]),
        sum(one.waiting for one in known),
        desk.role in (Role.HR, Role.PERSONAL),
        desk.role is Role.HR or (desk.role is Role.SECTION and number != desk.identity.owner),
    )


def _is_theirs(uow: UnitOfWork, number: str, kept: Kept) -> bool:
    """Tell whether an entry is of whom a number is today: by the day it was said, in a list by its own.

    What somebody did before they had the number is theirs all the same; a 申告 was asked for by year.
    """
    if kept.line.from_form:
        return True
    said_on = kept.history[0].made_on if kept.history else ""
    return number in holders.owners_on(uow, kept.number, said_on or kept.line.entry.date or _NEWEST)


_NEWEST = "9999-12-31"
"""A day on which whatever has none is read: as said by the number's present holder."""


def file_of(desk: Desk, number: str = "") -> PersonFile:
    """Return somebody's growth file; of a personal store its owner's.

    Raises:
        KnownError: ``growth-files-off``, ``growth-person-unknown``, ``growth-not-theirs``.
    """
    with desk.store.read() as uow:
        return read_file(desk, uow, number or desk.identity.owner)


def months_of(lines: Iterable[FileLine], today: str) -> Months:
    """Return what the confirmed experience among some entries comes to."""
    works = growth_file.worked(lines)

    led = tuple(work for work in works if work.role == LEAD)
    of_all = experience.lengths(works, today)
    return Months(*of_all, *(of_all if len(led) == len(works) else experience.lengths(led, today)))


def _named(desk: Desk, known: Known) -> tuple[str, str]:
    """Return name and section of somebody who is on no roster here, from their newest year."""
    if known.name or known.counting:
        return known.name, known.section
    if desk.role is Role.PERSONAL and known.number == desk.identity.owner:
        return "", ""
    raise KnownError(
        "growth-person-unknown",
        f"職員番号 {known.number or '(未指定)'} の人は、この台帳にいません。",
        "職員番号を確かめてください。",
        found=known.number,
    )


def refuse_strangers(desk: Desk, known: Known, name: str) -> None:
    """Refuse whose file this store may not show: a section has its own people's, a person their own.

    Raises:
        KnownError: ``growth-not-theirs``.
    """
    owner = desk.identity.owner
    if desk.role is Role.HR or known.number == owner:
        return
    if desk.role is Role.SECTION and known.assigned:
        return  # HR's package brings no assignment of anybody else's people
    raise KnownError(
        "growth-not-theirs",
        f"{name or '職員番号 ' + known.number}さんの成長記録は、この台帳では見られません。",
        "本人、確認者か人事課の台帳で見てください。",
        found=known.number,
    )


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Somebody whose file a store may show; ``unconfirmed``: entries that wait for a confirmation.

    ``section`` is the name of their section, ``code`` its code.
    """

    number: str
    name: str
    kana: str
    section: str
    unconfirmed: int = 0
    code: str = ""


def people(desk: Desk) -> tuple[FilePerson, ...]:
    """Return whose files this store may show, in the order of the roster or by number.

    Raises:
        KnownError: ``growth-files-off``.
    """
    with desk.store.read() as uow:
        require_files(desk, uow)
        if desk.role is Role.HR:
            units = {unit.code: unit.name for unit in uow.people.departments()}
            return tuple(
                FilePerson(p.number, p.name, p.kana, units.get(p.department_code, p.department_code))
                for p in uow.people.employees()
                if not p.left
            )
        if desk.role is not Role.SECTION:
            return ()
        found = section_people(desk, uow)
        files = read_files(desk, uow, [one.number for one in found])
        return tuple(replace(o, unconfirmed=f.unconfirmed) for o, f in zip(found, files, strict=True))


def section_people(desk: Desk, uow: UnitOfWork) -> Sequence[FilePerson]:
    """Return whom a section's owner confirms in its newest year, in their own name or another's."""
    years, owner = uow.exchange.years(), desk.identity.owner
    if not years:
        return ()
    deputies = load_acceptance(uow).deputies.get(years[-1], rights.NOBODY)
    principals = {term.principal for term in deputies.terms if term.deputy == owner} | {owner}
    assignments: dict[str, list[Revision]] = {}
    for stored in uow.exchange.part(years[-1], Part.ASSIGNMENT):
        assignments.setdefault(stored.revision.record.employee_number, []).append(stored.revision)
    found = []
    for number in sorted(assignments.keys() - {owner}):
        said = merge.heads_of(assignments[number])[0].assignment
        if principals & {said.first, said.second}:
            code, section = said.department
            found.append(FilePerson(number, said.name, said.kana, section, code=code))
    return found
