"""The statements of all stores: compiled once a process, as for one store that stays open all day."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as driver

CreateEngine = Callable[..., Engine]
_ROOM = 4000
"""How many statements are kept: more than the program has."""


def once(create: CreateEngine) -> CreateEngine:
    """Return a ``create_engine`` whose engines find what was compiled for one another."""
    first = create("sqlite://", module=driver, query_cache_size=_ROOM)
    with first.connect():
        pass  # the dialect asks its first connection what it can
    first.dispose()

    @wraps(create)
    def created(*given: Any, **more: Any) -> Engine:
        engine = create(*given, **more)
        # A statement is found by its dialect, too, and every engine makes one of its own.
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    return created
