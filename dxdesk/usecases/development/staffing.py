"""Heads that match: placement rules, participation in training, matching heads, and the last to leave.

The rules stand in ``domain.headcounts``. Only people who are asked count; what is asked about people who
leave is answered and not kept anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dxdesk.domain import headcounts, purposes
from dxdesk.domain.authorities import Scope
from dxdesk.domain.completion import Outcome, evened
from dxdesk.domain.dates import in_fiscal_year
from dxdesk.domain.framework import COURSE, Framework, Persona, Requirement
from dxdesk.ports.entities import Role
from dxdesk.usecases.development.course_rates import CourseRate
from dxdesk.usecases.development.ledger_rates import ledger_rates
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.skillmap import building, model
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class ShortOffice:
    """An office with fewer of a kind than its rule wants."""

    code: str
    name: str
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class PlacementCheck:
    """How a placement rule (配置基準) is kept: ``offices`` it is for, and those that fall short.

    ``supplement``: the rule is ours and not the policy's.
    """

    persona: str
    name: str
    per_section: int
    offices: int
    short: tuple[ShortOffice, ...]
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people of a persona have what it requires in a skill: of those ``known``, not of all asked."""

    persona: str
    uid: str
    skill: str
    required: str
    asked: int
    matching: int
    known: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What one reading of the people says of placement rules, of courses and of matching heads.

    ``ledger``: courses are those of the training ledger; else those that the framework's text names.
    """

    placements: tuple[PlacementCheck, ...]
    courses: tuple[CourseRate, ...]
    heads: tuple[Heads, ...]
    ledger: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A skill of which sections (code, name) would lose the last holder of the top level."""

    uid: str
    skill: str
    level: str
    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What would be lost; ``unknown`` are numbers of nobody who is asked this year."""

    lost: tuple[Lost, ...]
    unknown: tuple[str, ...]


def overview(desk: Desk, fiscal_year: int = 0) -> Overview:
    """Return :func:`placements`, :func:`participation` and :func:`matching` of one reading of the people.

    An office that keeps a training ledger reads there what its courses are, and not in the framework's text.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's attendance), ``no-cycle``.
    """
    desk.require(Role.HR)
    people = building.people_map(desk, fiscal_year)
    with desk.store.read() as uow:
        kept = ledger_rates(desk, uow, people.cycle.fiscal_year)
    courses = _participation(desk, people) if kept is None else kept
    return Overview(_placements(people), courses, _matching(people), kept is not None)


def placements(desk: Desk, fiscal_year: int = 0) -> tuple[PlacementCheck, ...]:
    """Return every placement rule of the framework with the offices (課) that fall short of it.

    Raises:
        KnownError: ``no-cycle``.
    """
    return _placements(building.people_map(desk, fiscal_year))


def _placements(people: PeopleMap) -> tuple[PlacementCheck, ...]:
    places = headcounts.offices({row.department_code for row in people.rows}, people.units)
    names = {row.department_code: row.department_name for row in people.rows}
    names.update({code: unit.name for code, unit in people.units.items()})
    return tuple(
        _placement(people, persona, places, names)
        for persona in people.framework.personas
        if persona.per_section
    )


def _placement(
    people: PeopleMap, persona: Persona, places: tuple[str, ...], names: Mapping[str, str]
) -> PlacementCheck:
    held = [headcounts.office_of(row.department_code, people.units) for row in _holders(people, persona)]
    short = headcounts.falling_short(places, held, persona.per_section)
    found = tuple(ShortOffice(p.office, names.get(p.office, p.office), p.wanted, p.found) for p in short)
    ours = persona.per_section_supplement
    return PlacementCheck(persona.code, persona.name, persona.per_section, len(places), found, ours)


def participation(desk: Desk, fiscal_year: int = 0, section: str = "") -> tuple[CourseRate, ...]:
    """Return how many completed each course in the fiscal year (April to March), of those asked in it.

    Courses of a persona are asked of its people; one without a persona of everybody who answers what it is
    evidence for, and of everybody who is asked at all where it names nothing. A framework has no word for
    how long a course is valid, so another year's attendance never counts.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's attendance), ``no-cycle``, ``section-unknown``.
    """
    desk.require(Role.HR)
    return _participation(desk, building.people_map(desk, fiscal_year, section))


def _participation(desk: Desk, people: PeopleMap) -> tuple[CourseRate, ...]:
    taken = _taken(desk, people.cycle.fiscal_year)
    found = []
    for persona in people.framework.personas:
        asked = [row.number for row in _holders(people, persona)]
        for name, requirements in _courses(people.framework, persona).items():
            found.append(_rate(people.framework, persona.code, requirements, asked, taken[evened(name)]))
    for name, requirements in _courses_for_all(people.framework).items():
        asked = _answering(people, requirements)
        found.append(_rate(people.framework, "", requirements, asked, taken[evened(name)]))
    return tuple(found)


@dataclass(slots=True)
class _Taken:
    """Who completed a course in the year, and who on no known day; ``offered``: somebody is on record."""

    done: set[str] = field(default_factory=set)
    undated: set[str] = field(default_factory=set)
    offered: bool = False


def _taken(desk: Desk, fiscal_year: int) -> defaultdict[str, _Taken]:
    """Return what is on record of each course (by its name evened out) for a fiscal year."""
    found: defaultdict[str, _Taken] = defaultdict(_Taken)
    with desk.store.read() as uow:
        for record in holders.evidence(uow):
            this_year = in_fiscal_year(record.date, fiscal_year)
            if record.kind != COURSE or (record.date and not this_year):
                continue
            course = found[evened(record.name)]
            course.offered |= this_year
            if record.outcome is Outcome.COMPLETED:
                (course.done if this_year else course.undated).add(record.employee_number)
    return found


def _rate(
    framework: Framework,
    persona: str,
    requirements: Sequence[Requirement],
    asked: Collection[str],
    taken: _Taken,
) -> CourseRate:
    return CourseRate(
        persona,
        requirements[0].name,
        _elective(requirements),
        _skills(framework, requirements),
        taken.offered,
        headcounts.participation(asked, taken.done),
        len(taken.undated.difference(taken.done).intersection(asked)),
    )


def _courses(framework: Framework, persona: Persona) -> dict[str, list[Requirement]]:
    """Return a persona's courses by name: one course may stand in several tables of a policy."""
    found: dict[str, list[Requirement]] = {}
    staged = {
        code for stage in framework.stages if stage.persona == persona.code for code in stage.requirements
    }
    for requirement in framework.requirements:
        own = persona.code in requirement.personas or requirement.code in staged
        if requirement.kind == COURSE and own:
            found.setdefault(requirement.name, []).append(requirement)
    return found


