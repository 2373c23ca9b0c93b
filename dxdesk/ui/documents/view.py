"""帳票: kinds and scope at the left, the preview at the right; a second page makes workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QPushButton, QVBoxLayout

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.system_words import is_full
from dxdesk.ports.changes import Changes
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.documents import batch_messages, issuing_messages, messages
from dxdesk.ui.documents.batching import Batching
from dxdesk.ui.documents.choosing import Choosing, Wanted
from dxdesk.ui.documents.issuing import Issuing
from dxdesk.ui.documents.preview import Preview
from dxdesk.ui.documents.register import RegisterPage
from dxdesk.ui.documents.tools import ReportTools
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.letter import with_letters
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.worker import Running
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark, explain
from dxdesk.ui.widgets.showing import repolish
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE, SECTION_PACKAGE, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.issued.letters import Letters
    from dxdesk.usecases.issued.register import RegisterLine
    from dxdesk.usecases.progress.work_view import Todo
    from dxdesk.usecases.reports.choice import Choices
    from dxdesk.usecases.workplace.print_notes import Made, Way

UNREACHED = "unreached"
"""What ホーム asks for where answers have not reached their confirmers."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """Of which kind, year and how many people the document is that is shown."""

    kind: str = ""
    year: int = 0
    people: int = 0


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
        self.issuing = Issuing()
        self.issuing.changed.connect(self._chosen)
        self.register = RegisterPage()
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
        self.tools = ReportTools(self)
        self.batching = Batching(self, self.choosing, self.issuing, self.tools, self.refused)
        self.batch_button = button(batch_messages.BATCH, self.batching.ask, name="batch")
        self.batch_button.setToolTip(batch_messages.BATCH_TIP)
        self.file_cards: dict[str, QPushButton] = {}
        self._arriving: tuple[str, str] = ("", "")
        self._shown = _Shown()
        self._asked = 0
        self.dialog: Dialog | None = None
        self._chosen_before: tuple[int, str, str, str] | None = None
        self._making: Running | None = None
        self._again: Callable[[tuple[str, ...]], None] | None = None
        """What is done without the people named, where it was not the document shown."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._live)
        self._waiting: QVBoxLayout = column(gap=0)
        self.waiting = inside(self._waiting)
        self.waiting.hide()
        self._lay_out()
        self.choosing.changed.connect(self._chosen)
        self.tools.changed.connect(self._chosen)
        self.choosing.people_wanted.connect(self._read_people)
        self.preview.without_wanted.connect(self._make_without)
        self._show_pdf(b"")

    def _lay_out(self) -> None:
        left = card(*(self.choosing, self.issuing, self.tools, self.batch_button, self.show_button), gap=10)
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
        if self.desk.role is Role.HR:
            self.tabs.addTab(self.register, issuing_messages.TAB)
            self.register.make_wanted.connect(self._make_again)
            self.register.spoil_wanted.connect(self._spoil)
            self.register.export_wanted.connect(self._export_register)
            self.register.numbering_wanted.connect(self.number)
        self.tabs.addTab(self.batching.log, batch_messages.TAB)
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
        if self.tabs.widget(position) is self.register:
            self.read_register()
        elif self.tabs.widget(position) is self.batching.log:
            self.batching.read_log()

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
        self.tools.show_for(report, self.choosing.chosen_year)
        chosen = (self.choosing.chosen_year, wanted.kind, wanted.section, wanted.employee)
        if chosen != self._chosen_before:
            # Read again after an act of one's own, the same is chosen: what became of that act stays.
            self.banner.hide()
            self.issuing.forget()
        self._chosen_before = chosen
        self.issuing.setVisible(self._issues(wanted))
        possible = bool(wanted.people) or (report is not None and report.without_people) or self._personal
        self.show_button.setEnabled(possible)
        self.batch_button.setVisible(report is not None and (report.per_person or report.by_section))
        self.batch_button.setEnabled(possible and bool(wanted.people))
        live = possible and self._is_live(wanted)
        self._show_pdf(b"")
        if not possible:
            self.preview.tell(messages.NOBODY, self._why_nobody(wanted))
        elif live:
            self.preview.tell(messages.MAKING.format(title=wanted.title), messages.MAKING_TEXT)
            self._later.start()
        else:
            text = issuing_messages.ISSUED_TEXT if self._issues(wanted) else messages.MANY_TEXT
            if report is not None and report.numbered:
                text = messages.NUMBERED_TEXT
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
        kept = report is not None and (report.numbered or self._issues(wanted))
        return report is None or (not kept and wanted.people <= report.at_once)

    def _issues(self, wanted: Wanted) -> bool:
        """Whether what is chosen is a paper that this store issues and keeps."""
        return wanted.report is not None and wanted.report.papers is not None and not self._personal

    def _live(self) -> None:
        self._make((), title="")

    def make(self) -> None:
        """Make the document chosen and show it."""
        self._make_lettered(())

    def _make_without(self, numbers: tuple[str, ...]) -> None:
        again, self._again = self._again, None
        (again or self._make_lettered)(tuple(numbers))

    def refused(self, error: KnownError, again: Callable[[tuple[str, ...]], None]) -> None:
        """Say why files were not written; ``again`` writes them without the people who stand in the way."""
        self._refused(error)
        self._again = again

    def _make_lettered(self, without: tuple[str, ...]) -> None:
        """Make what was chosen; before notices are issued it is asked under which 文書番号."""
        wanted = self.choosing.wanted
        if not self._issues(wanted) or wanted.report is None or wanted.report.numbered:
            self._make(without, title=messages.WORK)
            return
        from dxdesk.usecases.reports.kind import Order

        order = Order(
            *(wanted.section, wanted.employee, self.choosing.chosen_year, frozenset(without)),
            printing=self.issuing.printing({}),
        )
        with_letters(self, order, lambda letters: self._make(without, title=messages.WORK, letters=letters))

    def _make(self, without: tuple[str, ...], title: str, letters: Letters | None = None) -> None:
        self._later.stop()
        wanted = self.choosing.wanted
        if not wanted.kind:
            return
        self._asked += 1
        asked, year, large = self._asked, self.choosing.chosen_year, self.tools.large
        issues, printing = self._issues(wanted), self.issuing.printing(letters or {})

        def work(progress: Progress) -> tuple[bytes, tuple[str, ...], tuple[Problem, ...]]:
            from dxdesk.usecases.reports.kind import Order
            from dxdesk.usecases.reports.printing import ahead, make_report, notices

            order = Order(wanted.section, wanted.employee, year, frozenset(without), printing=printing)
            papers = ahead(self.desk, wanted.kind, order) if issues else None
            data = make_report(
                self.desk,
                wanted.kind,
                wanted.section,
                wanted.employee,
                year,
                progress=progress,
                leave_out=without,
                large=large,
                printing=printing,
            )
            return data, papers.told if papers else (), notices(self.desk, wanted.kind, year)

        def done(made: tuple[bytes, tuple[str, ...], tuple[Problem, ...]]) -> None:
            data, papers, told = made
            if asked == self._asked:
                self._show_pdf(data)
                self._shown = _Shown(wanted.kind, year, wanted.people - len(without))
                self._tell_left_out(without)
                if papers:
                    self.banner.say(papers[0], "\n".join(papers[1:]), tone="info")
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
        kind = Work.ACT if issues else Work.READ
        self._making = self.ask(work, done, title=title, failed=failed, cancelled=stopped, kind=kind)

    def _chosen_again(self, wanted: Wanted) -> None:
        title = messages.MANY.format(title=wanted.title, count=wanted.people)
        self.preview.tell(title, messages.MANY_TEXT)

    def _tell_left_out(self, without: tuple[str, ...]) -> None:
        if without:
            told = messages.WITHOUT_TOLD.format(count=len(without), numbers="、".join(without[:10]))
            self.banner.say(told, tone="info")

    def _refused(self, error: KnownError) -> None:
        self._again = None
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
        data, left = self.preview.data, self._left(printer.printerName() or printer.outputFileName())

        def work(progress: Progress) -> int:
            from dxdesk.ui.documents.printing import print_pages

            return print_pages(data, printer, progress)

        def done(pages: int) -> None:
            from dxdesk.usecases.workplace.print_notes import Way

            self.banner.say(messages.PRINTED.format(pages=pages), tone="done")
            self.batching.note(left(Way.PRINTED, pages))

        self.ask(work, done, title=messages.PRINT_WORK)

    def _left(self, to: str) -> Callable[[Way, int], Made]:
        """Return what makes the line of the log for the document that is shown now."""
        from dxdesk.usecases.workplace.print_notes import Made

        shown = self._shown
        return lambda way, pages: Made(*(shown.kind, way, to, shown.year, shown.people, pages))

    def _save(self) -> None:
        start = sending.kept_folder("documents") / f"{self.choosing.wanted.title}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, messages.SAVE, str(start), "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the document shown."""
        sending.keep_folder("documents", path.parent)
        preview, left = self.preview, self._left(path.name)

        def work(_: Progress) -> None:
            try:
                preview.save(path)
            except OSError as error:
                if is_full(error):
                    raise KnownError(
                        "disk-full",
                        "ディスクの空きが足りないので、PDFを保存できませんでした。"
                        "元のファイルがあれば、そのまま残っています。",
                        "要らないファイルを片づけるか、別の場所を選んでください。",
                        found=path.name,
                    ) from error
                raise KnownError(
                    "file-not-written",
                    "PDFを保存できませんでした。元のファイルがあれば、そのまま残っています。",
                    "別の場所か名前にするか、同じファイルを開いていたら閉じてください。",
                    found=path.name,
                ) from error

        def done(_: None) -> None:
            from dxdesk.usecases.workplace.print_notes import Way

            self.banner.say(messages.SAVED.format(file=path), tone="done")
            self.batching.note(left(Way.SAVED, preview.page_count))

        self.ask(work, done, title=messages.SAVE)

    # --- the register --------------------------------------------------------------------------

    def read_register(self) -> None:
        """Read what was issued."""

        def work(_: Progress) -> tuple[tuple[RegisterLine, ...], dict[str, str]]:
            from dxdesk.usecases.reports.certificate_registers import TITLES, register_lines

            return register_lines(self.desk), TITLES

        self.ask(work, lambda found: self.register.show_lines(*found))

    def _make_again(self, papers: tuple[str, ...], mark: str) -> None:
        """Show chosen papers of the register as they were issued."""

        def work(progress: Progress) -> bytes:
            from dxdesk.usecases.issued.printing import Mark
            from dxdesk.usecases.reports.reprinting import reprint

            return reprint(self.desk, papers, Mark(mark), progress)

        chosen = [one for one in self.register.table.selected() if one.paper_id in papers]

        def done(data: bytes) -> None:
            self._asked += 1
            self._shown = _Shown(chosen[0].kind, chosen[0].fiscal_year, len(papers)) if chosen else _Shown()
            self.tabs.setCurrentIndex(0)
            self._show_pdf(data)

        self.ask(work, done, title=issuing_messages.MAKE_WORK, kind=Work.ACT)

    def _spoil(self, papers: tuple[RegisterLine, ...], back: bool) -> None:
        """Ask why chosen papers are 書損, or whether they are to count again."""
        from dxdesk.ui.documents import spoiling

        def told(what: str, following: str) -> None:
            self.banner.say(what, advice=following, tone="done")
            self.read_register()

        if back:
            self.dialog = spoiling.ask_unspoil(self, papers, told)
            return
        together = self.register.together(papers)
        self.dialog = spoiling.SpoilDialog(self, papers, together, told)
        self.dialog.open()

    def _export_register(self) -> None:
        start = sending.kept_folder("documents") / issuing_messages.EXPORT_FILE
        chosen, _ = QFileDialog.getSaveFileName(self, issuing_messages.EXPORT, str(start), "Excel (*.xlsx)")
        if chosen:
            self.export_register_to(Path(chosen))

    def export_register_to(self, path: Path) -> None:
        """Write the register as a workbook."""
        sending.keep_folder("documents", path.parent)

        def work(_: Progress) -> Path:
            from dxdesk.usecases.reports.certificate_registers import write_workbook

            return write_workbook(self.desk, path)

        def done(written: Path) -> None:
            self.banner.say(issuing_messages.EXPORTED.format(file=written), tone="done")

        self.ask(work, done, title=issuing_messages.EXPORT_WORK, kind=Work.ACT)

    def number(self) -> None:
        """Ask how the numbers of certificates go on."""

        def work(_: Progress) -> tuple[dict[str, str], tuple[int, ...]]:
            from dxdesk.usecases.reports.certificate_registers import numbered_kinds

            return numbered_kinds(self.desk)

        def done(found: tuple[dict[str, str], tuple[int, ...]]) -> None:
            from dxdesk.ui.documents.numbering_dialog import NumberingDialog

            self.dialog = NumberingDialog(self, *found)
            self.dialog.open()

        self.ask(work, done)

    # --- workbooks -----------------------------------------------------------------------------

    def send_unreached(self) -> None:
        """Make the packages of those whom answers have not reached."""
        title, text, following = messages.UNREACHED
        self.dialog = sending.send(self, SECTION_PACKAGE, title, text, following, unreached=True)

    def make_file(self, kind: WorkbookKind, year: int = 0) -> None:
        """Ask where and make workbooks of a kind; ``year``: of another year than the one in work."""
        made = kind.written
        self.dialog = sending.send(self, kind, f"{kind.label}を作る", made.text, made.following, of=(year, 0))
