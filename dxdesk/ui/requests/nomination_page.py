"""推薦依頼: the people of the section, and how each of those is named who is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.domain.nominations import MANNERS
from dxdesk.ui.look import dates, words
from dxdesk.ui.requests import messages
from dxdesk.ui.requests.nominee_dialog import NomineeDialog
from dxdesk.ui.requests.person_dialog import PersonDialog
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.forms.nomination_form import NominationForm, NomineeLine
from dxdesk.usecases.requests.work import NominationWork


@dataclass(frozen=True)
class Person:
    """A row: somebody of the section, or one who is named beyond it."""

    number: str
    name: str
    title: str
    now: str
    line: NomineeLine | None


class NominationPage(QWidget):
    """One request in work; ``changed`` carries the work after each change."""

    changed = Signal(object)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._work: NominationWork | None = None
        self._read_only = False
        self.dialog: NomineeDialog | None = None
        self.stranger: PersonDialog | None = None
        titles = messages.MEMBER_COLUMNS
        self.people: Table[Person] = Table(
            [
                Col(titles[0], lambda one: words.shown(one.name), 150, look=lambda _: "strong", wrap=True),
                Col(titles[1], lambda one: one.number, 90),
                Col(titles[2], lambda one: one.title, 80),
                Col(titles[3], lambda one: one.now, 150, look=lambda _: "muted", wrap=True),
                Col(titles[4], _manner, 74, look=lambda one: "badge-accent" if one.line else ""),
                Col(titles[5], _about, 0, wrap=True, tip=_about),
            ],
            messages.MEMBERS,
        )
        self.people.keep_rows(4)
        self.people.picked.connect(lambda *_: self._enable())
        self.people.opened.connect(lambda *_: self.ask())
        self.asked, self.term = Text("", "section"), Text("", "muted")
        self.add = button(messages.ADD, self.ask_person, icon="plus", name="add-person")
        self.drop = button(messages.DROP, self._drop, name="drop-nominee")
        self.choose = primary(messages.NAME_ONE, self.ask, name="name-nominee")
        body = card(
            row(self.asked, STRETCH, self.term),
            self.people,
            row(self.add, STRETCH, self.drop, self.choose, gap=8),
            gap=8,
            padding=12,
        )
        whole = column(body)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_work(self, work: NominationWork, *, read_only: bool = False) -> None:
        """Show a request; the person that was chosen stays so."""
        self._work, self._read_only = work, read_only
        form, kept = work.form, self.people.current()
        self.asked.setText(messages.NAMED.format(persona=form.persona[1], wanted=form.wanted))
        term = f"{dates.short_day(form.first_day)}〜{dates.short_day(form.last_day)}"
        self.term.setText(messages.TERM.format(term=term))
        self.people.show_records(_rows(form, work))
        if kept is not None:
            self.people.pick(lambda one: one.number == kept.number)
        self._enable()

    def _enable(self) -> None:
        one = self.people.current()
        may = one is not None and not self._read_only
        self.choose.setEnabled(may)
        self.choose.setText(messages.CHANGE if one is not None and one.line else messages.NAME_ONE)
        self.drop.setEnabled(may and one is not None and one.line is not None)
        self.add.setEnabled(not self._read_only)

    def ask(self) -> None:
        """Ask how the chosen person is named."""
        one = self.people.current()
        if one is not None:
            self._ask_about(one.number, one.name, one.line)

    def _ask_about(self, number: str, name: str, line: NomineeLine | None) -> None:
        if self._work is None or self._read_only:
            return
        self.dialog = NomineeDialog(self._work.form, (number, name), line, self)
        self.dialog.taken.connect(self._take)
        self.dialog.open()

    def _take(self, line: NomineeLine) -> None:
        if self._work is not None:
            self._put(self._work.put(line))

    def _drop(self) -> None:
        one = self.people.current()
        if self._work is not None and one is not None:
            self._put(self._work.drop(one.number))

    def _put(self, work: NominationWork) -> None:
        self.show_work(work, read_only=self._read_only)
        self.changed.emit(work)

    def ask_person(self) -> None:
        """Ask for somebody whom the request does not list, then how they are named."""
        self.stranger = PersonDialog(self)
        self.stranger.given.connect(lambda number, name: self._ask_about(number, name, None))
        self.stranger.open()


def _rows(form: NominationForm, work: NominationWork) -> list[Person]:
    """Return first who is named, then who holds the 人材像 now, then all others, each in the order sent."""
    holds = {one.number: messages.HELD.format(now=one.now) for one in form.holders}
    listed = {one.number for one in form.people}
    found = [
        Person(one.number, one.name, one.title, one.now or holds.get(one.number, ""), work.of(one.number))
        for one in form.people
    ]
    found += [Person(one.number, one.name, "", "", one) for one in work.answers if one.number not in listed]
    return sorted(found, key=lambda one: (one.line is None, one.number not in holds))


def _manner(one: Person) -> str:
    return MANNERS.get(one.line.manner, "") if one.line is not None else ""


def _about(one: Person) -> str:
    """Return what is said of somebody beside the manner: term, predecessor, 引継ぎ, note."""
    line = one.line
    if line is None:
        return ""
    term = (
        f"{dates.short_day(line.first_day)}〜{dates.short_day(line.last_day)}"
        if line.first_day or line.last_day
        else ""
    )
    follows = f"前任 {line.instead_of}" if line.instead_of else ""
    handed = messages.HANDED[line.handed_over]
    day = dates.short_day(line.handed_on) if line.handed_on else ""
    return "、".join(part for part in (term, follows, f"{handed} {day}".strip(), line.note) if part)
