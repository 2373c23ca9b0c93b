"""重み: a number for every skill that something is required in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QSpinBox, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling

MOST = 9


class WeightsDialog(Dialog):
    """Asks for the weights; ``wanted`` returns them by uid."""

    def __init__(
        self, skills: Sequence[tuple[str, str]], weights: Mapping[str, int], parent: QWidget | None = None
    ) -> None:
        """Show (uid, name) of skills with their weights."""
        super().__init__(parent)
        self.setWindowTitle(messages.WEIGHTS)
        self.setMinimumWidth(520)
        self.fields: dict[str, QSpinBox] = {}
        lines = column(gap=6, margins=(0, 0, 8, 0))
        for uid, name in skills:
            field = NumberEdit()
            field.setRange(0, MOST)
            field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            field.setValue(weights.get(uid, 1))
            field.setAccessibleName(f"{name} {messages.WEIGHT}")
            field.setFixedWidth(72)
            self.fields[uid] = field
            line = row(Text(name, wrap=True, by_words=True), field, gap=10)
            line.setStretch(0, 1)
            lines.addLayout(line)
        lines.addStretch(1)
        area = scrolling(lines)
        area.setMinimumHeight(min(42 * len(skills) + 10, 320))
        self.accept_button = primary(messages.WEIGHTS_GO, self.accept, name="accept")
        parts = (
            Text(messages.WEIGHTS, "title"),
            Text(messages.WEIGHTS_TEXT, "muted", wrap=True),
            card(area, padding=12),
            STRETCH,
            row(STRETCH, button("やめる", self.reject), self.accept_button),
        )
        self.setLayout(column(*parts, gap=14, margins=(24, 20, 24, 20)))

    @property
    def wanted(self) -> dict[str, int]:
        """The weights as they are set now."""
        return {uid: field.value() for uid, field in self.fields.items()}
