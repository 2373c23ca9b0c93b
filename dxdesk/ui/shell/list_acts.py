"""Asking for something that is written down, and keeping it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import listing_messages as messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.table_import import ImportDialog
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import WorkbookKind

if TYPE_CHECKING:
    from dxdesk.usecases.imports.understanding import TableResult

Texts = Mapping[str, str]


class Acts:
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        self.screen = screen
        self.dialog: QDialog | None = None

    def fill_in(self, title: str, fields: Sequence[Field], keep: Callable[[Texts], object]) -> None:
        """Ask for some fields and keep them; what is refused stays open with the reason.

        ``keep`` runs off the window's thread and raises ``KnownError``.
        """
        dialog = FormDialog(title, fields, self.screen)

        def tried(texts: Texts) -> None:
            def work(_: Progress) -> object:
                return keep(texts)

            def done(_: object) -> None:
                dialog.accept()
                self.screen.banner.say(messages.SAVED, tone="done")

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(tried)
        dialog.open()
        self.dialog = dialog

    def import_table(self, title: str, kind: WorkbookKind) -> None:
        """Ask for a table of plain things of a kind."""
        desk, word = self.screen.desk, kind.kind

        def preview(path: Path, _: object) -> TableResult:
            from dxdesk.usecases.imports import plain_tables
            from dxdesk.usecases.inbox.plain_kinds import PLAIN

            return plain_tables.preview(desk, path, PLAIN[word])

        def apply(path: Path, _: object) -> TableResult:
            from dxdesk.usecases.imports import plain_tables
            from dxdesk.usecases.inbox.plain_kinds import PLAIN

            return plain_tables.apply(desk, path, PLAIN[word])

        dialog = ImportDialog(self.screen, title, preview, apply)
        dialog.open()
        self.dialog = dialog

    def export_table(self, kind: WorkbookKind) -> None:
        """Ask where a table of plain things is to lie, and write it."""
        title = messages.EXPORT.rstrip("…")
        self.dialog = sending.send(self.screen, kind, title, kind.written.text, kind.written.following)

    def do(self, act: Callable[[], object], said: str) -> None:
        """Do something at once and say so."""

        def work(_: Progress) -> object:
            return act()

        self.screen.ask(work, lambda _: self.screen.banner.say(said, tone="done"), kind=Work.ACT)

    def take_out(self, name: str, act: Callable[[], object], *, out: bool) -> None:
        """Take a line of this name out, or put it back, and say so."""
        self.do(act, taken_out(name, out=out))


def taken_out(name: str, *, out: bool) -> str:
    """Return what is said of a line that was taken out, or put back."""
    return (messages.OUT_SAID if out else messages.BACK_SAID).format(name=name)


def number(text: str, name: str) -> int:
    """Return a number that was written, 0 for none.

    Raises:
        KnownError: ``prepare-number``.
    """
    if not text:
        return 0
    if not text.isdecimal() or len(text) > len("999999"):
        raise KnownError(
            "prepare-number",
            f"「{name}」を数字として読めません。何も変えていません。",
            "0以上の整数を書いてください。",
            found=text,
        )
    return int(text)
