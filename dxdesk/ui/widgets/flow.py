"""A layout that sets short texts beside each other and goes on in the next line, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Every part takes the width it wants; one that is wider than the line gets the line to itself."""

    def __init__(self, gap: int = 18, line_gap: int = 4) -> None:
        """Make an empty layout."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part in."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a part."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Let a part go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the parts need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the parts."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the least size; the width is what the surrounding gives."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the room for the narrowest part."""
        return QSize(120, 24)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        left, top, high = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # hidden: it takes no room, not even between others
            wide = min(item.sizeHint().width(), rect.width())
            if left > rect.left() and left + wide > rect.right() + 1:
                left, top, high = rect.left(), top + high + self._line_gap, 0
            tall = item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(wide, tall)))
            left, high = left + wide + self._gap, max(high, tall)
        return top + high - rect.top()
