"""The lock hides a dialog in which something is written, and it stands there again with every word."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup.app import Program
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from tests.helpers.screens import idle, write
from tests.helpers.town import PASSPHRASE
from tests.ui.office import Office


class _Asking(Dialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit()
        foot = row(STRETCH, button("やめる", self.reject), primary("行う", self.accept))
        self.setLayout(column(self.text, foot, margins=(24, 20, 24, 20)))


def test_what_is_written_in_dialogs_outlasts_the_lock(qtbot: QtBot, program: Program, office: Office) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window: Any = program.window
    empty, below = _Asking(window), _Asking(window)
    top = _Asking(below)
    for one in (empty, below, top):
        one.open()
    qtbot.keyClicks(top.text, "abc")
    top.reject()
    assert top.leaving is not None
    assert top.leaving.isVisible()
    window.lock()
    asked: Any = program.dialog
    hidden = (empty, below, top, top.leaving)
    assert not any(one.isVisible() for one in (window, *hidden))
    write(asked.entry.first, PASSPHRASE)
    asked.accept_button.click()
    QApplication.processEvents()
    assert [one.isVisible() for one in hidden] == [False, True, True, False]
    assert top.text.toPlainText() == "abc"
    assert top.isModal()
    for one in (top, below):
        one.done(0)
