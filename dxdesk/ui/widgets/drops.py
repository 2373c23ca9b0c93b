"""Files that are dropped on a window: copied, never moved, and not lost while a dialog asks something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.ui.widgets.dialog import APPEARED, Dialog
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.reading import keep_drops_off


def welcome(event: QDropEvent) -> bool:
    """Accept what enters, or is dropped, if it is files that may be copied; return whether it is.

    A file manager proposes to move what lies on the same drive, and deletes its file once that is accepted.
    """
    copies = event.possibleActions() & Qt.DropAction.CopyAction
    if not copies or not local_files(event.mimeData()):
        event.ignore()
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


def dropped(event: QDropEvent) -> list[Path]:
    """Return the files and folders that were dropped, accepted as copies; empty where that is refused."""
    return local_files(event.mimeData()) if welcome(event) else []


def local_files(data: QMimeData) -> list[Path]:
    """Return the files and folders of this PC among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class Meanwhile(QObject):
    """Takes what is dropped on a dialog, and gives it back when the dialog is closed.

    The window behind gets no drops as long, and a field of the dialog would write down where the file lies.
    """

    told = Signal(str)
    """What to say of files that wait, where the dialog has no banner."""

    def __init__(self, dialog: Dialog, says: str, given: Callable[[list[Path]], object]) -> None:
        """Watch over a dialog that has just appeared; ``says`` tells what becomes of the files."""
        super().__init__(dialog)
        self._says, self._given = says, given
        self._files: list[Path] = []
        self._dialog = dialog
        dialog.setAcceptDrops(True)
        keep_drops_off(dialog)
        dialog.installEventFilter(self)
        dialog.finished.connect(self._give)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files."""
        if event.type() == APPEARED:
            later(self, self._pass_on)
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        if event.type() == QEvent.Type.DragEnter:
            return welcome(event)
        files = dropped(event)
        if files:
            self.keep(files)
        return bool(files)

    def _pass_on(self) -> None:
        """Let a dialog that appeared above this one take files, too; they wait here when it is closed."""
        front = QApplication.activeModalWidget()
        if (
            isinstance(front, Dialog)
            and front is not self._dialog
            and stands_before(front, self._dialog)
            and not front.acceptDrops()
        ):
            above = Meanwhile(front, self._says, self.keep)
            above.told.connect(self.told)

    def keep(self, files: list[Path]) -> None:
        """Let files wait until the dialog is closed, and say so."""
        self._files += [file for file in files if file not in self._files]
        self._say()

    def _say(self) -> None:
        banner = shown_banner(self._dialog)
        if banner is not None:
            banner.say(self._says, tone="info")
        else:
            self.told.emit(self._says)

    def _give(self, _: int) -> None:
        files, self._files = self._files, []
        if files:
            self._given(files)


def stands_before(dialog: Dialog, window: QWidget) -> bool:
    """Tell whether a dialog was opened from a window, or from another dialog of it."""
    behind = dialog.parentWidget()
    while behind is not None and behind is not window:
        behind = behind.parentWidget()
    return behind is window


def shown_banner(dialog: Dialog) -> Banner | None:
    """Return the banner of a dialog where something said now is seen, ``None`` where it has none."""
    banners: list[Banner] = list(dialog.findChildren(Banner))
    for banner in banners:
        holder = banner.parentWidget()
        if holder is not None and holder.isVisible():
            return banner
    return None
