"""目標と指標: HR's and DX's screen of targets, indicators, the logic model and 取組, a year at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import messages
from dxdesk.ui.aims.importing import SurveyDialog
from dxdesk.ui.aims.listed import FIRST, TABS
from dxdesk.ui.aims.pages import Page
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ui.aims.pages import Tab
    from dxdesk.usecases.indicators.overview import Frame

YEAR_WIDE = 136
"""Px in which the name of a fiscal year is not cut."""


class Aims(Screen):
    """The screen of targets and indicators; its tabs are those of ``listed.TABS``."""

    interested = Changes.SETTINGS | Changes.ROSTER | Changes.CYCLE | Changes.STANDING | Changes.RECEIPTS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.listed = TABS
        self.found: Frame | None = None
        self._wanted = ""
        self.dialog: SurveyDialog | None = None
        self.year = CommittedChoice()
        self.year.setAccessibleName(messages.YEAR)
        self.year.setMinimumWidth(YEAR_WIDE)
        self.year.committed.connect(self._show_pages)
        self.importing = button(messages.IMPORT, self.import_survey, name="import")
        self.report = button(messages.REPORT, self._to_reports, name="report")
        self.add_head(self.year, self.importing, self.report)
        self.tabs = LateTabs()
        for tab in TABS:
            self.tabs.add_late(tab.title, partial(self._page, tab))
        self.tabs.setCurrentIndex(self._position(FIRST))
        self.tabs.made.connect(self._made)
        self.forget_with_tab(self.tabs)
        self.body.addWidget(self.tabs, 1)

    def _page(self, tab: Tab) -> Page:
        page = tab.make(self)
        page.counted.connect(partial(self._count, tab))
        return page

    def _count(self, tab: Tab, count: int) -> None:
        text = messages.TAB_COUNTED.format(title=tab.title, count=count) if count else tab.title
        self.tabs.setTabText(self._position(tab.key), text)

    def page(self, key: str) -> Page:
        """Return a tab's page, made now where nobody looked at it before."""
        found = self.tabs.page(self._position(key))
        assert isinstance(found, Page)
        return found

    @staticmethod
    def _position(key: str) -> int:
        return next((position for position, tab in enumerate(TABS) if tab.key == key), 0)

    @property
    def fiscal_year(self) -> int:
        """The year that is chosen, 0 before any is known."""
        return int(self.year.currentData() or 0)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to a tab (``page``), or with a ``table`` to take in."""
        self._wanted = str(what.get("page") or self._wanted)
        super().enter(what)
        if self.found is not None:
            self._go_where_wanted()
        table = what.get("table")
        if isinstance(table, Path):
            self.import_survey(table)

    def start_search(self) -> None:
        """Search on the tab that is shown."""
        if self.found is not None:
            self.page(TABS[self.tabs.currentIndex()].key).start_search()

    def load(self) -> None:
        """Read the years and the period of the policy, then whatever is shown."""
        desk = self.desk

        def work(_: Progress) -> Frame:
            from dxdesk.usecases.indicators.overview import frame

            return frame(desk)

        self.ask(work, self.show_frame)

    def show_frame(self, found: Frame) -> None:
        """Show the years, and the pages of the one that is chosen."""
        chosen = self.fiscal_year
        self.found = found
        self.year.blockSignals(True)
        self.year.clear()
        for one in found.years:
            self.year.addItem(fiscal_year_label(one), one)
        position = self.year.findData(chosen or found.current)
        self.year.setCurrentIndex(max(position, 0))
        self.year.blockSignals(False)
        self._show_pages()
        self._go_where_wanted()

    def _show_pages(self) -> None:
        assert self.found is not None
        period = messages.period(self.found.first_year, self.found.final_year)
        self.set_title(messages.TITLE, messages.SUBTITLE.format(period=period))
        for position, tab in enumerate(TABS):
            if self.tabs.has(position):
                self.page(tab.key).show_year(self.fiscal_year)

    def _go_where_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.tabs.setCurrentIndex(self._position(wanted))

    def _made(self, position: int) -> None:
        if self.found is not None:
            self.page(TABS[position].key).show_year(self.fiscal_year)

    def import_survey(self, table: Path | None = None) -> None:
        """Ask for a survey's table."""
        self.dialog = SurveyDialog(self, self.fiscal_year, self.found.years if self.found else ())
        if table is not None:
            self.dialog.take(table)
        self.dialog.open()

    def _to_reports(self) -> None:
        self.go.emit("documents", {"kind": "indicators"})
