"""Copies of a store: made by the backup API, checked, renamed into place; and which old ones stay."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from dxdesk import private
from dxdesk.ports.entities import Backup
from dxdesk.ports.store import Progress
from dxdesk.store import opening, problems
from dxdesk.store.opening import Key

SLICE = 1024
"""Pages copied in one go, 4 KB each: some 50 ms, so that nobody's saving waits longer than a moment.

Between two slices the store is free. What is written meanwhile makes the copy begin anew: one that never
comes to an end because somebody saves all the time is given up, and made when the store is closed.
"""

_STEP = 64
"""Pages between two reports of progress, where somebody listens."""

_PATIENCE = 20
"""How often a copy begins anew before it is given up."""


_DIGITS = 6
"""Digits of the number in an automatic backup's name; fewer are an earlier program's."""


@dataclass(frozen=True, slots=True)
class BackupPolicy:
    """Which automatic backups stay.

    ``recent`` of the newest, one a day for ``daily`` days and one a month for ``monthly`` months in
    which there are any, as long as all of them fit into ``budget_bytes``; the newest one always stays.
    ``every_hours`` is how old the newest may be before closing a changed store makes another one; after an
    act nobody can repeat (``lasting_acts``) closing always does.
    """

    recent: int = 10
    daily: int = 30
    monthly: int = 12
    budget_bytes: int = 2 * 1024**3
    every_hours: int = 4
    automatic: bool = True


def copy_store(source: Any, origin: Path, target: Path, key: Key, progress: Progress | None = None) -> None:
    """Copy an open driver connection's store to a new file with the same key, checked, then renamed.

    What is checked is the copy: a check of the store itself would make everybody wait who saves.

    Raises:
        KnownError: the target exists, its folder is missing or read-only, the disk is full; the store
            itself is damaged (named as ``origin``), or the copy cannot be read back whole; ``store-busy``.
    """
    if target.exists():
        raise problems.exists(target)
    if not target.parent.is_dir():
        raise problems.folder_missing(target)
    with half_copy(source, origin, target, key, progress) as half:
        if torn_copy(half, key, target):
            with problems.told(origin):
                torn_here = bool(opening.torn(source))
            raise problems.damaged(origin if torn_here else target)
        with problems.told(target):
            put_in_place(half, target)


@contextmanager
def half_copy(
    source: Any, origin: Path, target: Path, key: Key, progress: Progress | None = None
) -> Iterator[Path]:
    """Copy an open driver connection's store beside ``target``, in slices; the copy is gone after the block.

    Raises:
        KnownError: the folder is missing or read-only, the disk is full; a page of the store cannot be read
            (``store-damaged``, named as ``origin``); ``store-busy``.
    """
    half = target.with_name(f"{target.name}.{os.getpid()}.half")
    try:
        with problems.told(target):
            half.unlink(missing_ok=True)
            private.make_file(half)  # the system says better than SQLite why it cannot be made
            copy = opening.connect(half, key, mode="rw", half=True)
            try:
                _copy_pages(source, copy, origin, progress)
            finally:
                copy.close()
        yield half
    finally:
        for left in (half, half.with_name(half.name + "-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def _copy_pages(source: Any, copy: Any, origin: Path, progress: Progress | None) -> None:
    try:
        copy_in_steps(source, copy, SLICE if progress is None else _STEP, _PATIENCE, progress)
    except BegunTooOften:
        raise problems.busy(origin) from None
    except driver.Error as error:
        known = problems.of_driver(error, origin)
        # A page that cannot be read is the store's; that there is no room is the copy's.
        if known is not None and known.code == "store-damaged":
            raise known from error
        raise


class BegunTooOften(Exception):
    """A copy began anew too often: somebody writes all the time."""


def copy_in_steps(source: Any, copy: Any, pages: int, patience: int, progress: Progress | None) -> None:
    """Copy one driver connection's store into another's, so many pages at a time.

    Whoever writes between two steps makes the engine begin anew, perhaps after the very first. A step in
    which somebody else held the store copies nothing either, and is no new beginning: the engine waits.

    Args:
        source: the connection copied from.
        copy: the connection copied to.
        pages: how many pages of 4 KB between two moments in which the store is free.
        patience: how often the copy may begin anew.
        progress: told pages done and pages altogether after every step.

    Raises:
        BegunTooOften: it began anew more often than that.
        sqlcipher3 errors: as the engine says it.
    """
    done, begun = 0, 0

    def step(status: int, left: int, whole: int) -> None:
        nonlocal done, begun
        if status in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
            return
        begun += whole - left <= done
        done = whole - left
        if begun > patience:
            raise BegunTooOften
        if progress is not None:
            progress(done, whole)

    source.backup(copy, pages=pages, progress=step)


def put_in_place(half: Path, target: Path, *, over: bool = False) -> None:
    """Rename a finished file into place so that it survives a power cut.

    Raises:
        KnownError: the target exists; ``over`` says that it is to be replaced.
        OSError: as the system says it.
    """
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    if target.exists() and not over:
        raise problems.exists(target)
    os.replace(half, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def torn_copy(half: Path, key: Key, target: Path) -> bool:
    """Tell whether a copy is not whole, through a connection that has nothing of it in memory."""
    with problems.told(target):
        copy = opening.connect(half, key, mode="ro")
        try:
            return bool(opening.torn(copy))
        finally:
            copy.close()


def backup_folder(path: Path) -> Path:
    """Return where the automatic backups of a store lie: beside it."""
    return path.with_name(path.name + ".backups")


def automatic_target(path: Path, now: str) -> Path:
    """Return a free name for an automatic backup made at a UTC time (``2026-02-04T01:31:00Z``).

    Its number, and not its time, says that it is the newest: a clock may have been set back.
    """
    folder = backup_folder(path)
    stamp = now.replace("-", "").replace(":", "")
    number = max((_order(item)[1] for item in automatic_backups(path)), default=0)
    while True:
        number += 1
        target = folder / f"{stamp}-{number:0{_DIGITS}}{path.suffix}"
        if not target.exists():
            return target


def automatic_backups(path: Path) -> list[Path]:
    """Return the automatic backups of a store, newest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    found = [item for item in folder.iterdir() if _stamp(item) and item.suffix == path.suffix]
    return sorted(found, key=_order, reverse=True)


