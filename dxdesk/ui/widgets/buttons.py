"""Buttons in our look: Enter presses them, a double click once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QPushButton,
)

from dxdesk.ui.look import icons, theme
from dxdesk.ui.widgets.keys import is_enter, is_held
from dxdesk.ui.widgets.showing import shows_later


class PushButton(QPushButton):
    """A button that Enter presses while it has the focus, as Space does; a double click presses it once.

    Qt leaves Enter to the dialog, which presses its default button: on 「やめる」 it did what was to be left.
    The second half of a double click was a press of its own: it skipped an item, or met what had come under
    the pointer meanwhile. Where one goes on and on by clicks, ``again`` lets each of them count.
    """

    again = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press once; a key held down goes nowhere else either."""
        if is_enter(event):
            event.accept()
            if not is_held(event):
                self.click()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second half of a double click as part of the first."""
        if self.again:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def setVisible(self, visible: bool) -> None:
        """Show or hide; never as a window of its own."""
        if not shows_later(self, visible):
            super().setVisible(visible)


class RowButton(PushButton):
    """One of several under each other, one of them current: Up and Down go on and open nothing.

    Qt would press each one that is passed, and every screen on the way would be read.
    """

    def __init__(self, text: str = "") -> None:
        """Make a row; checked, it is the current one."""
        super().__init__(text)
        self.setProperty("look", "nav")
        self.setCheckable(True)
        self.setAutoExclusive(True)  # so that it is told as one of several, not as a box to tick
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the rows."""
        keys = QtCore.Qt.Key
        step = {int(keys.Key_Up): -1, int(keys.Key_Down): 1}.get(event.key(), 0)
        if not step:
            super().keyPressEvent(event)
            return
        event.accept()
        parent = self.parentWidget()
        found: list[RowButton] = list(parent.findChildren(RowButton)) if parent is not None else [self]
        rows = sorted(
            (each for each in found if each.isVisible() and each.isEnabled()), key=lambda row: row.y()
        )
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            rows[place].setFocus(QtCore.Qt.FocusReason.TabFocusReason)


class Button(PushButton):
    """A button whose icon takes the colours of the theme in force."""

    def __init__(self, text: str, look: str, icon: str) -> None:
        """Make a button of a look, with an icon or without."""
        super().__init__(text)
        self._icon = icon
        self.setProperty("look", look)
        self.setAutoDefault(False)
        self.setIconSize(QSize(18, 18))
        self._draw()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that this can be clicked."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the colours changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        if self._icon:
            tokens = theme.of(self)
            filled = self.property("look") == "primary"
            self.setIcon(icons.icon(self._icon, tokens.on_accent if filled else tokens.accent))


def button(
    text: str,
    done: Callable[[], object] | None = None,
    *,
    look: str = "secondary",
    icon: str = "",
    key: str = "",
    name: str = "",
    again: bool = False,
) -> QPushButton:
    """Return a button with an icon, a shortcut and an object name, each where given.

    ``again``: each half of a double click presses it.

    ``look`` is primary, secondary, quiet (a link), flush (one that begins a line), slim (in the status line),
    choice, filter or tile.
    """
    made = Button(text, look, icon)
    made.again = again
    if name:
        made.setObjectName(name)
    if key:
        made.setShortcut(QtGui.QKeySequence(key))
        made.setToolTip(f"{text} ({key})")
    if done is not None:
        made.clicked.connect(lambda *_: done())
    return made


def primary(
    text: str, done: Callable[[], object] | None = None, *, icon: str = "", key: str = "", name: str = ""
) -> QPushButton:
    """Return the one filled button of a screen: the next step."""
    return button(text, done, look="primary", icon=icon, key=key, name=name)
