"""How the office asks for goals, and why goals are returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from dxdesk.domain.dates import told_month_and_day
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog, EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.year_start import messages

if TYPE_CHECKING:
    from dxdesk.usecases.organisation.year_start import StartSetting


class SettingDialog(EditDialog):
    """The office's setting; ``tried`` says that it is to be kept."""

    tried = Signal()

    def __init__(self, said: StartSetting, parent: QWidget) -> None:
        """Show what holds."""
        super().__init__(parent)
        self.setWindowTitle(messages.SETTING)
        self.setMinimumWidth(620)
        self.banner = Banner()
        self.mode = Choice()
        self.mode.setAccessibleName(messages.MODE)
        for code, text in messages.MODES:
            self.mode.addItem(text, code)
        self.mode.setCurrentIndex(max(self.mode.findData(said.mode.value), 0))
        self.day, self.due = QLineEdit(told_month_and_day(said.day)), QLineEdit(told_month_and_day(said.due))
        for field, name in ((self.day, messages.DAY), (self.due, messages.DUE)):
            field.setAccessibleName(name)
            field.setFixedWidth(120)
        self.agreed, self.meeting = QCheckBox(messages.AGREEMENT), QCheckBox(messages.MEETING)
        self.agreed.setChecked(said.agreed)
        self.meeting.setChecked(said.meeting)
        self.supports = QPlainTextEdit("\n".join(said.supports))
        self.supports.setAccessibleName(messages.OWN_SUPPORTS)
        self.supports.setTabChangesFocus(True)
        self.supports.setFixedHeight(84)
        self.accept_button = primary(messages.SAVE, self.tried.emit, name="accept")
        self._of_form = QWidget()
        self._of_form.setLayout(
            column(
                row(
                    column(Text(messages.DAY, "caption"), self.day, gap=3),
                    column(Text(messages.DUE, "caption"), self.due, gap=3),
                    STRETCH,
                    gap=24,
                ),
                self.agreed,
                self.meeting,
                column(Text(messages.OWN_SUPPORTS, "caption"), self.supports, gap=3),
                gap=10,
            )
        )
        self.setLayout(
            column(
                Text(messages.SETTING, "title"),
                Text(messages.SETTING_TEXT, "muted", wrap=True),
                self.banner,
                column(Text(messages.MODE, "caption"), self.mode, gap=3),
                self._of_form,
                STRETCH,
                row(STRETCH, button(messages.STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.mode.currentIndexChanged.connect(lambda *_: self._show_parts())
        self._show_parts()

    def _show_parts(self) -> None:
        self._of_form.setEnabled(self.mode.currentData() == "form")


class ReasonDialog(Dialog):
    """Why goals are returned."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Ask for a reason; ``name`` is whose goals they are."""
        super().__init__(parent)
        self.setWindowTitle(messages.RETURN_ASK)
        self.setMinimumWidth(520)
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(messages.RETURN_ASK)
        self.reason.setPlaceholderText(messages.RETURN_HINT)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(96)
        self.accept_button = primary(messages.RETURN_GO, self.accept, name="accept")
        self.accept_button.setEnabled(False)
        self.reason.textChanged.connect(
            lambda: self.accept_button.setEnabled(bool(self.reason.toPlainText().strip()))
        )
        self.setLayout(
            column(
                Text(messages.RETURN_ASK, "title"),
                Text(name, "muted"),
                self.reason,
                STRETCH,
                row(STRETCH, button(messages.STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
