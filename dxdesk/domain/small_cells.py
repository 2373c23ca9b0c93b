"""少人数の基準: which counts of one table are withheld, so that nobody can be told from it.

A count of 1 up to the threshold is withheld (*primary*). Where it could be worked out from the rest of its
row or column and their totals, further counts are withheld with it (*complementary*), as few and as small
as are found. That nobody is in a place (0) is shown, but for a row of few people: there it would tell where
they all are, so that the row is withheld as a whole, and all of a table of few. Nobody who knows the table
and this rule can name a withheld count. Several tables of the same people may together tell more: that is
for people to weigh, and nothing here looks for it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class Use(StrEnum):
    """What a table is made for; each use has a threshold of its own."""

    PROVISION = "provision"
    SURVEY = "survey"
    REPORT = "report"
    ASSEMBLY = "assembly"


USE_NAMES = {
    Use.PROVISION: "DX推進担当課への提供",
    Use.SURVEY: "アンケート",
    Use.REPORT: "全庁への報告",
    Use.ASSEMBLY: "議会への報告",
}

THRESHOLD = 5
"""What holds until an office says otherwise: counts of 1 to 4 are withheld."""

LEAST, MOST = 1, 100
"""What a threshold may be; with 1 nothing is withheld."""

WITHHELD = "少人数"
"""What stands in place of a count that is withheld."""


class Counts(NamedTuple):
    """A table as it may be shown; ``None`` where a count is withheld."""

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None

    @property
    def whole(self) -> bool:
        """Tell whether nothing is withheld."""
        return (
            self.total is not None
            and None not in self.rows
            and None not in self.columns
            and not any(None in row for row in self.cells)
        )


class Line(NamedTuple):
    """Counts in one line and their total; ``None`` where a count is withheld."""

    cells: tuple[int | None, ...]
    total: int | None


def is_small(people: int, threshold: int) -> bool:
    """Tell whether figures of so many people (a mean, a share) are withheld; nobody is not few."""
    return 0 < people < threshold


def shown(number: int | None) -> str:
    """Return a count as people read it."""
    return WITHHELD if number is None else str(number)


def withhold_line(counts: Sequence[int], threshold: int) -> Line:
    """Return counts in one line, which stand with their total.

    Args:
        counts: of people, each counted once.
        threshold: counts of 1 to one below it are withheld.
    """
    found = withhold([counts], threshold)
    one = tuple(
        None if cell is None or column is None else cell
        for cell, column in zip(found.cells[0], found.columns, strict=True)
    )
    return Line(one, None if found.rows[0] is None else found.total)


def withhold(counts: Sequence[Sequence[int]], threshold: int) -> Counts:
    """Return a table that stands with the totals of its rows and columns.

    Args:
        counts: rows of equal length, each person in one cell.
        threshold: counts of 1 to one below it are withheld.
    """
    grid = _with_totals(counts)
    high, wide = len(grid), len(grid[0])
    if is_small(grid[-1][-1], threshold):
        nothing = (None,) * (wide - 1)
        return Counts((nothing,) * (high - 1), (None,) * (high - 1), nothing, None)
    few = frozenset(i for i in range(high - 1) if is_small(grid[i][-1], threshold))
    hidden = {
        (i, j)
        for i in range(high)
        for j in range(wide)
        # A column in which nobody is at all tells of its zeros itself.
        if is_small(grid[i][j], threshold) or (i in few and grid[-1][j])
    }
    safe: set[_Place] = set()  # on a circle that was found: it stays one when more is withheld
    for place in sorted(hidden):
        if place not in safe:
            way = _way_round(grid, hidden, few, place)
            hidden.update(way)
            safe.update(way)
    kept = [[None if (i, j) in hidden else grid[i][j] for j in range(wide)] for i in range(high)]
    return Counts(
        tuple(tuple(row[:-1]) for row in kept[:-1]),
        tuple(row[-1] for row in kept[:-1]),
        tuple(kept[-1][:-1]),
        kept[-1][-1],
    )


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    wide = len(rows[0]) if rows else 1
    return [*rows, [sum(row[j] for row in rows) for j in range(wide)]]


_Place = tuple[int, int]


def _way_round(
    grid: list[list[int]], hidden: set[_Place], few: frozenset[int], place: _Place
) -> list[_Place]:
    """Return the places through which a withheld count could as well be one more or one less.

    Rows and columns are nodes, counts the edges between them. Going round a circle, every second count may
    gain one and the others lose one, and all sums stay. Who knows the rule knows that none that is withheld
    is 0 but in a row of few, so that elsewhere only counts of 2 or more can lose one. There always is such a
    circle: if no other, the count and its three totals, which may all gain one.
    """
    return min(
        found for more in (True, False) if (found := _circle(_Graph(grid, hidden, few, place), more=more))
    )[1]


class _Graph(NamedTuple):
    """A table with its totals: rows from 0 and columns from ``high`` are nodes, the counts edges."""

    grid: list[list[int]]
    hidden: set[_Place]
    few: frozenset[int]  # rows of few people
    leaving: _Place  # the edge that a way round goes without

    @property
    def high(self) -> int:
        """Return how many rows there are, that of the totals among them."""
        return len(self.grid)

    def totals(self, at: _Place) -> int:
        """Return how many totals a place is: of a row, of a column, of both."""
        return (at[0] == self.high - 1) + (at[1] == len(self.grid[0]) - 1)

    def may(self, at: _Place, forward: bool) -> bool:
        """Tell whether an edge can be gone along: from row to column for one more, totals the other way."""
        gains = forward != (self.totals(at) == 1)
        least = 0 if at[0] in self.few and self.totals(at) == 0 else 1
        return self.grid[at[0]][at[1]] >= (least if gains else least + 1)

    def cost(self, at: _Place) -> int:
        """Return what it costs to withhold a place: little where few people are in it, much for totals."""
        if at in self.hidden:
            return 0
        return 1_000 + min(self.grid[at[0]][at[1]], 900) + 100_000 * self.totals(at)

    def onward(self, node: int) -> Iterator[tuple[int, _Place]]:
        """Yield the nodes that can be reached from one, with the place between."""
        of_row = node < self.high
        for other in range(len(self.grid[0]) if of_row else self.high):
            at = (node, other) if of_row else (other, node - self.high)
            if at != self.leaving and self.may(at, of_row):
                yield (self.high + other if of_row else other), at


def _circle(graph: _Graph, *, more: bool) -> tuple[int, list[_Place]] | None:
    """Return cost and places of the cheapest circle on which a count gains or loses one."""
    place = graph.leaving
    forward = more != (graph.totals(place) == 1)
    if not graph.may(place, forward):
        return None
    row, column = place[0], graph.high + place[1]
    start, goal = (column, row) if forward else (row, column)
    best = {start: 0}
    before: dict[int, tuple[int, _Place]] = {}
    heap = [(0, start)]
    while heap and heap[0][1] != goal:
        so_far, node = heapq.heappop(heap)
        if so_far > best[node]:
            continue
        for there, at in graph.onward(node):
            dear = so_far + graph.cost(at)
            if dear < best.get(there, dear + 1):
                best[there], before[there] = dear, (node, at)
                heapq.heappush(heap, (dear, there))
    if goal not in best:
        return None
    way, node = [place], goal
    while node != start:
        node, at = before[node]
        way.append(at)
    return best[goal], way
