"""Turning the wheel over a widget as a hand does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget


def turn(widget: QWidget, steps: int = -1) -> QWidget | None:
    """Turn the wheel over the middle of a widget; return who took it, ``None`` where nobody did.

    Qt hands what a mouse did from a widget that leaves it to the one around it, up to the window, but what a
    program sends to the first one only: so it is handed on here.
    """
    over: QWidget | None = widget
    while over is not None:
        middle = QPointF(widget.mapTo(over, widget.rect().center()))
        event = QWheelEvent(
            middle,
            over.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        # A disabled widget accepts nothing, but leaves the event as it came: its answer counts as well.
        if QApplication.sendEvent(over, event) and event.isAccepted():
            return over
        over = None if over.isWindow() else over.parentWidget()
    return None
