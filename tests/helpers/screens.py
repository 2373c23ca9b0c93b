"""What tests of screens do as a person or a file manager does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.operations import Operations
from dxdesk.ui.startup.app import Program


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    _come_to_rest(qtbot, window.operations)


def idle(qtbot: QtBot, program: Program) -> None:
    """Wait until neither the program nor its window has anything under way."""
    _come_to_rest(qtbot, program.operations)
    if program.window is not None:
        settle(qtbot, program.window)


_QUIET_TURNS = 3
"""A call for later may itself call for later: a page that is made, entered, then read."""


def _come_to_rest(qtbot: QtBot, operations: Operations) -> None:
    """Wait until nothing is under way and no event that is there begins anything.

    Between two pieces of work nothing is under way for a moment: what begins the second is an event that
    waits its turn. To look at that moment and go on is to test how fast the machine is.
    """
    quiet = 0
    while quiet < _QUIET_TURNS:
        qtbot.waitUntil(lambda: operations.idle, timeout=20_000)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        quiet = quiet + 1 if operations.idle else 0


def write(widget: QWidget, text: str) -> None:
    """Put text in as a Japanese input method does: committed at once, not key by key."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def double_click(part: QWidget) -> None:
    """Click twice at once as a hand does: Qt's own helper for tests sends the middle of it alone."""
    kinds = QEvent.Type
    left, middle = Qt.MouseButton.LeftButton, part.rect().center().toPointF()
    for kind in (
        kinds.MouseButtonPress,
        kinds.MouseButtonRelease,
        kinds.MouseButtonDblClick,
        kinds.MouseButtonRelease,
    ):
        held = Qt.MouseButton.NoButton if kind == kinds.MouseButtonRelease else left
        place = part.mapToGlobal(middle)
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(part, QMouseEvent(kind, middle, place, left, held, keys))


def drop(target: QWidget, *files: Path) -> None:
    """Drop files on a widget as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    both = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), *both)
    target.dragEnterEvent(enter)
    assert enter.isAccepted()
    target.dropEvent(QDropEvent(QPoint(20, 20).toPointF(), *both))
