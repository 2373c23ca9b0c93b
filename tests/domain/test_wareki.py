"""Dates as a municipality writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import wareki as w


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 13), "令和8年2月13日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1872, 12, 31), "西暦1872年12月31日"),
    ],
)
def test_a_date_is_written_in_its_era_up_to_the_day_of_change(day: date, text: str) -> None:
    assert w.wareki(day) == text


def test_a_deadline_carries_its_weekday() -> None:
    assert w.wareki(date(2026, 2, 13), weekday=True) == "令和8年2月13日(金)"
    assert w.wareki_short(date(2026, 2, 13), weekday=True) == "R8.2.13(金)"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 2, 13), "R8.2.13"),
        (date(2019, 5, 1), "R1.5.1"),
        (date(1989, 1, 7), "S64.1.7"),
        (date(2000, 12, 31), "H12.12.31"),
        (date(1800, 1, 2), "1800.1.2"),
    ],
)
def test_the_short_form_fits_a_narrow_column(day: date, text: str) -> None:
    assert w.wareki_short(day) == text


@pytest.mark.parametrize(
    ("fiscal_year", "label", "short"),
    [
        (2025, "令和7年度", "R7"),
        (2019, "令和元年度", "R1"),
        (2018, "平成30年度", "H30"),
        (1989, "平成元年度", "H1"),
        (1988, "昭和63年度", "S63"),
    ],
)
def test_a_fiscal_year_is_named_as_offices_name_it(fiscal_year: int, label: str, short: str) -> None:
    assert w.fiscal_year_label(fiscal_year) == label
    assert w.fiscal_year_short(fiscal_year) == short


def test_the_fiscal_year_turns_on_the_first_of_april() -> None:
    assert w.fiscal_year_of(date(2026, 3, 31)) == 2025
    assert w.fiscal_year_of(date(2026, 4, 1)) == 2026


@given(st.integers(1873, 2200))
def test_every_day_of_a_fiscal_year_belongs_to_it(fiscal_year: int) -> None:
    first, last = w.fiscal_year_first_day(fiscal_year), date(fiscal_year + 1, 3, 31)
    assert w.fiscal_year_of(first) == w.fiscal_year_of(last) == fiscal_year
    assert w.fiscal_year_of(last + timedelta(days=1)) == fiscal_year + 1
