"""The keys that take a step back and do it again, the same in every field."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CTRL = Qt.KeyboardModifier.ControlModifier
_UNDO = QKeyCombination(_CTRL, Qt.Key.Key_Z)
_REDO = (
    QKeyCombination(_CTRL, Qt.Key.Key_Y),
    QKeyCombination(_CTRL | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Z),
)


def step_of(event: QKeyEvent) -> str:
    """Return which step of the history a key asks for, empty for other keys."""
    if event.matches(QKeySequence.StandardKey.Undo) or event.keyCombination() == _UNDO:
        return "undo"
    if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() in _REDO:
        return "redo"
    return ""
