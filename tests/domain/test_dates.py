"""Dates of foreign tables, as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.dates import read_date
from dxdesk.domain.wareki import wareki, wareki_short


@pytest.mark.parametrize(
    "written",
    [
        "2025-06-01",
        "2025/6/1",
        "2025.6.1",
        "2025年6月1日",
        "20250601",
        "２０２５／６／１",
        "2025-06-01 00:00:00",
        "令和7年6月1日",
        "R7.6.1",
        "r7/6/1",
        "令和７年６月１日(日)",
    ],
)
def test_one_day_in_many_spellings(written: str) -> None:
    assert read_date(written) == "2025-06-01"


def test_first_years_blanks_and_day_counts() -> None:
    assert read_date("令和元年5月1日") == "2019-05-01"
    assert read_date(" 　") == ""
    assert read_date("45809", is_number=True) == "2025-06-01"
    assert read_date("45809") is None


@pytest.mark.parametrize(
    "written", ["6月1日", "2025", "2025-13-01", "2025-02-30", "未定", "令和7年", "X7.6.1"]
)
def test_what_is_no_date(written: str) -> None:
    assert read_date(written) is None
    assert read_date("7", is_number=True) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_we_print_reads_back(day: date) -> None:
    for written in (wareki(day), wareki(day, weekday=True), wareki_short(day), day.isoformat()):
        assert read_date(written) == day.isoformat()


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_date_or_not(written: str, is_number: bool) -> None:
    found = read_date(written, is_number=is_number)
    assert not found or date.fromisoformat(found)
