"""What has the focus looks as the stylesheet says and as nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.navigation import NavButton
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.layouts import column


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


def test_a_tab_reached_by_key_has_no_frame_through_its_letters(qtbot: QtBot) -> None:
    app.prepare()
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(QWidget(), "印刷する")
    tabs.show()
    tabs.activateWindow()
    tabs.tabBar().setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(tabs.tabBar().hasFocus)
    by_mouse = tabs.tabBar().grab().toImage()
    tabs.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    assert tabs.tabBar().grab().toImage() == by_mouse
