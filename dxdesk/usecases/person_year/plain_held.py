"""Things of plain fields that a store keeps: read from the records that count, and written down anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dxdesk.domain import owned, subjects
from dxdesk.domain.plain_things import Plain, changed_fields
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.owned_things import Counting, Kept, counting_of, owner_of
from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """A thing and whose it is (``hr`` or ``dx``); ``subject`` is that of its record."""

    owner: str
    subject: str
    said: T


def subject_of(kind: str, owner: str, code: str) -> str:
    """Return what the record of an owner's thing of a code is about."""
    return f"{kind}:{subjects.aim_uid(kind, owner, code)}"


def held_of(counting: Counting, kind: str, nothing: type[T]) -> tuple[Held[T], ...]:
    """Return the things of a kind in the order of their subjects, those that ended among them.

    What was only changed since, and whose making was taken back with its table, is nothing any more.
    """
    found = []
    for subject, revisions in counting.items():
        if subject.startswith(f"{kind}:"):
            value = owned.value(revisions)
            read: T = nothing.read(value)  # type: ignore[attr-defined]
            if read.code:  # type: ignore[attr-defined]
                found.append(Held(str(value.get("owner", "")), subject, read))
    return tuple(found)


def say(desk: Desk, uow: UnitOfWork, subject: str, said: Mapping[str, Any]) -> Kept:
    """Keep what is said of a thing of the store's own, with a line in the audit.

    Raises:
        KnownError: ``text-too-long``.
    """
    kind = subject.partition(":")[0]
    assert kind in KIND_NAMES
    counting = counting_of(uow, (kind,))
    kept = owned_things.compare(counting, [(subject, said)])
    if said and not kept.unchanged:
        owned_things.say(desk, uow, counting, [(subject, said)])
    return kept if said else Kept(unchanged=1)


def put_down(desk: Desk, uow: UnitOfWork, kind: str, code: str, before: Plain | None, wanted: Plain) -> Kept:
    """Keep a thing as somebody wrote it down; only what was changed is said, and the audit tells it.

    Args:
        desk: the store whose it is.
        uow: what is written in; it is not committed.
        kind: the kind of thing.
        code: what it goes by.
        before: how it stands, ``None`` where it is new.
        wanted: how it is to be.

    Raises:
        KnownError: ``text-too-long``.
    """
    nothing = type(wanted)()
    said = changed_fields(before if before is not None else nothing, wanted)
    kept = say(desk, uow, subject_of(kind, owner_of(desk), code), said)
    if not kept.unchanged:
        uow.audit.append(f"{kind}-save", code, {"added": kept.added, "changed": kept.changed})
    return kept
