"""One skill on a page: all levels with their statements, the ground, what is already recorded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dxdesk.ui.answering import messages
from dxdesk.ui.answering.level_card import LevelCard
from dxdesk.ui.answering.model import Answering
from dxdesk.ui.answering.writing import WritingField
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.buttons import PushButton, button
from dxdesk.ui.widgets.chips import LevelChip
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark

_HEAD_GAP, _HEAD_SPARE = 8, 44
"""Px between the parts of an item's heading, and of the wider gaps in it."""


class Suggestion(PushButton):
    """A piece of known evidence; a click writes it into the ground."""

    def __init__(self, text: str) -> None:
        """Offer a text."""
        super().__init__()
        self.said = text
        self.setProperty("look", "quiet")
        self.setObjectName("record")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.mark = Mark("plus", "accent", 16)
        self.label = Text(text, wrap=True, tone="accent")
        self.label.setMinimumWidth(50)
        layout = row(column(3, self.mark, STRETCH, gap=0), self.label, gap=6, margins=(6, 4, 6, 4))
        layout.setStretch(1, 1)
        for part in (self.mark, self.label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(layout)
        self.show_added(False)

    def show_added(self, added: bool) -> None:
        """Show whether it stands in the ground already."""
        self.mark.change("check" if added else "plus", "done" if added else "accent")
        self.label.set_tone("done" if added else "accent")
        self.setEnabled(not added)
        self.setAccessibleName(f"{self.said} {messages.ADDED if added else messages.RECORDS}")
        self.setToolTip(messages.ADDED if added else "")

    def sizeHint(self) -> QSize:
        """Return the height the text needs at the present width."""
        return QSize(90, max(30, self.label.heightForWidth(max(self.width() - 34, 70)) + 8))

    def minimumSizeHint(self) -> QSize:
        """Never clip."""
        return QSize(90, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class ItemPage(QWidget):
    """Everything about one item; tells what a person did by signals."""

    level_chosen = Signal(int)
    statement_ticked = Signal(int, int, bool)
    evidence_written = Signal(str)
    goal_written = Signal(str)
    last_kept = Signal()
    record_added = Signal()
    """A record was written into the ground by somebody who was not writing there."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.name = Text("", "section", wrap=True, by_words=True)
        self.place = Text("", "caption")
        self.last, self.required = LevelChip(), LevelChip()
        self.keep = button(messages.KEEP, self.last_kept.emit, name="keep-last")
        self.description = Text("", "muted", wrap=True)
        self.courses = Text("", "muted", wrap=True)
        self.returned = Text("", tone="attention", wrap=True)
        title = Text(messages.RETURNED, "strong", tone="attention")
        why = row(title, self.returned, gap=14, margins=(14, 7, 14, 7))
        why.setStretch(1, 1)
        self.returned_card = inside(why, look="attention")
        self.cards: list[LevelCard] = []
        self.suggestions: list[Suggestion] = []
        self._levels: QVBoxLayout = column(gap=6)
        self.evidence = WritingField(messages.EVIDENCE, messages.EVIDENCE_HINT)
        self.goal = QLineEdit()
        self.goal.setAccessibleName(messages.GOAL)
        self._records: QVBoxLayout = column(gap=0)
        self._uid = ""
        self._known: tuple[str, ...] = ()
        self._leaving = self._wrote = False
        self._lay_out()
        self.evidence.textChanged.connect(lambda: self.evidence_written.emit(self.evidence.toPlainText()))
        self.evidence.left.connect(self._leave_evidence)
        self.goal.textEdited.connect(self.goal_written)

    def _lay_out(self) -> None:
        self._last_label, self._required_label = QLabel(messages.LAST), QLabel(messages.REQUIRED)
        for part in (self._last_label, self._required_label):
            part.setProperty("look", "muted")
        head = row(
            self.name,
            self.place,
            10,
            self._last_label,
            self.last,
            8,
            self._required_label,
            self.required,
            8,
            self.keep,
            gap=8,
        )
        head.setStretch(0, 1)
        top = inside(head)
        top.setMinimumHeight(34)
        left = column(
            Text(messages.EVIDENCE, "caption"),
            self.evidence,
            2,
            Text(messages.GOAL, "caption"),
            self.goal,
            gap=3,
        )
        left.setStretch(1, 1)
        records = scrolling(self._records)
        records.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        right = column(Text(messages.RECORDS, "caption"), card(records, padding=5), gap=3)
        right.setStretch(1, 1)
        below = row(left, right, gap=14)
        below.setStretch(0, 3)
        below.setStretch(1, 2)
        self._ground = inside(below)
        inner = self._inner = column(self.description, self.returned_card, self._levels, self.courses, gap=7)
        inner.addWidget(self._ground, 1)
        inner.setContentsMargins(0, 0, 6, 0)
        self._area = scrolling(inner)
        self.setLayout(column(top, self._area, gap=6))

    def _place_ground(self, reason: bool) -> None:
        """Put the ground under the levels, or under the reason where one is asked to write it anew.

        Under the levels it would be out of view on a small display, and with it what the reason asks for.
        """
        about, why, ground = self.description, self.returned_card, self._ground
        upper = (why, ground, about) if reason else (about, why)
        inner = self._inner
        if inner.indexOf(ground) == (1 if reason else inner.count() - 1):
            return
        inner.removeWidget(ground)
        for place, part in enumerate(upper):
            inner.removeWidget(part)
            inner.insertWidget(place, part)
        if not reason:
            inner.addWidget(ground, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the name of the skill its room."""
        super().resizeEvent(event)
        self._fit_place()

    def _fit_place(self) -> None:
        """Say which of how many it is where the name stands in one line beside it."""
        others = (self._last_label, self.last, self._required_label, self.required, self.keep)
        beside = [part for part in others if not part.isHidden()]
        taken = sum(part.sizeHint().width() + _HEAD_GAP for part in (self.place, *beside))
        name = QFontMetrics(self.name.font()).horizontalAdvance(self.name.text())
        self.place.setVisible(name + taken + _HEAD_SPARE <= self.width())

    def forget(self) -> None:
        """Build the page anew the next time: another sheet may know the same item."""
        self._uid = ""

    def show_item(self, work: Answering, uid: str) -> None:
        """Show an item and what is answered so far."""
        item = work.item(uid)
        if uid != self._uid:
            self._uid = uid
            self._build(work, uid)
            self._area.verticalScrollBar().setValue(0)
        uids = [each.uid for each in work.items]
        self.name.setText(item.name)
        self.place.setText(messages.PLACE.format(number=uids.index(uid) + 1, whole=len(uids)))
        self.description.setText(item.description)
        self.description.setVisible(bool(item.description))
        self.courses.setText(messages.COURSES.format(courses="\n".join(item.courses)))
        self.courses.setVisible(bool(item.courses))
        self.returned.setText(work.reason(uid))
        self.returned_card.setVisible(bool(work.reason(uid)))
        self._place_ground(bool(work.reason(uid)))
        self._show_beside(work, uid)
        self._fit_place()
        self._show_levels(work, uid)
        evidence, goal = work.answers.evidence.get(uid, ""), work.answers.goals.get(uid, "")
        if self.evidence.toPlainText() != evidence:
            self.evidence.blockSignals(True)
            self.evidence.setPlainText(evidence)
            self.evidence.to_end()
            self.evidence.blockSignals(False)
        if self.goal.text() != goal:
            self.goal.setText(goal)
        last_goal = messages.LAST_GOAL.format(goal=item.last_goal) if item.last_goal else messages.GOAL_HINT
        self.goal.setPlaceholderText(last_goal)
        self._show_records(known_texts(work), evidence)

    def _show_beside(self, work: Answering, uid: str) -> None:
        item, chosen = work.item(uid), work.level(uid)
        for chip, label, level in (
            (self.last, self._last_label, item.last),
            (self.required, self._required_label, item.required),
        ):
            chip.set_level(level, work.label(uid, level))
            chip.set_top(work.top(uid))
            chip.setVisible(level is not None)
            label.setVisible(level is not None)
        self.keep.setVisible(item.last is not None and item.last != chosen)
        self.keep.setToolTip(messages.KEEP_TIP.format(label=work.label(uid, item.last)))

    def _show_levels(self, work: Answering, uid: str) -> None:
        item, chosen, ticks = work.item(uid), work.level(uid), work.ticks(uid)
        proposal = work.proposal(uid)
        for made in self.cards:
            count = work.ticked(uid, made.level)
            note = ""
            if made.level == chosen and work.wants_ground(uid):
                note = messages.PARTLY.format(whole=count.whole, done=count.done, label=made.label)
            made.show_state(made.level == chosen, ticks, note, difference(work, uid))
            made.show_marks(last=made.level == item.last, required=made.level == item.required)
            made.propose(made.level == proposal)

    def _build(self, work: Answering, uid: str) -> None:
        clear(self._levels)
        self.cards = []
        locks = dict(work.item(uid).locks)
        for level, label, heading, statements in work.item(uid).criteria:
            made = LevelCard(level, label, heading, statements, locks.get(level, ""))
            made.chosen.connect(self.level_chosen)
            made.ticked.connect(self.statement_ticked)
            self.cards.append(made)
            self._levels.addWidget(made)

    def _show_records(self, known: Sequence[str], evidence: str) -> None:
        if tuple(known) != self._known or not self._records.count():
            self._known = tuple(known)
            clear(self._records)
            self.suggestions = []
            for text in self._known:
                made = Suggestion(text)
                made.pressed.connect(self._press_record)
                made.clicked.connect(partial(self._add, text))
                self.suggestions.append(made)
                self._records.addWidget(made)
            if not self._known:
                self._records.addWidget(Text(messages.NO_RECORDS, "caption", wrap=True))
            self._records.addStretch(1)
        for made in self.suggestions:
            made.show_added(made.said in evidence)

    def _add(self, text: str, *_: object) -> None:
        before = self.evidence.toPlainText()
        if text not in before:
            # The record pressed rests from now on, and Qt would give its keys to any other part.
            if self._wrote:
                self.evidence.setFocus()
            else:
                self.record_added.emit()
            self.evidence.setPlainText(f"{before.rstrip()}\n{text}" if before.strip() else text)
            self.evidence.to_end()

    def _leave_evidence(self) -> None:
        """Note for as long as the press lasts that takes the cursor out of the ground."""
        self._leaving = True
        later(self, self._left_evidence)

    def _left_evidence(self) -> None:
        self._leaving = False

    def _press_record(self) -> None:
        self._wrote = self._leaving or self.evidence.hasFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Let nothing be written where it could not be saved."""
        self.evidence.setReadOnly(read_only)
        self.goal.setReadOnly(read_only)


def known_texts(work: Answering) -> list[str]:
    """Return what can be written into a ground with one click: HR's records and the person's own lines."""
    records = [
        (record.name, dates.short_day(record.date), record.result)
        for record in work.sheet.person.known_evidence
    ]
    records += [(line.name, dates.short_day(line.date), line.result) for line in work.answers.lines]
    texts = (" ".join(part for part in parts if part) for parts in records)
    return list(dict.fromkeys(text for text in texts if text))


def difference(work: Answering, uid: str) -> tuple[str, str]:
    """Return how the level chosen differs from last year's, in words, and the tone to say it in."""
    rise = work.rise(uid)
    if rise is None:
        return "", ""
    if rise == 0:
        return messages.SAME, "muted"
    mark = words.change_of_level(0, rise)
    said = (messages.RAISED if rise > 0 else messages.LOWERED).format(steps=abs(rise))
    return f"{mark} {said}", "accent" if rise > 0 else "attention"
