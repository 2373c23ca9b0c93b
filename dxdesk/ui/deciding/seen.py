"""Which lines of a page somebody can have looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.ui.widgets.later import later

STAYS_MS = 100
"""How long a line stays in view at least where somebody sees it; what a page shows while it is still being
laid out is gone sooner."""


class SeenLines(QObject):
    """Keeps the lines that were drawn and stayed in view.

    A page is laid out more than once before it is shown, and the first time with other heights: what would
    be in view then was never on the screen.
    """

    def __init__(self, drawn: QWidget, in_view: Callable[[], frozenset[str]]) -> None:
        """Watch ``drawn`` being painted; ``in_view`` tells the lines in view as it is laid out now."""
        super().__init__(drawn)
        self._in_view = in_view
        self._stayed: set[str] = set()
        self._waits = False
        self._round = 0
        drawn.installEventFilter(self)

    def begin_again(self) -> None:
        """Forget all: other lines are shown."""
        self._stayed = set()
        self._round += 1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look once what was drawn stands there."""
        if event.type() == QEvent.Type.Paint and not self._waits:
            self._waits = True
            later(self, self._note)
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self._waits = False
        drawn, round_ = self._in_view(), self._round

        def stay() -> None:
            if round_ == self._round:
                self._stayed |= drawn & self._in_view()

        if drawn - self._stayed:
            later(self, stay, STAYS_MS)

    @property
    def found(self) -> frozenset[str]:
        """Return what stayed in view at some time."""
        return frozenset(self._stayed)

    def look_now(self) -> None:
        """Take what is in view for seen, once everything has its place: somebody decides by it."""
        QApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest.value))
        self._stayed |= self._in_view()

    def add_all(self, lines: frozenset[str]) -> None:
        """Take lines for seen: who was told of them went on."""
        self._stayed |= lines
