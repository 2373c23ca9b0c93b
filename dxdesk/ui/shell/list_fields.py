"""The fields in which what is written down is chosen from a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.ui.shell import listing_messages as messages
from dxdesk.ui.widgets.form import Field

Choices = tuple[tuple[str, str], ...]


def named(names: Mapping[str, str]) -> Choices:
    """Return words with their names, as a field takes its choices."""
    return tuple((str(code), name) for code, name in names.items())


def one_of(key: str, name: str, value: str, listed: Sequence[tuple[str, str]]) -> Field:
    """Return a choice of one or none; what stands there and is on the list no more stays to be seen."""
    kept = () if not value or value in dict(listed) else ((value, value),)
    return Field(key, name, value, (("", messages.NONE), *kept, *listed))
