"""An office that plans a year: its last year is final for one person, and a course was held once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk.domain.action_plan import PlanLine
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.contents import CourseSaid, Served, SessionSaid
from dxdesk.domain.small_cells import Use
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.aiming import on, use

BPR = "shinagawa.bpr"
PLANNED = w.YEAR + 1


@contextmanager
def planning(folder: Path) -> Iterator[Desk]:
    """Give out HR's desk in April, when the year's results are final."""
    with w.municipality(folder) as (hr, _):
        w.play(hr)
        use(hr)
        capabilities.switch(hr, ACTION_PLAN, True)
        set_threshold(hr, Use.REPORT, 1)
        course = CourseSaid(code="bpr", name="業務改革研修", serves=(Served(BPR, 3),), cost=50_000)
        editing.save_course(hr, course)
        session = SessionSaid(course="bpr", turn="第1回", first_day=f"{w.YEAR}-06-10", seats=20)
        editing.save_session(hr, session)
        finalise.finalise(hr, "8総人第12号", "2026-03-18")
        yield on(hr, "2026-04-10")


def line(desk: Desk, version: str, name: str) -> tuple[str, PlanLine]:
    held = plan_year(desk, PLANNED).version(version)
    assert held is not None
    return next(one for one in held.said.lines.items() if one[1].name == name)
