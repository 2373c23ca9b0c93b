"""The gap is never negative, nobody's surplus covers another, and groups add up."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.gap import Shortage, few, gap, ranked, shortage

levels = st.none() | st.integers(0, 5)
people = st.lists(levels, max_size=12)


@given(levels, st.integers(0, 5))
def test_a_gap_is_never_below_nothing_and_closes_by_growing(required: int | None, confirmed: int) -> None:
    found = gap(required, confirmed)
    assert found >= 0
    assert gap(required, confirmed + 1) <= found
    assert (found == 0) == (required is None or confirmed >= required)


@given(st.integers(0, 5), people, people)
def test_groups_add_up_to_the_whole(required: int, some: list[int | None], others: list[int | None]) -> None:
    apart = shortage(required, Counter(some)) + shortage(required, Counter(others))
    assert apart == shortage(required, Counter([*some, *others]))


@given(st.integers(0, 5), people)
def test_a_group_is_the_sum_of_its_people(required: int, group: list[int | None]) -> None:
    found = shortage(required, Counter(group))
    gaps = [gap(required, level) for level in group if level is not None]
    unknown = group.count(None)
    assert found == Shortage(len(group), sum(1 for g in gaps if g), sum(gaps), unknown)
    assert found.known == len(gaps)
    assert (found.percent == 100) == (bool(gaps) and not any(gaps))
    assert (found.percent is None) == (not gaps)


@given(st.integers(0, 5), people, st.integers(0, 20))
def test_who_is_not_confirmed_yet_changes_no_figure(
    required: int, group: list[int | None], more: int
) -> None:
    before, after = shortage(required, Counter(group)), shortage(required, Counter([*group, *[None] * more]))
    assert (after.short, after.points, after.percent) == (before.short, before.points, before.percent)
    assert after.unknown == before.unknown + more


def test_less_than_half_of_a_group_says_little_of_it() -> None:
    assert [few(known, 13) for known in (0, 1, 6, 7, 13)] == [True, True, True, False, False]
    assert not few(6, 12)
    assert not few(0, 0)


@given(people)
def test_what_is_not_required_is_no_gap(group: list[int | None]) -> None:
    assert shortage(None, Counter(group)) == Shortage()


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9))),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
)
def test_the_heaviest_shortage_comes_first(found: list[tuple[str, int]], weights: dict[str, int]) -> None:
    order = ranked([(uid, points, place) for place, (uid, points) in enumerate(found)], weights)
    heavy = [weights.get(uid, 1) * points for uid, points, _ in order]
    assert heavy == sorted(heavy, reverse=True)
    assert sorted(place for _, _, place in order) == list(range(len(found)))
    for (_, _, before), (_, _, after), one, other in zip(order, order[1:], heavy, heavy[1:], strict=False):
        assert one > other or before < after, "equal ones keep their order"


@pytest.mark.parametrize(
    ("required", "counts", "expected"),
    [
        (2, {None: 1, 0: 1, 1: 1, 2: 1, 3: 1}, Shortage(5, 2, 3, 1)),
        (1, {3: 4}, Shortage(4, 0, 0)),
        (3, {}, Shortage()),
    ],
)
def test_a_surplus_makes_up_for_nobody(
    required: int, counts: dict[int | None, int], expected: Shortage
) -> None:
    assert shortage(required, counts) == expected


def test_a_rate_is_full_only_when_everybody_is_there() -> None:
    assert Shortage(200, 1, 1).percent == 99
