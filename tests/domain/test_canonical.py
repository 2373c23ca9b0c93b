"""One byte sequence for one value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_a_value_has_one_text_and_comes_back_from_it(value: object) -> None:
    text = canonical.dumps(value)
    assert json.loads(text) == value
    assert canonical.dumps(json.loads(text)) == text


@given(st.dictionaries(_TEXT, st.integers(), max_size=6))
def test_the_order_things_were_written_down_in_does_not_matter(value: dict[str, int]) -> None:
    assert canonical.dumps(dict(reversed(value.items()))) == canonical.dumps(value)


def test_names_are_kept_as_they_are_written() -> None:
    names = ["葛\U000e0100西", "\ufa19谷", "が", "か\u3099", "𠮷野"]
    assert json.loads(canonical.dumps(names)) == names
    assert canonical.digest(canonical.dumps("が")) != canonical.digest(canonical.dumps("か\u3099"))


@pytest.mark.parametrize(
    "value", [1.5, {"a": float("nan")}, [b"x"], {1: "a"}, {"a": {2}}, "\ud800", {"\udfff": 1}]
)
def test_what_has_no_canonical_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"canonical|surrogates"):
        canonical.dumps(value)


def test_a_digest_is_so_many_characters_of_sha256() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert canonical.digest("") == empty[:32]
    assert canonical.digest(b"", 64) == empty
