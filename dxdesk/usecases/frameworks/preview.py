"""What a スキル体系 is, on one page: before a year begins on it, one sees whom and what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.framework import (
    ASSIGNED,
    BY_GRADE,
    EVERYONE,
    MINDSET,
    SUPPLEMENT_LABEL,
    Framework,
    Persona,
)
from dxdesk.domain.levels import Scale, ScaleLevel

_HELD = {EVERYONE: "すべての職員", ASSIGNED: "任命された職員", BY_GRADE: "職層で決まる"}


@dataclass(frozen=True, slots=True)
class PersonaLine:
    """A 人材像 in one line; ``depth`` counts the kinds above it, ``held`` says who is one."""

    name: str
    text: str
    held: str
    depth: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A framework on one page; ``scales`` name the levels, ``notes`` say what is open or ours."""

    code: str
    version: str
    name: str
    source: str
    summary: bool
    skills: int
    mindset: int
    levels: int
    scales: tuple[str, ...]
    personas: tuple[PersonaLine, ...]
    stages: int
    requirements: int
    notes: tuple[str, ...]


def preview(framework: Framework) -> Preview:
    """Return a framework on one page."""
    mindset = sum(item.kind == MINDSET for item in framework.items)
    used = {item.scale for item in framework.items}
    scales = [scale for scale in framework.scales if scale.code in used]
    return Preview(
        code=framework.code,
        version=framework.version,
        name=framework.name,
        source=framework.source,
        summary=framework.summary,
        skills=len(framework.items) - mindset,
        mindset=mindset,
        levels=max((len(scale.levels) for scale in scales), default=0),
        scales=tuple(_scale(scale) for scale in scales),
        personas=tuple(_line(framework, persona) for persona in framework.personas),
        stages=len(framework.stages),
        requirements=len(framework.requirements),
        notes=tuple(line for line in framework.note.splitlines() if line.strip()),
    )


def _scale(scale: Scale) -> str:
    """Return a scale in one line; of an official one the levels that are ours stand apart.

    A scale that a policy calls 「3段階」 would else be shown with four.
    """
    if scale.supplement:
        return f"{scale.name}({SUPPLEMENT_LABEL}): {_choices(scale.levels)}"
    own = [level for level in scale.levels if level.supplement]
    added = f"({SUPPLEMENT_LABEL}: {_choices(own)})" if own else ""
    return f"{scale.name}: {_choices(level for level in scale.levels if not level.supplement)}{added}"


def _choices(levels: Iterable[ScaleLevel]) -> str:
    return " / ".join(level.choice for level in levels)


def _line(framework: Framework, persona: Persona) -> PersonaLine:
    parents = {one.code: one.parent for one in framework.personas}
    depth, above = 0, persona.parent
    while above:
        depth, above = depth + 1, parents.get(above, "")
    if persona.code in parents.values():
        held = "下の人材像の総称"
    elif persona.per_section:
        held = persona.per_section_text
    elif persona.exclusive:
        held = "どれか1つ" if persona.scope == ASSIGNED else "ほかの区分でない職員"
    else:
        held = _HELD.get(persona.scope, "ほかの区分でない職員")
    return PersonaLine(persona.name, persona.description, held, depth)
