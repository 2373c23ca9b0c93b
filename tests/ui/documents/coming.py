"""An office with a session to come and one long over, and a screen of papers that is done reading."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.training import deciding, editing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import TEAM, Office


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
