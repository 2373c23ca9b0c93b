"""The fields of each part of a framework, as data for the forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.framework import Facet, Framework, Item, Requirement, Statement
from dxdesk.domain.levels import ScaleLevel
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.form_rows import (
    FLAG,
    HEADING,
    LINE,
    NARROW,
    NUMBER,
    TEXT,
    Cell,
    Column,
    Row,
    Shape,
    Step,
)
from dxdesk.ui.framework.forms import CHOICE, MANY, ROWS, AnyField, Choices, Field
from dxdesk.ui.framework.places import outside
from dxdesk.ui.framework.texts import lines

if TYPE_CHECKING:
    from dxdesk.usecases.framework_editing.drafts import OpenDraft

T = TypeVar("T")
Pairs = Sequence[tuple[str, str]]
NOTHING = ("", messages.NO_PARENT)


def head_fields() -> tuple[AnyField, ...]:
    """Return what a framework says of itself."""

    def of(name: str, kind: str, read: Callable[[Framework], object]) -> AnyField:
        def write(framework: Framework, value: object) -> Framework:
            given: dict[str, Any] = {name: value}
            return replace(framework, **given)

        return Field(name, messages.LABELS[name], kind, read, write)

    return (
        of("name", LINE, lambda found: found.name),
        of("version", LINE, lambda found: found.version),
        of("code", LINE, lambda found: found.code),
        of("source", LINE, lambda found: found.source),
        of("note", TEXT, lambda found: found.note),
        of("summary", FLAG, lambda found: found.summary),
    )


def fields_of(
    framework: Framework, part: str, key: str, opened: OpenDraft | None = None
) -> tuple[AnyField, ...]:
    """Return the fields of one thing; ``opened`` knows the version before, and who uses what outside."""
    if part == edit.SCALES:
        return _scale(key, opened)
    base = opened.base if opened is not None else None
    bridge = _bridge(framework, base, key) if base is not None and part == edit.ITEMS else ()
    return (*_FIELDS[part](framework, key), *bridge)


def _bridge(framework: Framework, base: Framework, uid: str) -> tuple[AnyField, ...]:
    """Return what a skill carries on of the version before (改定対応表)."""

    def carry(found: Framework, olds: Sequence[str], *, lowest: bool) -> Framework:
        try:
            return edit.carry(found, base, uid, olds, lowest=lowest)
        except ValueError:
            raise ValueError(messages.SOURCES_BAD) from None

    sources = Field(
        "sources",
        messages.LABELS["sources"],
        MANY,
        lambda found: edit.carried_from(found, base, uid),
        lambda found, olds: carry(found, olds, lowest=edit.merges_lowest(found, uid)),
        lambda _: [(item.uid, f"{item.code} {item.name}") for item in base.items],
    )
    lowest = Field(
        "lowest",
        messages.LABELS["lowest"],
        FLAG,
        lambda found: edit.merges_lowest(found, uid),
        lambda found, on: carry(found, edit.carried_from(found, base, uid), lowest=on),
    )
    merged = len(edit.carried_from(framework, base, uid)) > 1
    return (sources, lowest) if merged else (sources,)


@dataclass(frozen=True)
class _Own(Generic[T]):
    """One thing of a draft, of which fields are attributes; ``find`` returns it as a framework has it."""

    part: str
    key: str
    find: Callable[[Framework], T | None]

    def field(
        self,
        name: str,
        kind: str,
        get: Callable[[T], object],
        choices: Choices | None = None,
        label: str = "",
    ) -> AnyField:
        """Return a field that is an attribute of the thing itself."""
        blank: dict[str, object] = {FLAG: False, NUMBER: 0, MANY: ()}

        def read(framework: Framework) -> object:
            thing = self.find(framework)
            return blank.get(kind, "") if thing is None else get(thing)

        def write(framework: Framework, value: object) -> Framework:
            return edit.change(framework, self.part, self.key, **{name: value})

        return Field(name, messages.LABELS[label or name], kind, read, write, choices or (lambda _: ()))


def _named(part: str, *first: tuple[str, str], but: str = "") -> Callable[[Framework], Pairs]:
    def choices(framework: Framework) -> Pairs:
        found = ((edit.key_of(part, one), one.name) for one in edit.things(framework, part))
        return [*first, *(pair for pair in found if pair[0] != but)]

    return choices


def _grades(framework: Framework) -> Pairs:
    return [(grade.name, grade.name) for grade in framework.grades]


def _category(_: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.CATEGORIES
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    parent = replace(
        its.field("parent", CHOICE, lambda one: one.parent, _named(part, NOTHING, but=key)),
        write=lambda framework, value: edit.move_category(framework, key, value),
    )
    return (
        its.field("name", LINE, lambda one: one.name),
        parent,
        its.field("description", TEXT, lambda one: one.description),
    )


def _item(framework: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.ITEMS
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    item = edit.find(framework, part, key)
    if item is None:
        return ()
    scale = replace(
        its.field("scale", CHOICE, lambda one: one.scale, _named(edit.SCALES)),
        write=lambda found, value: edit.change_scale(found, key, value),
    )
    category = replace(
        its.field("category", CHOICE, lambda one: one.category, _named(edit.CATEGORIES)),
        write=lambda found, value: edit.move_item(found, key, value),
    )
    words = [_grade_words(key, one.grade) for one in item.by_grade] or _level_words(framework, item)
    return (
        its.field("name", LINE, lambda one: one.name),
        its.field("code", LINE, lambda one: one.code),
        its.field("description", TEXT, lambda one: one.description),
        *words,
        *((_wording(key),) if framework.grades else ()),
        its.field("kind", CHOICE, lambda one: one.kind, lambda _: list(messages.ITEM_KINDS.items())),
        category,
        scale,
        *((its.field("grades", MANY, lambda one: one.grades, _grades),) if framework.grades else ()),
        *(
            (its.field("personas", MANY, lambda one: one.personas, _named(edit.PERSONAS)),)
            if framework.personas
            else ()
        ),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _wording(uid: str) -> Field[str]:
    def read(framework: Framework) -> str:
        item = edit.find(framework, edit.ITEMS, uid)
        return "" if item is None else "grade" if item.by_grade else "level"

    return Field(
        "words",
        messages.LABELS["words"],
        CHOICE,
        read,
        lambda framework, value: edit.word_by_grade(framework, uid, on=value == "grade"),
        lambda _: list(messages.WORDINGS.items()),
    )


def _supports(code: str) -> Field[Sequence[str]]:
    """Return which levels a requirement is evidence for, each as ``uid@level``."""
    part: Final = edit.REQUIREMENTS

    def pairs(framework: Framework) -> Pairs:
        return [
            (f"{item.uid}@{level.value}", f"{item.name} {level.label}")
            for item in framework.items
            if (scale := edit.find(framework, edit.SCALES, item.scale)) is not None
            for level in scale.levels[1:]
        ]

    def read(framework: Framework) -> Sequence[str]:
        found = edit.find(framework, part, code)
        return tuple(f"{uid}@{level}" for uid, level in found.supports) if found else ()

    def write(framework: Framework, keys: Sequence[str]) -> Framework:
        chosen = (key.rpartition("@") for key in keys)
        return edit.change(framework, part, code, supports=tuple((uid, int(n)) for uid, _, n in chosen))

    return Field("supports", messages.LABELS["supports"], MANY, read, write, pairs)


def _level_words(framework: Framework, item: Item) -> list[Field[str]]:
    scale = edit.find(framework, edit.SCALES, item.scale)
    values = {level.value: level.choice for level in scale.levels[1:]} if scale else {}
    values |= {one.level: str(one.level) for one in item.criteria if one.level not in values}
    return [_level_field(item.uid, level, text) for level, text in sorted(values.items())]


def _level_field(uid: str, level: int, text: str) -> Field[str]:
    def read(framework: Framework) -> str:
        item = edit.find(framework, edit.ITEMS, uid)
        found = item.criteria_by_level.get(level) if item else None
        return _joined(found.statements if found else ())

    return Field(
        f"criteria:{level}",
        messages.LEVEL_STATEMENTS.format(level=text),
        TEXT,
        read,
        lambda framework, value: edit.word_level(framework, uid, level, lines(value)),
    )


def _grade_words(uid: str, grade: str) -> Field[str]:
    def read(framework: Framework) -> str:
        item = edit.find(framework, edit.ITEMS, uid)
        parts = item.by_grade if item else ()
        return _joined(next((part.statements for part in parts if part.grade == grade), ()))

    return Field(
        f"by_grade:{grade}",
        messages.GRADE_STATEMENTS.format(grade=grade),
        TEXT,
        read,
        lambda framework, value: edit.word_grade(framework, uid, grade, lines(value)),
    )


def _joined(statements: Sequence[Statement]) -> str:
    return "\n".join(statement.text for statement in statements)


def _scale(key: str, opened: OpenDraft | None) -> tuple[AnyField, ...]:
    part: Final = edit.SCALES
    its = _Own(part, key, lambda found: edit.find(found, part, key))

    def read(framework: Framework) -> Sequence[Row]:
        scale = edit.find(framework, part, key)
        levels = scale.levels if scale else ()
        return tuple((level.value, level.label, level.name, level.supplement) for level in levels)

    def write(framework: Framework, rows: Sequence[Row]) -> Framework:
        return edit.change(framework, part, key, levels=tuple(_level(*found) for found in rows))

    return (
        its.field("name", LINE, lambda one: one.name),
        its.field("description", TEXT, lambda one: one.description),
        Field("levels", messages.LABELS["levels"], ROWS, read, write, shape=_levels_shape(key, opened)),
        its.field("share", NUMBER, lambda one: one.share),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _level(value: Cell, label: Cell, name: Cell, ours: Cell) -> ScaleLevel:
    return ScaleLevel(int(value), str(label), str(name), bool(ours))


def _levels_shape(code: str, opened: OpenDraft | None) -> Shape:
    """Return the rows of a scale's levels; answers hang on the values, so those of a scale in use stay."""
    titles = messages.LEVEL_COLUMNS

    def add(framework: Framework) -> Step:
        added = edit.add_level(framework, code)
        held = edit.on_scale(framework, code)
        label = edit.there(edit.find(added, edit.SCALES, code)).levels[-1].label
        said = (messages.LEVEL_ADD_MEANS.format(label=label, count=len(held)), messages.LEVEL_ANEW)
        return Step(added, "\n".join(said) if held else "")

    def remove(framework: Framework, position: int) -> Step:
        level = edit.there(edit.find(framework, edit.SCALES, code)).levels[position]
        held = edit.on_scale(framework, code)
        worded = [use.name for use in edit.level_uses(framework, code, level.value)]
        said = [messages.LEVEL_REMOVE_MEANS.format(label=level.label, count=len(held))]
        said += [messages.LEVEL_WORDS_GO.format(names="、".join(worded))] if worded else []
        known = outside(opened, edit.LEVELS, edit.level_key(code, level.value)) if opened is not None else ""
        said += [known] if known else []
        left = edit.remove_level(framework, code, level.value)
        return Step(left, "\n".join((*said, messages.LEVEL_ANEW)) if held else "")

    return Shape(
        (
            Column("value", titles["value"], NUMBER, NARROW),
            Column("label", titles["label"], LINE, 2 * NARROW),
            Column("name", titles["name"], LINE),
            Column("supplement", titles["supplement"], FLAG),
        ),
        messages.LEVEL_ADD,
        add,
        remove,
        lambda framework: ("value",) if edit.on_scale(framework, code) else (),
    )