def _courses_for_all(framework: Framework) -> dict[str, list[Requirement]]:
    """Return the courses that no persona is named for, neither by themselves nor by a stage."""
    found: dict[str, list[Requirement]] = {}
    staged = {code for stage in framework.stages for code in stage.requirements}
    for requirement in framework.requirements:
        named = requirement.personas or (requirement.code in staged and not requirement.supports)
        if requirement.kind == COURSE and not named:
            found.setdefault(requirement.name, []).append(requirement)
    return found


def _answering(people: PeopleMap, requirements: Iterable[Requirement]) -> list[str]:
    """Return those of whom a course without a persona is asked.

    That is everybody, but where all it is evidence for is answered by some only (人材像, 職層), these.
    """
    framework = people.framework
    limits = [{uid for uid, _ in requirement.supports} for requirement in requirements]
    wanted = set[str]().union(*limits)
    if not all(limits) or not all(framework.item(u).grades or framework.item(u).personas for u in wanted):
        return [row.number for row in people.rows]

    @cache
    def answers(grade: str, personas: tuple[str, ...]) -> bool:
        return any(answer.item.uid in wanted for answer in framework.items_for(grade, personas))

    return [row.number for row in people.rows if answers(row.grade, row.personas)]


def _elective(requirements: Collection[Requirement]) -> bool:
    """Tell whether a course is 選択: by the table of courses per skill, else by the stages."""
    table = [requirement for requirement in requirements if requirement.supports]
    return not any(requirement.mandatory for requirement in table or requirements)


def _skills(framework: Framework, requirements: Collection[Requirement]) -> tuple[str, ...]:
    uids = dict.fromkeys(uid for requirement in requirements for uid, _ in requirement.supports)
    return tuple(framework.item(uid).name for uid in uids)


def matching(desk: Desk, fiscal_year: int = 0, section: str = "") -> tuple[Heads, ...]:
    """Return how many people of each persona have confirmed what it requires, by skill.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``.
    """
    return _matching(building.people_map(desk, fiscal_year, section))


def _matching(people: PeopleMap) -> tuple[Heads, ...]:
    framework = people.framework
    found = []
    for persona in framework.personas:
        holders = _holders(people, persona)
        for uid, level in persona.required:
            item, place = framework.item(uid), people.place(uid)
            levels = [value for row in holders if (value := row.level(place)) is not None]
            reached = sum(1 for value in levels if value >= level)
            title, label = framework.title(item), framework.level_label(item, level)
            found.append(Heads(persona.code, uid, title, label, len(holders), reached, len(levels)))
    return tuple(found)


def leaving(desk: Desk, numbers: Collection[str], fiscal_year: int = 0) -> Leaving:
    """Return the sections that would lose the last holder of a skill's top level; nothing is kept.

    Raises:
        KnownError: ``wrong-role`` (transfers are HR's alone to know), ``no-cycle``, ``use-outside-purpose``.
    """
    desk.require(Role.HR)
    people = for_placement(desk, fiscal_year)
    names = {row.department_code: row.department_name for row in people.rows}
    found = []
    for position, item in enumerate(people.framework.items):
        top = people.framework.scale_of(item).highest
        holders = [(row.department_code, row.number) for row in people.rows if row.level(position) == top]
        sections = headcounts.losing_last(holders, numbers)
        if sections:
            named = tuple((code, names[code]) for code in sections)
            found.append(
                Lost(item.uid, people.framework.title(item), people.framework.level_label(item, top), named)
            )
    known = {row.number for row in people.rows}
    return Leaving(tuple(found), tuple(number for number in dict.fromkeys(numbers) if number not in known))


def for_placement(desk: Desk, fiscal_year: int = 0) -> PeopleMap:
    """Return the map of a year for a question of 配置.

    Raises:
        KnownError: ``no-cycle``, ``use-outside-purpose`` where the year's records are not for that.
    """
    people = building.people_map(desk, fiscal_year, scope=Scope.CANDIDATES)
    purposes.require_use((people.cycle,), purposes.Use.PLACEMENT)
    return people


def _holders(people: PeopleMap, persona: Persona) -> list[MapPerson]:
    """Return the people for whom a persona holds."""
    holds = model.holding(people.framework, {persona.name})
    return [row for row in people.rows if holds(row)]
