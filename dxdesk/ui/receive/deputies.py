"""代理の確認: what somebody did for somebody else without having been named; HR decides of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dxdesk.ui.look import dates, words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.review.deputies import Held


class HeldPage(QWidget):
    """The list, and under it what the chosen one is about with both answers."""

    decided = Signal(object, bool)
    """What is decided of (``Held``), and whether it is to count."""
    name_wanted = Signal(object)
    """Whoever stood in is to be named instead."""

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        titles = messages.HELD_COLUMNS
        self.table: Table[Held] = Table(
            [
                Col(titles[0], lambda h: words.shown(h.name), 0, look=lambda h: "strong", wrap=True),
                Col(titles[1], lambda h: h.what, 132, wrap=True),
                Col(titles[2], lambda h: words.shown(h.by_name), 124, wrap=True),
                Col(titles[3], _principal, 124, wrap=True),
                Col(
                    titles[4],
                    lambda h: dates.short_day(h.made_on) if h.made_on else messages.HELD_NO_DAY,
                    92,
                    order=lambda h: h.made_on,
                ),
                Col(titles[5], lambda h: h.why, 210, look=lambda h: "muted", wrap=True),
            ],
            messages.HELD_NAME,
        )
        self.summary = Text("", wrap=True)
        self.allow = primary(messages.ALLOW, lambda: self._decide(allow=True), name="allow")
        self.refuse = button(messages.REFUSE, lambda: self._decide(allow=False), name="refuse")
        self.naming = button(messages.NAME_DEPUTY, self._name, look="quiet", name="name-deputy")
        self.naming.setToolTip(messages.NAME_DEPUTY_TIP)
        self.table.picked.connect(self._show)
        foot = row(self.summary, self.naming, self.refuse, self.allow, gap=10)
        foot.setStretch(0, 1)
        whole = card(Text(messages.HELD_TEXT, "muted", wrap=True), self.table, foot, gap=10, padding=14)
        layout = whole.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        self.nothing = EmptyState("check", messages.HELD_NONE, messages.HELD_NONE_TEXT)
        self.pages = QStackedWidget()
        self.pages.addWidget(whole)
        self.pages.addWidget(self.nothing)
        self.setLayout(column(self.pages))

    def show_held(self, held: Sequence[Held]) -> None:
        """Show what there is to decide."""
        self.pages.setCurrentIndex(0 if held else 1)
        self.table.show_records(tuple(held))
        if held and self.table.current() is None:
            self.table.pick(lambda _: True)
        self._show(self.table.current())

    def _show(self, held: Held | None) -> None:
        for part in (self.allow, self.refuse, self.naming):
            part.setEnabled(held is not None)
        self.naming.setVisible(held is not None and not held.both)
        self.summary.setText(messages.HELD_PICK if held is None else summary(held))

    def _decide(self, *, allow: bool) -> None:
        held = self.table.current()
        if held is not None:
            self.decided.emit(held, allow)

    def _name(self) -> None:
        held = self.table.current()
        if held is not None:
            self.name_wanted.emit(held)


def person(name: str, number: str) -> str:
    """Return a person as one says it, with the number that tells two of one name apart."""
    return messages.HELD_PERSON.format(name=words.shown(name), number=number)


def _principal(held: Held) -> str:
    return words.shown(held.on_behalf_of_name) if held.on_behalf_of else messages.HELD_OWN_NAME


def summary(held: Held) -> str:
    """Return in a sentence who did what of whom for whom, when, and why HR is asked."""
    if not held.on_behalf_of:
        return messages.HELD_SUMMARY_BOTH.format(
            person=person(held.name, held.employee_number),
            what=held.what,
            by=person(held.by_name, held.by),
            why=held.why,
        )
    return messages.HELD_SUMMARY.format(
        person=person(held.name, held.employee_number),
        what=held.what,
        by=person(held.by_name, held.by),
        day=dates.long_day(held.made_on) if held.made_on else messages.HELD_NO_DAY,
        principal=person(held.on_behalf_of_name, held.on_behalf_of),
        why=held.why,
    )
