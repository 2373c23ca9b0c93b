"""確定後訂正: one person's frozen levels, corrected with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.lifecycle import State
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.basics import (
    STRETCH,
    Text,
    card,
    clear,
    column,
    primary,
    repolish,
    row,
    scrolling,
)
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.messages import Banner, explain
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.year import messages


class CorrectionDialog(BusyDialog):
    """Picks somebody who is finalised, shows their levels, takes new ones and the reason."""

    def __init__(self, screen: Screen, done: Callable[[Any], object], parent: QWidget | None = None) -> None:
        """Ask; ``done`` gets the snapshot."""
        super().__init__(screen.operations, parent or screen)
        self._screen, self._done = screen, done
        self.setWindowTitle(messages.CORRECT_TITLE)
        self.setMinimumWidth(640)
        self.person = PersonField(messages.CORRECT_PERSON, messages.CORRECT_SEARCH)
        self.person.returnPressed.connect(lambda: None if self.person.choosing else self.load())
        self.name = Text("", "strong")
        self._shown = ""
        self.boxes: dict[str, QComboBox] = {}
        self._before: dict[str, int | None] = {}
        self._rows: QVBoxLayout = column(gap=6, margins=(0, 0, 8, 0))
        area = scrolling(self._rows)
        area.setMinimumHeight(240)
        self.reason, self.approver = QLineEdit(), QLineEdit()
        self.reason.setAccessibleName(messages.CORRECT_REASON)
        self.approver.setAccessibleName(messages.CORRECT_APPROVER)
        self.banner = Banner()
        self.accept_button = primary(messages.CORRECT_GO, self._go, name="accept")
        self.accept_button.setEnabled(False)
        self.look = primary(messages.CORRECT_LOAD, self.load, name="load")
        who = row(Text(messages.CORRECT_PERSON), self.person, self.look, self.name, gap=10)
        who.setStretch(1, 1)
        self.setLayout(
            column(
                Text(messages.CORRECT_TITLE, "title"),
                Text(messages.CORRECT_TEXT, "muted", wrap=True),
                self.banner,
                who,
                card(area, padding=12),
                column(Text(messages.CORRECT_REASON, "caption"), self.reason, gap=4),
                column(Text(messages.CORRECT_APPROVER, "caption"), self.approver, gap=4),
                STRETCH,
                self.foot(self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._forget()
        self.person.changed.connect(self._other)
        self.person.setFocus()
        self._offer()

    def _offer(self) -> None:
        """Offer whose results can be corrected."""
        desk = self._screen.desk

        def work(_: Progress) -> Any:
            from dxdesk.usecases.progress.status import status

            return status(desk).people

        def done(people: Any) -> None:
            self.person.show_people(
                Person(one.number, one.name, one.kana, one.department)
                for one in people
                if one.state is State.FINALISED
            )

        self._screen.operations.run(work, done, failed=lambda e: self.banner.say(*explain(e)), owner=self)

    def _other(self) -> None:
        """Show nobody's levels under another person's name; whoever was picked is shown at once."""
        if self.person.number() == self._shown:
            return
        self._forget()
        if self.person.person() is not None:
            self.load()

    def _forget(self) -> None:
        self._shown = ""
        clear(self._rows)
        self.boxes, self._before = {}, {}
        self._rows.addWidget(Text(messages.CORRECT_HINT, "muted", wrap=True))
        self._rows.addStretch(1)
        self.name.setText("")
        self.accept_button.setEnabled(False)
        self.look.setProperty("look", "primary")
        repolish(self.look)

    def load(self) -> None:
        """Read the person."""
        number = self.person.number()
        if number == self._shown:
            return

        def work(_: Progress) -> Any:
            from dxdesk.usecases.answering.self_report import open_answers

            return open_answers(self._screen.desk, number)

        def done(sheet: Any) -> None:
            if number == self.person.number():  # else somebody else was picked meanwhile
                self._show(sheet)

        self._screen.operations.run(work, done, failed=lambda e: self.banner.say(*explain(e)), owner=self)

    def _show(self, sheet: Any) -> None:
        clear(self._rows)
        self.boxes, self._before = {}, {}
        person = sheet.person
        self._shown = person.employee_number
        self.name.setText(f"{words.shown(person.name)}・{words.state(person.state)}")
        self.banner.hide()
        standing = {item.uid: item.standing_level for item in person.items}
        for item in sheet.items:
            box = Choice()
            box.setAccessibleName(item.name)
            box.setMinimumWidth(290)
            for level, label, heading, _ in item.criteria:
                box.addItem(f"{label}  {heading}" if heading else label, level)
            box.setCurrentIndex(box.findData(standing[item.uid]))
            self.boxes[item.uid], self._before[item.uid] = box, standing[item.uid]
            line = row(Text(item.name, wrap=True, by_words=True), box, gap=12)
            line.setStretch(0, 1)
            self._rows.addLayout(line)
        self._rows.addStretch(1)
        self.accept_button.setEnabled(True)
        self.look.setProperty("look", "secondary")
        repolish(self.look)

    def _go(self) -> None:
        levels = {
            uid: int(box.currentData())
            for uid, box in self.boxes.items()
            if box.currentData() is not None and box.currentData() != self._before[uid]
        }
        if self.busy:
            return  # pressed twice, it is still one correction
        if not levels:
            self.banner.say(messages.CORRECT_NOTHING)
            return
        number, reason, approver = self._shown, self.reason.text(), self.approver.text()

        def work(_: Progress) -> Any:
            from dxdesk.usecases.year.finalise import correct

            return correct(self._screen.desk, number, levels, reason, approver)

        def done(snapshot: Any) -> None:
            self.accept()
            self._done(snapshot)

        self.work(
            work,
            done,
            messages.CORRECT_TITLE,
            kind=Work.ACT,
            failed=lambda e: self.banner.say(*explain(e)),
        )
