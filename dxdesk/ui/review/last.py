"""What was just confirmed or returned, in one line, with the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame

from dxdesk.ui.look import theme
from dxdesk.ui.review import messages
from dxdesk.ui.widgets.basics import Text, button, row


class LastLine(QFrame):
    """One line; away while there is nothing to take back."""

    def __init__(self, name: str) -> None:
        """Make it, hidden; ``name`` is the object name of its button."""
        super().__init__()
        self._said = ""
        self._text = Text("", "caption")
        self._text.setMinimumWidth(40)
        self.button = button(messages.TAKE_BACK, look="link", name=name)
        self.button.setToolTip(messages.TAKE_BACK_KEY)
        line = row(self._text, self.button, gap=6, margins=(14, 4, 8, 4))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def show_last(self, said: str) -> None:
        """Say what was done last, empty for nothing that can be taken back."""
        self._said = said
        self.setVisible(bool(said))
        self.button.setAccessibleName(f"{messages.TAKE_BACK} {said}".strip())
        self._fit()

    def text(self) -> str:
        """Return what it says."""
        return self._said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten a long name; the rest is in the tip."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(theme.font(theme.CAPTION))
        room = max(self.width() - self.button.sizeHint().width() - 28, 40)
        shown = metrics.elidedText(self._said, Qt.TextElideMode.ElideMiddle, room)
        self._text.setText(shown)
        self._text.setAccessibleName(self._said)
        self._text.setToolTip(self._said if shown != self._said else "")
