"""A dialog with a ready text, to be changed, copied and sent by mail."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPushButton, QTextEdit, QWidget

from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text, as_written, in_phrases
from dxdesk.ui.widgets.layouts import STRETCH, column, row

COPY = "文面をコピーする"
COPIED = "コピーしました。メールの本文に貼り付けてください。"
CLOSE = "閉じる"


class ReadyText(QTextEdit):
    """A text to be read, copied or changed; its lines end between phrases until somebody begins to change it.

    What holds the phrases together is in the field alone: what is taken out of it is the text as written.
    """

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__()
        self._held = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    def setPlainText(self, text: str) -> None:
        """Show a text."""
        super().setPlainText("\n".join(map(in_phrases, text.split("\n"))))
        self._held = True
        loosen(self)
        self.document().setModified(False)  # nobody wrote this: it is not asked about when it closes

    def toPlainText(self) -> str:
        """Return the text as it was written."""
        return as_written(super().toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go of the phrases before a letter is changed: each mark would be a step of the cursor."""
        if not event.matches(QKeySequence.StandardKey.Copy) and not event.matches(
            QKeySequence.StandardKey.SelectAll
        ):
            self._let_go()
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let go of the phrases before an input method writes."""
        self._let_go()
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Let go of the phrases before something is pasted or dropped."""
        self._let_go()
        super().insertFromMimeData(source)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the text as it was written."""
        copied = QMimeData()
        copied.setText(as_written(self.textCursor().selection().toPlainText()))
        return copied

    def _let_go(self) -> None:
        if not self._held:
            return
        self._held = False
        marked, cursor = super().toPlainText(), self.textCursor()
        places = [len(as_written(marked[:at])) for at in (cursor.anchor(), cursor.position())]
        super().setPlainText(as_written(marked))
        loosen(self)
        self.document().setModified(False)
        cursor = self.textCursor()
        cursor.setPosition(places[0])
        cursor.setPosition(places[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)


class CopyDialog(Dialog):
    """Shows a text; ``more`` are further buttons before the one that copies."""

    def __init__(
        self,
        title: str,
        caption: str,
        text: str,
        parent: QWidget | None = None,
        *,
        more: tuple[QPushButton, ...] = (),
    ) -> None:
        """Show a text."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(680)
        self.text = ReadyText()
        self.text.setPlainText(text)
        self.text.setMinimumHeight(330)
        self.text.setAccessibleName(title)
        self.note = Text("", tone="done")
        self.copy = primary(COPY, self._copy, icon="copy", name="copy")
        self.setLayout(
            column(
                Text(title, "title"),
                Text(caption, "muted", wrap=True),
                self.text,
                row(self.note, STRETCH, button(CLOSE, self.accept), *more, self.copy),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.note.setText(COPIED)


def loosen(text: QTextEdit) -> None:
    """Give the lines the room that Japanese needs between them."""
    cursor = QTextCursor(text.document())
    cursor.select(QTextCursor.SelectionType.Document)
    lines = QTextBlockFormat()
    lines.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(lines)
