"""The card of one course: what it is, its sessions of the year, its rates told apart, who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.training import STATE_LABELS
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ui.look import dates, words
from dxdesk.ui.training import messages
from dxdesk.ui.training.missing_page import missing_table
from dxdesk.ui.training.rates import rate_order, rate_text
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.training.wording import turn_word

if TYPE_CHECKING:
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.figures import GroupRate
    from dxdesk.usecases.training.overview import CourseCard

HIGH = 264
"""Px of a card: its table shows a few lines, what is longer scrolls."""
_NAME_WIDE = 104
_GROUPS, _MISSING = 2, 3
"""The places of the tabs that show people."""


class CourseCardView(QFrame):
    """The card; empty until a course is chosen."""

    def __init__(self, acts: Acts) -> None:
        """Make an empty card."""
        super().__init__()
        self.acts = acts
        self.found: CourseCard | None = None
        self._year = 0
        self.setProperty("look", "card")
        self.setFixedHeight(HIGH)
        self.hint = Text(messages.PICK, "muted", wrap=True)
        self.name = Text("", "section", wrap=True)
        self._badges: QHBoxLayout = row(gap=6)
        self.edit = button(messages.EDIT, self._edit, name="course-edit")
        self.merge = button(messages.MERGE, self._merge, name="course-merge")
        self.end = button(messages.END, self._end, name="course-end")
        self.resume = button(messages.RESUME, self._resume, name="course-resume")
        head = row(self.name, self._badges, self.resume, self.merge, self.end, self.edit, gap=8)
        head.setStretch(0, 1)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        for title, page in zip(
            messages.CARD_TABS,
            (self._facts_page(), self._sessions_page(), self._groups_page(), self._missing_page()),
            strict=True,
        ):
            self.tabs.addTab(page, title)
        self._whole = inside(column(head, self.tabs, gap=6))
        layout = column(self.hint, self._whole, gap=0, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._whole.hide()

    def hasHeightForWidth(self) -> bool:
        """Say no: it is as high as it is, and its parts scroll."""
        return False

    def _facts_page(self) -> QWidget:
        self._facts: QVBoxLayout = column(gap=8, margins=(0, 8, 8, 0))
        return scrolling(self._facts)

    def _sessions_page(self) -> QWidget:
        titles = messages.SESSION_COLUMNS
        self.sessions: Table[SessionSaid] = Table(
            [
                Col(
                    titles[0],
                    lambda one: turn_word(one.turn) or messages.NONE,
                    110,
                    look=_session_look,
                    wrap=True,
                ),
                Col(titles[1], _days, 150, look=_muted_off, order=lambda one: one.first_day),
                Col(titles[2], lambda one: one.period, 100, look=_muted_off),
                Col(titles[3], lambda one: one.place, 0, look=_muted_off, wrap=True),
                Col(titles[4], _seats, 70, number=True, order=lambda one: one.seats),
                Col(titles[5], lambda one: dates.short_day(one.deadline), 90, order=lambda one: one.deadline),
                Col(titles[6], _called_off, 80, look=lambda one: "badge" if one.ended else ""),
            ],
            messages.SESSIONS,
        )
        self.sessions.nothing = messages.NO_SESSIONS
        self.session_add = button(messages.SESSION_ADD, self._add_session, name="session-add")
        self.session_edit = button(messages.SESSION_EDIT, self._edit_session, name="session-edit")
        self.session_off = button(messages.SESSION_OFF, self._call_off, name="session-off")
        self.session_merge = button(messages.SESSION_MERGE, self._merge_session, name="session-merge")
        self.sessions.picked.connect(lambda _: self._enable())
        self.sessions.opened.connect(lambda _: self._edit_session())
        # Above the list: on a low display what lies under it is out of sight.
        acts = row(STRETCH, self.session_off, self.session_merge, self.session_edit, self.session_add)
        return _page(acts, self.sessions)

    def _groups_page(self) -> QWidget:
        self.way = Choice()
        self.way.setAccessibleName(messages.BY)
        for key, title in messages.WAYS.items():
            self.way.addItem(title, key)
        self.way.currentIndexChanged.connect(lambda *_: self._show_groups())
        self.counted = Text("", wrap=True)
        asked, attending, completing = messages.GROUP_COLUMNS
        self.groups: Table[GroupRate] = Table(
            [
                Col(messages.BY, lambda one: one.name or one.code or messages.NOBODY, 0, wrap=True),
                Col(
                    asked,
                    lambda one: messages.PEOPLE.format(count=one.attending.asked),
                    90,
                    number=True,
                    order=lambda one: one.attending.asked,
                ),
                Col(
                    attending,
                    lambda one: rate_text(one.attending, short=True),
                    130,
                    number=True,
                    order=lambda one: rate_order(one.attending),
                ),
                Col(
                    completing,
                    lambda one: rate_text(one.completing, short=True),
                    130,
                    number=True,
                    order=lambda one: rate_order(one.completing),
                ),
            ],
            messages.GROUPS,
        )
        head = row(Text(messages.BY, "caption"), self.way, self.counted, gap=10)
        head.setStretch(2, 1)
        return _page(head, self.groups)

    def _missing_page(self) -> QWidget:
        self.missing = missing_table(course=False)
        self.missing.nothing = messages.MISSING_NONE
        self.beside = Text("", "muted", wrap=True)
        self.copy = button(messages.COPY, self._copy, icon="copy", name="course-missing-copy")
        self.file = button(messages.FILE, self._file, icon="file", name="course-missing-file")
        foot = row(self.beside, self.copy, self.file, gap=8)
        foot.setStretch(0, 1)
        return _page(self.missing, foot)

    def show_card(self, found: CourseCard | None, year: int) -> None:
        """Show a course as it is in a year; ``None``: none is chosen."""
        self.found, self._year = found, year
        self.hint.setVisible(found is None)
        self._whole.setVisible(found is not None)
        if found is None:
            return
        course = found.year.course
        self.name.setText(course.name)
        self._show_badges(found)
        for part in (self.edit, self.merge, self.end):
            part.setVisible(not course.ended and not found.of_other)
        self.resume.setVisible(course.ended and not found.of_other)
        people = self.acts.screen.desk.role is Role.HR
        for place in (_GROUPS, _MISSING):
            self.tabs.setTabVisible(place, people)
        self._show_facts(found)
        self.sessions.show_records(found.sessions)
        self._show_groups()
        self.missing.show_records(found.missing)
        for part in (self.copy, self.file):
            part.setEnabled(bool(found.missing))
        names = "、".join(words.shown(one.name) for one in found.beside[: messages.MISSING_NAMED])
        more = " ほか" if len(found.beside) > messages.MISSING_NAMED else ""
        told = messages.MISSING_BESIDE.format(count=len(found.beside), names=names + more)
        self.beside.setText(told if found.beside else "")
        counts = (0, sum(not one.ended for one in found.sessions), 0, len(found.missing))
        for position, (title, count) in enumerate(zip(messages.CARD_TABS, counts, strict=True)):
            text = messages.TAB_COUNTED.format(title=title, count=count) if count else title
            self.tabs.setTabText(position, text)
        self._enable()

    def _show_badges(self, found: CourseCard) -> None:
        clear(self._badges)
        course = found.year.course
        if found.of_other:
            self._badges.addWidget(Badge(messages.OF_OTHER.format(holder=found.of_other), "plain"))
        if course.ended:
            text = messages.MERGED.format(name=found.into) if found.into else messages.ENDED
            self._badges.addWidget(Badge(text, "plain"))
        elif state := STATE_LABELS[found.year.state]:
            self._badges.addWidget(Badge(state, "plain"))
        for need, who in found.needs if not course.ended else ():
            tone = "accent" if need == dict(messages.NEEDS)["required"] else "plain"
            self._badges.addWidget(Badge(need, tone))
            self._badges.itemAt(self._badges.count() - 1).widget().setToolTip(who)

    def _show_facts(self, found: CourseCard) -> None:
        clear(self._facts)
        said = [(messages.FACTS[key], text) for key, text in facts(found).items() if text]
        if found.apart:
            self._facts.addWidget(
                inside(row(Text(found.apart, wrap=True), margins=(10, 6, 10, 6)), look="notice")
            )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        half = (len(said) + 1) // 2
        for position, (caption, text) in enumerate(said):
            line, side = position % half, 2 * (position // half)
            label = Text(caption, "caption")
            label.setMinimumWidth(_NAME_WIDE)
            grid.addWidget(label, line, side)
            grid.addWidget(Text(text, wrap=True), line, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._facts.addLayout(grid)
        self._facts.addStretch(1)

    def _show_groups(self) -> None:
        if self.found is None:
            return
        year = self.found.year
        groups: Sequence[GroupRate] = self.found.groups.get(str(self.way.currentData()), ())
        self.groups.nothing = messages.NO_GROUPS.format(state=STATE_LABELS[year.state] or messages.NOBODY)
        self.groups.show_records(groups)
        told = ""
        if year.attending is not None:
            told = messages.COUNTED.format(
                asked=len(year.asked), attended=len(year.attended), completed=len(year.completed)
            )
        more = (messages.HELD, len(year.held)), (messages.OTHERS, len(year.others))
        told = "。".join(part for part in (told, *(text.format(count=n) for text, n in more if n)) if part)
        self.counted.setText(told)

    def _enable(self) -> None:
        one = self.sessions.current()
        live = self.found is not None and not self.found.year.course.ended
        self.session_add.setEnabled(live)
        self.session_edit.setEnabled(live and one is not None and not one.ended)
        self.session_off.setEnabled(live and one is not None)
        self.session_merge.setEnabled(live and one is not None and not one.ended)
        off = one is not None and one.ended
        back = messages.SESSION_PART if one is not None and one.into else messages.SESSION_ON
        self.session_off.setText(back if off else messages.SESSION_OFF)

    def _edit(self) -> None:
        if self.found is not None:
            self.acts.edit_course(self.found.year.course)

    def _end(self) -> None:
        if self.found is not None:
            self.acts.ask_end(self.found.year.course)

    def _merge(self) -> None:
        if self.found is not None:
            self.acts.ask_merge(self.found.year.course)

    def _resume(self) -> None:
        if self.found is not None:
            self.acts.resume(self.found.year.course)

    def _add_session(self) -> None:
        if self.found is not None:
            self.acts.edit_session(self.found.year.course, None, self._year)

    def _edit_session(self) -> None:
        one = self.sessions.current()
        if self.found is not None and one is not None and self.session_edit.isEnabled():
            self.acts.edit_session(self.found.year.course, one, self._year)

    def _call_off(self) -> None:
        one = self.sessions.current()
        if one is not None:
            self.acts.call_off(one)

    def _merge_session(self) -> None:
        one = self.sessions.current()
        if self.found is not None and one is not None:
            self.acts.open_session_merge(one, self.found.sessions)

    def _copy(self) -> None:
        self.acts.copy_missing(self.missing.shown())

    def _file(self) -> None:
        if self.found is not None:
            self.acts.choose_missing_folder(self.missing.shown(), self._year, self.found.year.course.name)


def _page(*parts: QWidget | QHBoxLayout) -> QWidget:
    layout = column(*parts, gap=8, margins=(0, 8, 0, 0))
    for position, part in enumerate(parts):
        layout.setStretch(position, int(isinstance(part, Table)))
    return inside(layout)


def facts(found: CourseCard) -> dict[str, str]:
    """Return what is known of a course as people write it, by the keys of ``messages.FACTS``."""
    course = found.year.course
    return {
        "code": course.code,
        "needs": "、".join(messages.FOR_WHOM.format(need=need, who=who) for need, who in found.needs),
        "held_by": course.held_by,
        "provider": course.provider,
        "form": "、".join(course.form),
        "hours": found.length,
        "cost": messages.COST.format(count=course.cost) if course.cost else "",
        "recurrence": found.recurrence,
        "valid": messages.YEARS.format(count=course.valid_years) if course.valid_years else "",
        "rule": found.rule,
        "after": found.after,
        "hint": course.hint,
        "skills": "、".join(found.skills),
        "outcomes": "、".join(found.outcomes),
        "aliases": "、".join(course.aliases),
        "done": messages.BY_ATTENDANCE if course.by_attendance else "",
        "roster": "" if course.roster else messages.NO_ROSTER,
        "reference": messages.REFERENCE.format(year=fiscal_year_label(course.reference))
        if course.reference
        else "",
        "note": course.note,
    }


def _days(one: SessionSaid) -> str:
    first, last = dates.short_day(one.first_day), dates.short_day(one.last_day)
    if not first or not last or first == last:
        return first or messages.NONE
    return messages.BETWEEN_DAYS.format(first=first, last=last)


def _seats(one: SessionSaid) -> str:
    return messages.PEOPLE.format(count=one.seats) if one.seats else messages.NONE


def _called_off(one: SessionSaid) -> str:
    if not one.ended:
        return ""
    return messages.SESSION_MERGED if one.into else messages.CALLED_OFF


def _muted_off(one: SessionSaid) -> str:
    return "muted" if one.ended else ""


def _session_look(one: SessionSaid) -> str:
    return "muted" if one.ended else "strong"
