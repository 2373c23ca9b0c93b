"""Rows of a form: levels of a scale, roles of a persona; each is changed, added and removed by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import MAX_LEVEL
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.texts import FittedText, fit, lines
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.fields import NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, row
from dxdesk.ui.widgets.reading import keep_drops_off

LINE, TEXT, FLAG, NUMBER = "line", "text", "flag", "number"
NARROW, HEADING = 56, 140
"""How wide a column of numbers and one of headings is, px."""

Cell = str | int
"""What a cell holds; a mark is ``bool``."""

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A column: its name, what stands over it, its kind, and how wide it is (px; 0 = what is left)."""

    name: str
    title: str
    kind: str
    width: int = 0


@dataclass(frozen=True)
class Step:
    """A step that was asked for: the framework after it, and what it changes elsewhere (empty = nothing)."""

    framework: Framework
    means: str = ""


@dataclass(frozen=True)
class Shape:
    """What rows there can be.

    ``add`` and ``remove`` (by place) return a step, or raise ``KnownError`` where it cannot be done;
    ``fixed`` names the columns that can only be read now; ``ordered`` rows can be moved.
    """

    columns: tuple[Column, ...]
    adding: str
    add: Callable[[Framework], Step]
    remove: Callable[[Framework, int], Step]
    fixed: Callable[[Framework], Sequence[str]] = lambda _: ()
    ordered: bool = False


