"""代理の確認: HR sees who stood in for whom without having been named, and decides of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def test_hr_is_led_to_what_it_has_to_decide_and_decides_one_by_one(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    window.take_files([office.both_stages()])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert screen.reports.table.current().outcome == "held"
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.tabs.tabText(4) == "代理の確認 2"
    window.go("home")
    settle(qtbot, window)
    home: Any = window.screens["home"]
    act = home.findChild(QPushButton, "todo-held")
    assert act is not None, "home says that something waits for a decision"
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert (window.current, screen.tabs.currentIndex()) == ("receive", 4)

    held = screen.held
    assert "検証 一郎さん(001001)が" in held.summary.text().replace("\u2060", "")
    qtbot.mouseClick(held.allow, Qt.MouseButton.LeftButton)
    assert status(window.desk).states[State.RECEIVED] == 0, "a question comes first"
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert status(window.desk).states[State.RECEIVED] == 1
    assert screen.tabs.tabText(4) == "代理の確認 1"

    qtbot.mouseClick(held.refuse, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    states = status(window.desk).states
    assert (states[State.RECEIVED], states[State.FIRST_CONFIRMED]) == (1, 1)
    assert held.pages.currentIndex() == 1
    window.go("home")
    settle(qtbot, window)
    assert home.findChild(QPushButton, "todo-held") is None


def test_a_section_has_no_page_of_decisions(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.section(CHIEF))
    screen: Any = window.go("receive")
    settle(qtbot, window)
    assert not screen.tabs.isTabVisible(4)
