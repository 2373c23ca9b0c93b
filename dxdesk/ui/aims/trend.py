"""The figures of an indicator over the years, as a line with its target; and bars to a target in a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.domain.indicators import Aimed, Point, aimed_text
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.look import theme

HIGH = 170
_SIDE, _ABOVE, _BELOW = 44, 30, 34


class Trend(QWidget):
    """A line through the figures; the target is dashed and named."""

    def __init__(self) -> None:
        """Draw nothing yet."""
        super().__init__()
        self._points: tuple[Point, ...] = ()
        self._aimed: Aimed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HIGH)

    def show_points(self, name: str, points: Sequence[Point], aimed: Aimed | None) -> None:
        """Show figures (those in words are left out) and what they are to come to."""
        self._points = tuple(one for one in points if one.value is not None)
        self._aimed = aimed
        told = "、".join(f"{fiscal_year_short(one.year)} {one.text}" for one in points)
        self.setAccessibleName(messages.TREND.format(name=name, points=told))
        self.setVisible(bool(self._points))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the drawing."""
        return QSize(260, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12.5, tabular=True))
        values = [one.value for one in self._points if one.value is not None]
        aimed = [self._aimed.least] if self._aimed is not None else []
        low, high = min((*values, *aimed), default=0), max((*values, *aimed), default=1)
        room = max(high - low, 1)
        inner = QRectF(_SIDE, _ABOVE, self.width() - 2 * _SIDE, self.height() - _ABOVE - _BELOW)

        def at(value: int) -> float:
            return inner.bottom() - inner.height() * (value - low) / room

        if self._aimed is not None:
            painter.setPen(QPen(QColor(tokens.attention), 1.2, Qt.PenStyle.DashLine))
            level = at(self._aimed.least)
            painter.drawLine(QPointF(8, level), QPointF(self.width() - 8, level))
            text = messages.TARGET.format(text=aimed_text(self._aimed))
            painter.drawText(QRectF(8, level - 20, self.width() - 16, 18), Qt.AlignmentFlag.AlignRight, text)
        count = len(self._points)
        places = [
            QPointF(
                inner.left() + (inner.width() * place / (count - 1) if count > 1 else inner.width() / 2),
                at(value),
            )
            for place, value in enumerate(values)
        ]
        painter.setPen(QPen(QColor(tokens.accent), 2.4))
        for start, end in pairwise(places):
            painter.drawLine(start, end)
        painter.setBrush(QColor(tokens.accent))
        for place in places:
            painter.drawEllipse(place, 4, 4)
        painter.setPen(QColor(tokens.text))
        for place, one in zip(places, self._points, strict=True):
            beside = QRectF(place.x() - 60, place.y() + 8, 120, 18)
            painter.drawText(
                beside, Qt.AlignmentFlag.AlignHCenter, f"{fiscal_year_short(one.year)} {one.text}"
            )
        painter.end()