def _facets(code: str) -> Field[Sequence[Row]]:
    """Return the roles of a persona (役割、任命、育成 …)."""
    part: Final = edit.PERSONAS
    titles = messages.FACET_COLUMNS

    def read(framework: Framework) -> Sequence[Row]:
        persona = edit.find(framework, part, code)
        facets = persona.facets if persona else ()
        return tuple((facet.name, "\n".join(facet.texts), facet.supplement) for facet in facets)

    def write(framework: Framework, rows: Sequence[Row]) -> Framework:
        facets = tuple(Facet(str(name), lines(str(text)), bool(ours)) for name, text, ours in rows)
        return edit.change(framework, part, code, facets=facets)

    def add(framework: Framework) -> Step:
        held = edit.there(edit.find(framework, part, code)).facets
        name = edit.free_name(messages.FACET_NEW, [facet.name for facet in held])
        return Step(edit.change(framework, part, code, facets=(*held, Facet(name, ()))))

    def remove(framework: Framework, position: int) -> Step:
        held = edit.there(edit.find(framework, part, code)).facets
        return Step(edit.change(framework, part, code, facets=(*held[:position], *held[position + 1 :])))

    shape = Shape(
        (
            Column("name", titles["name"], LINE, HEADING),
            Column("texts", titles["texts"], TEXT),
            Column("supplement", titles["supplement"], FLAG),
        ),
        messages.FACET_ADD,
        add,
        remove,
        ordered=True,
    )
    return Field("facets", messages.LABELS["facets"], ROWS, read, write, shape=shape)


