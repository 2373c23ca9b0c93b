"""What stands beside the levels in a year's report: training, targets and indicators where they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain.head_shares import HeadShare
from dxdesk.domain.indicator_record import ActivitySaid
from dxdesk.domain.training import CourseYear, State
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.indicators.overview import Overview, Row, overview
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.targets.overview import TargetLine, target_year
from dxdesk.usecases.training.figures import YearSeen, look_at
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

_ELSEWHERE = "そのほか"
"""People whom a course asks in a section that nobody is asked in for the year's 申告."""


@dataclass(frozen=True)
class Beside:
    """``courses`` of the year with their rates, ``serving`` their names by the skill they serve.

    ``next_targets`` are the targets of the year after, each as people read it; ``aims``: targets are used.
    ``attended``: by unit how many of those who must take courses were in them, counted by course.
    ``done`` are the 取組 with what their process evaluation of the year says.
    """

    courses: tuple[CourseYear, ...] = ()
    serving: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: tuple[TargetLine, ...] = ()
    next_targets: tuple[str, ...] = ()
    indicators: tuple[Row, ...] = ()
    aims: bool = False
    attended: tuple[tuple[str, HeadShare], ...] = ()
    done: tuple[tuple[str, ActivitySaid], ...] = ()
    next_lines: tuple[TargetLine, ...] = ()

    def planned_now(self, line: TargetLine) -> str:
        """Return what this year's target says of one of next year, empty where there is none."""
        found = (
            one for one in self.targets if one.held.subject == line.held.subject and one.plan is not None
        )
        return next((one.planned_apart for one in found), "")

    def courses_for(self, skill: str) -> tuple[str, ...]:
        """Return the names of the courses that serve a skill, by its uid."""
        return self.serving.get(skill, ())

    @property
    def completing(self) -> HeadShare:
        """Those who completed, of those asked, over all courses that must be taken."""
        musts = [one for one in self.courses if one.required and one.state is State.COUNTED]
        return HeadShare(
            sum(len(one.required & one.completed) for one in musts), sum(len(one.required) for one in musts)
        )


def beside(desk: Desk, cycle: Cycle, units: Mapping[str, str] | None = None) -> Beside:
    """Return what an office uses beside the levels in the year of a cycle.

    Args:
        desk: HR's store.
        cycle: the year's.
        units: the name of the unit that a section (code) is told of under; without it no unit is told of.
    """
    year = cycle.fiscal_year
    with desk.store.read() as uow:
        training, aims = training_on(uow), aims_on(uow)
        serving = _serving(uow, year + 1) if training else {}
        seen = look_at(desk, uow, year) if training else None
    told = overview(desk, year) if aims else None
    ahead = tuple(one for one in target_year(desk, year + 1).lines if one.plan is not None) if aims else ()
    return Beside(
        tuple(one for one in seen.courses if not one.course.ended) if seen is not None else (),
        serving,
        target_year(desk, year).lines if aims else (),
        tuple(f"{one.said.name} {one.planned_apart}" for one in ahead),
        told.rows if told is not None else (),
        aims,
        _attended(seen, units) if seen is not None and units else (),
        _done(told, year) if told is not None else (),
        ahead,
    )


def _attended(seen: YearSeen, units: Mapping[str, str]) -> tuple[tuple[str, HeadShare], ...]:
    found: dict[str, HeadShare] = dict.fromkeys(units.values(), HeadShare(0, 0))
    for course in seen.courses:
        if not course.required or course.course.ended:
            continue
        for (code, _), numbers in seen.people.groups("section").items():
            must = course.required & numbers
            unit, came = units.get(code, _ELSEWHERE), must & course.attended
            there = found.get(unit, HeadShare(0, 0))
            found[unit] = HeadShare(there.part + len(came), there.whole + len(must))
    return tuple((name, share) for name, share in found.items() if share.whole)


def _done(told: Overview, year: int) -> tuple[tuple[str, ActivitySaid], ...]:
    names = {one.code: one.name for one in told.activities}
    return tuple(
        (names.get(code, code), one)
        for code, evaluations in told.evaluations.items()
        for one in evaluations
        if one.fiscal_year == year
    )


def _serving(uow: UnitOfWork, year: int) -> dict[str, tuple[str, ...]]:
    """Return the names of the courses that may still be held, by the uid of a skill they serve."""
    found: dict[str, list[str]] = {}
    for course in ledger(uow).courses:
        if course.ended or course.into or (course.reference and course.reference < year):
            continue
        for served in course.serves:
            names = found.setdefault(served.item, [])
            if course.name not in names:
                names.append(course.name)
    return {item: tuple(names) for item, names in found.items()}
