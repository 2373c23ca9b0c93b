"""One writer at a time: a lock beside the file, and a note that says who holds it.

The lock is the operating system's and goes with the process, however that ends; the note is only for
people. A note left behind by a killed run is overwritten by the next writer.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout

from dxdesk import private
from dxdesk.domain.errors import KnownError
from dxdesk.store import problems
from dxdesk.store.os_user import current_actor


class WriterLock:
    """The single-writer lock of one store file."""

    def __init__(self, path: Path, since: str) -> None:
        """Prepare; ``since`` is the UTC time to tell others."""
        self._path = path
        self._since = since
        # Taken by one thread and given back by another: the window opens stores in the background.
        self._lock = FileLock(str(lock_path(path)), timeout=0, mode=private.FILE, thread_local=False)

    def acquire(self) -> None:
        """Take the lock and leave the note.

        Raises:
            KnownError: ``store-in-use`` naming who, where and since when; ``folder-read-only``.
        """
        with problems.told(self._path):
            try:
                self._lock.acquire()
            except Timeout:
                raise _in_use(self._path) from None
            private.close(lock_path(self._path))  # one that an earlier program left
            note = {
                "who": current_actor(),
                "where": socket.gethostname(),
                "since": self._since,
                "pid": os.getpid(),
            }
            # People may do without the note; the lock alone protects the store.
            with contextlib.suppress(OSError):
                private.write_text(_note_path(self._path), json.dumps(note, ensure_ascii=False))

    def release(self) -> None:
        """Remove the note and give the lock back; harmless when it is not held."""
        if not self._lock.is_locked:
            return
        with contextlib.suppress(OSError):
            _note_path(self._path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # on a share that is gone there is nothing left to give back
            self._lock.release(force=True)


def lock_path(path: Path) -> Path:
    """Return where a store's lock lies."""
    return path.with_name(path.name + ".lock")


def _note_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock.json")


def _in_use(path: Path) -> KnownError:
    note: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        loaded = json.loads(_note_path(path).read_text(encoding="utf-8"))
        note = loaded if isinstance(loaded, dict) else {}
    who, where, since = (str(note.get(name, "")) for name in ("who", "where", "since"))
    return problems.in_use(
        path, who or "ほかの人", where or "ほかのPC", problems.local_time(since) or "少し前"
    )
