"""申込: who asks for which session, who was granted a seat, and deciding of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dxdesk.domain.enrolments import CANCELLED, DECISIONS, GRANTED, PASSED, STATE_LABELS, State
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.training import enrolment_messages as messages
from dxdesk.ui.training.pages import Page
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE, ENROLMENT_FORM, ENROLMENTS, WorkbookKind

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.deciding import Decided
    from dxdesk.usecases.training.enrolment_lists import Line, SessionList
    from dxdesk.usecases.training.overview import Overview

_FIRST = 5
"""The column that tells who comes first; hidden where nobody does."""
_OPEN = (State.ASKED, State.WITHDRAWN)


class EnrolmentsPage(Page):
    """The enrolments of one session of the year, in the order of arrival."""

    def __init__(self, screen: Screen, acts: Acts) -> None:
        """Make an empty page."""
        super().__init__(screen, acts)
        self._year = 0
        self._wanted = ""
        self._lists: tuple[SessionList, ...] = ()
        self.session = Choice()
        self.session.setAccessibleName(messages.SESSION)
        self.session.setMinimumWidth(200)
        self.session.currentIndexChanged.connect(lambda *_: self._show_session())
        self.said = Text("", wrap=True)
        self.table: Table[Line] = Table(self._columns(), messages.TABLE)
        self.table.nothing = messages.NONE
        self.table.let_several()
        self.table.picked.connect(lambda _: self._enable())
        self.table.several_picked.connect(self._enable)
        self.forms = button(messages.FORMS, lambda: self._write(
            ENROLMENT_FORM, messages.FORMS, messages.FORMS_TEXT, messages.FORMS_NEXT), icon="file",
            name="enrolment-forms-write")  # fmt: skip
        self.listed = button(messages.LIST, lambda: self._write(
            ENROLMENTS, messages.LIST, messages.LIST_TEXT, messages.LIST_NEXT), icon="file",
            name="enrolment-list-write")  # fmt: skip
        self.sheets = button(messages.SHEETS, self._write_sheet, icon="file", name="attendance-sheets-write")
        self.cancel = button(messages.CANCEL, lambda: self._end(CANCELLED), name="enrolment-cancel")
        self.passing = button(messages.PASS, lambda: self._end(PASSED), name="enrolment-pass")
        self.first = button(messages.FIRST, self.acts.edit_first, name="enrolment-first")
        self.arrival = button(messages.BY_ARRIVAL, self._ask_arrival, name="enrolment-arrival")
        self.grant = primary(messages.GRANT, self._grant, name="enrolment-grant")
        head = row(self.session, self.forms, self.listed, self.sheets, gap=8)
        head.setStretch(0, 1)
        self.chosen = Text("", "muted", wrap=True)
        decide = row(self.arrival, self.first, self.chosen, self.cancel, self.passing, self.grant, gap=8)
        decide.setStretch(2, 1)
        body = card(
            Text(messages.TEXT, "muted", wrap=True), head, self.said, self.table, decide, gap=10, padding=12
        )
        self.setLayout(column(body))
        self._enable()

    def _columns(self) -> list[Col[Line]]:
        titles = messages.COLUMNS
        return [
            Col(titles[0], self._turn, 44, number=True, order=self._order),
            Col(titles[1], lambda one: STATE_LABELS[one.state], 110, look=_state_look),
            Col(titles[2], lambda one: one.section[1], 150, order=lambda one: one.section[0], wrap=True),
            Col(titles[3], lambda one: one.number, 90),
            Col(titles[4], lambda one: words.shown(one.name), 140, wrap=True),
            Col(titles[8], lambda one: one.first, 110, wrap=True,
                look=lambda one: "badge" if one.first else ""),
            Col(titles[5], lambda one: dates.short_day(one.arrival.day), 90,
                order=lambda one: one.arrival.day),
            Col(titles[6], lambda one: one.note, 120, wrap=True, tip=lambda one: one.note),
            Col(titles[7], _problems, 0, look=lambda one: "attention" if one.problems else "", wrap=True,
                tip=_problems),
        ]  # fmt: skip

    def show_year(self, found: Overview) -> None:
        """Read who is enrolled in the sessions of a year."""
        self._year = found.year.fiscal_year
        desk, year = self.host.desk, self._year

        def work(_: Progress) -> tuple[SessionList, ...]:
            from dxdesk.usecases.training.enrolment_lists import session_lists

            return session_lists(desk, year)

        def done(lists: tuple[SessionList, ...]) -> None:
            if year == self._year:
                self.show_lists(lists)

        self.host.ask(work, done)

    def show_lists(self, lists: tuple[SessionList, ...]) -> None:
        """Show the sessions that people ask for; the one that was chosen stays while it is there."""
        chosen = self._wanted or self.session.currentData()
        self._lists, self._wanted = lists, ""
        self.session.blockSignals(True)
        self.session.clear()
        for one in lists:
            self.session.addItem(one.title, one.subject)
        self.session.setCurrentIndex(max(self.session.findData(chosen), 0))
        self.session.blockSignals(False)
        self.session.setVisible(bool(lists))
        self._show_session()

    def pick(self, session: str) -> None:
        """Show a session (its subject), once it is read where it is not there yet."""
        place = self.session.findData(session)
        self._wanted = "" if place >= 0 else session
        self.session.setCurrentIndex(place if place >= 0 else self.session.currentIndex())

    def start_search(self) -> None:
        """Choose a session."""
        self.session.setFocus()

    def _current(self) -> SessionList | None:
        subject = self.session.currentData()
        return next((one for one in self._lists if one.subject == subject), None)

    def _show_session(self) -> None:
        one, kept = self._current(), self.table.current()
        chosen = {line.number for line in self.table.selected()}
        lines = one.lines if one is not None else ()
        self.table.show_records(lines)
        ahead = any(line.first for line in lines)
        self.table.setColumnHidden(_FIRST, not ahead)
        if kept is not None:
            number = kept.number
            self.table.pick(lambda line: line.number == number)
        if len(chosen) > 1:
            self.table.select(lambda line: line.number in chosen)
        self.said.setText(_seats(one) + (messages.FIRST_SAID if ahead else "") if one is not None else "")
        self.said.setVisible(one is not None)
        self._enable()

    def _turn(self, line: Line) -> str:
        return str(self._order(line) + 1)

    def _order(self, line: Line) -> int:
        one = self._current()
        return one.lines.index(line) if one is not None and line in one.lines else 0

    def _enable(self) -> None:
        one, lines = self._current(), self.table.selected()
        for part, decision in ((self.grant, GRANTED), (self.passing, PASSED), (self.cancel, CANCELLED)):
            part.setEnabled(bool(self._of(decision)))
        self.arrival.setEnabled(one is not None and bool(one.session.seats) and bool(one.count(State.ASKED)))
        self.listed.setEnabled(bool(self._lists))
        self.sheets.setEnabled(one is not None and bool(one.granted))
        told = messages.SELECTED.format(count=len(lines)) if len(lines) > 1 else ""
        several = one is not None and len(one.lines) > 1
        self.chosen.setText(told or (messages.SEVERAL if several else ""))

    # --- deciding

    def _of(self, decision: str) -> list[Line]:
        """Return the selected of whom this can be decided; the others stay as they are."""
        from_states = {
            GRANTED: [state for state in State if state is not State.GRANTED],
            PASSED: _OPEN,
            CANCELLED: (*_OPEN, State.GRANTED),
        }[decision]
        return [line for line in self.table.selected() if line.name and line.state in from_states]

    def _grant(self) -> None:
        """Grant seats; what there is to look at is said first, and that there are not enough seats."""
        one, lines = self._current(), self._of(GRANTED)
        if one is None or not lines:
            return
        told = [_told(line.problems) for line in lines if line.problems]
        granted = len(one.granted) + len(lines)
        if one.session.seats and granted > one.session.seats:
            over = {"seats": one.session.seats, "count": granted - one.session.seats, "granted": granted}
            told.insert(0, messages.LOOK_OVER.format(**over))
        if len(lines) > 1:
            told.append(_names(lines))
        if not told:
            self._decide(GRANTED, lines)
            return
        asked = (
            messages.LOOK_ASK.format(name=words.shown(lines[0].name))
            if len(lines) == 1
            else messages.LOOK_ASK_SEVERAL.format(count=len(lines))
        )
        self.acts.dialog = ask_first(
            self.host,
            asked,
            "\n".join(told),
            messages.LOOK_GO,
            lambda: self._decide(GRANTED, lines),
            grave=False,
        )

    def _end(self, decision: str) -> None:
        """Pass over or take out those selected; of several it is asked first."""
        lines = self._of(decision)
        if len(lines) < 2:
            self._decide(decision, lines)
            return
        word = DECISIONS[decision]
        self.acts.dialog = ask_first(
            self.host,
            messages.DECIDE_SEVERAL.format(count=len(lines), decision=word),
            messages.DECIDE_SEVERAL_TEXT.format(names=_names(lines)),
            messages.DECIDE_SEVERAL.format(count=len(lines), decision=word).removesuffix("しますか") + "する",
            lambda: self._decide(decision, lines),
            grave=False,
        )

    def _decide(self, decision: str, lines: list[Line]) -> None:
        desk = self.host.desk
        if not lines:
            return
        session, numbers = lines[0].session, [line.number for line in lines]
        word = DECISIONS[decision]
        said = (
            messages.DONE.format(name=words.shown(lines[0].name), decision=word)
            if len(lines) == 1
            else messages.DONE_SEVERAL.format(count=len(lines), decision=word)
        )

        def work(_: Progress) -> Decided:
            from dxdesk.usecases.training.deciding import decide

            return decide(desk, session, numbers, decision)

        def done(found: Decided) -> None:
            self.host.saved.emit(said)
            self._say_over(found)
            self.table.setFocus()

        self.host.ask(work, done, kind=Work.ACT)

    def _say_over(self, found: Decided) -> None:
        """Say that there are more people than seats, once somebody was granted one too many."""
        from dxdesk.usecases.training.enrolment import OVER

        over = next((one for one in found.notices if one.code == OVER), None)
        if over is not None:
            self.host.banner.say(over.message, over.fix)

    def _ask_arrival(self) -> None:
        one = self._current()
        if one is None:
            return
        self.acts.dialog = ask_first(
            self.host,
            messages.BY_ARRIVAL_ASK.format(title=one.title),
            messages.BY_ARRIVAL_TEXT.format(seats=one.session.seats),
            messages.BY_ARRIVAL_GO,
            lambda: self._by_arrival(one.subject),
            grave=False,
        )

    def _by_arrival(self, session: str) -> None:
        desk = self.host.desk

        def work(_: Progress) -> Decided:
            from dxdesk.usecases.training.deciding import decide_by_arrival

            return decide_by_arrival(desk, session)

        lines = next((one.lines for one in self._lists if one.subject == session), ())

        def done(found: Decided) -> None:
            self._say_arrival(found, [line for line in lines if line.number in found.numbers])

        self.host.ask(work, done, kind=Work.ACT)

    def _say_arrival(self, found: Decided, seated: list[Line]) -> None:
        """Name those who were decided and those who were not, and whom the order did not tell apart."""
        from dxdesk.usecases.training.enrolment import SAME_DAY

        same_day = next((one for one in found.notices if one.code == SAME_DAY), None)
        said = [messages.BY_ARRIVAL_SEATED.format(names=_names(seated))] if seated else []
        if found.left:
            left = messages.BY_ARRIVAL_LEFT.format(count=len(found.left), names=_names(found.left))
            said.append(left)
        said += [same_day.message] if same_day is not None else []
        title = messages.BY_ARRIVAL_DONE.format(count=len(seated)) if seated else messages.BY_ARRIVAL_NOBODY
        self.host.banner.say(
            title,
            "".join(said),
            same_day.fix if same_day is not None else "",
            tone="done" if seated and same_day is None else "attention",
        )

    def _write_sheet(self) -> None:
        """Write the 出席簿 of the session that is chosen, held already or not."""
        one = self._current()
        if one is None:
            return
        text = messages.SHEETS_TEXT.format(title=one.title, count=len(one.granted))
        self.acts.dialog = sending.send(
            self.host,
            ATTENDANCE,
            messages.SHEETS.rstrip("…"),
            text,
            messages.SHEETS_NEXT,
            sessions=(one.subject,),
        )

    def _write(self, kind: WorkbookKind, title: str, text: str, following: str) -> None:
        self.acts.dialog = sending.send(self.host, kind, title.rstrip("…"), text, following)


def _state_look(line: Line) -> str:
    if line.state is State.GRANTED:
        return "badge-done"
    return "badge" if line.state is State.WITHDRAWN else "muted" if line.state is not State.ASKED else ""


def _problems(line: Line) -> str:
    return _told(line.problems)


def _names(lines: Sequence[Line]) -> str:
    more = messages.MORE.format(count=len(lines) - messages.NAMED) if len(lines) > messages.NAMED else ""
    return "、".join(words.shown(line.name) for line in lines[: messages.NAMED]) + more


def _told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(problem.message for problem in problems)


def _seats(one: SessionList) -> str:
    counts = {"granted": len(one.granted), "asked": one.count(State.ASKED)}
    said = (
        messages.SEATS.format(seats=one.session.seats, **counts)
        if one.session.seats
        else messages.NO_SEATS.format(**counts)
    )
    over = messages.OVER.format(count=one.over) if one.over else ""
    short = messages.SHORT.format(count=one.short) if one.short and not one.over else ""
    return "  ".join(filter(None, (said, over, short)))
