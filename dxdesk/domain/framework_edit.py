"""Editing a framework that is not published yet: every edit returns a new framework.

A uid or code is the identity of a part: renaming and moving keep it, so that answers stay where they
belong. What is still used is not removed; whoever edits sees where it is used (``uses``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar, overload

from dxdesk.domain.bridge import MERGED_MIN, Link, from_sources, sources
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import (
    LEVEL,
    STAGE,
    Category,
    Criteria,
    Framework,
    Grade,
    GradeStatements,
    Item,
    Persona,
    Requirement,
    Stage,
    Statement,
    Term,
)
from dxdesk.domain.framework_check import MAX_DEPTH
from dxdesk.domain.goals import Target, Tool, ToolCell
from dxdesk.domain.levels import Scale, ScaleLevel

Thing = Scale | Category | Item | Persona | Requirement | Stage | Target | Tool | Grade | Term
"""One of what is edited."""

T = TypeVar("T")
SCALES: Final = "scales"
CATEGORIES: Final = "categories"
ITEMS: Final = "items"
PERSONAS: Final = "personas"
REQUIREMENTS: Final = "requirements"
STAGES: Final = "stages"
TARGETS: Final = "targets"
TOOLS: Final = "tools"
GRADES: Final = "grades"
GLOSSARY: Final = "glossary"
KEYS: Mapping[str, str] = {
    SCALES: "code",
    CATEGORIES: "uid",
    ITEMS: "uid",
    PERSONAS: "code",
    REQUIREMENTS: "code",
    STAGES: "code",
    TARGETS: "code",
    TOOLS: "code",
    GRADES: "name",
    GLOSSARY: "name",
}
"""The parts that are edited, and what identifies one of each: 職層 and terms have nothing but their name."""

PLAIN_USES = ("required", "supports", "by_grade", "text")
"""Uses that go with what is removed, or do without it; all others keep it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names something: ``part`` and ``key`` of it, its ``name``, and by which field it does."""

    part: str
    key: str
    name: str
    by: str


def things(framework: Framework, part: str) -> tuple[Thing, ...]:
    """Return the things of a part."""
    found: tuple[Thing, ...] = getattr(framework, part)
    return found


def key_of(part: str, thing: Thing) -> str:
    """Return what identifies a thing of a part."""
    return str(getattr(thing, KEYS[part]))


@overload
def find(framework: Framework, part: Literal["scales"], key: str) -> Scale | None: ...


@overload
def find(framework: Framework, part: Literal["categories"], key: str) -> Category | None: ...


@overload
def find(framework: Framework, part: Literal["items"], key: str) -> Item | None: ...


@overload
def find(framework: Framework, part: Literal["personas"], key: str) -> Persona | None: ...


@overload
def find(framework: Framework, part: Literal["requirements"], key: str) -> Requirement | None: ...


@overload
def find(framework: Framework, part: Literal["stages"], key: str) -> Stage | None: ...


@overload
def find(framework: Framework, part: Literal["targets"], key: str) -> Target | None: ...


@overload
def find(framework: Framework, part: Literal["tools"], key: str) -> Tool | None: ...


@overload
def find(framework: Framework, part: Literal["grades"], key: str) -> Grade | None: ...


@overload
def find(framework: Framework, part: Literal["glossary"], key: str) -> Term | None: ...


@overload
def find(framework: Framework, part: str, key: str) -> Thing | None: ...


def find(framework: Framework, part: str, key: str) -> Thing | None:
    """Return a thing by its key, ``None`` where there is none."""
    return next((one for one in things(framework, part) if key_of(part, one) == key), None)


def there(found: T | None) -> T:
    """Return what was looked for where it is known to be there.

    Raises:
        LookupError: it is not.
    """
    if found is None:
        raise LookupError("no such thing in the draft")
    return found


def change(framework: Framework, part: str, key: str, **fields: Any) -> Framework:
    """Change fields of one thing; its key is never among them.

    Raises:
        ValueError: a key was to be changed.
    """
    if KEYS[part] in fields:
        raise ValueError(f"{KEYS[part]} identifies one of the {part}")
    changed = (
        replace(one, **fields) if key_of(part, one) == key else one for one in getattr(framework, part)
    )
    return _with(framework, part, changed)


def add(framework: Framework, part: str, thing: Thing, before: str = "") -> Framework:
    """Add a thing before another one (by key; empty = at the end)."""
    rest = things(framework, part)
    place = next((n for n, one in enumerate(rest) if before and key_of(part, one) == before), len(rest))
    return _with(framework, part, (*rest[:place], thing, *rest[place:]))


def move(framework: Framework, part: str, key: str, before: str = "") -> Framework:
    """Move a thing before another one (by key; empty = to the end)."""
    thing = find(framework, part, key)
    if thing is None or key == before:
        return framework
    rest = tuple(one for one in things(framework, part) if key_of(part, one) != key)
    moved = add(_with(framework, part, rest), part, thing, before)
    return _in_order(moved) if part == ITEMS else moved


def _in_order(framework: Framework) -> Framework:
    """Return the framework with required levels in the order of the skills, as the workbook has them."""
    order = framework.positions

    def place(pair: tuple[str, int]) -> int:
        return order.get(pair[0], len(order))

    personas = (replace(one, required=tuple(sorted(one.required, key=place))) for one in framework.personas)
    return _with(framework, PERSONAS, personas)


def move_item(framework: Framework, uid: str, category: str, before: str = "") -> Framework:
    """Move a skill into a category, before another skill (empty = behind the last one there)."""
    others = [item.uid for item in framework.items if item.uid != uid]
    inside = [item.uid for item in framework.items if item.category == category and item.uid != uid]
    if not before and inside:
        last = others.index(inside[-1])
        before = others[last + 1] if last + 1 < len(others) else ""
    return move(change(framework, ITEMS, uid, category=category), ITEMS, uid, before)


def move_category(framework: Framework, uid: str, parent: str, before: str = "") -> Framework:
    """Move a category with all in it under another one (empty = to the top).

    Raises:
        KnownError: ``framework-category-depth``: under itself, or deeper than five levels.
    """
    moved = change(framework, CATEGORIES, uid, parent=parent)
    parents = {category.uid: category.parent for category in moved.categories}
    if any(_depth(one, parents) > MAX_DEPTH for one in parents):
        raise KnownError(
            "framework-category-depth",
            f"分類は{MAX_DEPTH}段までで、自分の下には移せません。何も変えていません。",
            "ほかの分類の下へ移してください。",
        )
    return move(moved, CATEGORIES, uid, before)


def _depth(uid: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while uid in parents and depth <= MAX_DEPTH:
        uid, depth = parents[uid], depth + 1
    return depth


def remove(framework: Framework, part: str, key: str) -> Framework:
    """Remove a thing that nothing else depends on; required levels of a skill go with it.

    Raises:
        KnownError: ``framework-used``, naming what still uses it.
    """
    _free_to_go(use for use in uses(framework, part, key) if use.by not in PLAIN_USES)
    rest = tuple(one for one in things(framework, part) if key_of(part, one) != key)
    left = _with(framework, part, rest)
    if part == GRADES:
        return _with(left, ITEMS, (_unworded(item, key) for item in left.items))
    if part != ITEMS:
        return left
    personas = (replace(one, required=_without(one.required, key)) for one in left.personas)
    evidence = (replace(one, supports=_without(one.supports, key)) for one in left.requirements)
    return replace(left, personas=tuple(personas), requirements=tuple(evidence))


def _free_to_go(uses: Iterable[Use]) -> None:
    """Raise where something is still used."""
    holding = list(dict.fromkeys(use.name or use.key for use in uses))
    if holding:
        raise KnownError(
            "framework-used",
            "ほかのところで使っているため、消せません。何も変えていません。",
            "先に、使っているところを直してください。",
            found="、".join(holding),
        )


def _unworded(item: Item, grade: str) -> Item:
    """Return a skill without what it means for a 職層."""
    rest = tuple(part for part in item.by_grade if part.grade != grade)
    return item if len(rest) == len(item.by_grade) else replace(item, by_grade=rest)


def rename(framework: Framework, part: str, key: str, name: str) -> Framework:
    """Give a 職層 or a term another name; whatever names the 職層 goes on naming it.

    Raises:
        ValueError: the name is blank, or another one's.
    """
    if name == key:
        return framework
    if not name.strip() or find(framework, part, name) is not None:
        raise ValueError(name)
    renamed = (replace(one, name=name) if one.name == key else one for one in getattr(framework, part))
    framework = _with(framework, part, renamed)
    if part != GRADES:
        return framework

    def now(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name if one == key else one for one in names)

    def worded(item: Item) -> tuple[GradeStatements, ...]:
        return tuple(replace(part, grade=name) if part.grade == key else part for part in item.by_grade)

    items = (replace(item, grades=now(item.grades), by_grade=worded(item)) for item in framework.items)
    personas = (replace(persona, grades=now(persona.grades)) for persona in framework.personas)
    return replace(framework, items=tuple(items), personas=tuple(personas))


def new_grade(framework: Framework, name: str) -> Framework:
    """Add a 職層 behind the others; skills that everybody answers by 職層 wait for their words for it."""
    items = (
        replace(item, by_grade=(*item.by_grade, GradeStatements(name, ())))
        if item.by_grade and not item.grades
        else item
        for item in framework.items
    )
    return _with(add(framework, GRADES, Grade(name)), ITEMS, items)


def tool_stages(framework: Framework, code: str, stages: Iterable[str]) -> Framework:
    """Say which stages a tool is judged at; those that stay keep their texts, in the order of the stages."""
    tool = there(find(framework, TOOLS, code))
    wanted = set(stages)
    order = [stage.code for stage in framework.stages if stage.code in wanted]
    cells = tuple(tool.cell(stage) or ToolCell(stage) for stage in order)
    return change(framework, TOOLS, code, cells=cells)


def word_tool(framework: Framework, code: str, stage: str, texts: Sequence[str]) -> Framework:
    """Say what a stage means for a tool; without texts it is for the municipality to fill in."""
    tool = there(find(framework, TOOLS, code))
    cells = tuple(replace(cell, texts=tuple(texts)) if cell.stage == stage else cell for cell in tool.cells)
    return change(framework, TOOLS, code, cells=cells)


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: itself, or with a number."""
    numbers = range(2, len(taken) + 2)
    return name if name not in taken else next(one for n in numbers if (one := f"{name}{n}") not in taken)


