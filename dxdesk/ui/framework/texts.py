"""Texts of several lines in a form: what they say, and how high they stand."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

TEXT_HIGH, TEXT_MOST, TEXT_LEAST = 28, 150, 48
"""Of a text, px: the room around its lines, how high it grows, how high an empty one is."""


class FittedText(QPlainTextEdit):
    """A text that stays as high as its lines when it gets another width."""

    def __init__(self) -> None:
        """Make an empty one; Tab goes on to the next field."""
        super().__init__()
        self.setTabChangesFocus(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew where lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            fit(self)


def lines(text: str) -> tuple[str, ...]:
    """Return the statements of a text, one a line; blank lines say nothing."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def fit(text: QPlainTextEdit) -> None:
    """Give a text the height of its lines, within reason."""
    rows = 0
    block = text.document().firstBlock()
    while block.isValid():
        rows += max(1, block.layout().lineCount())
        block = block.next()
    high = TEXT_HIGH + text.fontMetrics().lineSpacing() * max(1, rows)
    text.setFixedHeight(max(TEXT_LEAST, min(TEXT_MOST, high)))
