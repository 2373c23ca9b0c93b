"""What lies behind the screens, and is seen around the guide and what the window says."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import theme


class Ground(QWidget):
    """Paints itself: what a style sheet takes of the palette it keeps when another theme comes."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the theme in force."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.of(self).ground))
        painter.end()
