"""Opening the window: gives the screens the ways in that only the wiring knows."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.ports.entities import Role
    from dxdesk.ports.store import Progress
    from dxdesk.ui.startup.launcher import Played, StoreLauncher
    from dxdesk.usecases.workplace.desk import Desk, Services

SAMPLE_STAFF, SAMPLE_SECTIONS = 24, 2
"""A sample small enough that nobody waits long for it."""


def open_window(location: str | None, passphrase: str = "") -> int:
    """Show the window until it is closed and return its exit code.

    Raises:
        KnownError: ``no-display``.
    """
    refuse_without_display()
    from dxdesk.ui.startup.app import run

    return run(location, launcher(), passphrase=passphrase)


def refuse_without_display() -> None:
    """Say plainly that there is no screen; Qt itself would end the process.

    Raises:
        KnownError: ``no-display``.
    """
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named):
        return
    raise KnownError(
        "no-display",
        "この端末には画面がないので、ウィンドウを開けません。台帳は変わっていません。",
        "画面のあるPCで開くか、コマンド(dxdesk --help)を使ってください。",
    )


def launcher() -> StoreLauncher:
    """Return how the window opens and makes stores and plays the sample."""
    from dxdesk.ui.startup.launcher import StoreLauncher

    return StoreLauncher(_services, _open, _create, try_sample, sample_secret)


def _services() -> Services:
    # The wiring and the use cases' records are loaded behind the first paint.
    from dxdesk import bootstrap

    return bootstrap.services()


def _open(
    location: str, passphrase: str = "", read_only: bool = False, progress: Progress | None = None
) -> Desk:
    from dxdesk import bootstrap

    return bootstrap.open_desk(location, passphrase, read_only=read_only, progress=progress)


def _create(location: str, role: Role, code: str, name: str, passphrase: str = "", owner: str = "") -> Desk:
    from dxdesk import bootstrap
    from dxdesk.usecases.inbox.opening import create_store

    return create_store(bootstrap.services(), location, role, (code, name), passphrase, owner)


def sample_secret(location: str) -> str:
    """Return the passphrase of a store that the sample was played into, empty for every other."""
    store = Path(location)
    folder = store.parent.parent
    listing = folder / "demo.json"
    try:
        if not listing.is_file():
            return ""  # every store is asked: nothing of the demonstration is loaded for a real one
        found = json.loads(listing.read_text(encoding="utf-8"))
        stores = found["stores"] if found["made_by"] == "dxdesk demo" else ()
        named = (one for one in stores if folder / one["path"] == store)
        return str(next((one["passphrase"] for one in named), ""))
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def try_sample(folder: Path, progress: Progress) -> Played:
    """Play two small years with made-up people and return HR's store."""
    from dxdesk.programs.demo import Play, play
    from dxdesk.ui.startup.launcher import Played

    played = play(Play(folder, SAMPLE_STAFF, SAMPLE_SECTIONS), progress)
    hr = next(store for store in played["stores"] if store["role"] == "hr")
    return Played(str(folder / hr["path"]), hr["passphrase"])
