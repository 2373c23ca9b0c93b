"""From the start of a fresh process to HR's home of an encrypted store, painted and filled."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench import batch
from tests.bench.measuring import Child, Line, Size, best

GOAL = 1.3
STAFF = 200
MOST_SECONDS = 60
_QUIET = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false;*.info=false"}


def rows(size: Size) -> list[Line]:
    """Measure the row of the table of goals: the bare side imports the same modules and derives one key."""
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = batch.found(Path(made), size.of(STAFF))
        listed = Path(made) / "modules.json"
        if size.rounds > 1:
            _start("ours", town.location, listed), _start("bare", town.location, listed)
        # Starts differ much: at least five, but where a single round only shows that it runs.
        rounds = max(size.rounds, 5) if size.rounds > 1 else 1
        measured = [
            (_start("ours", town.location, listed), _start("bare", town.location, listed))
            for _ in range(rounds)
        ]
    ours, bare = best(measured)
    return [Line("start with a store to home", "window + imports + one key", ours, bare, GOAL)]


def _start(which: str, store: Path, listed: Path) -> float:
    told = Child("tests.bench.opening", [which, time.time(), store, listed], _QUIET).run()
    return float(told["seconds"])


def bare(begun: float, store: Path, listed: Path) -> None:
    """Show an empty main window after the imports and the key derivation that ours does."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    for name in json.loads(listed.read_text(encoding="utf-8")):
        with suppress(ImportError):
            importlib.import_module(name)
    from dxdesk.store import unlocking

    unlocking.key_of_file(store, batch.PASSPHRASE)
    app = QApplication([])
    window = QMainWindow()
    window.resize(1040, 640)
    window.show()
    QTimer.singleShot(0, lambda: (_tell(begun), app.quit()))
    app.exec()


def ours(begun: float, store: Path, listed: Path) -> None:
    """Start the program as a double-click on a store does, with the passphrase at hand."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from dxdesk.programs.window import launcher
    from dxdesk.ui.startup import app as program

    before = set(sys.modules)
    loop = QApplication.exec

    def watched_loop(*_: Any) -> int:
        timer = QTimer()
        timer.timeout.connect(lambda: _look(begun, listed, before))
        timer.start(1)
        QTimer.singleShot(MOST_SECONDS * 1000, QApplication.quit)
        return loop()

    QApplication.exec = watched_loop  # type: ignore[assignment,method-assign]
    program.run(str(store), launcher(), passphrase=batch.PASSPHRASE)


def _look(begun: float, listed: Path, before: set[str]) -> None:
    """End as soon as the home is filled and painted."""
    from PySide6.QtWidgets import QApplication

    from dxdesk.ui.shell.main_window import MainWindow

    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window.operations.idle:
            QApplication.processEvents()
            _tell(begun)
            names = sorted(name for name in set(sys.modules) - before if not name.startswith("__"))
            listed.write_text(json.dumps(names), encoding="utf-8")
            QApplication.quit()


def _tell(begun: float) -> None:
    print(json.dumps({"seconds": time.time() - begun}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=("ours", "bare"))
    parser.add_argument("begun", type=float)
    parser.add_argument("store", type=Path)
    parser.add_argument("listed", type=Path)
    options = parser.parse_args()
    work = bare if options.which == "bare" else ours
    work(options.begun, options.store, options.listed)
