"""A table whose lead columns stay while the rest scrolls: two views of one model, side by side."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from dxdesk.domain.text import as_cell
from dxdesk.ui.look import theme
from dxdesk.ui.skillmap.model import MapModel
from dxdesk.ui.skillmap.painting import HEAD_PAD, LINE, MOST_WIDTH, MapDelegate, MapHeader
from dxdesk.ui.widgets.layouts import row

ROW, LEAST_ROWS = 30, 5
"""Px of a line, and how many are seen however low the window is: below that the screen scrolls."""

SAMPLED, LEAD_PAD = 300, 26
"""Rows looked at for the width of lead columns, and the room around their texts, px."""

LEAST_LEAD = 66
"""Px of a lead column whose names go on in a second line."""


class MapView(QTableView):
    """One side of the map."""

    opened = Signal(int, int)
    """Row and column that were double-clicked or entered."""
    crossing = Signal(int)
    """The cursor wants to go on in the other side, by so many columns."""

    def __init__(self) -> None:
        """Make an empty view."""
        super().__init__()
        self.painter = MapDelegate(self)
        self.setItemDelegate(self.painter)
        self.head = MapHeader(self)
        self.setHorizontalHeader(self.head)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then what is selected around them."""
        model = self.model()
        if isinstance(model, MapModel):
            self.painter.begin(model)
        super().paintEvent(event)
        chosen = self.selectionModel().selection().toList() if self.selectionModel() else []
        if not chosen:
            return
        painter = QPainter(self.viewport())
        tokens = theme.of(self)
        # Two lines, light in dark: the frame is seen on every shade and in grey.
        outer, inner = QPen(QColor(tokens.text), 2), QPen(QColor(tokens.card), 1)
        for part in chosen:
            first = self.visualRect(part.topLeft())
            shown = first.united(self.visualRect(part.bottomRight())).adjusted(1, 1, -2, -2)
            if shown.isValid() and shown.intersects(event.rect()):
                painter.setPen(outer)
                painter.drawRect(shown)
                painter.setPen(inner)
                painter.drawRect(shown.adjusted(2, 2, -2, -2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, go on into the other side with the arrows; copying is the table's."""
        index, key = self.currentIndex(), event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.row(), index.column())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            step = 1 if key == Qt.Key.Key_Right else -1
            following = index.column() + step
            if 0 <= following < self.model().columnCount() and self.isColumnHidden(following):
                self.crossing.emit(step)
            else:
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)


FIRST_LEAST, FIRST_ROOM = 120, 24
"""Px of the first lead column at least, and beside its text."""


