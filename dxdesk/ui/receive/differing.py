"""台帳の違い: what two stores of one owner said differently of a thing; the owner settles it by one press."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.thing_words import KIND_NAMES, OWNER_NAMES
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, clear, column, inside, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.differing import Choice, Difference


class DifferingPage(QWidget):
    """The list, and under it what the two say of the chosen field, each with its button for the owner."""

    settled = Signal(object, int)
    """Of what (``Difference``) which choice is taken (its number)."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        titles = messages.DIFFERING_COLUMNS
        self.table: Table[Difference] = Table(
            [
                Col(titles[0], lambda one: KIND_NAMES[one.kind], 96, look=lambda _: "muted", wrap=True),
                Col(titles[1], lambda one: one.thing, 0, look=lambda _: "strong", wrap=True),
                Col(titles[2], lambda one: one.field_name, 132, wrap=True),
                Col(titles[3], lambda one: one.choices[0].text, 176, wrap=True),
                Col(titles[4], _others, 176, wrap=True),
                Col(titles[5], lambda one: OWNER_NAMES.get(one.owner, one.owner), 124, wrap=True),
            ],
            messages.DIFFERING_NAME,
        )
        self.summary = Text("", "strong", wrap=True)
        self._choices: QVBoxLayout = column(gap=6)
        self.table.picked.connect(self._show)
        foot = inside(column(self.summary, self._choices, gap=8))
        whole = card(Text(messages.DIFFERING_TEXT, "muted", wrap=True), self.table, foot, gap=10, padding=14)
        layout = whole.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        self.nothing = EmptyState("check", messages.DIFFERING_NONE, messages.DIFFERING_NONE_TEXT)
        self.pages = QStackedWidget()
        self.pages.addWidget(whole)
        self.pages.addWidget(self.nothing)
        self.setLayout(column(self.pages))

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show what differs."""
        self.pages.setCurrentIndex(0 if found else 1)
        self.table.show_records(tuple(found))
        if found and self.table.current() is None:
            self.table.pick(lambda _: True)
        self._show(self.table.current())

    def _show(self, one: Difference | None) -> None:
        clear(self._choices)
        if one is None:
            self.summary.setText(messages.DIFFERING_PICK)
            return
        self.summary.setText(messages.DIFFERING_SUMMARY.format(thing=one.thing, field=one.field_name))
        for choice in one.choices:
            self._choices.addWidget(self._line(one, choice))
        if not one.mine:
            owner = OWNER_NAMES.get(one.owner, one.owner)
            self._choices.addWidget(Text(messages.DIFFERING_OTHER.format(owner=owner), "muted", wrap=True))

    def _line(self, one: Difference, choice: Choice) -> QWidget:
        marks = [messages.DIFFERING_STANDS] * (choice.number == 1) + [messages.DIFFERING_HERE] * choice.here
        told = Text("、".join(marks), "caption", wrap=True)
        told.setVisible(bool(marks))
        text = column(Text(choice.text, wrap=True), told, gap=2)
        act = button(
            messages.DIFFERING_TAKE,
            partial(self.settled.emit, one, choice.number),
            name=f"take-{choice.number}",
        )
        act.setAccessibleName(messages.DIFFERING_TAKE_NAME.format(text=choice.text))
        act.setVisible(one.mine)
        line = row(text, act, gap=10, margins=(12, 8, 12, 8))
        line.setStretch(0, 1)
        return inside(line, look="card")


def _others(one: Difference) -> str:
    return " / ".join(choice.text for choice in one.choices[1:])
