"""Saying something before a dialog that has no place for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row


class Told(Dialog):
    """What happened, and nothing to decide."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        """Say it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.close_button = primary("閉じる", self.accept, name="close")
        parts = (Text(title, "section", wrap=True), Text(text, wrap=True), STRETCH)
        self.setLayout(column(*parts, row(STRETCH, self.close_button), gap=14, margins=(24, 20, 24, 20)))


def tell(window: QWidget, before: QWidget, title: str, text: str) -> Told:
    """Say something above a dialog, which goes on when it was read.

    It belongs to the window: above a small dialog of which it were a child it would have to be as small.
    """
    told = Told(window, title, text)
    told.setWindowModality(Qt.WindowModality.ApplicationModal)
    told.finished.connect(before.activateWindow)
    told.finished.connect(told.deleteLater)
    told.show()
    return told
