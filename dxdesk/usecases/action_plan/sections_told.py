"""How a line's places stand by section on paper: those of few together, so that no section's can be told.

A plan goes on to other sections. Places given to one person or two say who is meant; what was written by hand
is folded as what was counted is (``proposing``).
"""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.action_plan import Places
from dxdesk.domain.small_cells import is_small
from dxdesk.usecases.action_plan.words import OTHERS

_AT_LEAST = 2
"""Of so many sections what stands together cannot be one section's."""


def told_sections(sections: Sequence[Places], below: int) -> tuple[Places, ...]:
    """Return places by section, those of few as ``ほかの所属`` together with so many others as hide them.

    Args:
        sections: as a line has them; one that stands for others already is folded too.
        below: the threshold under which numbers of people are withheld.
    """
    few = [one for one in sections if one.name == OTHERS or is_small(one.places, below)]
    if not any(is_small(one.places, below) for one in few):
        return tuple(sections)
    large = [one for one in sections if one not in few]
    # One section alone, or few places together, could still be told from the whole: the next larger go in.
    for one in sorted(large, key=lambda it: it.places):
        alone = len(few) < _AT_LEAST and few[0].name != OTHERS
        if not alone and not is_small(sum(it.places for it in few), below):
            break
        few.append(one)
    named = tuple(one for one in sections if one not in few)
    return (*named, Places("", OTHERS, sum(one.places for one in few)))
