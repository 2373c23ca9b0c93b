"""The keyboard stays with the work: what had it went from view, and Qt would give it to anything.

A pressed button that is hidden or cannot be pressed any more hands the keyboard to the next part in the order
of the Tab key. That was ホーム at the left or 閉じる of the guide: the next Enter left the page that
said what to do next.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.later import later

LOOK_MS = 50
"""How often it is looked whether work has ended that will show what comes next."""


class KeysKept(QObject):
    """Keeps the keyboard on the screen one is on, and gives it to the screen's next step when work ended."""

    def __init__(self, window: QWidget, operations: Operations, screen: Callable[[], Screen | None]) -> None:
        """Watch a window; ``screen`` tells which of its screens is shown."""
        super().__init__(window)
        self._window, self._operations, self._screen = window, operations, screen
        self._lost: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        screen = self._screen()
        known = before is not None and screen is not None and isValid(before) and isValid(screen)
        if not known or before is None or screen is None or not screen.isAncestorOf(before):
            return
        left = now is None or (now.window() is self._window and not _is_within(now, screen))
        if left and not (before.isVisible() and before.isEnabled()) and self._lost is None:
            # Not at once: Qt is in the midst of moving it.
            self._lost = before
            later(self, self._take)

    def _take(self) -> None:
        """Give the keyboard to the next step; while work goes on, to the screen, where keys do nothing."""
        screen, lost = self._screen(), self._lost
        if (
            screen is None
            or lost is None
            or not isValid(screen)
            or not screen.isVisible()
            or not self._window.isActiveWindow()
        ):
            self._lost = None
            return
        focused = QApplication.focusWidget()
        if focused is not None and focused is not screen and _is_within(focused, screen):
            self._lost = None  # the screen has given it to a part of its own
        elif self._operations.idle:
            self._lost = None
            step_on(screen, besides=lost)
        else:
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
            later(self, self._take, LOOK_MS)


def step_on(screen: Screen, *, besides: QWidget | None = None) -> None:
    """Give the keyboard to the button of what comes next on a screen.

    That is what its banner offers, else the coloured one, else none: the screen itself.
    ``besides`` is what was pressed just now: pressing it again is no next step.
    """
    if not screen.isVisible():
        return
    found: list[QPushButton] = list(screen.findChildren(QPushButton))
    shown = [one for one in found if one is not besides and one.isVisible() and one.isEnabled()]
    offered = [one for one in shown if screen.banner.isAncestorOf(one) and one.property("look") != "quiet"]
    coloured = [one for one in shown if one.property("look") == "primary"]
    next((one for one in (*offered, *coloured)), screen).setFocus(Qt.FocusReason.OtherFocusReason)


def _is_within(part: QWidget, screen: Screen) -> bool:
    return part is screen or screen.isAncestorOf(part)
