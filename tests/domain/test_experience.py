"""How long somebody has done a thing: months that overlap count once, in whatever pieces they are told."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.experience import Stretch, Work, month_number, months, stretch, together

TODAY = "2026-02-04"
MONTHS = st.integers(2000 * 12, 2025 * 12)


def text(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def works(pairs: list[tuple[int, int]]) -> list[Work]:
    return [Work(text(first), text(first + length)) for first, length in pairs]


PAIRS = st.lists(st.tuples(MONTHS, st.integers(0, 36)), max_size=6)


@given(PAIRS, st.randoms(use_true_random=False), st.booleans())
def test_order_and_repetition_change_nothing(
    pairs: list[tuple[int, int]], random: Random, running: bool
) -> None:
    told = works(pairs)
    mixed = [*told, *told[:2]]
    random.shuffle(mixed)
    assert months(mixed, TODAY, running=running) == months(told, TODAY, running=running)


@given(PAIRS, st.booleans())
def test_told_in_two_pieces_it_is_as_long(pairs: list[tuple[int, int]], running: bool) -> None:
    pieces = []
    for first, length in pairs:
        middle = first + length // 2
        pieces += works([(first, middle - first), (middle, first + length - middle)])
    assert months(pieces, TODAY, running=running) == months(works(pairs), TODAY, running=running)


@given(PAIRS)
def test_it_is_the_number_of_months_that_any_piece_touches(pairs: list[tuple[int, int]]) -> None:
    touched = {month for first, length in pairs for month in range(first, first + length + 1)}
    touched = {month for month in touched if month <= month_number(TODAY)}  # type: ignore[operator]
    assert months(works(pairs), TODAY) == len(touched)
    run = longest = 0
    for month in range(min(touched, default=0), max(touched, default=0) + 1):
        run = run + 1 if month in touched else 0
        longest = max(longest, run)
    assert months(works(pairs), TODAY, running=True) == longest


@pytest.mark.parametrize(
    ("work", "length"),
    [
        (Work("2024-04", "2025-05"), 14),
        (Work("2024-04-15", "2024-04-20"), 1),
        (Work("2025-12", ongoing=True), 3),
        (Work("2025-12"), 1),
        (Work("2024-01", months=14), 14),
        (Work("", months=14), 14),
        (Work("夏", months=5), 5),
        (Work("2026-03", ongoing=True), 0),
        (Work("2025-04", "2025-03"), 0),
        (Work("2026-01", "2027-03"), 2),
    ],
)
def test_a_piece_of_work_lasts_as_long_as_it_says_up_to_today(work: Work, length: int) -> None:
    assert months([work], TODAY) == length


def test_only_what_somebody_led_counts_where_a_criterion_asks_for_a_lead() -> None:
    told = [Work("2024-04", "2025-03", role="lead"), Work("2024-10", "2025-09", role="member")]
    assert (months(told, TODAY), months(told, TODAY, lead=True)) == (18, 12)


def test_a_length_without_a_date_is_not_added_to_what_may_have_been_the_same_time() -> None:
    told = [Work("2024-04", "2025-03"), Work("", months=10), Work("", months=5)]
    assert months(told, TODAY) == 12
    assert months(told[1:], TODAY) == 10


def test_what_touches_is_one_run_and_what_leaves_a_month_out_is_two() -> None:
    assert together([Stretch(4, 6), Stretch(1, 3)]) == (Stretch(1, 6),)
    assert together([Stretch(5, 6), Stretch(1, 3)]) == (Stretch(1, 3), Stretch(5, 6))
    assert stretch(Work("2024-04", "2024-06"), TODAY) == Stretch(2024 * 12 + 3, 2024 * 12 + 5)
    for odd in ("", "2024", "2024-13", "夏-04", "R6-04"):
        assert month_number(odd) is None
