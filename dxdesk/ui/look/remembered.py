"""What the window remembers on this PC: its shape, its look, the folders chosen last."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QSettings

from dxdesk import paths, private


def remembered() -> QSettings:
    """Return the settings of this user's window; what cannot be written is forgotten without a word."""
    file = paths.user_data_dir() / "window.ini"
    with contextlib.suppress(OSError):
        private.make_file(file)  # Qt keeps the rights of the file it writes over
    return QSettings(str(file), QSettings.Format.IniFormat)
