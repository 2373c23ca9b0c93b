"""Whether what is being done may still be stopped: asked right before anything becomes durable.

Whoever stops work is told that nothing of it stays. Work that never looks whether it was stopped would keep
all of it; so the store asks before each commit, in whatever work that is, and tells whether it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

_around: ContextVar[Callable[[], AbstractContextManager[None]] | None] = ContextVar(
    "around_commit", default=None
)


@contextmanager
def asking(around: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    """Let each commit on this thread be made within ``around()``.

    What it raises on entering undoes the transaction; a commit that fails leaves it with its exception.
    """
    before = _around.set(around)
    try:
        yield
    finally:
        _around.reset(before)


def committing() -> AbstractContextManager[None]:
    """Return what a commit is made within: entered, it asks whoever may stop the work of this thread.

    Entering raises what whoever is asked raises to stop the work.
    """
    around = _around.get()
    return nullcontext() if around is None else around()
