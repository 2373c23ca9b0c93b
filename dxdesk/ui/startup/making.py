"""What the dialogs share that make a store: they stay, with all that was typed, until it is made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.ui.startup import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.passphrase import PassphraseEntry

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

SUFFIX = ".dxdesk"
_PLACE_CODES = frozenset({"file-exists", "folder-missing", "folder-read-only", "disk-full"})


class MakingDialog(Dialog):
    """Asks where a store goes and its passphrase; what is wrong is said in it, beside what was typed."""

    def __init__(self, parent: QWidget | None, proposed: Path, entry: PassphraseEntry, act: str) -> None:
        """Propose a file that nobody has taken yet; ``act`` is the button that makes the store."""
        super().__init__(parent)
        self._tried: Callable[[], object] | None = None
        self._working = False
        self._folder = proposed.parent
        """The folder that was proposed: made where it is not there, as whoever proposes it ought to."""
        self.banner = Banner()
        self.location = QLineEdit(str(_free(proposed)))
        self.location.setAccessibleName(messages.WHERE)
        self.entry = entry
        self.accept_button: QPushButton = primary(act, self.accept, name="accept")

    def try_with(self, tried: Callable[[], object]) -> None:
        """Let somebody make the store; they say ``begin``, then ``fail`` or ``made``, and ``end`` at last."""
        self._tried = tried

    def accept(self) -> None:
        """Begin making, unless something is missing or it is being made already."""
        if self._working:
            return
        found = self.objection()
        if found is not None:
            self.blame(*found)
        elif self._tried is not None:
            if Path(self.location.text().strip()).parent == self._folder:
                with contextlib.suppress(OSError):  # told where the store is made
                    private.make_folder(self._folder)
            self._tried()

    def reject(self) -> None:
        """Close, but not in the middle: a store nobody sees would be left."""
        if not self._working:
            super().reject()

    def objection(self) -> tuple[str, str, QWidget] | None:
        """Return what is missing, what to do, and in which field; ``None`` when nothing is."""
        objection = self.entry.objection()
        return (objection, messages.NOTHING_MADE, self.entry.wrong_field) if objection else None

    def begin(self) -> None:
        """Rest while the store is being made."""
        self._working = True
        self.accept_button.setEnabled(False)
        self.banner.hide()

    def end(self) -> None:
        """Be there again for another try."""
        self._working = False
        self.accept_button.setEnabled(True)

    def made(self) -> None:
        """Close: the store is there."""
        self.done(QDialog.DialogCode.Accepted)

    def fail(self, error: KnownError) -> None:
        """Say why nothing was made, and go to the field it is about."""
        self.banner.refuse(error)
        self.go_to(self.to_blame(error.code))

    def to_blame(self, code: str) -> QWidget:
        """Return the field that a failure is about, the button where it is about none."""
        if code.startswith("passphrase"):
            return self.entry.first
        return self.location if code in _PLACE_CODES else self.accept_button

    def blame(self, what: str, advice: str, field: QWidget) -> None:
        """Say what is wrong with a field and go there."""
        self.banner.say(what, advice=advice)
        self.go_to(field)

    def go_to(self, field: QWidget) -> None:
        """Put the keys where something is to be changed."""
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def where(self) -> str:
        """Return the file the store is made in."""
        text = self.location.text().strip()
        return text if text.endswith(SUFFIX) else text + SUFFIX

    def place_row(self) -> QHBoxLayout:
        """Return the field of the file with the button that picks another one."""
        line = row(self.location, button(messages.WHERE_CHOOSE, self.choose_place))
        line.setStretch(0, 1)
        return line

    def choose_place(self) -> None:
        """Let the person pick another file."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, messages.WHERE, self.location.text(), messages.STORE_FILTER
        )
        if chosen:
            self.location.setText(chosen)


def _free(path: Path) -> Path:
    """Return a path nobody has taken yet."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
