"""期首 as HR and a section see it: where everybody's goals stand, and how many set any.

The share counts whoever set a digital goal: by the mark in the 申告票 (印だけ), or by goals that were handed
in (期首票). Whoever is not asked, or not on duty, is in neither number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain.contents import MARK_ITEM, Goal
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import Part
from dxdesk.domain.year_start import Mode, YearStart, counted_as_set
from dxdesk.ports.entities import Role
from dxdesk.usecases.forms.goal_texts import goals_of
from dxdesk.usecases.forms.plan_sheets import said_by_supervisor
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start.agreeing import offered
from dxdesk.usecases.year_start.standing_for import is_ours


@dataclass(frozen=True, slots=True)
class StartLine:
    """Where one person's goals stand; ``where`` is what the mark says, empty without one."""

    number: str
    name: str
    department_code: str
    department_name: str
    state: PlanState
    goals: tuple[str, ...]
    met_on: str = ""
    supports: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    where: str = ""
    changed: bool = False
    disputed: bool = False
    set_any: bool = False
    offered: tuple[tuple[str, str], ...] = ()
    """The support actions (code, words) that this store's owner may say something of."""
    said: tuple[tuple[str, str], ...] = ()
    """What is said of support actions by their codes."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group set a digital goal; ``answered``: how many said anything."""

    code: str
    name: str
    people: int
    answered: int
    set_any: int


@dataclass(frozen=True)
class Overview:
    """A year's goals: how they are asked for, everybody who is asked, and the shares, the whole one first."""

    cycle: Cycle
    start: YearStart
    lines: tuple[StartLine, ...]
    shares: tuple[Share, ...]
    places: Mapping[str, int]
    """How many named each place where a goal was set, by its code."""


def overview(desk: Desk, fiscal_year: int = 0, section: str = "") -> Overview:
    """Return where the goals of a year stand; in a section's store of its own people.

    Raises:
        KnownError: ``no-cycle``, ``wrong-role``, ``start-off`` in HR's store where 期首 is hidden.
    """
    desk.require(Role.HR, Role.SECTION)
    with desk.store.read() as uow:
        if desk.role is Role.HR:
            year_start.require_in_use(uow)
        context = year_context(desk, uow, fiscal_year)
        people = [
            person
            for person in derived.each_person(uow, context)
            if not person.exempt
            and (not section or person.department_code == section)
            and (desk.role is Role.HR or is_ours(desk, context.acceptance, person))
        ]
    start = context.cycle.start
    lines = tuple(_line(desk, context, person) for person in people)
    return Overview(
        context.cycle,
        start,
        lines,
        _shares(lines),
        Counter(line.where for line in lines if line.where),
    )


def _line(desk: Desk, context: YearContext, person: PersonYear) -> StartLine:
    start, plan = context.cycle.start, person.views[Part.PLAN]
    met, supports, reason = said_by_supervisor(person)
    where = Goal.read(plan.items.get(MARK_ITEM)).where
    goals = goals_of(person)
    by_mark = start.mode is Mode.MARK
    said = {c: w for step in person.plan_life.latest for c, w in step.plan_step.supports.items()}
    return StartLine(
        person.employee_number,
        person.name,
        person.department_code,
        person.department_name,
        person.plan_life.state,
        goals,
        met,
        supports,
        reason if person.plan_life.state is PlanState.RETURNED else "",
        where,
        person.plan_life.changed,
        bool(plan.conflicts or person.plan_life.clash),
        counted_as_set(where) if by_mark else person.plan_life.handed_in and bool(goals),
        tuple((one.code, one.text) for one in offered(desk, context, person)),
        tuple(sorted(said.items())),
    )


def _shares(lines: Iterable[StartLine]) -> tuple[Share, ...]:
    groups: dict[tuple[str, str], list[StartLine]] = {}
    everybody = list(lines)
    for line in everybody:
        groups.setdefault((line.department_code, line.department_name), []).append(line)
    found = [_share("", "全体", everybody)]
    return (*found, *(_share(*key, groups[key]) for key in sorted(groups)))


def _share(code: str, name: str, lines: list[StartLine]) -> Share:
    answered = sum(bool(line.where) or line.state not in _SILENT for line in lines)
    return Share(code, name, len(lines), answered, sum(line.set_any for line in lines))


_SILENT = (PlanState.NOT_STARTED, PlanState.WITHDRAWN)
