"""A screen of tabs that all show one fiscal year, which is chosen in its head."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.usecases.workplace.desk import Desk

YEAR_WIDE = 136
"""Px in which the name of a fiscal year is not cut."""


class Page(QWidget):
    """A tab; it reads what it shows by itself, through ``host``."""

    def __init__(self, screen: Screen) -> None:
        """Make an empty page."""
        super().__init__()
        self.host = screen

    def show_year(self, fiscal_year: int) -> None:
        """Read and show a year, or the same one again after something changed; 0 is the one in work."""

    def start_search(self) -> None:
        """Put the cursor where one searches on this tab."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: the word by which others lead to it, its title, its page."""

    key: str
    title: str
    make: Callable[[Screen], Page]


class YearTabs(Screen):
    """The screen; each of its pages reads what it shows, once it is looked at."""

    interested = Changes.SETTINGS | Changes.ROSTER | Changes.CYCLE

    def __init__(
        self, desk: Desk, operations: Operations, tabs: Sequence[Tab], title: tuple[str, str], year: str
    ) -> None:
        """Make the screen.

        Args:
            desk: the store.
            operations: how it works.
            tabs: its tabs, in their order.
            title: what it is called, and what stands below that.
            year: what the choice of a year is called.
        """
        super().__init__(desk, operations)
        self._listed = tuple(tabs)
        self.set_title(*title)
        self.year = CommittedChoice()
        self.year.setAccessibleName(year)
        self.year.setMinimumWidth(YEAR_WIDE)
        self.year.committed.connect(self._show)
        self.year.committed.connect(lambda *_: self.banner.hide())
        self.add_head(self.year)
        self.tabs = LateTabs()
        self.tabs.made.connect(self._made)
        for tab in self._listed:
            self.tabs.add_late(tab.title, partial(self._page, tab))
        self.forget_with_tab(self.tabs)
        self.body.addWidget(self.tabs, 1)
        self._ready = False

    @abstractmethod
    def read_years(self) -> tuple[tuple[int, str], ...]:
        """Return the years there are with what they are called, that to begin with first."""

    def _page(self, tab: Tab) -> Page:
        return tab.make(self)

    def page(self, key: str) -> Page:
        """Return a tab's page, made now where nobody looked at it before."""
        found = self.tabs.page(self._position(key))
        assert isinstance(found, Page)
        return found

    def _position(self, key: str) -> int:
        return next((position for position, tab in enumerate(self._listed) if tab.key == key), 0)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to a tab (``page``)."""
        if what.get("page"):
            self.tabs.setCurrentIndex(self._position(str(what["page"])))
        super().enter(what)

    def start_search(self) -> None:
        """Search on the tab that is shown."""
        if self._ready:
            self.page(self._listed[self.tabs.currentIndex()].key).start_search()

    def load(self) -> None:
        """Read which years there are, then let the pages read theirs."""

        def work(_: Progress) -> tuple[tuple[int, str], ...]:
            return self.read_years()

        self.ask(work, self._show_years)

    def _show_years(self, found: tuple[tuple[int, str], ...]) -> None:
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year, label in found:
            self.year.addItem(label, year)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self.year.blockSignals(False)
        self._ready = True
        self._show()

    def _show(self) -> None:
        for position, tab in enumerate(self._listed):
            if self.tabs.has(position):
                self.page(tab.key).show_year(self.chosen_year)

    @property
    def chosen_year(self) -> int:
        """The fiscal year that is chosen; 0 before any was read."""
        return int(self.year.currentData() or 0)

    def _made(self, position: int) -> None:
        if self._ready:
            self.page(self._listed[position].key).show_year(self.chosen_year)
