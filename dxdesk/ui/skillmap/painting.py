"""Painting the map: equal cells share one picture, so that a frame is little more than copying."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from dxdesk.domain import breaking
from dxdesk.ui.look import theme
from dxdesk.ui.skillmap.model import Cell, MapModel, colours

MOST_PICTURES = 3000
"""Pictures kept; a full cache is emptied at once, a screen needs a few hundred."""

LINE = 16
HEAD_PAD = 7
HEAD_LINES, MOST_LINES = 3, 5
"""Of a title; the more are for what does not stand in fewer even in the widest column."""

LEAST_WIDTH, MOST_WIDTH = 52, 108
"""Of an item's column, px: a map of few skills uses the room, one of many scrolls."""

_HATCH = 7


class MapDelegate(QStyledItemDelegate):
    """Paints lead texts and levels from pictures drawn once."""

    def __init__(self, view: QTableView) -> None:
        """Prepare fonts once; a map paints hundreds of cells a frame."""
        super().__init__(view)
        self._view = view
        self._cell_font, self._bold = theme.font(14), theme.font(14, bold=True)
        self._fonts = (theme.font(14), theme.font(13))
        self._small = theme.font(11.5)
        self._pictures: dict[object, QPixmap] = {}
        self._model: MapModel | None = None
        self._lead = 0
        self.tokens, self._ratio, self._first = theme.LIGHT, 1.0, True

    def begin(self, model: MapModel) -> None:
        """Get ready for a frame: the theme may have changed."""
        tokens = theme.of(self._view)
        if tokens is not self.tokens or len(self._pictures) > MOST_PICTURES:
            self._pictures.clear()
            self.tokens = tokens
        self._model, self._lead = model, len(model.leads)
        self._first = True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        model = self._model
        if model is None:
            return
        if self._first:
            self._measure(painter)
        row, column = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        width, height = rect.width(), rect.height()
        key: object
        if column >= self._lead:
            cell = model.cell(row, column - self._lead)
            key = (cell, width)
            picture = self._pictures.get(key)
            if picture is None:
                picture = self._pictures[key] = self._level(cell, width, height)
        elif column < 2 and model.spans and model.is_group(row):
            self._paint_span(painter, rect, model.lead(row, 0), column)
            return
        else:
            text, group, right = model.lead(row, column), model.is_group(row), column in model.figures
            key = (text, width, column == 0, group, right)
            picture = self._pictures.get(key)
            if picture is None:
                picture = self._pictures[key] = self._text(text, width, height, column == 0, group, right)
        painter.drawPixmap(rect.left(), rect.top(), picture)

    def _measure(self, painter: QPainter) -> None:
        """Look once a frame how fine it is drawn: another screen, or a picture for the manual."""
        self._first = False
        ratio = painter.deviceTransform().m11()
        if ratio != self._ratio:
            self._pictures.clear()
            self._ratio = ratio

    def _paint_span(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        """Paint this column's part of a heading that goes over the first two."""
        first = self._view.columnWidth(0)
        wide = first + self._view.columnWidth(1)
        key = (text, wide, "span")
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._pictures[key] = self._text(text, wide, rect.height(), True, True, False)
        left = round(first * self._ratio) if column else 0
        part = QRect(left, 0, round(rect.width() * self._ratio), picture.height())
        painter.drawPixmap(rect, picture, part)

    def _blank(self, width: int, height: int, colour: str) -> QPixmap:
        picture = QPixmap(round(width * self._ratio), round(height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(QColor(colour))
        return picture

    def _level(self, cell: Cell, width: int, height: int) -> QPixmap:
        tokens = self.tokens
        fill, ink = colours(tokens, cell)
        picture = self._blank(width, height, tokens.card)
        painter = QPainter(picture)
        box = QRect(0, 0, width - 1, height - 1)
        painter.fillRect(box, QColor(fill))
        if cell.hatched:
            hatch(painter, QRect(0, height - _HATCH - 1, width - 1, _HATCH), tokens.muted)
            box.setBottom(height - _HATCH)
        if cell.level == -2:
            painter.fillRect(QRect(0, height - 1, width, 1), QColor(tokens.line))
        painter.setFont(self._bold if cell.level == -2 else self._cell_font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.text)
        painter.end()
        return picture

    def _text(self, text: str, width: int, height: int, first: bool, group: bool, right: bool) -> QPixmap:
        tokens = self.tokens
        picture = self._blank(width, height, tokens.ground if group else tokens.card)
        painter = QPainter(picture)
        painter.fillRect(QRect(0, height - 1, width, 1), QColor(tokens.line))
        font = self._bold if group else self._fonts[0 if first else 1]
        painter.setPen(QColor(tokens.text if first or group else tokens.muted))
        room = QRect(10, 0, width - 14, height - 1)
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(text) <= room.width():
            painter.setFont(font)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        else:
            # A long name wraps rather than clips: two smaller lines fit the row.
            small = QFontMetrics(self._small)
            lines = breaking.lines(text, room.width(), small.horizontalAdvance, 2, free=group or not first)
            painter.setFont(self._small)
            top = (height - 14 * len(lines)) // 2
            for position, line in enumerate(lines):
                box = QRect(room.left(), top + 14 * position, room.width(), 14)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
        painter.end()
        return picture


def hatch(painter: QPainter, rect: QRect, colour: str) -> None:
    """Hatch a rectangle: nothing to compare with here."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.2))
    for left in range(rect.left() - rect.height(), rect.right() + 1, 6):
        painter.drawLine(left, rect.bottom() + 1, left + rect.height(), rect.top())
    painter.restore()


class MapHeader(QHeaderView):
    """Item names in lines that break between words, because skills have long names."""

    def __init__(self, view: QTableView) -> None:
        """Make the header."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self._font: QFont = theme.font(theme.CAPTION)
        self._metrics = QFontMetrics(self._font)
        self._lines: dict[tuple[str, int], list[str]] = {}
        self._needs: dict[str, int] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)

    @property
    def advance(self) -> Callable[[str], int]:
        """How wide a text is in this header, px."""
        return self._metrics.horizontalAdvance

    def lines(self, text: str, width: int) -> list[str]:
        """Return a title's lines in a column of a width."""
        key = (text, width)
        found = self._lines.get(key)
        if found is None:
            even = breaking.balanced(text, width - 8, self.advance)
            if even is None or len(even) > HEAD_LINES:
                even = breaking.lines(text, width - 8, self.advance, HEAD_LINES)
                if even[-1].endswith("…") and width >= MOST_WIDTH:
                    even = breaking.lines(text, width - 8, self.advance, MOST_LINES)
            found = self._lines[key] = even
        return found

    def need(self, text: str) -> int:
        """Return the width at which a title stands in its lines without breaking a word, px."""
        found = self._needs.get(text)
        if found is None:
            found = max(LEAST_WIDTH, round(breaking.widest(text, self.advance)) + 10)
            while found < MOST_WIDTH and self.lines(text, found)[-1].endswith("…"):
                found += 6
            self._needs[text] = found = min(found, MOST_WIDTH)
        return found

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint a title; the sorted column has a bar and an arrow."""
        model, tokens = self.model(), theme.of(self)
        if not isinstance(model, MapModel):
            return
        painter.save()
        painter.fillRect(rect, QColor(tokens.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.line))
        is_lead = logicalIndex < len(model.leads)
        is_sorted = self.sortIndicatorSection() == logicalIndex
        lines = list(self.lines(str(model.headerData(logicalIndex, Qt.Orientation.Horizontal)), rect.width()))
        if is_sorted and lines:
            down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            lines[-1] += "↓" if down else "↑"
            bar = QRect(rect.left(), rect.bottom() - 2, rect.width() - 1, 3)
            painter.fillRect(bar, QColor(tokens.accent))
        painter.setFont(self._font)
        painter.setPen(QColor(tokens.strong if is_sorted else tokens.muted))
        side = Qt.AlignmentFlag.AlignLeft if is_lead else Qt.AlignmentFlag.AlignHCenter
        if logicalIndex in model.figures:
            side = Qt.AlignmentFlag.AlignRight
        inset, end = (10, 4) if is_lead else (0, 0)
        top = rect.top() + (rect.height() - LINE * len(lines)) // 2
        for position, line in enumerate(lines):
            box = QRect(rect.left() + inset, top + LINE * position, rect.width() - inset - end, LINE)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, line)
        painter.restore()
