"""Where the Tab key stops, and in which order: as the parts stand, whenever they were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget


def stops_of(layout: QLayout | None, *, later: bool = False) -> Iterator[QWidget]:
    """Return what takes the focus by the Tab key, as it was laid out.

    ``later``: also what takes it by a click alone, as an empty line does that is no stop yet.
    """
    for position in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(position) if layout is not None else None
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            policy = widget.focusPolicy()
            wanted = policy & Qt.FocusPolicy.TabFocus or (later and policy & Qt.FocusPolicy.ClickFocus)
            if wanted and widget.focusProxy() is None and not isinstance(widget, QStackedWidget):
                yield widget
            held = widget.widget() if isinstance(widget, QScrollArea) else widget
            inner = held.layout() if held is not None else None
        yield from stops_of(inner, later=later)


def order_stops(layout: QLayout | None) -> None:
    """Let the Tab key go through the parts as they stand: what is made later would come last."""
    before: QWidget | None = None
    for part in stops_of(layout, later=True):
        if before is not None:
            QWidget.setTabOrder(before, part)
        before = part
