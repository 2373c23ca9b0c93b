"""帳票: each document opens on its own years and people, and a year looked at once does not stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.session_papers import COMING
from dxdesk.usecases.training import deciding, editing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]


def planned(office: Office) -> Desk:
    """Somebody has a seat in a session next year, somebody else had one long ago."""
    desk = office.open_hr()
    capabilities.switch(desk, "training", True)
    editing.save_course(desk, CourseSaid("basic", "DX基礎研修"))
    coming = int(desk.services.clock.today()[:4]) + 2
    for turn, year, number in (("先の回", coming, TEAM[0]), ("昔の回", 2020, TEAM[1])):
        editing.save_session(desk, SessionSaid("basic", turn, first_day=f"{year}-06-01", fiscal_year=year))
        deciding.decide(desk, f"basic/{turn}", [number], GRANTED)
    return desk


def ready(qtbot: QtBot, window: MainWindow, screen: Any) -> None:
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)


def test_papers_of_sessions_open_on_those_to_come_and_a_former_year_does_not_stay(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(planned(office))
    screen: Any = window.go("documents", {})
    ready(qtbot, window, screen)
    choosing = screen.choosing
    everybody = len(choosing._numbers)
    assert choosing.chosen_year > 0
    screen.kinds["attendees"].click()
    ready(qtbot, window, screen)
    assert choosing.year.currentText() == COMING
    assert choosing.wanted.people == 1 < everybody
    assert screen.preview.page_count == 1
    assert not choosing._year_part.isHidden()
    for kind in ("attendees", "participation"):
        screen.kinds[kind].click()
        ready(qtbot, window, screen)
        years = [choosing.year.itemData(place) for place in range(choosing.year.count())]
        assert [one for one in years if one] == sorted((one for one in years if one), reverse=True), kind
    screen.kinds["attendees"].click()
    ready(qtbot, window, screen)
    place = choosing.year.findData(2020)
    choosing.year.setCurrentIndex(place)
    choosing.year.activated.emit(place)
    ready(qtbot, window, screen)
    assert choosing.chosen_year == 2020
    # Another kind is of no such year, and comes back to the one that was looked at.
    screen.kinds["sign-in"].click()
    ready(qtbot, window, screen)
    assert choosing.chosen_year == 2020
    screen.kinds["skill-sheet"].click()
    ready(qtbot, window, screen)
    assert choosing.chosen_year not in (0, 2020)
    screen.kinds["attendees"].click()
    ready(qtbot, window, screen)
    assert choosing.chosen_year == 2020
    window.go("home")
    window.go("documents", {})
    ready(qtbot, window, screen)
    assert screen.choosing.kind == "attendees"
    assert choosing.year.currentText() == COMING


def test_who_comes_for_a_year_finds_it_even_where_there_is_nothing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(planned(office))
    screen: Any = window.go("documents", {"kind": "attendees", "fiscal_year": 2031})
    ready(qtbot, window, screen)
    assert screen.choosing.chosen_year == 2031
    assert screen.choosing.wanted.people == 0
    window.go("home")
    window.go("documents", {"kind": "skill-sheet", "employee": TEAM[1]})
    ready(qtbot, window, screen)
    assert screen.choosing.wanted.employee == TEAM[1]
    assert screen.choosing.chosen_year not in (0, 2031)
    screen.kinds["disclosure"].click()
    ready(qtbot, window, screen)
    assert len(screen.choosing._numbers) > 0
