"""The store's key once more, in a small file beside it that a printed code opens.

The file is an SQLCipher database of its own with the store's salt: the code takes the place of the
passphrase, so it is encrypted and authenticated as stores are. It serves the store and the backups of that
salt. A change of the passphrase gives the store another salt and key, which this file does not hold.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dxdesk import private
from dxdesk.domain import recovery_code
from dxdesk.domain.errors import KnownError
from dxdesk.store import backups, opening, problems
from dxdesk.store.opening import Key

_BACKUPS = ".backups"


def beside(path: Path) -> Path:
    """Return where a store's key lies for its code."""
    return path.with_name(path.name + ".recovery")


def serves(path: Path, key: Key) -> bool:
    """Tell whether there is a code that opens a store as it is now."""
    return bool(key) and _salt_of(beside(path)) == key.salt


def make(path: Path, key: Key) -> str:
    """Keep the store's key for a fresh code and return that; the code before it opens nothing here any more.

    Raises:
        KnownError: the folder cannot be written, the disk is full.
    """
    code = recovery_code.new()
    own = opening.derive(code, bytes.fromhex(key.salt))
    half = beside(path).with_name(beside(path).name + ".half")
    with problems.told(path):
        half.unlink(missing_ok=True)
        try:
            private.make_file(half)
            connection = opening.connect(half, own, mode="rw", half=True)
            try:
                connection.execute("CREATE TABLE kept (raw TEXT NOT NULL)")
                connection.execute("INSERT INTO kept VALUES (?)", (key.raw,))
            finally:
                connection.close()
            backups.put_in_place(half, beside(path), over=True)
        finally:
            for left in (half, half.with_name(half.name + "-journal")):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
    return code


def drop(path: Path) -> None:
    """Take the file away; raises ``KnownError`` where it cannot be."""
    with problems.told(path):
        beside(path).unlink(missing_ok=True)


def sweep(path: Path, key: Key) -> None:
    """Take away a file that a change of the passphrase left behind."""
    if beside(path).exists() and not serves(path, key):
        with contextlib.suppress(OSError):
            beside(path).unlink()


def key_by_code(path: Path, code: str, salt: bytes) -> Key | None:
    """Return the key of a store or of a backup of it that a code opens, ``None`` when it opens nothing."""
    own = opening.derive(code, salt)
    for place in _places(path):
        if not opening.opens(place, own):
            continue
        with contextlib.suppress(KnownError):  # damaged
            return Key(_raw_of(place, own), salt.hex())
    return None


def _raw_of(place: Path, own: Key) -> str:
    with problems.told(place):
        connection = opening.connect(place, own, mode=opening.mode_for(place, read_only=True))
        try:
            return str(connection.execute("SELECT raw FROM kept").fetchone()[0])
        finally:
            connection.close()


def _places(path: Path) -> Iterator[Path]:
    yield beside(path)
    if path.parent.name.endswith(_BACKUPS):
        yield beside(path.parent.with_name(path.parent.name.removesuffix(_BACKUPS)))


def _salt_of(place: Path) -> str:
    try:
        return opening.salt_of(place).hex()
    except KnownError:
        return ""
