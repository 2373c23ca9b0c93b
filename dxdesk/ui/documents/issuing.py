"""Of papers that are kept as issued: which mark a reprint bears, and whether they are corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame

from dxdesk.ui.documents import issuing_messages as messages
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column

if TYPE_CHECKING:
    from dxdesk.usecases.issued.letters import Letters
    from dxdesk.usecases.issued.printing import Printing


def mark_choice() -> Choice:
    """Return a choice of the marks that a reprint may bear, none first."""
    made = Choice()
    made.setAccessibleName(messages.MARK)
    for label, mark in ((messages.NO_MARK, ""), *((one, one) for one in messages.MARKS)):
        made.addItem(label, mark)
    return made


class Issuing(QFrame):
    """How papers that are kept are printed."""

    changed = Signal()

    def __init__(self) -> None:
        """Start without a mark."""
        super().__init__()
        self.mark = mark_choice()
        self.correct = QCheckBox(messages.CORRECT)
        self.correct.setToolTip(messages.CORRECT_TIP)
        self.changed_only = QCheckBox(messages.CHANGED_ONLY)
        self.changed_only.setToolTip(messages.CHANGED_ONLY_TIP)
        self.setLayout(
            column(Text(messages.MARK, "caption"), self.mark, self.correct, self.changed_only, gap=6)
        )
        self.changed_only.toggled.connect(lambda *_: self.changed.emit())
        self.mark.activated.connect(lambda *_: self.changed.emit())
        self.correct.toggled.connect(lambda *_: self.changed.emit())

    def forget(self) -> None:
        """Correct nothing that nobody asked for anew."""
        self.blockSignals(True)
        self.correct.setChecked(False)
        self.changed_only.setChecked(False)
        self.blockSignals(False)

    def printing(self, letters: Letters) -> Printing:
        """Return what is chosen, with the letters of new notices."""
        from dxdesk.usecases.issued.printing import Mark, Printing

        return Printing(
            Mark(str(self.mark.currentData() or "")),
            letters,
            self.correct.isChecked(),
            self.changed_only.isChecked(),
        )
