"""What keys do, at the foot of a page: as many hints as there is room for, each whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QWidget

from dxdesk.ui.answering import messages
from dxdesk.ui.widgets.chips import KeyCap
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import inside, row

_GAP, _BETWEEN = 4, 12
"""Px between the parts of a hint, and between two hints."""


class KeyHints(QFrame):
    """A line of hints, the ones one needs most first; what has no room is left out from the end."""

    def __init__(self, hints: Sequence[Sequence[QWidget]]) -> None:
        """Make a line; each hint is keys and words beside each other."""
        super().__init__()
        self.hints = [inside(row(*parts, gap=_GAP)) for parts in hints]
        self._title = Text(messages.KEYS, "caption")
        self._line = row(self._title, *self.hints, gap=_BETWEEN)
        self.setLayout(self._line)

    def fit(self, room: int, *, without: int = -1) -> None:
        """Show as many hints as stand in so many px, never that at the position ``without``."""
        taken = self._title.sizeHint().width()
        for position, hint in enumerate(self.hints):
            if position == without:
                hint.hide()
                continue
            taken += _BETWEEN + hint.sizeHint().width()
            hint.setVisible(taken <= room)  # one that is left out leaves out all after it
        self._title.setVisible(not self.hints[0].isHidden())
        self._line.activate()  # asked while the page is laid out, it would keep the widths of before


def keys(*parts: str) -> tuple[QWidget, ...]:
    """Return a hint of key names, and of words: what begins with a space is words."""
    return tuple(Text(part[1:], "caption") if part.startswith(" ") else KeyCap(part) for part in parts)
