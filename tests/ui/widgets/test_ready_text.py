"""A text to be copied ends its lines between phrases, and gives away nothing but what was written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.widgets.copying import CopyDialog
from dxdesk.ui.widgets.labels import UNSEEN

TORN = ("方がい", "いらっしゃ", "らっし", "終わ", "15", "花")
"""What ends a line only where it is torn from what follows it."""
TEXT = "まだ出していない方がいらっしゃいます。\n15分ほどで終わります。\n\n佐藤 花子さん(001001)"


@pytest.fixture
def dialog(qtbot: QtBot) -> CopyDialog:
    app.prepare()
    made = CopyDialog("再依頼の文面", "", TEXT)
    qtbot.addWidget(made)
    made.show()
    return made


def test_no_line_ends_within_a_word(dialog: CopyDialog) -> None:
    ends = 0
    for wide in range(120, 360, 10):
        dialog.text.setFixedWidth(wide)
        block = dialog.text.document().begin()
        while block.isValid():
            layout = block.layout()
            for number in range(1, layout.lineCount()):
                at = layout.lineAt(number).textStart()
                before = UNSEEN.sub("", block.text()[:at])
                assert not before.endswith(TORN), (wide, before)
                ends += 1
            block = block.next()
    assert ends > 20


def test_what_leaves_the_field_is_the_text_as_it_was_written(dialog: CopyDialog) -> None:
    assert dialog.text.toPlainText() == TEXT
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == TEXT
    dialog.text.selectAll()
    assert dialog.text.createMimeDataFromSelection().text() == TEXT


def test_who_changes_it_changes_letters_alone(qtbot: QtBot, dialog: CopyDialog) -> None:
    field = dialog.text
    marked = QTextEdit.toPlainText(field)
    cursor = field.textCursor()
    cursor.setPosition(marked.index("15"))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert field.toPlainText() == TEXT.replace("15分ほどで終わります。", "")
    assert not UNSEEN.search(QTextEdit.toPlainText(field))
    qtbot.keyClick(field, Qt.Key.Key_Left)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.toPlainText().startswith("まだ出していない方がいらっしゃいます\n"), "one step a letter"
