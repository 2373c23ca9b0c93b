"""What was just confirmed or returned, in one line, with the way to take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame

from dxdesk.ui.deciding import messages
from dxdesk.ui.look import theme
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, row

if TYPE_CHECKING:
    from dxdesk.usecases.review.taking_back import LastAct

_GAP = 6


class LastLine(QFrame):
    """One line; away while there is nothing to take back."""

    def __init__(self, name: str, *, edge: int = 0, key: bool = True) -> None:
        """Make it, hidden; ``name`` is the object name of its button, ``edge`` the room beside it, px.

        ``key`` tells that Ctrl+Z does the same.
        """
        super().__init__()
        self._said = ""
        self._text = Text("", "caption")
        self._text.setMinimumWidth(40)
        self._edge = edge
        self.button = button(messages.TAKE_BACK, look="link", name=name)
        self.button.setToolTip(messages.TAKE_BACK_KEY if key else "")
        parts = (self._text, self.button) if edge else (self._text, self.button, STRETCH)
        line = row(*parts, gap=_GAP, margins=(edge, 4, max(edge - 6, 0), 4))
        line.setStretch(0, int(edge > 0))
        self.setLayout(line)
        self.hide()

    def show_last(self, said: str) -> None:
        """Say what was done last, empty for nothing that can be taken back."""
        self._said = said
        self.setVisible(bool(said))
        self.button.setAccessibleName(f"{messages.TAKE_BACK} {said}".strip())
        self._fit()

    def text(self) -> str:
        """Return what it says."""
        return self._said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten a long name; the rest is in the tip."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(theme.font(theme.CAPTION))
        room = max(self.width() - self.button.sizeHint().width() - 2 * self._edge - _GAP, 40)
        shown = metrics.elidedText(self._said, Qt.TextElideMode.ElideRight, room)
        self._text.setText(shown)
        self._text.setAccessibleName(self._said)
        self._text.setToolTip(self._said if shown != self._said else "")


def said_of(last: LastAct, name_of: Callable[[str], str]) -> str:
    """Return what was done last, by the names of whom it was about."""
    numbers = last.employee_numbers
    told = messages.LAST_RETURNED if last.returned else messages.LAST_CONFIRMED
    told = messages.LAST_CONFIRMED_MANY if len(numbers) > 1 else told
    return told.format(name=name_of(numbers[0]), count=len(numbers))


def taken_back(last: LastAct, name_of: Callable[[str], str]) -> str:
    """Return what is said once it was taken back."""
    numbers = last.employee_numbers
    told = messages.TAKEN_BACK_RETURN if last.returned else messages.TAKEN_BACK
    told = messages.TAKEN_BACK_MANY if len(numbers) > 1 else told
    return told.format(name=name_of(numbers[0]), count=len(numbers))
