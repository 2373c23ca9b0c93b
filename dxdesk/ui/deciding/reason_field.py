"""The field for why an item is returned: as high as what is written, so that nothing typed is out of view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from dxdesk.ui.widgets.keys import is_enter

ROOM, MOST_LINES = 26, 4
"""Px around the lines, and how many lines it grows to before it scrolls."""


class ReasonField(QPlainTextEdit):
    """One paragraph over as many lines as it needs; Enter is the dialog's, Tab goes on."""

    def __init__(self, text: str = "") -> None:
        """Make a field with a text."""
        super().__init__(text)
        self.setTabChangesFocus(True)
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

    def _fit(self) -> None:
        # Of a plain text Qt gives the height in lines.
        rows = round(self.document().documentLayout().documentSize().height())
        scrolls = rows > MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(ROOM + self.fontMetrics().lineSpacing() * max(1, min(rows, MOST_LINES)))
