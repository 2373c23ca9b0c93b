"""What of a store changed: noted where it is written, told where it becomes durable.

Every writing method of a repository notes which of the ``Changes`` it makes; a unit of work gathers them, and
``commit()`` tells whoever works on this thread. So a screen hears of all that was written by a piece of
work, in whichever use case, and of nothing that was undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Flag, auto


class Changes(Flag):
    """Kinds of things of which somebody may show what they were before; any number of them together."""

    NONE = 0
    RECEIPTS = auto()
    """受付簿 and 配布簿, and what came with a file."""
    STANDING = auto()
    """Where somebody's year stands: answers, decisions, results."""
    ROSTER = auto()
    """People, departments, appointments, own lists, evidence."""
    CYCLE = auto()
    """The year itself: its dates, its framework, who is asked and who confirms."""
    DRAFTS = auto()
    """What somebody is still writing."""
    SETTINGS = auto()
    """What the office decided once, framework versions, and what lies beside the store."""
    KEYS = auto()
    """Keys, and what is said of them."""
    PAPERS = auto()
    """Papers that were issued, and what was printed."""


Note = Callable[[Changes], None]
"""How a repository says what it is about to write."""

_hear: ContextVar[Note | None] = ContextVar("hear_of_changes", default=None)


@contextmanager
def hearing(hear: Note) -> Iterator[None]:
    """Let ``hear`` be called with what each commit on this thread changed, right after it."""
    before = _hear.set(hear)
    try:
        yield
    finally:
        _hear.reset(before)


def tell(changes: Changes) -> None:
    """Tell whoever works on this thread that something changed for good; nobody where nobody asked."""
    hear = _hear.get()
    if hear is not None and changes:
        hear(changes)
