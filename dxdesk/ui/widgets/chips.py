"""Small marks: a level (number and colour), a badge, a key cap, a count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dxdesk.ui.look import theme

LEVEL_WIDE = 46
"""Px of a level's chip at least: LV0 to LV3 in our font."""


class _Chip(QWidget):
    """A rounded box around a short text, painted in the colours of the theme in force."""

    def __init__(
        self, text: str = "", size: float = 13, *, bold: bool = False, pad: int = 9, height: int = 22
    ):
        super().__init__()
        self._text = text
        self._font = theme.font(size, bold=bold)
        self._pad, self._height = pad, height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the text shown."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room the text needs."""
        from PySide6.QtGui import QFontMetrics

        width = QFontMetrics(self._font).horizontalAdvance(self._text) + 2 * self._pad
        return QSize(max(width, self._height), self._height)

    def minimumSizeHint(self) -> QSize:
        """Never clip."""
        return self.sizeHint()

    def _paint(self, fill: str, ink: str, edge: str = "", radius: float = 4) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
        inset = 0.5 if edge else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.setPen(QColor(ink))
        painter.setFont(self._font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class LevelChip(_Chip):
    """A level: its label on the shade of its number; without a level a dash."""

    def __init__(self, level: int | None = None, label: str = "", top: int = 3, *, faint: str = "–") -> None:
        """Show a level; ``label`` defaults to ``LV`` and the number, ``faint`` stands where none is."""
        super().__init__("", 13, bold=True, pad=9, height=22)
        self._level, self._top, self._faint = level, top, faint
        self.set_level(level, label)

    def set_level(self, level: int | None, label: str = "") -> None:
        """Show another level."""
        self._level = level
        self.setText(self._faint if level is None else (label or f"LV{level}"))
        self.update()

    def sizeHint(self) -> QSize:
        """Be as wide as any level: chips under each other end on one line."""
        hint = super().sizeHint()
        return QSize(max(hint.width(), LEVEL_WIDE), hint.height()) if self._level is not None else hint

    @property
    def level(self) -> int | None:
        """The level shown."""
        return self._level

    def set_top(self, top: int) -> None:
        """Say how high the scale goes, for the shade."""
        if top != self._top:
            self._top = top
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shade and label."""
        tokens = theme.of(self)
        if self._level is None:
            self._paint(tokens.card, tokens.muted)
            return
        fill, ink = theme.level_colours(tokens, self._level, self._top)
        self._paint(fill, ink)


class Badge(_Chip):
    """A word in a pill: ``attention``, ``done`` or ``plain``."""

    def __init__(self, text: str = "", tone: str = "attention") -> None:
        """Show a word."""
        super().__init__(text, 12.5, pad=10, height=22)
        self._tone = tone

    def set_tone(self, tone: str) -> None:
        """Change what the colour says."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        tokens = theme.of(self)
        if self._tone == "attention":
            self._paint(tokens.attention_wash, tokens.attention, tokens.attention_line, 11)
        elif self._tone == "done":
            self._paint(tokens.done_wash, tokens.done, "", 11)
        elif self._tone == "accent":
            self._paint(tokens.wash, tokens.strong, "", 11)
        else:
            self._paint(tokens.ground, tokens.muted, tokens.line, 11)


class Count(_Chip):
    """How many wait, as a filled pill beside a word; hidden at nought."""

    def __init__(self, number: int = 0) -> None:
        """Show a number."""
        super().__init__("", 12.5, bold=True, pad=7, height=20)
        self.set_number(number)

    def set_number(self, number: int) -> None:
        """Show another number."""
        self.setText(f"{number:,}" if number else "")
        self.setVisible(bool(number))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        tokens = theme.of(self)
        self._paint(tokens.mark, "#ffffff" if not tokens.dark else tokens.on_accent, "", 10)


class KeyCap(_Chip):
    """The name of a key, drawn like a key."""

    def __init__(self, text: str) -> None:
        """Show a key's name."""
        super().__init__(text, 12.5, pad=7, height=22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the key with a thicker lower edge."""
        tokens = theme.of(self)
        self._paint(tokens.card, tokens.muted, tokens.edge, 4)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawLine(4, self.height() - 2, self.width() - 5, self.height() - 2)
        painter.end()
