"""Which header of a foreign table means what, where the names alone do not say it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dxdesk.domain.columns import LABELS, Column
from dxdesk.ui.roster import messages
from dxdesk.ui.widgets.basics import Text, clear, column, inside
from dxdesk.ui.widgets.fields import Choice


class HeaderMatching(QWidget):
    """Asks for the sheet and for the columns that are not understood; ``changed`` after each choice."""

    changed = Signal()
    sheet_changed = Signal()

    def __init__(self) -> None:
        """Ask for nothing yet."""
        super().__init__()
        self.choices: dict[Column, QComboBox] = {}
        self.sheets: QComboBox | None = None
        self._said: dict[Column, tuple[str, ...]] = {}
        self._sheet = ""
        self._body: QVBoxLayout = column(gap=8, margins=(12, 10, 12, 10))
        self.setLayout(column(inside(self._body, look="attention")))
        self.hide()

    def forget(self) -> None:
        """Forget what was chosen: another file has other headers."""
        self.choices, self.sheets, self._said, self._sheet = {}, None, {}, ""
        self.hide()

    def sheet(self) -> str:
        """Return the sheet that was chosen, empty where nobody chose."""
        return self._sheet

    def mapping(self) -> dict[Column, tuple[str, ...]]:
        """Return the headers that were chosen, by column; none for a column that is left out."""
        return dict(self._said)

    def show_columns(self, found: Any) -> None:
        """Ask for what is not understood; ``found`` is a ``TableColumns``."""
        clear(self._body)
        self.choices, self.sheets = {}, None
        self._body.addWidget(Text(messages.MATCH, "strong"))
        self._body.addWidget(Text(messages.MATCH_TEXT, "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnMinimumWidth(0, 140)
        grid.setColumnStretch(2, 1)
        if len(found.sheets) > 1:
            self.sheets = Choice()
            self.sheets.addItems(found.sheets)
            self.sheets.setCurrentText(found.sheet)
            self.sheets.activated.connect(lambda *_: self._choose_sheet())
            _line(grid, messages.MATCH_SHEET, self.sheets)
        for wanted in dict.fromkeys((*self._said, *found.unsettled)):
            choice = Choice()
            choice.addItem(messages.MATCH_CHOOSE if wanted in found.needed else messages.MATCH_NONE, "")
            for header in found.headers:
                choice.addItem(header, header)
            chosen = self._said.get(wanted, ())
            choice.setCurrentIndex(max(choice.findData(chosen[0]), 0) if chosen else 0)
            choice.activated.connect(lambda *_, of=wanted: self._choose(of))
            self.choices[wanted] = choice
            _line(grid, LABELS[wanted], choice)
            if wanted not in found.needed:
                self._said.setdefault(wanted, ())
        self._body.addLayout(grid)
        self.show()

    def _choose(self, of: Column) -> None:
        header = str(self.choices[of].currentData())
        self._said[of] = (header,) if header else ()
        if not header and self.choices[of].itemText(0) == messages.MATCH_CHOOSE:
            del self._said[of]
        self.changed.emit()

    def _choose_sheet(self) -> None:
        assert self.sheets is not None
        self._sheet, self._said = self.sheets.currentText(), {}
        self.sheet_changed.emit()


def _line(grid: QGridLayout, title: str, field: QComboBox) -> None:
    place = grid.rowCount()
    field.setAccessibleName(title)
    field.setMinimumWidth(260)
    grid.addWidget(Text(title), place, 0)
    grid.addWidget(field, place, 1)
