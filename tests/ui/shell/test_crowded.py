"""An office that uses everything on a low display: every destination and the head above them are seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.look import stylesheet, theme
from dxdesk.ui.shell.navigation import HIGH, Navigation

MANY = tuple((f"place{number}", f"行き先{number}", "home", number == 17) for number in range(18))


def _inside(part: QWidget, whole: QWidget) -> bool:
    top = part.mapTo(whole, QPoint(0, 0)).y()
    return top >= 0 and top + part.height() <= whole.height()


@pytest.mark.parametrize("high", [700, 620])
def test_eighteen_places_fit_and_nothing_covers_the_name_above(qtbot: QtBot, high: int) -> None:
    window = QWidget()
    window.setStyleSheet(stylesheet.sheet(theme.in_force()))  # with the paddings that rows really have
    qtbot.addWidget(window)
    side = Navigation("dxdesk", "人事台帳", MANY)
    side.setParent(window)
    window.setFixedSize(208, high)
    side.setGeometry(0, 0, 208, high)
    window.show()
    qtbot.waitExposed(window)
    assert all(_inside(one, side) for one in (*side.buttons.values(), side.help))
    assert side._top.height() >= side._top.heightForWidth(side.width()), "the name is whole"


def test_a_few_places_keep_their_height_and_get_it_back(qtbot: QtBot) -> None:
    side = Navigation("dxdesk", "人事台帳", MANY)
    qtbot.addWidget(side)
    side.resize(208, 620)
    side.show()
    qtbot.waitExposed(side)
    assert side.buttons["place0"].height() < HIGH
    for key in [key for key in side.buttons if key not in ("place0", "place1")]:
        side.offer(key, False)
    qtbot.waitUntil(lambda: side.buttons["place0"].height() == HIGH)
