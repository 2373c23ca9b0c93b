"""F1: the page of the manual that belongs to the screen one looks at, and the manual as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from dxdesk.domain import file_names
from dxdesk.ports.store import Progress
from dxdesk.ui.look import words
from dxdesk.ui.shell.folders import open_file
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.statusbar import stopping
from dxdesk.ui.shell.worker import Running

if TYPE_CHECKING:
    from dxdesk.ui.manual.window import ManualWindow
    from dxdesk.usecases.workplace.desk import Services


def open_manual(
    parent: QWidget,
    manual: ManualWindow | None,
    page: str,
    title: str,
    lines: Sequence[tuple[str, str]],
    setting: tuple[Operations, Callable[[], Services]],
) -> ManualWindow:
    """Show the manual at the page of a screen; the window there already is used again.

    Args:
        parent: what a new manual belongs to.
        manual: the one already made.
        page: the page, with ``#`` before a heading.
        title: what the screen is called; empty before there is one.
        lines: question and answer, what the screen says about itself.
        setting: with which a new one makes PDFs: the work of its window, and the rooms.
    """
    from dxdesk.ui.manual.window import ManualWindow

    shown = manual
    if shown is None:
        shown = ManualWindow(parent)
        ManualPdf(shown, *setting)
    shown.open_for(title or words.PRODUCT, lines, page)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.contents.setFocus()
    return shown


class ManualPdf(QObject):
    """Sets the manual, or a page of it, as PDF for the window it belongs to; no store is needed."""

    def __init__(
        self, manual: ManualWindow, operations: Operations, services: Callable[[], Services]
    ) -> None:
        """Hear what a manual's window asks for."""
        super().__init__(manual)
        self.setObjectName("manual-pdf-maker")
        self._manual, self._operations, self._services = manual, operations, services
        self._running: Running | None = None
        manual.pdf_wanted.connect(self.ask)
        manual.stop_wanted.connect(self.stop)

    def ask(self, page: str) -> None:
        """Ask where the PDF of a page (empty: of all) is to lie."""
        from dxdesk.ui.manual import messages
        from dxdesk.ui.shell.sending import kept_folder

        name, title = messages.PDF_FILE, messages.PDF
        if page:
            name, title = self._page_file(page), messages.PAGE_PDF
        start = str(kept_folder("paper") / name)
        chosen, _ = QFileDialog.getSaveFileName(self._manual, title.rstrip("…"), start, "PDF (*.pdf)")
        if chosen:
            self.make(page, Path(chosen))

    def _page_file(self, page: str) -> str:
        from dxdesk.ui.manual import messages

        found = self._manual.pages.get(page)
        return messages.PAGE_FILE.format(title=file_names.part(found.title if found else page))

    def make(self, page: str, path: Path) -> None:
        """Write the PDF of a page (empty: of all), and say how far it is and where it lies."""
        from dxdesk.ui.manual import messages
        from dxdesk.ui.shell.sending import keep_folder

        keep_folder("paper", path.parent)
        manual, services = self._manual, self._services
        what = messages.PAGE_WORK if page else messages.PDF_WORK

        def work(progress: Progress) -> None:
            from dxdesk.usecases.manual.book import write_manual

            write_manual(services(), path, page, progress)

        def done(_: None) -> None:
            manual.banner.say(
                messages.PDF_MADE,
                str(path),
                tone="done",
                act=messages.OPEN,
                acting=lambda: open_file(path, manual.banner),
            )

        def far(at: int, whole: int) -> None:
            if running.cancelled:
                manual.show_work(stopping(running), 0, 0)
            else:
                manual.show_work(what, at, whole)

        manual.banner.hide()
        running = self._running = self._operations.run(
            work,
            done,
            finally_=lambda: manual.show_work("", 0, 0),
            progressed=far,
            title=what,
            failed=manual.banner.refuse,
            cancelled=lambda: manual.banner.say(messages.PDF_STOPPED, tone="info"),
            owner=manual,
            key=self,
            aside=True,
        )
        manual.show_work(what, 0, 0)

    def stop(self) -> None:
        """Stop what is being made."""
        if self._running is not None and self._operations.busy(self):
            self._running.cancel()
            self._manual.show_work(stopping(self._running), 0, 0)
