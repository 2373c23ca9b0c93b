"""使っているところ: where a thing of a draft is used, in one or two lines."""

from __future__ import annotations

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages

SHOWN = 6
"""Places that are named; the rest is counted."""


def where_used(framework: Framework, part: str, key: str) -> str:
    """Return where something is used."""
    uses = edit.uses(framework, part, key)
    named = list(dict.fromkeys(f"{messages.PART_NAMES[use.part]}「{use.name or use.key}」" for use in uses))
    if not named:
        return messages.WHERE_NOWHERE
    places = "、".join(named[:SHOWN])
    if len(named) > SHOWN:
        places += messages.WHERE_MORE.format(count=len(named) - SHOWN)
    return messages.WHERE_USED.format(places=places)
