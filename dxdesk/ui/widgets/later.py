"""Doing something once the events that are there are done, or after a while."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, call: Callable[[], object], ms: int = 0) -> None:
    """Call after ``ms``, unless ``owner`` is gone by then.

    What the call raises reaches the program's hook as from any other slot; Qt's own way of calling later
    swallows it, and nobody would learn of the bug.
    """

    def go() -> None:
        try:
            call()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)

    QTimer.singleShot(ms, owner, go)
