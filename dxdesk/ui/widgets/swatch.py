"""A small coloured square for legends."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import theme


class Swatch(QWidget):
    """A square of 12 px, or wider with a text on it; ``hatched`` means that nothing can be compared."""

    def __init__(self, colour: str, width: int = 12, height: int = 12, text: str = "", ink: str = "") -> None:
        """Make a square of a colour; an empty colour is hatched."""
        super().__init__()
        self._colour, self._text, self._ink = colour, text, ink
        self.setFixedSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        from PySide6.QtCore import Qt

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.of(self)
        if self._colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour))
        else:
            painter.setPen(QPen(QColor(tokens.edge), 1))
            painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
        if not self._colour:
            painter.setPen(QPen(QColor(tokens.edge), 1.5))
            for left in range(-self.height(), self.width(), 6):
                painter.drawLine(left, self.height(), left + self.height(), 0)
        if self._text:
            painter.setPen(QColor(self._ink))
            painter.setFont(theme.font(13, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
