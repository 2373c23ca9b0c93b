"""The first-start window: three ways in and the stores used lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSizePolicy, QVBoxLayout, QWidget

from dxdesk.ui.look import applying, words
from dxdesk.ui.shell.statusbar import StatusBar
from dxdesk.ui.startup import messages, recent
from dxdesk.ui.widgets.buttons import Button, button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import Banner, Mark
from dxdesk.ui.widgets.sizes import resize_within_display

ROOMY = 660
"""Height of a display, px, on which the whole first window fits."""

SIDE, RECENT_WIDTH, INSET = 340, 270, 8
"""Width of the list of stores, of a row in it beside its cross, and how far its texts stand inside, px."""


class WayIn(Button):
    """A button with parts in it."""


class Tile(WayIn):
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
        # As wide as its column: Qt takes the hint for the least, and its end went under the bar beside it.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return room for two lines of text."""
        return QSize(520, 96)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the texts still wrap well."""
        return QSize(280, 64)


class RecentRow(WayIn):
    """A store used lately, opened wherever one clicks on its row; as high as its texts need."""

    def __init__(self, name: str, caption: str) -> None:
        """Make a row: what the file is called, whose it is and when it was open last."""
        super().__init__("", "quiet", "")
        self.setObjectName("recent")
        self.setAccessibleName(messages.RECENT_OPEN.format(store=name))
        self.setAccessibleDescription(caption)
        title = Text(name, wrap=True, tone="accent")
        self._inner = column(title, Text(caption, "caption", wrap=True), gap=0, margins=(INSET, 4, 8, 6))
        self.setLayout(self._inner)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that long names of files wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the texts at a width, px."""
        return self._inner.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size at the width the side has."""
        return QSize(RECENT_WIDTH, self.heightForWidth(RECENT_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Return no height of its own: it follows from the width."""
        return QSize(120, 40)


class Welcome(QMainWindow):
    """Shown without a store. Imports nothing heavy, so that it paints at once."""

    files_chosen = Signal(object)
    store_chosen = Signal(str)
    new_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    help_wanted = Signal()
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
        self.open_tile.setToolTip(f"{messages.OPEN_TITLE} ({messages.OPEN_KEY})")
        self.new_tile = Tile("plus", messages.NEW_TITLE, messages.NEW_TEXT, self.new_wanted.emit)
        self.sample_tile = Tile("star", messages.SAMPLE_TITLE, messages.SAMPLE_TEXT, self.sample_wanted.emit)
        self.sample_tile.setVisible(sample)
        self.restore = button(messages.RESTORE, self.restore_wanted.emit, look="flush", name="restore")
        self.restore.setToolTip(messages.RESTORE_TIP)
        self.help = button(messages.HELP, self.help_wanted.emit, look="flush", name="help")
        self.help.setToolTip(f"{messages.HELP} ({messages.HELP_KEY})")
        self._recent: QVBoxLayout = column(gap=0)
        self._rows: list[RecentRow] = []
        self._lay_out()
        applying.dress(self)
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
            row(INSET, Text(messages.RECENT, "section"), STRETCH, gap=0),
            6,
            scrolling(self._recent),
            row(INSET, self.restore, STRETCH, self.help, gap=0),
            gap=4,
            margins=(20 - INSET, 44, 16, 16),
        )
        right = inside(side, look="aside")
        right.setFixedWidth(SIDE)
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
        self.show_entries(recent.load())

    def show_entries(self, entries: Sequence[recent.Recent]) -> None:
        """List these stores, and let the keys begin where one most likely goes on."""
        clear(self._recent)
        self._rows.clear()
        for entry in entries:
            self._recent.addWidget(self._recent_row(entry))
        if not entries:
            self._recent.addLayout(row(INSET, Text(messages.RECENT_NONE, "muted"), STRETCH, gap=0))
        self._recent.addStretch(1)
        self._first().setFocus()

    def _first(self) -> QWidget:
        """Return what Enter opens at once: the store used last, on a new PC a file that arrived."""
        return next((line for line in self._rows if line.isEnabled()), self.open_tile)

    def _recent_row(self, entry: recent.Recent) -> QFrame:
        from dxdesk.ui.look import dates  # the first window of all has nothing to date

        exists = Path(entry.location).exists()
        caption = f"{entry.caption}・{dates.moment(entry.opened_at)}" if exists else messages.RECENT_GONE
        name = Path(entry.location).stem
        opener = RecentRow(name, caption)
        self._rows.append(opener)
        opener.setEnabled(exists)
        opener.setToolTip(entry.location)
        opener.clicked.connect(lambda *_: self.store_chosen.emit(entry.location))
        remove = button("", lambda: self._forget(entry.location), look="quiet", icon="close")
        remove.setFixedSize(34, 34)
        remove.setToolTip(messages.RECENT_FORGET)
        remove.setAccessibleName(messages.RECENT_FORGET_NAME.format(store=name))
        line = row(opener, remove, gap=4)
        line.setStretch(0, 1)
        return inside(line)

    def _forget(self, location: str) -> None:
        recent.forget(location)
        self.show_recent()

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from dxdesk.ui.shell.sending import keep_folder, kept_folder

        chosen, _ = QFileDialog.getOpenFileNames(
            self, messages.OPEN_TITLE, str(kept_folder("receive")), messages.FILE_FILTER
        )
        if chosen:
            keep_folder("receive", Path(chosen[0]).parent)
            self.files_chosen.emit([Path(name) for name in chosen])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of every window; as shortcuts they would take a tenth of the first paint."""
        if event.matches(QtGui.QKeySequence.StandardKey.Open):
            self.open_tile.click()
        elif event.matches(QtGui.QKeySequence.StandardKey.HelpContents):
            self.help.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files to be copied; who only lets them be moved would delete them afterwards."""
        if event.mimeData().hasUrls() and event.possibleActions() & QtCore.Qt.DropAction.CopyAction:
            event.setDropAction(QtCore.Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and event.possibleActions() & QtCore.Qt.DropAction.CopyAction:
            event.setDropAction(QtCore.Qt.DropAction.CopyAction)
            event.accept()
            later(self, lambda: self.files_chosen.emit(files))

    def closeEvent(self, event: object) -> None:
        """Tell whoever started this window."""
        self.closed.emit()
