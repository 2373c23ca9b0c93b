"""One hostile file, and the damage that a die decides."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file; ``code`` is the refusal it must meet, "" if being readable is fine too."""

    name: str
    data: bytes
    code: str = ""


def flip(data: bytes, dice: random.Random, first: int, last: int, times: int) -> bytes:
    """Return the bytes with some bits between two positions turned over."""
    changed = bytearray(data)
    for _ in range(times):
        changed[dice.randrange(first, last)] ^= 1 << dice.randrange(8)
    return bytes(changed)
