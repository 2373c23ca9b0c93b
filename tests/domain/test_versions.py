"""Which version of the program comes before which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.versions import is_older

NUMBERS = st.lists(st.integers(0, 999), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("version", "than", "expected"),
    [
        ("0.9.2", "0.10", True),
        ("0.10", "0.9.2", False),
        ("1.0", "1.0.0", False),
        ("0.1.0", "0.1.1rc1", True),
        ("0", "0.1", True),
        ("", "0.1", False),
        ("はじめの版", "0.1", False),
        ("0.1", "", False),
    ],
)
def test_versions_are_compared_as_people_number_them(version: str, than: str, expected: bool) -> None:
    assert is_older(version, than) is expected


@given(NUMBERS, NUMBERS)
def test_of_two_versions_one_is_older_unless_they_are_one(one: list[int], other: list[int]) -> None:
    left, right = (".".join(map(str, numbers)) for numbers in (one, other))
    same = (one + [0] * 4)[:4] == (other + [0] * 4)[:4]
    assert is_older(left, right) + is_older(right, left) == (not same)
    assert is_older(left, right) == ((one + [0] * 4)[:4] < (other + [0] * 4)[:4])
