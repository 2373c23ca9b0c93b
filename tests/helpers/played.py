"""One demonstration for all tests, played by a process of its own without any network."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from dxdesk import bootstrap
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.commands import Done, process
from tests.helpers.shared import once

STAFF, SECTIONS = 17, 2


@cache
def without_network() -> tuple[str, ...]:
    """Return what starts a program in a network namespace of its own; nothing without the right."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"):
        return ()
    words = ("unshare", "-n")
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)
    return words if tried.returncode == 0 else ()


def _play(folder: Path) -> None:
    words = ("demo", folder / "見本", "--years", 1, "--staff", STAFF, "--sections", SECTIONS, "--json")
    # Nothing keeps others out there but the program itself.
    widest = ("sh", "-c", 'umask 000; exec "$@"', "sh") if os.name == "posix" else ()
    done = process(*words, before=(*widest, *without_network()), guard=True)
    (folder / "said.json").write_text(json.dumps(dataclasses.asdict(done)), encoding="utf-8")


@cache
def played() -> tuple[Path, Done]:
    """Return the folder of the demonstration and what the command said."""
    folder = once("played", _play)
    return folder / "見本", Done(**json.loads((folder / "said.json").read_text(encoding="utf-8")))


def listing() -> dict[str, Any]:
    """Return ``demo.json``."""
    folder, done = played()
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    return found


def desk_of(role: str, folder: Path) -> Desk:
    """Open a copy, in a folder, of the first played store of a role."""
    own = next(store for store in listing()["stores"] if store["role"] == role)
    copy = folder / Path(own["path"]).name
    shutil.copy(played()[0] / own["path"], copy)
    return bootstrap.open_desk(str(copy), own["passphrase"])
