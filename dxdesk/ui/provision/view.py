"""提供記録 in HR's store, with what makes and takes back a 提供票, and the decisions it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget

from dxdesk.domain.provisions import STATE_NAMES, State
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.provision import giving_messages, messages
from dxdesk.ui.provision.individuals import LEAST_ROWS
from dxdesk.ui.provision.permits_page import PermitsPage
from dxdesk.ui.provision.provide_dialog import ProvideDialog, Wanted, providing
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.late import Tabs
from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.roomy import roomy
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.domain.provisions import Given, Permit
    from dxdesk.usecases.sending.provision_preview import Choices
    from dxdesk.usecases.sending.provisions import Provided

FOLDER = "provision"
_RECORDS, _PERMITS = range(2)


class Provision(Screen):
    """What was given, to whom and why."""

    interested = Changes.SETTINGS | Changes.CYCLE
    help_lines = messages.HELP

    def __init__(self, desk: Desk, operations: Operations) -> None:
        """Make the screen."""
        super().__init__(desk, operations)
        self.set_title(messages.TITLE, messages.TEXT)
        self.dialog: QDialog | None = None
        self.withdrawing = button(messages.WITHDRAW, self.ask_withdraw, name="withdraw")
        self.writing = primary(messages.WRITE, self.ask_give, icon="send", name="write-provision")
        self.add_head(self.withdrawing, self.writing)
        titles = messages.COLUMNS
        self._day = desk.services.clock.today()
        self.table: Table[Given] = Table(
            [
                Col(titles[0], lambda one: one.key, 70),
                Col(titles[1], lambda one: dates.short_day(one.day), 100),
                Col(titles[2], lambda one: one.use, 70),
                Col(titles[3], messages.what, 0, wrap=True, tip=messages.all_of),
                Col(titles[4], lambda one: one.to, 150, wrap=True),
                Col(titles[5], lambda one: one.why, 150, wrap=True),
                Col(titles[6], messages.until, 130, order=lambda one: one.until, wrap=True),
                Col(titles[7], self._state, 150, look=self._look, wrap=True),
            ],
            messages.RECORDS,
        )
        self.table.picked.connect(self._picked)
        self.pages = QStackedWidget()
        self.pages.addWidget(EmptyState("send", messages.NOTHING, messages.NOTHING_TEXT))
        self.table.keep_rows(LEAST_ROWS)
        self.told = Text("", "muted", wrap=True)
        listed = column(self.table, self.told, gap=8)
        listed.setStretch(0, 1)
        self.pages.addWidget(roomy(listed))
        self.permits = PermitsPage(self)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(inside(column(self.pages, margins=(0, 12, 0, 0))), messages.RECORDS)
        self.tabs.addTab(inside(column(self.permits, margins=(0, 12, 0, 0))), giving_messages.PERMITS)
        self.forget_with_tab(self.tabs)
        self.body.addWidget(self.tabs, 1)
        self._picked(None)

    def enter(self, what: Mapping[str, object]) -> None:
        """Come to the page; on another day than before what ended meanwhile says so."""
        self.stale = self.stale or self.desk.services.clock.today() != self._day
        super().enter(what)

    def load(self) -> None:
        """Read what was given."""
        desk = self.desk
        self._day = desk.services.clock.today()

        def work(_: Progress) -> tuple[tuple[Given, ...], dict[str, Permit]]:
            from dxdesk.usecases.organisation import giving

            return giving.listed(desk)

        self.ask(work, lambda found: self.show_records(*found))

    def show_records(self, found: tuple[Given, ...], permits: Mapping[str, Permit]) -> None:
        """Show what was read."""
        self.table.show_records(found)
        self.pages.setCurrentIndex(1 if found else 0)
        self.withdrawing.setVisible(bool(found))
        self._picked(self.table.current())
        self.permits.show_permits(permits, found)

    def _state(self, one: Given) -> str:
        name = STATE_NAMES[one.state(self._day)]
        day = {State.ENDED: one.until, State.WITHDRAWN: one.withdrawn}.get(one.state(self._day), "")
        return messages.STATE_SINCE.format(state=name, day=dates.short_day(day)) if day else name

    def _look(self, one: Given) -> str:
        return "" if one.state(self._day) is State.HOLDS else "muted"

    def _picked(self, one: Given | None) -> None:
        self.withdrawing.setEnabled(one is not None and bool(one.package))
        gone = one is not None and bool(one.withdrawn)
        self.withdrawing.setText(messages.WITHDRAW_AGAIN if gone else messages.WITHDRAW)
        self.told.setText(messages.PICK if one is None else messages.all_of(one))

    def ask_give(self) -> None:
        """Ask what is to be given, and show what leaves."""
        desk = self.desk

        def work(_: Progress) -> tuple[Choices, str]:
            from dxdesk.usecases.sending.provision_preview import choices
            from dxdesk.usecases.sending.provisions import WHY

            return choices(desk), WHY

        def show(found: tuple[Choices, str]) -> None:
            dialog = ProvideDialog(self, *found)
            dialog.tried.connect(lambda wanted: self._try(dialog, wanted))
            dialog.decide_wanted.connect(self._decide)
            dialog.threshold_wanted.connect(lambda: self.go.emit("settings", {"page": "small-cells"}))
            self.dialog = dialog
            dialog.open()

        self.ask(work, show)

    def _decide(self) -> None:
        self.tabs.setCurrentIndex(_PERMITS)
        self.permits.ask()

    def _try(self, dialog: ProvideDialog, wanted: Wanted) -> None:
        """Ask where the file goes, and write it."""
        folder, desk = self._folder(), self.desk
        if folder is None:
            return
        again = dialog.preview is not None and dialog.preview.replaced is not None

        def work(_: Progress) -> Provided:
            from dxdesk.usecases.sending.provisions import provide

            return provide(desk, providing(wanted, folder, again=again))

        def done(found: Provided) -> None:
            dialog.accept()
            self.tabs.setCurrentIndex(_RECORDS)
            self._tell(found)

        self.ask(work, done, title=messages.LOADING, kind=Work.ACT, failed=dialog.banner.refuse)

    def ask_withdraw(self) -> None:
        """Ask whether a provision is to be taken back, and where the file goes."""
        one = self.table.current()
        if one is None:
            return

        desk = self.desk

        def go() -> None:
            if folder := self._folder():
                self.withdraw(one, folder)

        def work(_: Progress) -> tuple[Problem, ...]:
            from dxdesk.usecases.sending.provisions import withdrawal_notes

            return withdrawal_notes(desk, one.key)

        def show(notes: tuple[Problem, ...]) -> None:
            title, text, act = messages.withdrawing(one, notes)
            self.dialog = ask_first(self, title, text, act, go, grave=not one.withdrawn)

        self.ask(work, show)

    def withdraw(self, one: Given, folder: Path) -> None:
        """Take a provision back, and write the file that tells so."""
        desk = self.desk

        def work(_: Progress) -> Provided:
            from dxdesk.usecases.sending.provisions import withdraw

            return withdraw(desk, one.key, folder)

        self.ask(work, self._tell, title=messages.LOADING, kind=Work.ACT)

    def _folder(self) -> Path | None:
        start = str(sending.kept_folder(FOLDER))
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, start)
        if not chosen:
            return None
        sending.keep_folder(FOLDER, Path(chosen))
        return Path(chosen)

    def _tell(self, found: Provided) -> None:
        told = "\n".join(str(note) for note in found.notes)
        self.banner.say(
            messages.WRITTEN.format(file=found.file.name),
            told or messages.SEND,
            tone="attention" if told else "done",
            act=sending.OPEN_FOLDER,
            acting=lambda: open_folder(found.file.parent, self.banner),
        )
