"""Light or dark: follows the system unless this user decided otherwise."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from dxdesk.ui.look import remembered

SYSTEM, LIGHT, DARK = "system", "light", "dark"
MODES = (SYSTEM, LIGHT, DARK)
_KEY = "look/scheme"


def mode() -> str:
    """Return what this user decided: ``system``, ``light`` or ``dark``."""
    kept = remembered.kept(_KEY)
    return str(kept) if kept in MODES else SYSTEM


def is_dark(app: QApplication, *, untouched: bool = False) -> bool:
    """Tell whether the window has to be dark now; ``untouched``: the palette is still the system's own."""
    decided = mode()
    if decided == SYSTEM:
        if untouched:
            # The same answer without the enumerations of ``Qt``, which the first window does without.
            return app.palette().color(QPalette.ColorRole.Window).lightness() < 128
        return app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark
    return decided == DARK


def keep(decided: str) -> None:
    """Keep what this user decided.

    Raises:
        ValueError: none of ``MODES``.
    """
    if decided not in MODES:
        raise ValueError(decided)
    remembered.keep(_KEY, decided)
