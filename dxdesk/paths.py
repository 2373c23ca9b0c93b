"""Where resources and user data live, from the source tree, a wheel and the frozen exe.

Everything is computed when asked, never at import: tests and a portable installation change the
answers through the environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from dxdesk import private

APP_NAME = "dxdesk"
USER_DATA_VARIABLE = "DXDESK_USER_DATA"
"""Environment variable that replaces the user data folder (tests, portable installations)."""


def is_frozen() -> bool:
    """Return whether this runs from the built exe."""
    return bool(getattr(sys, "frozen", False))


def resources_dir() -> Path:
    """Return the folder of fonts, icons, presets and manual pages.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _shipped("resources")


def migrations_dir() -> Path:
    """Return the folder of Alembic's ``env.py`` and ``versions/``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _shipped("db")


def user_data_dir() -> Path:
    """Return this user's own folder for settings, logs and fonts; it is created when missing.

    ``DXDESK_USER_DATA`` replaces it. On Windows it does not roam: a store belongs to one PC.
    """
    given = os.environ.get(USER_DATA_VARIABLE)
    if given:
        folder = Path(given)
    else:
        # Imported here: not every command asks, and the package is searched for on every start.
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))
    private.make_folder(folder)
    return folder


def program_dir() -> Path:
    """Return the folder the exe lies in; from source, the folder beside which people put files."""
    if is_frozen():
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent


def fonts_dirs() -> tuple[Path, ...]:
    """Return the existing font folders, those of the municipality before the shipped one.

    Beside the exe (``fonts``), in the user data (``fonts``), and the shipped ``resources/fonts``.
    """
    candidates = (program_dir() / "fonts", user_data_dir() / "fonts", resources_dir() / "fonts")
    return tuple(folder for folder in candidates if folder.is_dir())


def temp_dir() -> Path:
    """Return a private folder for half-written files, readable by this user only.

    It lies in the user data and not in the system's common folder, because workbooks with personal
    data pass through it. Every command and every window sweeps it with ``sweep_temp_dir``.

    Raises:
        OSError: the folder cannot be created.
    """
    folder = user_data_dir() / "temp"
    private.make_folder(folder)
    private.close(folder)
    return folder


def new_temp_dir(prefix: str = "work-") -> Path:
    """Return a new, empty private folder inside ``temp_dir``; the caller removes it."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=temp_dir()))


def sweep_temp_dir(older_than_seconds: float = 24 * 3600.0) -> int:
    """Remove what a killed run left in ``temp_dir``; return how many entries went.

    Only entries older than the given age go: another dxdesk of the same user may be at work. What the
    system does not let go, or not even list, stays until the next time: nobody's work fails for that.
    """
    import shutil
    import time

    limit = time.time() - older_than_seconds
    removed = 0
    try:
        entries = tuple(temp_dir().iterdir())
    except OSError:
        return 0
    for entry in entries:
        try:
            if entry.lstat().st_mtime > limit:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        except OSError:
            continue  # in use by another program, e.g. a virus scanner: it goes next time
        removed += 1
    return removed


def _shipped(name: str) -> Path:
    """Return a folder that we ship, looking where exe, wheel and source tree keep it."""
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle) / name] if bundle else []
    candidates += [package / "_data" / name, package.parent / name]
    for folder in candidates:
        if folder.is_dir():
            return folder
    looked = ", ".join(str(folder) for folder in candidates)
    raise FileNotFoundError(f"{name}: looked in {looked}")
