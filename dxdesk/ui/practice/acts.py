"""What one does with cases, events and consultations: by hand, from a table, out as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import CASE, CaseSaid, ConsultationSaid, EventSaid, Said
from dxdesk.ports.store import Progress
from dxdesk.ui.practice import forms, messages
from dxdesk.ui.practice.importing import import_dialog
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.form import Field, FormDialog
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM, EVENT_TABLE

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.owned_things import Kept
    from dxdesk.usecases.practice.choices import Choices
    from dxdesk.usecases.practice.overview import CaseLine, ConsultationLine, EventLine

FOLDER = "practice"
"""Under which word the folder of the page is remembered."""


class Acts:
    """Runs the acts through the screen; ``dialog`` is what was asked last."""

    def __init__(self, screen: Screen) -> None:
        """Belong to a screen."""
        self.screen = screen
        self.dialog: QDialog | None = None

    def _with_choices(self, done: Callable[[Choices], None]) -> None:
        desk = self.screen.desk

        def work(_: Progress) -> Choices:
            from dxdesk.usecases.practice.choices import choices

            return choices(desk)

        self.screen.ask(work, done)

    def edit_case(self, one: CaseLine | None) -> None:
        """Ask for a case, ``None`` for a new one."""
        self._with_choices(lambda found: self.open_case(one, found))

    def open_case(self, one: CaseLine | None, found: Choices) -> None:
        """Ask for a case, offering what there is to choose of."""
        before = one.said if one is not None else CaseSaid()
        section, tools = (one.section, one.tools) if one is not None else ("", ())
        title = messages.NEW_CASE if one is None else messages.CHANGE_CASE
        fields = forms.case_fields(before, section, tools, found)
        self._ask(title, fields, lambda texts: forms.case_of(before, texts), new=one is None)

    def edit_event(self, one: EventLine | None) -> None:
        """Ask for an event, ``None`` for a new one."""
        before = one.said if one is not None else EventSaid()
        title = messages.NEW_EVENT if one is None else messages.CHANGE_EVENT
        self._with_choices(
            lambda found: self._ask(
                title,
                forms.event_fields(before, found),
                lambda texts: forms.event_of(before, texts),
                new=one is None,
            )
        )

    def edit_consultation(self, one: ConsultationLine | None) -> None:
        """Ask for a consultation, ``None`` for a new one."""
        before = one.said if one is not None else ConsultationSaid()
        section = one.section if one is not None else ""
        title = messages.NEW_ASKED if one is None else messages.CHANGE_ASKED
        self._with_choices(
            lambda found: self._ask(
                title,
                forms.consultation_fields(before, section, found),
                lambda texts: forms.consultation_of(before, texts),
                new=one is None,
            )
        )

    def _ask(
        self,
        title: str,
        fields: tuple[Field, ...],
        made: Callable[[Mapping[str, str]], Said],
        *,
        new: bool,
    ) -> None:
        dialog = FormDialog(title, fields, self.screen)
        desk = self.screen.desk

        def keep(texts: Mapping[str, str]) -> None:
            try:
                wanted = made(texts)
            except KnownError as error:
                dialog.banner.refuse(error)
                return

            def work(_: Progress) -> Kept:
                from dxdesk.usecases.practice.keeping import write_down
                from dxdesk.usecases.practice.known import tool_codes

                kept = wanted
                if isinstance(kept, CaseSaid):
                    kept = kept._replace(tools=tool_codes(desk, kept.tools))
                return write_down(desk, kept, new=new)

            def done(said: Kept) -> None:
                dialog.accept()
                self._say(messages.SAVED, said)

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def ask_end(self, kind: str, code: str, name: str) -> None:
        """Ask whether something is to be taken out of the list."""
        self.dialog = ask_first(
            self.screen,
            messages.END_ASK.format(name=name),
            messages.END_TEXT,
            messages.END_GO,
            lambda: self.end(kind, code, ended=True),
            grave=False,
        )

    def end(self, kind: str, code: str, *, ended: bool) -> None:
        """Take something out of the list, or put it in again."""
        desk = self.screen.desk

        def work(_: Progress) -> Kept:
            from dxdesk.usecases.practice.keeping import end

            return end(desk, kind, code, ended=ended)

        told = messages.ENDED if ended else messages.RESUMED
        self.screen.ask(work, lambda said: self._say(told, said), kind=Work.ACT)

    def ask_award(self, one: CaseLine) -> None:
        """Ask what the award of an exemplary case is called, and of which day it is."""
        said = one.said
        today = self.screen.desk.services.clock.today()
        dialog = FormDialog(
            messages.AWARD_TITLE.format(name=said.name), forms.award_fields(today), self.screen
        )
        desk, owner = self.screen.desk, one.held.owner

        def keep(texts: Mapping[str, str]) -> None:
            def work(_: Progress) -> tuple[str, ...]:
                from dxdesk.usecases.practice.awarding import award

                return award(desk, said.code, texts["name"], texts["day"], owner)

            def done(found: tuple[str, ...]) -> None:
                dialog.accept()
                told = messages.AWARDED.format(count=len(found)) if found else messages.AWARDED_NONE
                self.screen.banner.say(told, messages.AWARDED_NEXT, tone="done")

            self.screen.ask(work, done, kind=Work.ACT, failed=dialog.banner.refuse)

        dialog.tried.connect(keep)
        dialog.open()
        self.dialog = dialog

    def import_table(self, kind: str) -> None:
        """Ask for a 案件票 (``cases``) or a table of events (``events``)."""
        title = messages.IMPORT_CASES if kind == CASE_FORM.kind else messages.IMPORT_EVENTS
        dialog = import_dialog(self.screen, kind, title)
        dialog.open()
        self.dialog = dialog

    def write_forms(self) -> None:
        """Write the 案件票 of the sections."""
        self.dialog = sending.send(
            self.screen, CASE_FORM, messages.FORM.rstrip("…"), messages.FORM_TEXT, messages.FORM_NEXT
        )

    def write_events(self) -> None:
        """Write the table of events."""
        self.dialog = sending.send(
            self.screen,
            EVENT_TABLE,
            messages.EVENTS_OUT.rstrip("…"),
            messages.EVENTS_TEXT,
            messages.EVENTS_NEXT,
        )

    def ask_page(self, fiscal_year: int) -> None:
        """Ask where the page for the intranet is to lie, and write it."""
        folder = QFileDialog.getExistingDirectory(
            self.screen, messages.PAGE_FOLDER, str(sending.kept_folder(FOLDER))
        )
        if folder:
            sending.keep_folder(FOLDER, Path(folder))
            self.write_page_to(Path(folder), fiscal_year)

    def write_page_to(self, folder: Path, fiscal_year: int) -> None:
        """Write the page of a year into a folder."""
        desk = self.screen.desk

        def work(_: Progress) -> Path:
            from dxdesk.usecases.practice.intranet_page import save_page

            return save_page(desk, folder, fiscal_year)

        def done(path: Path) -> None:
            self.screen.banner.say(messages.PAGE_MADE.format(name=path.name), messages.PAGE_NEXT, tone="done")

        self.screen.ask(work, done, kind=Work.ACT)

    def end_case(self, one: CaseLine) -> None:
        """Ask whether a case is to be taken out of the list."""
        self.ask_end(CASE, one.said.code, one.said.name)

    def _say(self, text: str, said: Kept) -> None:
        if said.added or said.changed:
            self.screen.saved.emit(text)
        else:
            self.screen.noted.emit(messages.UNCHANGED)
