"""提供記録 in HR's store, with what makes and takes back a 提供票."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget

from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates
from dxdesk.ui.provision import messages
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.folders import open_folder
from dxdesk.ui.shell.operations import Operations, Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.domain.provisions import Given
    from dxdesk.usecases.sending.provisions import Provided

FOLDER = "provision"


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
        self.writing = primary(messages.WRITE, self.choose_folder, icon="send", name="write-provision")
        self.add_head(self.withdrawing, self.writing)
        titles = messages.COLUMNS
        self.table: Table[Given] = Table(
            [
                Col(titles[0], lambda one: one.key, 70),
                Col(titles[1], lambda one: dates.short_day(one.day), 100),
                Col(titles[2], lambda one: one.use, 70),
                Col(titles[3], lambda one: one.what, 0, wrap=True),
                Col(titles[4], lambda one: one.to, 150, wrap=True),
                Col(titles[5], lambda one: one.why, 150, wrap=True),
                Col(titles[6], lambda one: dates.short_day(one.until), 100),
                Col(titles[7], lambda one: dates.short_day(one.withdrawn) if one.withdrawn else "", 100),
            ],
            messages.RECORDS,
        )
        self.table.picked.connect(self._picked)
        self.pages = QStackedWidget()
        self.pages.addWidget(EmptyState("send", messages.NOTHING, messages.NOTHING_TEXT))
        self.pages.addWidget(self.table)
        self.body.addWidget(self.pages, 1)
        self._picked(None)

    def load(self) -> None:
        """Read what was given."""
        desk = self.desk

        def work(_: Progress) -> tuple[Given, ...]:
            from dxdesk.usecases.organisation import giving

            return giving.listed(desk)[0]

        self.ask(work, self.show_records)

    def show_records(self, found: tuple[Given, ...]) -> None:
        """Show what was read."""
        self.table.show_records(found)
        self.pages.setCurrentIndex(1 if found else 0)
        self.withdrawing.setVisible(bool(found))
        self._picked(self.table.current())

    def _picked(self, one: Given | None) -> None:
        self.withdrawing.setEnabled(one is not None and bool(one.package) and not one.withdrawn)

    def choose_folder(self) -> None:
        """Ask where the file goes, and write it."""
        if folder := self._folder():
            self.write(folder)

    def write(self, folder: Path) -> None:
        """Write a 提供票 of aggregates into a folder."""
        desk = self.desk

        def work(_: Progress) -> Provided:
            from dxdesk.usecases.sending.provisions import Providing, provide

            return provide(desk, Providing(folder))

        self._act(work)

    def ask_withdraw(self) -> None:
        """Ask whether a provision is to be taken back, and where the file goes."""
        one = self.table.current()
        if one is None:
            return

        def go() -> None:
            if folder := self._folder():
                self.withdraw(one, folder)

        text = messages.WITHDRAW_TEXT.format(what=one.what, to=one.to)
        self.dialog = ask_first(self, messages.WITHDRAW_ASK, text, messages.WITHDRAW, go, grave=True)

    def withdraw(self, one: Given, folder: Path) -> None:
        """Take a provision back, and write the file that tells so."""
        desk = self.desk

        def work(_: Progress) -> Provided:
            from dxdesk.usecases.sending.provisions import withdraw

            return withdraw(desk, one.key, folder)

        self._act(work)

    def _folder(self) -> Path | None:
        start = str(sending.kept_folder(FOLDER))
        chosen = QFileDialog.getExistingDirectory(self, messages.FOLDER, start)
        if not chosen:
            return None
        sending.keep_folder(FOLDER, Path(chosen))
        return Path(chosen)

    def _act(self, work: Callable[[Progress], Provided]) -> None:
        def done(found: Provided) -> None:
            told = "\n".join(str(note) for note in found.notes)
            self.banner.say(
                messages.WRITTEN.format(file=found.file.name),
                told or messages.SEND,
                tone="attention" if told else "done",
                act=sending.OPEN_FOLDER,
                acting=lambda: open_folder(found.file.parent, self.banner),
            )

        self.ask(work, done, title=messages.LOADING, kind=Work.ACT)
