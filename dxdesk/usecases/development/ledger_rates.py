"""How many completed each course of a year, as the training ledger counts it (研修台帳)."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import NEED_LABELS, STATE_LABELS, CourseYear, Need, State
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.development.course_rates import CourseRate
from dxdesk.usecases.training import wording
from dxdesk.usecases.training.figures import YearSeen, look_at
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk


def ledger_rates(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> tuple[CourseRate, ...] | None:
    """Return the courses of a year with who completed them, 必須 first; ``None``: there is no ledger in use.

    What was not held in the year and is nobody's duty stands on the screen of training alone.
    """
    if not training_on(uow):
        return None
    seen = look_at(desk, uow, fiscal_year)
    shown = [one for one in seen.courses if one.state is not State.NOT_OFFERED or _due(one)]
    rates = [rate for one in shown for rate in _rates(seen, one)]
    return tuple(sorted(rates, key=lambda one: one.elective))


def _due(one: CourseYear) -> bool:
    must = any(to.need == Need.REQUIRED for to in one.course.audience)
    return must and not one.course.ended and not one.course.reference


def _rates(seen: YearSeen, one: CourseYear) -> list[CourseRate]:
    """Return the rate of those who must, and that of all who are meant where these are more."""
    needs = wording.needs(seen.people.framework, one.course)
    must = [who for need, who in needs if need == NEED_LABELS[Need.REQUIRED]]
    whole = CourseRate(
        persona="",
        course=one.course.name,
        elective=not must,
        skills=(),
        offered=one.state is State.COUNTED,
        rate=one.completing or Participation(0, 0),
        whom="、".join(who for _, who in needs),
        need="・".join(need for need, _ in needs),
        state=STATE_LABELS[one.state],
    )
    if not must or len(needs) == 1:
        return [whole]
    counted = Participation(len(one.required), len(one.required & one.completed))
    need = NEED_LABELS[Need.REQUIRED]
    return [replace(whole, rate=counted, whom=must[0], need=need), replace(whole, elective=True)]
