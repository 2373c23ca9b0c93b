"""What is still wrong with a draft, in the words and at the place of the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import Framework
from dxdesk.ui.framework import messages

_PART = re.compile(r"(\w+)\[(\d+)\]")
_TABS = {"items": 0, "categories": 0, "personas": 1, "requirements": 2, "stages": 3, "scales": 4}
_LAST_TAB = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as it is told: where, what, how to mend it, and the tab and part (uid or code) to go to."""

    where: str
    text: str
    tab: int
    key: str


def shown(problem: Problem, framework: Framework) -> Shown:
    """Translate a finding of the check, whose place is a field such as ``items[2].criteria[0].level``."""
    field = problem.place.cell
    text = problem.message.removeprefix(f"{field}: ") + problem.fix
    found = _PART.match(field)
    if found is None:
        return Shown(messages.HEAD_AT, text, 0 if field == "items" else _LAST_TAB, "")
    part, place = found[1], int(found[2])
    where, key = _where(framework, part, place)
    inner = re.match(r".*\.criteria\[(\d+)\]", field)
    if part == "items" and inner is not None:
        item = framework.items[place]
        label = (
            framework.level_label(item, item.criteria[int(inner[1])].level)
            if _scaled(framework, place)
            else ""
        )
        where = f"{where} {messages.LEVEL_AT.format(label=label)}".rstrip()
    return Shown(where, text, _TABS.get(part, _LAST_TAB), key)


def _scaled(framework: Framework, place: int) -> bool:
    return any(scale.code == framework.items[place].scale for scale in framework.scales)


def _where(framework: Framework, part: str, place: int) -> tuple[str, str]:
    words = {
        "items": messages.SKILL_AT,
        "categories": messages.CATEGORY_AT,
        "personas": messages.PERSONA_AT,
        "requirements": messages.REQUIREMENT_AT,
        "stages": messages.STAGE_AT,
        "scales": messages.SCALE_AT,
        "targets": messages.TARGET_AT,
        "tools": messages.TOOL_AT,
    }
    one = getattr(framework, part, ())[place : place + 1]
    if part not in words or not one:
        return messages.HEAD_AT, ""
    name = str(one[0].name).strip() or messages.NO_NAME
    return words[part].format(name=name), str(getattr(one[0], "uid", "") or getattr(one[0], "code", ""))
