"""確定後訂正: one person's frozen levels, corrected with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Snapshot
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.shell.asking import say_clock
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.year import messages

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import AnswerSheet
    from dxdesk.usecases.progress.status import PersonStatus

MOST_HIGH, LEAST_HIGH = 240, 116
"""Px of the levels before anybody is chosen, and where the display is low: three skills at once."""
MARK_WIDE = 124
"""Px of what stands before a choice: two levels of our own frameworks and an arrow."""


class CorrectionDialog(BusyDialog):
    """Picks somebody who is finalised, shows their levels, takes new ones and the reason."""

    def __init__(
        self, screen: Screen, done: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        """Ask; ``done`` gets what was corrected, and how, in words."""
        super().__init__(screen.operations, parent or screen)
        self._screen, self._done = screen, done
        self.setWindowTitle(messages.CORRECT_TITLE)
        self.setMinimumWidth(760)
        self.person = PersonField(messages.CORRECT_PERSON, messages.CORRECT_SEARCH)
        self.person.returnPressed.connect(lambda: None if self.person.choosing else self.load())
        self.name = Text("", "section", wrap=True)
        self.turn = Text("", "muted", wrap=True)
        self.changes = Text("", wrap=True)
        self._shown, self._person, self._turn = "", "", 1
        self._marks: dict[str, Text] = {}
        self._labels: dict[str, dict[int | None, str]] = {}
        self._names: dict[str, str] = {}
        self.boxes: dict[str, QComboBox] = {}
        self._before: dict[str, int | None] = {}
        self._rows: QVBoxLayout = column(gap=6, margins=(0, 0, 8, 0))
        self.area = scrolling(self._rows)
        self.area.setFixedHeight(MOST_HIGH)
        self.reason, self.approver = QLineEdit(), QLineEdit()
        self.reason.setAccessibleName(messages.CORRECT_REASON)
        self.approver.setAccessibleName(messages.CORRECT_APPROVER)
        self.banner, self.lookup = Banner(), Banner()
        self.clock = Text("", tone="attention", wrap=True)
        self.clock.hide()
        self.accept_button = primary(messages.CORRECT_GO, self._go, name="accept")
        self.accept_button.setEnabled(False)
        self.look = primary(messages.CORRECT_LOAD, self.load, name="load")
        who = row(Text(messages.CORRECT_PERSON), self.person, self.look, gap=10)
        who.setStretch(1, 1)
        why = row(
            column(Text(messages.CORRECT_REASON, "caption"), self.reason, gap=4),
            column(Text(messages.CORRECT_APPROVER, "caption"), self.approver, gap=4),
            gap=12,
        )
        self.asked = inside(column(self.banner, why, gap=8))
        why.setStretch(0, 2)
        why.setStretch(1, 1)
        self.setLayout(
            column(
                Text(messages.CORRECT_TITLE, "title"),
                Text(messages.CORRECT_TEXT, "muted", wrap=True),
                who,
                self.lookup,
                self.name,
                self.turn,
                card(self.area, padding=12),
                self.changes,
                self.clock,
                self.asked,
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
        say_clock(self.clock, screen)

    def _offer(self) -> None:
        """Offer whose results can be corrected."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[PersonStatus, ...]:
            from dxdesk.usecases.progress.status import status

            return status(desk).people

        def done(people: tuple[PersonStatus, ...]) -> None:
            self.person.show_people(
                Person(one.number, one.name, one.kana, one.department)
                for one in people
                if one.state is State.FINALISED
            )

        self._screen.operations.run(work, done, failed=self.lookup.refuse, owner=self)

    def _other(self) -> None:
        """Show nobody's levels under another person's name; whoever was picked is shown at once."""
        if self.person.number() == self._shown:
            return
        if self._shown:
            # Why, and who agreed, was said of the other person.
            self.reason.clear()
            self.approver.clear()
        self._forget()
        if self.person.person() is not None:
            self.load()

    def _forget(self) -> None:
        self._shown = ""
        self._clear()
        self._rows.addWidget(Text(messages.CORRECT_HINT, "muted", wrap=True))
        self._rows.addStretch(1)
        self.name.setText("")
        for part in (self.name, self.turn, self.changes):
            part.hide()
        self.accept_button.setEnabled(False)
        self.look.setProperty("look", "primary")
        repolish(self.look)

    def _clear(self) -> None:
        clear(self._rows)
        self.boxes, self._before, self._marks, self._labels, self._names = {}, {}, {}, {}, {}

    def load(self) -> None:
        """Read the person."""
        number = self.person.number()
        if number == self._shown:
            return

        def work(_: Progress) -> tuple[AnswerSheet, tuple[Snapshot, ...]]:
            from dxdesk.usecases.answering.self_report import open_answers
            from dxdesk.usecases.year.finalise import corrections

            return open_answers(self._screen.desk, number), corrections(self._screen.desk, number)

        def done(found: tuple[AnswerSheet, tuple[Snapshot, ...]]) -> None:
            if number == self.person.number():  # else somebody else was picked meanwhile
                self._show(*found)

        self._screen.operations.run(work, done, failed=self.lookup.refuse, owner=self)

    def _show(self, sheet: AnswerSheet, before: Sequence[Snapshot]) -> None:
        self._clear()
        person = sheet.person
        self._shown = person.employee_number
        self._person = f"{words.shown(person.name)}さん({person.employee_number})"
        section = "・".join(part for part in (words.shown(person.department_name), person.post) if part)
        said = messages.CORRECT_WHO.format(
            person=self._person, section=section, state=words.state(person.state)
        )
        self.name.setText(said)
        self._turn = len(before) + 1
        turn = messages.CORRECT_TURN.format(turn=self._turn)
        if before:
            last = before[-1]
            turn += messages.CORRECT_LAST.format(day=dates.moment(last.finalised_at), reason=last.reason)
        self.turn.setText(turn)
        for part in (self.name, self.turn, self.changes):
            part.show()
        self.banner.hide()
        self.lookup.hide()
        standing = {item.uid: item.standing_level for item in person.items}
        for item in sheet.items:
            box = Choice()
            box.setAccessibleName(item.name)
            box.setMinimumWidth(290)
            for level, label, heading, _ in item.criteria:
                box.addItem(f"{label}  {heading}" if heading else label, level)
            box.setCurrentIndex(box.findData(standing[item.uid]))
            self.boxes[item.uid], self._before[item.uid] = box, standing[item.uid]
            self._names[item.uid] = item.name
            self._labels[item.uid] = {level: label for level, label, *_ in item.criteria}
            mark = self._marks[item.uid] = Text("")
            mark.setFixedWidth(MARK_WIDE)
            line = row(Text(item.name, wrap=True, by_words=True), mark, box, gap=12)
            line.setStretch(0, 1)
            self._rows.addLayout(line)
            box.currentIndexChanged.connect(lambda *_: self._mark())
        self._rows.addStretch(1)
        self._mark()
        self.accept_button.setEnabled(True)
        self.look.setProperty("look", "secondary")
        repolish(self.look)

    def _levels(self) -> dict[str, int]:
        """Return the new levels by item, of those that are changed."""
        return {
            uid: int(box.currentData())
            for uid, box in self.boxes.items()
            if box.currentData() is not None and box.currentData() != self._before[uid]
        }

    def _label(self, uid: str, level: int | None) -> str:
        return self._labels[uid].get(level, messages.CORRECT_NONE)

    def _mark(self) -> None:
        """Say beside each skill, and of all together, what was there and what will be."""
        changed = self._levels()
        for uid, mark in self._marks.items():
            before = self._label(uid, self._before[uid])
            text = messages.CORRECT_SAME.format(before=before)
            if uid in changed:
                after = self._label(uid, changed[uid])
                text = messages.CORRECT_CHANGED.format(before=before, after=after)
            mark.setText(text)
            mark.set_tone("attention" if uid in changed else "")
            mark.setProperty("look", "strong" if uid in changed else "muted")
            repolish(mark)
            self.boxes[uid].setAccessibleDescription(text)
        said = messages.CORRECT_CHANGES.format(count=len(changed), changes=self._in_words(changed))
        self.changes.setText(said if changed else messages.CORRECT_NO_CHANGES)
        self.changes.set_tone("attention" if changed else "")
        self.changes.setProperty("look", "strong" if changed else "muted")
        self.accept_button.setProperty("look", "primary" if changed else "secondary")
        for part in (self.changes, self.accept_button):
            repolish(part)

    def _in_words(self, changed: Mapping[str, int]) -> str:
        """Return what changes in words, ``業務改革: LV2 → LV3``."""
        return "、".join(
            messages.CORRECT_ONE.format(
                item=self._names[uid],
                before=self._label(uid, self._before[uid]),
                after=self._label(uid, level),
            )
            for uid, level in changed.items()
        )

    def _go(self) -> None:
        levels = self._levels()
        if self.busy:
            return  # pressed twice, it is still one correction
        if not levels:
            self.banner.say(messages.CORRECT_NOTHING, about=self.boxes.values())
            next(iter(self.boxes.values()), self.reason).setFocus()
            return
        number, reason, approver = self._shown, self.reason.text(), self.approver.text()

        def work(_: Progress) -> Snapshot:
            from dxdesk.usecases.year.finalise import correct

            return correct(self._screen.desk, number, levels, reason, approver)

        title = messages.CORRECTED.format(person=self._person, turn=self._turn)
        means = messages.CORRECTED_MEANS.format(changes=self._in_words(levels))

        def done(_: object) -> None:
            self.accept()
            self._done(title, means)

        self.work(
            work,
            done,
            messages.CORRECT_TITLE,
            kind=Work.ACT,
            failed=self._refused,
        )

    def _refused(self, error: KnownError) -> None:
        """Say why, beside the field that is asked for, and go there."""
        lacking = error.code == "reason-needed"
        self.banner.refuse(error, about=(self.reason,) if lacking else ())
        if lacking:
            self.reason.setFocus()
        self.bring(self.asked)

    def fit(self) -> None:
        """Give the levels the room the rest leaves: what is said, and why one corrects, stays in view."""
        wanted = self._rows.sizeHint().height()
        free = self.area.height() + self.room() - self.needed()[1]
        high = max(LEAST_HIGH, min(max(wanted, MOST_HIGH), free))
        if high != self.area.height():
            self.area.setFixedHeight(high)
        super().fit()
