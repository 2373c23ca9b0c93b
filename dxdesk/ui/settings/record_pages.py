"""配布簿 and 操作の記録: what went out, and who did what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.authorities import BEYOND, WITHIN
from dxdesk.ui.look import dates, words
from dxdesk.ui.settings import audit, messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import said_of

if TYPE_CHECKING:
    from dxdesk.ports.entities import AuditEntry, Dispatch

_USE = 6
"""The column that says 利用 or 提供."""


class DispatchPage(QStackedWidget):
    """The dispatch ledger, or what brings something into it."""

    def __init__(self) -> None:
        """Make an empty ledger."""
        super().__init__()
        titles = messages.DISPATCH_COLUMNS
        self.table: Table[Dispatch] = Table(
            [
                Col(titles[0], lambda d: str(d.number), 64, number=True, order=lambda d: d.number),
                Col(titles[1], lambda d: dates.moment(d.sent_at), 146, order=lambda d: d.sent_at),
                Col(titles[2], lambda d: said_of(d.kind), 110),
                Col(titles[3], lambda d: d.file_name, 0),
                Col(titles[4], lambda d: words.shown(d.recipient), 180, wrap=True),
                Col(titles[5], _people, 64, number=True, order=lambda d: d.people),
                Col(titles[6], self._use, 64),
            ],
            messages.TABS[messages.TAB_SENT],
        )
        self._provided: frozenset[str] = frozenset()
        self.table.setColumnHidden(_USE, True)
        self.addWidget(card(self.table, padding=12))
        self.addWidget(EmptyState("send", messages.DISPATCH_NONE, messages.DISPATCH_NONE_TEXT))

    def _use(self, dispatch: Dispatch) -> str:
        return BEYOND if dispatch.package_id in self._provided else WITHIN

    def show_dispatches(self, dispatches: Sequence[Dispatch], provided: frozenset[str] | None = None) -> None:
        """Show the ledger, newest first; ``provided`` went to other authorities, if there are any."""
        self._provided = provided or frozenset()
        self.table.setColumnHidden(_USE, provided is None)
        self.table.show_records(dispatches)
        self.setCurrentIndex(0 if dispatches else 1)


def _people(dispatch: Dispatch) -> str:
    """Return of how many people a file is; a framework or a summary is of none."""
    return f"{dispatch.people:,}" if dispatch.people else ""


class AuditPage(QWidget):
    """The audit with its search."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        titles = messages.AUDIT_COLUMNS
        self.table: Table[AuditEntry] = Table(
            [
                Col(titles[0], lambda a: str(a.number), 70, number=True, order=lambda a: a.number),
                Col(titles[1], lambda a: dates.moment(a.at), 146, order=lambda a: a.at),
                Col(titles[2], lambda a: a.actor, 140),
                Col(titles[3], audit.action, 180),
                Col(titles[4], audit.subject, 0, look=lambda a: "muted"),
                Col(titles[5], audit.counts, 160, look=lambda a: "muted"),
            ],
            messages.TABS[messages.TAB_AUDIT],
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.AUDIT_SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._sift)
        body = card(
            Text(messages.AUDIT_TEXT, "muted", wrap=True), self.search, self.table, gap=10, padding=12
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, 1)
        self.setLayout(column(body))

    def show_entries(self, entries: Sequence[AuditEntry]) -> None:
        """Show what was done, newest first."""
        self.table.show_records(entries)

    def _sift(self, text: str) -> None:
        wanted = text.strip().casefold()
        self.table.proxy.keep((lambda entry: wanted in audit.told(entry)) if wanted else None)
