"""交付台帳: every paper that was issued, printed again as it was, written as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ui.documents import issuing_messages as messages
from dxdesk.ui.documents.issuing import mark_choice
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.messages import Banner, EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.issued.register import RegisterLine


class RegisterPage(QWidget):
    """The register.

    ``make_wanted`` names the papers chosen and the mark, ``spoil_wanted`` says whether to take 書損 back.
    """

    make_wanted = Signal(tuple, str)
    spoil_wanted = Signal(tuple, bool)
    export_wanted = Signal()
    numbering_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty register."""
        super().__init__()
        self._titles: Mapping[str, str] = {}
        self._lines: Sequence[RegisterLine] = ()
        title = messages.COLUMNS
        self.table: Table[RegisterLine] = Table(
            [
                Col(title[0], self._kind, 178, order=_place),
                Col(title[1], lambda one: one.number_text, 130, order=_place),
                Col(title[2], lambda one: words.shown(one.name), 140, wrap=True),
                Col(title[3], lambda one: one.employee_number, 90),
                Col(title[4], _day, 90, order=lambda one: one.issued_on),
                Col(title[5], lambda one: "、".join(one.said), 0, wrap=True, look=_look),
                Col(title[6], _times, 64, number=True, order=lambda one: one.printed),
                Col(
                    title[7], lambda one: dates.short_day(one.last_printed), 92,
                    order=lambda one: one.last_printed,
                ),
            ],
            messages.TAB,
        )  # fmt: skip
        self.table.let_several()
        self.banner = Banner()
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.mark = mark_choice()
        self.make_button = primary(messages.MAKE, self._make, name="make-again")
        self.make_button.setToolTip(messages.MAKE_TIP)
        self.make_button.setEnabled(False)
        self.export_button = button(messages.EXPORT, self.export_wanted.emit, icon="save", name="export")
        self.numbering_button = button(messages.NUMBERING, self.numbering_wanted.emit, name="numbering")
        self.spoil_button = button(messages.SPOIL, self._spoil, name="spoil")
        self.spoil_button.setEnabled(False)
        tools = row(self.search, self.numbering_button, self.export_button, gap=10)
        tools.setStretch(0, 1)
        # What is done with the lines chosen stands under them.
        acts = row(self.spoil_button, STRETCH, self.mark, self.make_button, gap=10)
        body = card(self.banner, tools, self.table, acts, gap=8, padding=12)
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(2, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(body)
        none = EmptyState("documents", messages.NONE, messages.NONE_TEXT)
        self.pages.addWidget(none)
        self.pages.setCurrentIndex(1)
        self.setLayout(column(self.pages, margins=(0, 12, 0, 0)))
        self.search.textChanged.connect(self._sift)
        self.table.several_picked.connect(self._picked)

    def show_lines(self, lines: Sequence[RegisterLine], titles: Mapping[str, str]) -> None:
        """Show the register; ``titles`` say what the kinds are called."""
        self._titles, self._lines = titles, lines
        self.pages.setCurrentIndex(0 if lines else 1)
        self.table.show_records(lines)
        self._picked()

    def together(self, papers: Sequence[RegisterLine]) -> int:
        """Return how many papers of the register were issued in the same acts as some."""
        acts = {one.batch for one in papers}
        return sum(one.batch in acts and not one.spoiled for one in self._lines)

    def _kind(self, one: RegisterLine) -> str:
        return f"{self._titles.get(one.kind, one.kind)} {fiscal_year_short(one.fiscal_year)}"

    def _sift(self, text: str) -> None:
        wanted = text.casefold().split()

        def fits(one: RegisterLine) -> bool:
            said = f"{self._kind(one)} {one.number_text} {one.name} {one.employee_number}"
            told = f"{said} {' '.join(one.said)}".casefold()
            return all(word in told for word in wanted)

        self.table.proxy.keep(fits if wanted else None)

    def _picked(self) -> None:
        self.banner.hide()
        chosen = self.table.selected()
        self.make_button.setEnabled(bool(chosen))
        self.spoil_button.setEnabled(bool(chosen))
        back = self._all_spoiled(chosen)
        self.spoil_button.setText(messages.UNSPOIL if back else messages.SPOIL)
        self.spoil_button.setToolTip(messages.UNSPOIL_TIP if back else messages.SPOIL_TIP)

    @staticmethod
    def _all_spoiled(chosen: Sequence[RegisterLine]) -> bool:
        return bool(chosen) and all(one.spoiled for one in chosen)

    def _spoil(self) -> None:
        chosen = self.table.selected()
        if not all(one.kept for one in chosen):
            self.banner.say(messages.SPOIL_NO_COPY, advice=messages.SPOIL_NO_COPY_ADVICE)
        else:
            self.spoil_wanted.emit(tuple(chosen), self._all_spoiled(chosen))

    def _make(self) -> None:
        chosen = self.table.selected()
        if not all(one.kept for one in chosen):
            self.banner.say(messages.NO_COPY_CHOSEN, advice=messages.NO_COPY_ADVICE)
        elif len({one.kind for one in chosen}) > 1:
            self.banner.say(messages.KINDS_MIXED, advice=messages.KINDS_ADVICE)
        else:
            self.make_wanted.emit(tuple(one.paper_id for one in chosen), str(self.mark.currentData() or ""))


def _place(one: RegisterLine) -> tuple[str, int, int, str]:
    return one.kind, one.fiscal_year, one.number, one.number_text


def _day(one: RegisterLine) -> str:
    return dates.short_day(one.issued_on)


def _times(one: RegisterLine) -> str:
    return messages.TIMES.format(count=one.printed) if one.printed else ""


def _look(one: RegisterLine) -> str:
    return "" if one.kept and not one.spoiled else "muted"
