"""From the start of a fresh process to the first painted window, without a store."""

from __future__ import annotations

import time

from tests.bench.measuring import Child, Line, Size, best

GOAL = 1.5
_QUIET = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false;*.info=false"}


def rows(size: Size) -> list[Line]:
    """Measure the row of the table of goals, without a display."""
    _start("ours"), _start("bare")  # the first time, files come from the disk
    measured = [(_start("ours"), _start("bare")) for _ in range(max(size.rounds, 5))]
    ours, bare = best(measured)
    return [Line("start to first paint, no store", "bare PySide6 main window", ours, bare, GOAL)]


def _start(which: str) -> float:
    began = time.time()
    told = Child("tests.bench.first_paint", [which, began], _QUIET).run()
    if told["loaded"]:
        raise RuntimeError(f"loaded before the first paint: {told['loaded']}")
    return float(told["seconds"])
