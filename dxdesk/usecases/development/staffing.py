"""Heads that match: placement rules, participation in training, and matching heads.

The rules stand in ``domain.headcounts``. Only people who are asked count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dxdesk.domain import headcounts
from dxdesk.domain.completion import Outcome, evened
from dxdesk.domain.dates import in_fiscal_year
from dxdesk.domain.framework import COURSE, Framework, Persona, Requirement
from dxdesk.ports.entities import Role
from dxdesk.usecases.development import tool_placements
from dxdesk.usecases.development.course_rates import CourseRate
from dxdesk.usecases.development.ledger_rates import ledger_rates
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.skillmap import building, model
from dxdesk.usecases.skillmap.basis import SELF
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
    """How many people of a persona have what it requires in a skill: of those ``known``, not of all asked.

    ``said`` of the ``answered`` report it of themselves (自己評価): what the GovTech東京 material counts.
    """

    persona: str
    uid: str
    skill: str
    required: str
    asked: int
    matching: int
    known: int
    said: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What one reading of the people says of placement rules, of courses and of matching heads.

    ``ledger``: courses are those of the training ledger; else those that the framework's text names.
    """

    placements: tuple[PlacementCheck, ...]
    courses: tuple[CourseRate, ...]
    heads: tuple[Heads, ...]
    ledger: bool = False


def overview(desk: Desk, fiscal_year: int = 0) -> Overview:
    """Return :func:`placements`, :func:`participation` and :func:`matching` of one reading of the people.

    An office that keeps a training ledger reads there what its courses are, and not in the framework's text.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's attendance), ``no-cycle``.
    """
    desk.require(Role.HR)
    people = building.people_map(desk, fiscal_year)
    said = building.people_map(desk, fiscal_year, source=SELF)
    with desk.store.read() as uow:
        kept = ledger_rates(desk, uow, people.cycle.fiscal_year)
    courses = _participation(desk, people) if kept is None else kept
    return Overview(_placements(desk, people), courses, _matching(people, said), kept is not None)


def placements(desk: Desk, fiscal_year: int = 0) -> tuple[PlacementCheck, ...]:
    """Return every placement rule of the framework with the offices (課) that fall short of it.

    Raises:
        KnownError: ``no-cycle``.
    """
    return _placements(desk, building.people_map(desk, fiscal_year))


@dataclass(frozen=True, slots=True)
class PlacementRule:
    """A placement rule and whoever counts for it, wherever they are; ``supplement``: it is ours."""

    persona: str
    name: str
    per_section: int
    holders: tuple[MapPerson, ...]
    supplement: bool = False


def rules(desk: Desk, people: PeopleMap) -> tuple[PlacementRule, ...]:
    """Return the placement rules of a year's framework, and the office's own for tools."""
    with desk.store.read() as uow:
        tools = tool_placements.kept(uow)
    framework = people.framework
    found = [
        PlacementRule(
            persona.code,
            persona.name,
            persona.per_section,
            tuple(_holders(people, persona)),
            persona.per_section_supplement,
        )
        for persona in framework.personas
        if persona.per_section
    ]
    for uid, count in tools.items():
        if framework.has(uid):
            item, place = framework.item(uid), people.place(uid)
            top = framework.scale_of(item).highest
            name = f"{framework.title(item)} {tool_placements.top_label(framework, item)}"
            holders = tuple(row for row in people.rows if row.level(place) == top)
            found.append(PlacementRule(uid, name, count, holders))
    return tuple(found)


def places(people: PeopleMap) -> dict[str, str]:
    """Return the offices (課) that placement rules are for, with their names."""
    names = {row.department_code: row.department_name for row in people.rows}
    names.update({code: unit.name for code, unit in people.units.items()})
    found = headcounts.offices({row.department_code for row in people.rows}, people.units)
    return {code: names.get(code, code) for code in found}


def _placements(desk: Desk, people: PeopleMap) -> tuple[PlacementCheck, ...]:
    offices = places(people)
    return tuple(_placement(people, rule, offices) for rule in rules(desk, people))


def _placement(people: PeopleMap, rule: PlacementRule, offices: Mapping[str, str]) -> PlacementCheck:
    held = [headcounts.office_of(row.department_code, people.units) for row in rule.holders]
    short = headcounts.falling_short(offices, held, rule.per_section)
    found = tuple(ShortOffice(p.office, offices[p.office], p.wanted, p.found) for p in short)
    return PlacementCheck(rule.persona, rule.name, rule.per_section, len(offices), found, rule.supplement)


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
    """Return how many people of each persona have what it requires, by skill: confirmed, and as they say.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``.
    """
    confirmed = building.people_map(desk, fiscal_year, section)
    return _matching(confirmed, building.people_map(desk, fiscal_year, section, SELF))


def _matching(people: PeopleMap, reported: PeopleMap) -> tuple[Heads, ...]:
    framework = people.framework
    found = []
    for persona in framework.personas:
        holders, saying = _holders(people, persona), _holders(reported, persona)
        for uid, level in persona.required:
            item, place = framework.item(uid), people.place(uid)
            reached, known = _reaching(holders, place, level)
            said, answered = _reaching(saying, place, level)
            title, label = framework.title(item), framework.level_label(item, level)
            counts = (len(holders), reached, known, said, answered)
            found.append(Heads(persona.code, uid, title, label, *counts))
    return tuple(found)


def _reaching(rows: Iterable[MapPerson], place: int, level: int) -> tuple[int, int]:
    """Return how many reach a level, and of how many there is one at all."""
    levels = [value for row in rows if (value := row.level(place)) is not None]
    return sum(value >= level for value in levels), len(levels)


def _holders(people: PeopleMap, persona: Persona) -> list[MapPerson]:
    """Return the people for whom a persona holds."""
    holds = model.holding(people.framework, {persona.name})
    return [row for row in people.rows if holds(row)]
