"""受講マップ: skill by level, which courses there are; the chosen cell's courses stand below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QStackedWidget

from dxdesk.ports.store import Progress
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import map_messages as messages
from dxdesk.ui.training.pages import Page
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import COURSE_MAP

if TYPE_CHECKING:
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.course_map import Column, CourseMap, Listed, Row
    from dxdesk.usecases.training.overview import Overview

_SKILL, _ALONE, _BEYOND = "", "alone", "beyond"


class MapPage(Page):
    """The map of the year; courses that stand nowhere on it are a choice above the lower list."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page; the columns come with the framework of the year."""
        super().__init__(screen, acts)
        self._year = 0
        self.found: CourseMap | None = None
        self._shown: tuple[Column, ...] = ()
        self.unserved = Text("", "muted", wrap=True)
        self.table: Table[Row] = Table(
            [Col(messages.SKILL, lambda one: one.title)], messages.TABLE, sort=False
        )
        self._above = QStackedWidget()
        self._above.addWidget(self.table)
        self.which = Choice()
        self.which.setAccessibleName(messages.COURSES)
        self.which.setMinimumWidth(320)
        self.which.currentIndexChanged.connect(lambda *_: self._show_courses())
        self.courses = self._course_table()
        self.courses.opened.connect(self._go)
        self.open = button(messages.OPEN, lambda: self._go(self.courses.current()), name="map-open")
        self.courses.picked.connect(lambda one: self.open.setEnabled(one is not None))
        self.file = button(messages.FILE, self._write, icon="file", name="map-write")
        body = card(
            row(Text(messages.TEXT, "muted", wrap=True), self.file, gap=10),
            self.unserved,
            self._above,
            row(self.which, STRETCH, self.open, gap=10),
            self.courses,
            gap=10,
            padding=12,
        )
        self.setLayout(column(body))
        self.courses.keep_rows(2)

    @staticmethod
    def _course_table() -> Table[Listed]:
        titles = messages.COURSE_COLUMNS
        found: Table[Listed] = Table(
            [
                Col(titles[0], lambda one: one.name, 0, look=lambda one: "strong", wrap=True),
                Col(titles[1], _whom, 0, wrap=True, tip=_whom),
                Col(titles[2], lambda one: one.times, 120, look=_look),
                Col(titles[3], _sessions, 0, wrap=True, tip=lambda one: "\n".join(one.sessions)),
            ],
            messages.COURSES,
        )
        found.nothing = messages.CELL_NONE
        return found

    def show_year(self, found: Overview) -> None:
        """Read the map of a year."""
        self._year = found.year.fiscal_year
        desk, year = self.host.desk, self._year

        def work(_: Progress) -> CourseMap:
            from dxdesk.usecases.training.course_map import course_map

            return course_map(desk, year)

        def done(there: CourseMap) -> None:
            if year == self._year:
                self.show_map(there)

        self.host.ask(work, done)

    def show_map(self, found: CourseMap) -> None:
        """Show a map; the chosen cell stays while its skill is there."""
        from dxdesk.usecases.training.map_lines import columns_shown

        chosen, level = self.table.current(), self.table.currentIndex().column()
        self.found = found
        columns = columns_shown(found)
        if columns != self._shown or not columns:
            self._make_table(columns)
        self.table.show_records(found.rows)
        count = len(found.unserved)
        self.unserved.setText(messages.UNSERVED.format(count=count))
        self.unserved.setVisible(bool(count))
        item = chosen.item if chosen is not None else ""
        places = [place for place, one in enumerate(found.rows) if one.item == item]
        if found.rows:
            self.pick(places[0] if places else 0, max(level, 0) if places else 0)
        self._show_choices()

    def pick(self, line: int, place: int) -> None:
        """Choose a cell: a skill's name (0) means all its levels."""
        self.table.setCurrentIndex(self.table.proxy.index(line, place))

    def start_search(self) -> None:
        """Go to the map: it is short, and has no search."""
        self.table.setFocus()

    def _make_table(self, columns: tuple[Column, ...]) -> None:
        levels = [
            Col(one.title, partial(_cell, one.level), 0, look=partial(_cell_look, one.level), wrap=True,
                tip=partial(_tip, one.level))
            for one in columns
        ]  # fmt: skip
        skill: Col[Row] = Col(messages.SKILL, lambda one: one.title, 0, look=lambda one: "strong", wrap=True)
        made: Table[Row] = Table([skill, *levels], messages.TABLE, sort=False)
        made.nothing = messages.NONE
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        made.selectionModel().currentChanged.connect(lambda *_: self._show_choices())
        self._above.addWidget(made)
        self._above.setCurrentWidget(made)
        self._above.removeWidget(self.table)
        self.table.deleteLater()
        self.table, self._shown = made, columns

    def _show_choices(self) -> None:
        """Offer the courses of the chosen cell, and those that stand nowhere on the map."""
        if self.found is None:
            return
        chosen = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(self._cell_name(), _SKILL)
        for key, text, count in (
            (_ALONE, messages.ALONE, len(self.found.alone)),
            (_BEYOND, messages.BEYOND, len(self.found.beyond)),
        ):
            if count:
                self.which.addItem(text.format(count=count), key)
        moved = self.table.hasFocus()
        self.which.setCurrentIndex(0 if moved else max(self.which.findData(chosen), 0))
        self.which.blockSignals(False)
        self._show_courses()

    def _cell_name(self) -> str:
        one, place = self.table.current(), self.table.currentIndex().column()
        if one is None:
            return messages.PICK
        level = self._shown[place - 1].title if place > 0 else ""
        return messages.CELL.format(skill=one.title, level=level).strip()

    def _show_courses(self) -> None:
        found = self._chosen_courses()
        self.courses.show_records(found)
        self.open.setEnabled(self.courses.current() is not None)

    def _chosen_courses(self) -> Sequence[Listed]:
        key = self.which.currentData()
        if self.found is None:
            return ()
        if key == _ALONE:
            return self.found.alone
        if key == _BEYOND:
            return [
                one.course._replace(name=messages.BEYOND_NAME.format(name=one.course.name, serves=one.serves))
                for one in self.found.beyond
            ]
        one, place = self.table.current(), self.table.currentIndex().column()
        if one is None:
            return ()
        if place > 0:
            return one.at(self._shown[place - 1].level)
        return tuple(dict.fromkeys(course for level in self._shown for course in one.at(level.level)))

    def _go(self, one: Listed | None) -> None:
        if one is not None:
            self.host.enter({"course": one.code})

    def _write(self) -> None:
        self.acts.dialog = sending.send(
            self.host,
            COURSE_MAP,
            messages.FILE.rstrip("…"),
            messages.FILE_TEXT,
            messages.FILE_NEXT,
            of=(self._year, 0),
        )


def _cell(level: int, one: Row) -> str:
    return "、".join(course.name for course in one.at(level)) or one.text(level)


def _tip(level: int, one: Row) -> str:
    return one.text(level)


def _cell_look(level: int, one: Row) -> str:
    """Return how a cell looks: a level that no course serves stands out, what needs none is quiet."""
    if one.at(level):
        return "" if any(course.offered for course in one.at(level)) else "muted"
    from dxdesk.usecases.training.course_map import NO_COURSE

    return "attention" if one.text(level) == NO_COURSE else "muted"


def _whom(one: Listed) -> str:
    return "・".join(f"{need} {who}" for need, who in one.needs)


def _sessions(one: Listed) -> str:
    return "、".join(one.sessions)


def _look(one: Listed) -> str:
    return "" if one.offered else "muted"
