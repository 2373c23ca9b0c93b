"""A bar of one or several shares of a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.ui.look import theme


class Meter(QWidget):
    """A flat bar: shares of a whole from left to right, darkest first."""

    def __init__(self, height: int = 8) -> None:
        """Make an empty bar of a height in px."""
        super().__init__()
        self._shares: tuple[int, ...] = ()
        self._whole = 0
        self._colours: Callable[[theme.Tokens], Sequence[str]] | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(
        self,
        shares: Sequence[int],
        whole: int,
        said: str = "",
        colours: Callable[[theme.Tokens], Sequence[str]] | None = None,
    ) -> None:
        """Show shares of a whole.

        Args:
            shares: from left to right.
            whole: what they are parts of.
            said: what a screen reader says.
            colours: one a share in a theme, where the usual ones do not do.
        """
        self._shares, self._whole, self._colours = tuple(shares), whole, colours
        self.setAccessibleName(said or f"{sum(shares)} / {whole}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shares inside a rounded outline."""
        tokens = theme.of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens.empty))
        left = 0.0
        usual = (tokens.accent if len(self._shares) == 1 else tokens.strong, tokens.levels[2])
        colours = self._colours(tokens) if self._colours is not None else usual
        for share, colour in zip(self._shares, colours, strict=False):
            width = self.width() * min(share, self._whole) / self._whole if self._whole else 0
            painter.fillRect(QRectF(left, 0, width, self.height()), QColor(colour))
            left += width
        painter.end()
