"""Taking in a table of targets: choose it, look at what changes from what to what, take it in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.aims import messages
from dxdesk.ui.shell.asking_table_dialog import AskingTableDialog, Words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.reading import keep_drops_off
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.file_report import Change
    from dxdesk.usecases.imports.questions import Question
    from dxdesk.usecases.imports.understanding import TableResult

WIDE = 820
LINES = 10


class TargetsImportDialog(AskingTableDialog):
    """One table of targets from choosing to taking in."""

    def __init__(self, screen: Screen, fiscal_year: int, years: Sequence[int]) -> None:
        """Ask for a table; columns that name no year are of the one that is chosen, first ``fiscal_year``."""
        super().__init__(screen, Words(messages.IMPORT_ERRORS, ""))
        self.setWindowTitle(messages.IMPORT_TITLE)
        self.setMinimumWidth(WIDE)
        self.year = Choice()
        self.year.setAccessibleName(messages.IMPORT_YEAR)
        for one in sorted({*years, fiscal_year} - {0}, reverse=True):
            self.year.addItem(fiscal_year_label(one), one)
        self.year.setCurrentIndex(max(self.year.findData(fiscal_year), 0))
        self.changes: Table[Change] | None = None
        choose = row(
            column(Text(messages.IMPORT_YEAR, "caption"), self.year, gap=4), self.chosen_file(), gap=16
        )
        choose.setStretch(1, 1)
        self.setLayout(
            column(
                Text(messages.IMPORT_TITLE, "title"),
                Text(messages.IMPORT_ABOUT, "muted", wrap=True),
                choose,
                self.banner,
                self._card,
                STRETCH,
                self.foot(self.look, self.apply),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._offer(False)
        self.year.currentIndexChanged.connect(lambda *_: self._reset())
        self.file.textChanged.connect(lambda *_: self._reset())
        keep_drops_off(self)

    def take(self, file: Path) -> None:
        """Put a table in and look at it."""
        self.file.setText(str(file))
        self.look_at()

    def look_at(self) -> None:
        """Read the table and show what it would change."""
        text = self.file.text().strip()
        if not text:
            self.banner.say(messages.IMPORT_FIRST)
            return
        self.banner.hide()
        desk, asked, path, year = self._screen.desk, self._asked, Path(text), self._chosen

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.targets.tables import preview_targets

            return preview_targets(desk, path, year)

        def done(found: TableResult) -> None:
            if asked == self._asked:
                self.show_result(found)

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def show_result(self, result: TableResult, questions: Sequence[Question] = ()) -> None:
        """Show what is found, and line by line what changes from what to what."""
        super().show_result(result, questions)
        self.changes = None
        if not result.changes:
            return
        titles = messages.IMPORT_COLUMNS
        self.changes = Table(
            [
                Col(titles[0], lambda one: one.item, 0, wrap=True, tip=lambda one: one.employee_number),
                Col(titles[1], lambda one: one.before or messages.NONE, 170, wrap=True),
                Col(titles[2], lambda one: one.after or messages.NONE, 200, wrap=True,
                    look=lambda one: "strong"),
            ],
            messages.IMPORT_CHANGES,
            sort=False,
        )  # fmt: skip
        self.changes.keep_rows(min(LINES, len(result.changes)))
        self.changes.show_records(result.changes)
        self._found.addWidget(self.changes)

    @property
    def _chosen(self) -> int:
        return int(self.year.currentData() or 0)

    def _counts(self, result: TableResult) -> str:
        if result.outcome == "unchanged":
            return messages.IMPORT_SAME
        return messages.IMPORT_COUNTS.format(
            added=result.added, changed=result.updated, unchanged=result.unchanged
        )

    def apply_table(self) -> None:
        """Take the table in."""
        desk, path, year = self._screen.desk, Path(self.file.text().strip()), self._chosen

        def work(_: Progress) -> TableResult:
            from dxdesk.usecases.targets.tables import apply_targets

            return apply_targets(desk, path, year)

        def done(found: TableResult) -> None:
            if found.errors:  # it was changed since it was looked at
                self.look_at()
                return
            self.tell_done(found, messages.IMPORTED.format(added=found.added, changed=found.updated))

        self.work(work, done, messages.IMPORT_TAKING, kind=Work.ACT, failed=self._failed)
