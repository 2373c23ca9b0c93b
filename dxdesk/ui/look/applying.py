"""Giving the application its look: light or dark, in our colours, type and stylesheet."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from dxdesk.ui.look import scheme, theme
from dxdesk.ui.look.stylesheet import first_sheet, sheet


def apply(app: QApplication, *, dark: bool | None = None, first_paint: bool = False) -> theme.Tokens:
    """Give the application its look; ``dark`` None follows this user's setting, else the system.

    ``first_paint``: only what the first-start window is made of; the rest has to follow.
    """
    if dark is None:
        dark = scheme.is_dark(app, untouched=first_paint)
    tokens = theme.DARK if dark else theme.LIGHT
    if not app.property(theme.STYLED):
        app.setStyle(theme.STYLE)
        app.setProperty(theme.STYLED, True)
    app.setPalette(theme.palette(tokens))
    app.setFont(theme.font())
    app.setStyleSheet(first_sheet(tokens) if first_paint else sheet(tokens))
    return tokens


def choose(app: QApplication, decided: str) -> None:
    """Keep what this user decided and show it at once.

    Raises:
        ValueError: none of ``scheme.MODES``.
    """
    scheme.keep(decided)
    apply(app)
