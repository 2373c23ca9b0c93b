"""Taking in a table of things (案件票, 形式知の一覧 ...): choose, look at what changes, take in."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.ports.store import Progress
from dxdesk.ui.shell import listing_messages as messages
from dxdesk.ui.shell.asking_table_dialog import AskingTableDialog, Words
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column
from dxdesk.ui.widgets.reading import keep_drops_off

if TYPE_CHECKING:
    from dxdesk.usecases.imports.understanding import TableResult

Look = Callable[[Path, Collection[str]], "TableResult"]

SHOWN = 30
"""Changes that are shown of a table."""


class ImportDialog(AskingTableDialog):
    """One table from choosing to taking in."""

    def __init__(self, screen: Screen, title: str, preview: Look, apply: Look) -> None:
        """Ask for a table.

        ``preview`` tells what it would change and ``apply`` takes it in, given its path and what was said
        yes to.
        """
        super().__init__(screen, Words(messages.IMPORT_ERRORS, messages.IMPORT_ASKED))
        self._preview, self._take_in = preview, apply
        self.setWindowTitle(title)
        self.setMinimumWidth(720)
        self.setLayout(
            column(
                Text(title, "title"),
                Text(messages.IMPORT_TEXT, "muted", wrap=True),
                self.chosen_file(),
                self.banner,
                self._card,
                STRETCH,
                self.foot(self.look, self.apply),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._offer(False)
        self.file.textChanged.connect(lambda *_: self._other_file())
        keep_drops_off(self)

    def take(self, file: Path) -> None:
        """Put a table in and look at it."""
        self.file.setText(str(file))
        self.look_at()

    def _other_file(self) -> None:
        self.answers.forget()
        self._reset()

    def look_at(self) -> None:
        """Read the table and show what it would change."""
        text = self.file.text().strip()
        if not text:
            self.banner.say(messages.IMPORT_FIRST)
            return
        self.banner.hide()
        look, asked, path = self._preview, self._asked, Path(text)
        accepted = self.answers.accepted()

        def work(_: Progress) -> TableResult:
            return look(path, accepted)

        def done(found: TableResult) -> None:
            if asked == self._asked:
                self.show_result(found)
                self._show_changes(found)

        self.work(work, done, messages.IMPORT_LOOKING, failed=self._failed)

    def _show_changes(self, found: TableResult) -> None:
        for change in found.changes[:SHOWN]:
            self._found.addWidget(Text(f"・{_told(change.item, change.before, change.after)}", wrap=True))
        if len(found.changes) > SHOWN:
            more = messages.IMPORT_MORE.format(count=len(found.changes) - SHOWN)
            self._found.addWidget(Text(more, "muted"))

    def _counts(self, result: TableResult) -> str:
        if result.outcome == "unchanged":
            return messages.IMPORT_SAME
        return messages.IMPORT_COUNTS.format(
            added=result.added, changed=result.updated, unchanged=result.unchanged
        )

    def apply_table(self) -> None:
        """Take the table in."""
        take_in, path = self._take_in, Path(self.file.text().strip())
        accepted = self.answers.accepted()

        def work(_: Progress) -> TableResult:
            return take_in(path, accepted)

        def done(found: TableResult) -> None:
            if found.errors:  # it was changed since it was looked at
                self.look_at()
                return
            self.tell_done(found, messages.IMPORTED.format(added=found.added, changed=found.updated))

        self.work(work, done, messages.IMPORT_TAKING, kind=Work.ACT, failed=self._failed)


def _told(item: str, before: str, after: str) -> str:
    return f"{item}: {before} → {after}" if before else f"{item}: {after}"
