"""The window's fonts: ours first, then whatever the municipality put into its fonts folders."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from dxdesk import paths

_SUFFIXES = {".ttf", ".otf", ".ttc", ".tte"}
_loaded: dict[str, int] = {}


def load() -> int:
    """Load the fonts of every fonts folder once; return how many files are loaded in all.

    The files that the first paint needs come with the program; a broken foreign file is passed over.
    """
    for folder in reversed(paths.fonts_dirs()):
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() not in _SUFFIXES or str(path) in _loaded:
                continue
            _loaded[str(path)] = QFontDatabase.addApplicationFont(str(path))
    return sum(1 for handle in _loaded.values() if handle >= 0)
