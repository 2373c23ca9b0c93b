"""What a paper was printed from, as JSON that stays: every text and figure, with the version of the layout.

A later program reads what is there: a field it has gained takes its default, so that no paper of before says
something new; one it has lost is refused and never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.ports import printing as doc

LAYOUT = 1
"""The version of what is written here. It rises where what was kept would be drawn or read another way."""

_KINDS: Mapping[str, type[doc.Issuable]] = {
    kind.__name__: kind for kind in (doc.Certificate, doc.ResultNotice)
}
_RECORD, _SAYS = "record", "says"


def text_of(record: doc.Issuable) -> str:
    """Return a record as canonical JSON."""
    return canonical.dumps({_RECORD: type(record).__name__, _SAYS: _plain(record)})


def record_of(text: str) -> doc.Issuable:
    """Return the record that ``text_of`` was given.

    Raises:
        KnownError: ``paper-unreadable`` where it says what this program does not know.
    """
    try:
        found = canonical.loads(text)
        record: doc.Issuable = _made(_KINDS[found[_RECORD]], found[_SAYS])
        return record
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise KnownError(
            "paper-unreadable",
            "発行したときの控えが読めないため、印刷していません。控えは台帳に残っています。",
            "「台帳の点検」をして、結果を担当者に知らせてください。控えと違うものは作りません。",
        ) from error


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, plain: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    if not hints.keys() >= plain.keys():
        raise ValueError(f"{kind.__name__} of another program")
    wanted = {field.name for field in fields(kind) if field.default is MISSING}
    if not plain.keys() >= wanted:
        raise ValueError(f"{kind.__name__} without all it says")
    return kind(**{name: _read(hints[name], value) for name, value in plain.items()})


def _read(kind: Any, plain: Any) -> Any:
    """Return a value of the type of a field."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if plain is None:
            return None
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        origin = get_origin(kind)
    if origin is tuple:
        of = get_args(kind)[0]
        return tuple(_read(of, one) for one in plain)
    if is_dataclass(kind):
        return _made(kind, plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if kind is date:
        return date.fromisoformat(plain)
    if type(plain) is not kind:
        raise TypeError(f"{plain!r} is no {kind}")
    return plain
