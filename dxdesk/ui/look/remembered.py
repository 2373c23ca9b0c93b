"""What the window remembers on this PC: its shape, its look, the folders chosen last."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSettings

from dxdesk import paths, private


def kept(key: str) -> object:
    """Return what was kept under a key, ``None`` for nothing; asking leaves no file behind."""
    file = _file()
    return _settings(file).value(key) if file.exists() else None


def keep(key: str, value: object) -> None:
    """Keep a value of this user's window; what cannot be written is forgotten without a word."""
    file = _file()
    with contextlib.suppress(OSError):
        private.make_file(file)  # Qt keeps the rights of the file it writes over
    _settings(file).setValue(key, value)


def _file() -> Path:
    return paths.user_data_dir() / "window.ini"


def _settings(file: Path) -> QSettings:
    return QSettings(str(file), QSettings.Format.IniFormat)
