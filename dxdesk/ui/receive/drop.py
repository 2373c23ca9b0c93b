"""Where files are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from dxdesk.ui.look import theme
from dxdesk.ui.receive import messages
from dxdesk.ui.shell.sending import keep_folder, kept_folder
from dxdesk.ui.widgets import drops
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Mark, in_lines
from dxdesk.ui.widgets.showing import repolish

LOW = 190
"""Px of height below which the picture gives way to the words."""

WIDE = 540
"""Px that a line of the words may take."""

_FILTER = "受け付けられるファイル (*.xlsx *.xlsm *.csv *.tsv *.txt);;すべてのファイル (*)"


class DropArea(QFrame):
    """Takes files and folders by drop or dialog."""

    given = Signal(object)

    def __init__(self, says: str = messages.DROP_TEXT) -> None:
        """Make the area; ``says`` tells what belongs here."""
        super().__init__()
        self.setProperty("look", "drop")
        self.setProperty("hot", "false")
        self.setAcceptDrops(True)
        mark = self._mark = Mark("receive", "accent", 40)
        title = Text(messages.DROP, "section")
        advance = QFontMetrics(theme.font()).horizontalAdvance
        text = Text(in_lines(says, WIDE, advance), "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setFixedWidth(WIDE)
        self.files = primary(messages.CHOOSE_FILES, self._files, name="choose-files")
        self.folder = button(messages.CHOOSE_FOLDER, self._folder, name="choose-folder")
        buttons = row(STRETCH, self.files, self.folder, STRETCH, gap=10)
        layout = column(
            STRETCH,
            mark,
            title,
            row(STRETCH, text, STRETCH),
            6,
            buttons,
            STRETCH,
            gap=10,
            margins=(20, 12, 20, 12),
        )
        for part in (mark, title):
            layout.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words their room on a small display."""
        super().resizeEvent(event)
        self._mark.setVisible(event.size().height() >= LOW)

    def _files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, messages.CHOOSE_FILES, str(kept_folder("receive")), _FILTER
        )
        if chosen:
            keep_folder("receive", Path(chosen[0]).parent)
            self.given.emit([Path(name) for name in chosen])

    def _folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, messages.CHOOSE_FOLDER, str(kept_folder("receive")))
        if chosen:
            keep_folder("receive", Path(chosen))
            self.given.emit([Path(chosen)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that dropping here works."""
        self._heat(drops.welcome(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Cool down."""
        self._heat(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._heat(False)
        files = drops.dropped(event)
        if files:
            # The other program waits until the drop returns.
            later(self, lambda: self.given.emit(files))

    def _heat(self, on: bool) -> None:
        self.setProperty("hot", "true" if on else "false")
        repolish(self)
