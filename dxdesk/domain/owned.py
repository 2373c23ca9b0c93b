"""A thing somebody owns (a course, a session): what several revisions of it come to, field by field.

A revision of this part says some fields of a thing and nothing of the others: a table says what it has
columns for. So a field is what the revisions of it come to that nothing follows; taking one back leaves
what the others say. Of two that do not know each other the higher trusted one stands, then the text decides,
so that it is the same in whatever order they came. Where they say different things, as two stores of one
owner may, that is told (``differing``) until the owner says which it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical, merge
from dxdesk.domain.contents import OwnedValue, owned_value, said_of_thing
from dxdesk.domain.records import Revision


def value(counting: Sequence[Revision]) -> OwnedValue:
    """Return what the counting revisions of one thing come to, as if one had said it all."""
    said = _said(counting)
    found = {name: _best(heads)[1] for name, heads in said.items()}
    return owned_value(counting[0].owned.owner if counting else "", found)


def of_owner(counting: Sequence[Revision]) -> tuple[Revision, ...]:
    """Return what the owner of one thing says of it.

    The uid of a thing follows from its owner, so that no program of ours says anything of another's. Where a
    changed one does, 人事課's word stands: it is the more trusted.
    """
    of_hr = tuple(one for one in counting if one.owned.owner == _HR)
    return of_hr or tuple(counting)


_HR = "hr"
_FieldRevision = tuple[Revision, Any]


def _said(counting: Sequence[Revision]) -> dict[str, list[_FieldRevision]]:
    """Return by field the revisions that say it and that no other one follows."""
    gathered: dict[str, dict[str, _FieldRevision]] = {}
    for revision in counting:
        for name, content in said_of_thing(revision.content).items():
            gathered.setdefault(name, {})[revision.id] = revision, content
    return {
        name: [revisions[one.id] for one in merge.heads_of(revision[0] for revision in revisions.values())]
        for name, revisions in gathered.items()
    }


def _best(revisions: Sequence[_FieldRevision]) -> _FieldRevision:
    return max(revisions, key=_rank)


def _rank(one: _FieldRevision) -> tuple[int, str, str]:
    return one[0].trust, canonical.dumps(one[1]), one[0].id


@dataclass(frozen=True, slots=True)
class Choice:
    """What is said of a field by revisions that do not know those who say otherwise."""

    value: Any
    revisions: tuple[Revision, ...]


def differing(counting: Sequence[Revision]) -> dict[str, tuple[Choice, ...]]:
    """Return the fields of which revisions say different things without knowing each other.

    The choice that stands meanwhile comes first, the others in an order that is always the same.
    """
    if len(counting) < 2:
        return {}
    found: dict[str, tuple[Choice, ...]] = {}
    for name, heads in _said(counting).items():
        if len(heads) < 2:
            continue
        said: dict[str, list[_FieldRevision]] = {}
        for one in sorted(heads, key=_rank, reverse=True):
            said.setdefault(canonical.dumps(one[1]), []).append(one)
        if len(said) > 1:
            found[name] = tuple(
                Choice(some[0][1], tuple(revision for revision, _ in some)) for some in said.values()
            )
    return dict(sorted(found.items()))


def is_of_two(counting: Sequence[Revision]) -> bool:
    """Tell whether two revisions ever said different things of a field without knowing each other.

    It stays so when it is settled: whoever learns of such a thing learns of how it was settled, too. It is so
    as well where one only repeated what had followed the other, which does no harm.
    """
    said: dict[str, list[_FieldRevision]] = {}
    for revision in counting if len(counting) > 1 else ():
        for name, content in said_of_thing(revision.content).items():
            others = said.setdefault(name, [])
            for other, otherwise in others:
                related = other.id in revision.covers or revision.id in other.covers
                if not related and canonical.dumps(content) != canonical.dumps(otherwise):
                    return True
            others.append((revision, content))
    return False


def stands(said: Mapping[str, Any], counting: Sequence[Revision]) -> bool:
    """Tell whether each field that is said stands already."""
    known = _said(counting)
    return all(
        name in known and canonical.dumps(_best(known[name])[1]) == canonical.dumps(content)
        for name, content in said.items()
    )


def follow(new: Revision, counting: Sequence[Revision]) -> Revision:
    """Return a revision of some fields of a thing as it follows what was said, so that its fields stand.

    It covers no more than it has to: what it adds or repeats covers nothing, so that a list that is read
    twice is one revision, and two that do not contradict each other are the same two in any order.

    Args:
        new: what is said, covering nothing and without a seal.
        counting: the revisions of the thing that count.
    """
    said, known = said_of_thing(new.content), _said(counting)
    covers: set[str] = set()
    for name, content in said.items():
        for revision, other in known.get(name, ()):
            if other != content:
                covers |= revision.lineage
    made = replace(new, covers=frozenset(covers))
    if any(made.id in revision.covers for revision in counting):
        # Said before and followed since: saying it again has to know what followed.
        for revision in counting:
            if said.keys() & said_of_thing(revision.content).keys():
                covers |= revision.lineage
        return replace(new, covers=frozenset(covers))
    return made
