"""印刷の記録: what was printed, saved or exported, when, by whom and where to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ui.documents import batch_messages as messages
from dxdesk.ui.look import dates
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.reports.print_log import LogLine


class LogPage(QWidget):
    """The log, newest first."""

    export_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty log."""
        super().__init__()
        title = messages.COLUMNS
        self.table: Table[LogLine] = Table(
            [
                Col(title[0], lambda one: str(one.number), 60, number=True, order=lambda one: one.number),
                Col(title[1], lambda one: dates.moment(one.at), 130, order=lambda one: one.at),
                Col(title[2], lambda one: one.actor, 110),
                Col(title[3], lambda one: one.title, 182, wrap=True),
                Col(title[4], lambda one: one.way, 134),
                Col(title[5], lambda one: fiscal_year_short(one.year) if one.year else "", 60),
                Col(title[6], lambda one: _many(one.people), 64, number=True, order=lambda one: one.people),
                Col(title[7], lambda one: _many(one.pages), 64, number=True, order=lambda one: one.pages),
                Col(title[8], lambda one: one.to, 0, wrap=True),
            ],
            messages.TAB,
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.export_button = button(
            messages.LOG_EXPORT, self.export_wanted.emit, icon="save", name="export-log"
        )
        tools = row(self.search, self.export_button, gap=10)
        tools.setStretch(0, 1)
        body = card(Text(messages.LOG_TEXT, "muted", wrap=True), tools, self.table, gap=8, padding=12)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(body)
        self.pages.addWidget(EmptyState("documents", messages.LOG_NONE, messages.LOG_NONE_TEXT))
        self.pages.setCurrentIndex(1)
        self.setLayout(column(self.pages, margins=(0, 12, 0, 0)))
        self.search.textChanged.connect(self._sift)

    def show_lines(self, lines: Sequence[LogLine]) -> None:
        """Show the log."""
        self.pages.setCurrentIndex(0 if lines else 1)
        self.table.show_records(lines)

    def _sift(self, text: str) -> None:
        wanted = text.casefold().split()

        def fits(one: LogLine) -> bool:
            said = f"{one.title} {one.way} {one.to} {one.actor}".casefold()
            return all(word in said for word in wanted)

        self.table.proxy.keep(fits if wanted else None)


def _many(count: int) -> str:
    return f"{count:,}" if count else ""
