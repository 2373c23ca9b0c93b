"""受付簿: everything that came in, searchable, each line to be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.alike import folded
from dxdesk.ui.look import dates, words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.layouts import card, clear, column, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.problems import problem_card
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.exchange.file_report import TOLD_BACK
from dxdesk.usecases.sealing.workbook_kinds import said_of

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.ports.entities import Receipt, Role

NOTES_HIGH = 190
"""So high is at most what there is to know of a file, below the ledger."""


class LedgerPage(QWidget):
    """The receipt ledger."""

    undo_wanted = Signal(object)
    print_wanted = Signal()

    def __init__(self, role: Role) -> None:
        """Make an empty ledger of a store of this role."""
        super().__init__()
        self._role = role
        titles = messages.LEDGER_COLUMNS
        self._twins: frozenset[int] = frozenset()
        self._withdrawals: frozenset[int] = frozenset()
        self.table: Table[Receipt] = Table(
            [
                Col(titles[0], lambda r: str(r.number), 60, number=True, order=lambda r: r.number),
                Col(titles[1], lambda r: dates.moment(r.received_at), 146, order=lambda r: r.received_at),
                Col(titles[2], _outcome, 126, look=_look),
                Col(
                    titles[3],
                    self._kind,
                    100,
                    look=lambda r: "badge-plain" if r.number in self._withdrawals else "muted",
                    tip=lambda r: messages.WITHDRAWAL_TIP if r.number in self._withdrawals else "",
                ),
                Col(titles[4], self._file, 0, look=lambda r: "file", tip=self._about_file, wrap=True),
                Col(titles[5], lambda r: words.shown(r.sender), 150, wrap=True),
                Col(titles[6], lambda r: _records(r.added), 64, number=True, order=lambda r: r.added),
                Col(titles[7], lambda r: _records(r.updated), 64, number=True, order=lambda r: r.updated),
                Col(titles[8], lambda r: _records(_count(r)), 72, number=True, order=_count),
            ],
            messages.TABS[3],
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.LEDGER_SEARCH)
        self.search.setClearButtonEnabled(True)
        self.undo = button(messages.UNDO, self._undo, icon="undo", name="undo")
        self.undo.setEnabled(False)
        self.printing = button(
            messages.LEDGER_PRINT, self.print_wanted.emit, icon="print", name="print-ledger"
        )
        self.noted = button(messages.WITH_NOTES, lambda: self._sift(self.search.text()), look="filter")
        self.noted.setCheckable(True)
        self.late = button(messages.LATE_ONLY, lambda: self._sift(self.search.text()), look="filter")
        self.late.setCheckable(True)
        self.late.hide()
        tools = row(self.search, self.late, self.noted, self.printing, self.undo, gap=10)
        tools.setStretch(0, 1)
        self._told: QVBoxLayout = column(gap=8, margins=(0, 0, 8, 0))
        self.notes = scrolling(self._told)
        self.notes.setMaximumHeight(NOTES_HIGH)
        self.notes.hide()
        body = card(tools, self.table, self.notes, gap=8, padding=12)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(body)
        self.pages.addWidget(EmptyState("receive", messages.LEDGER_NONE, messages.LEDGER_NONE_TEXT))
        self.setLayout(column(self.pages))
        self.search.textChanged.connect(self._sift)
        self.table.picked.connect(self._show)

    def show_receipts(
        self,
        receipts: Sequence[Receipt],
        twins: frozenset[int] = frozenset(),
        withdrawals: frozenset[int] = frozenset(),
    ) -> None:
        """Show the ledger, newest first.

        ``twins`` are receipts of numbers that came with two contents, ``withdrawals`` forms that take a
        submission back.
        """
        self._twins, self._withdrawals = twins, withdrawals
        self.pages.setCurrentIndex(0 if receipts else 1)
        there = any(map(_is_late, receipts))
        self.late.setVisible(there)
        if not there and self.late.isChecked():
            self.late.setChecked(False)
            self._sift(self.search.text())
        self.table.show_records(receipts)
        self._show(self.table.current())  # what one looks at may have been undone since

    def show_late(self) -> None:
        """Show what came after 確定 alone."""
        self.search.clear()
        self.noted.setChecked(False)
        self.late.setChecked(self.late.isVisibleTo(self))
        self._sift("")
        self.table.pick(_is_late)

    def pick_uncounted(self) -> None:
        """Go to the newest file that tells of this store's own records that do not count elsewhere."""
        self.search.clear()
        self.noted.setChecked(False)
        self.late.setChecked(False)
        self._sift("")
        self.table.pick(
            lambda r: r.live and any(problem.code.startswith(TOLD_BACK) for problem in r.problems)
        )

    def _show(self, receipt: Receipt | None) -> None:
        """Show what was told of a file when it came; what is undone is said no more."""
        self.undo.setEnabled(receipt is not None and receipt.live)
        clear(self._told)
        told = _told(receipt) if receipt is not None else ()
        for problem in folded(told):
            self._told.addWidget(problem_card(problem))
        self._told.addStretch(1)
        self.notes.setVisible(bool(told))

    def _kind(self, receipt: Receipt) -> str:
        if receipt.number in self._withdrawals:
            return messages.WITHDRAWAL
        from dxdesk.usecases.exchange.ledgers import kind_called

        called = kind_called(receipt, (), self._role)
        return called if called == messages.RESUBMISSION else said_of(receipt.kind)

    def _file(self, receipt: Receipt) -> str:
        mark = messages.TWIN_MARK if receipt.number in self._twins else "{file}"
        return mark.format(file=receipt.file_name)

    def _about_file(self, receipt: Receipt) -> str:
        return messages.TWIN_TIP if receipt.number in self._twins else ""

    def _sift(self, text: str) -> None:
        wanted, noted, late = text.strip().casefold(), self.noted.isChecked(), self.late.isChecked()

        def kept(r: Receipt) -> bool:
            said = f"{r.number} {r.file_name} {r.sender} {r.employee_number} {self._kind(r)}".casefold()
            return wanted in said and not (noted and not _told(r)) and not (late and not _is_late(r))

        self.table.proxy.keep(kept if wanted or noted or late else None)

    def _undo(self) -> None:
        current = self.table.current()
        if current is not None:
            self.undo_wanted.emit(current)


def _records(count: int) -> str:
    return messages.LEDGER_RECORDS.format(count=count) if count else ""


def _is_late(receipt: Receipt) -> bool:
    """Tell whether a file came after its person's result was final (確定の後の到着)."""
    return receipt.live and receipt.result == "late"


def _told(receipt: Receipt) -> Sequence[Problem]:
    """Return what there is to know of a file; what is undone is said no more."""
    return receipt.problems if receipt.live else ()


def _count(receipt: Receipt) -> int:
    return len(_told(receipt))


def _outcome(receipt: Receipt) -> str:
    return messages.OUTCOMES.get(receipt.result, messages.UNDONE_MARK)


def _look(receipt: Receipt) -> str:
    return messages.OUTCOME_LOOKS.get(receipt.result, "badge-plain")
