"""For a few px nobody scrolls sideways: the names give them up, and the last skill is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
FEW = 60
SMALLEST = 1280
"""Px of the smallest screen that offices have, and of a Full HD one at 150 %."""
"""Px that two columns of names can spare."""


def test_a_map_that_lacks_a_few_px_has_no_bar_to_scroll_by(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    receive(desk, ReceiveFiles((office.answered(TEAM),)))
    window = show(desk)
    screen: Any = window.go("skillmap")
    settle(qtbot, window)
    bar = screen.people_table.right.horizontalScrollBar()
    scrolled, small = [], []
    for wide in range(1366, 1130, -16):
        window.resize(wide, 720)
        settle(qtbot, window)
        scrolled.append(bar.maximum())
        small += [bar.maximum()] if wide >= SMALLEST else []
    assert not [lack for lack in scrolled if 0 < lack <= FEW], scrolled
    assert not any(small), "the skills of a policy are whole on a screen of 1280 px"
