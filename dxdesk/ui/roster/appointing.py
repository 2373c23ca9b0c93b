"""人材像の任命: who holds which term, appointing many at once, ending a term."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import messages
from dxdesk.ui.shell.asking import AskDialog, ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person
from dxdesk.ui.widgets.several_people import SeveralPeople
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.domain.appointments import Appointment
    from dxdesk.domain.framework import Persona
    from dxdesk.usecases.organisation.appointments import Appointed, Term

T = TypeVar("T")

EMPTY_HIGH, MOST_HIGH, ROW_HIGH = 84, 156, 34
"""Px of the list of terms: of the sentence where there is none, at the most, and of a row."""

_LOOKS = {"running": "badge-done", "coming": "badge", "ended": "badge-plain"}


class AppointDialog(Dialog):
    """The appointments of a screen's desk; ``numbers`` are written into the field for those to appoint.

    Those to appoint are looked for among ``people`` one by one, or pasted as a column of numbers.
    """

    def __init__(self, screen: Screen, people: Iterable[Person], numbers: tuple[str, ...] = ()) -> None:
        """Show what there is."""
        super().__init__(screen)
        self._screen = screen
        self.setWindowTitle(messages.APPOINT_TITLE)
        self.setMinimumWidth(780)
        self.banner = Banner()
        titles = messages.APPOINT_COLUMNS
        self.table: Table[Term] = Table(
            [
                Col(
                    titles[0], lambda t: messages.APPOINT_STATES[t.state], 90, look=lambda t: _LOOKS[t.state]
                ),
                Col(titles[1], lambda t: words.shown(t.name), 0, look=lambda t: "strong"),
                Col(titles[2], lambda t: t.section, 140, look=lambda t: "muted"),
                Col(titles[3], lambda t: t.persona_name, 170),
                Col(titles[4], lambda t: dates.short_day(t.appointment.valid_from), 90),
                Col(titles[5], lambda t: dates.short_day(t.appointment.valid_to), 90),
            ],
            messages.APPOINT_TITLE,
        )
        self.table.setFixedHeight(EMPTY_HIGH)
        today = screen.desk.services.clock.today()
        self.last_day = DayField(messages.APPOINT_LAST)
        self.last_day.set_day(today)
        self.end_button = button(messages.APPOINT_END, self.ask_end, name="end-term")
        self.end_button.setEnabled(False)
        self.dialog: AskDialog | None = None
        self.table.picked.connect(lambda term: self.end_button.setEnabled(term is not None))
        self.persona = Choice()
        self.persona.setAccessibleName(messages.APPOINT_PERSONA)
        self.first, self.last = (
            DayField(messages.APPOINT_FROM),
            DayField(messages.APPOINT_TO, optional=True, none=messages.APPOINT_OPEN),
        )
        self.first.set_day(today)
        self.last.set_day(f"{int(today[:4]) + 1}-03-31")  # where the calendar opens
        self.last.given.setChecked(False)
        self.several = SeveralPeople(
            messages.APPOINT_PERSON, messages.APPOINT_NUMBERS, messages.APPOINT_NUMBERS_HINT, 84, numbers
        )
        self.several.show_people(people)
        self.several.added.connect(self.banner.hide)
        self.several.refused.connect(self.banner.say)
        self.go = primary(messages.APPOINT_GO, self.appoint, name="appoint")
        self._lay_out()
        self.load()

    def _lay_out(self) -> None:
        ending = row(STRETCH, self.last_day, self.end_button, gap=8)
        # Level with the field, not with the field and its name.
        ending.setAlignment(self.end_button, Qt.AlignmentFlag.AlignBottom)
        self.ending = inside(ending)
        self.setLayout(
            column(
                Text(messages.APPOINT_TITLE, "title"),
                Text(messages.APPOINT_TEXT, "muted", wrap=True),
                self.banner,
                card(
                    self.table,
                    self.ending,
                    gap=8,
                    padding=12,
                ),
                card(
                    Text(messages.APPOINT_NEW, "section"),
                    row(
                        column(Text(messages.APPOINT_PERSONA, "caption"), self.persona, gap=4),
                        self.first,
                        self.last,
                        gap=12,
                    ),
                    self.several,
                    row(STRETCH, self.go),
                    gap=8,
                    padding=12,
                ),
                row(STRETCH, button("閉じる", self.reject, name="done")),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def load(self) -> None:
        """Read the terms, and what one can be appointed to."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[tuple[Term, ...], tuple[Persona, ...]]:
            from dxdesk.usecases.organisation import appointments

            return appointments.terms(desk), appointments.personas(desk)

        self._run(work, lambda found: self.show_terms(*found))

    def show_terms(self, terms: tuple[Term, ...], personas: tuple[Persona, ...]) -> None:
        """Show the terms."""
        self.table.nothing = messages.APPOINT_EMPTY
        self.table.show_records(terms)
        self.ending.setVisible(bool(terms))
        self.table.setFixedHeight(min(MOST_HIGH, EMPTY_HIGH + ROW_HIGH * max(0, len(terms) - 1)))
        if not self.persona.count():
            for persona in personas:
                self.persona.addItem(persona.name, persona.code)
            self.persona.setMinimumWidth(self.persona.sizeHint().width())
        if not personas:
            self.banner.say(messages.APPOINT_NONE, messages.APPOINT_NONE_TEXT)
        self.go.setEnabled(bool(personas))

    def appoint(self) -> None:
        """Appoint everybody in the field."""
        desk, persona = self._screen.desk, str(self.persona.currentData() or "")
        numbers = self.several.numbers.numbers()
        first, last = self.first.day(), self.last.day()

        def work(_: Progress) -> Appointed:
            from dxdesk.usecases.organisation.appointments import appoint

            return appoint(desk, numbers, persona, first, last)

        def done(found: Appointed) -> None:
            self.several.numbers.clear()
            notices = "\n".join(f"{notice.message}{notice.fix}" for notice in found.notices)
            said = messages.APPOINTED.format(count=found.count)
            self.banner.say(said, notices or messages.APPOINTED_TEXT, tone="done")
            self.load()

        self._run(work, done, kind=Work.ACT)

    def ask_end(self) -> None:
        """Say what ending the chosen term with the day in the field means, and ask."""
        term, day = self.table.current(), self.last_day.day()
        if term is None:
            return
        name, first = words.shown(term.name), term.appointment.valid_from
        gone = day < first  # nothing of the term would be left
        title, text, act = messages.APPOINT_GONE_ASK if gone else messages.APPOINT_END_ASK
        self.dialog = ask_first(
            self,
            title.format(name=name, day=dates.short_day(day)),
            text.format(first=dates.short_day(first), day=dates.short_day(day)),
            act,
            lambda: self.end_term(term, day),
            grave=gone,
        )

    def end_term(self, term: Term, day: str) -> None:
        """End a term with a day."""
        desk = self._screen.desk

        def work(_: Progress) -> Appointment:
            from dxdesk.usecases.organisation.appointments import end

            return end(desk, term.appointment, day)

        def done(_: object) -> None:
            self.banner.say(messages.APPOINT_ENDED.format(name=words.shown(term.name)), tone="done")
            self.load()

        self._run(work, done, kind=Work.ACT)

    def _run(
        self, work: Callable[[Progress], T], done: Callable[[T], object], kind: Work = Work.READ
    ) -> None:
        self._screen.operations.run(
            work, done, title=messages.APPOINT_WORK, kind=kind, failed=self._failed, owner=self
        )

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)