def _without(pairs: Iterable[tuple[str, int]], uid: str) -> tuple[tuple[str, int], ...]:
    return tuple(pair for pair in pairs if pair[0] != uid)


def uses(framework: Framework, part: str, key: str) -> tuple[Use, ...]:
    """Return where a thing is used within the framework."""
    found: list[Use] = []

    def see(where: str, by: str, names: Any) -> None:
        for one in getattr(framework, where):
            if key in names(one):
                found.append(Use(where, key_of(where, one), one.name, by))

    if part == SCALES:
        see(ITEMS, "scale", lambda one: (one.scale,))
    elif part == CATEGORIES:
        see(CATEGORIES, "parent", lambda one: (one.parent,))
        see(ITEMS, "category", lambda one: (one.category,))
    elif part == ITEMS:
        see(PERSONAS, "required", lambda one: [uid for uid, _ in one.required])
        see(REQUIREMENTS, "supports", lambda one: [uid for uid, _ in one.supports])
        see(REQUIREMENTS, "item", lambda one: (one.item,) if one.kind == LEVEL else ())
    elif part == PERSONAS:
        see(ITEMS, "personas", lambda one: one.personas)
        see(PERSONAS, "parent", lambda one: (one.parent,))
        see(REQUIREMENTS, "personas", lambda one: one.personas)
        see(STAGES, "persona", lambda one: (one.persona,))
        see(TARGETS, "persona", lambda one: (one.persona,))
    elif part == REQUIREMENTS:
        see(STAGES, "requirements", lambda one: one.requirements)
    elif part == STAGES:
        see(REQUIREMENTS, "stage", lambda one: (one.stage,) if one.kind == STAGE else ())
        see(TOOLS, "stage", lambda one: [cell.stage for cell in one.cells])
    elif part == GRADES:
        see(ITEMS, "grades", lambda one: one.grades)
        see(ITEMS, "by_grade", lambda one: [part.grade for part in one.by_grade])
        see(PERSONAS, "grades", lambda one: one.grades)
    elif part == GLOSSARY:
        found += [Use(*place, "text") for place in _saying(framework, key)]
    return tuple(found)


