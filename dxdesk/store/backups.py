"""Copies of a store: made by the backup API, checked, renamed into place; and which old ones stay."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.ports.entities import Backup
from dxdesk.ports.store import Progress
from dxdesk.store import opening, problems
from dxdesk.store.opening import Key

_STEP = 64
"""Pages copied between two reports of progress, 4 KB each."""


@dataclass(frozen=True, slots=True)
class BackupPolicy:
    """Which automatic backups stay.

    ``recent`` of the newest, one a day for ``daily`` days and one a month for ``monthly`` months in
    which there are any, as long as all of them fit into ``budget_bytes``; the newest one always stays.
    ``every_hours`` is how old the newest may be before closing a changed store makes another one.
    """

    recent: int = 10
    daily: int = 30
    monthly: int = 12
    budget_bytes: int = 2 * 1024**3
    every_hours: int = 4
    automatic: bool = True


def copy_store(source: Any, origin: Path, target: Path, key: Key, progress: Progress | None = None) -> None:
    """Copy an open driver connection's store to a new file with the same key, checked, then renamed.

    With ``progress`` the copy goes in steps; without, it is made at once and no writer comes between.

    Raises:
        KnownError: the target exists, its folder is missing or read-only, the disk is full; the store
            itself is damaged (named as ``origin``), or the copy cannot be read back whole.
    """
    if target.exists():
        raise problems.exists(target)
    if not target.parent.is_dir():
        raise problems.folder_missing(target)
    half = target.with_name(f"{target.name}.{os.getpid()}.half")
    with problems.told(origin):
        if opening.torn(source):
            raise problems.damaged(origin)
    with problems.told(target):
        half.unlink(missing_ok=True)
        try:
            private.make_file(half)  # the system says better than SQLite why it cannot be made
            copy = opening.connect(half, key, mode="rw", half=True)
            try:
                _copy_pages(source, copy, progress)
            finally:
                copy.close()
            _check(half, key, target)
            put_in_place(half, target)
        finally:
            for left in (half, half.with_name(half.name + "-journal")):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)


def _copy_pages(source: Any, copy: Any, progress: Progress | None) -> None:
    if progress is None:
        source.backup(copy)
        return
    source.backup(copy, pages=_STEP, progress=lambda _, left, whole: progress(whole - left, whole))


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


def _check(half: Path, key: Key, target: Path) -> None:
    """Read the whole copy back through a connection that has nothing of it in memory."""
    copy = opening.connect(half, key, mode="ro")
    try:
        whole = not opening.torn(copy)
    finally:
        copy.close()
    if not whole:
        raise problems.damaged(target)


def backup_folder(path: Path) -> Path:
    """Return where the automatic backups of a store lie: beside it."""
    return path.with_name(path.name + ".backups")


def automatic_target(path: Path, now: str) -> Path:
    """Return a free name for an automatic backup made at a UTC time (``2026-02-04T01:31:00Z``)."""
    folder = backup_folder(path)
    stamp = now.replace("-", "").replace(":", "")
    number = 1
    while True:
        target = folder / f"{stamp}-{number}{path.suffix}"
        if not target.exists():
            return target
        number += 1


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


def _order(item: Path) -> tuple[str, int]:
    number = item.name[17:].split(".")[0]
    return _stamp(item), int(number) if number.isdigit() else 0


def stamp_hours(stamp: str) -> float:
    """Return hours since the epoch of a stamp as ``automatic_target`` writes it."""
    from datetime import UTC, datetime

    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp() / 3600


def due(path: Path, now: str, policy: BackupPolicy) -> bool:
    """Tell whether the newest automatic backup is old enough for another one."""
    newest = automatic_backups(path)
    if not newest:
        return True
    age = stamp_hours(now.replace("-", "").replace(":", "")) - stamp_hours(_stamp(newest[0]))
    return abs(age) >= policy.every_hours


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
