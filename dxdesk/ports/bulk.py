"""Making many records at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def in_bulk() -> Iterator[Callable[[], None]]:
    """Let many records be made without the collector going over all of them again and again.

    Records have no cycles, so there is nothing for it to find. Errors may have some: who meets one calls what
    is given out, and what was made since the last time is looked through.
    """
    if not gc.isenabled():
        yield _nothing
        return
    gc.disable()
    try:
        yield _look_through
    finally:
        gc.enable()


def _nothing() -> None:
    """Leave the garbage to whoever turned the collector off."""


def _look_through() -> None:
    gc.collect(0)
