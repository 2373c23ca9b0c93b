"""Choices and numbers that the wheel leaves alone: it belongs to the page under them.

Qt's own change their value when one scrolls past, with or without focus, and our screens keep a value at
once: a deadline was moved and a seal left out by somebody who only read on. A chosen field keeps the focus,
so that alone would not protect it. Every screen takes these and no bare ones; a test of the code sees to it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

MOST_ENTRIES = 12
"""Entries of an open list that are seen at once; further ones have a bar."""

EDGES = 2
"""Px of the upper and lower edge of an open list."""


class Choice(QComboBox):
    """A choice of one of several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one; it takes the focus by key or click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(MOST_ENTRIES)

    def showPopup(self) -> None:
        """Open the list; Qt measures it before its look is known and may cut the last entry by an edge."""
        super().showPopup()
        view = self.view()
        box = view.window()
        shown = min(self.count(), self.maxVisibleItems())
        missing = sum(view.sizeHintForRow(position) for position in range(shown)) + EDGES - box.height()
        if 0 < missing <= 2 * EDGES:
            box.resize(box.width(), box.height() + missing)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class CommittedChoice(Choice):
    """A choice that takes effect once it is meant, where each effect costs something.

    Qt tells of every entry that the keys step over while the list is closed. Here ``committed`` tells of the
    one that stays: picked in the open list, or stepped to and then kept by Enter or by going on to another
    field. Escape goes back to what was committed last.
    """

    committed = Signal()

    _ELSEWHERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
    """The focus goes, but the person stays with this field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._stepping = False
        self._kept: int | None = None
        """Where it stood before somebody stepped on, ``None`` while nobody has."""
        self.activated.connect(lambda *_: self._picked())

    @property
    def pending(self) -> bool:
        """Whether it shows an entry that was stepped to and not committed."""
        return self._kept is not None

    def commit(self) -> None:
        """Let what was stepped to take effect."""
        kept, self._kept = self._kept, None
        if kept is not None and kept != self.currentIndex():
            self.committed.emit()

    def _picked(self) -> None:
        if not self._stepping:
            self._kept = None
            self.committed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, keep what was stepped to, or go back."""
        if self.pending and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif self.pending and event.key() == Qt.Key.Key_Escape:
            kept, self._kept = self._kept, None
            self.setCurrentIndex(-1 if kept is None else kept)
        else:
            before = self.currentIndex()
            self._stepping = True
            super().keyPressEvent(event)
            self._stepping = False
            if self._kept is None and self.currentIndex() != before:
                self._kept = before

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was stepped to when the person goes on to another field."""
        super().focusOutEvent(event)
        if event.reason() not in self._ELSEWHERE and not self.view().isVisible():
            self.commit()


class NumberEdit(QSpinBox):
    """A whole number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one; it takes the focus by key or click, never by the wheel."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
