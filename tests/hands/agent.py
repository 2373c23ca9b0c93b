"""The program as its users start it, with somebody inside who says where things stand.

``python -m tests.hands.agent SOCKET [FILE]``. It changes nothing and presses nothing: it reads the
accessibility tree, as a screen reader does, and tells names, places on the screen and states. Only the test
loads it. It answers on the UI thread: a program that hangs does not answer.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, qInstallMessageHandler
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMainWindow, QWidget

from dxdesk.ui.startup import app
from dxdesk.ui.startup.welcome import Welcome

MOST_CHILDREN, DEEPEST = 400, 24
FLASH_SECONDS = 0.25

_warned: list[str] = []
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress)
_SHOWING = (QEvent.Type.Show, QEvent.Type.Hide)
_POPUPS = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


def _is_window(watched: QObject) -> bool:
    return isinstance(watched, QWidget) and watched.isWindow() and watched.windowType() not in _POPUPS


class Windows(QObject):
    """Looks at every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.stray: list[str] = []
        self.flashes: list[str] = []
        self._since: dict[int, float] = {}
        self._pressed = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSES:
            self._pressed = time.monotonic()
        elif kind in _SHOWING and _is_window(watched):
            self._note(watched, kind == QEvent.Type.Show)
        return False

    def _note(self, window: QWidget, shown: bool) -> None:
        what = f"{type(window).__name__} {window.windowTitle()!r} {window.accessibleName()!r}"
        if shown:
            self._since[id(window)] = time.monotonic()
            if not isinstance(window, (QMainWindow, QDialog, Welcome)):
                self.stray.append(what)
        else:
            since = self._since.get(id(window), 0.0)
            # What a hand closes as fast as that is no flash.
            if time.monotonic() - since < FLASH_SECONDS and self._pressed < since:
                self.flashes.append(what)


class Agent(QObject):
    """Answers one line of JSON with another."""

    def __init__(self, program: app.Program, place: str) -> None:
        super().__init__(program)
        self.program = program
        self.windows = Windows()
        QApplication.instance().installEventFilter(self.windows)
        QAccessible.setActive(True)
        self.server = QLocalServer(self)
        self.server.newConnection.connect(self._meet)
        if not self.server.listen(place):
            raise RuntimeError(self.server.errorString())

    def _meet(self) -> None:
        socket = self.server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            asked = json.loads(bytes(socket.readLine().data()))
            said = getattr(self, asked.pop("ask"))(**asked)
            socket.write(json.dumps(said).encode() + b"\n")
            socket.flush()

    # --- what is asked ---------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return what is under way, what is open, and everything that should not have happened."""
        focus = QApplication.focusWidget()
        operations = [self.program.operations, *(window.operations for window in self.program._open)]
        return {
            "idle": all(each.idle for each in operations),
            "windows": [window.windowTitle() for window in _shown()],
            "dialogs": [type(one).__name__ for one in _shown() if isinstance(one, QDialog)],
            "focus": _name(focus) if focus is not None else "",
            "focus_class": type(focus).__name__ if focus is not None else "",
            "keys": _has_keys(),
            "written": len(focus.text()) if isinstance(focus, QLineEdit) else None,
            "screen": self.program.window.current if self.program.window is not None else "",
            "stray": self.windows.stray,
            "flashes": self.windows.flashes,
            "warned": _warned,
        }

    def find(self, name: str, role: str = "", begins: bool = False) -> list[dict[str, Any]]:
        """Return what has this accessible name, in the window that takes input; nearest to the root first."""
        found = []
        for interface in _tree():
            called = _called(interface)
            if (called.startswith(name) if begins else called == name) and (
                not role or interface.role().name == role
            ):
                found.append(_told(interface))
        return found

    def names(self) -> list[dict[str, Any]]:
        """Return everything that has a name; for whoever writes a journey."""
        return [_told(one) for one in _tree() if _called(one)]

    def fields(self) -> list[tuple[str, str]]:
        """Return name and value of what a wheel might change."""
        role = QAccessible.Role
        found = []
        for interface in _tree():
            if interface.role() in (role.ComboBox, role.SpinBox, role.Slider):
                found.append((_called(interface), interface.text(QAccessible.Text.Value)))
            elif interface.role() == role.PageTab:
                found.append((_called(interface), str(bool(interface.state().selected))))
        return found

    def truth(self) -> dict[str, Any]:
        """Return what the use cases say of the open store, beside what the window shows."""
        return truth(self.program)


