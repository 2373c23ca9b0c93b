"""The guard of workbooks: gone through once a process for the same bytes, as thoroughly as ever."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from dxdesk.excel.guard import GuardedBook

KEPT = 128
"""How many workbooks are remembered: those of a test's office, and a few more."""
LARGEST = 200_000
"""Bytes of the largest file remembered; the large ones come once anyway."""
Guard = Callable[[bytes], GuardedBook]


def once(guard: Guard) -> Guard:
    """Return a ``guard`` that remembers what it found in the workbooks that come again and again.

    What it makes is frozen, and a refusal is raised anew each time.
    """
    found: dict[bytes, GuardedBook] = {}

    def guarded(data: bytes) -> GuardedBook:
        if len(data) > LARGEST:
            return guard(data)
        key = sha256(data).digest()
        book = found.pop(key, None) or guard(data)
        found[key] = book
        if len(found) > KEPT:
            del found[next(iter(found))]
        return book

    return guarded
