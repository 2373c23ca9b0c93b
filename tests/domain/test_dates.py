"""Dates of foreign tables, as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.dates import (
    is_no_day,
    month_and_day,
    read_date,
    read_period,
    refuse_unreadable,
    told_month_and_day,
)
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import wareki, wareki_short


@pytest.mark.parametrize(
    ("written", "never"),
    [
        ("R8.13.40", True), ("2026-02-30", True), ("令和8年4月31日", True), ("R8.13.40の研修", True),
        ("R8.10.3", False), ("R8.10.3の研修", False), ("2026/10", False), ("令和7年夏", False), ("", False),
        ("1931-02-03", False), ("7月ごろ", False), ("13.40", False),
    ],
)  # fmt: skip
def test_a_day_that_never_is_is_told_from_what_is_no_day(written: str, never: bool) -> None:
    assert is_no_day(written) is never


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
        "令7.6.1",
        "R7.6.1 10:00",
        "R07.06.01",
        "2025-06-01T00:00:00+09:00",
        "2025-05-31T15:00:00Z",
        "2025-06-01 00:00:00.000",
        "2025/6/1 10:00\uff5e12:00",
        "令和7年6月1日 午後1時30分",
        "令和7(2025)年6月1日",
        "2025(令和7)年6月1日",
        "2025/6/1(日・祝)",
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


@pytest.mark.parametrize(
    "written",
    [
        "2025/6/1\uff5e2025/6/3",
        "2025/6/1\u301c6/3",
        "R7.6.1-6.3",
        "2025-06-01-2025-06-03",
        "20250601-20250603",
        "令和7年6月1日(日)\uff5e3日(火)",
        "2025年6月1日から6月3日まで",
        "2025/6/1\u21922025/6/3",
    ],
)
def test_a_period_has_a_first_and_a_last_day(written: str) -> None:
    assert read_period(written) == ("2025-06-01", "2025-06-03")
    assert read_date(written) == "2025-06-01"


@pytest.mark.parametrize(
    "written",
    [
        "2025/6/3\uff5e6/1",
        "2025/6/1\uff5e未定",
        "2025-06-01 25:00",
        "20250601123456",
        "2025-06-010",
        "7.6.1",
        "25/6/1",
        "令和7(2024)年6月1日",
        "2024(令和7)年6月1日",
    ],
)
def test_half_a_date_is_none(written: str) -> None:
    assert read_period(written) is None


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert read_date("44347", is_number=True, from_1904=True) == "2025-06-01"
    assert read_date("45809.5", is_number=True) == "2025-06-01"
    assert read_date("1900", is_number=True, from_1904=True) is None


@pytest.mark.parametrize(
    "written",
    [
        *("R0.4.1", "令和0年4月1日", "H00.4.1", "S0/4/1", "令和7(令和0)年4月1日"),
        *(
            "R70.4.1",
            "令和70年4月1日",
            "H99.4.1",
            "2205/4/1",
            "0202/4/1",
            "20700401",
            "1925-04-01",
            "1949-12-31",
        ),
        *("S20.4.1", "M33.4.1", "9999-12-31", "2025/4/1\uff5e2205/4/3"),
    ],
)
def test_a_year_that_cannot_be_meant_is_no_date(written: str) -> None:
    assert read_period(written) is None
    assert read_date(written) is None


def test_the_first_and_the_last_year_are_dates_and_an_earlier_end_can_be_said() -> None:
    assert read_date("S25.1.1") == "1950-01-01"
    assert read_date("2049/12/31") == "2049-12-31"
    assert read_date("60000", is_number=True) is None
    assert read_date("R10.12.31", until="2028-12-31") == "2028-12-31"
    assert read_date("R11.1.1", until="2028-12-31") is None
    assert read_period("R10.12.31\uff5eR11.1.1", until="2028-12-31") is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_we_print_reads_back(day: date) -> None:
    for written in (wareki(day), wareki(day, weekday=True), wareki_short(day), day.isoformat()):
        assert read_date(written, any_year=True) == day.isoformat()


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_date_or_not(written: str, is_number: bool) -> None:
    found = read_date(written, is_number=is_number)
    assert not found or date.fromisoformat(found)


@pytest.mark.parametrize(
    "day", ["", "20260401", "2026-W14-3", "2026-4-1", "R8.4.1", " 2026-04-01", "2026-02-30"]
)
def test_a_day_that_would_not_sort_is_refused(day: str) -> None:
    with pytest.raises(KnownError) as error:
        refuse_unreadable(day, "日付を読み取れません。何も変えていません。")
    assert (error.value.code, error.value.problem.found) == ("date-unreadable", day)


def test_a_day_as_it_is_kept_is_taken() -> None:
    refuse_unreadable("2026-04-01", "")


@pytest.mark.parametrize("typed", ["5月1日", "5/1", "５／１", "05-01", "5-1", "5.1"])
def test_a_day_of_every_year_is_read_as_it_is_written_elsewhere(typed: str) -> None:
    assert month_and_day(typed) == "05-01"
    assert told_month_and_day(month_and_day(typed)) == "5月1日"


@pytest.mark.parametrize("typed", ["5月末", "2/30", "13-01", "", "2026-05-01"])
def test_what_is_no_day_of_a_year_stays_as_it_is(typed: str) -> None:
    assert month_and_day(typed) == typed
    assert told_month_and_day(typed) == typed
