"""What a confirmer found of an entry: what they saw, or why they cannot confirm it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from dxdesk.domain.spans import read_moment
from dxdesk.ui.growth_file import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner


class FindingDialog(EditDialog):
    """Asks what was seen (``confirmed``) or why nothing can be confirmed; ``tried`` when it is to be kept."""

    tried = Signal()

    def __init__(self, told: str, parent: QWidget, *, confirmed: bool) -> None:
        """Ask of an entry, which ``told`` says in one line."""
        super().__init__(parent)
        self.confirmed = confirmed
        title = messages.FIND_TITLE if confirmed else messages.CANNOT_TITLE
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.banner = Banner()
        self.seen = _line(messages.SEEN, messages.SEEN_HINT)
        self.seen_on = _line(messages.SEEN_ON, messages.SEEN_ON_HINT)
        self.number = _line(messages.SEEN_NUMBER, messages.SEEN_NUMBER_HINT)
        name, hint = (
            (messages.COMMENT, messages.COMMENT_HINT) if confirmed else (messages.WHY, messages.WHY_HINT)
        )
        self.comment = _line(name, hint)
        act = messages.FIND_GO if confirmed else messages.CANNOT_GO
        self.accept_button = primary(act, self.tried.emit, name="accept")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        if confirmed:
            grid.addWidget(_field(messages.SEEN, self.seen), 0, 0, 1, 2)
            grid.addWidget(_field(messages.SEEN_ON, self.seen_on), 1, 0)
            grid.addWidget(_field(messages.SEEN_NUMBER, self.number), 1, 1)
        grid.addWidget(_field(name, self.comment), 2, 0, 1, 2)
        self.setLayout(
            column(
                Text(title, "title"),
                Text(told, "strong", wrap=True),
                Text(messages.FIND_TEXT if confirmed else messages.CANNOT_TEXT, "muted", wrap=True),
                self.banner,
                grid,
                STRETCH,
                row(STRETCH, button(messages.LEAVE, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    @property
    def day(self) -> str:
        """The day (ISO) of what was seen; what is typed where that is none."""
        return read_moment(self.seen_on.text()) or self.seen_on.text().strip()


def _field(name: str, part: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(Text(name, "caption"), part, gap=3))
    return made


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made
