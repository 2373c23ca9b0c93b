"""One level of one skill as a card: its key, its heading, its statements to tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QRadioButton, QSizePolicy, QWidget

from dxdesk.ui.answering import messages
from dxdesk.ui.look import theme
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import Badge, KeyCap
from dxdesk.ui.widgets.flow import Flow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.showing import repolish

_BOX = 26
"""Room of a box and the gap after it, px."""


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
        self.box.setFixedSize(20, 22)
        self.label = Text(text, wrap=True)
        layout = row(self.box, self.label, gap=6)
        layout.setAlignment(self.box, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.box.toggled.connect(self.ticked)

    def sizeHint(self) -> QSize:
        """Return the room of the text in one line."""
        wide = QFontMetrics(theme.font()).horizontalAdvance(self.label.text()) + _BOX + 6
        return QSize(wide, 24)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on the text tick the box."""
        if self.isEnabled():
            self.box.toggle()
        event.accept()


class LevelKey(QRadioButton):
    """The key of a level: drawn like a key, told as one choice of several and whether it is made."""

    def __init__(self, card: LevelCard) -> None:
        """Stand in a card."""
        super().__init__(card)
        self._cap = KeyCap(str(card.level))
        self._cap.setParent(self)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(self._cap.sizeHint())
        self._cap.resize(self.size())
        self._card = card

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing of its own."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show on the card where the keyboard is."""
        super().focusInEvent(event)
        self._card.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the sign away again."""
        super().focusOutEvent(event)
        self._card.update()


class LevelCard(QFrame):
    """One level; a click anywhere on it chooses it."""

    chosen = Signal(int)
    ticked = Signal(int, int, bool)

    def __init__(
        self, level: int, label: str, heading: str, statements: tuple[str, ...], lock: str = ""
    ) -> None:
        """Make the card of a level; ``lock`` says what evidence for it is missing."""
        super().__init__()
        self.level, self.label, self._heading = level, label, heading
        self.setObjectName(f"level-{level}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.key = LevelKey(self)
        self.key.clicked.connect(lambda *_: self._press())
        self.setFocusProxy(self.key)
        title = Text(f"{label}  {heading}" if heading and heading != label else label, "strong", wrap=True)
        self.last, self.required = Badge(messages.LAST, "plain"), Badge(messages.REQUIRED, "plain")
        self.difference = Text("", "caption")
        self.mark = Text(f"● {messages.CHOSEN}", "strong", tone="accent")
        self.note = Text("", tone="attention", wrap=True)
        self.take = button(messages.PROPOSED_GO.format(label=label), name=f"propose-{level}")
        self.take.clicked.connect(lambda *_: self.chosen.emit(self.level))
        line = row(Text(messages.PROPOSED, tone="accent"), self.take, STRETCH, gap=10)
        self.proposal = inside(line)
        self.ticks: list[StatementTick] = []
        head = row(title, self.last, self.required, self.difference, self.mark, gap=10)
        head.setStretch(0, 1)
        texts = column(head, gap=3)
        flow = Flow()
        for place, statement in enumerate(statements):
            tick = StatementTick(statement, False)
            tick.ticked.connect(lambda on, place=place: self.ticked.emit(self.level, place, on))
            self.ticks.append(tick)
            flow.addWidget(tick)
        if statements:
            texts.addLayout(flow)
        self.lock = Text(lock and messages.LOCKED.format(missing=lock), "caption", wrap=True)
        if lock:
            line = row(Mark("lock", "attention", 16), self.lock, gap=6)
            line.setStretch(1, 1)
            texts.addLayout(line)
        texts.addWidget(self.note)
        texts.addWidget(self.proposal)
        layout = row(self.key, texts, gap=14, margins=(15, 7, 15, 7))
        layout.setAlignment(self.key, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.proposal.hide()
        self.show_marks(last=False, required=False)
        self.show_state(False, frozenset(), "", ("", ""))

    def show_state(
        self, chosen: bool, ticks: frozenset[tuple[int, int]], note: str, difference: tuple[str, str]
    ) -> None:
        """Show whether it is chosen, how that differs from last year, the ticks and what is to be noted."""
        said, tone = difference
        self.mark.setVisible(chosen)
        self.difference.setText(said)
        self.difference.set_tone(tone)
        self.difference.setVisible(chosen and bool(said))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for position, tick in enumerate(self.ticks):
            tick.box.blockSignals(True)
            tick.box.setChecked((self.level, position) in ticks)
            tick.box.blockSignals(False)
        name = f"{self.label} {self._heading}"
        self.key.setAccessibleName(f"{name} {said}".strip() if chosen else name)
        self.key.setChecked(chosen)
        look = "chosen" if chosen else "card"
        if self.property("look") != look:
            self.setProperty("look", look)
            # The thicker edge of a chosen card takes its room from the padding, so that nothing moves.
            layout = self.layout()
            if layout is not None:
                layout.setContentsMargins(*((14, 6, 14, 6) if chosen else (15, 7, 15, 7)))
            repolish(self)

    def show_marks(self, *, last: bool, required: bool) -> None:
        """Show whether this was last year's level, and whether it is the one asked for."""
        self.last.setVisible(last)
        self.required.setVisible(required)

    def propose(self, proposed: bool) -> None:
        """Offer this level, because all of its statements are ticked."""
        self.proposal.setVisible(proposed)

    def _press(self) -> None:
        # What is chosen the sheet says: nothing may be, where one only reads.
        self.key.setChecked(self.property("look") == "chosen")
        self.chosen.emit(self.level)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this level."""
        self.chosen.emit(self.level)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring while the keyboard is here."""
        super().paintEvent(event)
        if self.key.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.of(self).text), 1.5, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 6, 6)
            painter.end()