def _saying(framework: Framework, term: str) -> Iterable[tuple[str, str, str]]:
    """Yield part, key and name of what has a word in its texts; a term does not stand in its own."""
    for item in framework.items:
        said = [*(part.statements for part in item.criteria), *(part.statements for part in item.by_grade)]
        texts = [statement.text for statements in said for statement in statements]
        if any(term in text for text in (item.name, item.description, *texts)):
            yield ITEMS, item.uid, item.name
    for persona in framework.personas:
        texts = [text for facet in persona.facets for text in facet.texts]
        if any(term in text for text in (persona.name, persona.description, *texts)):
            yield PERSONAS, persona.code, persona.name
    for stage in framework.stages:
        if any(term in text for text in (stage.name, *(one.text for one in stage.statements))):
            yield STAGES, stage.code, stage.name
    for one in framework.glossary:
        if one.name != term and term in one.text:
            yield GLOSSARY, one.name, one.name


def require(framework: Framework, persona: str, uid: str, level: int | None) -> Framework:
    """Set the level a persona needs of a skill; ``None`` = no level is asked."""
    one = there(find(framework, PERSONAS, persona))
    given = dict(one.required)
    given.pop(uid, None) if level is None else given.update({uid: level})
    return _in_order(change(framework, PERSONAS, persona, required=tuple(given.items())))


