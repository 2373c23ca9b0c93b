"""少人数の基準: which counts of one table are withheld, so that nobody can be told from it.

A count of 1 up to the threshold is withheld (*primary*). Where it could be worked out from the rest of its
row or column and their totals, further counts are withheld with it (*complementary*), as few and as small
as are found. That nobody is in a place (0) is shown, but for a row of few people: there it would tell where
they all are, so that the row is withheld as a whole, and all of a table of few. Nobody who knows the table
and this rule can name a withheld count. Several tables of the same people may together tell more: that is
for people to weigh, and nothing here looks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.circles import Circles, Edge, Place


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
    circles = Circles(_edges(grid, few))
    circles.pay(hidden)
    safe: set[Place] = set()  # on a circle that was found: it stays one when more is withheld
    for place in sorted(hidden):
        # There always is one: if no other, the count and its three totals, which may all gain one.
        if place not in safe and (way := circles.through(place)) is not None:
            circles.pay(way)
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


def _edges(grid: list[list[int]], few: frozenset[int]) -> list[list[Edge]]:
    """Return the places of a table with its totals as edges, of which a circle withholds what is on it.

    Going round a circle, every second count may gain one and the others lose one, and all sums stay: each
    count on it could as well be another. A count gains where one goes from its row to its column; a total of
    a row or of a column, which stands on the other side of the sum, the other way. Who knows the rule knows
    that none that is withheld is 0 but in a row of few (``few``), so that elsewhere only counts of 2 or more
    can lose one. Little is paid to withhold where few people are, much for totals.
    """
    high, wide = len(grid), len(grid[0])
    found = []
    for i, row in enumerate(grid):
        edges = []
        for j, people in enumerate(row):
            totals = (i == high - 1) + (j == wide - 1)
            least = 0 if i in few and totals == 0 else 1
            may = (people >= least, people >= least + 1)
            price = 1_000 + min(people, 900) + 100_000 * totals
            edges.append(Edge(price, *(reversed(may) if totals == 1 else may)))
        found.append(edges)
    return found
