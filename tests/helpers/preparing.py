"""What tests of 確保計画 and of 検討と予定 do in the window: press, find a button, fill in a form."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from tests.helpers.screens import settle


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)


def button_of(page: Any, name: str) -> Any:
    return page.findChild(QPushButton, name)


def write(dialog: Any, **texts: str) -> None:
    for key, text in texts.items():
        part = dialog.parts[key]
        if hasattr(part, "setPlainText"):
            part.setPlainText(text)
        elif hasattr(part, "findData"):
            part.setCurrentIndex(part.findData(text))
            assert part.currentData() == text, (key, text)
        else:
            part.setText(text)
