"""A thing somebody owns (a course, a session): what several revisions of it come to, field by field.

A revision of this part says some fields of a thing and nothing of the others: a table says what it has
columns for. So a field is what the revisions of it come to that nothing follows; taking one back leaves
what the others say. Of two that do not know each other the higher trusted one stands, then the text decides,
so that it is the same in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dxdesk.domain import canonical, merge
from dxdesk.domain.contents import OwnedValue, owned_value, said_of_thing
from dxdesk.domain.records import Revision


def value(counting: Sequence[Revision]) -> OwnedValue:
    """Return what the counting revisions of one thing come to, as if one had said it all."""
    said = _said(counting)
    found = {name: _best(heads)[1] for name, heads in said.items()}
    return owned_value(counting[0].owned.owner if counting else "", found)


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
    return max(revisions, key=lambda one: (one[0].trust, canonical.dumps(one[1]), one[0].id))


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