def truth(program: app.Program) -> dict[str, Any]:
    """Read the store on the UI thread; only asked while nothing is under way."""
    from dxdesk.ports.entities import Role

    window = program.window
    if window is None:
        return {}
    desk = window.desk
    if desk.role is Role.PERSONAL:
        from dxdesk.usecases.answering.self_report import open_answers

        sheet = open_answers(desk)
        return {
            "submitted": sheet.submitted,
            "levels": [sheet.answers.levels.get(item.uid) for item in sheet.items],
        }
    from dxdesk.usecases.progress.status import status

    states = {state.value: count for state, count in status(desk).states.items()}
    return {"states": states}


def _shown() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return _called(interface) if interface is not None else ""


def _called(interface: QAccessibleInterface) -> str:
    """Return the accessible name; on Linux alone Qt gives the chosen entry of a box for its name."""
    widget = interface.object()
    own = widget.accessibleName() if isinstance(widget, QComboBox) else ""
    return (own or interface.text(QAccessible.Text.Name)).strip()


def _has_keys() -> bool:
    """Return whether what is typed now reaches the window in front."""
    active, dialog = QApplication.activeWindow(), QApplication.activeModalWidget()
    return active is not None and (dialog is None or active is dialog)


def _tops() -> list[QWidget]:
    """Return the windows that take input now: a popup, else a modal dialog, else all."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    return [front] if front is not None else _shown()


def _tree() -> Iterator[QAccessibleInterface]:
    for window in _tops():
        top = QAccessible.queryAccessibleInterface(window)
        if top is not None:
            yield from _below(top, 0)


def _below(interface: QAccessibleInterface, depth: int) -> Iterator[QAccessibleInterface]:
    if interface.state().invisible:
        return
    yield interface
    if depth < DEEPEST:
        for position in range(min(interface.childCount(), MOST_CHILDREN)):
            child = interface.child(position)
            if child is not None and child.isValid():
                yield from _below(child, depth + 1)


def _told(interface: QAccessibleInterface) -> dict[str, Any]:
    state, rect = interface.state(), interface.rect()
    middle = rect.center()
    widget = interface.object()
    holder = interface
    while not isinstance(widget, QWidget) and holder is not None:
        holder = holder.parent()
        widget = holder.object() if holder is not None else None
    hit = _hit(middle)
    reached = widget is not None and hit is not None and (
        hit is widget or widget.isAncestorOf(hit) or (interface is not holder and hit.isAncestorOf(widget))
    )  # fmt: skip
    scale = widget.devicePixelRatioF() if widget is not None else 1.0
    return {
        "name": _called(interface),
        "role": interface.role().name,
        "value": interface.text(QAccessible.Text.Value),
        "rect": [int(each * scale) for each in rect.getRect()],
        "enabled": not state.disabled,
        "checked": bool(state.checked),
        "focused": bool(state.focused),
        "reached": bool(reached),
        "view": _view(widget, scale),
    }


def _hit(point: QPoint) -> QWidget | None:
    """Return what a click there meets; in a popup or dialog that has input, else wherever."""
    return QApplication.widgetAt(point)


def _view(widget: QWidget | None, scale: float) -> list[int]:
    """Return the place of the scrolled area around a widget, empty where there is none."""
    from PySide6.QtWidgets import QAbstractScrollArea

    above = widget
    while above is not None:
        above = above.parentWidget()
        if isinstance(above, QAbstractScrollArea):
            port = above.viewport()
            corner = port.mapToGlobal(QPoint(0, 0))
            return [int(each * scale) for each in (corner.x(), corner.y(), port.width(), port.height())]
    return []


class _Warnings(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _warned.append(f"{record.name}: {record.getMessage()}")


_HARMLESS = ("propagateSizeHints", "setParent(QWidget*)", "This plugin does not support")


def _qt_says(_: object, __: object, text: str) -> None:
    if not any(part in text for part in _HARMLESS):
        _warned.append(f"Qt: {text}")


def main() -> None:
    place, sys.argv = sys.argv[1], ["dxdesk", *sys.argv[2:]]
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    logging.captureWarnings(True)
    warnings.simplefilter("default")
    logging.getLogger().addHandler(_Warnings(logging.WARNING))
    qInstallMessageHandler(_qt_says)

    class Watched(app.Program):
        """The program, watched from before its first window."""

        def start(self, location: str | None, passphrase: str = "") -> None:
            self.agent = Agent(self, place)
            super().start(location, passphrase)

    app.Program = Watched
    from dxdesk.__main__ import main as begin

    begin()


if __name__ == "__main__":
    main()
