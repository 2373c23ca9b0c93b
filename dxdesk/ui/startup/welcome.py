"""The first-start window: three ways in and the stores used lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QMainWindow, QPushButton, QVBoxLayout, QWidget

from dxdesk.ui.look import icons, theme, words
from dxdesk.ui.shell.statusbar import StatusBar
from dxdesk.ui.startup import messages, recent
from dxdesk.ui.widgets.basics import STRETCH, Button, Text, button, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Banner, Mark
from dxdesk.ui.widgets.sizes import resize_within_display

ROOMY = 660
"""Height of a display, px, on which the whole first window fits."""


class Tile(Button):
    """A large button: icon, title and what happens then."""

    def __init__(self, icon: str, title: str, text: str, done: Callable[[], object]) -> None:
        """Make a tile."""
        super().__init__("", "tile", "")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        mark = Mark(icon, "accent", 30)
        caption = Text(text, "muted", wrap=True)
        title_label = Text(title, "section")
        inner = row(mark, column(title_label, caption, gap=4), gap=18, margins=(20, 14, 20, 14))
        inner.setStretch(1, 1)
        self.setLayout(inner)
        self.clicked.connect(lambda *_: done())

    def sizeHint(self) -> QSize:
        """Return room for two lines of text."""
        return QSize(520, 96)


class Welcome(QMainWindow):
    """Shown without a store. Imports nothing heavy, so that it paints at once."""

    files_chosen = Signal(object)
    store_chosen = Signal(str)
    new_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    closed = Signal()

    def __init__(self, *, sample: bool = True) -> None:
        """Make the window; ``sample`` offers the made-up year."""
        super().__init__()
        self.setWindowTitle(words.PRODUCT)
        self.setMinimumSize(820, 430)
        resize_within_display(self, 1040, 640)
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.status = StatusBar()
        self.open_tile = Tile("open", messages.OPEN_TITLE, messages.OPEN_TEXT, self._choose)
        self.new_tile = Tile("plus", messages.NEW_TITLE, messages.NEW_TEXT, self.new_wanted.emit)
        self.sample_tile = Tile("star", messages.SAMPLE_TITLE, messages.SAMPLE_TEXT, self.sample_wanted.emit)
        self.sample_tile.setVisible(sample)
        self.restore = button(messages.RESTORE, self.restore_wanted.emit, look="flush", name="restore")
        self.restore.setToolTip(messages.RESTORE_TIP)
        self._recent: QVBoxLayout = column(gap=0)
        self._lay_out()
        self.show_recent()

    def _lay_out(self) -> None:
        ways = column(
            Text(messages.WELCOME, "figure"),
            Text(messages.WELCOME_TEXT, "muted", wrap=True),
            8,
            self.banner,
            self.open_tile,
            self.new_tile,
            self.sample_tile,
            Text(messages.DROP_HINT, "caption", wrap=True),
            STRETCH,
            gap=12,
            margins=(48, 40, 32, 24),
        )
        side = column(
            Text(messages.RECENT, "section"),
            6,
            scrolling(self._recent),
            row(self.restore, STRETCH),
            gap=4,
            margins=(20, 44, 16, 16),
        )
        right = inside(side, look="aside")
        right.setFixedWidth(340)
        ground = QWidget()
        ground.setObjectName("page")
        # An area that scrolls takes as long to make as all the rest; a usual display has room for the ways.
        low = self.screen().availableGeometry().height() < ROOMY
        top = row(scrolling(ways) if low else inside(ways), right, gap=0)
        top.setStretch(0, 1)
        whole = column(top, self.status, gap=0)
        whole.setStretch(0, 1)
        ground.setLayout(whole)
        self.setCentralWidget(ground)

    def show_recent(self) -> None:
        """List the stores used lately."""
        clear(self._recent)
        entries = recent.load()
        for entry in entries:
            self._recent.addWidget(self._recent_row(entry))
        if not entries:
            self._recent.addWidget(Text(messages.RECENT_NONE, "muted"))
        self._recent.addStretch(1)

    def _recent_row(self, entry: recent.Recent) -> QFrame:
        from dxdesk.ui.look import dates  # the first window of all has nothing to date

        exists = Path(entry.location).exists()
        caption = f"{entry.caption}・{dates.moment(entry.opened_at)}" if exists else messages.RECENT_GONE
        opener = button(
            Path(entry.location).stem, lambda: self.store_chosen.emit(entry.location), look="flush"
        )
        opener.setEnabled(exists)
        opener.setToolTip(entry.location)
        opener.setObjectName("recent")
        remove = QPushButton()
        remove.setProperty("look", "quiet")
        remove.setIcon(icons.icon("close", theme.of(self).muted, 14))
        remove.setFixedSize(34, 34)
        remove.setToolTip("一覧から外す(台帳は消えません)")
        remove.setAccessibleName(f"{Path(entry.location).stem}を一覧から外す")
        remove.clicked.connect(lambda *_: self._forget(entry.location))
        texts = column(row(opener, STRETCH), Text(caption, "caption", wrap=True), gap=0)
        texts.setContentsMargins(0, 0, 0, 6)
        line = row(texts, remove, gap=4)
        line.setStretch(0, 1)
        return inside(line)

    def _forget(self, location: str) -> None:
        recent.forget(location)
        self.show_recent()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self, messages.OPEN_TITLE, str(Path.home()), messages.FILE_FILTER
        )
        if chosen:
            self.files_chosen.emit([Path(name) for name in chosen])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.files_chosen.emit(files))

    def closeEvent(self, event: object) -> None:
        """Tell whoever started this window."""
        self.closed.emit()
