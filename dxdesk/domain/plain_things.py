"""Things whose fields are all plain (texts, flags, counts, lists of texts): read and written in one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from dxdesk.domain.contents import ENDED, Content, said_of_thing
from dxdesk.domain.errors import KnownError
from dxdesk.domain.thing_fields import changed, plain_field


class Plain(Protocol):
    """What this module needs to know of such a thing: it is a ``NamedTuple``."""

    def _asdict(self) -> dict[str, Any]: ...


T = TypeVar("T", bound=Plain)


def read_plain(nothing: T, content: Content) -> T:
    """Return what the value of a thing says; ``nothing`` is one that says nothing."""
    said, unsaid = said_of_thing(content), nothing._asdict()
    make: Callable[..., T] = type(nothing)
    return make(**{name: plain_field(unsaid[name], said[name]) for name in unsaid if name in said})


def changed_fields(before: Plain, after: Plain) -> dict[str, Any]:
    """Return the fields in which a thing differs, as they are written now; what was taken out is empty."""
    return changed(before._asdict(), after._asdict())


def told(before: T, said: object) -> T:
    """Return a thing as it is with the fields that somebody gave (a JSON object) in place of its own.

    Raises:
        KnownError: ``thing-fields``: it is no object, it has a field that the thing has not, or one of
            another kind.
    """
    unsaid = before._asdict()
    if not isinstance(said, dict) or not said:
        raise _unread("JSON のオブジェクト({…})ではありません。", "")
    for name, value in said.items():
        if name not in unsaid or name == ENDED:
            raise _unread("使えない項目名があります。", str(name), unsaid)
        if isinstance(unsaid[name], tuple):
            fits = isinstance(value, list) and all(isinstance(one, str) for one in value)
        else:
            kind = str if isinstance(unsaid[name], str) else type(unsaid[name])  # a word of an enum is a text
            fits = type(value) is kind and not (isinstance(value, int) and value < 0)
        if not fits:
            raise _unread("項目の値の種類が違います。", f"{name}: {value!r}")
    make: Callable[..., T] = type(before)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return make(**{**unsaid, **given})


def _unread(message: str, found: str, known: Iterable[str] = ()) -> KnownError:
    names = "、".join(name for name in known if name != ENDED)
    return KnownError(
        "thing-fields",
        f"{message}何も変えていません。",
        f"使える項目は、{names}です。" if names else "手引の「コマンド」にある書き方を確かめてください。",
        found=found,
    )