def asked_of(item: Item, persona: str) -> bool:
    """Tell whether a skill is for a persona at all (otherwise 対象外)."""
    return not item.personas or persona in item.personas


def exempt(framework: Framework, persona: str, uid: str) -> Framework:
    """Let a persona not answer a skill (対象外); a skill that nobody would answer stays as it is."""
    item: Item = framework.item(uid)
    held = item.personas or tuple(one.code for one in framework.personas)
    rest = tuple(code for code in held if code != persona)
    if not rest:
        return framework
    return require(change(framework, ITEMS, uid, personas=rest), persona, uid, None)


def include(framework: Framework, persona: str, uid: str) -> Framework:
    """Let a persona answer a skill again; once all do, nothing restricts it any more."""
    item: Item = framework.item(uid)
    if asked_of(item, persona):
        return framework
    held = {*item.personas, persona}
    everyone = held >= {one.code for one in framework.personas}
    personas = () if everyone else (*item.personas, persona)
    return change(framework, ITEMS, uid, personas=personas)


def bridged(framework: Framework, base: Framework) -> tuple[Link, ...]:
    """Return what becomes of each skill of the version before (改定対応表).

    Raises:
        ValueError: see ``bridge.from_sources``; what it carries is the uid that is claimed twice.
    """
    old, new = _named(base), _named(framework)
    low = [uid for link in framework.links if link.kind == MERGED_MIN for uid in link.new]
    return from_sources(old, new, sources(old, new, framework.links), low)


def carry(
    framework: Framework, base: Framework, uid: str, olds: Sequence[str], *, lowest: bool = False
) -> Framework:
    """Say which skills of the version before a skill carries on (none: it is new).

    Raises:
        ValueError: as ``bridged``.
    """
    old, new = _named(base), _named(framework)
    found = sources(old, new, framework.links)
    found[uid] = tuple(olds)
    low = {one for link in framework.links if link.kind == MERGED_MIN for one in link.new} - {uid}
    return replace(framework, links=from_sources(old, new, found, low | {uid} if lowest else low))


