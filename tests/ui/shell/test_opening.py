"""Screens open at once: pages are made late, code is loaded ahead, hidden screens cost nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTabBar
from pytestqt.qtbot import QtBot

from dxdesk.ui.settings import messages
from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.bench import batch
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
LONGEST = 0.1
"""Seconds of work on the window's thread that nobody notices (ARCHITECTURE.md, 8)."""


def press_tab(qtbot: QtBot, screen: Any, position: int) -> None:
    bar = screen.tabs.findChild(QTabBar)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(position).center())


def test_a_page_nobody_looked_at_is_made_when_its_tab_is_pressed(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings")
    settle(qtbot, window)
    assert [position for position in range(6) if screen.tabs.has(position)] == [messages.TAB_STORE]
    press_tab(qtbot, screen, messages.TAB_KEYS)
    assert screen.keys.source.records, "what was read before the page was there is shown on it"
    for position in range(6):
        press_tab(qtbot, screen, position)
    fields = [*screen.findChildren(QLineEdit), *screen.findChildren(QComboBox)]
    assert all(field.accessibleName() for field in fields)
    assert not any(field.acceptDrops() for field in screen.findChildren(QLineEdit))

    receive: Any = window.go("receive")
    settle(qtbot, window)
    assert not receive.tabs.has(3)
    press_tab(qtbot, receive, 3)
    assert receive.ledger.table.source.records


def test_the_proxy_screen_makes_its_form_after_the_list(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.section(CHIEF))
    screen: Any = window.go("proxy")
    assert screen.right.count() == 3
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.right.count() == 4)
    screen.people.pick(lambda person: person.number == "001003")
    settle(qtbot, window)
    assert screen.right.currentWidget() is screen.panel
    assert all(field.accessibleName() for field in screen.panel.findChildren(QLineEdit))


def test_the_code_of_screens_is_loaded_while_nobody_does_anything(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("dxdesk.ui.skillmap")]:
        monkeypatch.delitem(sys.modules, name)
    window = show(office.open_hr())
    qtbot.waitUntil(lambda: "dxdesk.ui.skillmap.view" in sys.modules, timeout=10_000)
    assert window.current == "home"


def test_a_hidden_screen_is_not_measured_when_another_one_changes(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    for place in actions.destinations(window.desk.role):
        screen = window.go(place.key)
        settle(qtbot, window)
        assert screen is not None
        assert not screen.hasHeightForWidth()
        assert screen.heightForWidth(500) == -1
        assert screen.mapTo(window, QPoint(0, screen.height())).y() <= window.height()


@pytest.mark.soak
def test_with_two_thousand_people_nothing_holds_the_window_up(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    """The best of three first openings of every screen: whatever else the PC does only adds to them."""
    location = batch.found(tmp_path, 2000).location
    blocks: dict[str, float] = {}
    for _ in range(3):
        window = show(batch.opened(location))
        end = time.monotonic() + 2
        while time.monotonic() < end:
            QApplication.processEvents()
        for place in actions.destinations(window.desk.role):
            longest = longest_block(window, place.key)
            blocks[place.key] = min(longest, blocks.get(place.key, longest))
        window.close()
        window.desk.store.close()
    assert max(blocks.values()) < LONGEST, blocks


def longest_block(window: MainWindow, key: str) -> float:
    """Go to a screen; return the longest piece of work it was for the window's thread, in seconds."""
    start = time.thread_time()
    window.go(key)
    longest = time.thread_time() - start
    quiet = 0
    while quiet < 5:
        start = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        longest = max(longest, time.thread_time() - start)
        quiet = quiet + 1 if window.operations.idle else 0
        time.sleep(0.003)
    return longest
