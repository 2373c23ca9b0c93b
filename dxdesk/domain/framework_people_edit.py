"""Changing a framework that is still a draft: scales, kinds of people, evidence and growth stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from dxdesk.domain.framework import (
    ASSIGNED,
    COURSE,
    LEVEL,
    Framework,
    Persona,
    Requirement,
    Scale,
    ScaleLevel,
    Stage,
    Statement,
)
from dxdesk.domain.framework_edit import new_code

T = TypeVar("T")


# --- scales --------------------------------------------------------------------------------------


def add_scale(framework: Framework, name: str, steps: int = 4) -> tuple[Framework, str]:
    """Add a scale of LV0 and so on; return the framework and the scale's code."""
    code = new_code(framework, "scale")
    scale = Scale(code, name, tuple(ScaleLevel(value, f"LV{value}", "") for value in range(steps)))
    return replace(framework, scales=(*framework.scales, scale)), code


def replace_scale(framework: Framework, code: str, **fields: Any) -> Framework:
    """Change a scale's name, description, levels or supplement."""
    return replace(framework, scales=_changed(framework.scales, code, fields))


def remove_scale(framework: Framework, code: str) -> Framework:
    """Take a scale out; items on it keep naming it until they get another one, as a check says."""
    return replace(framework, scales=tuple(scale for scale in framework.scales if scale.code != code))


# --- personas ------------------------------------------------------------------------------------


def add_persona(framework: Framework, name: str) -> tuple[Framework, str]:
    """Add a kind of person that is assigned by roster; return the framework and the code."""
    code = new_code(framework, "p")
    return replace(framework, personas=(*framework.personas, Persona(code, name, scope=ASSIGNED))), code


def replace_persona(framework: Framework, code: str, **fields: Any) -> Framework:
    """Change anything of a persona but its code."""
    return replace(framework, personas=_changed(framework.personas, code, fields))


def set_required(framework: Framework, persona: str, uid: str, level: int | None) -> Framework:
    """Say which level a persona needs in an item; ``None`` asks for none."""
    found = next(one for one in framework.personas if one.code == persona)
    wanted = {**dict(found.required), uid: level}
    required = tuple(
        (item.uid, value) for item in framework.items if (value := wanted.get(item.uid)) is not None
    )
    return replace_persona(framework, persona, required=required)


def remove_persona(framework: Framework, code: str) -> Framework:
    """Take a persona out, with its stages and every mention of it."""
    stages = {stage.code for stage in framework.stages if stage.persona == code}
    for stage in stages:
        framework = remove_stage(framework, stage)
    personas = tuple(
        replace(one, parent="") if one.parent == code else one
        for one in framework.personas
        if one.code != code
    )
    items = tuple(
        replace(item, personas=tuple(one for one in item.personas if one != code)) for item in framework.items
    )
    requirements = tuple(
        replace(one, personas=tuple(held for held in one.personas if held != code))
        for one in framework.requirements
    )
    targets = tuple(replace(one, persona="") if one.persona == code else one for one in framework.targets)
    return replace(framework, personas=personas, items=items, requirements=requirements, targets=targets)


# --- requirements and stages ---------------------------------------------------------------------


def add_requirement(framework: Framework, name: str, kind: str = COURSE) -> tuple[Framework, str]:
    """Add evidence that levels or stages can ask for; return the framework and the code."""
    code = new_code(framework, "r")
    made = Requirement(code, kind, name)
    return replace(framework, requirements=(*framework.requirements, made)), code


def replace_requirement(framework: Framework, code: str, **fields: Any) -> Framework:
    """Change anything of a requirement but its code; what another kind has no use for is cleared."""
    kind = fields.get("kind")
    if kind is not None and kind != LEVEL:
        fields = {"item": "", "level": 0, **fields}
    return replace(framework, requirements=_changed(framework.requirements, code, fields))


def remove_requirement(framework: Framework, code: str) -> Framework:
    """Take evidence out, also of every stage that asks for it."""
    stages = tuple(
        replace(stage, requirements=tuple(one for one in stage.requirements if one != code))
        for stage in framework.stages
    )
    kept = tuple(one for one in framework.requirements if one.code != code)
    return replace(framework, requirements=kept, stages=stages)


def add_stage(framework: Framework, persona: str, name: str) -> tuple[Framework, str]:
    """Add the next stage of a persona; return the framework and the code."""
    code = new_code(framework, "st")
    step = max((stage.step for stage in framework.stages if stage.persona == persona), default=0) + 1
    return replace(framework, stages=(*framework.stages, Stage(code, persona, step, name))), code


def replace_stage(
    framework: Framework, code: str, *, statements: Iterable[str] | None = None, **fields: Any
) -> Framework:
    """Change a stage's name, step or requirements, and its statements given as texts."""
    if statements is not None:
        known = next((stage.statements for stage in framework.stages if stage.code == code), ())
        marks = {statement.text: statement for statement in known}
        fields["statements"] = tuple(marks.get(text) or Statement(text) for text in statements)
    return replace(framework, stages=_changed(framework.stages, code, fields))


def remove_stage(framework: Framework, code: str) -> Framework:
    """Take a stage out, with requirements that ask for it; the steps above move down."""
    gone = next((stage for stage in framework.stages if stage.code == code), None)
    if gone is None:
        return framework
    for requirement in framework.requirements:
        if requirement.stage == code:
            framework = remove_requirement(framework, requirement.code)
    stages = tuple(
        replace(stage, step=stage.step - 1)
        if stage.persona == gone.persona and stage.step > gone.step
        else stage
        for stage in framework.stages
        if stage.code != code
    )
    tools = tuple(
        replace(tool, cells=tuple(cell for cell in tool.cells if cell.stage != code))
        for tool in framework.tools
    )
    return replace(framework, stages=stages, tools=tools)


def _changed(parts: Sequence[T], code: str, fields: dict[str, Any]) -> tuple[T, ...]:
    return tuple(
        replace(part, **fields) if part.code == code else part  # type: ignore[attr-defined,type-var]
        for part in parts
    )
