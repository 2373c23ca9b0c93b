"""What the window says: a banner for what happened, and an empty state that teaches."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from dxdesk.ui import icons, theme
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, inside, primary, repolish, row

_ICONS = {"attention": "warning", "done": "check", "info": "info"}

WIDE, LEAST, SPARE = 470, 120, 44
"""Of an empty state's text, px: how long a line may be, how short, and the room breaking may need."""


class Mark(QLabel):
    """An icon that takes the colours of the theme in force."""

    def __init__(self, name: str, tone: str = "muted", size: int = 20) -> None:
        """Show an icon in the colour of a token (muted, accent, attention, done)."""
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self._drawn: tuple[str, str, float] = ("", "", 0.0)
        self.setFixedSize(size, size)
        self._draw()

    def change(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange):
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint smoothly: at 125 or 150 % a label would scale the drawing by leaving dots out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self.pixmap())
        painter.end()

    def _draw(self) -> None:
        colour = str(getattr(theme.of(self), self._tone))
        wanted = (self._name, colour, max(self.devicePixelRatioF(), 2.0))
        if self._drawn == wanted:
            return  # every move to another parent tells of a palette
        self._drawn = wanted
        self.setPixmap(icons.pixmap(self._name, colour, self._size, wanted[2]))


class Banner(QFrame):
    """What happened · what it means for the data · what to do now; closes itself on demand."""

    gone = Signal()
    """Closed, or hidden otherwise: what stood around it can close up."""

    def __init__(self) -> None:
        """Make a hidden banner."""
        super().__init__()
        self._mark = Mark("warning", "attention")
        self._title = Text(look="strong", wrap=True)
        self._meaning = Text(wrap=True)
        self._advice = Text(look="muted", wrap=True)
        self._act = button("")
        self._act.hide()
        self._close = button("閉じる", self.hide, look="quiet")
        texts = column(self._title, self._meaning, self._advice, gap=4)
        self._line = row(self._mark, texts, self._act, self._close, gap=12, margins=(16, 12, 12, 12))
        self._line.setStretch(1, 1)
        self.setLayout(self._line)
        self._acting: Callable[[], object] | None = None
        self._act.clicked.connect(self._run)
        self.hide()

    def say(
        self,
        title: str,
        meaning: str = "",
        advice: str = "",
        *,
        tone: str = "attention",
        act: str = "",
        acting: Callable[[], object] | None = None,
        filled: bool = False,
    ) -> None:
        """Show a message; ``tone`` is attention, done or info, ``act`` an optional button.

        ``filled``: that button is the next step of the screen.
        """
        self._mark.change(_ICONS[tone], "accent" if tone == "info" else tone)
        for part, text in ((self._title, title), (self._meaning, meaning), (self._advice, advice)):
            part.setText(text)
            part.setVisible(bool(text))
        # Beside one line the mark stands level with it, beside several with the first.
        side = QtCore.Qt.AlignmentFlag.AlignTop if meaning or advice else QtCore.Qt.AlignmentFlag.AlignVCenter
        self._line.setAlignment(self._mark, side)
        self._acting = acting
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._act.setProperty("look", "primary" if filled else "secondary")
        repolish(self._act)
        self.setProperty("look", tone)
        repolish(self)
        self.setAccessibleName(" ".join(part for part in (title, meaning, advice) if part))
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that there is nothing to read any more."""
        super().hideEvent(event)
        if self.isHidden():
            self.gone.emit()

    def text(self) -> str:
        """Return everything the banner says."""
        parts = (self._title.text(), self._meaning.text(), self._advice.text())
        return "\n".join(part for part in parts if part)

    def _run(self) -> None:
        if self._acting is not None:
            self._acting()


class EmptyState(QFrame):
    """Nothing here yet: why, and what brings something here."""

    def __init__(
        self, icon: str, title: str, text: str, act: str = "", acting: Callable[[], object] | None = None
    ) -> None:
        """Say why there is nothing and offer the step that changes it."""
        super().__init__()
        self.title = Text(title, "section")
        self.hint = Text(text, "muted", wrap=True)
        self.hint.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter | QtCore.Qt.AlignmentFlag.AlignTop)
        self.action: QPushButton | None = primary(act, acting) if act else None
        mark = Mark(icon, "muted", 36)
        # Beside stretches and not aligned: only so does a wrapped text get the height it needs.
        hint = row(STRETCH, self.hint, STRETCH)
        layout = column(STRETCH, mark, 4, self.title, hint, 8, gap=6, margins=(24, 24, 24, 24))
        if self.action is not None:
            layout.addWidget(self.action)
        layout.addStretch(2)
        for part in (mark, self.title, self.action):
            if part is not None:
                layout.setAlignment(part, QtCore.Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)
        self.tell(title, text)

    def tell(self, title: str, text: str) -> None:
        """Say something else; lines of about one length read better than a full one and a rest."""
        self.title.setText(title)
        advance = QFontMetrics(theme.font()).horizontalAdvance
        lines = [line for part in text.split("\n") for line in _sentences(part, advance)]
        self.hint.setText("\n".join(lines))
        longest = max(map(advance, lines))
        high = max(1, -(-longest // WIDE))
        self.hint.setFixedWidth(max(LEAST, min(longest // high + SPARE, WIDE + SPARE)))


def _sentences(text: str, advance: Callable[[str], int]) -> list[str]:
    """Return a text too wide for one line sentence by sentence, a long one in halves at a comma."""
    if advance(text) <= WIDE:
        return [text]
    found = [each for each in re.split(r"(?<=。)", text) if each]
    lines: list[str] = []
    for each in found:
        cuts = [place + 1 for place, letter in enumerate(each) if letter == "、"]
        halves = [(each[:cut], each[cut:]) for cut in cuts if advance(each) > WIDE]
        best = min(halves, key=lambda pair: max(map(advance, pair)), default=(each,))
        lines += best if max(map(advance, best)) <= WIDE else (each,)
    return lines


def figures(*pairs: tuple[str, str]) -> QFrame:
    """Return figures beside each other, each over its caption."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(28)
    for number, caption in pairs:
        layout.addLayout(column(Text(number, "title"), Text(caption, "caption"), gap=2))
    layout.addStretch(1)
    return inside(layout)
