"""Plain fields of things (texts, flags, counts, lists of texts), as their records read and write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def plain_field(unsaid: object, value: Any) -> Any:
    """Return a field as its record has it, by the type of what it says where nobody says anything."""
    if isinstance(unsaid, tuple):
        return tuple(map(str, value)) if isinstance(value, list) else ()
    if isinstance(unsaid, bool):
        return value is True
    return whole(value) if isinstance(unsaid, int) else str(value)


def whole(value: object) -> int:
    """Return a count, 0 for whatever is none."""
    return value if type(value) is int and value >= 0 else 0


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields in which a thing differs, as they are written now; what was taken out is empty."""
    return {name: written(value) for name, value in after.items() if before[name] != value}


def written(value: Any) -> Any:
    """Return a field as it is written: lists in place of tuples, however deep."""
    return [written(one) for one in value] if isinstance(value, tuple) else value
