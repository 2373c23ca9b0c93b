"""The window's fonts: ours first, then whatever the municipality put into its fonts folders."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from dxdesk import paths

_SUFFIXES = {".ttf", ".otf", ".ttc", ".tte"}
_FIRST = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_loaded: dict[str, int] = {}


def load_first() -> None:
    """Load what the first-start window is set in, and nothing else: the others are three times as large."""
    for name in _FIRST:
        _load(paths.resources_dir() / "fonts" / name)


def load() -> int:
    """Load the fonts of every fonts folder once; return how many files are loaded in all.

    A broken foreign file is passed over, and so is a folder whose drive is away.
    """
    for folder in reversed(paths.fonts_dirs()):
        with suppress(OSError):
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() in _SUFFIXES:
                    _load(path)
    return sum(1 for handle in _loaded.values() if handle >= 0)


def _load(path: Path) -> None:
    if _loaded.get(str(path), -1) < 0:  # what could not be read may be readable the next time
        _loaded[str(path)] = QFontDatabase.addApplicationFont(str(path))
