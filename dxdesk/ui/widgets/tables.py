"""Tables in our look over frozen records: columns are data, rows stay records.

A model takes any sequence of records; a column says its title and how to read a cell's text, so that
nothing is asked of the store per row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMetaMethod,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dxdesk.domain.breaking import two_lines
from dxdesk.ui.look import theme, words
from dxdesk.ui.widgets.keys import is_enter

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
RECORD = int(Qt.ItemDataRole.UserRole)
LOOK = RECORD + 1
WRAP = RECORD + 2
NOWHERE = QModelIndex()
MARK_TOLD = (
    "名前のあとの※は、この画面では元の字の形を出せない印です。〓は、このPCにない字です。"
    "台帳と印刷では元の字のままです。"
)
LEAST_WIDE = 110
"""Px that a column which takes the room left gets at least, if its texts need so much."""

GIVEN = 24
"""Px that such a column gives up before a table scrolls sideways."""

MOST_GROWN = 160
"""Px that a column may grow beyond its own width for the sake of long texts."""

TITLE_PADDING = 22
"""Px beside a heading: what the look gives it on both sides, and a hair."""

SAMPLED, PADDING, BADGE = 300, 24, 38
"""Rows looked at for the width of their texts, and the room around a text, around and inside a badge."""


class Ordered(Protocol):
    """What can be sorted by: it is less than another of its own kind, or not."""

    def __lt__(self, other: Any) -> bool:
        """Return whether it comes before another."""


@dataclass(frozen=True, slots=True)
class Col(Generic[R]):
    """A column: title, text of a cell, width in px (0 = takes the room left).

    ``number`` aligns right, ``look`` returns ``badge``, ``badge-done``, ``strong``, ``muted``,
    ``file`` (cut in the middle), ``level:N/TOP`` or nothing, ``order`` a sort key, ``tip`` a tooltip.
    ``wrap``: what does not fit, names above all, goes on in a second line, both smaller.
    """

    title: str
    text: Callable[[R], str]
    width: int = 0
    number: bool = False
    look: Callable[[R], str] | None = None
    order: Callable[[R], Ordered] | None = None
    tip: Callable[[R], str] | None = None
    wrap: bool = False


class RecordModel(QAbstractTableModel, Generic[R]):
    """Records as rows."""

    def __init__(self, columns: Sequence[Col[R]], parent: QWidget | None = None) -> None:
        """Make an empty table of columns."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.records: tuple[R, ...] = ()

    def show_records(self, records: Sequence[R]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.records = tuple(records)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many records there are."""
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a cell's text, look, alignment or record."""
        if not index.isValid():
            return None
        record, col = self.records[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words.own(col.text(record))
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.own(
                _with_mark_told(col.text(record), col.tip(record) if col.tip else col.text(record))
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if col.number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == RECORD:
            return record
        if role == LOOK:
            return col.look(record) if col.look else ""
        if role == WRAP:
            return col.wrap
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return a column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.own(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].number
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def _with_mark_told(text: str, tip: str) -> str:
    """Return a tooltip that says, where a name of the cell has the mark, what it means."""
    return f"{tip}\n{MARK_TOLD}" if text.find(words.VARIANT_MARK) > 0 else tip


class Sorted(QSortFilterProxyModel, Generic[R]):
    """Sorts by the column's own key and keeps rows that a test accepts."""

    def __init__(self, model: RecordModel[R]) -> None:
        """Stand before a model."""
        super().__init__(model)  # goes with it
        self._model = model
        self._wanted: Callable[[R], bool] | None = None
        self.setSourceModel(model)

    def keep(self, wanted: Callable[[R], bool] | None) -> None:
        """Show only records a test accepts (None: all)."""
        self._wanted = wanted
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Ask the test."""
        return self._wanted is None or self._wanted(self._model.records[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare by the column's sort key, else by text."""
        col = self._model.columns[left.column()]
        key: Callable[[R], Ordered] = col.order or col.text
        return bool(key(self._model.records[left.row()]) < key(self._model.records[right.row()]))


class LookDelegate(QStyledItemDelegate):
    """Paints a cell as its record asks: plain, strong, muted, a badge or a level."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        look = str(index.data(LOOK) or "")
        view = option.widget  # type: ignore[attr-defined]
        tokens = theme.of(view)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        from PySide6.QtWidgets import QStyle

        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(tokens.wash if selected else tokens.card))
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        text = str(index.data() or "")
        if look.startswith("level:"):
            self._chip(painter, tokens, rect, text, *map(int, look[6:].split("/")))
        elif look.startswith("badge") and text:
            self._badge(painter, tokens, rect, text, look)
        else:
            align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
            self._text(painter, tokens, rect, text, look, align, bool(index.data(WRAP)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room the text needs in one line."""
        width = QFontMetrics(theme.font()).horizontalAdvance(str(index.data() or "")) + 22
        return QSize(width, theme.ROW)

    def _text(
        self,
        painter: QPainter,
        tokens: theme.Tokens,
        rect: QRect,
        text: str,
        look: str,
        align: int,
        wrap: bool,
    ) -> None:
        tone = {"muted": tokens.muted, "attention": tokens.attention, "done": tokens.done}
        right = bool(align & int(Qt.AlignmentFlag.AlignRight))
        font = theme.font(bold=look == "strong", tabular=right)
        painter.setFont(font)
        painter.setPen(QColor(tone.get(look, tokens.text)))
        room = rect.adjusted(10, 0, -10, 0)
        if wrap and QFontMetrics(font).horizontalAdvance(text) > room.width():
            small = theme.font(theme.CAPTION, bold=look == "strong")
            parts = two_lines(text, room.width(), QFontMetrics(small).horizontalAdvance)
            if look == "file" and parts[-1].endswith("…"):
                # Files of one kind differ at their ends, so that the middle is what can be missed.
                rest = text[len(parts[0]) :]
                parts[-1] = QFontMetrics(small).elidedText(rest, Qt.TextElideMode.ElideLeft, room.width())
            painter.setFont(small)
            if len(parts) == 1:  # in the smaller letters it stands in one line, in the middle
                painter.drawText(room, align, parts[0])
                return
            high = rect.height() // 2 - 2
            for position, part in enumerate(parts):
                line = QRect(room.left(), rect.top() + 2 + position * high, room.width(), high)
                painter.drawText(line, align, part)
            return
        cut = Qt.TextElideMode.ElideMiddle if look == "file" else Qt.TextElideMode.ElideRight
        painter.drawText(room, align, QFontMetrics(font).elidedText(text, cut, room.width()))

    def _badge(self, painter: QPainter, tokens: theme.Tokens, rect: QRect, text: str, look: str) -> None:
        fill, ink, edge = {
            "badge-done": (tokens.done_wash, tokens.done, tokens.done_wash),
            "badge-plain": (tokens.ground, tokens.muted, tokens.line),
            "badge-accent": (tokens.wash, tokens.strong, tokens.accent),
        }.get(look, (tokens.attention_wash, tokens.attention, tokens.attention_line))
        font = theme.font(theme.CAPTION)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 36)
        width = metrics.horizontalAdvance(shown) + 18
        box = QRect(rect.left() + 8, rect.center().y() - 10, width, 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _chip(
        self, painter: QPainter, tokens: theme.Tokens, rect: QRect, text: str, level: int, top: int
    ) -> None:
        fill, ink = theme.level_colours(tokens, level, top)
        font = theme.font(13, bold=True)
        width = max(34, QFontMetrics(font).horizontalAdvance(text) + 16)
        box = QRect(rect.left() + 8, rect.center().y() - 10, width, 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Table(QTableView, Generic[R]):
    """A read-only table of records: no vertical lines, whole rows, sorting by header."""

    picked = Signal(object)
    """The record of the current row changed (None: none)."""
    several_picked = Signal()
    """Other records are selected; of a table in which several can be."""
    opened = Signal(object)
    """A record was double-clicked, or Enter pressed on it."""

    def __init__(self, columns: Sequence[Col[R]], name: str = "", *, sort: bool = True) -> None:
        """Make an empty table; ``name`` is what a screen reader calls it."""
        super().__init__()
        self.source: RecordModel[R] = RecordModel(columns, self)
        self.proxy: Sorted[R] = Sorted(self.source)
        self.setModel(self.proxy)
        self.setItemDelegate(LookDelegate(self))
        self.nothing = ""
        """What an empty table says, where it was given no records at all."""
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        for position, col in enumerate(columns):
            mode = QHeaderView.ResizeMode.Interactive if col.width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(position, mode)
            if col.width:
                head.resizeSection(position, col.width)
        self._needs = [col.width or LEAST_WIDE for col in columns]
        self._sharing = self._held = self._dragged = False
        self._kept_rows = 0
        head.sectionResized.connect(self._resized)
        head.viewport().installEventFilter(self)
        if sort:
            self.setSortingEnabled(True)
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.picked.emit(self.current()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.several_picked.emit())
        self.activated.connect(lambda index: self.opened.emit(index.data(RECORD)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current line with Enter; Qt hands that on, and a dialog would press its button as well."""
        super().keyPressEvent(event)
        if is_enter(event) and self.isSignalConnected(QMetaMethod.fromSignal(self.opened)):
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the line that Qt makes the current one when the keyboard comes to a table without any."""
        none = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if none and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew."""
        super().resizeEvent(event)
        self._share_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where a search or filter leaves nothing to see."""
        super().paintEvent(event)
        said = words.NOTHING_FITS if self.source.records else self.nothing
        if said and not self.proxy.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.of(self).muted))
            painter.setFont(theme.font())
            room = self.viewport().rect().adjusted(10, 28, -10, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), said)
            painter.end()

    def _share_room(self) -> None:
        """Give columns what their texts need where there is room; scroll sideways rather than squeeze.

        The wide columns share what is left. Widths that a person dragged stay.
        """
        if self._dragged:
            return
        self._sharing = True
        head = self.horizontalHeader()
        shown = [place for place in range(len(self.source.columns)) if not self.isColumnHidden(place)]
        widths = {place: self.source.columns[place].width for place in shown}
        wide = [place for place in shown if not widths[place]]
        for place, width in widths.items():
            widths[place] = max(width, self._title_need(place)) if width else 0
        room = self.viewport().width()
        least = {place: min(self._needs[place], LEAST_WIDE) for place in wide}
        if room < sum(widths.values()) + sum(self._needs[place] for place in wide):
            widths = {
                place: min(width, max(self._needs[place], self._title_need(place)))
                for place, width in widths.items()
            }
        spare = room - sum(widths.values()) - sum(self._needs[place] for place in wide)
        for place in sorted(set(shown) - set(wide), key=lambda place: self._needs[place] - widths[place]):
            more = max(min(self._needs[place] - widths[place], spare, MOST_GROWN), 0)
            spare -= more
            widths[place] += more
        # Texts that are cut anyway, or go on in a second line, give a little more rather than make one
        # scroll sideways for it.
        gives = [p for p in wide if self._needs[p] > LEAST_WIDE or self.source.columns[p].wrap]
        given = sum(max(min(GIVEN, least[p] - self._title_need(p)), 0) for p in gives)
        squeezed = room < sum(widths.values()) + sum(least.values()) - given
        for place in shown:
            if place not in wide:
                head.resizeSection(place, widths[place])
            elif squeezed:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                head.resizeSection(place, least[place])
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._sharing = False

    def _title_need(self, position: int) -> int:
        """Return the px in which a heading is not cut, by the header's own letters."""
        header = self.horizontalHeader()
        header.ensurePolished()
        title = self.source.columns[position].title
        return header.fontMetrics().horizontalAdvance(title) + TITLE_PADDING

    def _measure(self) -> None:
        """Learn what the texts of each column need, from the longest of the first rows."""
        metrics = QFontMetrics(theme.font(bold=True))
        sample = self.source.records[:SAMPLED]
        for position, col in enumerate(self.source.columns):
            longest = sorted({col.text(record) for record in sample}, key=len)[-3:]
            text = max((metrics.horizontalAdvance(text) for text in longest), default=0)
            title = metrics.horizontalAdvance(col.title)
            badges = col.look is not None and any(col.look(each).startswith("badge") for each in sample)
            self._needs[position] = max(text + (BADGE if badges else PADDING), title + 24)

    def keep_rows(self, count: int) -> None:
        """Stay so high that this many lines are seen, or all there are; what is around it has to scroll."""
        self._kept_rows = count
        self._keep_height()

    def _keep_height(self) -> None:
        lines = min(self._kept_rows, max(len(self.source.records), 1))
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(head + lines * theme.ROW + bar + 2 if self._kept_rows else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn whether the headings are held: the button may be down on the tab that made this table."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            self._held = event.type() == QEvent.Type.MouseButtonPress
        return super().eventFilter(watched, event)

    def _resized(self, *_: int) -> None:
        if self._held and not self._sharing:
            self._dragged = True

    def show_records(self, records: Sequence[R]) -> None:
        """Replace all rows, keeping the place where the same record is still there."""
        kept = self.current()
        self.source.show_records(records)
        if self._kept_rows:
            self._keep_height()
        self._measure()
        self._share_room()
        if kept is not None and kept in self.source.records:
            self.pick(lambda record: record == kept)

    def current(self) -> R | None:
        """Return the record of the current row."""
        index = self.currentIndex()
        found: R | None = index.data(RECORD) if index.isValid() else None
        return found

    def let_several(self) -> None:
        """Let several rows be selected, with Shift, Ctrl or the pointer drawn over them."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selected(self) -> list[R]:
        """Return the selected records in the order shown."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.proxy.index(line, 0).data(RECORD) for line in lines]

    def select(self, wanted: Callable[[R], bool]) -> None:
        """Select the shown records that a test accepts, and no others; the current row stays."""
        kinds = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        found = QItemSelection()
        for position in range(self.proxy.rowCount()):
            index = self.proxy.index(position, 0)
            if wanted(index.data(RECORD)):
                found.select(index, index)
        model.select(found, kinds.ClearAndSelect | kinds.Rows)

    def pick(self, wanted: Callable[[R], bool]) -> bool:
        """Make the first shown record that a test accepts the current one."""
        for position in range(self.proxy.rowCount()):
            index = self.proxy.index(position, 0)
            if wanted(index.data(RECORD)):
                self.setCurrentIndex(index)
                return True
        return False

    def shown(self) -> list[R]:
        """Return the records in the order shown."""
        return [self.proxy.index(position, 0).data(RECORD) for position in range(self.proxy.rowCount())]