class Rows(QWidget):
    """The rows of a field, as a grid with buttons."""

    changed = Signal(object, str)
    """All rows, and which cell was typed into (empty for a step of its own)."""

    add_wanted = Signal()
    remove_wanted = Signal(int)

    def __init__(self, name: str, shape: Shape) -> None:
        """Make no rows yet; ``name`` is the field's."""
        super().__init__()
        self._name, self._shape = name, shape
        self._rows: tuple[Row, ...] = ()
        self._fixed: tuple[str, ...] = ()
        self._made = -1
        self._filling = False
        self.cells: list[dict[str, QWidget]] = []
        self.removes: list[QPushButton] = []
        self.moves: list[tuple[QPushButton, QPushButton]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.add = button(shape.adding, self.add_wanted.emit, icon="plus", name=f"add-{name}")
        whole: QVBoxLayout = column(self._grid, row(self.add, STRETCH), gap=8)
        self.setLayout(whole)
        self.setFocusProxy(self.add)

    def show_rows(self, rows: Sequence[Row], fixed: Sequence[str]) -> None:
        """Show rows; widgets stay while there are as many, so that typing goes on."""
        self._rows = tuple(rows)
        if (self._made, self._fixed) != (len(rows), tuple(fixed)):
            focus = self.window().focusWidget()
            there = focus is not None and self.isAncestorOf(focus)
            more, self._made, self._fixed = len(rows) > self._made, len(rows), tuple(fixed)
            self._build()
            if there:
                (self._first(self.cells[-1]) if more else self.add).setFocus()
        self._filling = True
        for cells, values in zip(self.cells, self._rows, strict=True):
            for one, value in zip(self._shape.columns, values, strict=True):
                _show(cells[one.name], value)
        self._filling = False

    def _build(self) -> None:
        clear(self._grid)
        self.cells, self.removes, self.moves = [], [], []
        for position, one in enumerate(self._shape.columns):
            self._grid.setColumnStretch(position, 0 if one.width or one.kind == FLAG else 1)
            if self._rows and one.kind != FLAG:
                self._grid.addWidget(Text(one.title, "caption"), 0, position)
        for number in range(len(self._rows)):
            self._build_row(number)
        keep_drops_off(self)
        self.setFocusProxy(self._first(self.cells[0]) if self.cells else self.add)

    def _first(self, cells: dict[str, QWidget]) -> QWidget:
        """Return the first cell of a row that can be typed into."""
        return next((cell for cell in cells.values() if not isinstance(cell, Text)), self.add)

    def _build_row(self, number: int) -> None:
        cells = {one.name: self._cell(one, number) for one in self._shape.columns}
        self.cells.append(cells)
        high = any(one.kind == TEXT for one in self._shape.columns)
        side = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter
        for position, one in enumerate(self._shape.columns):
            fits = side if one.width or one.kind == FLAG else Qt.AlignmentFlag(0)
            self._grid.addWidget(cells[one.name], number + 1, position, fits)
        acts: list[QPushButton] = []
        if self._shape.ordered:
            pair = (
                self._act(messages.ROW_UP, number, "up", partial(self._move, number, -1)),
                self._act(messages.ROW_DOWN, number, "down", partial(self._move, number, 1)),
            )
            pair[0].setEnabled(number > 0)
            pair[1].setEnabled(number + 1 < len(self._rows))
            self.moves.append(pair)
            acts += pair
        gone = self._act(messages.REMOVE, number, "remove", partial(self.remove_wanted.emit, number))
        self.removes.append(gone)
        self._grid.addLayout(row(*acts, gone, gap=2), number + 1, len(self._shape.columns), side)

    def _act(self, text: str, number: int, name: str, act: Callable[[], object]) -> QPushButton:
        made: QPushButton = button(text, act, look="quiet", name=f"{name}-{self._name}-{number}")
        made.setAccessibleName(messages.ROW_NAME.format(title=text, number=number + 1))
        return made

    def _cell(self, one: Column, number: int) -> QWidget:
        made = self._bare(one, number)
        made.setObjectName(f"field-{self._name}-{number}-{one.name}")
        made.setAccessibleName(messages.ROW_NAME.format(title=one.title, number=number + 1))
        if one.width:
            made.setFixedWidth(one.width)
        return made

    def _bare(self, one: Column, number: int) -> QWidget:
        take = partial(self._take, number, one)
        if one.name in self._fixed:
            return Text("", "strong")
        if one.kind == LINE:
            line = QLineEdit()
            line.textChanged.connect(take)
            return line
        if one.kind == TEXT:
            text = FittedText()
            text.textChanged.connect(lambda: take(text.toPlainText()))
            return text
        if one.kind == FLAG:
            flag = QCheckBox(one.title)
            flag.toggled.connect(take)
            return flag
        spin = NumberEdit()
        spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        spin.setRange(0, MAX_LEVEL)
        spin.valueChanged.connect(take)
        return spin

    def _take(self, number: int, one: Column, value: Cell) -> None:
        if self._filling:
            return
        place = self._shape.columns.index(one)
        old = self._rows[number]
        new = (*old[:place], value, *old[place + 1 :])
        rows = (*self._rows[:number], new, *self._rows[number + 1 :])
        typed = "" if one.kind == FLAG else f"{number}/{one.name}"
        self.changed.emit(rows, typed)
        cell = self.cells[number][one.name]
        if isinstance(cell, FittedText):
            fit(cell)

    def _move(self, number: int, by: int) -> None:
        rows = list(self._rows)
        rows[number], rows[number + by] = rows[number + by], rows[number]
        self.changed.emit(tuple(rows), "")
        # The row that was moved keeps the focus, so that one presses on.
        up, down = self.moves[number + by]
        wanted, other = (up, down) if by < 0 else (down, up)
        (wanted if wanted.isEnabled() else other).setFocus()


def _show(cell: QWidget, value: Cell) -> None:
    if isinstance(cell, Text):
        cell.setText(str(value))
    elif isinstance(cell, QLineEdit):
        text = str(value)
        if cell.text().strip() != text.strip():
            cell.setText(text)
            cell.setCursorPosition(0)
    elif isinstance(cell, FittedText):
        text = str(value)
        if lines(cell.toPlainText()) != lines(text):
            cell.setPlainText(text)
        fit(cell)
    elif isinstance(cell, QCheckBox):
        cell.setChecked(bool(value))
    elif isinstance(cell, QSpinBox):
        cell.setValue(int(value))
