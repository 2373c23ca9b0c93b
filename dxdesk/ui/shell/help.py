"""F1: the page of the manual that belongs to the screen one looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.ui.look import words
from dxdesk.ui.manual.messages import page_for

if TYPE_CHECKING:
    from dxdesk.ui.manual.window import ManualWindow
    from dxdesk.ui.shell.main_window import MainWindow


def open_manual(window: MainWindow, manual: ManualWindow | None) -> ManualWindow:
    """Show the manual at the page of the window's screen; the window there already is used again."""
    from dxdesk.ui.manual.window import ManualWindow

    shown = manual or ManualWindow(window)
    if manual is None:
        shown.guide_wanted.connect(window.show_guide)
    screen = window.screens.get(window.current)
    title = screen.title.text() if screen is not None else words.PRODUCT
    lines = screen.help_lines if screen is not None else ()
    shown.open_for(title or words.PRODUCT, lines, page_for(window.current, window.desk.role.value))
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.contents.setFocus()
    return shown
