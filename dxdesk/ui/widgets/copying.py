"""A dialog with a ready text, to be changed, copied and sent by mail."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QPushButton, QTextEdit, QWidget

from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row

COPY = "文面をコピーする"
COPIED = "コピーしました。メールの本文に貼り付けてください。"
CLOSE = "閉じる"


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
        self.text = QTextEdit()
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.setPlainText(text)
        loosen(self.text)
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
