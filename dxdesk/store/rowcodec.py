"""Between records and table rows: one place that knows how lists and mappings lie in a column."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import Insert, insert

from dxdesk.domain import canonical

T = TypeVar("T")

CHUNK = 500
"""How many values go into one IN list."""


def replacing(table: Table, *keys: str) -> Insert:
    """Return an insert that replaces the row with the same key."""
    statement = insert(table)
    rest = {
        column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys
    }
    return statement.on_conflict_do_update(index_elements=list(keys), set_=rest)


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Yield the values in lists of at most ``size``."""
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def pack(values: Sequence[str]) -> str:
    """Return a list of texts as JSON text; the empty list, which is most of them, as nothing."""
    return canonical.dumps(list(values)) if values else ""


def unpack(text: str) -> tuple[str, ...]:
    """Return what ``pack`` was given."""
    return _unpacked(text) if text else ()


@lru_cache(maxsize=1024)
def _unpacked(text: str) -> tuple[str, ...]:
    # Thousands of people share a handful of lists (人材像); a tuple may be shared, too.
    return tuple(json.loads(text))


def unpack_own(text: str) -> tuple[str, ...]:
    """Return the same of a list that is its row's alone: kept for nobody."""
    return tuple(json.loads(text)) if text else ()


def pack_map(value: Mapping[str, object]) -> str:
    """Return a mapping as canonical JSON text."""
    return canonical.dumps(value)


def unpack_map(text: str) -> dict[str, Any]:
    """Return what ``pack_map`` was given."""
    loaded: dict[str, Any] = json.loads(text)
    return loaded
