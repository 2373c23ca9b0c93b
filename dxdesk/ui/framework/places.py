"""使っているところ: where a thing of a draft is used, within the draft and outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages

if TYPE_CHECKING:
    from dxdesk.usecases.framework_editing.drafts import OpenDraft

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


def outside(opened: OpenDraft, part: str, key: str) -> str:
    """Return who uses something outside the draft: people, versions and years; empty for nobody."""
    found = opened.usage.get((part, key))
    if found is None:
        return ""
    said = []
    if found.people:
        said.append(messages.PEOPLE[part].format(count=found.people))
    if found.versions:
        said.append(messages.KNOWN.format(versions="、".join(found.versions)))
    return "\n".join(said)


def everywhere(opened: OpenDraft, framework: Framework, part: str, key: str) -> str:
    """Return where something is used, within the draft and outside."""
    return "\n".join(filter(None, (where_used(framework, part, key), outside(opened, part, key))))
