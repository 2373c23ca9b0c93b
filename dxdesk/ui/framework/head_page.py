"""版と出典: what the draft is called, where it comes from, and whose words it has."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import fields, messages
from dxdesk.ui.framework.editing import Editing
from dxdesk.ui.widgets.basics import card, column, row, scrolling

_LINES = ("name", "version", "code", "source")


class HeadPage(QWidget):
    """The draft's own fields."""

    def __init__(self, editing: Editing) -> None:
        """Make an empty form."""
        super().__init__()
        self.editing = editing
        self.inputs: dict[str, QWidget] = {
            key: fields.line(messages.FIELDS[key], partial(self._put, key)) for key in _LINES
        }
        note = fields.Lines(messages.FIELDS["note"], lambda found: self._put("note", "\n".join(found)), 5)
        self.inputs["note"] = note
        self.inputs["summary"] = fields.tick(
            messages.FIELDS["summary"], lambda on: self._put("summary", bool(on))
        )
        form = column(gap=10, margins=(2, 2, 14, 8))
        for key, field in self.inputs.items():
            if key != "summary":
                form.addWidget(fields.caption(messages.FIELDS[key]))
            form.addWidget(field)
        form.addStretch(1)
        self.setLayout(row(card(scrolling(form), padding=14)))

    def show_framework(self, framework: Framework) -> None:
        """Show what the fields are now."""
        for key, field in self.inputs.items():
            fields.fill(field, getattr(framework, key))

    def _put(self, field: str, value: Any) -> None:
        changed = edit.replace_head(self.editing.framework, **{field: value})
        self.editing.change(changed, self, f"head.{field}")
