"""One skill on a page: all levels with their statements, the ground, what is already recorded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dxdesk.ui import words
from dxdesk.ui.self_report import messages
from dxdesk.ui.self_report.model import Answering
from dxdesk.ui.widgets.basics import (
    STRETCH,
    Text,
    button,
    card,
    clear,
    column,
    inside,
    repolish,
    row,
    scrolling,
)
from dxdesk.ui.widgets.chips import Badge, KeyCap, LevelChip


class StatementTick(QWidget):
    """A statement one can tick; the text wraps and is part of the target."""

    ticked = Signal(bool)

    def __init__(self, text: str, on: bool) -> None:
        """Show a statement."""
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(on)
        self.box.setAccessibleName(text)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.label = Text(text, wrap=True)
        layout = row(self.box, self.label, gap=8)
        layout.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.box.toggled.connect(self.ticked)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on the text tick the box."""
        self.box.toggle()
        event.accept()


class LevelCard(QFrame):
    """One level: its key, its label and heading, its statements; a click chooses it."""

    chosen = Signal(int)
    ticked = Signal(int, int, bool)

    def __init__(self, level: int, label: str, heading: str, statements: tuple[str, ...]) -> None:
        """Make the card of a level."""
        super().__init__()
        self.level = level
        self.label = label
        self.setObjectName(f"level-{level}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{label} {heading}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        title = Text(f"{label}  {heading}" if heading and heading != label else label, "strong", wrap=True)
        self.mark = Text(f"● {messages.CHOSEN}", "strong", tone="accent")
        self.note = Text("", tone="attention", wrap=True)
        self.ticks: list[StatementTick] = []
        texts = column(row(title, self.mark, gap=12), gap=4)
        for place, statement in enumerate(statements):
            tick = StatementTick(statement, False)
            tick.ticked.connect(lambda on, place=place: self.ticked.emit(self.level, place, on))
            self.ticks.append(tick)
            texts.addWidget(tick)
        texts.addWidget(self.note)
        cap = KeyCap(str(level))
        layout = row(cap, texts, gap=14, margins=(15, 12, 15, 12))
        layout.setAlignment(cap, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.show_state(False, frozenset(), "")

    def show_state(self, chosen: bool, ticks: frozenset[tuple[int, int]], note: str) -> None:
        """Show whether it is chosen, which statements are ticked and what is to be noted."""
        self.mark.setVisible(chosen)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for place, tick in enumerate(self.ticks):
            tick.box.blockSignals(True)
            tick.box.setChecked((self.level, place) in ticks)
            tick.box.blockSignals(False)
        look = "chosen" if chosen else "card"
        if self.property("look") != look:
            self.setProperty("look", look)
            # The thicker edge of a chosen card takes its room from the padding, so that nothing moves.
            layout = self.layout()
            if layout is not None:
                layout.setContentsMargins(*((14, 11, 14, 11) if chosen else (15, 12, 15, 12)))
            repolish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this level."""
        self.chosen.emit(self.level)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Choose with the space bar too."""
        if event.type() == QEvent.Type.KeyPress and getattr(event, "key", int)() == Qt.Key.Key_Space:
            self.chosen.emit(self.level)
            return True
        return super().event(event)


class ItemPage(QWidget):
    """Everything about one item; tells what a person did by signals."""

    level_chosen = Signal(int)
    statement_ticked = Signal(int, int, bool)
    evidence_written = Signal(str)
    last_kept = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.name = Text("", "section", wrap=True)
        self.last = LevelChip()
        self.required = LevelChip()
        self.keep = button(messages.KEEP, self.last_kept.emit, name="keep-last")
        self.reason = Badge("", "attention")
        self.description = Text("", "muted", wrap=True)
        self.returned = Text("", tone="attention", wrap=True)
        self._returned_card = inside(
            column(
                Text(messages.RETURNED, "strong", tone="attention"),
                self.returned,
                gap=4,
                margins=(14, 10, 14, 10),
            ),
            look="attention",
        )
        self.cards: list[LevelCard] = []
        self._levels: QVBoxLayout = column(gap=8)
        self.evidence = QPlainTextEdit()
        self.evidence.setPlaceholderText(messages.EVIDENCE_HINT)
        self.evidence.setAccessibleName(messages.EVIDENCE)
        self.evidence.setTabChangesFocus(True)
        self.evidence.setFixedHeight(92)
        self._records: QVBoxLayout = column(gap=0)
        self._uid = ""
        self._lay_out()
        self.evidence.textChanged.connect(lambda: self.evidence_written.emit(self.evidence.toPlainText()))

    def _lay_out(self) -> None:
        self._last_label = QLabel(messages.LAST)
        self._required_label = QLabel(messages.REQUIRED)
        for part in (self._last_label, self._required_label):
            part.setProperty("look", "muted")
        head = row(
            self.name,
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
        records = card(scrolling(self._records), padding=6)
        records.setFixedHeight(92)
        left = column(Text(messages.EVIDENCE, "caption"), self.evidence, gap=4)
        right = column(Text(messages.RECORDS, "caption"), records, gap=4)
        below = row(left, right, gap=14)
        below.setStretch(0, 3)
        below.setStretch(1, 2)
        inner = column(self.description, self._returned_card, self._levels, below, STRETCH, gap=10)
        inner.setContentsMargins(0, 0, 6, 0)
        self._area = scrolling(inner)
        self.setLayout(column(head, self._area, gap=10))

    def show_item(self, work: Answering, uid: str) -> None:
        """Show an item and what is answered so far."""
        item = work.item(uid)
        if uid != self._uid:
            self._uid = uid
            self._build(work, uid)
            self._area.verticalScrollBar().setValue(0)
        top, chosen, ticks = work.top(uid), work.level(uid), work.ticks(uid)
        self.name.setText(item.name)
        self.description.setText(item.description)
        self.description.setVisible(bool(item.description))
        self.returned.setText(item.reason)
        self._returned_card.setVisible(bool(item.reason))
        for chip, label, level in (
            (self.last, self._last_label, item.last),
            (self.required, self._required_label, item.required),
        ):
            chip.set_level(level, work.label(uid, level))
            chip.setVisible(level is not None)
            label.setVisible(level is not None)
        self.last._top = self.required._top = top
        self.keep.setVisible(item.last is not None and item.last != chosen)
        for made in self.cards:
            made.show_state(made.level == chosen, ticks, self._note(work, uid, made, chosen))
        if self.evidence.toPlainText() != work.answers.evidence.get(uid, ""):
            self.evidence.blockSignals(True)
            self.evidence.setPlainText(work.answers.evidence.get(uid, ""))
            self.evidence.blockSignals(False)

    def _note(self, work: Answering, uid: str, made: LevelCard, chosen: int | None) -> str:
        """Return what is to be noted about a chosen level whose statements are ticked only partly."""
        if made.level != chosen:
            return ""
        count = work.ticked(uid, made.level)
        if not 0 < count.done < count.whole or work.answers.evidence.get(uid, "").strip():
            return ""
        return messages.PARTLY.format(whole=count.whole, done=count.done, label=made.label)

    def _build(self, work: Answering, uid: str) -> None:
        clear(self._levels)
        self.cards = []
        for level, label, heading, statements in work.item(uid).criteria:
            made = LevelCard(level, label, heading, statements)
            made.chosen.connect(self.level_chosen)
            made.ticked.connect(self.statement_ticked)
            self.cards.append(made)
            self._levels.addWidget(made)
        clear(self._records)
        known = work.sheet.person.known_evidence
        for record in known:
            text = " ".join(
                part for part in (record.name, words.short_day(record.date), record.result) if part
            )
            add = button(text, partial(self._add, text), look="quiet", icon="plus", name="record")
            add.setToolTip(text)
            self._records.addLayout(row(add, STRETCH))
        if not known:
            self._records.addWidget(Text(messages.NO_RECORDS, "caption", wrap=True))
        self._records.addStretch(1)

    def _add(self, text: str) -> None:
        before = self.evidence.toPlainText()
        if text not in before:
            self.evidence.setPlainText(f"{before}\n{text}" if before.strip() else text)
