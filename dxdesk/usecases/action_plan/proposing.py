"""The lines a plan begins with: which courses people need, by what is confirmed of them, and what goes on.

Somebody needs a course that they must take, that leads to a level they lack, or to their next stage
(``development.next_courses``), counted for the year that is planned: what they completed and what still
holds then they do not need. Of courses for one skill only the one that comes next counts. Sections in which
few need one are not named.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.action_plan import DRAFT, FINAL, Named, Places, PlanLine, months_of
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.small_cells import Use, is_small, withhold_line
from dxdesk.domain.text import sentences
from dxdesk.domain.training import fiscal_year_of, times_of
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.aims import PlanAim, aims_of
from dxdesk.usecases.action_plan.effects import Effect, effect_text, effects_of
from dxdesk.usecases.action_plan.grounds import results_year
from dxdesk.usecases.action_plan.ledger import plans
from dxdesk.usecases.action_plan.roles import role_lines, roles_of
from dxdesk.usecases.action_plan.sharing import HOLD, WHOLE, outside, shared
from dxdesk.usecases.action_plan.words import OTHERS, place_of_month, yen_text
from dxdesk.usecases.development.next_courses import NextCourse, next_in
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.organisation.section_names import dx_section
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

MUST, LEVEL, STAGE = "must", "level", "stage"
_SKILLS = 2
"""How many skills are named of those that a course is needed for."""


@dataclass
class _Need:
    """Who needs a course: by section, by why, and by skill."""

    sections: Counter[tuple[str, str]] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    skills: Counter[str] = field(default_factory=Counter)


def proposed(desk: Desk, fiscal_year: int, version: str, results: PeopleMap | None) -> dict[str, PlanLine]:
    """Return the lines a plan of a year begins with, by code: courses that go on, 取組, then roles.

    Args:
        desk: the store of whoever makes the plan.
        fiscal_year: the year the plan is for.
        version: ``draft`` or ``final``.
        results: the confirmed results it rests on; without any nobody is known to need anything, and the
            numbers stay open.
    """
    effects = effects_of(desk, results_year(fiscal_year, version))
    own, aims = owner_of(desk), {one.named: one for one in aims_of(desk, fiscal_year - 1)}
    with desk.store.read() as uow:
        serving = _serving(uow, fiscal_year - 1, own)
        needs = _needs(uow, results, fiscal_year) if results is not None and training_on(uow) else None
        lines: list[PlanLine] = []
        dx = dx_section(uow)
        if training_on(uow):
            known, below = ledger(uow), threshold(uow, Use.REPORT)
            of = len(results.rows) if results is not None else 0
            going_on = times_of(known.sessions, known.names, fiscal_year - 1)
            lines += [
                _of_course(known, one, fiscal_year, needs, below, of, effects.get(one.code, ()), dx)
                for one in known.courses
                if not one.ended and not one.reference and (one.code in going_on or one.code in (needs or {}))
            ]
        if aims_on(uow):
            lines = [*_with_activities(uow, lines)]
        roles = role_lines(roles_of(uow), fiscal_year, own)
    lines = [_with_target(one, serving.get(one.course or one.activity), aims, own) for one in lines]
    lines.sort(key=lambda one: (not one.course, -(one.needed or 0), one.name))
    lines += roles
    return {f"L{place:02}": one for place, one in enumerate(lines, start=1)}


def _serving(uow: UnitOfWork, fiscal_year: int, own: str) -> dict[str, Named]:
    """Return by course or 取組 which target an owner's plan of a year had it serve, as it stood last."""
    known = plans(uow)
    held = known.find(own, fiscal_year, FINAL) or known.find(own, fiscal_year, DRAFT)
    return {
        line.course or line.activity: Named.read(line.target, own)
        for line in (held.said.lines.values() if held is not None else ())
        if line.target and (line.course or line.activity)
    }


def _with_target(line: PlanLine, target: Named | None, aims: Mapping[Named, PlanAim], own: str) -> PlanLine:
    """Return a line that goes on with its target, and what became of that as a reason beside the others."""
    if target is None or target not in aims:
        return line
    why = sentences(line.why, aims[target].sentence)
    return line._replace(target=target.text(own), why=why)


def needed_now(
    desk: Desk, fiscal_year: int, version: str, results: PeopleMap
) -> dict[str, tuple[int | None, str]]:
    """Return by course (code) how many need it by some results, and why; few are withheld (``None``)."""
    effects = effects_of(desk, results_year(fiscal_year, version))
    with desk.store.read() as uow:
        if not training_on(uow):
            return {}
        below, needs = threshold(uow, Use.REPORT), _needs(uow, results, fiscal_year)
        found = {}
        for course in ledger(uow).courses:
            need = needs.get(course.code, _Need())
            people = need.sections.total()
            why = _reasons(need, effects.get(course.code, ()))
            found[course.code] = (_told(people, len(results.rows), below), why)
    return found


def _told(people: int, of: int, below: int) -> int | None:
    """Return how many need a course, ``None`` where that tells of few: those who do, or who do not."""
    return withhold_line([people, max(of - people, 0)], below).cells[0]


