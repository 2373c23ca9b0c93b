"""提供: what leaves 人事課 of people, by which decision, and how the ledger tells it.

Aggregates leave with the year's purpose alone. A particular of individuals leaves only by a decision of the
office (根拠, 決裁番号, 項目, 期間) that names it. Which law allows it is the office's to judge. What was
given is shown to its receiver until its last day, or until it is taken back. Aggregates rest on the year's
purpose and not on the decision: where that ends earlier, the individuals go and the aggregates stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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


class State(StrEnum):
    """Whether what was given may be used."""

    HOLDS = "holds"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Mapping[State, str] = {
    State.HOLDS: "利用中",
    State.ENDED: "期間が終わりました",
    State.WITHDRAWN: "取り下げました",
}


def state_of(until: str, withdrawn: str, today: str) -> State:
    """Return the state on a day of what was given until a day (empty: without end) and maybe taken back."""
    if withdrawn:
        return State.WITHDRAWN
    return State.ENDED if until and until < today else State.HOLDS


@dataclass(frozen=True, slots=True)
class Offer:
    """What a receiver got: in which order it was made, until when, the day it was taken back (or empty)."""

    order: tuple[int, int]
    until: str
    withdrawn: str = ""

    def state(self, today: str) -> State:
        """Return the state on a day."""
        return state_of(self.until, self.withdrawn, today)

    def since(self, today: str) -> str:
        """Return the day with which it ended, empty while it holds."""
        found = self.state(today)
        return {State.ENDED: self.until, State.WITHDRAWN: self.withdrawn}.get(found, "")


def standing(offers: Sequence[Offer], today: str) -> int:
    """Return the position of what stands of a year: the newest that holds, else what held last.

    An earlier one that goes on longer stands again where a later one ended or was taken back: each was
    decided with a last day of its own.
    """

    def rank(place: int) -> tuple[bool, str, tuple[int, int]]:
        one = offers[place]
        return one.state(today) is State.HOLDS, one.since(today), one.order

    return max(range(len(offers)), key=rank)


@dataclass(frozen=True, slots=True)
class Given:
    """A line of 提供記録: when (ISO day), 利用 or 提供, what, to whom, why, until when, by which decision.

    ``package`` is that of the file, ``withdrawn`` the day it was taken back (empty: it was not).
    ``people_until`` is the last day of the individuals in it; empty: that is ``until``, or there are none.
    ``counted`` and ``people`` are how many people were counted, and told of one by one, as texts of digits;
    ``items`` the particulars of those by name, ``ground`` and ``decided_on`` (ISO day) of the decision. All
    are empty in lines that earlier programs wrote.
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
    people_until: str = ""
    counted: str = ""
    people: str = ""
    items: str = ""
    ground: str = ""
    decided_on: str = ""

    def state(self, today: str) -> State:
        """Return its state on a day."""
        return state_of(self.until, self.withdrawn, today)

    @property
    def heads(self) -> str:
        """Of how many people it is, e.g. ``集計 312人、個人 12人``; empty where nobody noted it."""
        counted = f"集計 {int(self.counted):,}人" if self.counted.isdecimal() else ""
        people = f"個人 {int(self.people):,}人" if self.people.isdecimal() else ""
        return "、".join(filter(None, (counted, people)))

    @property
    def cautioned(self) -> bool:
        """Whether what was given names people one by one, and so is 取扱注意."""
        return bool(self.items or self.people)
