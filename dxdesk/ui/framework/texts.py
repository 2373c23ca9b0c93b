"""Texts of several lines in a form: what they say, and how high they stand."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from dxdesk.ui.widgets.spaced import SpacedText

TEXT_HIGH, TEXT_MOST, TEXT_LEAST = 14, 180, 48
"""Of a text, px: the room around its lines, how high it grows, how high an empty one is."""


class FittedText(SpacedText):
    """A text that stays as high as its lines when it gets another width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew where lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            fit(self)


def lines(text: str) -> tuple[str, ...]:
    """Return the statements of a text, one a line; blank lines say nothing."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def fit(text: FittedText) -> None:
    """Give a text the height of its lines, within reason."""
    high = TEXT_HIGH + round(text.document().size().height())
    text.setFixedHeight(max(TEXT_LEAST, min(TEXT_MOST, high)))
