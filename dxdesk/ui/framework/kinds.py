"""The kinds of parts that a list and a form are enough for, and how each of their fields is changed."""

from __future__ import annotations

from typing import Any

from dxdesk.domain import framework_people_edit as edit
from dxdesk.domain.framework import Framework, ScaleLevel
from dxdesk.domain.framework_uses import (
    uses_of_persona,
    uses_of_requirement,
    uses_of_scale,
)
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.parts import CHOICE, LINE, LINES, MANY, NUMBER, TICK, Field, Kind


def _named(part: str) -> Any:
    def offers(framework: Framework) -> list[tuple[str, str]]:
        return [
            ("", messages.NO_LEVEL),
            *((str(getattr(one, "uid", "") or one.code), one.name) for one in getattr(framework, part)),
        ]

    return offers


def _requirements(framework: Framework) -> list[tuple[str, str]]:
    return [(one.code, _requirement(framework, one)) for one in framework.requirements]


def _requirement(framework: Framework, one: Any) -> str:
    if one.name:
        return str(one.name)
    if framework.has(one.item):
        item = framework.item(one.item)
        return f"{item.name} {framework.level_label(item, one.level)}"
    return next((stage.name for stage in framework.stages if stage.code == one.stage), one.code)


def _put_persona(framework: Framework, key: str, field: str, value: Any) -> Framework:
    text = "\n".join(value) if field == "description" else value
    return edit.replace_persona(framework, key, **{field: text})


def _put_requirement(framework: Framework, key: str, field: str, value: Any) -> Framework:
    return edit.replace_requirement(framework, key, **{field: value})


def _put_stage(framework: Framework, key: str, field: str, value: Any) -> Framework:
    if field == "statements":
        return edit.replace_stage(framework, key, statements=value)
    return edit.replace_stage(framework, key, **{field: value})


def _read_stage(one: Any, field: str) -> Any:
    value = getattr(one, field)
    return tuple(part.text for part in value) if field == "statements" else value


def _add_stage(framework: Framework) -> tuple[Framework, str]:
    persona = framework.personas[0].code if framework.personas else ""
    return edit.add_stage(framework, persona, messages.NEW["stages"])


def _put_scale(framework: Framework, key: str, field: str, value: Any) -> Framework:
    if field == "levels":
        value = tuple(level for text in value if (level := _level(text)) is not None)
    elif field == "description":
        value = "\n".join(value)
    return edit.replace_scale(framework, key, **{field: value})


def _level(text: str) -> ScaleLevel | None:
    """Read ``値 表示 意味``; a line that does not begin with a number is still being typed."""
    value, _, rest = text.replace("\u3000", " ").partition(" ")
    label, _, name = rest.strip().partition(" ")
    return ScaleLevel(int(value), label or f"LV{value}", name.strip()) if value.isdecimal() else None


def _read_scale(one: Any, field: str) -> Any:
    if field != "levels":
        return getattr(one, field)
    return tuple(f"{level.value} {level.label} {level.name}".strip() for level in one.levels)


PERSONAS = Kind(
    "personas",
    (
        Field("name", LINE),
        Field("scope", CHOICE, lambda _: list(messages.SCOPES.items())),
        Field("grades", LINES),
        Field("exclusive", TICK),
        Field("per_section", NUMBER),
        Field("description", LINES),
    ),
    lambda framework: edit.add_persona(framework, messages.NEW["personas"]),
    _put_persona,
    edit.remove_persona,
    uses_of_persona,
)
REQUIREMENTS = Kind(
    "requirements",
    (
        Field("name", LINE),
        Field("kind", CHOICE, lambda _: list(messages.KINDS.items())),
        Field("mandatory", TICK),
        Field("months", NUMBER),
        Field("hours", NUMBER),
        Field("item", CHOICE, _named("items")),
        Field("level", NUMBER),
        Field("stage", CHOICE, _named("stages")),
        Field("note", LINE),
    ),
    lambda framework: edit.add_requirement(framework, messages.NEW["requirements"]),
    _put_requirement,
    edit.remove_requirement,
    uses_of_requirement,
    title=_requirement,
)
STAGES = Kind(
    "stages",
    (
        Field("name", LINE),
        Field("persona", CHOICE, _named("personas")),
        Field("step", NUMBER),
        Field("statements", LINES),
        Field("requirements", MANY, _requirements),
    ),
    _add_stage,
    _put_stage,
    edit.remove_stage,
    lambda framework, key: [
        f"要件「{_requirement(framework, one)}」" for one in framework.requirements if one.stage == key
    ],
    read=_read_stage,
    title=lambda framework, one: " ".join(
        part
        for part in (
            next((p.name for p in framework.personas if p.code == one.persona), ""),
            f"{one.step}",
            one.name,
        )
        if part
    ),
)
SCALES = Kind(
    "scales",
    (Field("name", LINE), Field("levels", LINES), Field("share", NUMBER), Field("description", LINES)),
    lambda framework: edit.add_scale(framework, messages.NEW["scales"]),
    _put_scale,
    edit.remove_scale,
    uses_of_scale,
    read=_read_scale,
)
