"""What is made once for a whole run of the tests, however many processes share the work."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

_folders: list[Path] = []


def begin(factory: pytest.TempPathFactory, *, worker: bool) -> None:
    """Say where the run keeps its files; a worker of several keeps them beside its own folder."""
    own = factory.getbasetemp()
    _folders[:] = [own.parent if worker else own]


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that ``make`` has filled, in this process or in another one of this run.

    Nobody writes into it any more: a test that changes something takes a copy.
    """
    top = _folders[0] if _folders else Path(tempfile.gettempdir())
    folder, ready = top / f"shared-{name}", top / f"shared-{name}.ready"
    with FileLock(top / f"shared-{name}.lock"):
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            ready.touch()
    return folder
