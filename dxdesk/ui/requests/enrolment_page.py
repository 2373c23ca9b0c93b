"""受講申込票: a session, and the people of the section who are asked for in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from dxdesk.ui.look import dates, words
from dxdesk.ui.requests import messages
from dxdesk.ui.requests.person_dialog import PersonDialog
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.forms.enrolment_form import FormSession
from dxdesk.usecases.requests.work import EnrolmentWork

_NUMBER = Qt.ItemDataRole.UserRole
_LINE, _PEOPLE_SEEN, _SESSIONS_SEEN = 30, 4, 4
"""Px of a line of people; people and sessions that are seen at least, or at once."""


class EnrolmentPage(QWidget):
    """One form in work; ``changed`` carries the work after each change."""

    changed = Signal(object)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._work: EnrolmentWork | None = None
        self._filling = self._read_only = False
        self.dialog: PersonDialog | None = None
        titles = messages.SESSION_COLUMNS
        self.sessions: Table[FormSession] = Table(
            [
                Col(titles[0], lambda one: one.title, 0, wrap=True, tip=lambda one: one.hint or one.title),
                Col(
                    titles[1], lambda one: dates.short_day(one.first_day), 90, order=lambda one: one.first_day
                ),
                Col(titles[2], lambda one: dates.short_day(one.deadline), 90, order=lambda one: one.deadline),
                Col(titles[3], _seats, 80),
                Col(titles[4], self._count, 90, look=self._count_look),
            ],
            messages.SESSIONS,
            sort=False,
        )
        self.sessions.keep_rows(_SESSIONS_SEEN)
        self.sessions.picked.connect(lambda *_: self._show_people())
        self.people = QListWidget()
        self.people.setAccessibleName(messages.PEOPLE)
        self.people.itemChanged.connect(self._ticked)
        self.people.currentItemChanged.connect(lambda *_: self._show_note())
        self.note = QLineEdit()
        self.note.textEdited.connect(self._noted)
        self.note_title = Text("", "caption")
        self.add = button(messages.ADD, self.ask_person, icon="plus", name="add-person")
        self.add.setToolTip(messages.PERSON_TEXT)
        body = card(
            self.sessions,
            row(Text(messages.PEOPLE, "section"), STRETCH, self.add),
            Text(messages.PEOPLE_TEXT, "muted", wrap=True),
            self.people,
            row(self.note_title, self.note, gap=8),
            gap=8,
            padding=12,
        )
        self.people.setMinimumHeight(_PEOPLE_SEEN * _LINE)
        whole = column(body)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_work(self, work: EnrolmentWork, *, read_only: bool = False) -> None:
        """Show a form; the session and the person that were chosen stay so where they are still there."""
        self._work, self._read_only = work, read_only
        self.sessions.show_records(work.form.sessions)
        self.sessions.setMaximumHeight(self.sessions.minimumHeight())
        if self.sessions.current() is None and work.form.sessions:
            self.sessions.selectRow(0)
        self.add.setEnabled(not read_only)
        self._show_people()

    def _session(self) -> str:
        one = self.sessions.current()
        return one.subject if one is not None else ""

    def _count(self, one: FormSession) -> str:
        return f"{self._work.count(one.subject):,}人" if self._work is not None else ""

    def _count_look(self, one: FormSession) -> str:
        return "strong" if self._work is not None and self._work.count(one.subject) else "muted"

    def _show_people(self) -> None:
        work, session = self._work, self._session()
        if work is None:
            return
        kept = self._person()
        about = {one.number: one for one in work.form.people}
        self._filling = True
        self.people.clear()
        for number, name in work.people():
            person = about.get(number)
            parts = [number, words.shown(name), *((person.title, person.grade) if person else ())]
            stands = work.stands(session, number)
            said = "  ".join(part for part in parts if part) + (f"  [{stands}]" if stands else "")
            item = QListWidgetItem(said)
            item.setData(_NUMBER, number)
            item.setSizeHint(QSize(0, _LINE))
            settled = work.settled(session, number)
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            if settled or self._read_only or not session:
                flags &= ~Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            if settled:
                item.setToolTip(messages.SETTLED.format(word=stands))
            else:
                wanted = work.wanted(session, number)
                item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            self.people.addItem(item)
            if number == kept:
                self.people.setCurrentItem(item)
        self._filling = False
        self._show_note()

    def _person(self) -> str:
        item = self.people.currentItem()
        return str(item.data(_NUMBER)) if item is not None else ""

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._filling or self._work is None or not self._session():
            return
        wanted = item.checkState() is Qt.CheckState.Checked
        self._put(self._work.put(self._session(), str(item.data(_NUMBER)), wanted=wanted))

    def _put(self, work: EnrolmentWork) -> None:
        self._work = work
        self.sessions.viewport().update()
        self.changed.emit(work)

    def _show_note(self) -> None:
        if self._work is None or self._filling:
            return
        number = self._person()
        name = dict(self._work.people()).get(number, "")
        title = messages.NOTE.format(name=words.shown(name)) if name else messages.NOTE_NONE
        self.note_title.setText(title)
        self.note.setAccessibleName(title)
        self.note.setEnabled(bool(number) and not self._read_only)
        text = self._work.answers.notes.get(number, "")
        if self.note.text() != text:
            self.note.setText(text)

    def _noted(self, text: str) -> None:
        if self._work is not None and self._person():
            self._put(self._work.note(self._person(), text))

    def ask_person(self) -> None:
        """Ask for somebody whom the form does not list."""
        self.dialog = PersonDialog(self)
        self.dialog.given.connect(self._add)
        self.dialog.open()

    def _add(self, number: str, name: str) -> None:
        if self._work is None:
            return
        work = self._work.add(number, name)
        session = self._session()
        if session and not work.settled(session, number):
            work = work.put(session, number, wanted=True)
        self._put(work)
        self._show_people()


def _seats(one: FormSession) -> str:
    return messages.SEATS.format(count=one.seats) if one.seats else messages.SEATS_NONE
