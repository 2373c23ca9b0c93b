"""What gets the keyboard is brought into view, in every area that scrolls and however it got there.

Qt does so where the Tab key leads from one stop to the next by itself, and not where a page leads it, where
a button gives the keyboard on, or where a page begins. One would write blind.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QScrollArea, QTextEdit, QWidget
from shiboken6 import isValid

from dxdesk.ui.widgets.later import later

ABOVE, BELOW = 30, 10
"""Px around what is brought into view: its caption stands above it, its frame ends below it."""


class InView(QObject):
    """Follows the keyboard through all windows of a program."""

    def __init__(self, app: QApplication) -> None:
        """Follow it from now on."""
        super().__init__(app)
        self._waits = False
        app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        # What a hand presses it sees; moved away under the pointer, it would not be pressed.
        if now is None or self._waits or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        self._waits = True
        later(self, self._bring)  # a page that has just come up has its places by then

    def _bring(self) -> None:
        self._waits = False
        part = QApplication.focusWidget()
        if part is not None and isValid(part):
            bring_into_view(part)


def bring_into_view(part: QWidget) -> None:
    """Scroll everything around a part until it is seen; what is seen already does not move."""
    within: QWidget = part
    while (parent := within.parentWidget()) is not None and not within.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is parent and area.widget() is within:
            _scroll(area, part)
        within = parent


def _scroll(area: QScrollArea, part: QWidget) -> None:
    room, bar = area.viewport().height(), area.verticalScrollBar()
    place = _place(part, room)
    if place.isEmpty():
        return
    top = part.mapTo(area.widget(), place.topLeft()).y()
    bottom, value = top + place.height(), bar.value()
    if value <= top and bottom <= value + room:
        return
    around = max(room - place.height(), 0)
    low = bottom + min(BELOW, around) - room
    high = top - min(ABOVE, around)
    bar.setValue(high if top < value else min(low, high) if low > high else low)


def _place(part: QWidget, room: int) -> QRect:
    """Return what of a part has to be seen: all of it, or where the keys act in what is higher."""
    if isinstance(part, QAbstractItemView):
        line = part.visualRect(part.currentIndex())
        return line.translated(part.viewport().mapTo(part, QPoint(0, 0))) if line.isValid() else QRect()
    if part.height() > room and isinstance(part, QPlainTextEdit | QTextEdit):
        return part.cursorRect().translated(part.viewport().mapTo(part, QPoint(0, 0)))
    return part.rect() if part.height() <= room else QRect()


def watch(app: QApplication) -> None:
    """Bring what gets the keyboard into view in all windows of a program; calling again is free."""
    if app.findChild(InView) is None:
        InView(app)
