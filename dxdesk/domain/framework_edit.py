"""Changing a framework that is still a draft: categories, items and what a level means.

Every function returns a new framework and leaves the given one alone, so that a change can be undone by
keeping the one before. Uids never change: what people answered hangs on them. Nothing is checked here; an
unfinished draft may be wrong for a while (``framework_check`` says how).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from dxdesk.domain.framework import (
    MINDSET,
    SKILL,
    Category,
    Criteria,
    Framework,
    GradeStatements,
    Item,
    Statement,
)

T = TypeVar("T")


def new_code(framework: Framework, stem: str) -> str:
    """Return a uid or code nothing has or ever had, e.g. ``city.s-3f9a12cd``; ``stem`` says of what kind.

    It is drawn by lot: a number that counts on would be given again after a skill of an earlier version
    went, and that skill's answers would then seem to be the new one's.
    """
    return f"{framework.code}.{stem}-{uuid4().hex[:8]}"


def replace_head(framework: Framework, **fields: Any) -> Framework:
    """Change name, version, source, note, summary or code."""
    return replace(framework, **fields)


# --- categories ----------------------------------------------------------------------------------


def add_category(framework: Framework, name: str, parent: str = "") -> tuple[Framework, str]:
    """Add a category as the last one under a parent; return the framework and the uid."""
    uid = new_code(framework, "c")
    return replace(framework, categories=(*framework.categories, Category(uid, name, parent))), uid


def replace_category(framework: Framework, uid: str, **fields: Any) -> Framework:
    """Change a category's name or description."""
    return replace(framework, categories=_changed(framework.categories, "uid", uid, fields))


def move_category(framework: Framework, uid: str, parent: str, before: str = "") -> Framework:
    """Put a category under another parent, before a sibling (uid) or last.

    Moving it under itself or one of its own changes nothing.
    """
    above, seen = parent, set()
    parents = {category.uid: category.parent for category in framework.categories}
    while above and above not in seen:
        if above == uid:
            return framework
        seen.add(above)
        above = parents.get(above, "")
    categories = _changed(framework.categories, "uid", uid, {"parent": parent})
    return replace(framework, categories=_moved(categories, "uid", uid, before))


def remove_category(framework: Framework, uid: str) -> Framework:
    """Take a category out; what lies in it goes one level up."""
    parent = next((c.parent for c in framework.categories if c.uid == uid), "")
    categories = tuple(
        replace(category, parent=parent) if category.parent == uid else category
        for category in framework.categories
        if category.uid != uid
    )
    fallback = parent or next((category.uid for category in categories), "")
    items = tuple(
        replace(item, category=fallback) if item.category == uid else item for item in framework.items
    )
    return replace(framework, categories=categories, items=items)


# --- items ---------------------------------------------------------------------------------------


def add_item(
    framework: Framework, name: str, category: str, *, kind: str = SKILL, scale: str = ""
) -> tuple[Framework, str]:
    """Add a skill (or an item by 職層) as the last one; return the framework and the uid.

    Every level above the lowest gets an empty statement, so that one sees what is still to be written.
    """
    uid = new_code(framework, "s")
    chosen = scale or _usual_scale(framework, kind)
    item = Item(uid, str(len(framework.items) + 1), name, category, kind, chosen)
    if kind == MINDSET:
        grades = tuple(GradeStatements(grade.name, (Statement(""),)) for grade in framework.grades)
        item = replace(item, by_grade=grades)
    else:
        item = replace(item, criteria=_blank_criteria(framework, chosen, ()))
    return replace(framework, items=(*framework.items, item)), uid


def replace_item(framework: Framework, uid: str, **fields: Any) -> Framework:
    """Change an item's name, code, description, category, grades, personas or supplement."""
    return replace(framework, items=_changed(framework.items, "uid", uid, fields))


def set_scale(framework: Framework, uid: str, scale: str) -> Framework:
    """Put an item on another scale; statements of levels that scale lacks go, missing ones come empty."""
    item = framework.item(uid)
    if item.kind == MINDSET:
        return replace_item(framework, uid, scale=scale)
    criteria = _blank_criteria(framework, scale, item.criteria)
    return replace_item(framework, uid, scale=scale, criteria=criteria)


