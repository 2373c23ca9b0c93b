"""The cheapest circle through a place of a table: rows and columns are nodes, places the edges between them.

Each edge has a price and may be open one way or both. A circle goes through each of its edges once. What was
paid for is free from then on, so that later circles like to share it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Place = tuple[int, int]
"""Row and column."""


class Edge(NamedTuple):
    """What a place costs, and whether it can be gone along from row to column and from column to row."""

    price: int
    out: bool
    back: bool


class _Over(NamedTuple):
    """What the way from one column to another over a row costs."""

    price: int
    row: int


_NO_WAY = _Over(1 << 60, -1)


class Circles:
    """Looks for circles in a table, which stays what it is but for what is paid for.

    A circle alternates between rows and columns. From column to column only the cheapest row between the two
    matters, and the second cheapest where the first is the row that the circle starts in. They are kept for
    each pair once asked for, so that a search goes over the columns alone, or over the rows where they are
    fewer.
    """

    def __init__(self, edges: Sequence[Sequence[Edge]]) -> None:
        """Take rows of equal length, one edge a place."""
        self._turned = len(edges) < len(edges[0])
        if self._turned:
            edges = [
                [Edge(one.price, one.back, one.out) for one in side] for side in zip(*edges, strict=True)
            ]
        self._price = [[one.price for one in row] for row in edges]
        self._out = [[one.out for one in row] for row in edges]
        self._back = [[one.back for one in row] for row in edges]
        self._wide = len(edges[0])
        self._over: dict[int, list[tuple[_Over, _Over]]] = {}

    def pay(self, places: Iterable[Place]) -> None:
        """Make places free."""
        for place in places:
            row, column = self._turn(place)
            if self._price[row][column]:
                self._price[row][column] = 0
                self._cheaper(row, column)

    def through(self, place: Place) -> list[Place] | None:
        """Return the places of the cheapest circle through one, that one first; ``None``: there is none."""
        row, column = self._turn(place)
        price, out, back = self._price[row], self._out[row], self._back[row]
        into = {one: price[one] for one in range(self._wide) if back[one] and one != column}
        away = {one: price[one] for one in range(self._wide) if out[one] and one != column}
        here = {column: 0}
        found, best = None, _NO_WAY.price
        for may, starts, ends in ((out[column], here, into), (back[column], away, here)):
            if may and best and (way := self._way(row, starts, ends, best)) is not None:
                best, found = way
        if found is None:
            return None
        # Of the ends of the way one is the place's own column, the other joins it to the row.
        whole = [(row, column), (row, found[0][1]), (row, found[-1][1]), *found]
        return [self._turn(one) for one in dict.fromkeys(whole)]

    def _turn(self, place: Place) -> Place:
        return (place[1], place[0]) if self._turned else place

    def _way(
        self, row: int, starts: Mapping[int, int], ends: Mapping[int, int], below: int
    ) -> tuple[int, list[Place]] | None:
        """Return price and places of the cheapest way from one of the starts to one of the ends, last first.

        It does not go over a row, and costs less than ``below``. Starts and ends have prices of their own.
        """
        spent = dict(starts)
        before: dict[int, tuple[int, int]] = {}
        heap = [(price, column) for column, price in starts.items()]
        heapq.heapify(heap)
        last = -1
        while heap and heap[0][0] < below:
            so_far, column = heapq.heappop(heap)
            if so_far > spent[column]:
                continue
            for there, (first, second) in enumerate(self._over_from(column)):
                price, between = second if first.row == row else first
                price += so_far
                if price < spent.get(there, below):
                    spent[there], before[there] = price, (column, between)
                    heapq.heappush(heap, (price, there))
                    if price + ends.get(there, below) < below:
                        below, last = price + ends[there], there
        if last < 0:
            return None
        way, column = [], last
        while column in before:
            earlier, between = before[column]
            way += [(between, column), (between, earlier)]
            column = earlier
        return below, way

    def _over_from(self, column: int) -> list[tuple[_Over, _Over]]:
        """Return for each column the two cheapest rows over which one comes there."""
        found = self._over.get(column)
        if found is None:
            found = self._over[column] = [(_NO_WAY, _NO_WAY)] * self._wide
            for row, price in enumerate(self._price):
                if self._back[row][column]:
                    self._offer(found, row, column, range(self._wide), price)
        return found

    def _offer(
        self,
        found: list[tuple[_Over, _Over]],
        row: int,
        column: int,
        ends: Iterable[int],
        price: Sequence[int],
    ) -> None:
        """Put the ways from a column over a row among the two cheapest."""
        out, first_part = self._out[row], price[column]
        for there in ends:
            if there == column or not out[there]:
                continue
            offer = _Over(first_part + price[there], row)
            first, second = found[there]
            if first.row == row:
                found[there] = (min(first, offer), second)
            elif offer < first:
                found[there] = (offer, first)
            elif offer < second:
                found[there] = (first, offer)

    def _cheaper(self, row: int, column: int) -> None:
        """Let the ways over a place that became free be known."""
        price = self._price[row]
        for start, found in self._over.items():
            if self._back[row][start]:
                ends = range(self._wide) if start == column else (column,)
                self._offer(found, row, start, ends, price)
