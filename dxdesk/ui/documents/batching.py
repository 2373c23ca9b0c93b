"""Writing what is chosen into a folder at once, and the page with the log of prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from dxdesk.ports.store import Progress
from dxdesk.ui.documents import batch_messages as messages
from dxdesk.ui.documents.log_page import LogPage
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.letter import with_letters
from dxdesk.ui.shell.operations import Work

if TYPE_CHECKING:
    from dxdesk.domain.errors import KnownError
    from dxdesk.ui.documents.choosing import Choosing
    from dxdesk.ui.documents.issuing import Issuing
    from dxdesk.ui.documents.tools import ReportTools
    from dxdesk.ui.shell.screen import Screen
    from dxdesk.ui.widgets.dialog import Dialog
    from dxdesk.usecases.issued.letters import Letters
    from dxdesk.usecases.reports.batch_printing import Written
    from dxdesk.usecases.reports.batches import Batch
    from dxdesk.usecases.reports.kind import Order
    from dxdesk.usecases.reports.print_log import LogLine
    from dxdesk.usecases.workplace.print_notes import Made

    Refused = Callable[[KnownError, Callable[[tuple[str, ...]], None]], None]


class Batching(QObject):
    """What the documents screen does with files at once; ``log`` is its page of prints."""

    def __init__(
        self, screen: Screen, choosing: Choosing, issuing: Issuing, tools: ReportTools, refused: Refused
    ) -> None:
        """Belong to a screen; ``refused`` says why nothing was written, and how to go on without some."""
        super().__init__(screen)
        self._screen, self._choosing, self._issuing, self._tools = screen, choosing, issuing, tools
        self._refused = refused
        self.dialog: Dialog | None = None
        self.log = LogPage()
        self.log.export_wanted.connect(self._ask_log_file)

    def ask(self) -> None:
        """Ask how what is chosen is to be written."""
        from dxdesk.ui.documents.batch_dialog import BatchDialog

        screen, wanted = self._screen, self._choosing.wanted
        if wanted.report is None or self._choosing.choices is None:
            return
        people = self._choosing.choices.of(wanted.kind, wanted.section)
        sections = {one.section for one in people if wanted.employee in ("", one.number)}
        dialog = BatchDialog(
            *(screen, wanted.report, wanted.people, max(len(sections), 1)),
            changed_only=self._issuing.changed_only.isChecked(),
            folder=sending.kept_folder("batches", "documents"),
        )
        self.dialog = dialog
        dialog.accepted.connect(lambda: self._lettered(dialog.batch, dialog.wished, ()))
        dialog.open()

    def _lettered(self, batch: Batch, wished: Path, without: tuple[str, ...]) -> None:
        """Write; before notices are issued it is asked under which 文書番号."""
        from dxdesk.usecases.reports.kind import Order

        screen, wanted = self._screen, self._choosing.wanted
        order = Order(
            *(wanted.section, wanted.employee, self._choosing.chosen_year, frozenset(without)),
            large=self._tools.large,
            printing=self._issuing.printing({}),
        )
        report = wanted.report
        if report is not None and report.papers is not None and not report.numbered:
            with_letters(screen, order, lambda letters: self._write(order, batch, wished, letters))
        else:
            self._write(order, batch, wished, {})

    def _write(self, order: Order, batch: Batch, wished: Path, letters: Letters) -> None:
        screen, kind = self._screen, self._choosing.wanted.kind
        order = replace(order, printing=replace(order.printing, letters=letters))
        sending.keep_folder("batches", wished.parent)
        screen.banner.hide()

        def work(progress: Progress) -> Written:
            from dxdesk.usecases.reports.batch_printing import write_batch

            return write_batch(screen.desk, kind, order, batch, wished, progress)

        def done(made: Written) -> None:
            folder = wished.parent
            said = [*(made.papers.told if made.papers else ()), *(one.message for one in made.notices)]
            screen.banner.say(
                messages.MADE.format(count=len(made.files), folder=folder),
                "\n".join(said),
                tone="done",
                act=messages.OPEN,
                acting=lambda: open_folder(folder, screen.banner),
            )

        def failed(error: KnownError) -> None:
            self._refused(error, lambda numbers: self._lettered(batch, wished, numbers))

        screen.ask(work, done, title=messages.WORK, kind=Work.ACT, failed=failed)

    # --- the log ---------------------------------------------------------------------------------

    def note(self, made: Made) -> None:
        """Keep that something left the window, without anybody waiting for it."""
        desk = self._screen.desk

        def work(_: Progress) -> None:
            from dxdesk.usecases.workplace.print_notes import note

            note(desk, made)

        self._screen.ask(work, lambda _: None, kind=Work.ACT)

    def read_log(self) -> None:
        """Read what was printed."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[LogLine, ...]:
            from dxdesk.usecases.reports.print_log import lines

            return lines(desk)

        self._screen.ask(work, self.log.show_lines)

    def _ask_log_file(self) -> None:
        start = sending.kept_folder("documents") / messages.LOG_FILE
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen, messages.LOG_EXPORT, str(start), "Excel (*.xlsx)"
        )
        if chosen:
            self.export_log_to(Path(chosen))

    def export_log_to(self, path: Path) -> None:
        """Write the log as a workbook."""
        screen = self._screen
        sending.keep_folder("documents", path.parent)

        def work(_: Progress) -> Path:
            from dxdesk.usecases.reports.print_log import write_workbook

            return write_workbook(screen.desk, path)

        def done(written: Path) -> None:
            screen.banner.say(messages.LOG_EXPORTED.format(file=written), tone="done")

        screen.ask(work, done, title=messages.LOG_WORK, kind=Work.ACT)
