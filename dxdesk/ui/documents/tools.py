"""Under the choice of a document what some kinds have besides: the paper's size, sentences and charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from dxdesk.ports.store import Progress
from dxdesk.ui.documents import tools_messages as messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside

if TYPE_CHECKING:
    from dxdesk.ui.documents.words_dialog import WordsDialog
    from dxdesk.usecases.reports.kind import ReportKind


class ReportTools(QFrame):
    """Shows itself only for kinds that have one of them; ``changed``: the document is to be made anew."""

    changed = Signal()

    def __init__(self, screen: Screen) -> None:
        """Start hidden."""
        super().__init__()
        self._screen = screen
        self._report: ReportKind | None = None
        self._year = 0
        self.dialog: WordsDialog | None = None
        self.paper = Choice()
        self.paper.setAccessibleName(messages.PAPER)
        for label, large in messages.PAPERS:
            self.paper.addItem(label, large)
        self.paper.activated.connect(lambda *_: self.changed.emit())
        self.paper_part = inside(column(Text(messages.PAPER, "caption"), self.paper, gap=6))
        self.words_button = button(messages.WORDS, self.edit_words, name="report-words")
        self.charts_button = button(messages.CHARTS, self._ask_folder, name="report-charts")
        self.setLayout(column(self.paper_part, self.words_button, self.charts_button, gap=6))
        self.show_for(None, 0)

    @property
    def large(self) -> bool:
        """Whether the document is made on A3."""
        return bool(self._report and self._report.wide and self.paper.currentData())

    def show_for(self, report: ReportKind | None, fiscal_year: int) -> None:
        """Offer what a kind has."""
        self._report, self._year = report, fiscal_year
        wide, words = bool(report and report.wide), bool(report and report.words)
        self.paper_part.setVisible(wide)
        self.words_button.setVisible(words)
        self.charts_button.setVisible(words)
        self.setVisible(wide or words)

    def edit_words(self) -> None:
        """Open the sentences of the report chosen."""
        report = self._report
        if report is None or report.words is None:
            return
        from dxdesk.ui.documents.words_dialog import WordsDialog

        self.dialog = WordsDialog(self._screen, report.title, self._year, report.words)
        self.dialog.kept.connect(self._kept)
        self.dialog.open()

    def _kept(self) -> None:
        self.changed.emit()
        self._screen.banner.say(messages.SAVED, tone="done")

    def _ask_folder(self) -> None:
        start = sending.kept_folder("documents")
        chosen = QFileDialog.getExistingDirectory(self._screen, messages.CHARTS, str(start))
        if chosen:
            self.save_charts(Path(chosen))

    def save_charts(self, folder: Path) -> None:
        """Write the charts of the report chosen as pictures into a folder of their own there."""
        report, year, desk = self._report, self._year, self._screen.desk
        if report is None or report.words is None:
            return
        use = report.words
        sending.keep_folder("documents", folder)

        def work(progress: Progress) -> tuple[Path, ...]:
            from dxdesk.ui.documents.slides import pictures
            from dxdesk.usecases.annual_report.slides import save_slides

            return save_slides(desk, folder, pictures, year, use, progress)

        def done(saved: tuple[Path, ...]) -> None:
            if saved:
                told = messages.CHARTS_SAVED.format(count=len(saved), folder=saved[0].parent)
                self._screen.banner.say(told, tone="done")
            else:
                self._screen.banner.say(messages.NO_CHARTS, tone="info")

        self._screen.ask(work, done, title=messages.CHARTS_WORK, kind=Work.ACT)
