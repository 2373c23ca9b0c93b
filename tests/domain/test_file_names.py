"""Names of files made from what sections and people are called can be made, and copied, on any PC."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.file_names import part

RESERVED = ["CON", "nul", "Aux", "PRN", "COM1", "lpt9", "COM\u00b9", "CONIN$"]
RESERVED += ["CON.xlsx", "NUL.tar.gz", "NUL .txt"]


@pytest.mark.parametrize("name", RESERVED)
def test_names_that_windows_keeps_for_devices_are_not_used(name: str) -> None:
    assert part(name) == f"_{name}"


@pytest.mark.parametrize(
    "name", ["102001", "税務課市民税係", "CONSUL", "COM10", "人事(仮)", "a-b_c", "葛\U000e0100西"]
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert part(name) == name


def test_a_long_name_fits_where_bytes_are_counted() -> None:
    assert part("長" * 200) == "長" * 66
    assert part("\U00020bb7" * 200) == "\U00020bb7" * 50
    assert part("a" * 200) == "a" * 80


def test_what_windows_refuses_or_drops_is_replaced() -> None:
    assert part('課<1>:"甲/乙\\丙|?*') == "課_1___甲_乙_丙___"
    assert part("市民課. . ") == "市民課"
    assert part("一行目\u2028二行目") == "一行目 二行目"
    assert part(" .. ", empty="所属なし") == "所属なし"


@given(
    st.text(st.sampled_from('CONULcomP1. \t<>:"/\\|?*課\u202e') | st.characters(codec="utf-8"), max_size=100)
)
def test_any_text_makes_a_name_that_every_system_takes(text: str) -> None:
    found = part(text)
    assert found
    assert found == part(found)
    assert not set(found) & set('<>:"/\\|?*\n\t\u202e')
    assert found[-1] not in ". "
    assert len(found.encode()) <= 201
    assert found.split(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
