"""A printed code: read back as people type it, and a slip of the pen is told from a code."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import recovery_code
from dxdesk.domain.recovery_code import ALPHABET

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def test_codes_are_long_and_never_twice_the_same() -> None:
    codes = {recovery_code.new() for _ in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {32}
    assert set("".join(codes)) == set(ALPHABET)
    assert not set(ALPHABET) & set("0O1I")


@given(
    st.randoms(use_true_random=False), st.sampled_from(["-", " ", "", "\u3000", "\u30fc", "\u2212", " - "])
)
def test_a_code_is_read_however_it_is_typed(chance: random.Random, between: str) -> None:
    code = recovery_code.new()
    typed = recovery_code.grouped(code).replace("-", between)
    for form in (typed, typed.lower(), typed.translate(FULL_WIDTH), f" {typed} "):
        assert recovery_code.read(form) == code
        assert recovery_code.read(unicodedata.normalize("NFD", form)) == code


@given(st.integers(0, 31), st.sampled_from(ALPHABET))
def test_a_slip_of_the_pen_is_seldom_a_code(position: int, other: str) -> None:
    seen = 0
    for _ in range(20):
        code = recovery_code.new()
        wrong = code[:position] + other + code[position + 1 :]
        seen += wrong != code and recovery_code.read(wrong) == wrong
    assert seen <= 2
    assert recovery_code.read(code[:-1]) == ""


@given(st.text(max_size=40))
def test_passphrases_are_no_codes(text: str) -> None:
    assert recovery_code.read(text) == ""
