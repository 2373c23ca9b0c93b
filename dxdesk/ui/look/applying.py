"""Giving the application its look: the colours of a theme, type and stylesheet.

The application's own sheet is set once, at the start. Setting it again makes Qt polish every widget there is,
which takes over a second once the screens are made; a theme chosen later lies over it instead, on the parts
that are seen, and reaches the others when they are shown (``dress``).
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from dxdesk.ui.look import scheme, theme
from dxdesk.ui.look.stylesheet import first_sheet, sheet
from dxdesk.ui.look.theme import Tokens

_ASKED_FOR = "dxdesk-look-asked-for"
_WHOLE = "dxdesk-whole-sheet"
_APART = "dressed-apart"

_over = ""
"""What lies over the application's sheet: that of a theme chosen since it was set, else nothing."""
_first = theme.LIGHT
"""The theme of the application's sheet."""


def apply(app: QApplication, *, look: str | None = None, first_paint: bool = False) -> Tokens:
    """Give the application its look.

    ``look``: one of ``theme.LOOKS``; None follows this user's setting, else the system.
    ``first_paint``: only what the first-start window is made of; the rest has to follow.
    """
    global _over, _first
    app.setProperty(_ASKED_FOR, look is not None)
    tokens = theme.LOOKS[look or scheme.look(app, untouched=first_paint)]
    if not app.property(theme.STYLED):
        app.setStyle(theme.STYLE)
        app.setProperty(theme.STYLED, True)
    theme.put_in_force(tokens)
    app.setPalette(theme.palette(tokens))
    app.setFont(theme.font())
    if first_paint or not app.property(_WHOLE):
        app.setProperty(_WHOLE, not first_paint)
        _first = tokens
        app.setStyleSheet(first_sheet(tokens) if first_paint else sheet(tokens))
        return tokens
    _over = "" if tokens is _first else sheet(tokens)
    for window in app.topLevelWidgets():
        if window.isVisible():
            dress(window)
    return tokens


def is_whole() -> bool:
    """Tell whether everything is loaded, and not only what the first-start window is painted with."""
    app = QApplication.instance()
    return app is not None and bool(app.property(_WHOLE))


def dress(part: QWidget) -> None:
    """Put the theme in force on a window or screen, before it is shown; free where it is on already."""
    if part.property(_APART):
        for child in part.children():
            if isinstance(child, QWidget) and not child.isWindow() and _is_looked_at(child, part):
                dress(child)
    elif part.styleSheet() != _over:
        part.setStyleSheet(_over)


def dress_apart(*parts: QWidget) -> None:
    """Let the children of parts be dressed one by one: what is not looked at now waits until it is shown.

    Such a part itself has no more than the ground, which the palette paints.
    """
    for part in parts:
        part.setProperty(_APART, True)


def _is_looked_at(child: QWidget, within: QWidget) -> bool:
    return not isinstance(within, QStackedWidget) or within.currentWidget() is child


def follow(app: QApplication) -> None:
    """Show what the system shows now, where this user wants that; not in the middle of a look asked for."""
    if not app.property(_ASKED_FOR) and theme.LOOKS[scheme.look(app)] is not theme.in_force():
        apply(app)


def choose(app: QApplication, decided: str) -> None:
    """Keep what this user decided and show it at once.

    Raises:
        ValueError: none of ``scheme.MODES``.
    """
    scheme.keep(decided)
    apply(app)