def _needs(uow: UnitOfWork, results: PeopleMap, fiscal_year: int) -> dict[str, _Need]:
    rows = {row.number: row for row in results.rows}
    found: dict[str, _Need] = defaultdict(_Need)
    for number, courses in next_in(uow, results, rows.keys(), fiscal_year).items():
        for one in _of_person(courses):
            _count(found[one.code], one, rows[number])
    return dict(found)


def _of_person(courses: Sequence[NextCourse]) -> Iterator[NextCourse]:
    """Yield the courses somebody needs: for a skill only the first, which is the next one to take."""
    skills: set[str] = set()
    for one in courses:
        if one.why == LEVEL and one.skill in skills:
            continue
        if one.why == LEVEL:
            skills.add(one.skill)
        yield one


def _count(need: _Need, one: NextCourse, row: MapPerson) -> None:
    need.sections[(row.department_code, row.department_name)] += 1
    need.why[one.why] += 1
    if one.skill:
        need.skills[one.skill] += 1


def _why(need: _Need) -> str:
    skills = [name for name, _ in sorted(need.skills.items(), key=lambda one: (-one[1], one[0]))[:_SKILLS]]
    more = "など" if len(need.skills) > _SKILLS else ""
    told = {
        MUST: "必須で、まだ修了していない人",
        LEVEL: f"{''.join(f'「{name}」' for name in skills)}{more}で、求められる水準に届いていない人",
        STAGE: "次の育成段階に要る人",
    }
    return "、".join(told[why] for why in (MUST, LEVEL, STAGE) if need.why[why])


def _reasons(need: _Need | None, effects: Sequence[Effect]) -> str:
    why = _why(need) if need is not None else ""
    return sentences(why, *(effect_text(one) for one in effects if one.rose is not None))


def _of_course(
    known: Ledger,
    course: CourseSaid,
    fiscal_year: int,
    needs: Mapping[str, _Need] | None,
    below: int,
    of: int,
    effects: Sequence[Effect],
    dx: str,
) -> PlanLine:
    last = [
        one
        for one in known.sessions
        if not one.ended
        and one.fiscal_year == fiscal_year - 1
        and known.names.code(one.course) == course.code
    ]
    need = needs.get(course.code, _Need()) if needs is not None else None
    people = need.sections.total() if need is not None else None
    told = None if people is None else _told(people, of, below)
    seats = [one.seats for one in last if one.seats]
    times, places = _times(told, last, seats)
    note = f"研修台帳の費用 {yen_text(course.cost)}" if course.cost else ""
    line = PlanLine(
        name=course.name or course.code,
        course=course.code,
        times=times,
        places=places,
        months=_months(last, fiscal_year)[: times or 0],
        sections=_sections(need, below) if need is not None and places == told else (),
        needed=told,
        why=_reasons(need, effects),
        note=note,
    )
    line = outside(line, course.held_by, course.provider)
    return shared(line, course.held_by, known.owners.get(course.code, ""), WHOLE, dx)


def _times(
    needed: int | None, last: Sequence[SessionSaid], seats: Sequence[int]
) -> tuple[int | None, int | None]:
    """Return sessions and places: as many as are needed, in sessions as large as those of the year before."""
    held = len(last) or None
    if not needed:
        return held, sum(seats) if seats and len(seats) == len(last) else None
    if not seats:
        return held, needed
    return max(-(-needed // max(seats)), 1), needed


def _months(last: Sequence[SessionSaid], fiscal_year: int) -> tuple[str, ...]:
    """Return the months of the year before, in the year that is planned."""
    year = months_of(fiscal_year)
    days = {one.first_day for one in last if fiscal_year_of(one.first_day) == fiscal_year - 1}
    return tuple(sorted({year[place_of_month(day[:7])] for day in days}))


def _sections(need: _Need, below: int) -> tuple[Places, ...]:
    """Return how many places each section needs; those in which few need one stand together, unnamed."""
    named = [
        Places(code, name, count)
        for (code, name), count in sorted(need.sections.items())
        if not is_small(count, below)
    ]
    others = need.sections.total() - sum(one.places for one in named)
    return (*named, Places("", OTHERS, others)) if others and named else tuple(named)


def _with_activities(uow: UnitOfWork, lines: Sequence[PlanLine]) -> Iterator[PlanLine]:
    """Yield lines with the 取組 that go on; one that is a course by its name stands in that course's line.

    An evaluation of a year is no 取組 of its own.
    """
    names = ledger(uow).names if training_on(uow) else None
    of_course: dict[str, str] = {}
    others: dict[str, PlanLine] = {}
    courses = {one.course for one in lines}
    for held in indicators(uow).activities:
        one = held.said
        if one.ended or one.fiscal_year or one.code in others:
            continue
        course = names.code(one.name) if names is not None else ""
        if course in courses and course:
            of_course.setdefault(course, one.code)
            continue
        line = PlanLine(name=one.name or one.code, activity=one.code)
        others[one.code] = shared(line, one.held_by, held.owner, HOLD, dx_section(uow))
    yield from (one._replace(activity=of_course.get(one.course, "")) for one in lines)
    yield from others.values()
