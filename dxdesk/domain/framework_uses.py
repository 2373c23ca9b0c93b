"""Where a part of a framework is used within it, as people read it (使われているところ)."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.framework import Framework


def uses_of_item(framework: Framework, uid: str) -> tuple[str, ...]:
    """Return who and what needs an item: personas, evidence, stages through that evidence."""
    return tuple(_uses_of_item(framework, uid))


def _uses_of_item(framework: Framework, uid: str) -> Iterator[str]:
    item = framework.item(uid)
    for persona in framework.personas:
        level = dict(persona.required).get(uid)
        if level is not None:
            yield f"人材像「{persona.name}」の要求水準 {framework.level_label(item, level)}"
    for one in framework.requirements:
        if one.item == uid or any(pair[0] == uid for pair in one.supports):
            yield f"要件「{one.name or item.name}」"
            yield from _stages_with(framework, one.code)


def uses_of_persona(framework: Framework, code: str) -> tuple[str, ...]:
    """Return what names a persona: its stages, items only it answers, evidence for it, those below it."""
    found = [f"育成段階「{stage.name}」" for stage in framework.stages if stage.persona == code]
    found += [
        f"スキル「{item.name}」(この人材像が答える)" for item in framework.items if code in item.personas
    ]
    found += [f"要件「{one.name}」" for one in framework.requirements if code in one.personas]
    found += [f"下位の人材像「{one.name}」" for one in framework.personas if one.parent == code]
    found += [f"目標「{one.name}」" for one in framework.targets if one.persona == code]
    return tuple(found)


def uses_of_scale(framework: Framework, code: str) -> tuple[str, ...]:
    """Return the items on a scale."""
    return tuple(f"スキル「{item.name}」" for item in framework.items if item.scale == code)


def uses_of_requirement(framework: Framework, code: str) -> tuple[str, ...]:
    """Return the stages that ask for a requirement, and the levels it is evidence for."""
    found = [*_stages_with(framework, code)]
    for one in framework.requirements:
        for uid, level in one.supports if one.code == code else ():
            item = framework.item(uid)
            found.append(f"スキル「{item.name}」の {framework.level_label(item, level)}")
    return tuple(found)


def _stages_with(framework: Framework, code: str) -> Iterator[str]:
    for stage in framework.stages:
        if code in stage.requirements:
            yield f"育成段階「{stage.name}」"
