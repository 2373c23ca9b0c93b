"""A field of several lines with the room between them that Japanese needs."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

LINE_HEIGHT = 140
"""Per cent of the letters' height."""


class SpacedText(QTextEdit):
    """Takes and gives plain text; Tab goes on to the next field.

    Qt's own field for plain text knows no height of lines, and ours has letters as high as their line.
    """

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._space()

    def setPlainText(self, text: str) -> None:
        """Show a text."""
        super().setPlainText(text)
        self._space()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste letters only, as they would have been typed."""
        if source.hasText():
            self.insertPlainText(source.text())

    def _space(self) -> None:
        """Set the line height; new paragraphs take it over from the one before. No step of taking back."""
        blocked, undone = self.blockSignals(True), self.isUndoRedoEnabled()
        self.setUndoRedoEnabled(False)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().setModified(False)  # room between lines is nothing anybody wrote
        self.setUndoRedoEnabled(undone)
        self.blockSignals(blocked)
