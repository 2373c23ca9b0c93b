"""F1: the page of the manual that belongs to the screen one looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dxdesk.ui.look import words

if TYPE_CHECKING:
    from dxdesk.ui.manual.window import ManualWindow


def open_manual(
    parent: QWidget,
    manual: ManualWindow | None,
    page: str,
    title: str,
    lines: Sequence[tuple[str, str]],
) -> ManualWindow:
    """Show the manual at the page of a screen; the window there already is used again.

    Args:
        parent: what a new manual belongs to.
        manual: the one already made.
        page: the page, with ``#`` before a heading.
        title: what the screen is called; empty before there is one.
        lines: question and answer, what the screen says about itself.
    """
    from dxdesk.ui.manual.window import ManualWindow

    shown = manual or ManualWindow(parent)
    shown.open_for(title or words.PRODUCT, lines, page)
    shown.show()
    shown.raise_()
    shown.activateWindow()
    shown.contents.setFocus()
    return shown
