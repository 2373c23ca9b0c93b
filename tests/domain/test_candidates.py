"""Who comes nearest to what is asked: the same as looking at everybody by themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.candidates import Rank, rank


@given(
    people=st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), max_size=30), most=st.integers(0, 5)
)
def test_everybody_stands_by_what_they_lack(people: list[list[int]], most: int) -> None:
    found = rank([bytes(person[want] for person in people) for want in range(3)], most)
    missing = [sum(1 for lack in person if lack) for person in people]
    assert found.meeting == {place for place, count in enumerate(missing) if count == 0}
    assert found.near == {place for place, count in enumerate(missing) if count in (1, 2)}
    order = sorted((missing[place], sum(person), place) for place, person in enumerate(people))
    wanted = tuple(Rank(place, count, steps) for count, steps, place in order if count < 3)
    assert found.nearest == (wanted[:most] if most else wanted)
