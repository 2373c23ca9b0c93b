"""A confirmer's next people on ホーム: who waits, and what is worth knowing before looking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from dxdesk.ui.deciding.model import notes, without_last
from dxdesk.ui.home import messages
from dxdesk.ui.look import words
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column
from dxdesk.ui.widgets.tables import RECORD, Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.review.confirming import QueueEntry


class WaitingPeople(QFrame):
    """The people whose turn it is; a click or Enter opens one."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.title = Text(messages.WAITING, "strong")
        self.people: Table[QueueEntry] = Table(
            [
                Col(
                    messages.WAITING_COLUMNS[0],
                    lambda e: words.shown(e.name),
                    look=lambda _: "strong",
                    wrap=True,
                ),
                Col(
                    messages.WAITING_COLUMNS[1],
                    lambda e: notes(e) or without_last(e),
                    look=lambda e: "attention" if e.conflicts or e.changed else "muted",
                    wrap=True,
                ),
            ],
            messages.WAITING,
            sort=False,
        )
        self.people.opened.connect(self._open)
        self.people.clicked.connect(lambda index: self._open(index.data(RECORD)))
        whole = column(self.title, self.people, gap=6, margins=(0, 8, 0, 0))
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.hide()

    def show_queue(self, entries: Sequence[QueueEntry]) -> None:
        """Show those whose turn it is."""
        waiting = [entry for entry in entries if entry.ready and not entry.done]
        self.people.show_records(waiting)
        self.setVisible(bool(waiting))

    def _open(self, entry: QueueEntry | None) -> None:
        if entry is not None:
            self.opened.emit(entry.employee_number)
