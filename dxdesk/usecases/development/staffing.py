"""Heads that match: placement rules, participation in training, matching heads, and the last to leave.

The rules stand in ``domain.headcounts``. Only people who are asked count; what is asked about people who
leave is answered and not kept anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dxdesk.domain import headcounts
from dxdesk.domain.completion import plain, says_completed
from dxdesk.domain.framework import COURSE, Framework, Persona, Requirement
from dxdesk.domain.headcounts import Participation
from dxdesk.ports.entities import Role
from dxdesk.usecases.skillmap import building as skillmap
from dxdesk.usecases.skillmap import model
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
    """How a placement rule (配置基準) is kept: ``offices`` it is for, and those that fall short."""

    persona: str
    name: str
    per_section: int
    offices: int
    short: tuple[ShortOffice, ...]


@dataclass(frozen=True, slots=True)
class CourseRate:
    """Participation in a course by people of a persona.

    ``elective`` = 選択; ``offered``: somebody at all is on record for it.
    """

    persona: str
    course: str
    elective: bool
    skills: tuple[str, ...]
    offered: bool
    rate: Participation


@dataclass(frozen=True, slots=True)
class Heads:
    """How many people of a persona have what it requires in a skill."""

    persona: str
    uid: str
    skill: str
    required: str
    asked: int
    matching: int


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


def overview(
    desk: Desk, fiscal_year: int = 0
) -> tuple[tuple[PlacementCheck, ...], tuple[CourseRate, ...], tuple[Heads, ...]]:
    """Return :func:`placements`, :func:`participation` and :func:`matching` of one reading of the people.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's attendance), ``no-cycle``.
    """
    desk.require(Role.HR)
    people = skillmap.people_map(desk, fiscal_year)
    return _placements(people), _participation(desk, people), _matching(people)


def placements(desk: Desk, fiscal_year: int = 0) -> tuple[PlacementCheck, ...]:
    """Return every placement rule of the framework with the offices (課) that fall short of it.

    Raises:
        KnownError: ``no-cycle``.
    """
    return _placements(skillmap.people_map(desk, fiscal_year))


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
    return PlacementCheck(persona.code, persona.name, persona.per_section, len(places), found)


def participation(desk: Desk, fiscal_year: int = 0, section: str = "") -> tuple[CourseRate, ...]:
    """Return how many people of each persona completed its courses, of those asked.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's attendance), ``no-cycle``, ``section-unknown``.
    """
    desk.require(Role.HR)
    return _participation(desk, skillmap.people_map(desk, fiscal_year, section))


def _participation(desk: Desk, people: PeopleMap) -> tuple[CourseRate, ...]:
    done: dict[str, set[str]] = {}
    with desk.store.read() as uow:
        for record in uow.people.evidence():
            if record.kind == COURSE:
                attended = done.setdefault(plain(record.name), set())
                if record.completed or says_completed(record.result):
                    attended.add(record.employee_number)
    found = []
    for persona in people.framework.personas:
        asked = [row.number for row in _holders(people, persona)]
        for name, requirements in _courses(people.framework, persona).items():
            rate = headcounts.participation(asked, done.get(plain(name), set()))
            found.append(
                CourseRate(
                    persona.code,
                    name,
                    _elective(requirements),
                    _skills(people.framework, requirements),
                    plain(name) in done,
                    rate,
                )
            )
    return tuple(found)


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
    return _matching(skillmap.people_map(desk, fiscal_year, section))


def _matching(people: PeopleMap) -> tuple[Heads, ...]:
    framework = people.framework
    found = []
    for persona in framework.personas:
        holders = _holders(people, persona)
        for uid, level in persona.required:
            item, place = framework.item(uid), people.place(uid)
            levels = [row.level(place) for row in holders]
            reached = sum(1 for value in levels if value is not None and value >= level)
            label = framework.level_label(item, level)
            found.append(Heads(persona.code, uid, item.name, label, len(holders), reached))
    return tuple(found)


def leaving(desk: Desk, numbers: Collection[str], fiscal_year: int = 0) -> Leaving:
    """Return the sections that would lose the last holder of a skill's top level; nothing is kept.

    Raises:
        KnownError: ``wrong-role`` (transfers are HR's alone to know), ``no-cycle``.
    """
    desk.require(Role.HR)
    people = skillmap.people_map(desk, fiscal_year)
    names = {row.department_code: row.department_name for row in people.rows}
    found = []
    for place, item in enumerate(people.framework.items):
        top = people.framework.scale_of(item).highest
        holders = [(row.department_code, row.number) for row in people.rows if row.level(place) == top]
        sections = headcounts.losing_last(holders, numbers)
        if sections:
            named = tuple((code, names[code]) for code in sections)
            found.append(Lost(item.uid, item.name, people.framework.level_label(item, top), named))
    known = {row.number for row in people.rows}
    return Leaving(tuple(found), tuple(number for number in dict.fromkeys(numbers) if number not in known))


def _holders(people: PeopleMap, persona: Persona) -> list[MapPerson]:
    """Return the people for whom a persona holds."""
    holds = model.holding(people.framework, {persona.name})
    return [row for row in people.rows if holds(row)]
