"""The items of one person side by side: last year, required, self, first, confirm, evidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from dxdesk.domain.breaking import two_lines
from dxdesk.domain.records import Part
from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.look import theme, words
from dxdesk.ui.widgets.keys import is_held
from dxdesk.ui.widgets.tables import NOWHERE, Index

NAME, LAST, REQUIRED, SELF, FIRST, DECIDED, EVIDENCE = range(7)
_WIDTHS = (150, 58, 84, 96, 58, 84, 0)
_NARROW_WIDTHS = (150, 52, 58, 76, 52, 74, 0)
NARROW = 640
"""Px under which the levels stand closer, so that differences and evidence can be read beside them."""

NAME_LEAST, EVIDENCE_LEAST, EVIDENCE_LINE = 120, 118, 170
ROW, TALL_ROW, LEAST_ROWS = 31, 38, 4
LOW_ROW = 27
"""The least px of a line: all of them a little lower are better than the last one cut."""
"""Px of a line, of one where names or evidence take two, and how many lines are seen at least."""


class ItemModel(QAbstractTableModel):
    """The items of the person being looked at."""

    def __init__(self) -> None:
        """Start without a person."""
        super().__init__()
        self.work: ReviewDraft | None = None
        self.narrow = False

    def show_narrow(self, on: bool) -> None:
        """Say the columns in fewer letters."""
        if on != self.narrow:
            self.narrow = on
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def show_person(self, work: ReviewDraft | None) -> None:
        """Show another person."""
        self.beginResetModel()
        self.work = work
        self.endResetModel()

    def refresh(self) -> None:
        """Tell that levels or comments changed."""
        if self.work is not None and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, EVIDENCE))

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
        if index.column() == EVIDENCE:
            words_ = [text for text, _ in self.work.differences(item.uid)]
            return "・".join([*words_, item.evidence.replace("\n", " ")] if item.evidence else words_)
        return self.work.label(item.uid, self.level(index.row(), index.column())) or "–"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> str | int | None:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (messages.COLUMNS_SHORT if self.narrow else messages.COLUMNS)[section]
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
        elif index.column() == EVIDENCE:
            self._evidence(painter, tokens, rect, model.work, item.uid)
        else:
            self._level(painter, tokens, rect, index, model, text, selected)
        painter.restore()

    def _text(self, painter: QPainter, tokens: theme.Tokens, rect: QRect, text: str, *, bold: bool) -> None:
        font = theme.font(bold=bold)
        painter.setPen(QColor(tokens.text))
        room = rect.adjusted(12, 0, -8, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if QFontMetrics(font).horizontalAdvance(text) > room.width():
            font = theme.font(theme.CAPTION, bold=bold)
            shown = two_lines(text, room.width(), QFontMetrics(font).horizontalAdvance)
            room, below = _halves(room) if len(shown) > 1 else (room, room)
            text = shown[0]
            if len(shown) > 1:
                painter.setFont(font)
                painter.drawText(below, flags, shown[1])
        painter.setFont(font)
        painter.drawText(room, flags, text)

    def _evidence(
        self, painter: QPainter, tokens: theme.Tokens, rect: QRect, work: ReviewDraft, uid: str
    ) -> None:
        room = rect.adjusted(12, 0, -8, 0)
        parts = [(text, tokens.attention if look else tokens.strong) for text, look in work.differences(uid)]
        evidence = work.item(uid).evidence.replace("\n", " ")
        if rect.height() < TALL_ROW:
            self._line(painter, room, theme.font(13), [*parts, (evidence, tokens.text)])
            return
        font = theme.font(theme.CAPTION)
        metrics = QFontMetrics(font)
        said = sum(metrics.horizontalAdvance(text) + 10 for text, _ in parts)
        if said + metrics.horizontalAdvance(evidence) <= room.width():
            self._line(painter, room, font, [*parts, (evidence, tokens.text)])
            return
        above, below = _halves(room)
        if parts and evidence:
            self._line(painter, above, font, parts)
            self._line(painter, below, font, [(evidence, tokens.text)])
        elif parts:
            self._line(painter, above, font, parts[:1])
            self._line(painter, below, font, parts[1:])
        else:
            shown = two_lines(evidence, room.width(), metrics.horizontalAdvance)
            for line, text in zip((above, below), shown, strict=False):
                self._line(painter, line, font, [(text, tokens.text)])

    def _line(self, painter: QPainter, room: QRect, font: QFont, parts: Sequence[tuple[str, str]]) -> None:
        """Paint texts of (text, colour) one after the other, the last that fits shortened."""
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(font)
        painter.setFont(font)
        room = QRect(room)
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
        painter.setFont(fitting(text, box.width() - 4))
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


def fitting(text: str, room: int) -> QFont:
    """Return the font in which a level's label fits its chip: scales of tools have longer ones than LV3."""
    sizes = (13.0, 12.0, 11.0, 10.0)
    fonts = [theme.font(size, bold=True) for size in sizes]
    return next((one for one in fonts if QFontMetrics(one).horizontalAdvance(text) <= room), fonts[-1])


