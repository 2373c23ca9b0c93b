"""A key that is held down is one wish: its repeats are taken out before any part of a window meets them.

Some systems say of a repeat that it is one. X servers send a release and a press for each, and Qt does not
always see through that: the press then looks like another one. But both bear the same time, which no hand
brings about, so the release just before tells a repeat. Enter and Space repeat in text boxes only, as typing
does; and what was pressed before a box had the focus types nothing into it. A shortcut that is not to repeat
does not.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import getCppPointer

_PRESS, _RELEASE, _OVERRIDE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride
_KINDS = frozenset({_PRESS, _RELEASE, _OVERRIDE})
_ENTER, _SPACE = frozenset({0x01000004, 0x01000005}), 0x20
"""``Key_Return`` and ``Key_Enter``, and ``Key_Space``."""
_WALKING = frozenset({0x01000001, 0x01000002})
"""``Key_Tab`` and ``Key_Backtab`` are held to walk from part to part."""


class HeldKeys(QObject):
    """Looks at the keys of every window that gets the focus, at the window: a few events, not all."""

    def __init__(self, app: QGuiApplication) -> None:
        """Watch the windows of a program from now on."""
        super().__init__(app)
        self._released = (0, 0)
        """Of the last release: which key, when."""
        self._began: dict[int, int] = {}
        """Of each key: which part had the focus when it was pressed last, by its address."""
        self._taken = (0, 0)
        """Of a repeat that was kept from a shortcut: which key, when; its press comes next."""
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take out the repeats that nobody wished for."""
        kind = event.type()
        if kind not in _KINDS or not isinstance(event, QKeyEvent):
            return False
        key, when = event.key(), event.timestamp()
        if kind == _RELEASE:
            self._released = key, when
            return False
        repeated = event.isAutoRepeat() or (bool(when) and (key, when) == self._released)
        focus = QApplication.focusWidget()
        place = getCppPointer(focus)[0] if focus is not None else 0
        if not repeated:
            self._began[key] = place  # asked before a shortcut may move the focus
            return False
        if kind == _OVERRIDE:
            if not _is_of_a_single_shortcut(event):
                return False
            self._taken = key, when
            event.accept()  # else the shortcut acts
            return True
        if (key, when) == self._taken:
            return True
        return key not in _WALKING and not _may_repeat(event, focus, began=self._began.get(key) == place)


def _may_repeat(event: QKeyEvent, focus: QWidget | None, *, began: bool) -> bool:
    """Tell whether a part has a use for a repeat; ``began``: the key was pressed while it had the focus."""
    key, lines = event.key(), isinstance(focus, QPlainTextEdit | QTextEdit)
    writes = lines or isinstance(focus, QLineEdit | QAbstractSpinBox | QComboBox)
    if key in _ENTER:
        return lines and began
    if key == _SPACE:
        return writes and not isinstance(focus, QComboBox) and began
    return began or not (writes and event.text())


def _is_of_a_single_shortcut(event: QKeyEvent) -> bool:
    """Tell whether a key is that of a shortcut in the window in front that is not to repeat."""
    window, keys = QApplication.activeWindow(), QKeySequence(event.keyCombination())
    if window is None:
        return False
    found: list[QShortcut] = list(window.findChildren(QShortcut))
    return any(
        isinstance(whose := one.parent(), QWidget)
        and not one.autoRepeat()
        and one.key() == keys
        and whose.isVisible()
        for one in found
    )


def watch(app: QGuiApplication) -> None:
    """Take held keys for one wish in all windows of a program; calling again is free."""
    if app.findChild(HeldKeys) is None:
        HeldKeys(app)
