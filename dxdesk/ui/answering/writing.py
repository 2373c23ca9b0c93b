"""A field for a few sentences: plain text with the room between lines that Japanese needs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy

from dxdesk.ui.widgets.spaced import SpacedText

LEAST = 60
"""Height of two lines, px."""


class WritingField(SpacedText):
    """Takes and gives plain text; taking back is left to whoever keeps the history."""

    left = Signal()
    """The keys go elsewhere from now on."""

    def __init__(self, name: str, hint: str) -> None:
        """Make an empty field; ``name`` is what a screen reader calls it."""
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMinimumHeight(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the least room; the page gives what it has to spare."""
        return QSize(240, LEAST)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(120, LEAST)

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