def listed(path: Path) -> list[Backup]:
    """Return what there is to know of the automatic backups without opening them, newest first."""
    found: list[Backup] = []
    for item in automatic_backups(path):
        stamp = _stamp(item)
        made_at = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"
        with contextlib.suppress(OSError):  # gone meanwhile
            found.append(Backup(str(path), item, made_at, item.stat().st_size))
    return found


def _stamp(item: Path) -> str:
    """Return ``20260204T013100Z`` of an automatic backup's name, empty for any other file."""
    stamp = item.name[:16]
    whole = stamp[:8].isdigit() and stamp[8:9] == "T" and stamp[9:15].isdigit() and stamp[15:] == "Z"
    return stamp if whole and item.name[16:17] == "-" else ""


def _order(item: Path) -> tuple[bool, int, str]:
    """Return how new a backup is: by its number, and before all of those the ones of earlier programs.

    Those counted anew every second; their time and number order them among themselves.
    """
    number = item.name[17:].split(".")[0]
    counted = number.isdigit() and len(number) >= _DIGITS
    return counted, int(number) if counted else 0, f"{_stamp(item)}-{number:0>{_DIGITS}}"


def stamp_hours(stamp: str) -> float:
    """Return hours since the epoch of a stamp as ``automatic_target`` writes it."""
    from datetime import UTC, datetime

    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp() / 3600


def hours_between(earlier: str, later: str) -> float:
    """Return the hours between two UTC times as ISO text, negative when they are the other way round."""
    first, second = (stamp_hours(moment.replace("-", "").replace(":", "")) for moment in (earlier, later))
    return second - first


def due(path: Path, now: str, policy: BackupPolicy) -> bool:
    """Tell whether the newest automatic backup is old enough for another one."""
    newest = listed(path)
    return not newest or abs(hours_between(newest[0].made_at, now)) >= policy.every_hours


def kept(newest_first: Sequence[Path], policy: BackupPolicy) -> list[Path]:
    """Return the backups that the policy keeps, newest first, the budget left aside."""
    keep = set(newest_first[: policy.recent])
    keep.update(_newest_of(newest_first, 8, policy.daily))
    keep.update(_newest_of(newest_first, 6, policy.monthly))
    return [item for item in newest_first if item in keep]


def _newest_of(newest_first: Iterable[Path], digits: int, limit: int) -> list[Path]:
    """Return the newest backup of each day (8 digits of the stamp) or month (6), for ``limit`` of them."""
    periods: dict[str, Path] = {}
    for item in newest_first:
        periods.setdefault(_stamp(item)[:digits], item)
    return list(periods.values())[:limit]


def rotate_backups(path: Path, policy: BackupPolicy) -> list[Path]:
    """Delete the automatic backups of a store that the policy does not keep; return those that went."""
    found = automatic_backups(path)
    keep: list[Path] = []
    size = 0
    for item in kept(found, policy):
        size += item.stat().st_size
        if keep and size > policy.budget_bytes:
            break
        keep.append(item)
    gone: list[Path] = []
    halves = [item for item in backup_folder(path).glob("*.half*") if item.is_file()]
    for item in [*found, *halves]:
        if item not in keep:
            # A virus scanner may hold one; it goes next time.
            with contextlib.suppress(OSError):
                item.unlink()
                gone.append(item)
    return gone
