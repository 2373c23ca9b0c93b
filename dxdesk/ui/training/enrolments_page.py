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
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE, ENROLMENT_FORM, ENROLMENTS, WorkbookKind

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.ui.training.acts import Acts
    from dxdesk.usecases.training.deciding import Decided
    from dxdesk.usecases.training.enrolment_lists import Line, SessionList
    from dxdesk.usecases.training.overview import Overview

_NAMED = 20
"""So many people are named in a message; the list below has all of them."""
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
        self.table.picked.connect(lambda _: self._enable())
        self.forms = button(messages.FORMS, lambda: self._write(
            ENROLMENT_FORM, messages.FORMS, messages.FORMS_TEXT, messages.FORMS_NEXT), icon="file",
            name="enrolment-forms-write")  # fmt: skip
        self.listed = button(messages.LIST, lambda: self._write(
            ENROLMENTS, messages.LIST, messages.LIST_TEXT, messages.LIST_NEXT), icon="file",
            name="enrolment-list-write")  # fmt: skip
        self.sheets = button(messages.SHEETS, lambda: self._write(
            ATTENDANCE, messages.SHEETS, messages.SHEETS_TEXT, messages.SHEETS_NEXT), icon="file",
            name="attendance-sheets-write")  # fmt: skip
        self.cancel = button(messages.CANCEL, lambda: self._decide(CANCELLED), name="enrolment-cancel")
        self.passing = button(messages.PASS, lambda: self._decide(PASSED), name="enrolment-pass")
        self.arrival = button(messages.BY_ARRIVAL, self._ask_arrival, name="enrolment-arrival")
        self.grant = primary(messages.GRANT, self._grant, name="enrolment-grant")
        head = row(self.session, self.forms, self.listed, self.sheets, gap=8)
        head.setStretch(0, 1)
        decide = row(self.arrival, STRETCH, self.cancel, self.passing, self.grant, gap=8)
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
        self.table.show_records(one.lines if one is not None else ())
        if kept is not None:
            number = kept.number
            self.table.pick(lambda line: line.number == number)
        self.said.setText(_seats(one) if one is not None else "")
        self.said.setVisible(one is not None)
        self._enable()

    def _turn(self, line: Line) -> str:
        return str(self._order(line) + 1)

    def _order(self, line: Line) -> int:
        one = self._current()
        return one.lines.index(line) if one is not None and line in one.lines else 0

    def _enable(self) -> None:
        one, line = self._current(), self.table.current()
        state = line.state if line is not None and line.name else None
        self.grant.setEnabled(state is not None and state is not State.GRANTED)
        self.passing.setEnabled(state in _OPEN)
        self.cancel.setEnabled(state in (*_OPEN, State.GRANTED))
        self.arrival.setEnabled(one is not None and bool(one.session.seats) and bool(one.count(State.ASKED)))
        self.listed.setEnabled(bool(self._lists))
        self.sheets.setEnabled(any(one.granted for one in self._lists))

    # --- deciding

    def _grant(self) -> None:
        """Grant a seat; of somebody about whom there is something to look at it is said first."""
        line = self.table.current()
        if line is None:
            return
        if not line.problems:
            self._decide(GRANTED)
            return
        self.acts.dialog = ask_first(
            self.host,
            messages.LOOK_ASK.format(name=words.shown(line.name)),
            _told(line.problems),
            messages.LOOK_GO,
            lambda: self._decide(GRANTED),
            grave=False,
        )

    def _decide(self, decision: str) -> None:
        line, desk = self.table.current(), self.host.desk
        if line is None:
            return
        session, number, name = line.session, line.number, words.shown(line.name)

        def work(_: Progress) -> Decided:
            from dxdesk.usecases.training.deciding import decide

            return decide(desk, session, [number], decision)

        def done(found: Decided) -> None:
            self.host.saved.emit(messages.DONE.format(name=name, decision=DECISIONS[decision]))
            self._say_over(found)

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

        names = {line.number: line.name for one in self._lists for line in one.lines}

        def done(found: Decided) -> None:
            self._say_arrival(found, [names.get(number, number) for number in found.numbers])

        self.host.ask(work, done, kind=Work.ACT)

    def _say_arrival(self, found: Decided, seated: list[str]) -> None:
        """Name those who were decided and those who were not, and whom the order did not tell apart."""
        from dxdesk.usecases.training.enrolment import SAME_DAY

        same_day = next((one for one in found.notices if one.code == SAME_DAY), None)
        said = [messages.BY_ARRIVAL_SEATED.format(names=_people(seated))] if seated else []
        if found.left:
            left = _people([line.name or line.number for line in found.left])
            said.append(messages.BY_ARRIVAL_LEFT.format(count=len(found.left), names=left))
        said += [same_day.message] if same_day is not None else []
        title = messages.BY_ARRIVAL_DONE.format(count=len(seated)) if seated else messages.BY_ARRIVAL_NOBODY
        self.host.banner.say(
            title,
            "".join(said),
            same_day.fix if same_day is not None else "",
            tone="done" if seated and same_day is None else "attention",
        )

    def _write(self, kind: WorkbookKind, title: str, text: str, following: str) -> None:
        self.acts.dialog = sending.send(self.host, kind, title.rstrip("…"), text, following)


def _state_look(line: Line) -> str:
    if line.state is State.GRANTED:
        return "badge-done"
    return "badge" if line.state is State.WITHDRAWN else "muted" if line.state is not State.ASKED else ""


def _problems(line: Line) -> str:
    return _told(line.problems)


def _told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(problem.message for problem in problems)


def _people(names: Sequence[str]) -> str:
    """Return some people by their names, as many as are read at one look."""
    more = f" ほか{len(names) - _NAMED:,}人" if len(names) > _NAMED else ""
    return "、".join(f"{words.shown(name)}さん" for name in names[:_NAMED]) + more


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
