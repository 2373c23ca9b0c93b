"""Showing a widget: never as a window of its own, always in the look its properties say."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import (
    QWidget,
)


def shows_later(part: QWidget, visible: bool) -> bool:
    """Tell whether a part is asked to show itself before it is laid into anything.

    Qt would open a window of its own for it, which flashes up at the edge of the screen. It is marked as not
    hidden instead, and appears with what it is laid into.
    """
    if part.parentWidget() is not None:
        return False
    if visible and part.property("hidden"):
        part.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    part.setProperty("hidden", not visible)
    return visible


def repolish(widget: QWidget) -> None:
    """Make the stylesheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
