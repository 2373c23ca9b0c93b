"""What a skill map is: its columns and rows, for people and for sections, as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Department
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.skillmap.basis import CONFIRMED, NO_LEVEL
from dxdesk.usecases.skillmap.histories import Histories, nothing
from dxdesk.usecases.skillmap.past import Moment


@dataclass(frozen=True, slots=True)
class MapItem:
    """A column: ``section`` is its heading, ``levels`` the scale's values with their marks, ascending.

    ``apart`` is 「分類/名」 where several share the name, else empty.
    """

    uid: str
    name: str
    section: str
    kind: str = "skill"
    levels: tuple[tuple[int, str], ...] = ()
    apart: str = ""

    @property
    def title(self) -> str:
        """What people read and search by."""
        return self.apart or self.name

    def query(self, level: int | None = None, operator: str = "") -> str:
        """Return the search for those with any record of the skill, or at a level of it (以上 and the like).

        Whatever leads to the people of a map asks by this, so that the search understands it.
        """
        return self.title if level is None else f"{self.title} {dict(self.levels)[level]}{operator}"

    @property
    def top(self) -> int:
        """The highest level."""
        return self.levels[-1][0] if self.levels else 0


class MapPerson(NamedTuple):
    """A row: ``levels`` and ``last`` (last year's) are one byte per item, 255 = none."""

    number: str
    name: str
    kana: str
    department_code: str
    department_name: str
    grade: str
    post: str
    personas: tuple[str, ...]
    state: State
    levels: bytes
    last: bytes

    def level(self, position: int) -> int | None:
        """Return the level of an item by its position, ``None`` for none."""
        return _at(self.levels, position)

    def last_level(self, position: int) -> int | None:
        """Return last year's level."""
        return _at(self.last, position)

    def mark(self, position: int) -> str:
        """Return ▲ or ▼ where the level moved against last year, else empty."""
        now, before = _at(self.levels, position), _at(self.last, position)
        if now is None or before is None or now == before:
            return ""
        return "▲" if now > before else "▼"


def _at(packed: bytes, position: int) -> int | None:
    level = packed[position] if position < len(packed) else NO_LEVEL
    return None if level == NO_LEVEL else level


@dataclass(frozen=True)
class PeopleMap:
    """Person × skill; ``whole`` is how many are asked this year, whatever is shown.

    ``basis`` says on what the map rests, ``counted`` only how many that are, both of the section asked for.
    ``unmapped`` are the positions without last year's level for anybody: the framework had no such item
    then. ``reread``: the levels are those of an older framework (see ``under_framework``), ``unmapped`` where
    nothing of it can be read. ``histories`` reads what is on record of people beside their levels, once.
    ``moment``: the map is of that past day. ``left_out`` says who is not in it: people of other
    authorities, and those whose records are not to be used. ``half`` are those whose level stands by the
    first of two confirmers alone (一次確認済).
    """

    items: tuple[MapItem, ...]
    rows: tuple[MapPerson, ...]
    cycle: Cycle
    framework: Framework
    source: str = CONFIRMED
    whole: int = 0
    basis: str = ""
    units: Mapping[str, Department] = field(default_factory=dict)
    counted: str = ""
    unmapped: frozenset[int] = frozenset()
    reread: bool = False
    histories: Callable[[], Histories] = nothing
    moment: Moment | None = None
    left_out: str = ""
    half: frozenset[str] = frozenset()

    def place(self, uid: str) -> int:
        """Return the position of an item in the packed levels."""
        return self.framework.positions[uid]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section, by item of the map.

    ``counts[item][k]`` people stand at the k-th level of the item's scale (the first is 未到達), ``none``
    of the ``asked`` have no level, ``average`` is the mean × 100 of those who have one, ``None`` where nobody
    has. Who is never asked for an item (another 人材像 or 職層) is in none of its numbers.
    """

    code: str
    name: str
    staff: int
    counts: tuple[tuple[int, ...], ...]
    none: tuple[int, ...]
    average: tuple[int | None, ...]
    asked: tuple[int, ...]

    def at_least(self, item: int, step: int) -> int:
        """Return how many stand at the ``step``-th level of an item's scale or above."""
        return sum(self.counts[item][step:])


@dataclass(frozen=True)
class SectionMap:
    """Section × skill, and everybody together in ``total``.

    ``hatched`` are the places of items at which nothing of that year can be read under this framework.
    """

    items: tuple[MapItem, ...]
    rows: tuple[SectionRow, ...]
    total: SectionRow
    cycle: Cycle
    framework: Framework
    source: str = CONFIRMED
    basis: str = ""
    hatched: frozenset[int] = frozenset()


def map_items(framework: Framework) -> tuple[MapItem, ...]:
    """Return a framework's items as columns."""
    found = []
    for item in framework.items:
        path = framework.category_path(item)
        levels = tuple(
            (value, framework.level_label(item, value)) for value in framework.allowed_levels(item)
        )
        title = framework.title(item)
        apart = "" if title == item.name else title
        found.append(MapItem(item.uid, item.name, path[-1].name if path else "", item.kind, levels, apart))
    return tuple(found)


def held_personas(framework: Framework, assigned: tuple[str, ...], grade: str) -> frozenset[str]:
    """Return the names of the 人材像 that hold for who was assigned some: 全職員 holds for everybody."""
    return frozenset((*assigned, *(persona.name for persona in framework.personas_of(assigned, grade))))


def holding(framework: Framework, wanted: Set[str]) -> Callable[[MapPerson], bool]:
    """Return the test whether one of the wanted 人材像 holds for somebody; equal people are asked once."""

    @cache
    def holds(personas: tuple[str, ...], grade: str) -> bool:
        return not wanted.isdisjoint(held_personas(framework, personas, grade))

    return lambda row: holds(row.personas, row.grade)
