"""目標と指標: targets, indicators and what was done, of a fiscal year, where the office uses it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import messages
from dxdesk.ui.aims.listed import TABS
from dxdesk.ui.aims.pages import Page, Tab
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.usecases.workplace.desk import Desk

YEAR_WIDE = 136
"""Px in which the name of a fiscal year is not cut."""


class Aims(Screen):
    """The screen; its tabs are those of ``listed.TABS``, and each reads what it shows."""

    interested = Changes.SETTINGS | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE, messages.SUBTITLE)
        self.year = CommittedChoice()
        self.year.setAccessibleName(messages.YEAR)
        self.year.setMinimumWidth(YEAR_WIDE)
        self.year.committed.connect(self._show)
        self.year.committed.connect(lambda *_: self.banner.hide())
        self.add_head(self.year)
        self.tabs = LateTabs()
        self.tabs.made.connect(self._made)
        for tab in TABS:
            self.tabs.add_late(tab.title, partial(self._page, tab))
        self.forget_with_tab(self.tabs)
        self.body.addWidget(self.tabs, 1)
        self._ready = False

    def _page(self, tab: Tab) -> Page:
        return tab.make(self)

    def page(self, key: str) -> Page:
        """Return a tab's page, made now where nobody looked at it before."""
        found = self.tabs.page(self._position(key))
        assert isinstance(found, Page)
        return found

    @staticmethod
    def _position(key: str) -> int:
        return next((position for position, tab in enumerate(TABS) if tab.key == key), 0)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to a tab (``page``)."""
        if what.get("page"):
            self.tabs.setCurrentIndex(self._position(str(what["page"])))
        super().enter(what)

    def start_search(self) -> None:
        """Search on the tab that is shown."""
        if self._ready:
            self.page(TABS[self.tabs.currentIndex()].key).start_search()

    def load(self) -> None:
        """Read which years there are, then let the pages read theirs."""
        desk = self.desk

        def work(_: Progress) -> tuple[tuple[int, str], ...]:
            from dxdesk.usecases.indicators.overview import years_with
            from dxdesk.usecases.targets.overview import target_years

            return years_with(desk, target_years(desk))

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
        for position, tab in enumerate(TABS):
            if self.tabs.has(position):
                self.page(tab.key).show_year(self.chosen_year)

    @property
    def chosen_year(self) -> int:
        """The fiscal year that is chosen; 0 before any was read."""
        return int(self.year.currentData() or 0)

    def _made(self, position: int) -> None:
        if self._ready:
            self.page(TABS[position].key).show_year(self.chosen_year)
