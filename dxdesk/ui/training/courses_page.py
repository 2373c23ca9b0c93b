"""研修一覧: the courses of the year with their rates, and the card of one below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit

from dxdesk.domain.completion import evened
from dxdesk.domain.training import STATE_LABELS, CourseYear, State
from dxdesk.ports.entities import Role
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import messages
from dxdesk.ui.training.card import CourseCardView
from dxdesk.ui.training.pages import Page
from dxdesk.ui.training.rates import rate_order, rate_text
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.overview import CourseCard, Overview

_CODE, _PROVIDER, _FORM, _ASKED = 0, 3, 4, 7
TIGHT, TIGHTER = 1060, 900
"""Px of the page below which code and form, then the provider too, give way; the card says the same."""
LINES = 5
"""Courses that are seen at once at least, where there are so many."""


class CoursesPage(Page):
    """The catalogue."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__(screen, acts)
        self._found: Overview | None = None
        self._asked = ""
        """The code of the course whose card was asked for last."""
        self._filling = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._filter())
        self.ended = QCheckBox(messages.ENDED_TOO)
        self.ended.toggled.connect(lambda _: self._fill())
        self.notices = button("", self._show_notices, look="quiet", icon="info", name="training-notices")
        self.notices.hide()
        self.table: Table[CourseYear] = Table(self._columns(), messages.TABLE)
        self.table.nothing = messages.NO_COURSES
        self.table.keep_rows(LINES)
        self.table.picked.connect(self._ask_card)
        self.table.opened.connect(lambda one: acts.edit_course(one.course))
        self.take = button(messages.TAKE, acts.take, name="take")
        self.export = button(messages.EXPORT, acts.export, icon="file", name="export")
        self.card = CourseCardView(acts)
        tools = row(self.notices, self.ended, STRETCH, self.take, self.export, gap=8)
        self._line: QBoxLayout = row(self.search, tools, gap=8)
        self._line.setStretch(0, 1)
        self.people = screen.desk.role is Role.HR
        told = messages.ONLY_REQUIRED if self.people else messages.ONLY_COURSES
        listed = card(self._line, self.table, Text(told, "caption", wrap=True), gap=8, padding=12)
        whole = column(listed, self.card, gap=12)
        whole.setStretch(0, 1)
        self.setLayout(column(roomy(whole)))

    def _columns(self) -> list[Col[CourseYear]]:
        titles = messages.COLUMNS
        return [
            Col(titles[0], lambda one: one.course.code, 96, look=lambda one: "muted"),
            Col(titles[1], self._name, 0, look=_name_look, wrap=True, tip=self._apart),
            Col(titles[2], self._holder, 92, wrap=True),
            Col(titles[3], lambda one: one.course.provider, 80, wrap=True),
            Col(titles[4], lambda one: "、".join(one.course.form), 84, wrap=True),
            Col(titles[5], self._needs, 128, wrap=True, tip=self._needs),
            Col(titles[6], lambda one: f"{one.times}" if one.times else "", 40, number=True,
                order=lambda one: one.times),
            Col(titles[7], _asked, 72, number=True, order=lambda one: len(one.asked)),
            Col(titles[8], lambda one: rate_text(one.attending, STATE_LABELS[one.state], short=True),
                118, number=True, look=_rate_look, order=lambda one: rate_order(one.attending)),
            Col(titles[9], lambda one: rate_text(one.completing, short=True), 118, number=True,
                look=_rate_look, order=lambda one: rate_order(one.completing)),
            Col(titles[10], _missing, 76, number=True,
                look=lambda one: "attention" if one.missing else "muted",
                order=lambda one: len(one.missing)),
        ]  # fmt: skip

    def _name(self, one: CourseYear) -> str:
        return messages.APART.format(name=one.course.name) if self._apart(one) else one.course.name

    def _apart(self, one: CourseYear) -> str:
        return self._found.apart.get(one.course.code, "") if self._found is not None else ""

    def _holder(self, one: CourseYear) -> str:
        other = self._found.others.get(one.course.code, "") if self._found is not None else ""
        return other or one.course.held_by

    def _needs(self, one: CourseYear) -> str:
        said = self._found.needs.get(one.course.code, ()) if self._found is not None else ()
        return "、".join(messages.FOR_WHOM.format(need=need, who=who) for need, who in said)

    def show_year(self, found: Overview) -> None:
        """Show the courses of a year; the card stays that of the same course."""
        self._found = found
        count = len(found.year.notices) + len(found.year.clashes)
        self.notices.setText(messages.NOTICES.format(count=count))
        self.notices.setVisible(bool(count))
        self._fill()

    def _show_notices(self) -> None:
        if self._found is not None:
            self.acts.show_notices(self._found.year)

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        kept, code = self.table.current(), self._asked
        self._filling = True
        ended = [CourseYear(course, State.NOT_OFFERED) for course in found.ended]
        self.table.show_records([*found.year.courses, *(ended if self.ended.isChecked() else ())])
        self._show_columns()
        code = kept.course.code if kept is not None else code
        if not self.table.pick(lambda one: one.course.code == code):
            self.table.pick(lambda one: True)
        self._filling = False
        self._ask_card(self.table.current())

    def pick(self, code: str) -> None:
        """Show the card of a course."""
        self._asked = code
        self.search.clear()
        self.table.pick(lambda one: one.course.code == code)

    def start_search(self) -> None:
        """Search a course."""
        self.search.setFocus()
        self.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to names and figures where there is little of it."""
        super().resizeEvent(event)
        self._show_columns()

        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if self.width() < TIGHTER else ways.LeftToRight)

    def _show_columns(self) -> None:
        """Hide what there is no room for, and what no course says."""
        courses = [one.course for one in self.table.source.records]
        tight, tighter = self.width() < TIGHT, self.width() < TIGHTER
        self.table.setColumnHidden(_CODE, tight)
        for place in () if self.people else range(_ASKED, len(messages.COLUMNS)):
            self.table.setColumnHidden(place, True)
        self.table.setColumnHidden(_FORM, tight or not any(one.form for one in courses))
        self.table.setColumnHidden(_PROVIDER, tighter or not any(one.provider for one in courses))

    def _filter(self) -> None:
        text = evened(self.search.text())

        def fits(one: CourseYear) -> bool:
            course = one.course
            said = (course.name, course.code, course.held_by, course.provider, self._needs(one))
            return any(text in evened(part) for part in (*said, *course.aliases))

        self.table.proxy.keep(fits if text else None)

    def _ask_card(self, one: CourseYear | None) -> None:
        if self._filling:
            return
        if one is None or self._found is None:
            self._asked = ""
            self.card.show_card(None, 0)
            return
        code, year, desk = one.course.code, self._found.year.fiscal_year, self.host.desk
        self._asked = code

        def work(_: Progress) -> CourseCard:
            from dxdesk.usecases.training.overview import course_card

            return course_card(desk, code, year)

        def done(found: CourseCard) -> None:
            if self._asked == code:
                self.card.show_card(found, year)

        self.host.ask(work, done)


def _name_look(one: CourseYear) -> str:
    return "muted" if one.course.ended else "strong"


def _rate_look(one: CourseYear) -> str:
    return "" if one.attending is not None else "muted"


def _asked(one: CourseYear) -> str:
    return messages.PEOPLE.format(count=len(one.asked)) if one.attending is not None else messages.NONE


def _missing(one: CourseYear) -> str:
    if one.attending is None or not one.required:
        return messages.NONE
    return messages.PEOPLE.format(count=len(one.missing))
