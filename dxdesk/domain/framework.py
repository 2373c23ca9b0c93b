"""The skill framework (スキル体系): categories, items with level criteria, kinds of people, growth stages.

It is general enough for policies that differ: levels or functions, exclusive or several personas, items
by 職層, stages with evidence. ``summary`` says that the wording is ours and not the policy's (要約). Its
parts lie in ``framework_parts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dxdesk.domain.bridge import Link
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework_parts import (
    ASSIGNED,
    BY_GRADE,
    COURSE,
    EVERYONE,
    EXAM,
    EXPERIENCE,
    INFERRED_LABEL,
    INFERRED_MARK,
    ITEM_KINDS,
    LEVEL,
    MINDSET,
    OTHERWISE,
    PERSONA_SCOPES,
    REQUIREMENT_KINDS,
    SKILL,
    STAGE,
    SUMMARY_LABEL,
    SUPPLEMENT_LABEL,
    Category,
    Criteria,
    Facet,
    Grade,
    GradeStatements,
    Item,
    Persona,
    Requirement,
    Stage,
    Statement,
    Term,
)
from dxdesk.domain.goals import Target, Tool
from dxdesk.domain.levels import Scale, ScaleLevel

__all__ = [
    "ASSIGNED",
    "BY_GRADE",
    "COURSE",
    "EVERYONE",
    "EXAM",
    "EXPERIENCE",
    "INFERRED_LABEL",
    "INFERRED_MARK",
    "ITEM_KINDS",
    "LEVEL",
    "MINDSET",
    "OTHERWISE",
    "PERSONA_SCOPES",
    "REQUIREMENT_KINDS",
    "SKILL",
    "STAGE",
    "SUMMARY_LABEL",
    "SUPPLEMENT_LABEL",
    "AnswerItem",
    "Category",
    "Criteria",
    "Facet",
    "Framework",
    "Grade",
    "GradeStatements",
    "Item",
    "Persona",
    "Requirement",
    "Scale",
    "ScaleLevel",
    "Stage",
    "Statement",
    "Term",
]


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """An item as one person meets it: the statements of their 職層, and what is required of them."""

    item: Item
    statements: tuple[Statement, ...]
    required: int | None


@dataclass(frozen=True)
class Framework:
    """One version of a framework; immutable once published.

    ``links`` say what became of each item of the version ``follows`` (改定対応表), see ``bridge``.
    """

    code: str
    version: str
    name: str
    source: str
    summary: bool
    note: str
    scales: tuple[Scale, ...]
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    personas: tuple[Persona, ...] = ()
    stages: tuple[Stage, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    grades: tuple[Grade, ...] = ()
    targets: tuple[Target, ...] = ()
    tools: tuple[Tool, ...] = ()
    glossary: tuple[Term, ...] = ()
    follows: str = ""
    links: tuple[Link, ...] = ()

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.uid: item for item in self.items}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.code: scale for scale in self.scales}

    @cached_property
    def _personas(self) -> dict[str, Persona]:
        return {key: persona for persona in self.personas for key in (persona.name, persona.code)}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.uid: category for category in self.categories}

    @cached_property
    def positions(self) -> dict[str, int]:
        """Position of each item uid in framework order (level bytes are kept in it)."""
        return {item.uid: position for position, item in enumerate(self.items)}

    def has(self, uid: str) -> bool:
        """Tell whether an item exists."""
        return uid in self._items

    def item(self, uid: str) -> Item:
        """Return an item by uid.

        Raises:
            KnownError: ``item-unknown``.
        """
        found = self._items.get(uid)
        if found is None:
            raise KnownError(
                "item-unknown",
                f"「{self.name}」にないスキルです。この項目は取り込まれていません。",
                "スキル体系の版が合っているか確かめてください。",
                found=uid,
            )
        return found

    def find_item(self, text: str) -> Item:
        """Return an item by uid, code or name, as people type it on a command line.

        Raises:
            KnownError: ``item-unknown``.
        """
        same = [item for item in self.items if text in (item.uid, item.code, item.name)]
        return same[0] if len(same) == 1 else self.item(text)

    def scale_of(self, item: Item) -> Scale:
        """Return the item's scale."""
        return self._scales[item.scale]

    def level_label(self, item: Item, level: int) -> str:
        """Return the short mark of a level, e.g. ``LV2``."""
        return self.scale_of(item).label(level)

    def choice_labels(self, item: Item) -> tuple[str, ...]:
        """Return the drop-down texts in ascending order, e.g. ``LV2 担当内で発揮``."""
        return tuple(level.choice for level in self.scale_of(item).levels)

    def allowed_levels(self, item: Item) -> tuple[int, ...]:
        """Return the level values an item can have, ascending."""
        return tuple(level.value for level in self.scale_of(item).levels)

    def parse_level(self, item: Item, raw: str, outcome: str = "") -> int | None:
        """Return the level a text means for an item; a complaint names the item (see ``Scale.parse``)."""
        return self.scale_of(item).parse(raw, item.name, outcome)

    def category_path(self, item: Item) -> tuple[Category, ...]:
        """Return the categories above an item, topmost first."""
        path, uid = list[Category](), item.category
        while uid in self._categories and self._categories[uid] not in path:
            path.insert(0, self._categories[uid])
            uid = path[0].parent
        return tuple(path)

    def grade_group(self, grade: str) -> str:
        """Return the policy's 職層 group of a roster's 職層, empty when it belongs to none."""
        for group in self.grades:
            if grade == group.name or grade in group.includes:
                return group.name
        return ""

    def unplaced_grades(self, grades: Iterable[str]) -> tuple[str, ...]:
        """Return the 職層 of a roster that belong to no group, sorted; none where groups do not matter."""
        by_grade = [item.by_grade or item.grades for item in self.items]
        if not any(by_grade) and not any(persona.grades for persona in self.personas):
            return ()
        return tuple(sorted({grade for grade in grades if not self.grade_group(grade)}))

    def personas_of(self, assigned: Iterable[str], grade: str = "") -> tuple[Persona, ...]:
        """Return the personas that hold for a person of a 職層 who was assigned some (by code or name)."""
        given: set[str] = set()
        for key in assigned:
            while key in self._personas and self._personas[key].code not in given:
                given.add(self._personas[key].code)
                key = self._personas[key].parent
        has_exclusive = any(self._personas[code].exclusive for code in given)
        group = self.grade_group(grade)
        return tuple(
            persona
            for persona in self.personas
            if persona.code in given
            or (persona.scope == EVERYONE or group in persona.grades)
            or (persona.scope == OTHERWISE and not has_exclusive)
        )

    def unknown_personas(self, assigned: Iterable[str]) -> tuple[str, ...]:
        """Return those texts that name no persona."""
        return tuple(key for key in assigned if key not in self._personas)

    def statements_for(self, item: Item, grade: str) -> tuple[Statement, ...]:
        """Return an item's statements by 職層; a 職層 of no group gets those that every group has."""
        if not item.by_grade:
            return ()
        group = self.grade_group(grade)
        for part in item.by_grade:
            if part.grade == group:
                return part.statements
        common = set.intersection(
            *({statement.text for statement in part.statements} for part in item.by_grade)
        )
        return tuple(statement for statement in item.by_grade[0].statements if statement.text in common)

    def items_for(self, grade: str, personas: Iterable[str] = ()) -> tuple[AnswerItem, ...]:
        """Return what one person answers, in framework order.

        Args:
            grade: the 職層 as in the roster.
            personas: codes or names of the personas assigned to the person.
        """
        held = self.personas_of(personas, grade)
        codes = {persona.code for persona in held}
        group = self.grade_group(grade)
        return tuple(
            AnswerItem(item, self.statements_for(item, grade), self._required(item, held))
            for item in self.items
            if (not item.grades or group in item.grades)
            and (not item.personas or codes.intersection(item.personas))
        )

    def required_level(self, item: Item, personas: Iterable[str] = (), grade: str = "") -> int | None:
        """Return the highest level that a person's personas require, ``None`` for no requirement."""
        return self._required(item, self.personas_of(personas, grade))

    def _required(self, item: Item, held: Iterable[Persona]) -> int | None:
        return max(
            (level for persona in held for uid, level in persona.required if uid == item.uid), default=None
        )

    def next_level(self, item: Item, level: int | None) -> int | None:
        """Return the next level above, ``None`` at the top; no level yet counts as the lowest one."""
        values = self.allowed_levels(item)
        base = values[0] if level is None else level
        return next((value for value in values if value > base), None)

    def next_level_statements(self, item: Item, level: int | None, grade: str = "") -> tuple[Statement, ...]:
        """Return what the next level still asks for; empty at the top.

        Items by 職層 ask for the same statements until the top is reached.
        """
        following = self.next_level(item, level)
        if following is None:
            return ()
        criteria = item.criteria_by_level.get(following)
        return criteria.statements if criteria else self.statements_for(item, grade)
