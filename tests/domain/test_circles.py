"""The cheapest circle through a place of a table, against trying all of them."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.circles import Circles, Edge, Place

EDGES = st.builds(Edge, st.integers(0, 4), st.booleans(), st.booleans())
TABLES = st.tuples(st.integers(1, 3), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(EDGES, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def circles(edges: list[list[Edge]], place: Place) -> Iterator[list[Place]]:
    """Yield every circle through a place, by walking on from it in both directions."""

    def walk(at: tuple[str, int], goal: tuple[str, int], gone: list[Place]) -> Iterator[list[Place]]:
        if at == goal:
            yield gone
            return
        side, number = at
        for other in range(len(edges[0]) if side == "row" else len(edges)):
            there = (number, other) if side == "row" else (other, number)
            edge = edges[there[0]][there[1]]
            met = {("row", i) for i, _ in gone[1:]} | {("column", j) for _, j in gone[1:]}
            onward = ("column" if side == "row" else "row", other)
            if (
                (edge.out if side == "row" else edge.back)
                and there not in gone
                and onward not in met - {goal}
            ):
                yield from walk(onward, goal, [*gone, there])

    row, column = place
    edge = edges[row][column]
    if edge.out:
        yield from walk(("column", column), ("row", row), [place])
    if edge.back:
        yield from walk(("row", row), ("column", column), [place])


@given(TABLES, st.data())
def test_it_is_a_circle_and_none_costs_less(edges: list[list[Edge]], data: st.DataObject) -> None:
    """Also after some places were paid for, in a table that is asked again and again."""
    asked = Circles(edges)
    places = [(i, j) for i in range(len(edges)) for j in range(len(edges[0]))]
    for paid in data.draw(st.lists(st.lists(st.sampled_from(places)), min_size=1, max_size=3), label="paid"):
        for place in places:
            there_are = {frozenset(one) for one in circles(edges, place)}
            found = asked.through(place)
            if found is None:
                assert not there_are
                continue
            assert found[0] == place
            assert len(set(found)) == len(found)
            assert frozenset(found) in there_are
            prices = [sum(edges[i][j].price for i, j in way) for way in there_are]
            assert sum(edges[i][j].price for i, j in found) == min(prices)
        asked.pay(paid)
        for i, j in paid:
            edges[i][j] = edges[i][j]._replace(price=0)


def test_a_circle_already_paid_for_is_taken_again() -> None:
    """What is free is preferred to what is cheap."""
    both = [[Edge(5, True, True)] * 4 for _ in range(3)]
    asked = Circles(both)
    assert len(asked.through((0, 0)) or ()) == 4
    asked.pay([(1, 0), (1, 3), (0, 3)])
    assert set(asked.through((0, 0)) or ()) == {(0, 0), (1, 0), (1, 3), (0, 3)}


def test_where_nothing_leads_back_there_is_none() -> None:
    """One row has no circle, nor has a table whose places go one way only."""
    assert Circles([[Edge(1, True, True)] * 3]).through((0, 1)) is None
    assert Circles([[Edge(1, True, False)] * 3] * 3).through((0, 1)) is None
