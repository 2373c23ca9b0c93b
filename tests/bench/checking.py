"""A check of a store of a finished year and one in work, against nothing but looking at the same seals.

Signatures are looked at one after the other on one core on both sides; the check makes those of the store's
own key anew and compares, the bare work looks at each. The first check looks at everything, the second goes
on from it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from dxdesk import bootstrap, paths
from dxdesk.programs import demo
from dxdesk.trust import keys
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.workplace.desk import Desk
from tests.bench.measuring import Line, Size, best, timed_twice

USUAL = 500
GOAL, GOAL_AGAIN = 1.5, 10.0

_PER_SECTION = 40


def rows(size: Size) -> list[Line]:
    """Measure a check of everything and one that goes on from it."""
    staff = size.of(USUAL)
    with (
        tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made,
        # Where nobody has checked anything before; a test process goes on with its own folder afterwards.
        mock.patch.dict(os.environ, {paths.USER_DATA_VARIABLE: str(Path(made) / "user")}),
    ):
        store, secret = _store(Path(made) / "town", staff)
        desk = bootstrap.open_desk(str(store), secret, read_only=True)
        try:
            seals = _seals(desk)
            measured = [_round(desk, seals) for _ in range(size.rounds)]
        finally:
            desk.store.close()
    ours, again, bare = best([tuple(taken for taken, _ in one) for one in measured])
    worked, _, bare_worked = best([tuple(busy for _, busy in one) for one in measured])
    work = f"check a store of {staff:,} people, {len(seals):,} seals"
    note = f"in processor time {worked:.2f} s, bare {bare_worked:.2f} s, ratio {worked / bare_worked:.2f}"
    return [
        Line(f"{work}, whole", "bare Ed25519 of the same seals", ours, bare, GOAL, note=note),
        Line(f"{work}, again", "-", again, goal=GOAL_AGAIN),
    ]


def _store(folder: Path, staff: int) -> tuple[Path, str]:
    sections = max(2, staff // _PER_SECTION)
    told = demo.play(demo.Play(folder, staff=staff, sections=sections, years=1, files=False))
    found = told["stores"][0]
    return folder / found["path"], found["passphrase"]


class _Noting:
    """A sealer that notes every signature it is asked about, whichever way it looks at it."""

    def __init__(self, sealer: Any) -> None:
        self._sealer = sealer
        self.looked: list[tuple[bytes, bytes, bytes]] = []

    def verify(self, public: str, domain: str, data: bytes, signature: str) -> bool:
        self.looked.append((bytes.fromhex(public), _message(domain, data), bytes.fromhex(signature)))
        return bool(self._sealer.verify(public, domain, data, signature))

    def checker(self, domain: str, seed: str = "") -> Callable[[str, bytes, str], bool]:
        holds = self._sealer.checker(domain, seed)

        def noted(public: str, data: bytes, signature: str) -> bool:
            self.looked.append((bytes.fromhex(public), _message(domain, data), bytes.fromhex(signature)))
            return bool(holds(public, data, signature))

        return noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sealer, name)


def _message(domain: str, data: bytes) -> bytes:
    return f"dxdesk/1\n{domain}\n".encode() + data


def _seals(desk: Desk) -> list[tuple[bytes, bytes, bytes]]:
    """Return public key, message and signature of all that a check of everything looks at."""
    sealer: Any = _Noting(desk.services.sealer)
    check(replace(desk, services=replace(desk.services, sealer=sealer)), Check(whole=True))
    seals: list[tuple[bytes, bytes, bytes]] = sealer.looked
    return seals


def _round(desk: Desk, seals: list[tuple[bytes, bytes, bytes]]) -> list[tuple[float, float]]:
    def bare() -> None:
        for public, message, signature in seals:
            keys.public_key(public).verify(signature, message)

    def checked(wanted: Check) -> None:
        findings = check(desk, wanted).findings
        if findings:
            raise RuntimeError(findings)

    return [
        timed_twice(lambda: checked(Check(whole=True))),
        timed_twice(lambda: checked(Check())),
        timed_twice(bare),
    ]
