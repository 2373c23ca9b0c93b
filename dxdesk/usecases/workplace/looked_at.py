"""What was looked at is what is taken: a file that changed, came or went since then is told, and not taken.

A look remembers the SHA-256 of every file it read. Folders are shared: somebody saves over a file, or puts
another one in, while the one who looks is still reading.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.usecases.workplace import naming

CHANGED, CAME, GONE = "changed-since-look", "came-since-look", "gone-since-look"
CODES = frozenset({CHANGED, CAME, GONE})
"""What is told of files that are not as they were looked at."""

_NOT_TAKEN = "このファイルは取り込んでいません。"
_AGAIN = "もう一度見てから、取り込んでください。"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hex, empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def changed(path: Path) -> KnownError:
    """Return what is said of a file that is not what was looked at."""
    return _told(CHANGED, path, f"見た後に、このファイルが変わりました。{_NOT_TAKEN}", _AGAIN)


def came(path: Path) -> KnownError:
    """Return what is said of a file that was not there when its folder was looked at."""
    return _told(CAME, path, f"見た後に、このファイルがフォルダーに入りました。{_NOT_TAKEN}", _AGAIN)


def gone(path: Path) -> Problem:
    """Return what is said of a file that was looked at and is not there any more."""
    return _told(
        GONE,
        path,
        f"見た後に、このファイルがなくなりました。{_NOT_TAKEN}",
        "移した先から取り込むか、もう一度見てください。",
    ).problem


def refuse_changed(path: Path, sha256: str) -> None:
    """Refuse a file whose content is not the one that was looked at.

    Args:
        path: the file.
        sha256: of what was looked at; empty where nothing was.

    Raises:
        KnownError: ``changed-since-look``.
    """
    if sha256 and digest(path) != sha256:
        raise changed(path)


def _told(code: str, path: Path, message: str, fix: str) -> KnownError:
    return KnownError(code, message, fix, place=Place(file=naming.told(path.name)))
