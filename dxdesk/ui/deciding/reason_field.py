"""The field for why an item is returned: as high as what is written, so that nothing typed is out of view."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent

from dxdesk.ui.widgets.keys import is_enter
from dxdesk.ui.widgets.spaced import SpacedText

EDGE, MOST_LINES = 16, 4
"""Px of edge and padding above and under the text, and how many lines it grows to before it scrolls."""


class ReasonField(SpacedText):
    """One paragraph over as many lines as it needs; Enter is the dialog's, Tab goes on."""

    def __init__(self, text: str = "") -> None:
        """Make a field with a text."""
        super().__init__()
        self.setPlainText(text)
        self.document().documentLayout().documentSizeChanged.connect(lambda *_: self._fit())
        self._fit()

    def text(self) -> str:
        """Return what is written, in one line."""
        return " ".join(self.toPlainText().splitlines())

    def setText(self, text: str) -> None:
        """Write something else."""
        self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog: a reason is one paragraph."""
        if is_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another height at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the height of all lines as they are laid out, or of the most that are shown at once."""
        around = 2 * self.document().documentMargin()
        layout = self.document().firstBlock().layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        whole = self.document().size().height() - around
        scrolls = len(lines) > MOST_LINES
        shown = lines[MOST_LINES].y() if scrolls else max(whole, self.fontMetrics().lineSpacing())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(ceil(EDGE + around + shown))
