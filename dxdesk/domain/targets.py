"""Who is asked at all (対象・対象外), and who is never called late (休職・育休・派遣)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from dxdesk.domain import duty

GRADE, EMPLOYMENT, DUTY_STATUS = "grade", "employment", "duty_status"
LIST_LABELS: Mapping[str, str] = {GRADE: "職層", EMPLOYMENT: "任用区分", DUTY_STATUS: "在職状態"}

_DEFAULTS: Mapping[str, tuple[bool, bool]] = {
    duty.HERE: (True, False),
    duty.AWAY: (False, True),
    duty.ELSEWHERE: (True, True),
    duty.GONE: (False, True),
}
"""By 在職状態: whether such people are asked, and whether they are never late (and confirm nobody)."""


def default_of(list_name: str, value: str) -> tuple[bool, bool]:
    """Return whether people with a value that no list has yet are asked, and whether they are never late."""
    if list_name == EMPLOYMENT:
        return duty.employment(value) != duty.PART_TIME, False
    if list_name != DUTY_STATUS:
        return True, False
    return _DEFAULTS.get(duty.fold(value), (True, False))


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
    """Return the list entries that apply to a person, in the order of the lists."""
    said = {GRADE: person.grade, EMPLOYMENT: person.employment, DUTY_STATUS: person.duty_status}
    return entries_of(said, lists)


def entries_of(said: Mapping[str, str], lists: Iterable[Listed]) -> list[Listed]:
    """Return the entries that apply to somebody of whom the lists' values are said, in the order of these.

    A store filled by an earlier program has words that an import folds today: an entry for such a word
    counts first, then that of the folded one.
    """
    usual = {EMPLOYMENT: duty.employment, DUTY_STATUS: duty.folded}
    wanted = {
        (name, form): rank
        for name, value in said.items()
        if value
        for rank, form in ((1, usual[name](value) if name in usual else value), (0, value))
    }
    found: dict[str, Listed] = {}
    for entry in lists:
        rank = wanted.get((entry.list_name, entry.value))
        if rank is not None and (rank == 0 or entry.list_name not in found):
            found[entry.list_name] = entry
    return [found[name] for name in said if name in found]


def target_of(
    person: Person,
    lists: Iterable[Listed],
    overrides: Mapping[str, tuple[bool, str]] | None = None,
    *,
    appointed: bool = False,
    paired: bool | None = None,
    authority: str = "",
) -> tuple[bool, str]:
    """Return whether a person is asked this year, and why not.

    Who left is never asked; then a decision about the person counts; then an authority whose people are not
    asked; then any list value with the default 対象外. Values that no list has are asked. Whoever holds a
    人材像 that somebody is appointed to is asked whatever the 任用区分: a 会計年度任用職員 may be 情報政策官.
    For other 人材像 the office may decide so with each 任用区分. The reason tells no word of why somebody is
    away.

    Args:
        person: a line of the roster.
        lists: the own lists.
        overrides: decisions by employee number: (asked, reason).
        appointed: whether the person holds such a 人材像.
        paired: what the office decided of the person's 任用区分 with their 人材像, ``None`` for nothing.
        authority: the 任命権者 of the person, where its people are not asked; else empty.
    """
    if person.left:
        return False, "名簿から外れています"
    decided = (overrides or {}).get(person.number)
    if decided is not None:
        return decided
    if authority:
        return False, f"任命権者が「{authority}」"
    for entry in _entries(person, lists):
        by_employment = entry.list_name == EMPLOYMENT
        if not entry.target and not (by_employment and (appointed or paired)):
            value = duty.folded(entry.value) if entry.list_name == DUTY_STATUS else entry.value
            return False, f"{LIST_LABELS[entry.list_name]}が「{value}」"
    if paired is False and not appointed:
        return False, f"{LIST_LABELS[EMPLOYMENT]}が「{person.employment}」で、人材像でも対象外"
    return True, ""


Pairs = Mapping[tuple[str, str], bool]
"""What an office decided of (任用区分, code of a 人材像): asked or not."""


def paired(employment: str, personas: Iterable[str], pairs: Pairs, asked: bool) -> bool | None:
    """Return what the decisions say of somebody with a 任用区分 who holds some 人材像, ``None`` for nothing.

    Whoever is asked for one of their 人材像 is asked. Those of which nothing is decided go by the 任用区分.

    Args:
        employment: the 任用区分 as the lists have it.
        personas: codes of the 人材像 that hold for the person.
        pairs: the decisions.
        asked: whether people of the 任用区分 are asked by the list.
    """
    said = [pairs.get((employment, code)) for code in personas]
    if all(one is None for one in said):
        return None
    return any(asked if one is None else one for one in said)


def employment_of(person: Person, lists: Iterable[Listed]) -> tuple[str, bool]:
    """Return the 任用区分 of a person as the lists have it, and whether its people are asked."""
    found = entries_of({EMPLOYMENT: person.employment}, lists)
    return (found[0].value, found[0].target) if found else (person.employment, True)


_STATUS_REASON = re.compile(f"{LIST_LABELS[DUTY_STATUS]}が「(.*)」")


def folded_reason(reason: str) -> str:
    """Return why a person is not asked as ``target_of`` says it today: it once told why they are away."""
    said = _STATUS_REASON.fullmatch(reason)
    return f"{LIST_LABELS[DUTY_STATUS]}が「{duty.folded(said[1])}」" if said else reason


def never_late(person: Person, lists: Iterable[Listed]) -> bool:
    """Tell whether a person is never called late, whatever the due date."""
    return any(entry.never_late for entry in _entries(person, lists))
