"""Two years of an office that uses all there is, played once a run for each policy."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dxdesk import bootstrap
from dxdesk.programs.demo import Play, play
from dxdesk.programs.scenario import hr_acts
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.shared import once

SECTIONS = 3
STAFF = {"govtech-tokyo": 24}
LEAST_STAFF = 20
"""So many that somebody can move in October; of 24, GovTech東京's promoters stand at three stages."""
TODAY = "2026-04-30"


def _playing(code: str, *, small: bool) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        staff = STAFF.get(code, LEAST_STAFF)
        with pytest.MonkeyPatch.context() as patch:
            # Every kind of paper is printed by the demonstration of the command; here its figures matter.
            patch.setattr(hr_acts, "kinds_in_use", lambda _: ())
            play(Play(folder / "見本", staff=staff, sections=SECTIONS, framework=code, small_start=small))

    return made


@cache
def played(code: str, *, small: bool = False) -> Path:
    """Return the folder of a policy's two years; nobody writes into it."""
    return once(f"two-years-{code}-{small}", _playing(code, small=small)) / "見本"


def told(folder: Path) -> dict[str, Any]:
    """Return what ``demo.json`` says."""
    found: dict[str, Any] = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    return found


def desk_of(folder: Path, role: str, owner: str = "") -> Desk:
    """Open a store of a role, of an owner where one is named, to look at it at the end of April."""
    store = next(
        one for one in told(folder)["stores"] if one["role"] == role and (not owner or one["owner"] == owner)
    )
    clock = FixedClock(TODAY)
    return bootstrap.open_desk(str(folder / store["path"]), store["passphrase"], read_only=True, clock=clock)
