"""What a finalised person's year keeps: one revision a part, and what the kept ones cite.

After finalising nobody settles, returns or answers any more; what grew into the frozen heads says nothing
that they do not. Source of the rule: ARCHITECTURE.md, protocol (one revision per part, compacted
after finalising).
"""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.records import Part, Revision


def kept(heads: Iterable[str], revisions: Iterable[Revision]) -> frozenset[str]:
    """Return the ids to keep of a person's frozen revisions.

    Args:
        heads: the ids that snapshots list.
        revisions: the frozen revisions that are there.

    Returns:
        The heads, the exact answers a kept decision acted on, and every assignment: who may confirm is
        judged by the one a confirmation names, also after a transfer. What somebody finds of an entry of the
        person's growth names one too, and may come long after the year is finalised.
    """
    by_id = {revision.id: revision for revision in revisions}
    found = set(heads)
    for head in tuple(found):
        if head in by_id:
            found.update(map(str, by_id[head].step.of))
    found.update(one.id for one in by_id.values() if one.record.part is Part.ASSIGNMENT)
    return frozenset(found & by_id.keys())
