"""代理を頼む: a section asks HR by a text of its own, for only HR names a deputy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from dxdesk.ui.settings import handing_messages as said
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.copying import CopyDialog
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from dxdesk.ports.store import Progress


class DeputyRequestDialog(Dialog):
    """Asks who, for whom, from when to when; makes the text."""

    def __init__(self, screen: Screen, known: Mapping[str, str], shown: Callable[[QDialog], object]) -> None:
        """Ask; ``known`` are the names by 職員番号, ``shown`` gets the dialog with the text."""
        super().__init__(screen)
        self._screen, self._shown = screen, shown
        self.setWindowTitle(said.DEPUTY_ASK)
        self.setMinimumWidth(640)
        self.banner = Banner()
        self.principal = PersonField(said.PRINCIPAL, said.PERSON_HINT)
        self.deputy = PersonField(said.DEPUTY, said.PERSON_HINT)
        people = [Person(number, name) for number, name in known.items()]
        for person in (self.principal, self.deputy):
            person.show_people(people)
        self.principal.choose(screen.desk.identity.owner)
        self.first, self.last = DayField(said.FROM), DayField(said.TO)
        for day in (self.first, self.last):
            day.set_day(screen.desk.services.clock.today())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(said.REASON)
        self.reason.setPlaceholderText(said.REASON_HINT)
        self.accept_button = primary(said.DEPUTY_MAKE, self.accept, name="accept")
        self.accept_button.setDefault(True)
        self.setLayout(
            column(
                Text(said.DEPUTY_ASK, "title"),
                Text(said.DEPUTY_ASK_TEXT, "muted", wrap=True),
                self.banner,
                column(Text(said.PRINCIPAL, "caption"), self.principal, gap=4),
                column(Text(said.DEPUTY, "caption"), self.deputy, gap=4),
                row(self.first, self.last, STRETCH, gap=16),
                column(Text(said.REASON, "caption"), self.reason, gap=4),
                row(STRETCH, button(said.CANCEL, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.deputy.setFocus()

    def accept(self) -> None:
        """Make the text; what will not do is said here."""
        from dxdesk.usecases.review.deputies import Asked, request

        days = self.first.day(), self.last.day()
        asked = Asked(_as_said(self.principal), _as_said(self.deputy), *days, self.reason.text())

        def work(_: Progress) -> str:
            return request(self._screen.desk, asked)

        self._screen.ask(work, self._show_text, failed=self.banner.refuse)

    def _show_text(self, text: str) -> None:
        super().accept()
        dialog = CopyDialog(said.DEPUTY_LETTER, said.DEPUTY_LETTER_TEXT, text, self._screen)
        self._shown(dialog)
        dialog.open()


def _as_said(field: PersonField) -> str:
    person = field.person()
    return person.shown if person is not None else field.text()


def ask(screen: Screen, shown: Callable[[QDialog], object]) -> None:
    """Let a section ask for a deputy; ``shown`` gets every dialog."""
    desk = screen.desk

    def work(_: Progress) -> Mapping[str, str]:
        from dxdesk.usecases.review.deputies import known

        return known(desk)

    def show(known: Mapping[str, str]) -> None:
        dialog = DeputyRequestDialog(screen, known, shown)
        shown(dialog)
        dialog.open()

    screen.ask(work, show)
