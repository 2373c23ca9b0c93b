"""ツール版デジタルスキルマップ as skills: a framework's tools (tool × stage), asked and judged like them.

A policy sets the criteria of a stage tool by tool (GovTech東京: Step2 of 一般行政職員) and leaves the words
to the office. Each tool becomes a skill of a category of its own; its levels are the stages it is judged at,
so that whoever stands at one is somebody who can do what it says. What the office has not worded yet is
worded by us, and the skill is marked as ours (本システムの補足).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dxdesk.domain import canonical
from dxdesk.domain.framework import (
    EVERYONE,
    SKILL,
    SUPPLEMENT_LABEL,
    Category,
    Criteria,
    Framework,
    Item,
    Stage,
    Statement,
)
from dxdesk.domain.goals import Tool
from dxdesk.domain.levels import Scale, ScaleLevel

CATEGORY, CATEGORY_NAME = "tool-map", "ツール"
SUFFIX = "-ツール版"
"""What a version is called in which the tools of another are asked."""

_SAFE = re.compile(r"[A-Za-z0-9._-]{1,60}")
_NOT_YET = ScaleLevel(0, "まだ", "これから", supplement=True)
_OPEN = f"{{tool}}で、担当の仕事に使うものを自分で作り、直せる({SUPPLEMENT_LABEL})"


def has_tools(framework: Framework) -> bool:
    """Tell whether there is any tool to ask about: one that is judged at a stage."""
    return any(tool.cells for tool in framework.tools)


def asks_tools(framework: Framework) -> bool:
    """Tell whether a framework asks about its tools."""
    return any(category.uid == CATEGORY for category in framework.categories)


def with_tools(framework: Framework) -> Framework:
    """Return the version of a framework that asks about its tools; itself where it does or has none."""
    if asks_tools(framework) or not has_tools(framework):
        return framework
    stages = {stage.code: stage for stage in framework.stages}
    scales: dict[tuple[str, ...], Scale] = {}
    items: list[Item] = []
    codes = _codes(framework)
    for tool in framework.tools:
        judged = tuple(sorted((stages[cell.stage] for cell in tool.cells), key=lambda one: one.step))
        if judged:
            key = tuple(stage.code for stage in judged)
            scale = scales.setdefault(key, _scale(judged, len(scales) + 1))
            items.append(_item(framework, tool, judged, scale, next(codes)))
    return replace(
        framework,
        version=f"{framework.version}{SUFFIX}",
        follows=framework.version,
        links=(),
        categories=(*framework.categories, Category(CATEGORY, CATEGORY_NAME)),
        scales=(*framework.scales, *scales.values()),
        items=(*framework.items, *items),
    )


def item_of(framework: Framework, tool: Tool) -> str:
    """Return the uid of a tool's skill, the same in every version."""
    safe = tool.code if _SAFE.fullmatch(tool.code) else canonical.digest(tool.code)
    return f"{framework.code}.tool.{safe}"


def _codes(framework: Framework) -> Iterator[str]:
    taken = {item.code for item in framework.items}
    number = 0
    while True:
        number += 1
        if f"T{number}" not in taken:
            yield f"T{number}"


def _scale(stages: tuple[Stage, ...], number: int) -> Scale:
    """Return the levels of tools that are judged at the same stages: each is the number of its step."""
    steps = [stage.step for stage in stages]
    plain = len(set(steps)) == len(steps) and min(steps) > 0
    levels = [
        ScaleLevel(
            stage.step if plain else place,
            f"Step{stage.step}" if plain else f"段階{place}",
            stage.name if plain else f"Step{stage.step} {stage.name}",
        )
        for place, stage in enumerate(stages, 1)
    ]
    return Scale(f"{CATEGORY}-{number}", "ツールの段階", (_NOT_YET, *levels), supplement=True)


def _item(framework: Framework, tool: Tool, stages: tuple[Stage, ...], scale: Scale, code: str) -> Item:
    levels = [level.value for level in scale.levels[1:]]
    worded = {cell.stage: cell.texts for cell in tool.cells}
    criteria = tuple(
        Criteria(
            level,
            stage.name,
            tuple(Statement(text) for text in worded[stage.code] or (_OPEN.format(tool=tool.name),)),
        )
        for level, stage in zip(levels, stages, strict=True)
    )
    holders = [persona for persona in framework.personas if persona.code in {one.persona for one in stages}]
    everyone = any(persona.scope == EVERYONE for persona in holders)
    return Item(
        item_of(framework, tool),
        code,
        tool.name,
        CATEGORY,
        SKILL,
        scale.code,
        criteria=criteria,
        personas=() if everyone else tuple(persona.code for persona in holders),
        supplement=tool.supplement or any(cell.open for cell in tool.cells),
    )
