"""People at their PCs: one program each, its real window used by clicks, keys and drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dxdesk.programs.window import launcher
from dxdesk.ui.shell.letter import LetterDialog
from dxdesk.ui.startup import app
from dxdesk.ui.startup.app import Program
from tests.helpers.screens import settle


@dataclass
class Person:
    """Somebody at a PC: one program, used by clicks, keys and drops."""

    bot: QtBot
    program: Program

    @property
    def window(self) -> Any:
        return self.program.window

    def wait(self) -> None:
        self.bot.waitUntil(lambda: self.program.operations.idle, timeout=60_000)
        if self.program.window is not None:
            # What changed makes screens read again, so there are two rounds.
            for _ in range(3):
                settle(self.bot, self.program.window)

    def click(self, target: QWidget) -> None:
        assert target.isEnabled()
        self.bot.mouseClick(target, Qt.MouseButton.LeftButton)
        self.wait()

    def go(self, key: str) -> Any:
        self.click(self.window.navigation.buttons[key])
        return self.window.screens[key]

    def take(self, *files: Path) -> None:
        """Drop files on the window and take them after a look."""
        self.window.take_files(list(files))
        self.wait()
        self.click(self.window.screens["receive"].apply)

    def send(self, screen: Any, act: QWidget, folder: Path) -> list[Path]:
        """Press a button that writes files, say where, and return what is there."""
        self.bot.mouseClick(act, Qt.MouseButton.LeftButton)
        screen.dialog.folder.setText(str(folder))
        screen.dialog.lock.setChecked(False)
        self.click(screen.dialog.accept_button)
        for asked in self.window.findChildren(LetterDialog):
            if asked.isVisible():  # of notices the number of the office is asked
                self.click(asked.without_button)
        return sorted(folder.rglob("*.xlsx"))

    def leave(self) -> None:
        """Close the window, as at the end of a day."""
        self.program.shut()


@contextmanager
def sitting_down(bot: QtBot) -> Iterator[Callable[[], Person]]:
    """Let people sit down at PCs of their own; their windows are closed at the end."""
    app.prepare()
    made: list[Person] = []

    def sit_down() -> Person:
        person = Person(bot, Program(launcher()))
        made.append(person)
        return person

    yield sit_down
    for person in made:
        person.leave()


def make_store(person: Person, file: Path, where: Path, passphrase: str) -> None:
    """Open a received file on the first-start window and let it make its store."""
    person.program.show_welcome().files_chosen.emit([file])
    person.wait()
    person.bot.waitUntil(lambda: person.program.dialog is not None, timeout=60_000)
    dialog: Any = person.program.dialog
    dialog.location.setText(str(where))
    dialog.entry.first.setText(passphrase)
    dialog.entry.second.setText(passphrase)
    person.click(dialog.accept_button)
    assert person.window is not None
