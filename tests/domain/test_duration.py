"""How long an experience lasted is read from what people write; dates are no lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.duration import months_told


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1年", 12),
        ("約2年間", 24),
        ("2年半", 30),
        ("1年6か月", 18),
        ("1年と3か月", 15),
        ("１２か月", 12),
        ("18ヶ月", 18),
        ("12ケ月 完了", 12),
        ("令和6年4月から1年", 12),
        ("平成30年から5年6ヶ月", 66),
        ("半年ほどで3か月、のち8か月", 8),
        ("", 0),
        ("令和6年", 0),
        ("R6年", 0),
        ("2024年4月〜2025年3月", 0),
        ("令和7年10月", 0),
        ("1年目", 0),
        ("3年度", 0),
        ("2年生の担当", 0),
    ],
)
def test_lengths_are_told_from_dates(text: str, months: int) -> None:
    assert months_told(text) == months


@given(st.integers(0, 40), st.integers(0, 11), st.sampled_from("かヶケカ箇"))
def test_years_and_months_add_up(years: int, months: int, letter: str) -> None:
    text = (f"{years}年" if years else "") + (f"{months}{letter}月" if months else "")
    assert months_told(f"課の案件を担当({text})") == years * 12 + months


@given(st.text(alphabet="0123456789年月か半令和RS目度 ", max_size=12))
def test_anything_written_gives_a_number(text: str) -> None:
    assert months_told(text) >= 0
