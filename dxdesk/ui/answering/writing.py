"""A field for a few sentences: plain text with the room between lines that Japanese needs."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit

LINE_HEIGHT = 140
"""Per cent of the letters' height."""

LEAST = 60
"""Height of two lines, px."""


class WritingField(QTextEdit):
    """Takes and gives plain text; taking back is left to whoever keeps the history."""

    left = Signal()
    """The keys go elsewhere from now on."""

    def __init__(self, name: str, hint: str) -> None:
        """Make an empty field; ``name`` is what a screen reader calls it."""
        super().__init__()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMinimumHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._space()

    def sizeHint(self) -> QSize:
        """Return the least room; the page gives what it has to spare."""
        return QSize(240, LEAST)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(120, LEAST)

    def setPlainText(self, text: str) -> None:
        """Show a text."""
        super().setPlainText(text)
        self._space()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste letters only, as they would have been typed."""
        if source.hasText():
            self.insertPlainText(source.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take nothing from an input method where nothing may be written."""
        if self.isReadOnly():
            event.ignore()
        else:
            super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def to_end(self) -> None:
        """Put the cursor behind the last letter."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _space(self) -> None:
        """Set the line height; new paragraphs take it over from the one before."""
        blocked = self.blockSignals(True)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.blockSignals(blocked)
