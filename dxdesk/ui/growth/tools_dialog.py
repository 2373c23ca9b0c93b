"""ツールの配置の基準: how many of each 課 should stand at the highest stage of each tool."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox, QWidget

from dxdesk.ui.growth import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import NumberEdit
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling

if TYPE_CHECKING:
    from dxdesk.usecases.development.tool_placements import ToolLine

MOST = 99


class ToolsDialog(Dialog):
    """Asks for a number a tool; ``wanted`` returns them by uid."""

    def __init__(self, tools: Sequence[ToolLine], parent: QWidget | None = None) -> None:
        """Show the tools with what is kept, else with what the policy proposes."""
        super().__init__(parent)
        self.setWindowTitle(messages.TOOLS)
        self.setMinimumWidth(520)
        self.fields: dict[str, QSpinBox] = {}
        lines = column(gap=6, margins=(0, 0, 8, 0))
        for one in tools:
            field = NumberEdit()
            field.setRange(0, MOST)
            field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            field.setValue(one.per_section or one.proposed)
            name = messages.TOOLS_LINE.format(name=one.name, level=one.level)
            field.setAccessibleName(name)
            field.setFixedWidth(72)
            self.fields[one.uid] = field
            proposed = bool(one.proposed) and not one.per_section
            note = Text(messages.TOOLS_PROPOSED if proposed else "", "caption")
            lines.addLayout(row(Text(name), STRETCH, note, field, gap=10))
        lines.addStretch(1)
        area = scrolling(lines)
        area.setMinimumHeight(min(42 * len(tools) + 10, 320))
        self.accept_button = primary(messages.WEIGHTS_GO, self.accept, name="accept")
        parts = (
            Text(messages.TOOLS, "title"),
            Text(messages.TOOLS_TEXT, "muted", wrap=True),
            card(area, padding=12),
            STRETCH,
            row(STRETCH, button("やめる", self.reject), self.accept_button),
        )
        self.setLayout(column(*parts, gap=14, margins=(24, 20, 24, 20)))

    @property
    def wanted(self) -> dict[str, int]:
        """The numbers as they are set now."""
        return {uid: field.value() for uid, field in self.fields.items()}
