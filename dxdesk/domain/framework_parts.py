"""What a framework is made of: statements, levels' criteria, items, categories, personas, evidence, stages.

``supplement`` says that a part is added by this program (本システムの補足), ``inferred`` that the place of a
statement was guessed (推定).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

SKILL = "skill"
MINDSET = "mindset"
ITEM_KINDS = (SKILL, MINDSET)
SUMMARY_LABEL = "要約・公式文言ではない"
SUPPLEMENT_LABEL = "本システムの補足"
INFERRED_LABEL = "推定"
INFERRED_MARK = f"({INFERRED_LABEL})"

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
