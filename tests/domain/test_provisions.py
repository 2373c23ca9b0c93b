"""What was given holds up to its last day, and no longer; whatever came in which order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.provisions import Given, Offer, State, standing, state_of

DAYS = st.dates(date(2026, 3, 20), date(2026, 4, 10)).map(date.isoformat)
OFFERS = st.lists(st.tuples(DAYS, st.one_of(st.just(""), DAYS)), min_size=1, max_size=5).map(
    lambda told: [Offer((0, place), until, gone) for place, (until, gone) in enumerate(told, 1)]
)


@pytest.mark.parametrize(
    ("today", "found"),
    [
        ("2026-03-30", State.HOLDS),
        ("2026-03-31", State.HOLDS),
        ("2026-04-01", State.ENDED),
        ("2027-04-01", State.ENDED),
    ],
)
def test_the_last_day_is_the_last_on_which_it_holds(today: str, found: State) -> None:
    offer = Offer((0, 1), "2026-03-31")
    assert offer.state(today) is found
    assert offer.since(today) == ("2026-03-31" if found is State.ENDED else "")
    record = Given("0001", "2025-12-01", "利用", "", "", "", "2026-03-31", "")
    assert record.state(today) is found


@given(st.one_of(st.just(""), DAYS), DAYS)
def test_what_was_taken_back_is_never_said_to_have_ended_by_itself(until: str, today: str) -> None:
    assert state_of(until, "2026-03-25", today) is State.WITHDRAWN
    assert Offer((0, 1), until, "2026-03-25").since(today) == "2026-03-25"


@given(OFFERS, DAYS, st.randoms())
def test_what_stands_holds_where_anything_does_whatever_came_first(
    offers: list[Offer], today: str, shuffle: object
) -> None:
    chosen = offers[standing(offers, today)]
    holding = [one for one in offers if not one.withdrawn and one.until >= today]
    if holding:
        assert chosen == max(holding, key=lambda one: one.order)
    else:
        assert chosen.since(today) == max(one.since(today) for one in offers), "what ended last"
    mixed = list(offers)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert mixed[standing(mixed, today)] == chosen


@given(OFFERS, DAYS)
def test_nothing_holds_again_once_all_is_over(offers: list[Offer], today: str) -> None:
    """Time alone brings nothing back: what is shown ends, and an earlier one may go on, until none does."""
    later = [(date.fromisoformat(today) + timedelta(days=more)).isoformat() for more in range(30)]
    held = [offers[standing(offers, day)].state(day) is State.HOLDS for day in later]
    assert held == sorted(held, reverse=True)
    assert not held[-1]