def carried_from(framework: Framework, base: Framework, uid: str) -> tuple[str, ...]:
    """Return the skills of the version before that a skill carries on."""
    return sources(_named(base), _named(framework), framework.links).get(uid, ())


def dropped(framework: Framework, base: Framework) -> tuple[Item, ...]:
    """Return the skills of the version before that no skill carries on."""
    held = sources(_named(base), _named(framework), framework.links).values()
    carried = {uid for olds in held for uid in olds}
    return tuple(item for item in base.items if item.uid not in carried and not framework.has(item.uid))


def merges_lowest(framework: Framework, uid: str) -> bool:
    """Tell whether a merged skill takes the lower level."""
    return any(link.kind == MERGED_MIN and uid in link.new for link in framework.links)


def _named(framework: Framework) -> list[tuple[str, str]]:
    return [(item.uid, item.name) for item in framework.items]


def word_level(
    framework: Framework, uid: str, level: int, texts: Sequence[str], heading: str | None = None
) -> Framework:
    """Say what a level means for a skill, a statement a text; ``heading`` ``None`` keeps the one there is."""
    item: Item = framework.item(uid)
    past = item.criteria_by_level.get(level)
    said = heading if heading is not None else past.heading if past else ""
    new = Criteria(level, said, _statements(texts, past.statements if past else ()))
    rest = [one for one in item.criteria if one.level != level]
    criteria = tuple(sorted([*rest, new], key=lambda one: one.level))
    return change(framework, ITEMS, uid, criteria=criteria)


def word_grade(framework: Framework, uid: str, grade: str, texts: Sequence[str]) -> Framework:
    """Say what a skill means for a 職層 group."""
    item: Item = framework.item(uid)
    past = {part.grade: part.statements for part in item.by_grade}
    past[grade] = _statements(texts, past.get(grade, ()))
    order = [group.name for group in framework.grades]
    parts = sorted(past.items(), key=lambda part: order.index(part[0]) if part[0] in order else len(order))
    return change(framework, ITEMS, uid, by_grade=tuple(GradeStatements(*part) for part in parts))


