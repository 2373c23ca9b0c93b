"""How large windows may be on the display there is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

FRAME = 40
"""Px that the title bar and the edges of a window take of a display."""

SMALL_DISPLAY, LEAST_ROOM = 900, 680
"""Px of height below which a display is a small one, and what a dialog may take of it: 768 without a bar of
the system at the foot and the title of the dialog. Who hides the bar has a display that says it is whole."""


def resize_within_display(window: QWidget, wide: int, high: int) -> None:
    """Give a window its first size, smaller where the display is (at 150 % a laptop's is 911 × 480)."""
    screen = window.screen()
    room = screen.availableGeometry() if screen is not None else None
    if room is not None and room.width() >= window.minimumWidth():
        wide, high = min(wide, room.width()), min(high, room.height() - FRAME)
    window.resize(wide, high)


def keep_within_display(window: QWidget) -> None:
    """Make a window smaller and move it where its buttons would lie outside the display.

    Its size was remembered on another one, or at another scale.
    """
    screen = window.screen()
    if screen is None or window.isMaximized() or window.isFullScreen():
        return
    room = screen.availableGeometry()
    wide, high = min(window.width(), room.width()), min(window.height(), room.height() - FRAME)
    if (wide, high) == (window.width(), window.height()):
        return
    window.resize(wide, high)
    window.move(room.topLeft())
