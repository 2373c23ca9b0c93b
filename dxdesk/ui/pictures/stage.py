"""The stage scenes are set on: the window, a folder for samples, and waiting until all is drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from dxdesk.ui.documents.view import Documents
    from dxdesk.ui.framework.view import FrameworkScreen
    from dxdesk.ui.growth.view import Growth
    from dxdesk.ui.home.view import HomeScreen
    from dxdesk.ui.proxy.view import Proxy
    from dxdesk.ui.receive.view import Receive
    from dxdesk.ui.review.view import Review
    from dxdesk.ui.roster.view import Roster
    from dxdesk.ui.self_report.view import SelfReport
    from dxdesk.ui.settings.view import Settings
    from dxdesk.ui.skillmap.view import SkillMap
    from dxdesk.ui.status.view import StatusScreen
    from dxdesk.ui.training.view import Training
    from dxdesk.ui.year.view import Year

WAIT_SECONDS = 60.0

Shown = QWidget
"""What a picture is made of: a window or a dialog. Who sets scenes needs no more of Qt than this."""


@dataclass(frozen=True)
class Stage:
    """A window with a store, and a folder where a scene may put sample files."""

    window: MainWindow
    scratch: Path

    # A scene reads what a screen shows: a key that it names tells mypy which screen that is.
    @overload
    def go(self, key: Literal["home"], **what: object) -> HomeScreen: ...
    @overload
    def go(self, key: Literal["self_report"], **what: object) -> SelfReport: ...
    @overload
    def go(self, key: Literal["review"], **what: object) -> Review: ...
    @overload
    def go(self, key: Literal["receive"], **what: object) -> Receive: ...
    @overload
    def go(self, key: Literal["status"], **what: object) -> StatusScreen: ...
    @overload
    def go(self, key: Literal["skillmap"], **what: object) -> SkillMap: ...
    @overload
    def go(self, key: Literal["growth"], **what: object) -> Growth: ...
    @overload
    def go(self, key: Literal["training"], **what: object) -> Training: ...
    @overload
    def go(self, key: Literal["documents"], **what: object) -> Documents: ...
    @overload
    def go(self, key: Literal["year"], **what: object) -> Year: ...
    @overload
    def go(self, key: Literal["framework"], **what: object) -> FrameworkScreen: ...
    @overload
    def go(self, key: Literal["roster"], **what: object) -> Roster: ...
    @overload
    def go(self, key: Literal["proxy"], **what: object) -> Proxy: ...
    @overload
    def go(self, key: Literal["settings"], **what: object) -> Settings: ...
    @overload
    def go(self, key: str, **what: object) -> Any: ...

    def go(self, key: str, **what: object) -> Any:
        """Go to a screen and wait until it is filled."""
        screen = self.window.go(key, what)
        self.settle()
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


Show = Callable[[Stage], Shown | None]


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
    after: Callable[[Stage], object] | None = None
    bare: bool = False


def to(key: str, **what: object) -> Show:
    """Return how to get to a screen."""

    def show(stage: Stage) -> None:
        stage.go(key, **what)

    return show


def tab(key: str, place: int) -> Show:
    """Return how to get to a page of a screen that has several."""

    def show(stage: Stage) -> None:
        stage.go(key).tabs.setCurrentIndex(place)

    return show


def dialog(key: str, ask: Callable[[Any], object], then: Callable[[Any], object] | None = None) -> Show:
    """Return how to get a dialog of a screen; ``then`` does something in it."""

    def show(stage: Stage) -> Shown | None:
        screen = stage.go(key)
        screen.dialog = None
        ask(screen)
        stage.settle()
        found = screen.dialog
        if then is not None and found is not None:
            then(found)
            stage.settle()
        return shown(found)

    return show


def typed(key: str, field: str, text: str) -> tuple[Show, Callable[[Stage], object]]:
    """Return how to search a screen for a text, and how to take that back."""

    def show(stage: Stage) -> None:
        screen = stage.go(key)
        getattr(screen, field).setText(text)
        stage.wait()

    def after(stage: Stage) -> None:
        getattr(stage.window.screens[key], field).clear()
        stage.wait()

    return show, after
