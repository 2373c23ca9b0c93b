"""Before a skill goes: what hangs on it, and whether it goes on in another one."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from dxdesk.domain.framework_uses import uses_of_item
from dxdesk.ui.framework import fields, messages
from dxdesk.ui.widgets.basics import STRETCH, Text, button, column, primary, row
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.usecases.framework_drafts import Draft


class RemoveDialog(Dialog):
    """Asks; ``into`` is the uid of the skill it goes on in, empty for none."""

    def __init__(self, draft: Draft, uid: str, parent: QWidget | None = None) -> None:
        """Ask about a skill of a draft."""
        super().__init__(parent)
        item = draft.framework.item(uid)
        published = uid in dict(draft.published) and draft.follows
        title = messages.RETIRE_ASK if published else messages.REMOVE_ASK
        self.setWindowTitle(messages.REMOVE)
        self.setMinimumWidth(520)
        self.target = QComboBox()
        self.target.setAccessibleName(messages.MERGE)
        others = [one for one in draft.framework.items if one.uid != uid and one.scale == item.scale]
        fields.entries(self.target, [("", messages.DROP), *((one.uid, one.name) for one in others)])
        merge = column(fields.caption(messages.MERGE), self.target, gap=3)
        places = uses_of_item(draft.framework, uid)
        uses = messages.USES.format(places="、".join(places)) if places else messages.NO_USES
        self.accept_button = primary(messages.REMOVE_GO, self.accept, name="accept")
        parts = [
            Text(title.format(name=item.name or messages.NO_NAME), "title", wrap=True),
            Text(messages.RETIRE_TEXT if published else messages.REMOVE_TEXT, wrap=True),
            Text(uses, "muted", wrap=True),
            *([merge] if published else []),
            STRETCH,
            row(STRETCH, button("やめる", self.reject), self.accept_button),
        ]
        self.setLayout(column(*parts, gap=14, margins=(24, 20, 24, 20)))

    @property
    def into(self) -> str:
        """The uid of the skill that takes the levels over."""
        return str(self.target.currentData() or "")
