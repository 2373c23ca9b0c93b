"""Which files a store wrote: known again by what they hold, wherever they were carried.

A name proves nothing: the form that was received bears the name under which an answered one would go, and a
list that was written and then completed by hand keeps its own. So the store remembers a digest of every file
that it wrote. A file with another digest was written elsewhere, or changed since, and is never replaced.
"""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

WRITTEN = setting_names.WRITTEN_FILES
"""The setting that holds the digests, oldest first, parted by blanks."""

_LETTERS = 32
_MOST = 20_000
"""A replaced file's digest goes, so these are files that may still lie somewhere: several years of a city."""


def short(digest: str) -> str:
    """Return as much of a SHA-256 in hex as is remembered: 128 bits."""
    return digest[:_LETTERS]


def known(desk: Desk) -> tuple[str, ...]:
    """Return what this store has written, as ``short`` says it."""
    with desk.store.read() as uow:
        return tuple(uow.settings.get(WRITTEN).split())


def keep(uow: UnitOfWork, digests: Iterable[str]) -> None:
    """Remember digests; the oldest beyond the limit go."""
    uow.settings.set(WRITTEN, " ".join([one for one in digests if one][-_MOST:]))
