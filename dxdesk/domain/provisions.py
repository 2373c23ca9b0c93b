"""提供: what leaves 人事課 of people, by which decision, and how the ledger tells it.

Aggregates leave with the year's purpose alone. A particular of individuals leaves only by a decision of the
office (根拠, 決裁番号, 項目, 期間) that names it. Which law allows it is the office's to judge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Item(StrEnum):
    """A particular of an individual, in the order of reading."""

    NUMBER = "number"
    NAME = "name"
    SECTION = "section"
    GRADE = "grade"
    LEVELS = "levels"
    STAGES = "stages"
    COURSES = "courses"


ITEM_NAMES: Mapping[Item, str] = {
    Item.NUMBER: "職員番号",
    Item.NAME: "氏名",
    Item.SECTION: "所属",
    Item.GRADE: "職層",
    Item.LEVELS: "レベル",
    Item.STAGES: "育成段階",
    Item.COURSES: "修了した研修",
}


@dataclass(frozen=True, slots=True)
class Permit:
    """What the office decided: which particulars (``Item``) may be given, from when to when (ISO days)."""

    items: tuple[str, ...]
    ground: str
    number: str
    decided_on: str
    valid_from: str
    valid_to: str

    def holds(self, day: str) -> bool:
        """Tell whether it allows anything on a day."""
        return self.valid_from <= day <= self.valid_to


def permitted(permits: Iterable[Permit], items: Collection[str], day: str) -> Permit | None:
    """Return the decision that allows all of some particulars on a day, the one that holds longest."""
    found = [one for one in permits if one.holds(day) and set(items) <= set(one.items)]
    return max(found, key=lambda one: (one.valid_to, one.number), default=None)


def named(items: Iterable[str]) -> str:
    """Return particulars by their names, those of a newer program by their codes."""
    return "、".join(ITEM_NAMES[Item(one)] if one in ITEM_NAMES else one for one in items)


@dataclass(frozen=True, slots=True)
class Given:
    """A line of 提供記録: when (ISO day), 利用 or 提供, what, to whom, why, until when, by which decision.

    ``package`` is that of the file, ``withdrawn`` the day it was taken back (empty: it was not).
    """

    key: str
    day: str
    use: str
    what: str
    to: str
    why: str
    until: str
    decision: str
    package: str = ""
    withdrawn: str = ""
