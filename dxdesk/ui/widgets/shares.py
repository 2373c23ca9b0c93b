"""Names with a bar and a figure each, painted in one go: a list of forty must not cost forty layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.ui.look import theme

ROW = 25


@dataclass(frozen=True, slots=True)
class Share:
    """One line: its name, how full the bar is (0 to 1), the figure beside it."""

    name: str
    part: float
    figure: str


class ShareList(QWidget):
    """Bars under each other."""

    def __init__(self, names: int = 96, figures: int = 44) -> None:
        """Make an empty list; widths of names and figures in px."""
        super().__init__()
        self._names, self._figures = names, figures
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show lines."""
        self._shares = tuple(shares)
        self.setAccessibleName("、".join(f"{share.name} {share.figure}" for share in shares))
        self.setFixedHeight(ROW * len(self._shares))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of all lines."""
        return QSize(self._names + self._figures + 60, ROW * len(self._shares))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view."""
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(13)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        bar = self.width() - self._names - self._figures - 16
        shown = event.rect()
        for position, share in enumerate(self._shares):
            top = position * ROW
            if top > shown.bottom() or top + ROW < shown.top():
                continue
            painter.setPen(QColor(tokens.text))
            name = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, self._names)
            painter.drawText(
                QRectF(0, top, self._names, ROW),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                name,
            )
            painter.setPen(Qt.PenStyle.NoPen)
            whole = QRectF(self._names + 8, top + ROW / 2 - 3, bar, 6)
            painter.setBrush(QColor(tokens.empty))
            painter.drawRoundedRect(whole, 3, 3)
            whole.setWidth(bar * max(0.0, min(share.part, 1.0)))
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(whole, 3, 3)
            painter.setPen(QColor(tokens.muted))
            right = QRectF(self.width() - self._figures, top, self._figures, ROW)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, share.figure)
        painter.end()
