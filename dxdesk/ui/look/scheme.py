"""Light or dark, or with more contrast: follows the system unless this user decided otherwise."""

from __future__ import annotations

import sys

from PySide6 import QtCore
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from dxdesk.ui.look import remembered

SYSTEM, LIGHT, DARK, CONTRAST, CONTRAST_DARK = "system", "light", "dark", "contrast", "contrast-dark"
MODES = (SYSTEM, LIGHT, DARK, CONTRAST, CONTRAST_DARK)
_KEY = "look/scheme"

_GET_HIGH_CONTRAST, _HIGH_CONTRAST_ON = 0x42, 0x1
"""``SPI_GETHIGHCONTRAST`` and ``HCF_HIGHCONTRASTON`` of Windows' winuser.h."""


def mode() -> str:
    """Return what this user decided: one of ``MODES``."""
    kept = remembered.kept(_KEY)
    return str(kept) if kept in MODES else SYSTEM


def look(app: QApplication, *, untouched: bool = False) -> str:
    """Return the look the window has now, a mode that is not ``system``.

    ``untouched``: the palette is still the system's own.
    """
    decided = mode()
    if decided != SYSTEM:
        return decided
    dark = _is_dark(app, untouched=untouched)
    if _wants_contrast():
        return CONTRAST_DARK if dark else CONTRAST
    return DARK if dark else LIGHT


def _is_dark(app: QApplication, *, untouched: bool) -> bool:
    if untouched:
        # The same answer without the enumerations of ``Qt``, which the first window does without.
        return app.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark


def _wants_contrast() -> bool:
    """Tell whether Windows shows its themes of high contrast now; other systems have no such answer."""
    if sys.platform != "win32":
        return False
    import ctypes

    class HighContrast(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

    told = HighContrast(size=ctypes.sizeof(HighContrast))
    asked = ctypes.windll.user32.SystemParametersInfoW
    found = asked(_GET_HIGH_CONTRAST, told.size, ctypes.byref(told), 0)
    return bool(found) and bool(told.flags & _HIGH_CONTRAST_ON)


def keep(decided: str) -> None:
    """Keep what this user decided.

    Raises:
        ValueError: none of ``MODES``.
    """
    if decided not in MODES:
        raise ValueError(decided)
    remembered.keep(_KEY, decided)
