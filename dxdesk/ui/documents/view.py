"""帳票: kinds and scope at the left, the preview at the right; a second page makes workbooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QPushButton, QVBoxLayout

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.documents import messages
from dxdesk.ui.documents.choosing import Choosing, Wanted
from dxdesk.ui.documents.preview import Preview
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark, explain
from dxdesk.ui.widgets.showing import repolish
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE, SECTION_PACKAGE, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.progress.work_view import Todo
    from dxdesk.usecases.reports.choice import Choices

UNREACHED = "unreached"
"""What ホーム asks for where answers have not reached their confirmers."""


class Documents(Screen):
    """The documents screen."""

    interested = Changes.ROSTER | Changes.CYCLE | Changes.STANDING | Changes.RECEIPTS
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE)
        self.choosing = Choosing()
        self.kinds, self.scope, self.person = (
            self.choosing.kinds,
            self.choosing.scope,
            self.choosing.person,
        )
        self.preview = Preview()
        self.show_button: QPushButton = primary(messages.SHOW, self.make, name="show")
        self.print_button = button(messages.PRINT, self._print, icon="print", name="print")
        self.save_button = button(messages.SAVE, self._save, icon="save", name="save")
        self.add_head(self.save_button, self.print_button)
        for part in (self.save_button, self.print_button):
            # The head keeps its height on the page without them: title and tabs stay where they are.
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.file_cards: dict[str, QPushButton] = {}
        self._arriving: tuple[str, str] = ("", "")
        self._asked = 0
        self._chosen_before: tuple[int, str, str, str] | None = None
        self._making: Running | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._live)
        self._waiting: QVBoxLayout = column(gap=0)
        self.waiting = inside(self._waiting)
        self.waiting.hide()
        self._lay_out()
        self.choosing.changed.connect(self._chosen)
        self.choosing.people_wanted.connect(self._read_people)
        self.preview.without_wanted.connect(self._make_without)
        self._show_pdf(b"")

    def _lay_out(self) -> None:
        left = card(self.choosing, self.show_button, gap=10)
        left.setFixedWidth(300)
        both = row(left, card(self.preview, padding=10), gap=14, margins=(0, 12, 0, 0))
        both.setStretch(1, 1)
        self._files: QVBoxLayout = column(gap=10, margins=(0, 12, 8, 12))
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(inside(both), messages.TABS[0])
        files = workbook_kinds.offered_to(self.desk.role)
        if files:
            self.tabs.addTab(scrolling(self._files), messages.TABS[1])
            for kind in files:
                self._files.addWidget(self._file_card(kind))
            self._files.addStretch(1)
        self.tabs.currentChanged.connect(self._tabbed)
        self.under_title.addWidget(self.waiting)
        self.body.addWidget(self.tabs, 1)
        self.forget_with_tab(self.tabs)

    def _file_card(self, kind: WorkbookKind) -> QFrame:
        title, text = kind.label, kind.written.text
        act = button(messages.MAKE, lambda: self.make_file(kind), name=f"make-{kind.word}")
        act.setAccessibleName(f"{title}を作る")
        self.file_cards[kind.word] = act
        line = row(column(Text(title, "strong"), Text(text, "muted", wrap=True), gap=3), act, gap=16)
        line.setContentsMargins(16, 12, 16, 12)
        line.setStretch(0, 1)
        return inside(line, look="card")

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the screen, perhaps for a kind of document or file, or for a person."""
        # Of a closed year the kind of file comes with it: ``results:2025``.
        focus, _, of = str(what.get("focus", "")).partition(":")
        kind = str(what.get("kind", ""))
        if self.desk.role is Role.PERSONAL and focus == RESULT_NOTICE.word:
            from dxdesk.usecases.reports.result_notices import KIND

            kind = KIND.kind
        self._arriving = (kind, str(what.get("employee", "")))
        year = what.get("fiscal_year", 0)
        # Whoever comes again begins with the document's own year: a former one stays with nobody unseen.
        if self.choosing.come(kind or self.choosing.kind, year if isinstance(year, int) else 0):
            self.stale = True
        reading = self.stale
        super().enter(what)
        for name, act in self.file_cards.items():
            act.setProperty("look", "primary" if name == focus else "secondary")
            repolish(act)
        if focus in self.file_cards:
            self.tabs.setCurrentIndex(1)
            if of.isdecimal():
                self.make_file(RESULT_NOTICE, int(of))
        elif focus == UNREACHED:
            self.tabs.setCurrentIndex(1)
            self.send_unreached()
        elif kind or self.desk.role is Role.PERSONAL:
            self.tabs.setCurrentIndex(0)
        if kind and not reading:
            self.choosing.pick(*self._arriving)
            self._arriving = ("", "")

    def show_waiting(self, todos: Sequence[Todo]) -> None:
        """Say above both tabs which files are still to be made, and lead to each."""
        clear(self._waiting)
        for todo in todos:
            act = button(todo.action, partial(self._go_to, todo.focus), look="quiet")
            mark, said = Mark("warning", "attention", 16), Text(todo.title, tone="attention")
            self._waiting.addWidget(self.ready(inside(row(mark, said, act, STRETCH, gap=6))))
        self.waiting.setVisible(bool(todos))

    def _go_to(self, focus: str) -> None:
        self.enter({"focus": focus})

    def start_search(self) -> None:
        """Search the document."""
        self.preview.finder.setFocus()

    def load(self) -> None:
        """Read kinds, and years and people of the one chosen."""
        chosen, kind = self.choosing, self._arriving[0] or self.choosing.kind
        year, named = chosen.year_wanted, chosen.came_for(kind)

        def work(_: Progress) -> Choices:
            from dxdesk.usecases.reports.choice import choices

            return choices(self.desk, kind, year, named=named)

        def done(found: Choices) -> None:
            self.choosing.fill(found, *self._arriving)
            self._arriving = ("", "")

        self.ask(work, done)

    def _read_people(self) -> None:
        """Read of whom another kind or year is; what was shown before is not that."""
        self._show_pdf(b"")
        self.preview.tell(self.choosing.wanted.title, messages.READING)
        self.show_button.setEnabled(False)
        self.load()

    def _tabbed(self, position: int) -> None:
        for part in (self.save_button, self.print_button):
            part.setVisible(position == 0)

    # --- documents -----------------------------------------------------------------------------

    def _chosen(self) -> None:
        """Something else was chosen: show it at once where that is quick, else say what would be made."""
        self._asked += 1
        self._later.stop()  # what was chosen a moment before is not made, least of all in place of this
        if self._making is not None:
            self._making.cancel()
            self._making = None
        wanted = self.choosing.wanted
        report = wanted.report
        chosen = (self.choosing.chosen_year, wanted.kind, wanted.section, wanted.employee)
        if chosen != self._chosen_before:
            # Read again after an act of one's own, the same is chosen: what became of that act stays.
            self.banner.hide()
        self._chosen_before = chosen
        possible = bool(wanted.people) or (report is not None and report.without_people) or self._personal
        self.show_button.setEnabled(possible)
        live = possible and self._is_live(wanted)
        self._show_pdf(b"")
        if not possible:
            self.preview.tell(messages.NOBODY, self._why_nobody(wanted))
        elif live:
            self.preview.tell(messages.MAKING.format(title=wanted.title), messages.MAKING_TEXT)
            self._later.start()
        else:
            numbered = report is not None and report.numbered
            text = messages.NUMBERED_TEXT if numbered else messages.MANY_TEXT
            title = messages.MANY.format(title=wanted.title, count=wanted.people)
            self.preview.tell(title if wanted.people else wanted.title, text)

    @property
    def _personal(self) -> bool:
        return self.desk.role is Role.PERSONAL

    def _why_nobody(self, wanted: Wanted) -> str:
        choices = self.choosing.choices
        if choices is None or not any(one.people for one in choices.offered.values()):
            return messages.NOBODY_YEAR
        return messages.NOBODY_FINAL.format(title=wanted.title)

    def _is_live(self, wanted: Wanted) -> bool:
        report = wanted.report
        return report is None or (not report.numbered and wanted.people <= report.at_once)

    def _live(self) -> None:
        self._make((), title="")

    def make(self) -> None:
        """Make the document chosen and show it."""
        self._make((), title=messages.WORK)

    def _make_without(self, numbers: tuple[str, ...]) -> None:
        self._make(tuple(numbers), title=messages.WORK)

    def _make(self, without: tuple[str, ...], title: str) -> None:
        self._later.stop()
        wanted = self.choosing.wanted
        if not wanted.kind:
            return
        self._asked += 1
        asked, year = self._asked, self.choosing.chosen_year

        def work(progress: Progress) -> tuple[bytes, tuple[Problem, ...]]:
            from dxdesk.usecases.reports.printing import make_report, notices

            data = make_report(
                self.desk,
                wanted.kind,
                wanted.section,
                wanted.employee,
                year,
                progress=progress,
                leave_out=without,
            )
            return data, notices(self.desk, wanted.kind, year)

        def done(made: tuple[bytes, tuple[Problem, ...]]) -> None:
            data, told = made
            if asked == self._asked:
                self._show_pdf(data)
                self._tell_left_out(without)
                for notice in told:
                    self.banner.say(notice.message, advice=notice.fix, tone="info")

        def failed(error: KnownError) -> None:
            if asked == self._asked:
                self._refused(error)

        def stopped() -> None:
            if asked == self._asked:
                self._chosen_again(wanted)

        if title:  # asked for; what shows itself says nothing new of an act before it
            self.banner.hide()
        self.preview.tell(messages.MAKING.format(title=wanted.title), messages.MAKING_TEXT)
        self._making = self.ask(work, done, title=title, failed=failed, cancelled=stopped)

    def _chosen_again(self, wanted: Wanted) -> None:
        title = messages.MANY.format(title=wanted.title, count=wanted.people)
        self.preview.tell(title, messages.MANY_TEXT)

    def _tell_left_out(self, without: tuple[str, ...]) -> None:
        if without:
            told = messages.WITHOUT_TOLD.format(count=len(without), numbers="、".join(without[:10]))
            self.banner.say(told, tone="info")

    def _refused(self, error: KnownError) -> None:
        self._show_pdf(b"")
        if error.code == "glyph-missing":
            from dxdesk.usecases.reports.printing import unprintable

            self._fill(None)
            numbers = unprintable(error)
            # Leaving out the only person there is would print nothing.
            self.refuse_glyphs(error, numbers if len(numbers) < self.choosing.wanted.people else ())
        elif error.code == "no-cycle" and self._personal:
            self.preview.tell(messages.NOTHING, messages.NOTHING_OWN)
            self.show_button.setEnabled(False)  # pressed again it would find no more
        elif error.code == "nobody-to-print":
            message, _, advice = explain(error)
            self.preview.tell(messages.NOTHING, f"{message}\n{advice}")
        else:
            self.preview.tell(messages.EMPTY, messages.EMPTY_TEXT)
            self.show_error(error)

    def refuse_glyphs(self, error: KnownError, numbers: tuple[str, ...]) -> None:
        """Say whose characters cannot be printed; the next step is to leave them out, if any are left."""
        self.preview.refuse(error, numbers)
        self.show_button.setProperty("look", "secondary" if numbers else "primary")
        repolish(self.show_button)

    def _show_pdf(self, data: bytes) -> None:
        self.preview.show_pdf(data)
        shown = bool(data)
        self._fill(self.print_button if shown else self.show_button)
        self.print_button.setEnabled(shown)
        self.save_button.setEnabled(shown)

    def _fill(self, following: QPushButton | None) -> None:
        """Fill the next step: show first, then print; neither where the page itself has a filled button."""
        for part in (self.show_button, self.print_button):
            part.setProperty("look", "primary" if part is following else "secondary")
            repolish(part)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(self.preview.page_count, 1))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Send the document shown to a printer, in the background."""
        data = self.preview.data

        def work(progress: Progress) -> int:
            from dxdesk.ui.documents.printing import print_pages

            return print_pages(data, printer, progress)

        self.ask(
            work,
            lambda pages: self.banner.say(messages.PRINTED.format(pages=pages), tone="done"),
            title=messages.PRINT_WORK,
        )

    def _save(self) -> None:
        start = sending.kept_folder("documents") / f"{self.choosing.wanted.title}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, messages.SAVE, str(start), "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the document shown."""
        sending.keep_folder("documents", path.parent)
        preview = self.preview

        def work(_: Progress) -> None:
            try:
                preview.save(path)
            except OSError as error:
                raise KnownError(
                    "file-not-written",
                    "PDFを保存できませんでした。元のファイルがあれば、そのまま残っています。",
                    "別の場所か名前にするか、同じファイルを開いていたら閉じてください。",
                    found=path.name,
                ) from error

        self.ask(
            work,
            lambda _: self.banner.say(messages.SAVED.format(file=path), tone="done"),
            title=messages.SAVE,
        )

    # --- workbooks -----------------------------------------------------------------------------

    def send_unreached(self) -> None:
        """Make the packages of those whom answers have not reached."""
        title, text, following = messages.UNREACHED
        self.dialog = sending.send(self, SECTION_PACKAGE, title, text, following, unreached=True)

    def make_file(self, kind: WorkbookKind, year: int = 0) -> None:
        """Ask where and make workbooks of a kind; ``year``: of another year than the one in work."""
        made = kind.written
        self.dialog = sending.send(self, kind, f"{kind.label}を作る", made.text, made.following, of=(year, 0))
