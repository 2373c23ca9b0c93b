"""The left navigation: where one can go, with how many things wait there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy

from dxdesk.ui.look import icons, theme
from dxdesk.ui.widgets.buttons import RowButton
from dxdesk.ui.widgets.chips import Count, KeyCap
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

WIDTH, NARROW = 208, 66
HIGH, LOW = 41, 27
"""Px of a row where there is room, and of one that is still read and hit where there is little of it."""


class NavButton(RowButton):
    """One destination."""

    def __init__(self, key: str, title: str, icon: str, hint: str = "") -> None:
        """Make a destination; ``hint`` is a key shown at its right end."""
        super().__init__(f" {title}")
        self.key, self._icon, self._title = key, icon, title
        self._narrow = False
        self.setProperty("place", True)
        self.setIconSize(QSize(19, 19))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(HIGH)
        self.setAccessibleName(title)
        self.count = Count()
        self._hint = KeyCap(hint) if hint else None
        inner = row(STRETCH, self.count, margins=(0, 0, 14, 0))
        if self._hint is not None:
            inner.addWidget(self._hint)
        self.setLayout(inner)
        self.toggled.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        """Return the height of a navigation row; the count beside the text takes no room of its own."""
        return QSize(WIDTH, HIGH)

    def minimumSizeHint(self) -> QSize:
        """Return how low a row may be where an office uses so much that not all would be seen."""
        return QSize(NARROW, LOW)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange):
            self._draw()

    def set_narrow(self, on: bool) -> None:
        """Show the icon alone; the title stays as a tooltip, the count moves into the corner."""
        self.setText("" if on else f" {self._title}")
        self._narrow = on
        self._show_tip()
        if self._hint is not None:
            self._hint.setVisible(not on)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 2 if on else 14, 16 if on else 0)

    def show_count(self, number: int, said: str) -> None:
        """Show how many things wait there; ``said`` are they in words, a line each."""
        self.count.set_number(number)
        self.setAccessibleDescription(said)
        self._show_tip()

    def _show_tip(self) -> None:
        said = self.accessibleDescription()
        self.setToolTip("\n".join(part for part in (self._title if self._narrow else "", said) if part))

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
        head = column(
            Text(brand, "brand"), Text(caption, "caption", wrap=True), gap=5, margins=(20, 18, 12, 12)
        )
        self._top = inside(head)
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = column(self._top, gap=0)
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

    def set_narrow(self, on: bool) -> None:
        """Leave room for the screen on small displays and at high scaling."""
        self.setFixedWidth(NARROW if on else WIDTH)
        self._top.setVisible(not on)
        for made in (*self.buttons.values(), self.help):
            made.set_narrow(on)

    def offer(self, key: str, on: bool) -> None:
        """Show a destination or leave no trace of it."""
        self.buttons[key].setVisible(on)

    def mark(self, key: str) -> None:
        """Show where one is."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def show_counts(self, counts: Mapping[str, int], said: Mapping[str, str]) -> None:
        """Show how many things wait at each destination; ``said`` are they in words, a line each."""
        for key, made in self.buttons.items():
            made.show_count(counts.get(key, 0), said.get(key, ""))
