"""研修: HR's training ledger of a fiscal year, where the office uses it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import messages
from dxdesk.ui.training.acts import Acts
from dxdesk.ui.training.courses_page import CoursesPage
from dxdesk.ui.training.enrolments_page import EnrolmentsPage
from dxdesk.ui.training.listed import TABS
from dxdesk.ui.training.pages import Page
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import CommittedChoice
from dxdesk.ui.widgets.late import LateTabs
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.ui.training.pages import Tab
    from dxdesk.usecases.training.overview import Overview


YEAR_WIDE = 136
"""Px in which the name of a fiscal year is not cut."""


class Training(Screen):
    """The training screen; its tabs are those of ``listed.TABS``."""

    interested = Changes.SETTINGS | Changes.ROSTER | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen; its pages are made when they are first looked at."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.acts = Acts(self)
        self.acts.kept.connect(self._want_course)
        self.listed = TABS
        self.found: Overview | None = None
        self._wanted: dict[str, str] = {}
        """What to show once the year is read: a tab, a course, a session."""
        self._year_wanted = 0
        """The year somebody came for, until it is read."""
        self.year = CommittedChoice()
        self.year.setAccessibleName(messages.YEAR)
        self.year.setMinimumWidth(YEAR_WIDE)
        self.year.committed.connect(self._year_chosen)
        self.importing = button(messages.IMPORT, self.acts.import_table, name="import")
        self.adding = primary(messages.ADD, lambda: self.acts.edit_course(None), name="course-add")
        self.add_head(self.year, self.importing, self.adding)
        self.tabs = LateTabs()
        self.tabs.made.connect(self._made)
        for position, tab in enumerate(TABS):
            self.tabs.add_late(tab.title, partial(self._page, tab))
            self.tabs.setTabVisible(position, desk.role is Role.HR or not tab.people)
        self.forget_with_tab(self.tabs)
        self._first: QHBoxLayout = row(gap=8)
        self._others: QHBoxLayout = row(gap=8)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tabs)
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(QWidget())
        self.pages.setCurrentIndex(2)
        self.body.addWidget(self.pages, 1)

    def _page(self, tab: Tab) -> Page:
        return tab.make(self, self.acts)

    def _empty_page(self) -> QWidget:
        self.empty = EmptyState("training", messages.EMPTY, messages.EMPTY_TEXT)
        ways = (row(STRETCH, one, STRETCH) for one in (self._first, self._others))
        return inside(column(self.empty, *ways, STRETCH, gap=10))

    def page(self, key: str) -> Page:
        """Return a tab's page, made now where nobody looked at it before."""
        found = self.tabs.page(self._position(key))
        assert isinstance(found, Page)
        return found

    @staticmethod
    def _position(key: str) -> int:
        return next((position for position, tab in enumerate(TABS) if tab.key == key), 0)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to a tab (``page``), a course (``course``, its code), or with a ``table`` to take in.

        A tab may come with its year and session: ``enrolments/2026/SUBJECT``.
        """
        wanted = {key: str(what[key]) for key in ("page", "course") if what.get(key)}
        if wanted:
            tab, _, rest = wanted.get("page", "").partition("/")
            year, _, session = rest.partition("/")
            if year.isdecimal():
                wanted |= {"page": tab, "session": session}
                self.stale = self.stale or int(year) != int(self.year.currentData() or 0)
                self._year_wanted = int(year) if self.stale else 0
            self._wanted = wanted
        super().enter(what)
        if self.found is not None and wanted and not self._year_wanted:
            self._go_where_wanted()
        table = what.get("table")
        if isinstance(table, Path):
            self.acts.import_table(table)

    def start_search(self) -> None:
        """Search on the tab that is shown."""
        if self.found is not None and not self.found.empty:
            self.page(TABS[self.tabs.currentIndex()].key).start_search()

    def _year_chosen(self) -> None:
        self._year_wanted = 0
        self.load()

    def load(self) -> None:
        """Read the year that is chosen."""
        desk, year = self.desk, self._asked_year

        def work(_: Progress) -> Overview:
            from dxdesk.usecases.training.overview import overview

            return overview(desk, year)

        def done(found: Overview) -> None:
            if year == self._asked_year:
                self._year_wanted = 0
                self.show_year(found)

        self.ask(work, done)

    @property
    def _asked_year(self) -> int:
        """The year somebody came for, else the one that is chosen; 0: that in work."""
        return self._year_wanted or int(self.year.currentData() or 0)

    def show_year(self, found: Overview) -> None:
        """Show what was read of a year."""
        if self.found is not None and self.found.year.fiscal_year != found.year.fiscal_year:
            self.banner.hide()  # it spoke of the year that was shown
        self.found, self.acts.years = found, found.years
        self.acts.left_out = found.year.left_out
        year = found.year.fiscal_year
        self._show_years(found)
        label = fiscal_year_label(year)
        beside = messages.BESIDE.format(count=found.beside) if found.beside else ""
        said = messages.SUBTITLE.format(
            year=label, day=dates.short_day(found.today), asked=found.asked, beside=beside
        )
        unplanned = "" if found.year.planned else "\n" + messages.UNPLANNED.format(year=label)
        left_out = f"・{found.year.left_out}" if found.year.left_out else ""
        if self.desk.role is Role.HR:
            self.set_title(messages.TITLE, said + left_out + unplanned)
        else:  # it has no people to count
            self.set_title(messages.TITLE, messages.SUBTITLE_COURSES.format(year=label))
        self.pages.setCurrentIndex(1 if found.empty else 0)
        for part in (self.year, self.importing, self.adding):
            part.setVisible(not found.empty)
        if found.empty:
            self._show_beginning(found)
            return
        for position, tab in enumerate(TABS):
            count = tab.count(found)
            text = messages.TAB_COUNTED.format(title=tab.title, count=count) if count else tab.title
            self.tabs.setTabText(position, text)
            if self.tabs.has(position):
                self.page(tab.key).show_year(found)
        self._go_where_wanted()

    def _show_years(self, found: Overview) -> None:
        self.year.blockSignals(True)
        self.year.clear()
        for one in found.years:
            self.year.addItem(fiscal_year_label(one), one)
        self.year.setCurrentIndex(self.year.findData(found.year.fiscal_year))
        self.year.blockSignals(False)

    def _show_beginning(self, found: Overview) -> None:
        """Offer the office's own policy first, then whatever else begins a ledger."""
        clear(self._first)
        clear(self._others)
        own = next((one for one in found.offers if one.own), None)
        choose = primary if own is None else button
        if own is not None:
            text = messages.EMPTY_OWN.format(name=own.name, count=own.courses)
            code = own.code
            self._first.addWidget(primary(text, lambda: self.acts.take_preset(code), name="take-own"))
        (self._first if own is None else self._others).addWidget(
            choose(messages.EMPTY_CHOOSE, self.acts.take, name="take-any")
        )
        self._others.addWidget(button(messages.EMPTY_IMPORT, self.acts.import_table, name="begin-import"))
        add = button(messages.EMPTY_ADD, lambda: self.acts.edit_course(None), name="begin-add")
        self._others.addWidget(add)

    def _want_course(self, code: str) -> None:
        self._wanted = {"course": code}

    def _go_where_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if self.found is None or self.found.empty or not wanted:
            return
        if "page" in wanted:
            self.tabs.setCurrentIndex(self._position(wanted["page"]))
        if wanted.get("session"):
            page = self.page("enrolments")
            if isinstance(page, EnrolmentsPage):
                page.pick(wanted["session"])
        if "course" in wanted:
            self.tabs.setCurrentIndex(self._position("courses"))
            page = self.page("courses")
            if isinstance(page, CoursesPage):
                page.pick(wanted["course"])

    def _made(self, position: int) -> None:
        page = self.page(TABS[position].key)
        if self.found is not None and not self.found.empty:
            page.show_year(self.found)
