"""Where people keep their files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents_folder() -> Path:
    """Return this user's documents folder, the home folder where the system names none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found or Path.home())


def desktop_folder() -> Path:
    """Return this user's desktop, the home folder where the system names none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    return Path(found or Path.home())
