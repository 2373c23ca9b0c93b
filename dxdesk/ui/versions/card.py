"""The card that shows a スキル体系 on one page before a year begins on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from dxdesk.ui.versions import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import DROP, Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row

if TYPE_CHECKING:
    from dxdesk.usecases.frameworks.preview import PersonaLine, Preview

_STEP = 16
"""Px that a kind of a kind stands further right."""

_WRAPPED = 2
"""The column whose texts wrap."""


class FrameworkPreview(QFrame):
    """Name, source, how much of what, who it is about, and whose words they are."""

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__()
        self.setProperty("look", "info")
        self.name, self.source = Text("", "strong", wrap=True), Text("", "muted", wrap=True)
        self.facts, self.scales = Text("", wrap=True), Text("", "muted", wrap=True)
        self.personas = QGridLayout()
        self.personas.setHorizontalSpacing(16)
        self.personas.setVerticalSpacing(4)
        self.personas.setColumnStretch(2, 1)
        self.notes = Text("", "muted", wrap=True)
        self.more = button(messages.PREVIEW_MORE, self._turn, look="flush", name="preview-more")
        self.words = Text(messages.PREVIEW_SUMMARY, tone="attention", wrap=True)
        self.replace = Text(messages.PREVIEW_REPLACE, "muted", wrap=True)
        self.whose = inside(column(self.words, self.replace, gap=2, margins=(12, 8, 12, 8)), look="attention")
        self.setLayout(
            column(
                self.name,
                self.source,
                self.facts,
                self.scales,
                self.personas,
                self.whose,
                row(self.more, STRETCH),
                self.notes,
                gap=8,
                margins=(14, 12, 14, 12),
            )
        )

    def show_framework(self, found: Preview | None) -> None:
        """Show a framework; None hides the card."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.name.setText(messages.PREVIEW_NAME.format(name=found.name, version=found.version))
        self.source.setText(messages.PREVIEW_SOURCE.format(source=found.source))
        self.source.setVisible(bool(found.source))
        counted = (
            (messages.PREVIEW_SKILLS, found.skills),
            (messages.PREVIEW_MINDSET, found.mindset),
            (messages.PREVIEW_LEVELS, found.levels),
            (messages.PREVIEW_PERSONAS, len(found.personas)),
            (messages.PREVIEW_STAGES, found.stages),
            (messages.PREVIEW_REQUIREMENTS, found.requirements),
        )
        self.facts.setText(" / ".join(text.format(count=count) for text, count in counted if count))
        self.scales.setText("\n".join(found.scales))
        self._show_personas(found.personas)
        self.whose.setVisible(found.summary)
        self.notes.setText("\n".join(f"・{line}" for line in found.notes))
        self.notes.hide()
        self.more.setVisible(bool(found.notes))
        self.more.setText(messages.PREVIEW_MORE)

    def _show_personas(self, lines: Sequence[PersonaLine]) -> None:
        clear(self.personas)
        for position, line in enumerate(lines):
            name, held = Text(line.name, "strong"), Text(line.held, "caption")
            name.setIndent(_STEP * line.depth)
            for at, part in enumerate((name, held, Text(line.text, "muted", wrap=True))):
                if at < _WRAPPED:
                    part.setContentsMargins(0, DROP, 0, 0)
                self.personas.addWidget(part, position, at)
                part.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _turn(self) -> None:
        shown = not self.notes.isVisibleTo(self)
        self.notes.setVisible(shown)
        self.more.setText(messages.PREVIEW_LESS if shown else messages.PREVIEW_MORE)
