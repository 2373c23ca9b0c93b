"""The training screen as the tests come to it and press on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle

Show = Callable[[Desk], MainWindow]


def opened(qtbot: QtBot, show: Show, desk: Desk, **what: object) -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("training", what)
    settle(qtbot, window)
    settle(qtbot, window)
    return window, screen


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    assert part.isVisible(), part.text()
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def named(top: QWidget, name: str) -> Any:
    found = top.findChild(QPushButton, name)
    assert found is not None, name
    return found
