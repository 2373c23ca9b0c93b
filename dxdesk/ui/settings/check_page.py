"""点検: what to look at, and what was found, as sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QLineEdit, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ui.look import dates
from dxdesk.ui.settings import messages
from dxdesk.ui.shell import sending
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, card, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Banner, Mark

if TYPE_CHECKING:
    from dxdesk.usecases.checking.check import Check
    from dxdesk.usecases.checking.paper import Paper
    from dxdesk.usecases.checking.report import Aspect, CheckReport, Grade

_FILES, _SENT = "check-files", "check-sent"
"""Purposes under which folders are remembered."""


class CheckPage(QWidget):
    """The page of the check; ``check_wanted`` carries what to look at, ``print_wanted`` the code to print."""

    check_wanted = Signal(object)
    paper_wanted = Signal()
    print_wanted = Signal(object)
    restore_wanted = Signal()

    def __init__(self, role: Role) -> None:
        """Make the page of a store of a role: a personal one has no ledgers to compare with."""
        super().__init__()
        self._role = role
        self.check = primary(messages.CHECK_GO, self._ask, icon="shield", name="check-go")
        self.whole = QCheckBox(messages.CHECK_WHOLE)
        self.files, self.sent, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.checked = Banner()
        self.grades = column(gap=12)
        self._results = inside(self.grades)
        self._results.hide()
        self.paper = QLineEdit()
        self.paper.setReadOnly(True)
        self.paper.setAccessibleName(messages.PAPER)
        self._shown_paper: Paper | None = None
        self.paper_go = button(messages.PAPER_GO, self.paper_wanted.emit, name="paper")
        self.print_go = button(messages.PAPER_PRINT, self._print, icon="print", name="print-paper")
        self.print_go.setEnabled(False)
        self.compared = self._compared()
        self.papers = self._papers()
        for part in (self.compared, self.papers):
            part.setVisible(role is not Role.PERSONAL)
        whole = column(
            card(Text(messages.CHECK, "section"), Text(messages.CHECK_TEXT, "muted", wrap=True), self.whole),
            self.compared,
            row(STRETCH, self.check),
            self.checked,
            self._results,
            self.papers,
            STRETCH,
            gap=12,
            margins=(0, 0, 8, 8),
        )
        self._area = scrolling(whole)
        self.setLayout(column(self._area))

    def _compared(self) -> QFrame:
        rows = column(
            Text(messages.COMPARE, "section"), Text(messages.COMPARE_TEXT, "muted", wrap=True), gap=8
        )
        files = button(messages.COMPARE_CHOOSE, self._choose_files, name="choose-files")
        sent = button(messages.COMPARE_CHOOSE, self._choose_sent, name="choose-sent")
        for caption, field, more in (
            (messages.COMPARE_FILES, self.files, files),
            (messages.COMPARE_CODE, self.code, None),
            (messages.COMPARE_SENT, self.sent, sent),
        ):
            field.setAccessibleName(caption)
            field.setClearButtonEnabled(True)
            line = row(field, *((more,) if more is not None else ()))
            rows.addLayout(column(Text(caption, "caption", wrap=True), line, gap=4))
        self.code.setPlaceholderText(messages.COMPARE_CODE_HINT)
        return card(rows)

    def _papers(self) -> QFrame:
        self.paper.hide()
        return card(
            Text(messages.PAPER, "section"),
            Text(messages.PAPER_TEXT, "muted", wrap=True),
            self.paper,
            row(STRETCH, self.paper_go, self.print_go),
        )

    # --- asking --------------------------------------------------------------------------------

    def wanted(self) -> Check:
        """Return what is to be looked at."""
        from dxdesk.usecases.checking.check import Check

        files, against = self.files.text().strip(), (self.code.text().strip(), self.sent.text().strip())
        return Check(self.whole.isChecked(), Path(files) if files else None, tuple(filter(None, against)))

    def _ask(self) -> None:
        self.check_wanted.emit(self.wanted())

    def _choose_files(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, messages.COMPARE_FILES, str(sending.kept_folder(_FILES))
        )
        if chosen:
            sending.keep_folder(_FILES, Path(chosen))
            self.files.setText(chosen)

    def _choose_sent(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, messages.COMPARE_SENT, str(sending.kept_folder(_SENT)), "Excel (*.xlsx)"
        )
        if chosen:
            sending.keep_folder(_SENT, Path(chosen).parent)
            self.sent.setText(chosen)

    def _print(self) -> None:
        self.print_wanted.emit(self._shown_paper)

    # --- showing -------------------------------------------------------------------------------

    def show_checking(self, on: bool) -> None:
        """While the answer is awaited pressing again would only ask the same twice."""
        self.check.setEnabled(not on)
        if on:
            self.checked.hide()
            self._results.hide()
            clear(self.grades)

    def show_report(self, report: CheckReport) -> None:
        """Say what was found and what to do, then what was looked at in each grade."""
        from dxdesk.usecases.checking import words

        clear(self.grades)
        when = messages.CHECKED_AT.format(when=dates.long_moment(report.at))
        act = messages.RESTORE_GO if report.findings else ""
        self.checked.say(
            f"{words.result(report).rstrip('。')}{when}",
            words.since(report),
            words.next_step(report, self._role),
            tone="attention" if report.findings else "done",
            act=act,
            acting=self.restore_wanted.emit,
        )
        for grade in report.grades:
            self.grades.addWidget(_told(grade))
        self._results.show()
        # The page is laid out with what was found only after this.
        later(self, self._show_result)

    def _show_result(self) -> None:
        self._area.verticalScrollBar().setValue(self.checked.y())

    def show_paper(self, paper: Paper) -> None:
        """Show the code to keep; it can be printed from now on."""
        self._shown_paper = paper
        self.paper.setText(paper.code)
        self.paper.show()
        self.print_go.setEnabled(True)


def _told(grade: Grade) -> QFrame:
    found = column(Text(messages.GRADE.format(number=grade.number, title=grade.title), "section"), gap=8)
    for aspect in sorted(grade.aspects, key=lambda aspect: not aspect.findings):
        found.addLayout(_aspect(aspect))
    for title, text in ((messages.PROVES, grade.proves), (messages.LEAVES, grade.leaves)):
        found.addLayout(column(Text(title, "caption"), Text(text, "muted", wrap=True), gap=2))
    return card(found)


def _aspect(aspect: Aspect) -> QHBoxLayout:
    mark = Mark("warning", "attention") if aspect.findings else Mark("check", "done")
    texts = column(Text(messages.LOOKED.format(what=aspect.looked), wrap=True), gap=2)
    for text in aspect.findings:
        texts.addWidget(Text(text, "strong", wrap=True, tone="attention"))
    for text in aspect.notes:
        texts.addWidget(Text(text, "muted", wrap=True))
    line = row(mark, texts, gap=10)
    line.setAlignment(mark, QtCore.Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return line