def move_item(framework: Framework, uid: str, category: str, before: str = "") -> Framework:
    """Put an item into a category, before another item (uid) or last."""
    items = _changed(framework.items, "uid", uid, {"category": category})
    return replace(framework, items=_moved(items, "uid", uid, before))


def remove_item(framework: Framework, uid: str) -> Framework:
    """Take an item out, with every level that personas require of it and every requirement on it."""
    gone = {one.code for one in framework.requirements if one.item == uid}
    requirements = tuple(
        replace(one, supports=tuple(pair for pair in one.supports if pair[0] != uid))
        for one in framework.requirements
        if one.code not in gone
    )
    stages = tuple(
        replace(stage, requirements=tuple(code for code in stage.requirements if code not in gone))
        for stage in framework.stages
    )
    personas = tuple(
        replace(persona, required=tuple(pair for pair in persona.required if pair[0] != uid))
        for persona in framework.personas
    )
    items = tuple(item for item in framework.items if item.uid != uid)
    return replace(framework, items=items, personas=personas, requirements=requirements, stages=stages)


def set_criteria(
    framework: Framework, uid: str, level: int, heading: str, statements: Iterable[str]
) -> Framework:
    """Say what a level means for an item; a sentence left as it was keeps its mark 推定."""
    item = framework.item(uid)
    known = item.criteria_by_level.get(level)
    written = _statements(statements, known.statements if known else ())
    others = [criteria for criteria in item.criteria if criteria.level != level]
    criteria = (*others, Criteria(level, heading, written)) if written else tuple(others)
    return replace_item(framework, uid, criteria=tuple(sorted(criteria, key=lambda criteria: criteria.level)))


def set_by_grade(framework: Framework, uid: str, grade: str, statements: Iterable[str]) -> Framework:
    """Say what an item means for a 職層 group."""
    item = framework.item(uid)
    known = next((part for part in item.by_grade if part.grade == grade), None)
    written = _statements(statements, known.statements if known else ())
    order = [one.name for one in framework.grades]
    parts = [part for part in item.by_grade if part.grade != grade]
    if written:
        parts.append(GradeStatements(grade, written))
    parts.sort(key=lambda part: order.index(part.grade) if part.grade in order else len(order))
    return replace_item(framework, uid, by_grade=tuple(parts))


def _statements(texts: Iterable[str], known: Sequence[Statement]) -> tuple[Statement, ...]:
    marks = {statement.text: statement for statement in known}
    return tuple(marks.get(text) or Statement(text) for text in texts)


def _usual_scale(framework: Framework, kind: str) -> str:
    """Return the scale that most items of a kind have; the first one where there are none."""
    used = [item.scale for item in framework.items if item.kind == kind]
    if used:
        return max(dict.fromkeys(used), key=used.count)
    return framework.scales[0].code if framework.scales else ""


def _blank_criteria(framework: Framework, scale: str, known: Sequence[Criteria]) -> tuple[Criteria, ...]:
    written = {criteria.level: criteria for criteria in known}
    found = next((one for one in framework.scales if one.code == scale), None)
    values = sorted(level.value for level in found.levels) if found else []
    return tuple(written.get(value) or Criteria(value, "", (Statement(""),)) for value in values[1:])


def _changed(parts: Sequence[T], key: str, wanted: str, fields: dict[str, Any]) -> tuple[T, ...]:
    return tuple(
        replace(part, **fields) if getattr(part, key) == wanted else part  # type: ignore[type-var]
        for part in parts
    )


def _moved(parts: Sequence[T], key: str, wanted: str, before: str) -> tuple[T, ...]:
    """Return the parts with one put before another; without that one it comes last."""
    mine = [part for part in parts if getattr(part, key) == wanted]
    rest = [part for part in parts if getattr(part, key) != wanted]
    place = next((n for n, part in enumerate(rest) if getattr(part, key) == before), len(rest))
    return (*rest[:place], *mine, *rest[place:])
