"""Codes that an office gives are text: what a spreadsheet made of them is told, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.ditto import is_ditto
from dxdesk.domain.office_codes import (
    SPELT,
    KnownCodes,
    ReadCode,
    folded,
    read_code,
    spoilt,
    without_zeros,
)
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
    assert (taken.accepted.code, taken.accepted.found) == ("department-not-text", raw)
    assert f"「{means}」" in taken.accepted.message


@pytest.mark.parametrize("raw", ["", " ", "\u3000", "\u200b", '=""'])
def test_an_empty_cell_means_no_code(raw: str) -> None:
    assert read_code(raw, KNOWN) == ReadCode("")


def test_an_apostrophe_inside_is_none_that_excel_put_there() -> None:
    assert read_code("A'01", KNOWN).value == "A'01"
    assert read_code("'A01", KNOWN).value == "A01"


@pytest.mark.parametrize(
    ("known", "raw", "means"),
    [
        (["01-0101"], "010101", "01-0101"),
        (["010101"], "01 0101", "010101"),
        (["01.0101"], "\uff10\uff11\u30fb\uff10\uff11\uff10\uff11", "01.0101"),
        # Known as it stands, or known by a full-width twin: there is no other spelling to ask about.
        (["01-0101", "010101"], "010101", ""),
        (["\uff10\uff11\uff10\uff11"], "0101", ""),
        # Of two nobody knows which; and signs alone are no code.
        (["01-0101", "0101-01"], "010101", ""),
        (["-"], ".", ""),
        (["01-0101"], "010102", ""),
    ],
)
def test_a_code_is_known_by_another_spelling_where_only_signs_differ(
    known: list[str], raw: str, means: str
) -> None:
    assert KnownCodes(known).spelt(raw) == means


def test_a_code_that_differs_by_its_signs_is_proposed_as_it_is_known() -> None:
    known = KnownCodes(["01-0101"])
    asked = read_code("010101", known)
    assert asked.problem is not None
    assert (asked.problem.code, asked.problem.found, asked.value) == (SPELT, "010101", "01-0101")
    assert SPELT == "code-spelt-otherwise"
    assert "「01-0101」" in asked.problem.fix
    taken = read_code("010101", known, accept=(SPELT,))
    assert (taken.value, taken.problem) == ("01-0101", None)
    assert taken.accepted is not None
    assert (taken.accepted.code, taken.accepted.found) == (SPELT, "010101")
    # Whoever accepts this of some cells takes the others as they stand.
    assert read_code("0202", known, accept=(SPELT,)) == ReadCode("0202")


def test_what_a_spreadsheet_made_of_a_code_is_no_question_of_signs() -> None:
    known = KnownCodes(["2026-0401"])
    assert read_code("20260401", known).value == "2026-0401"
    assert read_code("20260401", known, is_number=True) == ReadCode("20260401")
    problem = read_code("20260401", known, is_date=True).problem
    assert problem is not None
    assert problem.code == "code-spoilt"


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
    "raw", ["10-5", "20261005", "13月1日", "1月2課", "R8.10.5", "5-Okt", "12/45", "0101"]
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


@pytest.mark.parametrize(
    "raw", ["0101.0", "101.00", "101.", "1.0E+05", "1.0E05", "1E+3", "\uff11\uff0e\uff10"]
)
def test_what_a_program_made_of_a_code_is_refused(raw: str) -> None:
    problem = spoilt(raw, accept=("code-like-number",), what="所属コード")
    assert problem is not None
    assert problem.code == "code-spoilt"


@pytest.mark.parametrize("raw", ["1E3", "12e05", "1E-3", "0101.5", "1.10"])
def test_what_may_be_a_number_or_a_code_is_asked(raw: str) -> None:
    problem = spoilt(raw, what="所属コード")
    assert problem is not None
    assert (problem.code, problem.found) in (("code-like-number", raw),)
    assert read_code(raw, KNOWN, accept=("code-like-number",)).problem is None
    assert read_code(raw, KnownCodes([raw])).problem is None


def test_a_date_cell_is_refused_even_where_it_reads_like_a_known_code() -> None:
    odd = KnownCodes(["2026-10-05"])
    read = read_code("2026-10-05", odd, is_date=True)
    assert read.problem is not None
    assert (read.problem.code, read.value) == ("code-spoilt", "2026-10-05")
    assert read_code("20261005", KNOWN, is_date=True).problem is not None


@pytest.mark.parametrize(
    ("raw", "was"),
    [
        ("12月31日", "12-31"),
        ("1/1", "1-1"),
        ("May 12", "5-12"),
        ("Jan-00", "1-0"),
        ("31-DEC", "12-31"),
        ("2000-01-01", "1-1"),
        ("1999-01-01", "1-99"),
        ("2029-01-01", "1-1"),
        ("2030-01-01", "1-30"),
        ("1932-10-05", "10-5"),
    ],
)
def test_what_was_typed_before_a_program_made_a_date_of_it(raw: str, was: str) -> None:
    problem = spoilt(raw, is_date=True, what="所属コード")
    assert problem is not None
    assert f"「{was}」" in problem.message


def test_each_month_is_known_by_its_name_before_and_after_the_day() -> None:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    for month, name in enumerate(names, 1):
        for raw in (f"{name}-02", f"{name} 2", f"2-{name}", f"02 {name.upper()}"):
            problem = spoilt(raw, what="所属コード")
            assert problem is not None, raw
            assert f"「{month}-2」" in problem.message, raw


@pytest.mark.parametrize("raw", ["0月1日", "1月0日", "1/32", "13/1", "R7-4-1", "Mai-05", "R7"])
def test_what_is_no_day_of_any_month_is_a_code(raw: str) -> None:
    assert spoilt(raw, what="所属コード") is None


def test_a_number_cell_with_a_fraction_is_refused_and_a_text_is_asked() -> None:
    for is_number, code in ((True, "code-spoilt"), (False, "code-like-number")):
        problem = spoilt("101.5", is_number=is_number, what="所属コード")
        assert problem is not None
        assert problem.code == code
    assert spoilt("101", is_number=True, what="所属コード") is None


def test_it_is_said_whether_a_number_lost_its_zeros_or_a_text_has_others() -> None:
    for is_number, word in ((True, "数値"), (False, "すでにある")):
        asked = read_code("101", KNOWN, is_number=is_number).problem
        assert asked is not None
        assert word in asked.message


def test_a_code_in_full_width_is_the_one_kept_so_and_no_other() -> None:
    wide = "\uff21\uff10\uff11"
    assert read_code("A01", KnownCodes([wide])).value == wide
    assert read_code("A01", KnownCodes([wide, "A1"])).value == wide
    assert KnownCodes([wide, "A1", "A01"]).twins("A01") == ("A1", wide)
    both = KnownCodes([wide, "A\uff10\uff11"])
    asked = read_code("A01", both).problem
    assert asked is not None
    assert asked.code == "code-ambiguous"


def test_codes_that_differ_by_zeros_are_told_in_order() -> None:
    many = [f"{'0' * zeros}7" for zeros in range(12)]
    assert KnownCodes(many).twins("7") == tuple(sorted(many[1:]))


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("'0101", "0101"),
        ("''A1", "A1"),
        ("'企画", "'企画"),
        ("A'01", "A'01"),
        ("'1'2", "1'2"),
        ('= "0101"', "0101"),
        ('="0101"x', '="0101"x'),
        ("\uff11\u2010\uff12", "1-2"),
        ("\uff11\u30fc\uff12", "1-2"),
        ("企画\uff11", "企画\uff11"),
    ],
)
def test_a_code_is_folded_to_what_is_typed_on_a_keyboard_if_that_is_all_it_is(raw: str, plain: str) -> None:
    assert folded(raw) == plain


@pytest.mark.parametrize(
    ("code", "left"),
    [("0101", "101"), ("01-02", "1-2"), ("A01", "A1"), ("0", "0"), ("100", "100"), ("00A", "A")],
)
def test_zeros_go_only_before_something(code: str, left: str) -> None:
    assert without_zeros(code) == left


@pytest.mark.parametrize(("raw", "shown"), [("100", "1.00E+02"), ("123456", "1.23E+05"), ("A1", "1.00E+02")])
def test_a_number_shown_with_an_exponent_is_asked(raw: str, shown: str) -> None:
    problem = spoilt(raw, is_number=True, is_exponent=True, what="所属コード")
    assert problem is not None
    assert (problem.code, problem.found) == ("code-like-number", raw)
    assert f"、{shown} のように" in problem.message
    assert spoilt(raw, is_number=True, what="所属コード") is None
    assert spoilt(raw, is_number=True, is_exponent=True, accept=[problem.code], what="所属コード") is None
    assert read_code(raw, KnownCodes([]), is_exponent=True).problem is not None


def test_of_a_number_spreadsheets_keep_fifteen_digits() -> None:
    problem = spoilt("1" * 16, is_number=True, what="所属コード")
    assert problem is not None
    assert (problem.code, "16桁" in problem.message) == ("code-spoilt", True)
    for raw, is_number in (("1" * 15, True), ("1" * 16, False), ("-" + "1" * 15, True)):
        assert spoilt(raw, is_number=is_number, what="所属コード") is None, raw


def test_it_is_said_whether_a_code_looks_like_an_exponent_or_a_fraction() -> None:
    for raw, exponent in (("1E3", True), ("1.10", False)):
        problem = spoilt(raw, what="所属コード")
        assert problem is not None
        assert ("指数" in problem.message) == exponent
