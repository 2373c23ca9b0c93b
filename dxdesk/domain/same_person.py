"""Whether a line of a table and the person known under its number are one person, by name and reading.

A 職員番号 is given out again after its holder left, and a column may have slipped by a row. A name alone that
differs (another character, another spelling) is no sign of either, as long as the reading is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain.names import search_key

_WHOLE = 3
"""Letters of a name that stands within the other: 「青山 一郎」 in 「青山 一郎(旧姓 石川)」."""
_GIVEN = 2
"""Letters that two names written without a blank share at the end, to be the same given name."""


class Likeness(StrEnum):
    """How much two names with their readings are one person's."""

    SAME = "same"
    SURNAME = "surname"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Called:
    """A name with its reading and another name in use (旧姓・通称); each empty where none is known."""

    name: str
    kana: str = ""
    alias: str = ""


def likeness(before: Called, after: Called) -> Likeness:
    """Return whether a name stayed, only its surname changed (婚姻など), or it is another one.

    Where a reading is missing on either side, the name alone decides.
    """
    old, new = search_key(before.name), search_key(after.name)
    if not old or not new or old == new or _within(old, new):
        return Likeness.SAME
    readings = search_key(before.kana), search_key(after.kana)
    if all(readings) and readings[0] == readings[1]:
        return Likeness.SAME
    if old == search_key(after.alias) or new == search_key(before.alias):
        return Likeness.SURNAME
    return Likeness.SURNAME if _same_given(before, after) else Likeness.OTHER


def may_be_one(before: Called, after: Called) -> bool:
    """Tell whether people of two numbers may be one: called the same, and not known to be read otherwise."""
    if search_key(before.name) != search_key(after.name):
        return False
    readings = search_key(before.kana), search_key(after.kana)
    return not all(readings) or readings[0] == readings[1]


def _within(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _WHOLE and short in long


def _parts(text: str) -> list[str]:
    return [part for part in map(search_key, text.split()) if part]


def _same_given(before: Called, after: Called) -> bool:
    """Tell whether the given names are the same, written and read."""
    names = _parts(before.name), _parts(after.name)
    readings = _parts(before.kana), _parts(after.kana)
    both_read = all(readings)
    apart = all(len(parts) > 1 for parts in readings)
    if apart and readings[0][-1] != readings[1][-1]:
        return False  # 裕子 is read ユウコ or ヒロコ
    if all(len(parts) > 1 for parts in names):
        return names[0][-1] == names[1][-1]
    for parts, other in ((names[0], after), (names[1], before)):
        if len(parts) > 1:
            whole = search_key(other.name)
            return whole.endswith(parts[-1]) and whole != parts[-1]
    shared = _shared_end(search_key(before.name), search_key(after.name))
    if apart:
        return shared >= 1
    if both_read and _shared_end(search_key(before.kana), search_key(after.kana)) < _GIVEN:
        return False
    return shared >= _GIVEN


def _shared_end(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count


def too_many(count: int, people: int, percent: int) -> bool:
    """Tell whether so many people of a table changed that it is rather a column that slipped."""
    return count > max(5, people * percent // 100)
