"""食い違い: one person's files beside each other; whoever decides takes answers of them and says why.

An answer is taken item by item, or a file's at once. What nobody took an answer for stays open.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui.look import dates, words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.messages import Banner, EmptyState
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.review.disputes import Dispute, DisputedItem, Side

WIDTH, NARROW = 280, 200
ABOUT, ABOUT_NARROW = 196, 110
"""Width of the list of people, and of what each line of the comparison is about, px."""


class _Taken(QRadioButton):
    """Takes a side, and takes it back when it is pressed again; a hurried double click is one press."""

    def __init__(self, text: str = "") -> None:
        """Make a button that can be off again."""
        super().__init__(text)
        self.setAutoExclusive(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press no second time."""
        event.accept()


class ChoiceCard(QFrame):
    """One side: from which file, when it came, whose words."""

    chosen = Signal(int)

    def __init__(self, side: Side) -> None:
        """Show a side."""
        super().__init__()
        self.number = side.number
        self.setObjectName(f"choice-{side.number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio = _Taken(messages.TAKE)
        self.radio.setAccessibleName(f"{messages.TAKE}: {side.source}")
        self.radio.clicked.connect(lambda *_: self.chosen.emit(self.number))
        lines = []
        if side.received_at:
            lines.append(messages.CONFLICT_WHEN.format(when=dates.moment(side.received_at)))
        if side.by:
            lines.append(messages.CONFLICT_BY.format(by=words.shown(side.by)))
        parts: list[QWidget] = [Text(side.source, "strong", wrap=True)] if side.source else []
        if lines:
            parts.append(Text("\n".join(lines), "caption", wrap=True))
        self.setLayout(column(*parts, self.radio, gap=6, margins=(14, 10, 14, 10)))
        self.show_chosen(False)

    def show_chosen(self, on: bool) -> None:
        """Show whether this side is taken."""
        self.radio.setChecked(on)
        self.setProperty("look", "chosen" if on else "card")
        repolish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take this side, or take it back."""
        self.chosen.emit(self.number)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press no second time."""
        event.accept()


class SaidCard(QFrame):
    """What one side says to one item."""

    chosen = Signal(int)

    def __init__(self, item: DisputedItem, number: int, look: str) -> None:
        """Show an answer; ``number`` is the side's."""
        super().__init__()
        self.number = number
        self.setObjectName(f"said-{item.conflict}-{number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        text = item.texts[number - 1] or messages.CONFLICT_EMPTY
        self.radio = _Taken()
        self.radio.setAccessibleName(f"{item.name}: {text}")
        self.radio.clicked.connect(lambda *_: self.chosen.emit(self.number))
        said = Text(text, look, wrap=True)
        line = row(self.radio, said, gap=8, margins=(14, 0, 14, 0))
        line.setAlignment(self.radio, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        side = column(line, gap=0)
        side.addStretch(1)
        self.setLayout(side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take this answer, or take it back."""
        self.chosen.emit(self.number)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Press no second time."""
        event.accept()


class ConflictsPage(QWidget):
    """Everybody whose files differ, one of them to be settled."""

    settle_wanted = Signal(object, object, str)
    """Of what (``Dispute``), the side taken of each item, and why."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.banner = Banner()
        self.table: Table[Dispute] = Table(
            [
                Col(messages.CONFLICT_COLUMNS[0], _called, 0, look=lambda d: "strong", wrap=True),
                Col(
                    messages.CONFLICT_COLUMNS[1],
                    lambda d: messages.CONFLICT_PLACES.format(count=len(d.items)),
                    92,
                    number=True,
                    order=lambda d: len(d.items),
                ),
            ],
            messages.CONFLICT_LIST,
        )
        self.title = Text("", "section", wrap=True)
        self.choices: list[ChoiceCard] = []
        self.said: dict[str, list[SaidCard]] = {}
        self._compared: QVBoxLayout = column(gap=0, margins=(0, 0, 8, 0))
        self.taken: dict[str, int] = {}
        self._about = ABOUT
        self._dispute: Dispute | None = None
        self.reason = Choice()
        self.reason.setEditable(True)
        self.reason.addItems(["", *messages.REASONS])
        self.reason.setAccessibleName(messages.REASON)
        editor = self.reason.lineEdit()
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(messages.REASON_HINT)
            editor.setAccessibleName(messages.REASON)
        self.settle = primary(messages.SETTLE, self._settle, name="settle")
        self._lay_out()
        self.table.picked.connect(self._show)

    def _lay_out(self) -> None:
        left = self._left = card(self.table, padding=10)
        left.setFixedWidth(WIDTH)
        reason_row = row(self.reason, self.settle, gap=10)
        reason_row.setStretch(0, 1)
        right = card(
            self.title,
            Text(messages.CONFLICT_TEXT, "muted", wrap=True),
            self.banner,
            scrolling(self._compared),
            Text(messages.REASON, "caption"),
            reason_row,
            gap=10,
        )
        layout = right.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(3, 1)
        both = row(left, right, gap=14)
        both.setStretch(1, 1)
        self.main = inside(both)
        self.nothing = EmptyState("check", messages.CONFLICTS_NONE, messages.CONFLICTS_NONE_TEXT)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.main)
        self.pages.addWidget(self.nothing)
        self.setLayout(column(self.pages))

    def set_narrow(self, on: bool) -> None:
        """Leave what is compared its room on a small display."""
        self._left.setFixedWidth(NARROW if on else WIDTH)
        self._about = ABOUT_NARROW if on else ABOUT
        self._show(self._dispute)

    def show_disputes(self, disputes: Sequence[Dispute]) -> None:
        """Show everything to be decided."""
        self.pages.setCurrentWidget(self.main if disputes else self.nothing)
        self.table.show_records(disputes)
        if not disputes:
            self._show(None)
        elif self.table.current() is None:
            self.table.pick(lambda _: True)

    def _show(self, dispute: Dispute | None) -> None:
        clear(self._compared)
        before = self._dispute
        again = before is not None and dispute is not None and before.sides == dispute.sides
        taken = self.taken if again else {}
        self.choices, self.said, self.taken = [], {}, {}
        self._dispute = dispute
        if not again:
            self.banner.hide()
            self.reason.setCurrentText("")
        if dispute is None:
            return
        about = messages.CONFLICT_ABOUT_FORMER if dispute.former else messages.CONFLICT_ABOUT
        name = words.shown(dispute.name)
        self.title.setText(about.format(name=name, count=len(dispute.sides), year=dispute.former))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._about)
        for position, side in enumerate(dispute.sides, start=1):
            made = ChoiceCard(side)
            made.chosen.connect(self.take)
            self.choices.append(made)
            grid.addWidget(made, 0, position)
            grid.setColumnStretch(position, 1)
        for number, item in enumerate(dispute.items):
            self._add_item(grid, 2 * number + 1, item)
        self._compared.addLayout(grid)
        self._compared.addStretch(1)
        self.taken = {conflict: number for conflict, number in taken.items() if conflict in self.said}
        self._show_taken()

    def unkept(self) -> str:
        """Return whose answers were chosen and not decided yet; or nothing."""
        if self._dispute is None or not self.taken:
            return ""
        return messages.CONFLICT_UNKEPT.format(name=words.shown(self._dispute.name))

    def take(self, number: int) -> None:
        """Take one side's answer to everything; where it is taken already, to nothing any more."""
        if self._dispute is not None:
            wanted = {item.conflict: number for item in self._dispute.items}
            self.taken = {} if self.taken == wanted else wanted
            self.banner.hide()
            self._show_taken()

    def take_item(self, conflict: str, number: int) -> None:
        """Take one side's answer to one item, or take it back; all others stay as they are."""
        if self.taken.get(conflict) == number:
            del self.taken[conflict]
        else:
            self.taken[conflict] = number
        self.banner.hide()
        self._show_taken()

    def _show_taken(self) -> None:
        everywhere = {self.taken.get(conflict, 0) for conflict in self.said}
        for made in self.choices:
            made.show_chosen(everywhere == {made.number})
        for conflict, answers in self.said.items():
            for answer in answers:
                answer.radio.setChecked(answer.number == self.taken.get(conflict))
        open_items = len(self.said) - len(self.taken)
        part = messages.SETTLE_SOME.format(count=len(self.taken))
        self.settle.setText(part if self.taken and open_items else messages.SETTLE)

    def _settle(self) -> None:
        reason = self.reason.currentText().strip()
        if self._dispute is None:
            return
        if not self.taken:
            self.banner.say(messages.CHOOSE_FIRST)
        elif not reason:
            self.banner.say(messages.REASON_FIRST, about=(self.reason,))
            self.reason.setFocus()
        else:
            self.settle_wanted.emit(self._dispute, dict(self.taken), reason)

    def _add_item(self, grid: QGridLayout, line: int, item: DisputedItem) -> None:
        grid.addWidget(hairline(), line, 0, 1, grid.columnCount())
        about = column(Text(item.name, wrap=True, by_words=True), gap=1)
        if item.part_label and item.part_label != item.name:
            about.addWidget(Text(item.part_label, "caption", wrap=True))
        about.addStretch(1)
        grid.addLayout(about, line + 1, 0)
        look = "strong" if all(len(text) < 8 for text in item.texts) else ""
        answers = self.said[item.conflict] = []
        for position in range(1, len(item.texts) + 1):
            answer = SaidCard(item, position, look)
            answer.chosen.connect(lambda number, conflict=item.conflict: self.take_item(conflict, number))
            answers.append(answer)
            grid.addWidget(answer, line + 1, position)


def _called(dispute: Dispute) -> str:
    """Return whose files differ, and of which year where it is not the one in work."""
    name = words.shown(dispute.name)
    return messages.CONFLICT_FORMER.format(name=name, year=dispute.former) if dispute.former else name
