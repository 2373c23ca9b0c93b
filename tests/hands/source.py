"""A folder window of another program, from which files are dragged: a strip that holds one batch of files.

Reads a line of JSON (``files``, ``moving``) for each batch and says a line when a drag has ended: the action
the target took. ``moving`` is what Explorer does on one drive: proposing to move, and deleting what was.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QSocketNotifier, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Batch(QLabel):
    """What can be dragged."""

    def __init__(self) -> None:
        super().__init__(
            "", None, Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.FramelessWindowHint
        )
        self.files: list[Path] = []
        self.moving = False
        self._from = QPoint()
        self._listener = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._listener.activated.connect(self.listen)

    def listen(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        told = json.loads(line)
        self.files, self.moving = [Path(name) for name in told["files"]], told["moving"]
        self.setText(f"{len(self.files)}")
        print("ready", flush=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.files or (event.position().toPoint() - self._from).manhattanLength() < 8:
            return
        files, self.files = self.files, []
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
        drag.setMimeData(data)
        copy, move = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
        took = drag.exec(copy | move, move) if self.moving else drag.exec(copy, copy)
        if took == move:
            for path in files:
                path.unlink()
        print(took.name, flush=True)


def main() -> None:
    app = QApplication([])
    batch = Batch()
    left, top, width, height = (int(word) for word in sys.argv[1:5])
    batch.setGeometry(left, top, width, height)
    batch.show()
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
