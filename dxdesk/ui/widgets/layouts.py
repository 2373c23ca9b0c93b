"""Rows, columns, cards and scrolling areas in our look."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui.widgets.qt_numbers import ALWAYS_OFF, NO_FOCUS
from dxdesk.ui.widgets.showing import shows_later

STRETCH = object()
"""Stands for free room in ``row`` and ``column``."""

BAR_GAP = 8
"""Px between what is scrolled and its bar."""

Part = QWidget | QLayout | object | int
L = TypeVar("L", bound=QBoxLayout)


def hairline(*, vertical: bool = False) -> QFrame:
    """Return a line of one px."""
    line = QFrame()
    line.setProperty("look", "hairline")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return parts beside each other: widgets, layouts, ``STRETCH`` or px of room."""
    return _fill(QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return parts under each other: widgets, layouts, ``STRETCH`` or px of room."""
    return _fill(QVBoxLayout(), parts, gap, margins)


def _fill(layout: L, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is STRETCH:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
    return layout


class Frame(QFrame):
    """A frame around parts."""

    def setVisible(self, visible: bool) -> None:
        """Show or hide; never as a window of its own."""
        if not shows_later(self, visible):
            super().setVisible(visible)


def inside(layout: QLayout, *, look: str = "", name: str = "") -> QFrame:
    """Return a frame around a layout."""
    frame = Frame()
    frame.setProperty("look", look)
    if name:
        frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def card(*parts: Part, gap: int = 8, padding: int = 16) -> QFrame:
    """Return a white card with parts under each other."""
    return inside(column(*parts, gap=gap, margins=(padding, padding, padding, padding)), look="card")


class _Scrolled(QWidget):
    """What lies in a scrolling area: as high as its texts are at its width, not at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height where the area asks for it by width anyway."""
        least = super().minimumSizeHint()
        layout = self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


def _gap_for_bar(area: QScrollArea, content: QLayout) -> None:
    """Keep the room before the bar only while there is one: without it, parts end where others do."""
    gap = content.contentsMargins().right()

    def fit(_: int, most: int) -> None:
        edge = content.contentsMargins()
        edge.setRight(gap if most else 0)
        content.setContentsMargins(edge)

    fit(0, 0)
    area.verticalScrollBar().rangeChanged.connect(fit)


def scrolling(content: QWidget | QLayout) -> QScrollArea:
    """Return an area that scrolls up and down only; no stop of the Tab key, for nothing would show it."""
    area = QScrollArea()
    area.setProperty("focusPolicy", NO_FOCUS)
    # A ground of our own making: asking for the one that is there makes PySide look through every kind of
    # widget it knows, which takes as long as laying out the whole first window.
    area.setViewport(QWidget())
    area.setWidgetResizable(True)
    area.setProperty("horizontalScrollBarPolicy", ALWAYS_OFF)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if isinstance(content, QLayout):
        holder = _Scrolled()
        holder.setLayout(content)
        if 0 < content.contentsMargins().right() <= BAR_GAP:
            _gap_for_bar(area, content)
        content = holder
    content.setObjectName(content.objectName() or "inside")
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            break
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
