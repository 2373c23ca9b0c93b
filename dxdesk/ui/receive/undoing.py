"""Asking before an import of a roster is taken back: all that changes with it, to be looked through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.file_report import Change


class UndoDialog(Dialog):
    """What taking a roster back means, and for whom."""

    def __init__(
        self, number: int, file: str, changes: Sequence[Change], go: Callable[[], object], parent: QWidget
    ) -> None:
        """Ask; all changes stand in the list, however many there are."""
        super().__init__(parent)
        title = messages.UNDO_TITLE.format(number=number)
        self.setWindowTitle(title)
        self.setMinimumWidth(640)
        self.table: Table[Change] = Table(
            [Col(messages.UNDO_COLUMN, lambda one: words.shown(one.text), 0, wrap=True)], title, sort=False
        )
        self.table.setMinimumHeight(260)
        self.table.show_records(changes)
        self.table.setVisible(bool(changes))
        said = messages.UNDO_CHANGES.format(count=len(changes)) if changes else messages.UNDO_NOTHING
        self.accept_button = primary(messages.UNDO_GO, self.accept, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(messages.UNDO_TEXT.format(file=file), wrap=True),
                Text(said, "strong", wrap=True),
                self.table,
                Text(messages.UNDO_KEPT, "muted", wrap=True),
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.accepted.connect(lambda: go())
