"""The left navigation: where one can go, with how many things wait there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from dxdesk.ui import icons, theme
from dxdesk.ui.widgets.basics import STRETCH, Text, column, row
from dxdesk.ui.widgets.chips import Count, KeyCap

WIDTH = 208


class NavButton(QPushButton):
    """One destination."""

    def __init__(self, key: str, title: str, icon: str, hint: str = "") -> None:
        """Make a destination; ``hint`` is a key shown at its right end."""
        super().__init__(f" {title}")
        self.key, self._icon = key, icon
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(19, 19))
        self.setAccessibleName(title)
        self.count = Count()
        inner = row(STRETCH, self.count, margins=(0, 0, 14, 0))
        if hint:
            inner.addWidget(KeyCap(hint))
        self.setLayout(inner)
        self.toggled.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        """Return the height of a navigation row; the count beside the text takes no room of its own."""
        return QSize(WIDTH, 41)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        tokens = theme.of(self)
        colour = tokens.accent if self.isChecked() else tokens.muted
        self.setIcon(QIcon(icons.pixmap(self._icon, colour, 19, max(self.devicePixelRatioF(), 2.0))))


class Navigation(QFrame):
    """All destinations of a role, with product and store above."""

    chosen = Signal(str)
    help_wanted = Signal()

    def __init__(self, brand: str, caption: str, places: Sequence[tuple[str, str, str, bool]]) -> None:
        """Make the navigation of (key, title, icon, at the bottom)."""
        super().__init__()
        self.setProperty("look", "side")
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        layout = column(
            column(
                Text(brand, "brand"), Text(caption, "caption", wrap=True), gap=5, margins=(20, 18, 12, 12)
            ),
            gap=0,
        )
        for key, title, icon, bottom in places:
            if not bottom:
                layout.addWidget(self._add(key, title, icon))
        layout.addStretch(1)
        self.help = NavButton("help", "使い方", "help", hint="F1")
        self.help.setCheckable(False)
        self.help.clicked.connect(self.help_wanted)
        layout.addWidget(self.help)
        for key, title, icon, bottom in places:
            if bottom:
                layout.addWidget(self._add(key, title, icon))
        layout.addSpacing(14)
        self.setLayout(layout)

    def _add(self, key: str, title: str, icon: str) -> NavButton:
        made = NavButton(key, title, icon)
        made.setObjectName(f"nav-{key}")
        made.clicked.connect(lambda *_: self.chosen.emit(key))
        self._group.addButton(made)
        self.buttons[key] = made
        return made

    def mark(self, key: str) -> None:
        """Show where one is."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many things wait at each destination."""
        for key, made in self.buttons.items():
            made.count.set_number(counts.get(key, 0))
