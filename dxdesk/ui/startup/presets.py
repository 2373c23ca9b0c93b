"""What the shipped frameworks are about, a page each, before there is a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ui.startup import messages
from dxdesk.ui.versions.card import FrameworkPreview
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress
    from dxdesk.ui.shell.operations import Operations
    from dxdesk.ui.startup.create import CreateDialog
    from dxdesk.usecases.frameworks.preview import Preview


class PresetsDialog(Dialog):
    """Shows one shipped framework after the other."""

    def __init__(self, offered: Sequence[Preview], parent: QWidget | None = None) -> None:
        """Show previews; the first one at once."""
        super().__init__(parent)
        self.setWindowTitle(messages.PRESETS)
        self.setMinimumWidth(640)
        self._offered = tuple(offered)
        self.choice = Choice()
        self.choice.setAccessibleName(messages.PRESETS)
        self.choice.addItems([found.name for found in self._offered])
        self.preview = FrameworkPreview()
        self.choice.currentIndexChanged.connect(self._show)
        self.accept_button = primary(messages.PRESETS_CLOSE, self.accept, name="accept")
        self.setLayout(
            column(
                Text(messages.PRESETS, "title"),
                Text(messages.PRESETS_TEXT, "muted", wrap=True),
                self.choice,
                self.preview,
                STRETCH,
                row(STRETCH, self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self._show(0)

    def _show(self, position: int) -> None:
        self.preview.show_framework(self._offered[position] if 0 <= position < len(self._offered) else None)


def show_presets(operations: Operations, above: CreateDialog) -> None:
    """Read the shipped frameworks and show them over the dialog that asks for a new store."""

    def work(_: Progress) -> list[Preview]:
        from dxdesk.usecases.frameworks.preview import preview
        from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

        return [preview(load_preset(code)) for code in preset_codes()]

    def done(offered: list[Preview]) -> None:
        above.shown = PresetsDialog(offered, above)
        above.shown.open()

    operations.run(work, done, owner=above)
