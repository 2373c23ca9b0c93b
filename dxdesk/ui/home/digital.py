"""What a store of DX推進課 holds, beside its worklist: what HR gave, and what it keeps of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ui.home import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, row
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE

if TYPE_CHECKING:
    from dxdesk.usecases.home.digital import DigitalHome

_YEARS = 2
"""Years of what HR gave that are told here; the others are on their screen."""


class DigitalSide(QFrame):
    """Two cards with what leads to more of each."""

    opened = Signal(str, str)
    """A screen, and what to show there."""

    def __init__(self) -> None:
        """Make empty cards."""
        super().__init__()
        self._given: QVBoxLayout = column(gap=10)
        self._own: QVBoxLayout = column(gap=8)
        look = button(messages.GIVEN_ALL, lambda: self.opened.emit("provided", ""), look="quiet")
        send = button(messages.OWN_SEND, lambda: self.opened.emit("documents", DX_PACKAGE.word), look="quiet")
        self.setLayout(
            column(
                Text(messages.GIVEN, "section"),
                card(self._given, row(STRETCH, look), gap=8),
                Text(messages.OWN, "section"),
                card(self._own, row(STRETCH, send), gap=8),
                STRETCH,
                gap=10,
            )
        )

    def show_digital(self, found: DigitalHome) -> None:
        """Show what the store holds."""
        from dxdesk.usecases.home.digital import given_lines, own_lines

        clear(self._given)
        for one in found.holding[:_YEARS]:
            self._given.addWidget(Text(fiscal_year_label(one.fiscal_year), "strong"))
            self._given.addLayout(_pairs(given_lines(one)))
        if not found.holding:
            self._given.addWidget(Text(messages.GIVEN_NONE, "muted", wrap=True))
        clear(self._own)
        if found.own:
            self._own.addLayout(_pairs(own_lines(found.own)))
        else:
            self._own.addWidget(Text(messages.OWN_NONE, "muted", wrap=True))


def _pairs(lines: Iterable[tuple[str, str]]) -> QGridLayout:
    """Return lines of (what, text) in two columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for place, (what, text) in enumerate(lines):
        grid.addWidget(Text(what, "caption"), place, 0)
        grid.addWidget(Text(text, wrap=True), place, 1)
    return grid
