"""One start, in a process of its own: ``ours`` runs the program's real entry, ``bare`` an empty main window.

Prints how long it took, from the moment the parent gives, until the first window had painted itself.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

MOST_SECONDS = 60


def watch(begun: float) -> None:
    """Let the next event loop end, with a line of JSON, as soon as a window was painted.

    Only the shown window is watched, so that neither side pays for looking at every event.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    loop = QApplication.exec

    class Watcher(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self.painted:
                self.painted = True
                # After this turn of the loop the window's children are painted as well.
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        taken = time.time() - begun
        loaded = [name for name in ("sqlalchemy", "openpyxl", "reportlab", "pydantic") if name in sys.modules]
        print(json.dumps({"seconds": taken, "loaded": loaded}), flush=True)
        QApplication.quit()

    def watched_loop(*_: Any) -> int:
        watcher = Watcher()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.installEventFilter(watcher)
        QTimer.singleShot(MOST_SECONDS * 1000, QApplication.quit)
        return loop()

    QApplication.exec = watched_loop  # type: ignore[assignment,method-assign]


def bare() -> None:
    """Show a main window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.resize(1040, 640)
    window.show()
    app.exec()


def ours(arguments: list[str]) -> None:
    """Run the program as its users start it."""
    from dxdesk.__main__ import main

    sys.argv[1:] = arguments
    main()


if __name__ == "__main__":
    which, begun, *arguments = sys.argv[1:]
    watch(float(begun))
    if which == "bare":
        bare()
    else:
        ours(arguments)
