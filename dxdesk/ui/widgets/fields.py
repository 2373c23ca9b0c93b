"""Choices, numbers and dates that the wheel leaves alone: it belongs to the page under them.

Qt's own change their value when one scrolls past, with or without focus, and our screens keep a value at
once: a deadline was moved and a seal left out by somebody who only read on. A chosen field keeps the focus,
so that alone would not protect it. Every screen takes these and no bare ones; a test of the code sees to it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QSpinBox, QWidget


class Choice(QComboBox):
    """A choice of one of several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one; it takes the focus by key or click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class NumberEdit(QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one; it takes the focus by key or click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class DayEdit(QDateEdit):
    """A date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one; it takes the focus by key or click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
