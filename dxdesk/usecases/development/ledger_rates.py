"""How many completed each course of a year, as the training ledger counts it (研修台帳)."""

from __future__ import annotations

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
    return tuple(_rate(seen, one) for one in sorted(shown, key=lambda one: not _must(one)))


def _must(one: CourseYear) -> bool:
    return any(to.need == Need.REQUIRED for to in one.course.audience)


def _due(one: CourseYear) -> bool:
    return _must(one) and not one.course.ended and not one.course.reference


def _rate(seen: YearSeen, one: CourseYear) -> CourseRate:
    needs = wording.needs(seen.people.framework, one.course)
    return CourseRate(
        persona="",
        course=one.course.name,
        elective=not _must(one),
        skills=(),
        offered=one.state is State.COUNTED,
        rate=one.completing or Participation(0, 0),
        whom="、".join(who for _, who in needs),
        need=needs[0][0] if needs else NEED_LABELS[Need.NONE],
        state=STATE_LABELS[one.state],
    )
