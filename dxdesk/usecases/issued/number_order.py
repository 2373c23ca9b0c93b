"""Numbers that a series leaves out, and papers whose days do not follow the order of their numbers.

Neither is a mistake: an office goes on from numbers it gave elsewhere, and a paper may be made late under a
day that was decided before. Whoever reads a register years later wants to be told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dxdesk.domain.wareki import short_day


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Numbers ``first`` to ``last`` that no paper has, before ``after``, which has one.

    ``meant``: somebody said that the series goes on from there.
    """

    first: int
    last: int
    after: int
    meant: bool

    @property
    def told(self) -> str:
        """Return which they are: ``第103号から第249号まで``."""
        if self.first == self.last:
            return f"第{self.first}号"
        return f"第{self.first}号から第{self.last}号まで"

    @property
    def sentence(self) -> str:
        """Return what there is to know of them."""
        if self.meant:
            return (
                f"{self.told}は付けていません(「番号の付け方」で第{self.after}号から続けると決めたためです)。"
            )
        return f"{self.told}は、この台帳にありません。ほかで交付したものがないか、確かめてください。"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A paper that is ``later`` than a higher number, or earlier than a lower one: that of ``beside``."""

    later: bool
    beside: int
    beside_day: str

    def told(self, reason: str = "") -> str:
        """Return it as the register says it of the paper: with its ``reason``, else as 参考.

        It is no fault either way, and the register says nothing that reads as one.
        """
        which = f"第{self.beside}号 {short_day(self.beside_day)}"
        order = f"後の番号({which})より後" if self.later else f"前の番号({which})より前"
        return f"{reason or '参考'}: 交付日が{order}"


def left_out(given: Iterable[int], begun: Collection[int]) -> tuple[LeftOut, ...]:
    """Return the numbers a series leaves out below its highest.

    Args:
        given: the numbers papers have, in any order.
        begun: the numbers somebody said the series goes on from.
    """
    there = sorted({number for number in given if number > 0})
    return tuple(
        LeftOut(before + 1, after - 1, after, after in begun)
        for before, after in zip([0, *there], there, strict=False)
        if after != before + 1
    )


def out_of_order(papers: Iterable[tuple[int, str]]) -> dict[int, Misplaced]:
    """Return as few papers as may be, without which days follow numbers; by number.

    Args:
        papers: number and day (ISO) of each paper of a series.
    """
    there = sorted(set(papers))
    kept = set(_rising([day for _, day in there]))
    found = {}
    for place, (number, day) in enumerate(there):
        if place in kept:
            continue
        after = next((there[at] for at in range(place + 1, len(there)) if at in kept), None)
        before = next((there[at] for at in range(place - 1, -1, -1) if at in kept), None)
        if after is not None and after[1] < day:
            found[number] = Misplaced(True, *after)
        elif before is not None:
            found[number] = Misplaced(False, *before)
    return found


def _rising(days: list[str]) -> list[int]:
    """Return the places of a longest row of days that never falls, the earliest days where several are."""
    ends: list[str] = []
    places: list[int] = []
    previous: list[int] = []
    for place, day in enumerate(days):
        at = bisect_right(ends, day)
        previous.append(places[at - 1] if at else -1)
        ends[at : at + 1], places[at : at + 1] = [day], [place]
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = previous[place]
    return found[::-1]
