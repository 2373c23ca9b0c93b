"""Whom a section names: 新任, 再任 or 交代, the term where it is another, and what was handed over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dxdesk.domain.nominations import AGAIN, INSTEAD, MANNERS, NEW
from dxdesk.ui.look import words
from dxdesk.ui.requests import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row
from dxdesk.ui.widgets.written import ANY_FIELD
from dxdesk.usecases.forms.nomination_form import NominationForm, NomineeLine


class NomineeDialog(Dialog):
    """Asks how somebody is named; ``taken`` carries the line."""

    taken = Signal(object)
    asks_from = ANY_FIELD

    def __init__(
        self, form: NominationForm, person: tuple[str, str], line: NomineeLine | None, parent: QWidget
    ) -> None:
        """Ask about a person (number, name); ``line`` is what was said of them before."""
        super().__init__(parent)
        self.number, self.name = person
        holds = any(one.number == self.number for one in form.holders)
        said = line or NomineeLine(self.number, self.name, AGAIN if holds else NEW)
        self.setWindowTitle(messages.NOMINEE)
        self.setMinimumWidth(620)
        self.manner = Choice()
        self.manner.setAccessibleName(messages.MANNER)
        for code, word in MANNERS.items():
            self.manner.addItem(word, code)
        self.manner.setCurrentIndex(max(self.manner.findData(said.manner), 0))
        self.first = DayField(messages.FIRST, optional=True, none=messages.AS_ASKED)
        self.last = DayField(messages.LAST, optional=True, none=messages.AS_ASKED)
        self.first.set_day(said.first_day)
        self.last.set_day(said.last_day)
        self.instead = Choice()
        self.instead.setAccessibleName(messages.INSTEAD)
        self.instead.addItem(messages.INSTEAD_NONE, "")
        for one in form.holders:
            if one.number != self.number:
                self.instead.addItem(f"{words.shown(one.name)}({one.number}) {one.now}", one.number)
        self.instead.setCurrentIndex(max(self.instead.findData(said.instead_of), 0))
        self.handed = Choice()
        self.handed.setAccessibleName(messages.HANDOVER)
        for code, word in messages.HANDOVERS:
            self.handed.addItem(word, code)
        self.handed.setCurrentIndex(max(self.handed.findData(said.handed_over), 0))
        self.handed_on = DayField(messages.HANDED_ON, optional=True, none=messages.UNSAID)
        self.handed_on.set_day(said.handed_on)
        self.remark = QLineEdit(said.note)
        self.remark.setAccessibleName(messages.REMARK)
        self.accept_button = primary(messages.TAKE, self._take, name="accept")
        self.manner.currentIndexChanged.connect(lambda *_: self._show())
        for field in (self.first, self.last, self.handed_on):
            field.changed.connect(self._show)
        self._lay_out()
        self._show()
        self.manner.setFocus()

    def _lay_out(self) -> None:
        def named(title: str, widget: QWidget) -> QWidget:
            made = QWidget()
            made.setLayout(column(Text(title, "caption"), widget, gap=4))
            return made

        handover = row(named(messages.HANDOVER, self.handed), self.handed_on, gap=12)
        handover.setStretch(1, 1)
        self.successor = inside(column(named(messages.INSTEAD, self.instead), handover, gap=10))
        term = row(self.first, self.last, gap=12)
        self.setLayout(
            column(
                Text(messages.NOMINEE, "title"),
                Text(messages.NOMINEE_OF.format(name=words.shown(self.name), number=self.number), "muted"),
                named(messages.MANNER, self.manner),
                term,
                self.successor,
                named(messages.REMARK, self.remark),
                STRETCH,
                row(STRETCH, button(messages.STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _show(self) -> None:
        self.successor.setVisible(self.manner.currentData() == INSTEAD)
        fields = (self.first, self.last, self.handed_on)
        self.accept_button.setEnabled(all(one.field.readable or not one.given.isChecked() for one in fields))

    @property
    def line(self) -> NomineeLine:
        """What is said; of nobody's successor nothing of a predecessor."""
        follows = self.manner.currentData() == INSTEAD
        return NomineeLine(
            number=self.number,
            name=self.name,
            manner=str(self.manner.currentData()),
            first_day=self.first.day(),
            last_day=self.last.day(),
            instead_of=str(self.instead.currentData() or "") if follows else "",
            handed_over=str(self.handed.currentData() or "") if follows else "",
            handed_on=self.handed_on.day() if follows else "",
            note=self.remark.text().strip(),
        )

    def _take(self) -> None:
        self.taken.emit(self.line)
        self.accept()
