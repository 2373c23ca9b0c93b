"""Which courses come next for somebody: 必須, then for a required level, then for their next stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.staging import stages_of
from dxdesk.domain.training import Lacking, next_courses
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.stage_decisions import staged_personas
from dxdesk.usecases.skillmap import building, histories
from dxdesk.usecases.skillmap.basis import BEST
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.training.switch import require_training, training_on
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class NextCourse:
    """A course that comes next and why (``must``, ``level``, ``stage``); ``skill`` is what a level is of."""

    code: str
    name: str
    why: str
    skill: str


def next_for(desk: Desk, number: str, fiscal_year: int = 0) -> tuple[NextCourse, ...]:
    """Return the courses of the ledger that come next for somebody of a year, the next one first.

    Levels are the confirmed ones, else what they reported; where nothing is said of a skill, nothing follows.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``no-cycle``, ``person-unknown``.
    """
    found = next_by_person(desk, [number], fiscal_year).get(number)
    if found is None:
        raise KnownError(
            "person-unknown",
            "その職員は、この年度の対象者ではありません。",
            "職員番号と年度を確かめてください。",
            found=number,
        )
    return found


def next_by_person(
    desk: Desk, numbers: Collection[str], fiscal_year: int = 0
) -> dict[str, tuple[NextCourse, ...]]:
    """Return the same of several people at once, by number; who is not asked in the year is not in it.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
    people = building.people_map(desk, fiscal_year, source=BEST)
    with desk.store.read() as uow:
        return next_in(uow, people, numbers, people.cycle.fiscal_year)


def next_in(
    uow: UnitOfWork, people: PeopleMap, numbers: Collection[str], fiscal_year: int
) -> dict[str, tuple[NextCourse, ...]]:
    """Return the same of people of a map: by its levels, and by what they have done for a fiscal year."""
    standing = histories.stages_of(uow, people.framework, people.cycle.fiscal_year)
    teller = CourseTeller(uow, people.framework, fiscal_year)
    return {
        row.number: _next(people, row, teller, standing.get(row.number, {}))
        for row in people.rows
        if row.number in numbers
    }


def _next(
    people: PeopleMap, row: MapPerson, teller: CourseTeller, standing: Mapping[str, str]
) -> tuple[NextCourse, ...]:
    wanted = next_stages(people.framework, row.personas, row.grade, standing)
    courses = teller.open_to(row.number, row.grade, row.personas)
    names = {one.course.code: one.course.name for one in courses}
    return tuple(
        NextCourse(one.code, names[one.code], one.why, _title(people.framework, one.item))
        for one in next_courses(courses, _lacking(people, row), wanted)
    )


def _title(framework: Framework, uid: str) -> str:
    return framework.title(framework.item(uid)) if uid else ""


def _lacking(people: PeopleMap, row: MapPerson) -> tuple[Lacking, ...]:
    framework = people.framework
    found = []
    for position, item in enumerate(framework.items):
        required, level = framework.required_level(item, row.personas, row.grade), row.level(position)
        if required is not None and level is not None and level < required:
            found.append(Lacking(item.uid, level, required))
    return tuple(found)


def next_stages(
    framework: Framework, personas: tuple[str, ...], grade: str, standing: Mapping[str, str]
) -> frozenset[str]:
    """Return codes and names of what the stage after the one somebody stands at requires, of each 人材像."""
    names = {requirement.code: requirement.name for requirement in framework.requirements}
    found: set[str] = set()
    for persona in staged_personas(framework, personas, grade):
        stages = stages_of(framework, persona.code)
        codes = [stage.code for stage in stages]
        reached = standing.get(persona.code, "")
        after = stages[codes.index(reached) + 1 if reached in codes else 0 :]
        for code in after[0].requirements if after else ():
            found.update((code, names.get(code, code)))
    return frozenset(found)


def shown_next(desk: Desk, number: str) -> tuple[NextCourse, ...] | None:
    """Return what comes next for somebody in the open year, as a person's card shows it.

    ``None``: there is nothing to show, for the office does not use the training ledger, no year is there, or
    they are not asked in it.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        if not training_on(uow):
            return None
    try:
        return next_for(desk, number)
    except KnownError as error:
        if error.code in ("no-cycle", "person-unknown"):
            return None
        raise
