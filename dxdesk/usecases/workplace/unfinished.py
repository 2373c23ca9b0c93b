"""What an export was writing when its process was killed: found and taken back the next time.

Beside the store lies a journal while an export runs. Before a file is written the journal names it, and
what lay there before; the token of a journal goes into the store with the ledger's lines, in one commit.
So whoever opens the store next knows whether the ledger has the files (then they stay) or not (then they
go, and the files that lay there before come back).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dxdesk import private
from dxdesk.domain import canonical
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

TOKEN = setting_names.OUTGOING
"""The setting that holds the token of the last export whose lines are in the ledger."""

UNDONE = setting_names.OUTGOING_UNDONE
"""The setting that holds what was taken back, until an export ends well."""

_ENDING = ".outgoing-"
_SOON_SECONDS = 120.0
"""How much later than its line in the journal a file without a digest may lie there and still be ours."""


class Journal:
    """The journal of one export; one without a store writes nothing."""

    def __init__(self, location: str = "") -> None:
        """Begin; the journal appears with the first file."""
        self.token = secrets.token_hex(16)
        self._path = Path(f"{location}{_ENDING}{self.token[:8]}") if location else None
        if self._path is not None and not self._path.parent.is_dir():
            self._path = None  # a store that lies in no folder
        self._file: IO[bytes] | None = None

    def about_to_write(self, path: Path, before: Path | None) -> None:
        """Name a file before it is written; raises ``OSError``."""
        self._say({"path": str(path.absolute()), "before": str(before) if before else ""})

    def written(self, path: Path) -> str:
        """Say what was written, so that a file somebody put in its place is never taken for ours.

        Returns its digest, empty where the file is gone again.
        """
        found = ""
        with contextlib.suppress(OSError):
            found = digest(path)
            self._say({"wrote": str(path.absolute()), "sha256": found})
        return found

    def _say(self, entry: dict[str, str]) -> None:
        if self._path is None:
            return
        if self._file is None:
            self._file = open(self._path, "wb", opener=private.opener)  # noqa: SIM115  closed by ``end``
            self._line({"token": self.token, "run": private.RUN})
        self._line(entry)

    def _line(self, entry: dict[str, str]) -> None:
        assert self._file is not None
        self._file.write(canonical.dumps(entry).encode("utf-8") + b"\n")
        self._file.flush()  # a killed process loses nothing that the system was given

    def end(self) -> None:
        """Take the journal away: everything is where it belongs."""
        if self._file is not None and self._path is not None:
            file, self._file = self._file, None
            # A line that a full disk did not take is tried again by closing: that was told when it was said.
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):  # read again, it says the same
                self._path.unlink(missing_ok=True)


def mark(uow: UnitOfWork, token: str) -> None:
    """Enter with the ledger's lines that an export's files stay."""
    uow.settings.set(TOKEN, token)
    if uow.settings.get(UNDONE):
        uow.settings.set(UNDONE, "")


@dataclass(frozen=True, slots=True)
class Undone:
    """How many files of a killed export were taken back, and those that would not go."""

    files: int
    left: tuple[str, ...] = ()


@dataclass
class _Found:
    token: str = ""
    run: str = ""
    before: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def take_back(desk: Desk) -> Undone | None:
    """Take back what a killed export of this store left; nothing where none was killed.

    What cannot be reached now (a share that is not there) is kept in the journal for the next time.
    """
    journals = () if desk.store.read_only else _journals(desk.store.location)
    if not journals:
        return None
    with desk.store.read() as uow:
        entered = uow.settings.get(TOKEN)
    taken, left = 0, list[str]()
    for journal in journals:
        found = _read(journal)
        gone, stay = (0, ()) if found.token and found.token == entered else _undo(found, journal)
        _sweep(found)
        taken += gone
        left += stay
        if not stay:
            journal.unlink(missing_ok=True)
    if not (taken or left):
        return None
    undone = Undone(taken, tuple(left))
    with desk.store.write() as uow:
        uow.settings.set(UNDONE, canonical.dumps({"files": taken, "left": list(left)}))
        uow.audit.append("export-undone", "", {"files": taken})
        uow.commit()
    return undone


def told(uow: UnitOfWork) -> Undone | None:
    """Return what was taken back since an export ended well."""
    text = uow.settings.get(UNDONE)
    if not text:
        return None
    said = canonical.loads(text)
    return Undone(int(said["files"]), tuple(map(str, said["left"])))


def _journals(location: str) -> tuple[Path, ...]:
    """Return the journals beside a store, the one of a killed export mostly being the only one."""
    store = Path(location)
    try:
        names = os.listdir(store.parent)
    except OSError:
        return ()
    return tuple(store.with_name(name) for name in sorted(names) if name.startswith(store.name + _ENDING))


def _read(journal: Path) -> _Found:
    found = _Found()
    for line in journal.read_bytes().split(b"\n")[:-1]:  # a line without its end was not said
        try:
            entry: Any = json.loads(line)
        except ValueError:
            continue
        if "token" in entry:
            found.token, found.run = str(entry["token"]), str(entry["run"])
        elif "path" in entry:
            found.before.setdefault(str(entry["path"]), str(entry["before"]))
            found.digests.pop(str(entry["path"]), None)
        elif "wrote" in entry:
            found.digests[str(entry["wrote"])] = str(entry["sha256"])
    return found


def _undo(found: _Found, journal: Path) -> tuple[int, tuple[str, ...]]:
    last = journal.stat().st_mtime
    taken, left = 0, []
    for name, before in found.before.items():
        path = Path(name)
        try:
            if not path.parent.is_dir():
                left.append(name)
                continue
            if path.is_file() and not _ours(path, found.digests.get(name), before, last):
                continue  # what lies there was not written by that export, or is the old file
            taken += path.is_file()
            path.unlink(missing_ok=True)
            if before and Path(before).is_file():
                private.write_bytes(path, Path(before).read_bytes())
        except OSError:
            left.append(name)
    return taken, tuple(left)


def _ours(path: Path, wrote: str | None, before: str, last: float) -> bool:
    now = digest(path)
    if wrote is not None:
        return now == wrote
    if before and Path(before).is_file() and now == digest(Path(before)):
        return False
    return path.stat().st_mtime <= last + _SOON_SECONDS


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hex; raises ``OSError``."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sweep(found: _Found) -> None:
    """Remove what was half written beside the files, and what was kept of the old ones."""
    for folder in {Path(name).parent for name in found.before}:
        with contextlib.suppress(OSError):
            for half in folder.glob(f"{private.HALF}{found.run}-*.tmp") if found.run else ():
                half.unlink(missing_ok=True)
    for folder in {Path(before).parent for before in found.before.values() if before}:
        shutil.rmtree(folder, ignore_errors=True)
