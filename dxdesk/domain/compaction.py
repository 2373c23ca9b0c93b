"""What a finalised person's year keeps: one revision a part, and what the kept ones cite.

After finalising nobody settles, returns or answers any more; what grew into the frozen heads says nothing
that they do not. Source of the rule: ARCHITECTURE.md, protocol (one revision per part, compacted
after finalising).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dxdesk.domain import lifecycle
from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import Part, Revision


def kept(heads: Iterable[str], revisions: Iterable[Revision], *, steps: bool = True) -> frozenset[str]:
    """Return the ids to keep of a person's frozen revisions.

    Args:
        heads: the ids that snapshots list.
        revisions: the frozen revisions that are there.
        steps: whether a decision needs steps to rest on, by the rules of the year.

    Returns:
        The heads, the exact answers a kept decision acted on, the assignment it was made under (who may
        confirm is judged by that, also after a transfer), and the steps it rests on: a store that is told
        of the result later judges by them.
    """
    by_id = {revision.id: revision for revision in revisions}
    found = set(heads)
    for head in tuple(found):
        if head in by_id:
            content = by_id[head].content
            found.update(str(one) for one in (*content.get("of", ()), content.get("assignment", "")))
            found.update(_rests_on(by_id[head], by_id) if steps else ())
    return frozenset(found & by_id.keys())


def _rests_on(decision: Revision, by_id: Mapping[str, Revision]) -> Iterable[str]:
    """Return the newest submission and first confirmation among what a step followed."""
    if decision.record.part is not Part.LIFE:
        return
    followed = lifecycle.by_action(by_id[one] for one in decision.covers if one in by_id)
    for action in (Action.SUBMIT, Action.CONFIRM1):
        same = followed.get(action, ())
        yield from (one.id for one in same if not any(one.id in other.covers for other in same))
