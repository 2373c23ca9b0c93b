"""Whether what is being done may still be stopped: asked right before anything becomes durable.

Whoever stops work is told that nothing of it stays. Work that never looks whether it was stopped would keep
all of it; so the store asks before each commit, in whatever work that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ask: ContextVar[Callable[[], None] | None] = ContextVar("ask_before_commit", default=None)


@contextmanager
def asking(ask: Callable[[], None]) -> Iterator[None]:
    """Let ``ask`` be called before each commit on this thread; what it raises undoes the transaction."""
    before = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(before)


def ask_before_commit() -> None:
    """Ask whoever may stop the work of this thread; nobody where it is not asked for.

    Raises:
        Exception: what whoever is asked raises to stop the work.
    """
    ask = _ask.get()
    if ask is not None:
        ask()
