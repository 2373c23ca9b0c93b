"""What owners say of their things (courses, targets, surveys, ...): which records count, and keeping more.

What is said anew follows what was said otherwise (``domain.owned``), field by field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dxdesk.domain import canonical, owned
from dxdesk.domain.contents import owned_value
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.text import cleaned, texts, too_long
from dxdesk.domain.thing_words import KIND_NAMES, OWNER_NAMES
from dxdesk.ports.entities import StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.person_year.local_work import LOCAL, own_trust, place, record_key
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk

Counting = Mapping[str, tuple[Revision, ...]]
"""The counting revisions of each subject, in the order of the subjects."""

Change = tuple[str, Mapping[str, Any]]
"""A subject and the fields that are said of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many things were new, changed, and as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def owner_of(desk: Desk) -> str:
    """Return whose things a store keeps: ``hr`` or ``dx``."""
    return desk.role.value


def stored_of(uow: UnitOfWork, kinds: Collection[str]) -> Iterator[StoredRevision]:
    """Yield what the owners of things of some kinds (``course``) said of them and what counts."""
    keys = accepted_keys(uow)
    for stored in uow.exchange.things(kinds):
        if sealed_by_owner(stored.revision, keys):
            yield stored


def counting_of_several(uow: UnitOfWork, kinds: Collection[str]) -> Counting:
    """Return what ``counting_of`` does of things that have more than one revision: only those can differ."""
    keys, gathered = accepted_keys(uow), defaultdict[str, list[Revision]](list)
    for stored in uow.exchange.things(kinds):
        gathered[stored.revision.record.employee_number].append(stored.revision)
    return {
        subject: owned.of_owner([one for one in gathered[subject] if sealed_by_owner(one, keys)])
        for subject in sorted(gathered)
        if len(gathered[subject]) > 1
    }


def counting_of(uow: UnitOfWork, kinds: Collection[str]) -> Counting:
    """Return the counting revisions of things of some kinds by subject."""
    gathered: dict[str, list[Revision]] = {}
    for stored in stored_of(uow, kinds):
        gathered.setdefault(stored.revision.record.employee_number, []).append(stored.revision)
    return {subject: owned.of_owner(gathered[subject]) for subject in sorted(gathered)}


def record_of(desk: Desk, subject: str, said: Mapping[str, Any]) -> Revision:
    """Return what a store says of a thing of its own as a record without a seal that follows nothing."""
    text = canonical.dumps(cleaned(owned_value(owner_of(desk), said)))
    return Revision(record_key(desk, 0, subject, Part.OWNED), frozenset(), text, desk.key_id, own_trust(desk))


def compare(counting: Counting, changes: Iterable[Change]) -> Kept:
    """Return what some changes would come to."""
    counts = [0, 0, 0]
    for subject, said in changes:
        there = counting.get(subject, ())
        counts[0 if not there else 2 if owned.stands(said, there) else 1] += 1
    return Kept(*counts)


def say(
    desk: Desk, uow: UnitOfWork, counting: Counting, changes: Iterable[Change], receipt: int = LOCAL
) -> None:
    """Keep what a store says of things of its own, owed to a receipt or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    made = [
        owned.follow(record_of(desk, subject, said), counting.get(subject, ())) for subject, said in changes
    ]
    keep(desk, uow, made, receipt)


def keep(desk: Desk, uow: UnitOfWork, made: Sequence[Revision], receipt: int = LOCAL) -> None:
    """Seal what is said of things and keep it, owed to a receipt or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    refused = [problem for revision in made for one in texts(revision.content) for problem in too_long(one)]
    if refused:
        raise KnownError.of(tuple(dict.fromkeys(refused)))
    sealed = codec.seal_revisions(desk.services.sealer, desk.store.signing_seed, made, place(desk, uow))
    uow.exchange.add_revisions(sealed, receipt)


def other_owner(desk: Desk) -> str:
    """Return who else may own things: DX推進課 in HR's store, 人事課 in that of DX推進課."""
    return next(one for one in OWNER_NAMES if one != owner_of(desk))


def of_other(kind: str, name: str, owner: str) -> KnownError:
    """Return the error for a thing that another section owns: whose it is, and how it is asked to change it.

    Args:
        kind: its kind as ``thing_words.KIND_NAMES`` has it.
        name: what people call it.
        owner: whose it is.
    """
    holder = OWNER_NAMES.get(owner, owner)
    return KnownError(
        "thing-of-other",
        f"{KIND_NAMES.get(kind, kind)}「{name}」は{holder}が持つ記録です。ここでは変えられません。"
        "何も変えていません。",
        f"電話などで{holder}に直してもらい、次に届いたファイルを取り込んでください。"
        "自分の課のものとして持つときは、別のコードで加えてください。",
        found=name,
    )
