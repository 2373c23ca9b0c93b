"""The gap (差) between what is required and what is confirmed.

Required − confirmed, never below 0: who can more than is asked does not make up for others. Of a group only
those with a confirmed level are counted: of the others nothing is known yet, so they are neither short nor
there, and how many they are is said beside. The same holds of one person alone: what is not known is no 0.
Only people who are asked are handed in (対象外 are in no rate), and what is not required of somebody is no
gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def gap(required: int | None, confirmed: int) -> int:
    """Return how many levels somebody with a confirmed one misses."""
    return 0 if required is None else max(0, required - confirmed)


@dataclass(frozen=True, slots=True)
class Shortage:
    """How far people are from what is required of them; shortages of other people are added.

    ``people`` have a requirement, ``unknown`` of them no confirmed level; of the others ``short`` are below
    it and miss ``points`` levels in all.
    """

    people: int = 0
    short: int = 0
    points: int = 0
    unknown: int = 0

    def __add__(self, other: Shortage) -> Shortage:
        """Return the shortage of both groups together."""
        return Shortage(
            self.people + other.people,
            self.short + other.short,
            self.points + other.points,
            self.unknown + other.unknown,
        )

    @property
    def known(self) -> int:
        """How many have a requirement and a confirmed level."""
        return self.people - self.unknown

    @property
    def percent(self) -> int | None:
        """How many in a hundred of those known have what is required; ``None`` where nobody is.

        Rounded down, so that 100 means everybody.
        """
        return (self.known - self.short) * 100 // self.known if self.known else None


def few(known: int, people: int) -> bool:
    """Tell whether so few of a group are known that its figures say little of it: less than half."""
    return known * 2 < people


def shortage(required: int | None, counts: Mapping[int | None, int]) -> Shortage:
    """Return the shortage of people who share a requirement.

    Args:
        required: the level, ``None`` where nothing is required of them.
        counts: how many have each confirmed level, under ``None`` how many have none.
    """
    if required is None:
        return Shortage()
    gaps = [(gap(required, level), count) for level, count in counts.items() if level is not None]
    return Shortage(
        sum(counts.values()),
        sum(count for missing, count in gaps if missing),
        sum(missing * count for missing, count in gaps),
        counts.get(None, 0),
    )


def ranked(
    found: Iterable[tuple[str, int, T]], weights: Mapping[str, int] | None = None
) -> tuple[tuple[str, int, T], ...]:
    """Return (skill, missing levels, anything) by weight × missing levels, greatest first.

    Weights are by skill, 1 where none is given; equal ones keep their order.
    """
    given = weights or {}
    return tuple(sorted(found, key=lambda entry: -given.get(entry[0], 1) * entry[1]))
