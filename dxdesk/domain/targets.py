"""Who is asked at all (対象・対象外), and who is never called late (休職・育休・派遣)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

GRADE, EMPLOYMENT, DUTY_STATUS = "grade", "employment", "duty_status"
LIST_LABELS: Mapping[str, str] = {GRADE: "職層", EMPLOYMENT: "任用区分", DUTY_STATUS: "在職状態"}


_LEAVE = ("休",)
"""In a 在職状態: the person is away from work (休職, 育休, 育児休業中, 病休) and is not asked."""
_ELSEWHERE = ("派遣", "出向")
"""In a 在職状態: the person works somewhere else; asked, but never late."""


def default_of(list_name: str, value: str) -> tuple[bool, bool]:
    """Return whether people with a value that no list has yet are asked, and whether they are never late."""
    if list_name != DUTY_STATUS:
        return True, False
    if any(word in value for word in _LEAVE):
        return False, True
    return True, any(word in value for word in _ELSEWHERE)


def default_words(target: bool, never_late: bool) -> str:
    """Return how people read what a list entry means, e.g. ``対象外・期限を過ぎても超過に数えない``."""
    return ("対象" if target else "対象外") + ("・期限を過ぎても超過に数えない" if never_late else "")


class Listed(Protocol):
    """An entry of an own list."""

    @property
    def list_name(self) -> str:
        """Which list."""

    @property
    def value(self) -> str:
        """The value as the roster writes it."""

    @property
    def target(self) -> bool:
        """Whether such people are asked."""

    @property
    def never_late(self) -> bool:
        """Whether such people are never called late."""


class Person(Protocol):
    """What the rule needs to know of a person."""

    @property
    def number(self) -> str:
        """職員番号."""

    @property
    def grade(self) -> str:
        """職層."""

    @property
    def employment(self) -> str:
        """任用区分."""

    @property
    def duty_status(self) -> str:
        """在職状態."""

    @property
    def left(self) -> bool:
        """Whether the person left."""


def _entries(person: Person, lists: Iterable[Listed]) -> list[Listed]:
    """Return the list entries that apply to a person, in the order of the person's fields."""
    values = {GRADE: person.grade, EMPLOYMENT: person.employment, DUTY_STATUS: person.duty_status}
    found = [entry for entry in lists if entry.value and values.get(entry.list_name) == entry.value]
    return sorted(found, key=lambda entry: list(LIST_LABELS).index(entry.list_name))


def target_of(
    person: Person, lists: Iterable[Listed], overrides: Mapping[str, tuple[bool, str]] | None = None
) -> tuple[bool, str]:
    """Return whether a person is asked this year, and why not.

    Who left is never asked; then a decision about the person counts; then any list value with the
    default 対象外. Values that no list has are asked.

    Args:
        person: a line of the roster.
        lists: the own lists.
        overrides: decisions by employee number: (asked, reason).
    """
    if person.left:
        return False, "名簿から外れています"
    decided = (overrides or {}).get(person.number)
    if decided is not None:
        return decided
    for entry in _entries(person, lists):
        if not entry.target:
            return False, f"{LIST_LABELS[entry.list_name]}が「{entry.value}」"
    return True, ""


def never_late(person: Person, lists: Iterable[Listed]) -> bool:
    """Tell whether a person is never called late, whatever the due date."""
    return any(entry.never_late for entry in _entries(person, lists))
