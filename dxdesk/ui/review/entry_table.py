"""The grid's table: names stay at the left, levels scroll; typed and moved in by keyboard only."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QKeySequence, QPainter, QPen, QPolygon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dxdesk.domain import breaking
from dxdesk.ui.look import theme, words
from dxdesk.ui.review import messages
from dxdesk.ui.review.entry_model import EntryModel
from dxdesk.ui.widgets.keys import is_held
from dxdesk.ui.widgets.layouts import row
from dxdesk.ui.widgets.tables import Index

NAME_WIDTH = 176
LEAST_WIDTH, MOST_WIDTH = 48, 116
NARROW = 60
"""A cell narrower than this shows the number without its word."""

HEADER, ROW = 66, 31


class EntryDelegate(QStyledItemDelegate):
    """Paints a level on its shade; what was corrected is framed and has ▲▼, a missing comment a corner."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, EntryModel):
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view = option.widget  # type: ignore[attr-defined]
        tokens = theme.of(view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, QColor(tokens.wash if selected else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if index.column() == 0:
            current = view.currentIndex().row() == index.row()
            room = self._mark(painter, tokens, rect) if model.done(index.row()) else rect
            self._name(painter, tokens, room, str(index.data()), current)
        else:
            self._level(painter, tokens, rect, model, index)
            if index == view.currentIndex() and view.hasFocus():
                painter.setPen(QPen(QColor(tokens.text), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _mark(self, painter: QPainter, tokens: theme.Tokens, rect: QRect) -> QRect:
        """Say at the right that somebody is confirmed already; return the room left for the name."""
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(QColor(tokens.done))
        wide = painter.fontMetrics().horizontalAdvance(messages.DONE) + 12
        room = QRect(rect.right() - wide, rect.top(), wide, rect.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, messages.DONE)
        return rect.adjusted(0, 0, -wide, 0)

    def _name(self, painter: QPainter, tokens: theme.Tokens, rect: QRect, text: str, current: bool) -> None:
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.setFont(theme.font(bold=current))
        painter.setPen(QColor(tokens.text))
        room = rect.adjusted(14, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _level(
        self, painter: QPainter, tokens: theme.Tokens, rect: QRect, model: EntryModel, index: Index
    ) -> None:
        place = index.column() - 1
        if not model.asked(index.row(), place):
            painter.fillRect(
                rect.adjusted(3, 3, -3, -4), QBrush(QColor(tokens.edge), Qt.BrushStyle.BDiagPattern)
            )
            return
        work, uid = model.people[index.row()], model.items[place].uid
        level = model.level(index.row(), place)
        box = rect.adjusted(3, 3, -3, -4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = tokens.muted
        if level is not None:
            fill, ink = theme.level_colours(tokens, level, work.top(uid))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(box, 4, 4)
        text = str(index.data())
        if rect.width() < NARROW and level is not None:
            text = str(level)
        if work.differs(uid):
            painter.setPen(QPen(QColor(tokens.mark), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            text += words.change_of_level(work.basis(uid), level)[:1]
            if not work.comments.get(uid, "").strip():
                corner = box.topRight()
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.mark))
                painter.drawPolygon(QPolygon([corner, corner - QPoint(9, 0), corner + QPoint(0, 9)]))
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class EntryHeader(QHeaderView):
    """Skill names in up to three lines; the current one is strong."""

    def __init__(self, view: QTableView) -> None:
        """Make the header."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setHighlightSections(False)
        self.setFixedHeight(HEADER)
        self._view = view

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a wrapped title."""
        tokens = theme.of(self)
        current = self._view.currentIndex().column() == logicalIndex and logicalIndex > 0
        painter.save()
        painter.fillRect(rect, QColor(tokens.wash if current else tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        painter.setFont(theme.font(theme.CAPTION, bold=current))
        painter.setPen(QColor(tokens.strong if current else tokens.muted))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        side = Qt.AlignmentFlag.AlignHCenter if logicalIndex else Qt.AlignmentFlag.AlignLeft
        room = rect.adjusted(4 if logicalIndex else 14, 2, -4, -4)
        shown = breaking.lines(text, room.width(), painter.fontMetrics().horizontalAdvance)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), "\n".join(shown))
        painter.restore()


class EntryCells(QTableView):
    """The cells; tells what was typed and asked for, changes nothing itself."""

    typed = Signal(int)
    taken_back = Signal()
    copied = Signal()
    pasted = Signal()
    finished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take numbers, Del, copy and paste, Enter (down) and Ctrl+Enter (confirm)."""
        held = is_held(event)  # asked of every key: another one in between is none held
        digit = unicodedata.digit(event.text(), -1) if len(event.text()) == 1 else -1
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control and not held:
                self.finished.emit()
            elif not control:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._step(-1 if back else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit()
        elif digit >= 0 and not control:
            self.typed.emit(digit)
        elif event.text().isprintable() and event.text() and not control:
            event.accept()  # letters search nothing here
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        index = self.currentIndex()
        below = index.sibling(index.row() + by, index.column())
        if below.isValid():
            self.setCurrentIndex(below)


class EntryTable(QFrame):
    """Two views of one model: the names, and the cells beside them."""

    current_changed = Signal()

    def __init__(self) -> None:
        """Make an empty table."""
        super().__init__()
        self.model = EntryModel()
        self.names, self.cells = QTableView(), EntryCells()
        for view in (self.names, self.cells):
            view.setModel(self.model)
            view.setItemDelegate(EntryDelegate(view))
            view.setHorizontalHeader(EntryHeader(view))
            view.setShowGrid(False)
            view.verticalHeader().hide()
            view.verticalHeader().setDefaultSectionSize(ROW)
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
            view.setTabKeyNavigation(False)
            view.setWordWrap(False)
        self.names.setFixedWidth(NAME_WIDTH)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setSelectionModel(self.cells.selectionModel())
        self.names.setAccessibleName("氏名")
        self.cells.setAccessibleName("人とスキルの一覧")
        self.cells.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cells.verticalScrollBar().valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(self.cells.verticalScrollBar().setValue)
        both = row(self.names, self.cells, gap=0)
        both.setStretch(1, 1)
        self.setLayout(both)
        self.cells.selectionModel().currentChanged.connect(self._moved)
        self.setMinimumHeight(HEADER + 2 * ROW)

    def settle(self) -> None:
        """Hide in each view what the other shows; called after the model was reset."""
        for column in range(self.model.columnCount()):
            self.names.setColumnHidden(column, column > 0)
            self.cells.setColumnHidden(column, column == 0)
        self.names.setColumnWidth(0, NAME_WIDTH)
        self._share_room()
        if self.model.people and self.model.items and not self.cells.currentIndex().isValid():
            self.cells.setCurrentIndex(self.model.index(0, 1))

    def go_to(self, index: Index) -> None:
        """Make a cell the current one and the only one selected."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.cells.selectionModel().setCurrentIndex(self.model.index(index.row(), index.column()), flag)
        self.cells.scrollTo(self.cells.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the skills anew."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        if self.model.items:
            room = self.width() - NAME_WIDTH - self.cells.verticalScrollBar().sizeHint().width() - 4
            width = max(LEAST_WIDTH, min(MOST_WIDTH, room // len(self.model.items)))
            for column in range(1, self.model.columnCount()):
                self.cells.setColumnWidth(column, width)

    def _moved(self) -> None:
        self.names.viewport().update()
        self.cells.horizontalHeader().viewport().update()
        self.current_changed.emit()
