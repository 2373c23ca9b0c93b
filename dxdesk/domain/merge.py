"""The merge: union of revisions, then heads and conflicts as a pure function of what counts.

Source of the rule: ARCHITECTURE.md, protocol points 3 and 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.records import Revision
from dxdesk.domain.text import cleaned


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the differing answers to one item, and the revisions that say it."""

    value: Any
    revision_ids: tuple[str, ...]


@dataclass(frozen=True)
class RecordView:
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
    def content(self) -> Mapping[str, Any]:
        """The whole value of the first head (heads are sorted by id), empty without one."""
        return self.heads[0].content if self.heads else {}


EMPTY = RecordView((), {}, {})


def heads_of(counting: Iterable[Revision]) -> tuple[Revision, ...]:
    """Return the revisions of one record that nothing of at least their trust covers, sorted by id."""
    revisions = {revision.id: revision for revision in counting}
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

    One answer read before texts were cleaned and again afterwards is one answer.
    """
    heads = heads_of(counting)
    if not heads:
        return EMPTY
    if len(heads) == 1:
        return RecordView(heads, heads[0].items, {})
    said: dict[str, dict[str, list[str]]] = {}
    kept: dict[tuple[str, str], Any] = {}
    for head in heads:
        for item, value in head.items.items():
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


def settle_trust(heads: Iterable[Revision]) -> int:
    """Return the trust a settlement carries: that of the most trusted head it settles.

    A settlement does not rise above what it settles; otherwise a returned employee's next answer,
    which covers it, could never follow it.
    """
    return max((int(head.trust) for head in heads), default=0)
