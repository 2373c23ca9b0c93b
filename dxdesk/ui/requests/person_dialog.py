"""Somebody whom a request does not list: number and name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dxdesk.ui.requests import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.written import ANY_FIELD


class PersonDialog(Dialog):
    """Asks for number and name; ``given`` carries both."""

    given = Signal(str, str)
    asks_from = ANY_FIELD

    def __init__(self, parent: QWidget) -> None:
        """Ask."""
        super().__init__(parent)
        self.setWindowTitle(messages.PERSON)
        self.setMinimumWidth(480)
        self.banner = Banner()
        self.number, self.name = QLineEdit(), QLineEdit()
        self.number.setAccessibleName(messages.NUMBER)
        self.name.setAccessibleName(messages.NAME)
        self.accept_button = primary(messages.PERSON_GO, self._take, name="accept")
        self.setLayout(
            column(
                Text(messages.PERSON, "title"),
                Text(messages.PERSON_TEXT, "muted", wrap=True),
                self.banner,
                row(
                    column(Text(messages.NUMBER, "caption"), self.number, gap=4),
                    column(Text(messages.NAME, "caption"), self.name, gap=4),
                    gap=12,
                ),
                STRETCH,
                row(STRETCH, button(messages.STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _take(self) -> None:
        number, name = self.number.text().strip(), self.name.text().strip()
        if not number or not name:
            self.banner.say(messages.PERSON_LACKS)
            return
        self.given.emit(number, name)
        self.accept()
