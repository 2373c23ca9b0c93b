"""Tabs whose pages are made when somebody first looks at them, so that a screen opens at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent, QWheelEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QVBoxLayout, QWidget

from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.ui.widgets.reading import keep_drops_off, name_fields

Make = Callable[[], QWidget]


class _Bar(QTabBar):
    """The tabs themselves."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: who scrolls past wants no other one."""
        event.ignore()


class Tabs(QTabWidget):
    """Tabs that are changed by a click or by keys, never by the wheel."""

    def __init__(self) -> None:
        """Make no tabs yet."""
        super().__init__()
        self.setTabBar(_Bar(self))


class LateTabs(Tabs):
    """Tabs that know how to make their pages; ``made`` says which one there is now."""

    made = Signal(int)

    def __init__(self) -> None:
        """Make no tabs yet."""
        super().__init__()
        self.setDocumentMode(True)
        self._makes: list[Make] = []
        self._pages: dict[int, QWidget] = {}
        self._rooms: list[QVBoxLayout] = []
        self.currentChanged.connect(self._shown)

    def add_late(self, title: str, make: Make) -> None:
        """Add a tab; ``make`` is called when it is first shown."""
        room = column(margins=(0, 12, 0, 0))
        self._makes.append(make)
        self._rooms.append(room)
        self.addTab(inside(room), title)

    def has(self, position: int) -> bool:
        """Tell whether a page was made already."""
        return position in self._pages

    def page(self, position: int) -> QWidget:
        """Return a page, made now where nobody looked at it before."""
        found = self._pages.get(position)
        if found is None:
            found = self._pages[position] = self._makes[position]()
            self._rooms[position].addWidget(found)
            name_fields(self.widget(position))
            keep_drops_off(self.widget(position))
            self.made.emit(position)
        return found

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is looked at first."""
        self._shown(self.currentIndex())
        super().showEvent(event)

    def _shown(self, position: int) -> None:
        # While tabs are being added one of them is current that nobody asked for.
        if 0 <= position < len(self._makes) and (self.isVisible() or self.window().isVisible()):
            self.page(position)
