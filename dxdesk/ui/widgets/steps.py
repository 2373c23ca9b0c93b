"""The steps of a year as a path."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.ui.look import theme


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the year: its name, a short date text, and ``done``, ``now`` or ``todo``."""

    name: str
    date_text: str
    state: str


_HIGH, _HIGH_BARE = 74, 54
"""Px of a path whose steps have dates, and of one without any."""


class StepPath(QWidget):
    """The year's steps beside each other, the current one marked by form, colour and weight."""

    def __init__(self) -> None:
        """Make an empty path."""
        super().__init__()
        self._steps: tuple[PathStep, ...] = ()
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[PathStep]) -> None:
        """Show steps in their order."""
        self._steps = tuple(steps)
        self.setFixedHeight(_HIGH if any(step.date_text for step in steps) else _HIGH_BARE)
        words = {"done": "済み", "now": "いま", "todo": "これから"}
        self.setAccessibleName("、".join(f"{step.name} {words.get(step.state, '')}" for step in steps))
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return the room that all names need."""
        return QSize(76 * max(1, len(self._steps)), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line with a dot for every step, names and dates under it."""
        if not self._steps:
            return
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self.width() / len(self._steps)
        centres = [QPointF(pitch * (position + 0.5), 13) for position in range(len(self._steps))]
        for position, (before, after) in enumerate(itertools.pairwise(centres)):
            reached = self._steps[position + 1].state != "todo"
            painter.setPen(QPen(QColor(tokens.done if reached else tokens.line), 2))
            painter.drawLine(before + QPointF(18, 0), after - QPointF(18, 0))
        for step, centre in zip(self._steps, centres, strict=True):
            self._paint_step(painter, tokens, step, centre, pitch)
        painter.end()

    def _paint_step(
        self, painter: QPainter, tokens: theme.Tokens, step: PathStep, centre: QPointF, pitch: float
    ) -> None:
        colour = {"done": tokens.done, "now": tokens.accent}.get(step.state, tokens.empty)
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(centre, 12, 12)
        if step.state == "done":
            tick = QPen(QColor(tokens.card), 2.2)
            tick.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
            painter.setPen(tick)
            painter.drawPolyline([centre + QPointF(*p) for p in ((-4.5, 0.3), (-1.3, 3.5), (4.8, -3.4))])
        elif step.state == "now":
            painter.setBrush(QColor(tokens.card))
            painter.drawEllipse(centre, 5, 5)
        painter.setPen(QColor(tokens.accent if step.state == "now" else tokens.text))
        self._line(painter, step.name, 14, 32, centre.x(), pitch, bold=step.state != "todo")
        painter.setPen(QColor(tokens.muted))
        self._line(painter, step.date_text, 12.5, 53, centre.x(), pitch)

    def _line(
        self,
        painter: QPainter,
        text: str,
        size: float,
        top: int,
        middle: float,
        pitch: float,
        bold: bool = False,
    ) -> None:
        font = theme.font(size, bold=bold)
        room = pitch - 6
        shown = QFontMetrics(font).elidedText(text, QtCore.Qt.TextElideMode.ElideRight, int(room))
        painter.setFont(font)
        painter.drawText(QRectF(middle - room / 2, top, room, 20), QtCore.Qt.AlignmentFlag.AlignCenter, shown)
