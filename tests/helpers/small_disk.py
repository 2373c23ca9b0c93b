"""A disk that gets full: a small file system of its own where one may be mounted."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dxdesk.store import problems
from dxdesk.usecases.workplace.desk import Desk


class SmallDisk:
    """A folder on a disk of a few megabytes; where none may be mounted, a store that says it is full."""

    def __init__(self, folder: Path, real: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        """Begin with room on it."""
        self.folder, self._real, self._monkeypatch = folder, real, monkeypatch
        self._lump = folder / "ひと塊"
        self._desk: Desk | None = None
        self._write: Callable[..., object] | None = None

    def hold(self, desk: Desk) -> None:
        """Name the desk whose store lies here: without a real disk its writes are what fails."""
        self._desk, self._write = desk, desk.store.write

    def fill(self) -> None:
        """Leave no room."""
        if self._real:
            with open(self._lump, "wb", buffering=0) as lump:
                try:
                    while True:
                        lump.write(b"x" * 4096)
                except OSError:
                    return
        assert self._desk is not None

        def refuse(*_: object, **__: object) -> object:
            raise problems.disk_full(self.folder)

        self._monkeypatch.setattr(self._desk.store, "write", refuse)

    def free(self) -> None:
        """Make room again."""
        if self._real:
            self._lump.unlink()
        elif self._desk is not None:
            self._monkeypatch.setattr(self._desk.store, "write", self._write)


@contextmanager
def small_disk(folder: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int = 3) -> Iterator[SmallDisk]:
    """Have a small disk at a new folder for as long as this lasts."""
    folder.mkdir()
    real = _mounted(folder, megabytes)
    try:
        yield SmallDisk(folder, real, monkeypatch)
    finally:
        if real:
            subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def _mounted(folder: Path, megabytes: int) -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    deed = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        return subprocess.run(deed, capture_output=True).returncode == 0
    except OSError:
        return False
