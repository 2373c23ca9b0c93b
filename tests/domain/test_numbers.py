"""職員番号 is text: what a spreadsheet spoilt is proposed, never silently repaired."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.numbers import read_number, usual_digits


@pytest.mark.parametrize(
    ("raw", "is_number", "digits", "code", "proposed"),
    [
        ("1234", True, 6, "number-not-text", "001234"),
        ("1234", True, 0, "number-not-text", "1234"),
        ("００１２３４", False, 6, "number-full-width", "001234"),
        ("１２３４", False, 6, "number-full-width", "001234"),
        ("1234", False, 6, "number-length", "001234"),
        (" 001234", False, 6, "number-blank-around", "001234"),
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
    assert usual_digits([]) == 0
