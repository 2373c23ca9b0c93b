"""代理の指名: whom HR named for whom and when, naming somebody, ending a term early, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.ui.year import deputy_messages as messages
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from dxdesk.usecases.review.deputies import Held, Listed, Naming, Overview

T = TypeVar("T")

EMPTY_HIGH, MOST_HIGH, ROW_HIGH = 84, 148, 34
"""Px of the list of who is named: of the sentence where there is nobody, at the most, and of a row."""

_LOOKS = {"running": "badge-done", "coming": "badge", "ended": "badge-plain"}


class DeputiesDialog(Dialog):
    """The 代理の指名 of a screen's year; ``held`` is what somebody did unnamed, to be named now."""

    def __init__(self, screen: Screen, held: Held | None = None) -> None:
        """Show what there is."""
        super().__init__(screen)
        self._screen, self._held = screen, held
        self.setWindowTitle(messages.TITLE)
        self.setMinimumWidth(860)
        self.banner = Banner()
        self.dialog: QDialog | None = None
        self.found: Overview | None = None
        self.table = self._list()
        self.note = Text("", tone="attention", wrap=True)
        today = screen.desk.services.clock.today()
        self.ending = DayField(messages.LAST)
        self.ending.set_day(today)
        self.end_button = button(messages.END, self.ask_end, name="end-term")
        self.take_back = button(messages.TAKE_BACK, self.ask_withdraw, name="take-back")
        self.principal = PersonField(messages.PRINCIPAL, messages.HINT)
        self.deputy = PersonField(messages.DEPUTY, messages.HINT)
        self.first, self.last = DayField(messages.FROM), DayField(messages.TO)
        for field in (self.first, self.last):
            field.set_day(today)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(messages.REASON)
        self.reason.setPlaceholderText(messages.REASON_HINT)
        self.foreseen = Text("", tone="attention", wrap=True)
        self.foreseen.hide()
        self.go = primary(messages.GO, self.name, name="name-deputy")
        self._lay_out()
        self.table.picked.connect(lambda _: self._show_picked())
        for person in (self.principal, self.deputy):
            person.changed.connect(self._foresee)
        self.load()

    def _list(self) -> Table[Listed]:
        titles = messages.COLUMNS
        table: Table[Listed] = Table(
            [
                Col(titles[0], lambda d: messages.STATES[d.state], 92, look=lambda d: _LOOKS[d.state]),
                Col(
                    titles[1],
                    lambda d: listed(d.naming.deputy_name, d.naming.deputy),
                    0,
                    look=lambda d: "strong",
                    wrap=True,
                ),
                Col(titles[2], lambda d: listed(d.naming.principal_name, d.naming.principal), 186, wrap=True),
                Col(titles[3], lambda d: dates.short_day(d.naming.first_day), 84),
                Col(titles[4], lambda d: dates.short_day(d.naming.last_day), 84),
                Col(titles[5], lambda d: d.naming.reason, 136, look=lambda d: "muted", wrap=True),
            ],
            messages.TITLE,
        )
        table.setFixedHeight(EMPTY_HIGH)
        table.nothing = messages.EMPTY
        return table

    def _lay_out(self) -> None:
        acts = row(self.take_back, STRETCH, self.ending, self.end_button, gap=8)
        self.acts = inside(acts)
        for part in (self.take_back, self.end_button):
            # Level with the field, not with the field and its name.
            acts.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        who = row(
            column(Text(messages.PRINCIPAL, "caption"), self.principal, gap=4),
            column(Text(messages.DEPUTY, "caption"), self.deputy, gap=4),
            gap=16,
        )
        naming = row(column(Text(messages.REASON, "caption"), self.reason, gap=4), self.go, gap=12)
        naming.setStretch(0, 1)
        self.naming_part = inside(column(self.foreseen, naming, gap=10))
        naming.setAlignment(self.go, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(
            column(
                Text(messages.TITLE, "title"),
                Text(messages.TEXT, "muted", wrap=True),
                self.banner,
                card(self.table, self.note, self.acts, gap=8, padding=12),
                card(
                    Text(messages.NEW, "section"),
                    who,
                    row(self.first, self.last, STRETCH, gap=16),
                    self.naming_part,
                    gap=10,
                    padding=12,
                ),
                row(STRETCH, button("閉じる", self.reject, name="done")),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def load(self) -> None:
        """Read whom HR named and who there is."""
        desk = self._screen.desk

        def work(_: Progress) -> Overview:
            from dxdesk.usecases.review.deputies import overview

            return overview(desk)

        self._run(work, self.show_overview)

    def show_overview(self, found: Overview) -> None:
        """Show the list, and offer people: for whom one stands in, those who confirm anybody first."""
        before, self.found = self.found, found
        self.table.show_records(found.listed)
        self.acts.setVisible(bool(found.listed))
        self.table.setFixedHeight(min(MOST_HIGH, EMPTY_HIGH + ROW_HIGH * max(0, len(found.listed) - 1)))
        people = [Person(p.number, p.name, p.kana, p.title or p.grade) for p in found.staff]
        self.deputy.show_people(people)
        self.principal.show_people(sorted(people, key=lambda p: p.number not in found.confirmers))
        if before is None:
            if not found.judged:
                self.banner.say(messages.OLD_RULES, messages.OLD_RULES_TEXT, tone="info")
            self._take_up()
        self._show_picked()

    def _take_up(self) -> None:
        """Write in what somebody did without having been named."""
        held, found = self._held, self.found
        if held is None or found is None:
            return
        self.principal.choose(held.on_behalf_of)
        self.deputy.choose(held.by)
        if held.made_on:
            self.first.set_day(held.made_on)
            self.last.set_day(max(held.made_on, found.today))

    def _show_picked(self) -> None:
        picked = self.table.current()
        self.take_back.setEnabled(picked is not None)
        runs = picked is not None and picked.state != "ended"
        for part in (self.ending, self.end_button):
            part.setEnabled(runs)
        if picked is not None and self.found is not None:
            self.ending.set_day(min(self.found.today, picked.naming.last_day))
        told = "".join(str(note) for note in picked.notes) if picked is not None else ""
        self.note.setText(told)
        self.note.setVisible(bool(told))

    def naming(self) -> Naming:
        """Return what is typed."""
        from dxdesk.usecases.review.deputies import Naming

        return Naming(
            self.deputy.number(),
            self.principal.number(),
            self.first.day(),
            self.last.day(),
            self.reason.text().strip(),
        )

    def _foresee(self) -> None:
        desk, naming = self._screen.desk, self.naming()
        self._say_foreseen(())
        if not naming.deputy or not naming.principal:
            return

        def work(_: Progress) -> tuple[Problem, ...]:
            from dxdesk.usecases.review.deputies import foresee

            return foresee(desk, naming)

        def done(notes: tuple[Problem, ...]) -> None:
            if naming == self.naming():
                self._say_foreseen(notes)

        self._run(work, done)

    def _say_foreseen(self, notes: tuple[Problem, ...]) -> None:
        self.foreseen.setText("".join(map(str, notes)))
        self.foreseen.setVisible(bool(notes))
        if notes:
            self.bring(self.naming_part)

    def name(self) -> None:
        """Name the deputy, and offer the package they need next."""
        desk, naming = self._screen.desk, self.naming()
        if self._screen.operations.busy(self):
            return  # pressed twice, it is still one naming
        who = self.deputy.text().strip()

        def work(_: Progress) -> tuple[Problem, ...]:
            from dxdesk.usecases.review.deputies import name

            return name(desk, naming)

        def done(notes: tuple[Problem, ...]) -> None:
            for field in (self.principal, self.deputy, self.reason):
                field.clear()
            self.say_named(who, naming.deputy, notes)
            self.load()

        self._run(work, done, kind=Work.ACT, key=self)

    def say_named(self, who: str, deputy: str, notes: tuple[Problem, ...]) -> None:
        """Say that somebody is named, what there is to know of it, and what is next."""
        told = "".join(f"\n{note}" for note in notes)
        self.banner.say(
            messages.NAMED.format(who=who),
            messages.NAMED_NEXT + told,
            tone="attention" if notes else "done",
            act=messages.SEND,
            acting=lambda: self.send(deputy),
            filled=True,
        )
        self.go.setProperty("look", "secondary")  # the package is the next step now
        repolish(self.go)

    def send(self, deputy: str) -> None:
        """Write the package of a deputy; what came of it the screen says."""
        self.accept()
        packages = SECTION_PACKAGE.written
        self.dialog = sending.send(
            self._screen,
            SECTION_PACKAGE,
            messages.SEND_TITLE,
            packages.text,
            packages.following,
            confirmer=deputy,
        )

    def ask_end(self) -> None:
        """Say what ending the chosen term early means, and ask: it is never longer again."""
        picked, day = self.table.current(), self.ending.day()
        if picked is None:
            return
        who, last = called(picked.naming.deputy_name, picked.naming.deputy), dates.long_day(day)
        self.dialog = ask_first(
            self,
            messages.END_ASK.format(who=who, day=last),
            messages.END_MEANS,
            messages.END,
            lambda: self._withdraw(picked.naming, day, messages.ENDED.format(day=last)),
            grave=True,
        )

    def ask_withdraw(self) -> None:
        """Say what taking a naming back means, and ask."""
        picked = self.table.current()
        if picked is None:
            return
        who = called(picked.naming.deputy_name, picked.naming.deputy)
        self.dialog = ask_first(
            self,
            messages.TAKE_BACK_ASK.format(who=who),
            messages.TAKE_BACK_MEANS,
            messages.TAKE_BACK_GO,
            lambda: self._withdraw(picked.naming, "", messages.TAKEN_BACK.format(who=who)),
            grave=False,
        )

    def _withdraw(self, naming: Naming, day: str, said: str) -> None:
        desk = self._screen.desk

        def work(_: Progress) -> int:
            from dxdesk.usecases.review import deputies

            deputies.withdraw(desk, naming, last_day=day)
            return len(deputies.held(desk))

        def done(waiting: int) -> None:
            held = messages.NOW_HELD.format(count=waiting) if waiting else ""
            self.banner.say(
                said,
                messages.TELL_THEM + held,
                tone="done",
                act=messages.TO_HELD if waiting else "",
                acting=self._to_held,
            )
            self.load()

        self._run(work, done, kind=Work.ACT, key=self)

    def _to_held(self) -> None:
        self.accept()
        self._screen.go.emit("receive", {"page": "held"})

    def _run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        kind: Work = Work.READ,
        key: object = None,
    ) -> None:
        title = messages.WORK if kind is Work.ACT else ""
        self._screen.operations.run(
            work, done, title=title, kind=kind, failed=self._failed, owner=self, key=key
        )

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)


def listed(name: str, number: str) -> str:
    """Return a person as they stand in a list; the number alone where no name is known."""
    return messages.LISTED.format(name=words.shown(name), number=number) if name else number


def called(name: str, number: str) -> str:
    """Return a person as one says it, with the number that tells two of one name apart."""
    return messages.PERSON.format(name=words.shown(name), number=number)
