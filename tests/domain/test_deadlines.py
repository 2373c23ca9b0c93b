"""Whom HR asks in the course of a year has days of their own."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.deadlines import DAYS, own_days

DUES = ("2026-02-13", "2026-02-20", "2026-02-27")


def test_who_was_asked_from_the_beginning_has_the_days_of_the_year() -> None:
    assert own_days(DUES, "") == DUES


def test_who_comes_long_before_the_day_has_it_too() -> None:
    assert own_days(DUES, "2026-01-30") == DUES


def test_who_comes_after_the_day_has_two_weeks_and_their_confirmers_as_much_more() -> None:
    assert own_days(DUES, "2026-02-18") == ("2026-03-04", "2026-03-11", "2026-03-18")


def test_a_step_without_a_day_stays_without_one() -> None:
    assert own_days(("", "", ""), "2026-02-18") == ("", "", "")
    assert own_days(("2026-02-13", "", "2026-02-27"), "2026-02-18") == ("2026-03-04", "", "2026-03-18")
    assert own_days(("", "2026-02-20", ""), "2026-02-18") == ("", "2026-03-04", "")


@given(st.dates(date(2025, 4, 1), date(2026, 6, 30)))
def test_nobody_has_less_time_than_the_year_gives_nor_than_two_weeks(since: date) -> None:
    days = own_days(DUES, since.isoformat())
    assert all(own >= due for own, due in zip(days, DUES, strict=True))
    assert (date.fromisoformat(days[0]) - since).days >= DAYS
    between = [
        date.fromisoformat(later).toordinal() - date.fromisoformat(days[0]).toordinal() for later in days
    ]
    assert between == [0, 7, 14]
