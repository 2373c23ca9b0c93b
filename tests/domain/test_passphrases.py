"""What a new passphrase has to be, and that nobody is locked out by how it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.domain.passphrases import LEAST, Fault, fault, length, refuse_unfit, spellings, to_set

KANA = st.text("がぎぱぴかきはひabA1 １ｶﾞ", max_size=12)


@pytest.mark.parametrize(
    ("text", "of_office", "own"),
    [
        ("", Fault.MISSING, None),
        ("   ", Fault.BLANK, Fault.BLANK),
        ("\u3000みどりのかえる", Fault.BLANK, Fault.BLANK),
        ("green frogs 3\t", Fault.BLANK, Fault.BLANK),
        ("green frogs", Fault.SHORT, None),
        ("みどりのか", Fault.SHORT, None),
        ("みどりのかえ", None, None),
        ("green frogs 3", None, None),
        ("みどり の かえる 3", None, None),
    ],
)
def test_the_rules(text: str, of_office: Fault | None, own: Fault | None) -> None:
    assert fault(text, office=True) is of_office
    assert fault(text, office=False) is own


@given(text=st.text(max_size=16), office=st.booleans())
def test_what_is_refused_is_what_is_wrong(text: str, office: bool) -> None:
    """That there is none at all is told by the store, which knows where it would lie."""
    found = fault(text, office=office)
    if found in (None, Fault.MISSING):
        refuse_unfit(text, office=office)
        return
    with pytest.raises(KnownError) as caught:
        refuse_unfit(text, office=office)
    assert caught.value.code == f"passphrase-{found}"


@given(KANA)
def test_however_it_was_typed_one_of_the_spellings_is_what_was_set(text: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, text)
        assert to_set(text) in spellings(typed)
        for made in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            assert made in spellings(typed), "an earlier program kept it as it came"


@given(KANA)
def test_the_text_as_typed_comes_first_and_nothing_twice(text: str) -> None:
    found = spellings(text)
    assert found[0] == text
    assert len(found) == len(set(found)) <= 3


@given(st.text("abc 123", max_size=20), st.text("春夏秋冬あいう", max_size=10))
def test_a_full_width_character_counts_as_two(half: str, full: str) -> None:
    assert length(half + full) == len(half) + 2 * len(full)
    assert LEAST == 12
