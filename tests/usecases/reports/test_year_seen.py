"""In April 帳票 stays with the year that is over, whose papers people still need, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import SessionSaid
from dxdesk.usecases.reports.choice import Choices, YearSeen, choices
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.training import trained

Office = tuple[Desk, FixedClock]
FOLLOWING = w.YEAR + 1


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with w.municipality(tmp_path, f"{FOLLOWING}-03-25") as (desk, clock):
        w.play(desk)
        yield desk, clock


def seen(desk: Desk, kind: str, year: int | None = None) -> tuple[int, YearSeen]:
    found: Choices = choices(desk, kind, year)
    looked_at = found.offered[kind].fiscal_year
    return looked_at, found.way_to(kind, looked_at)


def begin_following(desk: Desk) -> None:
    cycle.open_cycle(desk, cycle.OpenCycle(FOLLOWING, "shinagawa", f"{FOLLOWING}-04-01"))


def test_in_march_nothing_is_said(office: Office) -> None:
    desk, _ = office
    assert seen(desk, "skill-sheet") == (w.YEAR, YearSeen.PLAIN)
    assert seen(desk, "receipts") == (0, YearSeen.PLAIN), "a ledger is of no year"


def test_in_april_the_year_that_is_over_is_shown_and_said_to_be_so(office: Office) -> None:
    desk, clock = office
    clock.day = f"{FOLLOWING}-04-02"
    assert seen(desk, "skill-sheet") == (w.YEAR, YearSeen.NOT_BEGUN)
    assert seen(desk, "status") == (w.YEAR, YearSeen.NOT_BEGUN)
    finalise.finalise(desk)
    cycle.close_cycle(desk)
    assert seen(desk, "certificate") == (w.YEAR, YearSeen.NOT_BEGUN), "closed, it is the last there is"


def test_where_the_new_year_has_begun_its_papers_come_first_and_results_say_where_they_are(
    office: Office,
) -> None:
    desk, clock = office
    finalise.finalise(desk)
    clock.day = f"{FOLLOWING}-04-02"
    begin_following(desk)
    assert seen(desk, "skill-sheet") == (FOLLOWING, YearSeen.PLAIN)
    assert seen(desk, "skill-sheet", w.YEAR) == (w.YEAR, YearSeen.FORMER)
    assert seen(desk, "certificate") == (FOLLOWING, YearSeen.RESULTS_ELSEWHERE)
    assert seen(desk, "certificate", w.YEAR) == (w.YEAR, YearSeen.FORMER)


def test_papers_of_training_offer_this_year_once_it_has_a_session(tmp_path: Path) -> None:
    with trained(tmp_path) as desk:
        desk.services.clock.day = f"{FOLLOWING}-04-02"  # type: ignore[attr-defined]
        assert seen(desk, "course-map") == (training_year(desk).fiscal_year, YearSeen.NOT_BEGUN)
        held = SessionSaid("basic", "春の回", first_day=f"{FOLLOWING}-05-11", fiscal_year=FOLLOWING)
        editing.save_session(desk, held)
        assert seen(desk, "course-map") == (training_year(desk).fiscal_year, YearSeen.FORMER)
        assert seen(desk, "course-map", FOLLOWING) == (FOLLOWING, YearSeen.PLAIN)
