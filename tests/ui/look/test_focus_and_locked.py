"""What has the focus, and what cannot be written in, look as the stylesheet says and as nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.look import theme
from dxdesk.ui.shell.navigation import NavButton
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.basics import button, column, primary, repolish


@pytest.mark.parametrize("kind", ["nav", "primary", "quiet", "plain"])
def test_a_button_reached_by_key_has_one_frame(qtbot: QtBot, kind: str) -> None:
    """Qt draws a frame of its own inside, once somebody moved the focus by key."""
    app.prepare()
    made: QPushButton = {
        "nav": lambda: NavButton("settings", "設定", "settings"),
        "primary": lambda: primary("確認して次へ"),
        "quiet": lambda: button("あとで", look="quiet"),
        "plain": lambda: button("あとで"),
    }[kind]()
    made.setChecked(made.isCheckable())
    room = QWidget()
    qtbot.addWidget(room)
    room.setLayout(column(button("ほか"), made))
    room.show()
    room.activateWindow()
    made.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(made.hasFocus)
    by_mouse = made.grab().toImage()
    room.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert made.grab().toImage() == by_mouse


def test_a_locked_text_is_grey_from_edge_to_edge(qtbot: QtBot) -> None:
    app.prepare()
    field = QPlainTextEdit()
    room = QWidget()
    qtbot.addWidget(room)
    room.setLayout(column(field))
    room.resize(300, 120)
    room.show()
    QApplication.processEvents()
    grounds = []
    for locked in (False, True, False):
        field.setReadOnly(locked)
        repolish(field)
        QApplication.processEvents()
        image = field.grab().toImage()
        wide, high = image.width(), image.height()
        places = [(5, high // 2), (wide // 2, 4), (wide // 2, high // 2), (wide - 6, high - 6)]
        found = {QColor(image.pixel(*place)).name() for place in places}
        assert len(found) == 1, found
        grounds.append(found.pop())
    tokens = theme.of(field)
    assert grounds == [tokens.card, tokens.ground, tokens.card]
