"""Where scenes are set up and drawn: the window, a folder for samples, and waiting until all is drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.ui.shell import actions
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.screen import Screen

WAIT_SECONDS = 60.0

S = TypeVar("S", bound=Screen)

Shown = QWidget
"""What a picture is made of: a window or a dialog. Who sets scenes needs no more of Qt than this."""


@dataclass(frozen=True)
class Studio:
    """A window with a store, and a folder where a scene may put sample files."""

    window: MainWindow
    scratch: Path

    def go(self, key: str, **what: object) -> Screen | None:
        """Go to a screen and wait until it is filled."""
        screen = self.window.go_anyway(key, what)
        self.settle()
        return screen

    def at(self, kind: type[S], **what: object) -> S:
        """Go to the screen of a kind and wait until it is filled: whoever reads what it shows has its type.

        Raises:
            LookupError: nobody can go there.
        """
        room, exact = f"{kind.__module__.rpartition('.')[0]}.", f"{kind.__module__}:{kind.__name__}"
        # A room may have two screens; what a room shows each role may be a kind of its own.
        of_room = [one for one in actions.DESTINATIONS if one.screen.startswith(room)]
        key = next((one.key for one in sorted(of_room, key=lambda one: one.screen != exact)), "")
        screen = self.go(key, **what)
        if not isinstance(screen, kind):
            raise LookupError(kind.__name__)
        return screen

    def settle(self) -> None:
        """Let work end and everything be laid out."""
        end = time.monotonic() + WAIT_SECONDS
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            quiet = quiet + 1 if self.window.operations.idle else 0
            time.sleep(0.01)

    def wait(self) -> None:
        """Wait as searches do until one stops typing."""
        time.sleep(0.5)
        self.settle()

    def clear(self) -> None:
        """Take away what a scene said, so that the next one begins afresh."""
        self.window.banner.hide()
        for screen in self.window.screens.values():
            screen.banner.hide()


Show = Callable[[Studio], Shown | None]


def shown(found: object) -> Shown | None:
    """Return what a scene found if it can be painted."""
    return found if isinstance(found, Shown) else None


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, and how to get there (returns a dialog, or None for the window).

    ``after`` puts back what the scene changed in the window; ``bare``: the store is a new, empty one.
    """

    name: str
    show: Show
    after: Callable[[Studio], object] | None = None
    bare: bool = False


def to(key: str, **what: object) -> Show:
    """Return how to get to a screen."""

    def show(studio: Studio) -> None:
        studio.go(key, **what)

    return show


def tab(key: str, position: int) -> Show:
    """Return how to get to a page of a screen that has several."""

    def show(studio: Studio) -> None:
        screen: Any = studio.go(key)
        screen.tabs.setCurrentIndex(position)

    return show


def dialog(key: str, ask: Callable[[Any], object], then: Callable[[Any], object] | None = None) -> Show:
    """Return how to get a dialog of a screen; ``then`` does something in it."""

    def show(studio: Studio) -> Shown | None:
        screen: Any = studio.go(key)
        screen.dialog = None
        ask(screen)
        studio.settle()
        found = screen.dialog
        if then is not None and found is not None:
            then(found)
            studio.settle()
        return shown(found)

    return show


def typed(key: str, field: str, text: str) -> tuple[Show, Callable[[Studio], object]]:
    """Return how to search a screen for a text, and how to take that back."""

    def show(studio: Studio) -> None:
        screen: Any = studio.go(key)
        getattr(screen, field).setText(text)
        studio.wait()

    def after(studio: Studio) -> None:
        getattr(studio.window.screens[key], field).clear()
        studio.wait()

    return show, after
