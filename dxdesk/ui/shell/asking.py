"""Asking before something that many would regret."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, primary, row
from dxdesk.ui.widgets.dialog import Dialog


class AskDialog(Dialog):
    """A question with what it means, and a verb to go on."""

    def __init__(
        self, title: str, text: str, act: str, parent: QWidget | None = None, *, grave: bool = False
    ) -> None:
        """Ask; a ``grave`` act cannot be undone: Enter leaves it until somebody goes to its button."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.leave = button("やめる", self.reject)
        self.accept_button = primary(act, self.accept, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(text, wrap=True),
                STRETCH,
                row(STRETCH, self.leave, self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )
        if grave:
            self.leave.setFocus()


def ask_first(
    parent: QWidget, title: str, text: str, act: str, go: Callable[[], object], *, grave: bool
) -> AskDialog:
    """Ask, and go on when the answer is yes; whoever asks says whether the act is ``grave``."""
    dialog = AskDialog(title, text, act, parent, grave=grave)
    dialog.accepted.connect(lambda: go())
    dialog.open()
    return dialog
