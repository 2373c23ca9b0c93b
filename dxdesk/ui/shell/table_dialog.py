"""A dialog that takes a table in: a file is chosen or dropped, looked at, then taken."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLayout, QLineEdit, QPushButton, QVBoxLayout

from dxdesk.ui.shell import sending
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.working import BusyDialog
from dxdesk.ui.widgets import drops
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.showing import repolish

FILE, CHOOSE = "表のファイル(Excel か CSV)", "選ぶ…"
FILTER = "表 (*.xlsx *.csv *.tsv *.txt);;すべてのファイル (*)"
LOOK, TAKE = "中身を確かめる", "取り込む"
_FOLDER = "tables"


class TableDialog(BusyDialog):
    """What dialogs share that take one table in; each says how it looks at it and takes it in.

    Nothing is taken in before it was looked at as it is now: ``offer`` says whether it was.
    """

    def __init__(self, screen: Screen) -> None:
        """Make the parts; whoever inherits lays them out."""
        super().__init__(screen.operations, screen)
        self._screen = screen
        self._may_apply = False
        self._asked = 0
        """How often something else was chosen: what is found of a table looked at before is not shown."""
        self.setAcceptDrops(True)
        self.file = QLineEdit()
        self.file.setAccessibleName(FILE)
        self.banner = Banner()
        self._found: QVBoxLayout = column(gap=8)
        self._card = card(self._found, padding=12)
        self._card.hide()
        self.look = primary(LOOK, self.look_at, name="look")
        self.apply: QPushButton = button(TAKE, self.apply_table, name="apply")
        self.look.setDefault(True)  # Enter in the file's field looks at the file

    def chosen_file(self) -> QLayout:
        """Return the field of the file with its button."""
        choose = button(CHOOSE, self._choose, name="choose")
        return column(Text(FILE, "caption"), row(self.file, choose), gap=4)

    @property
    def resting(self) -> bool:
        """Whether nothing can be dropped now."""
        return self.busy

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a table, unless one is just being taken in."""
        if self.resting:
            event.ignore()
        else:
            drops.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the table that was dropped."""
        files = [] if self.resting else drops.dropped(event)
        if files:
            # The other program waits until the drop returns.
            later(self, lambda: self.take_dropped(files))

    def take_dropped(self, files: Sequence[Path]) -> None:
        """Take the first of the tables that were dropped."""
        self.take(files[0])

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, FILE, str(sending.kept_folder(_FOLDER)), FILTER)
        if chosen:
            sending.keep_folder(_FOLDER, Path(chosen).parent)
            self.take(Path(chosen))

    def _offer(self, may_apply: bool) -> None:
        """Fill the button that is the next step."""
        self._may_apply = may_apply
        self.show_running()
        for part, filled in ((self.look, not may_apply), (self.apply, may_apply)):
            part.setProperty("look", "primary" if filled else "secondary")
            repolish(part)

    def show_running(self) -> None:
        """Let a table be taken in only after it was looked at, and nothing be pressed meanwhile."""
        super().show_running()
        self.apply.setEnabled(self._may_apply and not self.busy)
        self.look.setEnabled(not self.busy)

    @abstractmethod
    def take(self, file: Path) -> None:
        """Put a table in and look at it."""

    @abstractmethod
    def look_at(self) -> None:
        """Read the table and show what it would change."""

    @abstractmethod
    def apply_table(self) -> None:
        """Take the table in."""
