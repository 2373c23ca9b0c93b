"""Codes that an office gives are text: what a spreadsheet made of them is told, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.ditto import is_ditto
from dxdesk.domain.office_codes import KnownCodes, folded, read_code, spoilt, without_zeros
from dxdesk.domain.text import visible

KNOWN = KnownCodes(["0101", "0102", "1-2", "A01"])
CODES = st.from_regex(r"[0-9A-Z]{1,6}(-[0-9]{1,3})?", fullmatch=True)


@pytest.mark.parametrize(
    "raw", ["0101", '="0101"', "'0101", "\uff10\uff11\uff10\uff11", "\u30000101 ", "0101\u200b", '=" 0101 "']
)
def test_what_surely_is_a_known_code_is_that_code(raw: str) -> None:
    assert read_code(raw, KNOWN).value == "0101"
    assert read_code(raw, KNOWN).problem is None


@pytest.mark.parametrize(
    ("raw", "means"),
    [("101", "0101"), ("00101", "0101"), ("\uff11\uff10\uff12", "0102"), ("01-02", "1-2"), ("A1", "A01")],
)
def test_a_code_that_lost_or_won_zeros_is_proposed(raw: str, means: str) -> None:
    asked = read_code(raw, KNOWN)
    assert asked.problem is not None
    assert (asked.problem.code, asked.problem.found, asked.value) == ("department-not-text", raw, means)
    taken = read_code(raw, KNOWN, accept=("department-not-text",))
    assert (taken.value, taken.problem) == (means, None)
    assert taken.accepted is not None


def test_of_two_that_differ_by_zeros_none_is_chosen() -> None:
    read = read_code("1", KnownCodes(["01", "001"]), accept=("department-not-text",))
    assert read.problem is not None
    assert read.problem.code == "code-ambiguous"


@pytest.mark.parametrize(
    ("raw", "was"),
    [
        ("1月2日", "1-2"),
        ("10/5", "10-5"),
        ("2026/10/05", "10-5"),
        ("2026-10-05 00:00:00", "10-5"),
        ("令和8年10月5日", "10-5"),
        ("Oct-05", "10-5"),
        ("5-Oct", "10-5"),
        ("Oct-32", "10-32"),
        ("1932-10-01", "10-32"),
    ],
)
def test_a_date_is_refused_with_what_it_was(raw: str, was: str) -> None:
    problem = spoilt(raw, what="所属コード")
    assert problem is not None
    assert f"「{was}」" in problem.message
    assert spoilt(raw, is_date=True, what="所属コード") is not None


@pytest.mark.parametrize(
    "raw", ["10-5", "20261005", "13月1日", "1月2課", "R8.10.5", "5-Okt", "1E5", "12/45", "0101"]
)
def test_what_is_a_code_is_no_date(raw: str) -> None:
    assert spoilt(raw, what="所属コード") is None


def test_a_known_code_is_taken_whatever_it_looks_like() -> None:
    odd = ("2026-10-05", "1月2日", "\uff10\uff11", "1.0E+05")
    for code in odd:
        read = read_code(code, KnownCodes(odd))
        assert (read.value, read.problem) == (code, None)


@given(CODES)
def test_folding_twice_changes_nothing_and_zeros_are_all_that_goes(code: str) -> None:
    assert folded(folded(code)) == folded(code)
    assert without_zeros("0" + code) == without_zeros(code)
    assert read_code(code, KnownCodes([code])).value == code


@given(CODES, CODES)
def test_a_code_is_never_taken_for_another_one_in_silence(raw: str, other: str) -> None:
    read = read_code(raw, KnownCodes([other]))
    assert read.problem is not None or folded(read.value) == folded(raw)


@given(st.text(max_size=12))
def test_any_text_is_read_as_a_code(raw: str) -> None:
    read = read_code(raw, KNOWN)
    assert bool(read.value) == bool(visible(raw)) or folded(raw) == ""


@pytest.mark.parametrize("text", ["", "-", "ー", "なし", "同課", "上田", "同前 花子", "々木", "1", "\u2014"])
def test_what_is_no_mark_of_repetition(text: str) -> None:
    assert not is_ditto(text)
