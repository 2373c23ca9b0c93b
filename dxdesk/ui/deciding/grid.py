"""The items of one person side by side: last year, required, self, first, confirm, grounds."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dxdesk.domain.records import Part
from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.model import Deciding
from dxdesk.ui.look import theme, words
from dxdesk.ui.widgets.basics import is_held
from dxdesk.ui.widgets.tables import NOWHERE, Index

NAME, LAST, REQUIRED, SELF, FIRST, DECIDED, GROUNDS = range(7)
_WIDTHS = (150, 58, 84, 96, 58, 84, 0)
NAME_LEAST, GROUNDS_LEAST = 120, 118
ROW, LEAST_ROWS = 31, 4


class ItemModel(QAbstractTableModel):
    """The items of the person being looked at."""

    def __init__(self) -> None:
        """Start without a person."""
        super().__init__()
        self.work: Deciding | None = None

    def show_person(self, work: Deciding | None) -> None:
        """Show another person."""
        self.beginResetModel()
        self.work = work
        self.endResetModel()

    def refresh(self) -> None:
        """Tell that levels or comments changed."""
        if self.work is not None and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, GROUNDS))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many items there are."""
        return 0 if parent.isValid() or self.work is None else len(self.work.items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(messages.COLUMNS)

    def level(self, row: int, col: int) -> int | None:
        """Return the level of a cell."""
        if self.work is None:
            return None
        item = self.work.items[row]
        return {
            LAST: item.last,
            REQUIRED: item.required,
            SELF: item.self_level,
            FIRST: item.first,
            DECIDED: self.work.level(item.uid),
        }.get(col)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> str | None:
        """Return a cell's text."""
        if self.work is None or not index.isValid():
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        item = self.work.items[index.row()]
        if index.column() == NAME:
            return item.name
        if index.column() == GROUNDS:
            words_ = [text for text, _ in self.work.differences(item.uid)]
            return "・".join([*words_, item.evidence.replace("\n", " ")] if item.evidence else words_)
        return self.work.label(item.uid, self.level(index.row(), index.column())) or "–"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> str | int | None:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return messages.COLUMNS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class ItemDelegate(QStyledItemDelegate):
    """Paints levels as chips, steps as ▲▼, corrected rows in the colour of attention."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, ItemModel) or model.work is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        tokens = theme.of(option.widget)  # type: ignore[attr-defined]
        item = model.work.items[index.row()]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        differs = model.work.differs(item.uid) or model.work.first_corrected(item.uid)
        painter.save()
        ground = tokens.attention_wash if differs else tokens.wash if selected else tokens.card
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        if selected and index.column() == NAME:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        text = str(index.data() or "")
        if index.column() == NAME:
            self._text(painter, tokens, rect, text, bold=selected or differs)
        elif index.column() == GROUNDS:
            self._grounds(painter, tokens, rect, model.work, item.uid)
        else:
            self._level(painter, tokens, rect, index, model, text, selected)
        painter.restore()

    def _text(self, painter: QPainter, tokens: theme.Tokens, rect: QRect, text: str, *, bold: bool) -> None:
        font = theme.font(bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        room = rect.adjusted(12, 0, -8, 0)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _grounds(
        self, painter: QPainter, tokens: theme.Tokens, rect: QRect, work: Deciding, uid: str
    ) -> None:
        room = rect.adjusted(12, 0, -8, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        font = theme.font(13)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        parts = [(text, tokens.attention if look else tokens.strong) for text, look in work.differences(uid)]
        parts.append((work.item(uid).evidence.replace("\n", " "), tokens.text))
        for text, colour in parts:
            if not text or room.width() < 24:
                continue
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(QColor(colour))
            painter.drawText(room, flags, shown)
            room.setLeft(room.left() + metrics.horizontalAdvance(shown) + 10)

    def _level(
        self,
        painter: QPainter,
        tokens: theme.Tokens,
        rect: QRect,
        index: Index,
        model: ItemModel,
        text: str,
        selected: bool,
    ) -> None:
        work = model.work
        level = model.level(index.row(), index.column())
        if work is None:
            return
        uid = work.items[index.row()].uid
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(rect.left() + 8, rect.center().y() - 10, 42, 21)
        font = theme.font(13, bold=True)
        painter.setFont(font)
        if level is None:
            painter.setPen(QColor(tokens.muted))
        else:
            fill, ink = theme.level_colours(tokens, level, work.top(uid))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if index.column() == SELF:
            steps = words.change_of_level(work.items[index.row()].last, level)
            painter.setPen(QColor(tokens.text))
            painter.setFont(theme.font(11))
            painter.drawText(
                rect.adjusted(54, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, steps
            )
        if index.column() == DECIDED:
            painter.setPen(QColor(tokens.muted))
            painter.setFont(theme.font(10))
            painter.drawText(
                rect.adjusted(54, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "▼"
            )
            if selected:
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(2, 3, -6, -4), 4, 4)


class ItemGrid(QTableView):
    """The grid. Number keys and the menu of the 確認 column correct the level of the current row."""

    item_picked = Signal(str)
    level_chosen = Signal(str, int)
    taken_back = Signal(str)
    confirmed = Signal()

    def __init__(self) -> None:
        """Make an empty grid."""
        super().__init__()
        self.items = ItemModel()
        self._longest = _WIDTHS[NAME]
        self.setModel(self.items)
        self.setItemDelegate(ItemDelegate(self))
        self.setAccessibleName("スキルごとの申告と確認")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for place, width in enumerate(_WIDTHS):
            if width:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(place, width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.item_picked.emit(self.uid()))
        self.clicked.connect(self._clicked)

    def show_person(self, work: Deciding | None) -> None:
        """Show a person's items; the first-stage column only where it says something."""
        self.items.show_person(work)
        if work is None:
            return
        hidden = work.stage is Part.REVIEW1 or all(item.first is None for item in work.items)
        self.setColumnHidden(FIRST, hidden)
        self.setColumnHidden(LAST, all(item.last is None for item in work.items))
        self.setColumnHidden(REQUIRED, all(item.required is None for item in work.items))
        longest = max(
            (QFontMetrics(theme.font(bold=True)).horizontalAdvance(i.name) for i in work.items), default=0
        )
        self._longest = min(max(longest + 28, 120), 210)
        self._share_room()
        rows = self.items.rowCount()
        high = rows * ROW + 36
        self.setMinimumHeight(min(rows, LEAST_ROWS) * ROW + 36)
        self.setMaximumHeight(high)
        if rows:
            self.setCurrentIndex(self.items.index(0, DECIDED))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave differences and grounds their room before names."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        head = self.horizontalHeader()
        levels = sum(
            head.sectionSize(place) for place in range(LAST, GROUNDS) if not self.isColumnHidden(place)
        )
        room = self.viewport().width() - levels - GROUNDS_LEAST
        head.resizeSection(NAME, max(min(self._longest, room), NAME_LEAST))

    def uid(self) -> str:
        """Return the uid of the current row."""
        index = self.currentIndex()
        work = self.items.work
        return work.items[index.row()].uid if work is not None and index.isValid() else ""

    def pick(self, uid: str) -> None:
        """Go to an item."""
        work = self.items.work
        if work is not None:
            place = next((n for n, item in enumerate(work.items) if item.uid == uid), -1)
            if place >= 0:
                self.setCurrentIndex(self.items.index(place, DECIDED))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Correct by number, confirm by Enter, open the levels by Space."""
        if self.answer(event):
            return
        if event.key() == Qt.Key.Key_Space:
            self._menu(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def answer(self, event: QKeyEvent) -> bool:
        """Take a key that decides about the person shown, wherever it was pressed; return whether it did."""
        held = is_held(event)  # asked of every key: another one in between is none held
        if event.text().isdigit() and event.text().isascii():
            self.level_chosen.emit(self.uid(), int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key held down is one wish, not thirty.
            if not held:
                self.confirmed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit(self.uid())
        else:
            return False
        return True

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == DECIDED:
            self._menu(index)

    def _menu(self, index: Index) -> None:
        work = self.items.work
        if work is None or not index.isValid():
            return
        uid = work.items[index.row()].uid
        menu = QMenu(self)
        for level, label, heading, _ in work.criteria(uid).criteria:
            action = QAction(f"{label}  {heading}" if heading else label, menu)
            action.triggered.connect(lambda *_, level=level: self.level_chosen.emit(uid, level))
            menu.addAction(action)
        rect = self.visualRect(self.items.index(index.row(), DECIDED))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(rect.bottomLeft()))
