"""Unused memory is looked for on the UI thread, and nowhere else.

Python's collector runs on whichever thread happens to ask for memory. On a worker it destroys models and
timers that a closed screen left behind while the UI thread still serves them, and the process dies. So
from the start of a window on the collector rests (see ``__main__``), and a timer of the UI thread looks
in its place.
"""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 500


class Collector(QObject):
    """Looks for unused memory now and then; one for the process, as the memory is."""

    def __init__(self, parent: QObject | None) -> None:
        """Take over from Python's own collector."""
        super().__init__(parent)
        gc.disable()
        self._long = 0
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_EVERY_MS)

    def begin_long(self) -> None:
        """Leave out what is there already: long work makes much, and the window must not stand still."""
        self._long += 1
        gc.freeze()

    def end_long(self) -> None:
        """Look at everything again after the last long work."""
        self._long = max(0, self._long - 1)
        if not self._long:
            gc.unfreeze()

    def look(self) -> None:
        """Look through what is new; through older things as seldom, in comparison, as Python's own would."""
        if self._long:
            # A batch of files keeps more and more: what stays is left out from the next look on.
            gc.collect()
            gc.freeze()
            return
        (_, young, old), (_, young_limit, old_limit) = gc.get_count(), gc.get_threshold()
        gc.collect(2 if old > old_limit else 1 if young > young_limit else 0)


_taken: Collector | None = None


def collector() -> Collector:
    """Return the one of this process; the first call takes over from Python's collector."""
    global _taken
    if _taken is None or not shiboken6.isValid(_taken):
        _taken = Collector(QCoreApplication.instance())
    return _taken
