"""The logic model drawn: boxes with their figures, from 取組 to the final outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.domain import logic_model
from dxdesk.domain.indicator_record import ActivitySaid, OutcomeSaid
from dxdesk.domain.logic_model import ACTIVITY, DIRECT, FINAL, Box, Diagram
from dxdesk.ui.aims import indicator_messages as messages
from dxdesk.ui.look import theme

SIZE = 13
LEAST_WIDE = 760


class ModelDrawing(QWidget):
    """A drawing as wide as there is room, and as high as its boxes need."""

    def __init__(self) -> None:
        """Draw nothing yet."""
        super().__init__()
        self._outcomes: tuple[OutcomeSaid, ...] = ()
        self._activities: tuple[ActivitySaid, ...] = ()
        self._figures: Mapping[str, Sequence[str]] = {}
        self._diagram: Diagram | None = None
        self.setMinimumWidth(LEAST_WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_model(
        self,
        outcomes: Sequence[OutcomeSaid],
        activities: Sequence[ActivitySaid],
        figures: Mapping[str, Sequence[str]],
    ) -> None:
        """Show a logic model with its figures."""
        self._outcomes, self._activities, self._figures = tuple(outcomes), tuple(activities), figures
        told = "、".join(" ".join((one.code, one.name, *figures.get(one.code, ()))) for one in self._outcomes)
        self.setAccessibleName(messages.MODEL_SAID.format(boxes=told))
        self._lay_out()

    @property
    def _em(self) -> float:
        return float(QFontMetrics(theme.font(SIZE)).horizontalAdvance("国"))

    def _lay_out(self) -> None:
        width = max(self.width(), LEAST_WIDE) / self._em
        self._diagram = logic_model.lay_out(self._outcomes, self._activities, self._figures, width)
        self.setFixedHeight(int(self._diagram.height * self._em) + 4)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the drawing."""
        return QSize(LEAST_WIDE, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the boxes out anew in the room there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        found = self._diagram
        if found is None:
            return
        tokens, em = theme.of(self), self._em
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12.5))
        painter.setPen(QColor(tokens.muted))
        for text, left in found.headings:
            painter.drawText(QPointF(left * em + 2, 1.4 * em), text)
        shown = event.rect()
        for box in found.boxes:
            if box.top * em <= shown.bottom() and (box.top + box.height) * em >= shown.top():
                self._paint_box(painter, box, tokens, em)
        self._paint_ways(painter, found, tokens, em)
        painter.end()

    @staticmethod
    def _paint_box(painter: QPainter, box: Box, tokens: theme.Tokens, em: float) -> None:
        place = QRectF(box.left * em + 0.5, box.top * em + 0.5, box.width * em - 1, box.height * em - 1)
        fill = {ACTIVITY: tokens.ground, DIRECT: tokens.wash, FINAL: tokens.strong}
        painter.setBrush(QColor(fill.get(box.layer, tokens.card)))
        painter.setPen(QPen(QColor(tokens.edge if box.layer != FINAL else tokens.strong), 1))
        painter.drawRoundedRect(place, 5, 5)
        lines = (*box.lines, *box.figures)
        line = 1.5 * em
        top = place.top() + (place.height() - line * len(lines)) / 2 + 1.1 * em
        for position, text in enumerate(lines):
            figure = position >= len(box.lines)
            painter.setFont(theme.font(SIZE, bold=figure or box.layer == FINAL, tabular=figure))
            colour = tokens.on_accent if box.layer == FINAL else tokens.strong if figure else tokens.text
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(place.left() + 0.8 * em, top + position * line), text)

    @staticmethod
    def _paint_ways(painter: QPainter, found: Diagram, tokens: theme.Tokens, em: float) -> None:
        painter.setPen(QPen(QColor(tokens.accent), 1.4))
        painter.setBrush(QColor(tokens.accent))
        for left, top, right, bottom in found.lines:
            painter.drawLine(QPointF(left * em, top * em), QPointF(right * em, bottom * em))
        lefts = [left for _, left in found.headings][1:]
        used = {round(box.left, 3) for box in found.boxes if box.lines}
        for place, left in enumerate(lefts):
            if round(left, 3) not in used or (found.said and place):
                continue
            middle = found.height * em / 2
            tip = QPointF(left * em - 0.4 * em, middle)
            painter.setPen(Qt.PenStyle.NoPen)
            back = tip.x() - 1.1 * em
            painter.drawPolygon(
                QPolygonF([tip, QPointF(back, middle - 0.9 * em), QPointF(back, middle + 0.9 * em)])
            )
