"""Lists of texts are written by hand: as canonical JSON would be, whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical, subjects

_TEXTS = st.lists(st.text(st.characters(exclude_categories=("Cs",))), max_size=6)


@given(_TEXTS)
def test_a_list_of_texts_is_written_as_canonical_json_is(texts: list[str]) -> None:
    assert canonical.dumps_texts(*texts) == canonical.dumps(texts)


def test_half_a_character_is_refused_as_canonical_json_refuses_it() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical.dumps_texts("\ud800")


def test_the_uid_of_an_entry_stays_what_earlier_programs_gave_it() -> None:
    row = ["entry", "000123", "実務経験", "2024-04", '窓口の"見直し"\n\\']
    assert subjects.entry_uid(*row[1:]) == canonical.digest(canonical.dumps(row))
