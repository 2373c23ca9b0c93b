"""What F1 says about a screen: what one does here, in a few lines, without a manual."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from dxdesk.ui.widgets.basics import STRETCH, Text, column, primary, row, scrolling


class HelpDialog(QDialog):
    """A page of short answers; Esc closes it."""

    def __init__(self, title: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Show (question, answer) pairs."""
        super().__init__(parent)
        self.setWindowTitle(f"使い方: {title}")
        self.resize(560, 520)
        texts = column(gap=4, margins=(4, 0, 12, 0))
        for question, answer in lines:
            texts.addWidget(Text(question, "section", wrap=True))
            texts.addWidget(Text(answer, wrap=True))
            texts.addSpacing(12)
        texts.addStretch(1)
        close = primary("閉じる", self.accept)
        self.setLayout(
            column(
                Text(title, "title"), scrolling(texts), row(STRETCH, close), gap=14, margins=(24, 20, 20, 20)
            )
        )