def _statements(texts: Sequence[str], past: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return statements; those whose words stay keep what is known of them (推定)."""
    known = {statement.text: statement for statement in past}
    return tuple(known.get(text, Statement(text)) for text in texts)


def new_skill(framework: Framework, uid: str, category: str, name: str) -> Framework:
    """Add a skill behind those of a category; its levels still wait for their statements."""
    like = next((item for item in framework.items if item.category == category), None)
    like = like or next(iter(framework.items), None)
    scale = find(framework, SCALES, like.scale) if like else next(iter(framework.scales), None)
    levels = sorted(level.value for level in scale.levels)[1:] if scale else []
    item = Item(
        uid,
        _next_code(framework),
        name,
        category,
        like.kind if like else "skill",
        scale.code if scale else "",
        criteria=() if like and like.by_grade else tuple(Criteria(level, "", ()) for level in levels),
        by_grade=tuple(GradeStatements(part.grade, ()) for part in like.by_grade) if like else (),
    )
    return move_item(add(framework, ITEMS, item), uid, category)


def _next_code(framework: Framework) -> str:
    taken = {item.code for item in framework.items}
    return next(str(n) for n in range(len(taken) + 1, 2 * len(taken) + 3) if str(n) not in taken)


def change_scale(framework: Framework, uid: str, code: str) -> Framework:
    """Give a skill another scale; words of levels that are gone go, new levels wait for theirs."""
    item: Item = framework.item(uid)
    scale = find(framework, SCALES, code)
    if scale is None or not item.criteria:
        return change(framework, ITEMS, uid, scale=code)
    levels = sorted(level.value for level in scale.levels)[1:]
    known = item.criteria_by_level
    criteria = tuple(known.get(level, Criteria(level, "", ())) for level in levels)
    return change(framework, ITEMS, uid, scale=code, criteria=criteria)


LEVELS = "levels"
"""The part under which levels are told apart outside a framework; their key is ``level_key``."""


def level_key(scale: str, value: int) -> str:
    """Return the key of a level of a scale."""
    return f"{scale}@{value}"


LEVEL_HOLDERS = ("required", "supports", "level")
"""Uses of a level that keep it; the words that skills have for it go with it."""


def on_scale(framework: Framework, code: str) -> tuple[Item, ...]:
    """Return the skills of a scale."""
    return tuple(item for item in framework.items if item.scale == code)


def level_uses(framework: Framework, code: str, value: int) -> tuple[Use, ...]:
    """Return where a level of a scale is used within the framework."""
    items = {item.uid: item for item in on_scale(framework, code)}
    at = {(uid, value) for uid in items}
    found = [Use(ITEMS, uid, item.name, "criteria") for uid, item in items.items() if _has_words(item, value)]
    found += [
        Use(PERSONAS, one.code, one.name, "required") for one in framework.personas if at & set(one.required)
    ]
    for one in framework.requirements:
        if at & set(one.supports):
            found.append(Use(REQUIREMENTS, one.code, one.name, "supports"))
        if one.kind == LEVEL and (one.item, one.level) in at:
            found.append(Use(REQUIREMENTS, one.code, one.name or items[one.item].name, "level"))
    return tuple(found)


def _has_words(item: Item, value: int) -> bool:
    criteria = item.criteria_by_level.get(value)
    return criteria is not None and bool(criteria.statements)


def add_level(framework: Framework, code: str) -> Framework:
    """Add a level above all others; skills that are worded by level wait for their words for it."""
    scale = there(find(framework, SCALES, code))
    last = max(scale.levels, key=lambda level: level.value, default=None)
    value = last.value + 1 if last else 0
    mark = last.label.removesuffix(str(last.value)) if last and last.label.endswith(str(last.value)) else "LV"
    label = free_name(f"{mark}{value}", [level.label for level in scale.levels])
    levels = (*scale.levels, ScaleLevel(value, label, ""))
    added = change(framework, SCALES, code, levels=levels)
    items = (
        replace(item, criteria=(*item.criteria, Criteria(value, "", ())))
        if item.scale == code and item.criteria
        else item
        for item in added.items
    )
    return _with(added, ITEMS, items)


def remove_level(framework: Framework, code: str, value: int) -> Framework:
    """Remove a level that nothing asks for; what skills say of it goes with it.

    Raises:
        KnownError: ``framework-used``, naming what asks for the level.
    """
    scale = there(find(framework, SCALES, code))
    _free_to_go(use for use in level_uses(framework, code, value) if use.by in LEVEL_HOLDERS)
    levels = tuple(level for level in scale.levels if level.value != value)
    items = (
        replace(item, criteria=tuple(one for one in item.criteria if one.level != value))
        if item.scale == code
        else item
        for item in framework.items
    )
    return _with(change(framework, SCALES, code, levels=levels), ITEMS, items)


def word_by_grade(framework: Framework, uid: str, *, on: bool) -> Framework:
    """Let a skill be worded by 職層 or by level; the new kind of words is still to be written."""
    item: Item = framework.item(uid)
    if on == bool(item.by_grade):
        return framework
    if on:
        parts = tuple(GradeStatements(grade.name, ()) for grade in framework.grades)
        return change(framework, ITEMS, uid, criteria=(), by_grade=parts)
    scale = find(framework, SCALES, item.scale)
    levels = sorted(level.value for level in scale.levels)[1:] if scale else []
    criteria = tuple(Criteria(level, "", ()) for level in levels)
    return change(framework, ITEMS, uid, criteria=criteria, by_grade=())


def new_category(framework: Framework, uid: str, parent: str, name: str) -> Framework:
    """Add a category under another one (empty = at the top).

    Raises:
        KnownError: ``framework-category-depth``.
    """
    return move_category(add(framework, CATEGORIES, Category(uid, name)), uid, parent)


def _with(framework: Framework, part: str, changed: Iterable[Thing]) -> Framework:
    fields: dict[str, Any] = {part: tuple(changed)}
    return replace(framework, **fields)
