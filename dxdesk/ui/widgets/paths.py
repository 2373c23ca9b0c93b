"""Where a file or folder lies, in one line: what has no room is left out of its middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from dxdesk.ui.look import theme
from dxdesk.ui.widgets.labels import Text

LEAST = 80
"""Px that a path has at least."""


class PathLine(Text):
    """A path: drive and folder are seen however long it is, the whole of it is in the tip."""

    def __init__(self, name: str) -> None:
        """Make an empty line; ``name`` is what a screen reader calls it, before the whole path."""
        self._name, self._path = name, ""
        super().__init__()
        self.setMinimumWidth(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show another path."""
        self._path = text
        self._fit()

    def text(self) -> str:
        """Return the whole path."""
        return self._path

    def shown(self) -> str:
        """Return what is seen of it."""
        return super().text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(theme.font())
        super().setText(metrics.elidedText(self._path, Qt.TextElideMode.ElideMiddle, self.width()))
        self.setToolTip(self._path)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._path)
