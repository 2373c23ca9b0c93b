"""A small coloured square for legends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import theme

Colours = Callable[[theme.Tokens], tuple[str, str]]
"""Returns the ground and the ink of a square in a theme."""


class Swatch(QWidget):
    """A square of 12 px, or wider with a text on it; hatched means that nothing can be compared.

    It asks for its colours whenever it paints: those of when it was made may be another theme's later.
    """

    def __init__(self, colours: Colours | None, width: int = 12, height: int = 12, text: str = "") -> None:
        """Make a square of the colours a theme has for it; hatched without any."""
        super().__init__()
        self._colours, self._text = colours, text
        self.setFixedSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        from PySide6.QtCore import Qt

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme.of(self)
        fill, ink = self._colours(tokens) if self._colours is not None else ("", tokens.text)
        if fill:
            painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.contrast else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(QColor(fill))
        else:
            painter.setPen(QPen(QColor(tokens.edge), 1))
            painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
        if not fill:
            painter.setPen(QPen(QColor(tokens.edge), 1.5))
            for left in range(-self.height(), self.width(), 6):
                painter.drawLine(left, self.height(), left + self.height(), 0)
        if self._text:
            painter.setPen(QColor(ink))
            painter.setFont(theme.font(13, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
