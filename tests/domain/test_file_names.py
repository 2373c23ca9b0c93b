"""Names of files made from what sections and people are called can be made, and copied, on any PC."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.file_names import bare, called, numbered, part

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


def test_a_name_stands_beside_its_number_and_can_be_left_out_again() -> None:
    package = "所属配布票_R7_" + called("001130", "葛\U000e0100城 健", "学務課(本庁)")
    assert package == "所属配布票_R7_001130(学務課\uff08本庁\uff09 葛城 健)"
    for name in (package, numbered(package, 2), "所属配布票_R7_001130", "所属配布票_R7_001130 (2)"):
        assert bare(name) == "所属配布票_R7_001130"
    passed_on = f"確認票_R7_{called('A_01', '検証 一郎')}_{called('001002', '検証 二郎', '区民部')}あて"
    assert bare(passed_on) == "確認票_R7_A_01_001002あて"
    assert called("001130", "", "") == "001130"
    assert called("001130", "", "学務課") == "001130(学務課)"


@given(*[st.text(st.sampled_from('CON()_. \t<>:"/\\|?*課\u202e') | st.characters(codec="utf-8"))] * 2)
def test_any_two_names_beside_a_number_leave_room_and_can_be_left_out_again(name: str, section: str) -> None:
    stem = f"確認票_R10_{called('1' * 20, name, section)}_{called('2' * 20, name, section)}あて"
    assert bare(stem) == f"確認票_R10_{'1' * 20}_{'2' * 20}あて"
    assert not set(stem) & set('<>:"/\\|?*\n\t\u202e')
    assert len(f"{numbered(stem, 12)}.xlsx".encode()) <= 255
