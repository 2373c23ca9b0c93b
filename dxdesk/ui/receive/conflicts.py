"""食い違い: the sides beside each other; a person takes one and says why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.ui import words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.basics import STRETCH, Text, card, clear, column, inside, primary, repolish, row
from dxdesk.ui.widgets.messages import Banner, EmptyState
from dxdesk.ui.widgets.tables import Col, Table


class ChoiceCard(QFrame):
    """One side: what it says, from which file, when, by whom."""

    chosen = Signal(int)

    def __init__(self, choice: Any) -> None:
        """Show a side."""
        super().__init__()
        self.number = int(choice.number)
        self.setObjectName(f"choice-{choice.number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.radio = QRadioButton(messages.TAKE)
        self.radio.setAccessibleName(f"{messages.TAKE}: {choice.text}")
        self.radio.clicked.connect(lambda *_: self.chosen.emit(self.number))
        lines = [messages.CONFLICT_FROM.format(source=choice.source)] if choice.source else []
        if choice.received_at:
            lines.append(messages.CONFLICT_WHEN.format(when=words.moment(choice.received_at)))
        if choice.by:
            lines.append(messages.CONFLICT_BY.format(by=words.shown(choice.by)))
        said = Text(choice.text or "(空欄)", "section", wrap=True)
        layout = column(said, Text("\n".join(lines), "caption", wrap=True), STRETCH, self.radio, gap=8)
        layout.setContentsMargins(16, 14, 16, 14)
        self.setLayout(layout)
        self.show_chosen(False)

    def show_chosen(self, on: bool) -> None:
        """Show whether this side is taken."""
        self.radio.setChecked(on)
        self.setProperty("look", "chosen" if on else "card")
        repolish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take this side."""
        self.chosen.emit(self.number)
        event.accept()


class ConflictsPage(QWidget):
    """All conflicts, one of them to be settled."""

    settle_wanted = Signal(str, int, str)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.banner = Banner()
        self.table: Table[Any] = Table(
            [
                Col("氏名", lambda c: words.shown(c.name), 150, look=lambda c: "strong"),
                Col("項目", lambda c: c.item_name, 0),
                Col("答え", lambda c: f"{len(c.choices)}つ", 60, number=True),
            ],
            messages.TABS[1],
        )
        self.title = Text("", "section", wrap=True)
        self.choices: list[ChoiceCard] = []
        self._sides: QHBoxLayout = row(gap=14)
        self._taken = 0
        self._conflict: Any = None
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(["", *messages.REASONS])
        self.reason.setAccessibleName(messages.REASON)
        editor = self.reason.lineEdit()
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(messages.REASON)
        self.settle = primary(messages.SETTLE, self._settle, name="settle")
        left = card(self.table, padding=10)
        left.setFixedWidth(400)
        reason_row = row(self.reason, self.settle, gap=10)
        reason_row.setStretch(0, 1)
        right = card(
            self.title,
            Text(messages.CONFLICT_TEXT, "muted", wrap=True),
            self.banner,
            inside(self._sides),
            STRETCH,
            Text(messages.REASON, "caption"),
            reason_row,
            gap=10,
        )
        both = row(left, right, gap=14)
        both.setStretch(1, 1)
        self.main = inside(both)
        self.nothing = EmptyState("check", messages.CONFLICTS_NONE, messages.CONFLICTS_NONE_TEXT)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.main)
        self.pages.addWidget(self.nothing)
        whole: QVBoxLayout = column(self.pages)
        self.setLayout(whole)
        self.table.picked.connect(self._show)

    def show_conflicts(self, conflicts: Sequence[Any]) -> None:
        """Show all conflicts."""
        self.pages.setCurrentWidget(self.main if conflicts else self.nothing)
        self.table.show_records(conflicts)
        if conflicts and self.table.current() is None:
            self.table.pick(lambda _: True)

    def _show(self, conflict: Any) -> None:
        clear(self._sides)
        self.choices = []
        self._taken, self._conflict = 0, conflict
        self.banner.hide()
        if conflict is None:
            return
        name = words.shown(conflict.name)
        self.title.setText(messages.CONFLICT_ABOUT.format(name=name, item=conflict.item_name))
        for choice in conflict.choices:
            made = ChoiceCard(choice)
            made.chosen.connect(self.take)
            self.choices.append(made)
            self._sides.addWidget(made, 1)

    def take(self, number: int) -> None:
        """Choose a side."""
        self._taken = number
        for made in self.choices:
            made.show_chosen(made.number == number)

    def _settle(self) -> None:
        reason = self.reason.currentText().strip()
        if not self._taken:
            self.banner.say(messages.CHOOSE_FIRST)
        elif not reason:
            self.banner.say(messages.REASON_FIRST)
            self.reason.setFocus()
        else:
            self.settle_wanted.emit(self._conflict.id, self._taken, reason)