def _halves(room: QRect) -> tuple[QRect, QRect]:
    """Return the upper and the lower line of a cell."""
    high = room.height() // 2 - 2
    above = QRect(room.left(), room.top() + 2, room.width(), high)
    return above, above.translated(0, high)


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
        self._longest = self._named = _WIDTHS[NAME]
        self._whole = False
        self._row = ROW
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
        for position, width in enumerate(_WIDTHS):
            if width:
                head.setSectionResizeMode(position, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(position, width)
            else:
                head.setSectionResizeMode(position, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.item_picked.emit(self.uid()))
        self.clicked.connect(self._clicked)

    def show_person(self, work: ReviewDraft | None) -> None:
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
        self._named = longest + 28
        self._longest = min(max(self._named, 120), 210)
        self._share_room()
        self._set_height()
        if self.items.rowCount():
            self.setCurrentIndex(self.items.index(0, DECIDED))

    def least_height(self) -> int:
        """Return the px of the fewest lines it is useful with."""
        return self._high(min(self.items.rowCount(), LEAST_ROWS))

    def show_whole(self, on: bool) -> None:
        """Be as high as all lines, where what is around scrolls: two bars beside each other confuse."""
        if on != self._whole:
            self._whole = on
            self._set_height()

    def _high(self, rows: int) -> int:
        return rows * self._row + 36

    def _set_height(self) -> None:
        high = self._high(self.items.rowCount())
        self.setMaximumHeight(high)
        self.setMinimumHeight(high if self._whole else self.least_height())
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave differences and evidence their room before names; let all lines fit if they can."""
        super().resizeEvent(event)
        self._share_room()
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Make the lines a little lower where all of them have room then."""
        rows, room, high = self.items.rowCount(), self.viewport().height(), self._row
        if not self._whole and high == ROW and rows * LOW_ROW <= room < rows * ROW:
            high = room // rows
        if self.verticalHeader().defaultSectionSize() != high:
            self.verticalHeader().setDefaultSectionSize(high)

    def _share_room(self) -> None:
        head = self.horizontalHeader()
        narrow = self.viewport().width() < NARROW
        self.items.show_narrow(narrow)
        widths = _NARROW_WIDTHS if narrow else _WIDTHS
        shown = [place for place in range(LAST, EVIDENCE) if not self.isColumnHidden(place)]
        for place in shown:
            head.resizeSection(place, widths[place])
        room = self.viewport().width() - sum(widths[place] for place in shown)
        name = max(min(self._longest, room - EVIDENCE_LEAST), NAME_LEAST)
        head.resizeSection(NAME, name)
        tall = self._named > name or room - name < EVIDENCE_LINE
        if self._row != (row := TALL_ROW if tall else ROW):
            self._row = row
            self._set_height()
        self._fit_rows()

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
