"""Keys: what is Enter, what is held down, what pages."""

from __future__ import annotations

from PySide6 import QtCore, QtWidgets
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is Enter by itself, on either side of the keyboard."""
    keys, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
    return (
        event.key() in (keys.Key_Return, keys.Key_Enter)
        and (event.modifiers() & ~held.KeypadModifier) == held.NoModifier
    )


HELD_MS = 150
"""The same key again sooner than this is held down: nobody presses so fast, no system repeats more slowly."""

_last_key = (0, 0, False)
"""Of the key asked about last: which one, when by the clock of its system (ms), and the answer."""


def is_held(event: QKeyEvent) -> bool:
    """Tell whether a key comes from one that is held down: one wish, not thirty.

    On a busy X server Qt takes some of the repeats for keys of their own, and a self-report was handed in by
    whoever leant on Enter; so what comes too soon after the same key counts as held, too. One event may be
    asked about by several widgets. Made-up events have no time.
    """
    global _last_key
    key, when = event.key(), event.timestamp()
    if when and (key, when) == _last_key[:2]:
        return _last_key[2]
    soon = bool(when) and key == _last_key[0] and 0 < when - _last_key[1] < HELD_MS
    _last_key = key, when, event.isAutoRepeat() or soon
    return _last_key[2]


def is_letter(event: QKeyEvent) -> bool:
    """Tell whether a key writes something into a field, by itself or with Shift."""
    held = QtCore.Qt.KeyboardModifier
    text = event.text()
    plain = event.modifiers() & ~(held.KeypadModifier | held.ShiftModifier) == held.NoModifier
    return plain and text.isprintable() and bool(text.strip())


def page_by_key(area: QScrollArea | None, event: QKeyEvent) -> bool:
    """Scroll by what can be seen with PageUp and PageDown; tell whether the key was one of them.

    For whoever stands around an area: the area itself takes no focus, and so no keys from its sides.
    """
    actions, keys = QtWidgets.QAbstractSlider.SliderAction, QtCore.Qt.Key
    action = {
        int(keys.Key_PageUp): actions.SliderPageStepSub,
        int(keys.Key_PageDown): actions.SliderPageStepAdd,
    }.get(event.key())
    if area is None or action is None:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True
