"""The skill framework (スキル体系): categories, items with level criteria, kinds of people, growth stages.

It is general enough for policies that differ: levels or functions, exclusive or several personas, items
by 職層, stages with evidence. ``summary`` says that the wording is ours and not the policy's (要約).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dxdesk.domain.bridge import Link
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError
from dxdesk.domain.goals import Target, Tool
from dxdesk.domain.levels import Scale

SKILL = "skill"
MINDSET = "mindset"
ITEM_KINDS = (SKILL, MINDSET)
SUMMARY_LABEL = "要約・公式文言ではない"
SUPPLEMENT_LABEL = "本システムの補足"
PLACING = "配置"
"""The facet that tells where the people of a persona are, and how many."""
INFERRED_LABEL = "推定"
INFERRED_MARK = f"({INFERRED_LABEL})"

_ASKED_LIMIT = 1000
"""How many kinds of people are remembered with what they are asked."""

EVERYONE = "everyone"
OTHERWISE = "otherwise"
ASSIGNED = "assigned"
BY_GRADE = "grade"
PERSONA_SCOPES = (EVERYONE, OTHERWISE, ASSIGNED, BY_GRADE)

COURSE, EXAM, EXPERIENCE, LEVEL, STAGE = "course", "exam", "experience", "level", "stage"
REQUIREMENT_KINDS = (COURSE, EXAM, EXPERIENCE, LEVEL, STAGE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of what a person can do; ``inferred``: where it belongs was guessed from the layout."""

    text: str
    inferred: bool = False

    @property
    def marked(self) -> str:
        """The text, with ``(推定)`` after it where its place is a guess."""
        return f"{self.text}{INFERRED_MARK}" if self.inferred else self.text


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a level means for one item: 1–n statements under a heading."""

    level: int
    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class GradeStatements:
    """What an item means for one 職層 group."""

    grade: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Item:
    """One thing a person answers for. ``uid`` is stable across versions; it keys answers.

    ``grades`` and ``personas`` restrict who answers; empty means all. Skills carry ``criteria``, items by
    職層 (mindset) carry ``by_grade``.
    """

    uid: str
    code: str
    name: str
    category: str
    kind: str
    scale: str
    description: str = ""
    criteria: tuple[Criteria, ...] = ()
    by_grade: tuple[GradeStatements, ...] = ()
    grades: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    supplement: bool = False

    @cached_property
    def criteria_by_level(self) -> dict[int, Criteria]:
        """Criteria by level value."""
        return {criteria.level: criteria for criteria in self.criteria}


@dataclass(frozen=True, slots=True)
class Category:
    """A heading over items; up to five deep through ``parent`` (uid, empty at the top)."""

    uid: str
    name: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A 職層 group of the policy, and the 職層 of a roster that belong to it."""

    name: str
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A labelled list of texts about a persona, e.g. 機能・役割, 配置, 獲得, 育成, 任命・任期."""

    name: str
    texts: tuple[str, ...]
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of person (人材像).

    ``scope``: ``everyone`` holds for all staff; ``assigned`` for those named; ``grade`` for the 職層
    groups ``grades``; ``otherwise`` for those without another exclusive persona. Of ``exclusive`` personas
    a person has one at a time. Whoever is one also is its ``parent``.
    ``required`` are (item uid, level); ``required_supplement`` tells that these levels are ours.
    ``per_section`` > 0 states how many every section should have.
    """

    code: str
    name: str
    exclusive: bool = False
    required: tuple[tuple[str, int], ...] = ()
    description: str = ""
    supplement: bool = False
    scope: str = ASSIGNED
    parent: str = ""
    required_supplement: bool = False
    per_section: int = 0
    facets: tuple[Facet, ...] = ()
    grades: tuple[str, ...] = ()

    @property
    def per_section_supplement(self) -> bool:
        """Whether ``per_section`` is ours and not the policy's: the facet 配置 is marked so."""
        return any(facet.name == PLACING and facet.supplement for facet in self.facets)

    @property
    def per_section_text(self) -> str:
        """How many every section should have, marked where that is ours; empty for 0."""
        mark = f"({SUPPLEMENT_LABEL})" if self.per_section_supplement else ""
        return f"所属ごとに{self.per_section}人{mark}" if self.per_section else ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Evidence that a level or a stage demands.

    ``kind`` decides what counts: ``course``/``exam`` by ``name``, ``experience`` of ``months``, ``level``
    = item ``item`` at ``level``, ``stage`` = stage ``stage``. ``supports`` are the (item uid, level) it
    is evidence for; stages name their requirements themselves. Not ``mandatory`` = 選択. ``hours`` and
    ``note`` (when a course is held, for whom): 0 and empty where the policy is silent.
    """

    code: str
    kind: str
    name: str
    mandatory: bool = True
    item: str = ""
    level: int = 0
    stage: str = ""
    months: int = 0
    supports: tuple[tuple[str, int], ...] = ()
    personas: tuple[str, ...] = ()
    supplement: bool = False
    hours: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a persona's growth stands (Step 1, 2 …). Without statements and requirements it is open."""

    code: str
    persona: str
    step: int
    name: str
    statements: tuple[Statement, ...] = ()
    requirements: tuple[str, ...] = ()
    supplement: bool = False

    @property
    def open(self) -> bool:
        """Whether the policy leaves the criteria open."""
        return not self.statements and not self.requirements


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the policy's glossary (用語解説) and what it means."""

    name: str
    text: str


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

    def asked_places(self, asked: tuple[AnswerItem, ...]) -> tuple[Any, ...]:
        """Return the uid of every item in framework order, ``None`` where it is not among those asked.

        ``asked`` is as ``items_for`` gives it: thousands of people share a handful.
        """
        known = self._places.get(id(asked))
        if known is None or known[0] is not asked:
            if len(self._places) >= _ASKED_LIMIT:
                self._places.clear()
            uids = {answer.item.uid for answer in asked}
            places = tuple(item.uid if item.uid in uids else None for item in self.items)
            known = self._places[id(asked)] = asked, places
        return known[1]

    @cached_property
    def _places(self) -> dict[int, tuple[tuple[AnswerItem, ...], tuple[Any, ...]]]:
        """By the object that was asked, which is kept with it so that no other takes its place."""
        return {}

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

    def title(self, item: Item) -> str:
        """Return an item's name, with its 分類 in front where others share the name: 「分類/名」."""
        return self._titles[item.uid]

    @cached_property
    def _titles(self) -> dict[str, str]:
        sharing: dict[str, list[Item]] = {}
        for item in self.items:
            sharing.setdefault(evened(item.name), []).append(item)
        return {uid: title for items in sharing.values() for uid, title in self._told_apart(items)}

    def _told_apart(self, items: list[Item]) -> list[tuple[str, str]]:
        """Return (uid, title) of items of one name, with as many 分類 in front as it takes."""
        paths = {item.uid: [category.name for category in self.category_path(item)] for item in items}
        deepest = max(map(len, paths.values()))
        found: list[tuple[str, str]] = []
        for deep in range(deepest + 1):
            found = [
                (item.uid, "/".join((*paths[item.uid][max(0, len(paths[item.uid]) - deep) :], item.name)))
                for item in items
            ]
            if len({evened(title) for _, title in found}) == len(items):
                break
        return found

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

    def persona_names(self, assigned: Iterable[str]) -> tuple[str, ...]:
        """Return what those assigned (by code or name) are called, each once; unknown ones as written."""
        found = (self._personas[key].name if key in self._personas else key for key in assigned)
        return tuple(dict.fromkeys(found))

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
        key = grade, tuple(personas)
        found = self._asked.get(key)
        if found is None:
            if len(self._asked) >= _ASKED_LIMIT:
                self._asked.clear()
            found = self._asked[key] = self._items_for(*key)
        return found

    @cached_property
    def _asked(self) -> dict[tuple[str, tuple[str, ...]], tuple[AnswerItem, ...]]:
        """What was asked for before: thousands of people share a handful of 職層 and personas."""
        return {}

    def _items_for(self, grade: str, personas: tuple[str, ...]) -> tuple[AnswerItem, ...]:
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
