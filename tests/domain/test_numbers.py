"""職員番号 is text: what a spreadsheet spoilt is proposed, never silently repaired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.numbers import read_number, usual_digits
from dxdesk.domain.office_codes import SPELT, KnownCodes


@pytest.mark.parametrize(
    ("raw", "is_number", "digits", "code", "proposed"),
    [
        ("1234", True, 6, "number-not-text", "001234"),
        ("1234", True, 0, "number-not-text", "1234"),
        ("００１２３４", False, 6, "number-full-width", "001234"),
        ("１２３４", False, 6, "number-full-width", "001234"),
        ("1234", False, 6, "number-length", "001234"),
        (" 001234", False, 6, "number-blank-around", "001234"),
        (" 123456", True, 6, "number-blank-around", "123456"),
    ],
)
def test_a_spoilt_number_waits_for_a_person(
    raw: str, is_number: bool, digits: int, code: str, proposed: str
) -> None:
    waiting = read_number(raw, is_number=is_number, digits=digits)
    assert waiting.problem is not None
    assert (waiting.problem.code, waiting.problem.found) == (code, raw)
    assert proposed in waiting.problem.fix
    accepted = read_number(raw, is_number=is_number, digits=digits, accept=(code,))
    assert (accepted.value, accepted.problem) == (proposed, None)
    assert accepted.accepted is not None


@pytest.mark.parametrize(
    ("raw", "digits", "code"),
    [
        ("", 6, "number-empty"),
        ("　", 6, "number-empty"),
        ("1234567", 6, "number-length"),
        ("12A", 6, "number-length"),
        ("例 001234", 6, "number-characters"),
        ("../etc", 0, "number-characters"),
        ("1" * 21, 0, "number-characters"),
    ],
)
def test_what_cannot_be_a_number_has_no_way_round(raw: str, digits: int, code: str) -> None:
    every = ("number-length", "number-empty", "number-characters", "number-not-text", "number-full-width")
    read = read_number(raw, digits=digits, accept=every)
    assert read.problem is not None
    assert (read.problem.code, read.value) == (code, "")
    assert "承認" not in read.problem.fix, "nothing is proposed that could be accepted"


def test_a_number_cell_with_all_its_digits_lost_nothing() -> None:
    assert read_number("123456", is_number=True, digits=6).problem is None


@given(st.integers(0, 999999), st.integers(1, 8))
def test_zeros_come_back_whatever_the_width(value: int, digits: int) -> None:
    text = str(value).zfill(digits)
    assert read_number(text, digits=len(text)).value == text
    again = read_number(str(value), is_number=True, digits=len(text), accept=("number-not-text",))
    assert again.value == text


def test_the_usual_length_is_that_of_most() -> None:
    assert usual_digits(["001234", "001235", "12", "職員", ""]) == 6
    assert usual_digits(["1", "22"]) == 2
    assert usual_digits(["12", "13", "001234"]) == 2
    assert usual_digits(["A1234", "A1235", "12"]) == 2
    assert usual_digits([]) == 0
    assert usual_digits(["\uff10\uff10\uff11\uff12", "\uff10\uff10\uff11\uff13", "12"]) == 2


OFFICE = KnownCodes(["001234", "00777", "0777", "A-1", "1.5", "9" * 20, "9" * 21])


@pytest.mark.parametrize(("raw", "is_number"), [("1234", False), ("1234", True), ("01234", False)])
def test_a_number_that_differs_from_one_of_the_office_by_leading_zeros_is_proposed(
    raw: str, is_number: bool
) -> None:
    asked = read_number(raw, is_number=is_number, known=OFFICE)
    assert asked.problem is not None
    assert (asked.value, asked.problem.code, asked.problem.found) == ("001234", "number-not-text", raw)
    assert ("\u6570\u5024" in asked.problem.message) == is_number, "told as a number only where it is one"
    taken = read_number(raw, is_number=is_number, known=OFFICE, accept=("number-not-text",))
    assert (taken.value, taken.problem) == ("001234", None)
    # Where the office set a length, that decides.
    assert read_number("1234", digits=4, known=OFFICE).value == "1234"
    assert read_number("1234", digits=4, known=OFFICE).problem is None


def test_a_number_the_office_has_is_that_number_whatever_it_looks_like() -> None:
    for raw in ("001234", " 001234", "A-1", "1.5"):
        read = read_number(raw, is_number=raw == "001234", known=OFFICE)
        assert (read.value, read.problem) == (raw.strip(), None)
    # Of two that differ by zeros none is proposed, and nothing is longer than a number can be.
    assert read_number("777", known=OFFICE).value == "777"
    assert read_number("777", known=OFFICE).problem is None
    too_long = read_number("9" * 21, known=OFFICE).problem
    assert too_long is not None
    assert too_long.code == "number-characters"
    assert read_number("9" * 20).value == "9" * 20


@pytest.mark.parametrize(
    ("raw", "digits", "is_date", "code"),
    [
        ("1.5", 6, False, "code-like-number"),
        ("12E123", 6, False, "code-like-number"),
        ("12.345", 6, False, "code-like-number"),
        ("20260401", 8, True, "code-spoilt"),
        ("2026-04-01", 0, True, "code-spoilt"),
        ("0012.0", 6, False, "code-spoilt"),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_not_taken_for_one(
    raw: str, digits: int, is_date: bool, code: str
) -> None:
    read = read_number(raw, digits=digits, is_date=is_date, known=OFFICE)
    assert read.problem is not None
    assert (read.problem.code, read.value) == (code, "")


def test_a_number_that_may_be_a_power_or_a_fraction_is_taken_once_a_person_says_so() -> None:
    assert read_number("12E123", digits=6, accept=("code-like-number",)).value == "12E123"


def test_a_number_of_many_digits_is_one_unless_its_cell_is_a_date() -> None:
    assert read_number("20260401", digits=8).problem is None
    assert read_number("AB1234", digits=6).problem is None
    assert read_number("9" * 20, is_number=True, known=OFFICE).problem is None


def test_where_a_length_is_set_or_the_number_itself_is_known_no_other_is_proposed() -> None:
    assert read_number("1234", digits=8, known=OFFICE).value == "00001234"
    both = KnownCodes(["1234", "001234"])
    assert read_number("\uff11\uff12\uff13\uff14", known=both).value == "1234"


def test_without_a_set_length_nobody_can_tell_whether_a_number_cell_lost_zeros() -> None:
    for digits, word in ((0, "分かりません"), (6, "失われた")):
        problem = read_number("1234", is_number=True, digits=digits).problem
        assert problem is not None
        assert word in problem.message


def test_a_number_shown_with_an_exponent_is_asked_unless_it_is_somebodys() -> None:
    for known in (None, KnownCodes(["200"])):
        read = read_number("100", is_number=True, is_exponent=True, digits=3, known=known)
        assert read.problem is not None
        assert (read.value, read.problem.code) == ("", "code-like-number")
    read = read_number("100", is_number=True, is_exponent=True, digits=3, known=KnownCodes(["100"]))
    assert (read.value, read.problem) == ("100", None)


def test_a_number_that_differs_by_its_signs_is_proposed_as_the_office_spells_it() -> None:
    office = KnownCodes(["A-123", "1-2345"])
    for raw, known in (("A123", "A-123"), ("A 123", "A-123"), ("12345", "1-2345")):
        asked = read_number(raw, known=office)
        assert asked.problem is not None
        assert (asked.value, asked.problem.code, asked.problem.found) == (known, SPELT, raw)
        taken = read_number(raw, known=office, accept=(SPELT,))
        assert (taken.value, taken.problem) == (known, None)
        assert taken.accepted is not None
        assert (taken.accepted.code, taken.accepted.found) == (SPELT, raw)
    # Whoever accepts this of some cells takes the others as they stand.
    other = read_number("B7", known=office, accept=(SPELT,))
    assert (other.value, other.problem, other.accepted) == ("B7", None, None)


def test_what_a_spreadsheet_spoilt_or_zeros_tell_is_no_question_of_signs() -> None:
    office = KnownCodes(["2026-0401"])
    as_text = read_number("20260401", known=office).problem
    as_number = read_number("20260401", known=office, is_number=True).problem
    as_date = read_number("20260401", known=office, is_date=True).problem
    assert as_text is not None
    assert as_number is not None
    assert as_date is not None
    assert (as_text.code, as_number.code, as_date.code) == (SPELT, "number-not-text", "code-spoilt")
    nearer = read_number("A1", known=KnownCodes(["0A1", "A-1"]))
    assert nearer.problem is not None
    assert (nearer.value, nearer.problem.code) == ("0A1", "number-not-text")
