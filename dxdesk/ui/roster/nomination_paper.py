"""What the office's own system says of appointments that are decided apart from their round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from dxdesk.domain.nominations import Paper
from dxdesk.ui.roster import nominating_messages as messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row


class PaperDialog(Dialog):
    """文書番号 and 決裁 of those whose term begins on another day than the round's; all may stay empty."""

    def __init__(self, parent: QWidget, names: tuple[str, ...], go: Callable[[Paper], object]) -> None:
        """Ask of some people, by their names as they are shown."""
        super().__init__(parent)
        title = messages.PAPER_TITLE.format(count=len(names))
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.document, self.approval = QLineEdit(), QLineEdit()
        self.document.setAccessibleName(messages.DOCUMENT)
        self.approval.setAccessibleName(messages.APPROVAL)
        self.approved_on = DayField(messages.APPROVED_ON, optional=True, none=messages.NOT_YET)
        self.approved_on.given.setChecked(False)
        self.accept_button = primary(messages.APPOINT, self.accept, name="accept-paper")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(messages.PAPER_TEXT.format(names="、".join(names)), wrap=True),
                row(
                    column(Text(messages.DOCUMENT, "caption"), self.document, gap=4),
                    column(Text(messages.APPROVAL, "caption"), self.approval, gap=4),
                    self.approved_on,
                    gap=12,
                ),
                STRETCH,
                row(STRETCH, button("やめる", self.reject, name="leave"), self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )
        self.accepted.connect(lambda: go(self.paper()))

    def paper(self) -> Paper:
        """Return what was written."""
        return Paper(self.document.text().strip(), self.approval.text().strip(), self.approved_on.day())
