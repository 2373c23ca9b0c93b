"""Which assignment (所属, 確認者, 対象か, 人材像) each person of a year has by the roster of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import appointments, merge
from dxdesk.domain.contents import COMMENT_ITEM, Assignment, AssignmentValue, ReferenceValue, carried_on
from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.text import cleaned
from dxdesk.ports.entities import Department, Employee, EvidenceRecord, EvidenceSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments, lists, routing
from dxdesk.usecases.organisation.appointed import terms_of
from dxdesk.usecases.organisation.asking import asking
from dxdesk.usecases.organisation.reference_texts import ReferenceTexts, beside_known
from dxdesk.usecases.person_year import derived, linked, past_years
from dxdesk.usecases.person_year.counting import of_year
from dxdesk.usecases.person_year.cycles import Cycle, all_cycles, framework_of
from dxdesk.usecases.person_year.holders import entries_by_person, is_theirs, read_by
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.standing import reference_row
from dxdesk.usecases.workplace.desk import Desk

DONE_BEFORE = "前の番号で確定済み"
"""Why somebody is not asked in a year who was finalised in it under the number they had before."""


@dataclass(frozen=True)
class Wanted:
    """Assignments as they should be.

    ``values`` by number, without those who are finalised; of them ``gone`` are no longer in the roster.
    ``known``: what is said now, heads by number. ``asked`` and ``exempt`` (number, name, reason) are of
    everybody in the roster, ``people``; ``missing`` whose route is incomplete.
    """

    values: Mapping[str, Mapping[str, object]]
    gone: frozenset[str]
    known: Mapping[str, tuple[Revision, ...]]
    asked: tuple[str, ...]
    exempt: tuple[tuple[str, str, str], ...]
    missing: tuple[Problem, ...]
    people: Mapping[str, Employee]


def wanted(uow: UnitOfWork, cycle: Cycle, today: str = "") -> Wanted:
    """Return the assignments of a year by the roster. Who was finalised stays who they were then.

    ``today`` (ISO) becomes the day since when they are asked of those who are from now on; to compare the
    year with the roster it is not needed.
    """
    people = {
        person.number: person
        for person in uow.people.employees()
        if is_theirs(uow, person.number, cycle.fiscal_year)
    }
    units = departments.named(uow, cycle.base_date)
    own = lists.own_lists(uow)
    decided = lists.overrides(uow)
    of = asking(uow, people.values(), cycle.base_date, framework_of(uow, cycle))
    finder = routing.route_finder(uow, cycle.base_date)
    terms = terms_of(uow)
    known = heads_by_person(uow, cycle.fiscal_year, Part.ASSIGNMENT)
    frozen = {line.employee_number for line in uow.results.snapshot_lines(cycle.fiscal_year)}
    done = _done_before(uow, people, frozen, cycle.fiscal_year)
    values: dict[str, Mapping[str, object]] = {}
    exempt: list[tuple[str, str, str]] = []
    asked: list[str] = []
    for number, person in people.items():
        target, reason = of(person)
        if target and number in done and number not in decided:
            target, reason = False, DONE_BEFORE
        if target:
            asked.append(number)
        else:
            exempt.append((number, person.name, reason))
        if number in frozen:
            continue
        route = finder.route_of(person).route
        held = appointments.held(person.personas, terms.get(number, ()), cycle.base_date)
        value = _assignment(
            cycle,
            replace(person, personas=held),
            units,
            people,
            (route.first, route.second),
            (target, reason),
        )
        value["never_late"] = lists.never_late(person, own)
        if since := _since(known, number, today, asked=target):
            value["since"] = since
        values[number] = value
    gone = frozenset(known.keys() - people.keys() - frozen)
    for number in sorted(gone):
        values[number] = carried_on(known[number][0].content, AssignmentValue(target=False, reason="退職"))
    return Wanted(values, gone, known, tuple(asked), tuple(exempt), finder.missing(asked), people)


def _since(known: Mapping[str, tuple[Revision, ...]], number: str, today: str, *, asked: bool) -> str:
    """Return since when somebody is asked, empty where since the year was opened (``domain.deadlines``)."""
    before = next((one.assignment for one in known.get(number, ())), Assignment())
    since = before.since if before.target or not known else today
    return since if asked else ""


def _done_before(
    uow: UnitOfWork, numbers: Iterable[str], frozen: Collection[str], fiscal_year: int
) -> frozenset[str]:
    """Return who was finalised in a year under a former number: nobody is asked twice in a year."""
    lines = linked.lines(uow)
    return frozenset(
        number
        for number in numbers
        if number not in frozen
        and any(held.number in frozen and held.in_year(fiscal_year) for held in lines.get(number, ()))
    )


def refresh_references(desk: Desk, uow: UnitOfWork, numbers: Collection[str]) -> tuple[str, ...]:
    """Bring what HR knows of some people into the years that are not closed, within a unit of work.

    Whose former number is among them is told, too. Who was finalised stays as they were. The assignments
    themselves are left alone.

    Returns:
        Who is told something new by the next package or form.
    """
    told: set[str] = set()
    readers = linked.readers(uow)
    of = {*numbers, *(later for number in numbers for _, later in readers.get(number, ()))}
    for cycle in all_cycles(uow):
        year = cycle.fiscal_year
        frozen = {line.employee_number for line in uow.results.snapshot_lines(year)}
        assigned = uow.exchange.numbers(year, Part.ASSIGNMENT)
        wanted = sorted((assigned & of) - frozen)
        if cycle.closed or not wanted:
            continue
        references = heads_by_person(uow, year, Part.REFERENCE)
        past = history(uow, cycle, framework_of(uow, cycle), wanted)
        texts = ReferenceTexts(desk, cycle)
        made: list[Revision] = []
        for number in wanted:
            made.extend(texts.changed(number, past.get(number, {}), references.get(number, ())))
        keep(desk, uow, made)
        new = {revision.record.employee_number for revision in made}
        only_known = uow.results.at_rest(year) & {
            number for number in new if _same_but_for_known(references.get(number, ()), past.get(number, {}))
        }
        derived.refresh(desk, uow, ((year, number) for number in sorted(new - only_known)))
        told |= new
    return tuple(sorted(told))


def _same_but_for_known(before: Sequence[Revision], now: ReferenceValue) -> bool:
    """Tell whether what a reference says now is, but for courses and examinations, what its head said."""
    if len(before) > 1:
        return False
    said = beside_known(before[0].content) if before else {}
    return said == cleaned(beside_known(now))


def heads_by_person(uow: UnitOfWork, fiscal_year: int, part: Part) -> dict[str, tuple[Revision, ...]]:
    """Return the heads of a part of a year by person."""
    found: dict[str, list[Revision]] = {}
    for revision in of_year(uow, fiscal_year, part):
        found.setdefault(revision.record.employee_number, []).append(revision)
    return {number: merge.heads_of(revisions) for number, revisions in found.items()}


def changed(
    desk: Desk,
    cycle: Cycle,
    number: str,
    part: Part,
    value: Mapping[str, object],
    heads: Mapping[str, tuple[Revision, ...]],
) -> Iterable[Revision]:
    """Return the revision that says the value, none where it is said already."""
    before = heads.get(number, ())
    if before and len(before) == 1 and before[0].content == value:
        return ()
    if not before and not value:
        return ()
    key = record_key(desk, cycle.fiscal_year, number, part)
    return (revise(key, value, before, key_id=desk.key_id, trust=own_trust(desk)),)


def _assignment(
    cycle: Cycle,
    person: Employee,
    units: Mapping[str, Department],
    employees: Mapping[str, Employee],
    route: tuple[str, str],
    asked: tuple[bool, str],
) -> AssignmentValue:
    unit = units.get(person.department_code)
    names = [employees[number].name if number in employees else "" for number in route]
    return {
        "name": person.name,
        "alias": person.alias,
        "kana": person.kana,
        "department": [person.department_code, unit.name if unit else ""],
        "grade": person.grade,
        "title": person.title,
        "employment": person.employment,
        "personas": list(person.personas),
        "first": route[0],
        "second": route[1],
        "first_name": names[0],
        "second_name": names[1],
        "target": asked[0],
        "reason": asked[1],
        "framework": cycle.framework,
    }


def history(
    uow: UnitOfWork, cycle: Cycle, framework: Framework, numbers: Collection[str] | None = None
) -> dict[str, ReferenceValue]:
    """Return what HR knows of everybody: last finalised levels and goals, courses, examinations.

    With ``numbers`` at least of these people. Rows that many people have alike are one and the same tuple.
    """
    found: dict[str, ReferenceValue] = {}
    wanted = None if numbers is None else frozenset(numbers)
    past = {
        s.number: past_years.reading(uow, s, framework) for s in uow.results.snapshots(cycle.fiscal_year - 1)
    }
    last = cycle.fiscal_year - 1
    for number, line in read_by(uow, uow.results.snapshot_lines(last), last):
        if wanted is not None and number not in wanted:
            continue
        reading, goals = past[line.snapshot], line.said.goals
        texts = {uid: str(text) for uid, text in goals.items()}
        kept = reading.texts(texts)
        if COMMENT_ITEM in texts:
            kept[COMMENT_ITEM] = texts[COMMENT_ITEM]
        found[number] = {"last_year": reading.levels(line.levels), "last_goals": kept}
        if line.said.plan:
            found[number]["last_plan"] = [[*one] for one in line.said.plan]
    for number, stages in past_years.kept_stages(uow, framework, cycle.fiscal_year).items():
        found.setdefault(number, {})["stages"] = stages
    rows: dict[EvidenceSaid, tuple[str, ...] | None] = {}
    for number, entries in entries_by_person(uow, wanted).items():
        known = [row for one in entries if (row := rows.get(one) or _row_of(one, rows)) is not None]
        if known:
            found.setdefault(number, {})["known"] = known
    return found


def _row_of(said: EvidenceSaid, rows: dict[EvidenceSaid, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Return an entry as it travels, ``None`` for who was absent: that is no record of the course."""
    if said not in rows:
        record = EvidenceRecord("", said.kind, said.name, said.date, said.result, said.completed)
        rows[said] = tuple(reference_row(record)) if record.outcome.counts else None
    return rows[said]
