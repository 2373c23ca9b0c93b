"""どこで使われているか, outside a draft: the versions and years that have a thing, and how many people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.appointments import held
from dxdesk.domain.completion import evened
from dxdesk.domain.framework import COURSE, EXAM, Framework
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.organisation.appointed import terms_of
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.person_year.derived import unpack
from dxdesk.usecases.person_year.past_years import kept_stages
from dxdesk.usecases.workplace.desk import Desk

Key = tuple[str, str]
"""Part and key of a thing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Where a thing is used outside the draft: ``versions`` with their years, and how many people it is of.

    People of a persona or a 職層 are those who are it now; of a skill, a scale or a level those who answered
    so in the newest year on this framework; of a course or an examination those on record; of a stage those
    who reached it in a year that is over.
    """

    versions: tuple[str, ...] = ()
    people: int = 0


def usage(desk: Desk, uow: UnitOfWork, framework: Framework) -> Mapping[Key, Usage]:
    """Return the usage of what a draft has, had, or follows; what is used nowhere is left out."""
    names: dict[Key, list[str]] = {}
    kept = list(_versions(uow, framework.code))
    for label, version in kept:
        for key in _keys(version):
            names.setdefault(key, []).append(label)
    people: dict[Key, set[str]] = {}
    if desk.role is Role.HR:
        for key, number in _people(desk, uow, framework):
            people.setdefault(key, set()).add(number)
    return {
        key: Usage(tuple(names.get(key, ())), len(people.get(key, ())))
        for key in names.keys() | people.keys()
    }


def _versions(uow: UnitOfWork, code: str) -> Iterator[tuple[str, Framework]]:
    """Yield each version that was kept, with the years that run on it."""
    years: dict[str, list[str]] = {}
    for cycle in all_cycles(uow):
        years.setdefault(cycle.framework, []).append(fiscal_year_label(cycle.fiscal_year))
    for row in uow.exchange.frameworks():
        if row.code == code:
            used = "・".join(years.get(f"{row.code}@{row.version}", ()))
            yield f"版 {row.version}" + (f"({used})" if used else ""), versions.from_text(row.text)


def _keys(framework: Framework) -> Iterator[Key]:
    for part in edit.KEYS:
        for one in getattr(framework, part):
            yield part, edit.key_of(part, one)
    for scale in framework.scales:
        for level in scale.levels:
            yield edit.LEVELS, edit.level_key(scale.code, level.value)


def _people(desk: Desk, uow: UnitOfWork, framework: Framework) -> Iterator[tuple[Key, str]]:
    """Yield what somebody is, answered, attended or reached, and who."""
    today = desk.services.clock.today()
    terms = terms_of(uow)
    for person in uow.people.employees():
        assigned = held(person.personas, terms.get(person.number, ()), today)
        for persona in framework.personas_of(assigned, person.grade):
            yield (edit.PERSONAS, persona.code), person.number
        group = framework.grade_group(person.grade)
        if group:
            yield (edit.GRADES, group), person.number
    yield from _answers(uow, framework.code)
    yield from _attended(uow, framework)
    for number, stages in kept_stages(uow, framework, max(uow.exchange.years(), default=0) + 1).items():
        for code in filter(None, stages.values()):
            yield (edit.STAGES, code), number


def _answers(uow: UnitOfWork, code: str) -> Iterator[tuple[Key, str]]:
    """Yield what people answered in the newest year on a framework."""
    cycle = next((one for one in reversed(all_cycles(uow)) if one.framework_code == code), None)
    if cycle is None:
        return
    running = framework_of(uow, cycle)
    for line in uow.results.assessments(cycle.fiscal_year):
        for uid, level in unpack(running, line.self_levels).items():
            scale = running.item(uid).scale
            yield (edit.ITEMS, uid), line.employee_number
            yield (edit.SCALES, scale), line.employee_number
            yield (edit.LEVELS, edit.level_key(scale, level)), line.employee_number


def _attended(uow: UnitOfWork, framework: Framework) -> Iterator[tuple[Key, str]]:
    """Yield the courses and examinations of the framework that somebody is on record for."""
    named: dict[tuple[str, str], list[str]] = {}
    for one in framework.requirements:
        if one.kind in (COURSE, EXAM):
            named.setdefault((one.kind, evened(one.name)), []).append(one.code)
    for record in uow.people.evidence():
        for code in named.get((record.kind, evened(record.name)), ()):
            yield (edit.REQUIREMENTS, code), record.employee_number


def known_skills(found: Mapping[Key, Usage]) -> dict[str, tuple[str, ...]]:
    """Return the versions and years of each skill that stands in one already, by uid."""
    items: Iterable[tuple[Key, Usage]] = found.items()
    return {key: one.versions for (part, key), one in items if part == edit.ITEMS and one.versions}
