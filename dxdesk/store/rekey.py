"""Another passphrase: everything copied under a new key, checked, and only then put in the old one's place.

Nothing is encrypted in place. Until the rename the old file is the store, from then on the new one is,
so whoever is killed in between opens one of the two. The copy has a salt of its own and no free pages.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.store import backups, opening, problems, unlocking
from dxdesk.store.opening import Key

_STEPS = 2000
"""Steps of the database's machine between two reports of progress; some milliseconds."""


def half_of(path: Path) -> Path:
    """Return where the copy of a store is made, beside it."""
    return path.with_name(path.name + ".rekey")


def sweep(path: Path) -> None:
    """Remove what a killed change left; whoever comes here holds the store's lock."""
    _remove(half_of(path))


@contextmanager
def copied(path: Path, key: Key, half: Path, new: Key, progress: Progress | None = None) -> Iterator[None]:
    """Write everything a store holds into ``half`` under another key; it is gone after the block.

    The block puts it in place, or does not.

    Raises:
        KnownError: the disk is full, the store is damaged (named as ``path``).
    """
    _remove(half)
    try:
        with problems.told(half):
            private.make_file(half)
        with problems.told(path):
            source = opening.connect(path, key, mode="rw")
            try:
                _export(source, half, new, progress)
                _compare(source, path)
            finally:
                source.close()
        yield
    finally:
        _remove(half)


def _export(source: Any, half: Path, new: Key, progress: Progress | None) -> None:
    """Copy row by row; SQLCipher does it as ``VACUUM`` does, with the rows' own numbers."""
    (pages,) = source.execute("PRAGMA page_count").fetchone()
    (free,) = source.execute("PRAGMA freelist_count").fetchone()
    marks = [(name, source.execute(f"PRAGMA {name}").fetchone()[0]) for name in _MARKS]
    raw = f"x'{new.raw}{new.salt}'" if new else ""
    source.execute("PRAGMA foreign_keys = OFF")
    source.execute("PRAGMA cache_spill = ON")  # nobody waits for the copy, and it need not fit into memory
    source.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(half), raw))
    source.execute("PRAGMA fresh.journal_mode = OFF")
    source.execute("PRAGMA fresh.synchronous = OFF")  # synced once, when it is put in place
    stopped: list[BaseException] = []
    whole = max(int(pages) - int(free), 1)

    def step() -> int:
        if progress is not None:
            try:
                progress(min(half.stat().st_size // opening.PAGE, whole), whole)
            except BaseException as error:  # the driver would swallow it
                stopped.append(error)
        return len(stopped)

    source.set_progress_handler(step, _STEPS)
    try:
        source.execute("SELECT sqlcipher_export('fresh')")
    except driver.Error as error:
        raise (stopped[0] if stopped else error) from None
    finally:
        source.set_progress_handler(None, 0)
    for name, value in marks:
        source.execute(f"PRAGMA fresh.{name} = {int(value)}")


_MARKS = ("application_id", "user_version")
"""What says whose file it is; the export leaves it out."""


def _compare(source: Any, path: Path) -> None:
    """Refuse a copy that does not hold the same tables, each with as many rows."""
    told = "SELECT type, name FROM {}.sqlite_master WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY 1, 2"
    here, there = (source.execute(told.format(side)).fetchall() for side in ("main", "fresh"))
    tables = [name.replace('"', '""') for kind, name in here if kind == "table"]
    counts = (
        [source.execute(f'SELECT count(*) FROM {side}."{name}"').fetchone() for name in tables]
        for side in ("main", "fresh")
    )
    if here != there or next(counts) != next(counts):
        raise problems.damaged(path, "sqlcipher_export")


def refuse_torn(half: Path, key: Key, path: Path) -> None:
    """Read the finished copy back through a connection that has nothing of it in memory.

    Raises:
        KnownError: it is not whole; the disk may be failing.
    """
    with problems.told(path):
        copy = opening.checked(half, key, mode="rw")
        try:
            if opening.torn(copy) or copy.execute("PRAGMA foreign_key_check").fetchall():
                raise problems.damaged(path, half.name)
        finally:
            copy.close()


def put_in_place(half: Path, path: Path) -> None:
    """Rename the copy over the store it was made of, so that it survives a power cut.

    Raises:
        KnownError: a journal lies beside the store, which the new file must never be mended with; or
            somebody has the store open and the system does not let go of it (Windows).
    """
    if path.with_name(path.name + "-journal").exists():
        raise problems.busy(path)
    with problems.told(path):
        try:
            backups.put_in_place(half, path, over=True)
        except PermissionError as error:
            raise problems.busy(path) from error


def former_backups(path: Path, key: Key) -> list[Path]:
    """Return the automatic backups that are not under a store's key, newest first: their salt is another.

    Made before the passphrase was changed, they open with the one of then.
    """
    return [item for item in backups.automatic_backups(path) if not is_under(item, key)]


def is_under(item: Path, key: Key) -> bool:
    """Tell whether a backup has the salt of a key."""
    try:
        return opening.salt_of(item).hex() == key.salt
    except KnownError:
        return False


def renew_backups(path: Path, key: Key, former: str, progress: Progress | None = None) -> None:
    """Bring the automatic backups that a former passphrase opens under the store's key.

    Each is replaced by a checked copy of itself; one that does not open or is damaged stays as it is.
    """
    found = former_backups(path, key)
    for position, item in enumerate(found):
        if progress is not None:
            progress(position, len(found))
        with contextlib.suppress(KnownError):
            _renew(item, unlocking.key_of_file(item, former), key)


def _renew(item: Path, old: Key, key: Key) -> None:
    opening.checked(item, old, mode="rw").close()
    half = item.with_name(f"{item.name}.{os.getpid()}.half")
    with copied(item, old, half, key):
        refuse_torn(half, key, item)
        put_in_place(half, item)


def _remove(half: Path) -> None:
    for left in (half, half.with_name(half.name + "-journal")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
