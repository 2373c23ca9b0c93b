"""A table whose lead columns stay while the rest scrolls: two views of one model, side by side."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dxdesk.ui import theme
from dxdesk.ui.skillmap.model import MapModel, Painted
from dxdesk.ui.widgets.basics import row
from dxdesk.ui.widgets.tables import Index

LEAST_WIDTH, MOST_WIDTH = 62, 104
"""A map of few skills uses the room; one of many scrolls."""

MOST_STAMPS = 2000
HEADER = 58
ROW = 29


class CellDelegate(QStyledItemDelegate):
    """Paints a level: number on its shade, nothing else."""

    def __init__(self, view: QTableView) -> None:
        """Prepare fonts once; a map paints hundreds of cells a frame."""
        super().__init__(view)
        self._font: QFont = theme.font(14)
        self._lead: QFont = theme.font(14)
        self._small: QFont = theme.font(13)
        self._metrics = QFontMetrics(self._lead)
        self._colours: dict[str, QColor] = {}
        self._stamps: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, MapModel):
            return
        tokens = theme.of(option.widget)  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        lead = len(model.leads)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if index.column() < lead:
            self._paint_lead(painter, tokens, rect, model, index, selected)
            return
        cell = model.painted(tokens, index.row(), index.column() - lead)
        painter.drawPixmap(
            rect.topLeft(), self._stamp(cell, tokens, rect, painter.device().devicePixelRatioF())
        )
        if selected:
            painter.setPen(self._colour(tokens.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -3, -3))

    def _stamp(self, cell: Painted, tokens: theme.Tokens, rect: QRect, ratio: float) -> QPixmap:
        """Return the picture of a cell; a map has few different ones, so each is drawn once."""
        key = (*cell, tokens.dark, rect.width(), rect.height(), ratio)
        found = self._stamps.get(key)
        if found is None:
            if len(self._stamps) > MOST_STAMPS:
                self._stamps.clear()
            text, fill, ink = cell
            found = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(self._colour(tokens.card))
            painter = QPainter(found)
            room = QRect(0, 0, rect.width(), rect.height())
            painter.fillRect(room.adjusted(0, 0, -1, -1), self._colour(fill or tokens.levels[0]))
            painter.setFont(self._font)
            painter.setPen(self._colour(ink))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
            painter.end()
            self._stamps[key] = found
        return found

    def _paint_lead(
        self,
        painter: QPainter,
        tokens: theme.Tokens,
        rect: QRect,
        model: MapModel,
        index: Index,
        selected: bool,
    ) -> None:
        painter.fillRect(rect, self._colour(tokens.wash if selected else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._colour(tokens.line))
        first = index.column() == 0
        painter.setFont(self._lead if first else self._small)
        painter.setPen(self._colour(tokens.text if first else tokens.muted))
        room = rect.adjusted(10, 0, -6, 0)
        text = self._metrics.elidedText(
            model.lead(index.row(), index.column()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _colour(self, name: str) -> QColor:
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(name)
        return found


class MapHeader(QHeaderView):
    """Item names in up to three lines, because skills have long names."""

    def __init__(self, view: QTableView) -> None:
        """Make the header."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(HEADER)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a wrapped title and the sorting mark."""
        model = self.model()
        tokens = theme.of(self)
        painter.save()
        painter.fillRect(rect, QColor(tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(tokens.muted))
        text = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        lead = len(model.leads) if isinstance(model, MapModel) else 0
        if self.sortIndicatorSection() == logicalIndex and self.isSortIndicatorShown():
            text += " ▲" if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder else " ▼"
        side = Qt.AlignmentFlag.AlignLeft if logicalIndex < lead else Qt.AlignmentFlag.AlignHCenter
        flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWrapAnywhere)
        inset = 10 if logicalIndex < lead else 4
        painter.drawText(rect.adjusted(inset, 2, -4, -4), flags, text)
        painter.restore()


class FrozenTable(QFrame):
    """The map's table."""

    item_picked = Signal(int)

    def __init__(self) -> None:
        """Make two empty views."""
        super().__init__()
        self.left, self.right = QTableView(), QTableView()
        for view in (self.left, self.right):
            view.setItemDelegate(CellDelegate(view))
            view.setHorizontalHeader(MapHeader(view))
            view.setShowGrid(False)
            view.verticalHeader().hide()
            view.verticalHeader().setDefaultSectionSize(ROW)
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setTabKeyNavigation(False)
            view.setSortingEnabled(True)
            view.setWordWrap(False)
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setAccessibleName("スキルマップの見出し列")
        self.right.setAccessibleName("スキルマップ")
        self.right.verticalScrollBar().valueChanged.connect(self.left.verticalScrollBar().setValue)
        self.left.verticalScrollBar().valueChanged.connect(self.right.verticalScrollBar().setValue)
        both = row(self.left, self.right, gap=0)
        both.setStretch(1, 1)
        self.setLayout(both)

    def show_model(self, model: MapModel, widths: tuple[int, ...]) -> None:
        """Show a model whose lead columns have the given widths."""
        lead = len(model.leads)
        self.left.setModel(model)
        self.right.setModel(model)
        self.right.setSelectionModel(self.left.selectionModel())
        self.settle(model, widths)
        self.left.selectionModel().currentChanged.connect(
            lambda current, _: self.item_picked.emit(current.column() - lead)
        )
        for view in (self.left, self.right):
            view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def settle(self, model: MapModel, widths: tuple[int, ...]) -> None:
        """Hide in each view what the other shows; called again after a reset."""
        lead = len(model.leads)
        for column in range(model.columnCount()):
            self.left.setColumnHidden(column, column >= lead)
            self.right.setColumnHidden(column, column < lead)
            if column < lead:
                self.left.setColumnWidth(column, widths[column])
        self.left.setFixedWidth(sum(widths) + 2)
        self._share_room()

    def _share_room(self) -> None:
        model = self.right.model()
        if not isinstance(model, MapModel) or not model.items:
            return
        room = self.width() - self.left.width() - self.right.verticalScrollBar().sizeHint().width() - 4
        width = max(LEAST_WIDTH, min(MOST_WIDTH, room // len(model.items)))
        for column in range(len(model.leads), model.columnCount()):
            self.right.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the items anew."""
        super().resizeEvent(event)
        self._share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        else:
            super().keyPressEvent(event)

    def copy_all(self) -> str:
        """Put the table shown on the clipboard as tab-separated text and return it."""
        from PySide6.QtGui import QGuiApplication

        model = self.right.model()
        if not isinstance(model, MapModel):
            return ""
        columns = range(model.columnCount())
        lines = ["\t".join(str(model.headerData(c, Qt.Orientation.Horizontal)) for c in columns)]
        lines += ["\t".join(model.text(r, c) for c in columns) for r in range(model.rowCount())]
        text = "\n".join(lines)
        QGuiApplication.clipboard().setText(text)
        return text

    def focus_table(self) -> QWidget:
        """Return the part that takes keys."""
        return self.right
