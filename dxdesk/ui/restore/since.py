"""What came in after the copy: named, and taken again out of a folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import dates
from dxdesk.ui.restore import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.inbox.way_back import Since, TakenAgain

HEIGHT = 172
"""Px: the head and four files."""


class SincePart(QWidget):
    """The files received after the copy that a store was made of."""

    folder_wanted = Signal()

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__()
        self.since: Sequence[Since] | None = None
        self.title = Text("", "section")
        self.text = Text("", "muted", wrap=True)
        self.said = Text("", wrap=True)
        titles = messages.SINCE_COLUMNS
        self.table: Table[Since] = Table(
            [
                Col(titles[0], lambda one: one.file_name, 0, look=lambda _: "file"),
                Col(titles[1], lambda one: one.kind_label, 120),
                Col(titles[2], lambda one: dates.moment(one.received_at), 150, look=lambda _: "muted"),
                Col(
                    titles[3],
                    lambda one: one.sha256[:8],
                    100,
                    look=lambda _: "muted",
                    tip=lambda one: one.sha256,
                ),
            ],
            messages.SINCE_NAME,
        )
        self.table.setFixedHeight(HEIGHT)
        self.folder = button(messages.SINCE_FOLDER, self.folder_wanted.emit, icon="folder", name="folder")
        self.setLayout(column(self.title, self.text, self.table, self.said, row(STRETCH, self.folder), gap=8))

    def show_since(self, since: Sequence[Since] | None) -> None:
        """Show what to look for; ``None`` where the ledger of the store cannot be read."""
        self.since = since
        self.table.show_records(since or ())
        self.table.setVisible(bool(since))
        self.said.hide()
        self.folder.setVisible(since is None or bool(since))
        if since is None:
            self.title.setText(messages.SINCE_UNKNOWN)
            self.text.setText(messages.SINCE_UNKNOWN_TEXT)
        elif since:
            self.title.setText(messages.SINCE.format(count=len(since)))
            self.text.setText(messages.SINCE_TEXT)
        else:
            self.title.setText(messages.SINCE_NONE)
            self.text.setText(messages.SINCE_NONE_TEXT)

    def show_taken(self, taken: TakenAgain) -> None:
        """Show what was found, and go on with what was not."""
        reports = taken.report.files
        good = sum(report.outcome in ("applied", "unchanged") for report in reports)
        lines = [messages.TAKEN.format(count=good)]
        if len(reports) > good:
            lines.append(messages.TAKEN_OPEN.format(count=len(reports) - good))
        lines += [messages.TAKEN_BY_HAND.format(file=path.name) for path in taken.by_hand]
        if self.since is not None:
            self.show_since(taken.missing)
            self.title.setText(
                messages.MISSING.format(count=len(taken.missing)) if taken.missing else messages.ALL_TAKEN
            )
            self.text.setText(messages.MISSING_TEXT if taken.missing else "")
            self.text.setVisible(bool(taken.missing))
        self.said.setText("\n".join(lines))
        self.said.show()