def _persona(framework: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.PERSONAS
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    scope = its.field("scope", CHOICE, lambda one: one.scope, lambda _: list(messages.SCOPES.items()))
    return (
        its.field("name", LINE, lambda one: one.name),
        its.field("description", TEXT, lambda one: one.description),
        scope,
        *(
            (its.field("grades", MANY, lambda one: one.grades, _grades, "persona_grades"),)
            if framework.grades
            else ()
        ),
        its.field("parent", CHOICE, lambda one: one.parent, _named(part, NOTHING, but=key)),
        its.field("exclusive", FLAG, lambda one: one.exclusive),
        its.field("per_section", NUMBER, lambda one: one.per_section),
        _facets(key),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _requirement(framework: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.REQUIREMENTS
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    found = edit.find(framework, part, key)
    own: dict[str, tuple[AnyField, ...]] = {
        "level": (
            its.field("item", CHOICE, lambda one: one.item, _named(edit.ITEMS)),
            its.field("level", NUMBER, lambda one: one.level),
        ),
        "stage": (its.field("stage", CHOICE, lambda one: one.stage, _named(edit.STAGES)),),
        "experience": (its.field("months", NUMBER, lambda one: one.months),),
    }
    return (
        its.field("kind", CHOICE, lambda one: one.kind, lambda _: list(messages.REQUIREMENT_KINDS.items())),
        its.field("name", LINE, lambda one: one.name),
        *own.get(found.kind if found else "", (its.field("hours", NUMBER, lambda one: one.hours),)),
        its.field("mandatory", FLAG, lambda one: one.mandatory),
        _supports(key),
        *(
            (its.field("personas", MANY, lambda one: one.personas, _named(edit.PERSONAS), "for_personas"),)
            if framework.personas
            else ()
        ),
        its.field("note", TEXT, lambda one: one.note),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _stage(_: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.STAGES
    its = _Own(part, key, lambda found: edit.find(found, part, key))

    def read(framework: Framework) -> str:
        stage = edit.find(framework, part, key)
        return _joined(stage.statements) if stage else ""

    def write(framework: Framework, value: str) -> Framework:
        past = {one.text: one for one in edit.there(edit.find(framework, part, key)).statements}
        said = tuple(past.get(text, Statement(text)) for text in lines(value))
        return edit.change(framework, part, key, statements=said)

    return (
        its.field("persona", CHOICE, lambda one: one.persona, _named(edit.PERSONAS)),
        its.field("step", NUMBER, lambda one: one.step),
        its.field("name", LINE, lambda one: one.name),
        Field("statements", messages.LABELS["statements"], TEXT, read, write),
        its.field("requirements", MANY, lambda one: one.requirements, requirement_names),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _target(_: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.TARGETS
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    return (
        its.field("name", LINE, lambda one: one.name, label="target_name"),
        its.field("value", NUMBER, lambda one: one.value),
        its.field("unit", LINE, lambda one: one.unit),
        its.field("about", FLAG, lambda one: one.about),
        its.field("at_least", FLAG, lambda one: one.at_least),
        its.field("per_section", FLAG, lambda one: one.per_section, label="per_section_target"),
        its.field("group", LINE, lambda one: one.group),
        its.field("period", LINE, lambda one: one.period),
        its.field(
            "persona", CHOICE, lambda one: one.persona, _named(edit.PERSONAS, NOTHING), "target_persona"
        ),
        its.field("note", TEXT, lambda one: one.note),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _tool(framework: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.TOOLS
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    tool = edit.find(framework, part, key)
    cells = tool.cells if tool else ()
    titles = dict(stage_names(framework))

    def read(found: Framework) -> Sequence[str]:
        tool = edit.find(found, part, key)
        return tuple(cell.stage for cell in tool.cells) if tool else ()

    return (
        its.field("name", LINE, lambda one: one.name),
        Field(
            "cells",
            messages.LABELS["cells"],
            MANY,
            read,
            lambda found, stages: edit.tool_stages(found, key, stages),
            stage_names,
        ),
        *(_tool_cell(key, cell.stage, titles.get(cell.stage, cell.stage)) for cell in cells),
        its.field("supplement", FLAG, lambda one: one.supplement),
    )


def _tool_cell(code: str, stage: str, title: str) -> Field[str]:
    def read(framework: Framework) -> str:
        tool = edit.find(framework, edit.TOOLS, code)
        cell = tool.cell(stage) if tool else None
        return "\n".join(cell.texts) if cell else ""

    return Field(
        f"cells:{stage}",
        messages.TOOL_CELL.format(stage=title),
        TEXT,
        read,
        lambda framework, value: edit.word_tool(framework, code, stage, lines(value)),
    )


def _own_name(part: str, key: str, label: str) -> Field[str]:
    """Return the name of what has nothing else to be known by; what names it follows."""

    def read(framework: Framework) -> str:
        thing = edit.find(framework, part, key)
        return thing.name if thing else ""

    def write(framework: Framework, value: str) -> Framework:
        try:
            return edit.rename(framework, part, key, value)
        except ValueError:
            raise ValueError(messages.NAME_BAD) from None

    return Field("name", messages.LABELS[label], LINE, read, write)


def _grade(_: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.GRADES

    def read(framework: Framework) -> str:
        grade = edit.find(framework, part, key)
        return "\n".join(grade.includes) if grade else ""

    def write(framework: Framework, value: str) -> Framework:
        return edit.change(framework, part, key, includes=lines(value))

    return (
        _own_name(part, key, "name"),
        Field("includes", messages.LABELS["includes"], TEXT, read, write),
    )


def _term(_: Framework, key: str) -> tuple[AnyField, ...]:
    part: Final = edit.GLOSSARY
    its = _Own(part, key, lambda found: edit.find(found, part, key))
    return (_own_name(part, key, "term"), its.field("text", TEXT, lambda one: one.text))


def stage_names(framework: Framework) -> Pairs:
    """Return the stages with whose and which they are."""
    titles = {persona.code: persona.name for persona in framework.personas}
    return [(s.code, f"{titles.get(s.persona, s.persona)} {s.step} {s.name}") for s in framework.stages]


def requirement_names(framework: Framework) -> Pairs:
    """Return the requirements as one tells them apart; a level or stage has no name of its own."""
    return [(one.code, one.name or _implied(framework, one)) for one in framework.requirements]


def _implied(framework: Framework, requirement: Requirement) -> str:
    if requirement.kind == "level" and framework.has(requirement.item):
        item = framework.item(requirement.item)
        return f"{item.name} {framework.level_label(item, requirement.level)}"
    stage = edit.find(framework, edit.STAGES, requirement.stage)
    return stage.name if stage is not None else messages.REQUIREMENT_KINDS.get(requirement.kind, "")


_FIELDS: dict[str, Callable[[Framework, str], tuple[AnyField, ...]]] = {
    edit.CATEGORIES: _category,
    edit.ITEMS: _item,
    edit.PERSONAS: _persona,
    edit.REQUIREMENTS: _requirement,
    edit.STAGES: _stage,
    edit.TARGETS: _target,
    edit.TOOLS: _tool,
    edit.GRADES: _grade,
    edit.GLOSSARY: _term,
}
