"""The merge: union of revisions, then heads and conflicts as a pure function of what counts.

A settlement that leaves other items open says every head again with the decided items in it. What it
only says again is still the word of the head it repeats (its *origin*), so two people may settle two
items of one record in two stores, and both decisions hold whichever is received first.

Source of the rule: ARCHITECTURE.md, protocol points 3 and 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dxdesk.domain import canonical
from dxdesk.domain.contents import AnswerValue, Assignment, Made, Reference, SettledValue, carried_on
from dxdesk.domain.records import Revision
from dxdesk.domain.text import cleaned


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the differing answers to one item, and the revisions that say it."""

    value: Any
    revision_ids: tuple[str, ...]


class RecordView(NamedTuple):
    """What a record says now: its heads, the agreed items and the items in conflict."""

    heads: tuple[Revision, ...]
    items: Mapping[str, Any]
    conflicts: Mapping[str, tuple[Choice, ...]]

    @property
    def head_ids(self) -> tuple[str, ...]:
        """Ids of the heads, sorted."""
        return tuple(head.id for head in self.heads)

    @property
    def lineage(self) -> frozenset[str]:
        """Everything a revision settling this record has to cover."""
        result: set[str] = set()
        for head in self.heads:
            result |= head.lineage
        return frozenset(result)

    @property
    def says_nothing(self) -> bool:
        """Whether there is no head, or one with an empty value."""
        return not self.heads or not self.heads[0].content

    @property
    def made(self) -> Made:
        """Who made the first head (heads are sorted by id); nobody without one."""
        return self.heads[0].made if self.heads else _MADE_BY_NOBODY

    @property
    def assignment(self) -> Assignment:
        """What the first head says of who the person is; nothing without one."""
        return self.heads[0].assignment if self.heads else _NO_ASSIGNMENT

    @property
    def reference(self) -> Reference:
        """What the first head says that HR knows; nothing without one."""
        return self.heads[0].reference if self.heads else _NO_REFERENCE


_MADE_BY_NOBODY, _NO_ASSIGNMENT, _NO_REFERENCE = Made(), Assignment(), Reference()

EMPTY = RecordView((), {}, {})


def heads_of(counting: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return the revisions of one record that nothing of at least their trust covers, sorted by id."""
    given = tuple(counting)
    if len(given) < 2:
        return given
    revisions = {revision.id: revision for revision in given}
    if len(revisions) == 1:
        return tuple(revisions.values())
    superseded: set[str] = set()
    for newer in revisions.values():
        for covered in newer.covers:
            older = revisions.get(covered)
            if older is not None and newer.trust >= older.trust:
                superseded.add(covered)
    return tuple(revisions[key] for key in sorted(revisions) if key not in superseded)


def view(counting: Iterable[Revision]) -> RecordView:
    """Return what one record says: agreed items, and conflicts where concurrent heads differ.

    One answer read before texts were cleaned and again afterwards is one answer. What a settlement only
    repeats gives way to a decision on that item which knew what it repeats.
    """
    heads = heads_of(counting)
    if not heads:
        return EMPTY
    if len(heads) == 1:
        return RecordView(heads, heads[0].items, {})
    said: dict[str, dict[str, list[str]]] = {}
    kept: dict[tuple[str, str], Any] = {}
    repeated = any(_repeats(head) for head in heads)
    for item in {item for head in heads for item in head.items}:
        for head in _standing(heads, item) if repeated else heads:
            if item not in head.items:
                continue
            value = head.items[item]
            text = canonical.dumps(cleaned(value))
            said.setdefault(item, {}).setdefault(text, []).append(head.id)
            kept.setdefault((item, text), value)
    agreed = {
        item: kept[item, next(iter(values))] for item, values in sorted(said.items()) if len(values) == 1
    }
    conflicts = {
        item: tuple(Choice(kept[item, text], tuple(ids)) for text, ids in sorted(values.items()))
        for item, values in sorted(said.items())
        if len(values) > 1
    }
    return RecordView(heads, agreed, conflicts)


def origins(head: Revision, item: str) -> frozenset[str]:
    """Return the ids of the revisions whose word a head's item is: its own, or those it only repeats."""
    if item in _decided_by(head):
        return frozenset({head.id})
    repeats = _repeats(head)
    return frozenset(map(str, repeats.get(item, repeats.get("", ())))) or frozenset({head.id})


def settle(
    heads: Sequence[Revision], decided: Mapping[str, Any], reason: str, *, leading: str = ""
) -> tuple[tuple[dict[str, Any], Revision | None], ...]:
    """Return the values that settle some items of a record, each with the head it follows.

    While other items stay in conflict every head says its own again, with the decided items in it. The
    last settlement is one value that follows all heads (``None``).

    Args:
        heads: the heads of the record, as ``view`` gives them.
        decided: the value of every item that is decided now; no other item changes.
        reason: why, in the words of who decides.
        leading: id of the head whose other words (who, on what) the last settlement carries on.
    """
    now = view(heads)
    if now.conflicts.keys() - decided.keys():
        values = (_settlement(head, (head,), head.items, decided, reason) for head in heads)
        return tuple(zip(values, heads, strict=True))
    lead = next((head for head in heads if head.id == leading), heads[0])
    return ((_settlement(lead, heads, now.items, decided, reason), None),)


def _settlement(
    lead: Revision,
    after: Sequence[Revision],
    items: Mapping[str, Any],
    decided: Mapping[str, Any],
    reason: str,
) -> dict[str, Any]:
    """Return the value of a settlement.

    ``settled`` names the items decided by it and, under ``of``, the origins of all others: by item where
    an earlier settlement decided it, under the empty name for the rest.
    """
    found: dict[str, list[str]] = {"": _origins_of(after, "")}
    for item in items.keys() - decided.keys():
        if (own := _origins_of(after, item)) != found[""]:
            found[item] = own
    settled: SettledValue = {"reason": reason, "items": sorted(decided), "of": found}
    return carried_on(lead.content, AnswerValue(items={**items, **decided}, settled=settled))


def _origins_of(heads: Iterable[Revision], item: str) -> list[str]:
    return sorted({origin for head in heads for origin in origins(head, item)})


def _repeats(head: Revision) -> Mapping[str, Any]:
    """Return what a settlement says again; nothing for an answer, and for one that settled the whole."""
    return head.settled.of if head.is_settlement else {}


def _decided_by(head: Revision) -> Collection[str]:
    return head.settled.items if head.is_settlement else ()


def _standing(heads: Sequence[Revision], item: str) -> Sequence[Revision]:
    """Return the heads whose word on an item stands.

    One that is only repeated gives way where others, of at least the repeating head's trust, followed
    each of its origins with a word of their own: as whole revisions do, item by item.
    """
    speaking = [head for head in heads if item in head.items]
    whose = {head.id: origins(head, item) for head in speaking}

    def gives_way(head: Revision) -> bool:
        if whose[head.id] == {head.id}:
            return False
        return all(
            any(
                origin in other.covers and origin not in whose[other.id] and other.trust >= head.trust
                for other in speaking
            )
            for origin in whose[head.id]
        )

    # A forged list of origins may make all give way to each other; nothing said may be lost by that.
    return [head for head in speaking if not gives_way(head)] or speaking


def settle_trust(heads: Iterable[Revision]) -> int:
    """Return the trust a settlement carries: that of the most trusted head it settles.

    A settlement does not rise above what it settles; otherwise a returned employee's next answer,
    which covers it, could never follow it.
    """
    return max((int(head.trust) for head in heads), default=0)
