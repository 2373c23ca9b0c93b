"""Files and folders that only their owner may read: the one way in which this program makes any.

What we write holds people's levels, reasons and keys. On POSIX systems a file gets 0600 and a folder that
we make 0700, whatever the umask says and whatever rights a file that is overwritten had. On Windows both
inherit the rights of the folder they lie in, which is how offices manage them there.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
HALF = ".dxdesk-"
"""How the names of half-written files begin, whoever wrote them."""

RUN = os.urandom(6).hex()
"""Stands in the names of this process's half-written files: what a killed one left is told from others'."""


def opener(path: str, flags: int) -> int:
    """Open for the built-in ``open``, as in ``open(path, "xb", opener=private.opener)``; for writing only.

    A file that is made is its owner's from its first moment; one that lies there is made so before a byte
    is written.
    """
    handle = os.open(path, flags, FILE)
    if os.name == "posix":
        with contextlib.suppress(PermissionError):  # somebody else's file in a folder that is shared
            os.fchmod(handle, FILE)
    return handle


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; raises ``OSError``."""
    with open(path, "wb", opener=opener) as file:
        file.write(data)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text file as ``Path.write_text`` does; raises ``OSError``."""
    with open(path, "w", encoding=encoding, opener=opener) as file:
        file.write(text)


def make_file(path: Path) -> None:
    """Make an empty file where there is none, for a library that then fills it; raises ``OSError``."""
    with open(path, "ab", opener=opener):
        pass


def half_written(path: Path) -> Path:
    """Return the name under which a file is written before it is renamed to ``path``, in the same folder."""
    return path.with_name(f"{HALF}{RUN}-{os.urandom(4).hex()}.tmp")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; what is there already keeps its rights. Raises ``OSError``."""
    missing = []
    for one in (folder, *folder.parents):
        if one.exists():  # a file among them is told by the system, as ever
            break
        missing.append(one)
    for one in reversed(missing):
        one.mkdir(mode=FOLDER, exist_ok=True)
    folder.mkdir(exist_ok=True)


def close(path: Path) -> None:
    """Take the rights of others from a file or folder that somebody else's code made.

    What does not belong to this user, or lies where there are no such rights, stays as it is.
    """
    if os.name == "posix":
        with contextlib.suppress(OSError):
            path.chmod(FOLDER if path.is_dir() else FILE)
