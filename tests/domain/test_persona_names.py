"""A persona is read in another width and two in one; an unknown one has nearest names."""

from __future__ import annotations

import pytest

from dxdesk.domain.persona_names import PersonaNames, unknown

NAMES = PersonaNames({"promoter": "DX推進員", "officer": "情報政策官", "core": "デジタル 中核人材"})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("DX推進員", ("DX推進員",)),
        ("ＤＸ推進員", ("DX推進員",)),
        ("promoter", ("promoter",)),
        ("デジタル　中核人材", ("デジタル 中核人材",)),
        ("DX推進員・情報政策官", ("DX推進員", "情報政策官")),
        ("DX推進員 情報政策官", ("DX推進員", "情報政策官")),
        ("DX推進員　情報政策官", ("DX推進員", "情報政策官")),
        ("DX推進員及び情報政策官", ("DX推進員", "情報政策官")),
        ("DX推進員と情報政策官", ("DX推進員", "情報政策官")),
        ("DX推進委員", ()),
        ("DX推進員・係長", ()),
        ("", ()),
    ],
)
def test_what_a_cell_names(text: str, read: tuple[str, ...]) -> None:
    assert NAMES.read(text) == read


@pytest.mark.parametrize("slip", ["DX推進委員", "DX推進", "DX推進担当員", "ＤＸ推進委員", "DX推進員(主)"])
def test_a_slip_of_the_pen_has_the_nearest_name(slip: str) -> None:
    assert NAMES.nearest(slip)[0] == "DX推進員"


def test_what_is_like_nothing_has_no_nearest_name() -> None:
    assert NAMES.nearest("会計事務") == ()
    assert not PersonaNames({})


def test_what_people_hold_counts_as_it_is_written_only() -> None:
    assert unknown(NAMES, ("DX推進員", "DX推進員・情報政策官", "x", "x", "officer")) == (
        "DX推進員・情報政策官",
        "x",
    )