class FrozenTable(QFrame):
    """The map's table."""

    picked = Signal(int, int)
    """Row and item of the current cell; an item below 0 is a lead column."""
    opened = Signal(int, int)
    """The same of a cell that was double-clicked or entered."""

    def __init__(self, name: str = "スキルマップ") -> None:
        """Make two empty views."""
        super().__init__()
        self.left, self.right = MapView(), MapView()
        self._widths: tuple[int, ...] = ()
        for view, other in ((self.left, self.right), (self.right, self.left)):
            view.opened.connect(lambda place, column: self.opened.emit(place, column - self._lead))
            view.crossing.connect(lambda step, there=other: self._cross(there, step))
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setAccessibleName(f"{name}の見出し列")
        self.right.setAccessibleName(name)
        self.right.verticalScrollBar().valueChanged.connect(self.left.verticalScrollBar().setValue)
        self.left.verticalScrollBar().valueChanged.connect(self.right.verticalScrollBar().setValue)
        both = row(self.left, self.right, gap=0)
        both.setStretch(1, 1)
        self.setLayout(both)

    @property
    def model(self) -> MapModel | None:
        """The model shown."""
        found = self.right.model()
        return found if isinstance(found, MapModel) else None

    @property
    def _lead(self) -> int:
        return len(self.model.leads) if self.model else 0

    def show_model(self, model: MapModel, widths: tuple[int, ...]) -> None:
        """Show a model whose lead columns have at most the given widths."""
        self._widths = widths
        for view in (self.left, self.right):
            view.head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            view.setModel(model)
        self.right.setSelectionModel(self.left.selectionModel())
        self.left.head.sortIndicatorChanged.connect(lambda *told: self._sorted(self.left, *told))
        self.right.head.sortIndicatorChanged.connect(lambda *told: self._sorted(self.right, *told))
        self.settle()
        self.left.selectionModel().currentChanged.connect(
            lambda current, _: self.picked.emit(current.row(), current.column() - self._lead)
        )
        model.modelReset.connect(self.settle)

    def fit_first(self, texts: Iterable[str], most: int) -> None:
        """Give the first lead column what its texts need, up to ``most`` px: the rest is for the items."""
        advance = QFontMetrics(theme.font(14)).horizontalAdvance
        need = max(map(advance, texts), default=0) + FIRST_ROOM
        self._widths = (max(FIRST_LEAST, min(need, most)), *self._widths[1:])
        self.settle()

    def settle(self) -> None:
        """Hide in each view what the other shows; done again after a reset."""
        model = self.model
        if model is None:
            return
        lead = len(model.leads)
        for column in range(model.columnCount()):
            self.left.setColumnHidden(column, column >= lead)
            self.right.setColumnHidden(column, column < lead)
        self._share_leads(model, 0)
        self._share_room()

    def _fitting(self, model: MapModel) -> list[int]:
        """Return the widths the lead columns need: room that names do not fill is the skills'."""
        advance = QFontMetrics(theme.font(bold=True)).horizontalAdvance
        rows = range(min(model.rowCount(), SAMPLED))
        widths = []
        for column, most in enumerate(self._widths):
            longest = sorted({model.lead(row, column) for row in rows}, key=len)[-3:]
            need = max([advance(text) for text in longest], default=most)
            widths.append(min(most, max(need, advance(model.leads[column])) + LEAD_PAD))
        return widths

    def _share_room(self) -> None:
        """Give every item the room its widest word needs, and what is left over to all of them."""
        model = self.model
        if model is None or not model.items:
            return
        head = self.right.head
        needs = [head.need(item.title) for item in model.items]
        self._share_leads(model, sum(needs))
        room = self.width() - self.left.width() - self.right.verticalScrollBar().sizeHint().width() - 4
        more = max(0, room - sum(needs)) // len(needs)
        lines = 1
        for position, (item, need) in enumerate(zip(model.items, needs, strict=True)):
            width = min(MOST_WIDTH, need + more)
            self.right.setColumnWidth(len(model.leads) + position, width)
            lines = max(lines, len(head.lines(item.title, width)))
        for view in (self.left, self.right):
            view.head.setFixedHeight(LINE * max(lines, 2) + 2 * HEAD_PAD)
        bar = self.right.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(self.right.head.height() + LEAST_ROWS * ROW + bar + 4)

    def _share_leads(self, model: MapModel, needed: int) -> None:
        """Let names go on in a second line where the skills lack no more than that saves.

        A bar to scroll by would stand there for a few px, and the last skill under it.
        """
        widths = self._fitting(model)
        bar = self.right.verticalScrollBar().sizeHint().width()
        lack = needed - (self.width() - sum(widths) - 1 - bar - 4)
        spare = [max(0, width - LEAST_LEAD) for width in widths]
        if 0 < lack <= sum(spare):
            for position in sorted(range(len(widths)), key=lambda at: -spare[at]):
                taken = min(lack, spare[position])
                widths[position] -= taken
                lack -= taken
        for column, width in enumerate(widths):
            self.left.setColumnWidth(column, width)
        self.left.setFixedWidth(sum(widths) + 1)

    def _sorted(self, view: MapView, column: int, order: Qt.SortOrder) -> None:
        """Show in the other side's header, too, by what the rows are sorted."""
        other = self.right if view is self.left else self.left
        # The place stays, the person under it does not: nothing is chosen any more.
        self.left.selectionModel().clear()
        if other.head.sortIndicatorSection() != column or other.head.sortIndicatorOrder() != order:
            other.head.blockSignals(True)
            other.head.setSortIndicator(column, order)
            other.head.blockSignals(False)
            other.head.viewport().update()

    def _cross(self, there: MapView, step: int) -> None:
        index = there.currentIndex()
        there.setFocus()
        target = index.siblingAtColumn(index.column() + step)
        there.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        there.scrollTo(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the items anew."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        else:
            super().keyPressEvent(event)

    # --- copying -----------------------------------------------------------------------------------

    def copy_all(self) -> str:
        """Put the whole table on the clipboard as tab-separated text and return it."""
        model = self.model
        return self._copy(range(model.rowCount()), range(model.columnCount())) if model else ""

    def copy_selection(self) -> str:
        """Put the rows and columns of the selection on the clipboard, with names and titles."""
        model = self.model
        chosen = self.right.selectionModel().selection().toList()
        if model is None or not chosen:
            return self.copy_all()
        rows = sorted({position for part in chosen for position in range(part.top(), part.bottom() + 1)})
        columns = {position for part in chosen for position in range(part.left(), part.right() + 1)}
        return self._copy(rows, sorted(columns | {0}))

    def _copy(self, rows: list[int] | range, columns: list[int] | range) -> str:
        model = self.model
        if model is None:
            return ""
        lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        lines += [[model.plain(place, column) for column in columns] for place in rows]
        text = "\n".join("\t".join(map(_harmless, line)) for line in lines)
        QGuiApplication.clipboard().setText(text)
        return text

    @property
    def place(self) -> tuple[int, int]:
        """Row and item of the current cell; a row below 0 where none is chosen."""
        index = self.left.currentIndex()
        return index.row(), index.column() - self._lead

    def choose(self, position: int, item: int) -> None:
        """Choose a cell as a click does."""
        if self.model is not None:
            index = self.model.index(position, item + self._lead)
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.left.selectionModel().setCurrentIndex(index, chosen)


def _harmless(text: str) -> str:
    """Return a text that stays one cell and never becomes a formula where it is pasted."""
    return as_cell(" ".join(text.split()) if any(letter in text for letter in "\t\r\n") else text)
