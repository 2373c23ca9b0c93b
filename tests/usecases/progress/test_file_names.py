"""Whom a file that went out was for is read from its name, whichever program wrote it."""

from __future__ import annotations

import pytest

from dxdesk.ports.entities import Dispatch
from dxdesk.usecases.progress.unreached import _newest
from dxdesk.usecases.progress.work_view import tails


def sent(kind: str, name: str) -> Dispatch:
    return Dispatch(1, "2026-01-09T00:00:00Z", kind, name, "", 2025, "p", 7, "ab" * 32, 1)


@pytest.mark.parametrize(
    ("kind", "name", "whose"),
    [
        ("section_package", "所属配布票_R7_001130.xlsx", "001130"),
        ("section_package", "所属配布票_R7_001130 (2).xlsx", "001130"),
        ("section_package", "所属配布票_R7_001130(学務課 鈴木 香織).xlsx", "001130"),
        ("section_package", "所属配布票_R7_001130(学務課 鈴木 香織) (2).xlsx", "001130"),
        ("section_package", "所属配布票_R7_A_1(DX_推進 鈴木_香織).xlsx", "A_1"),
        ("return_slip", "差戻票_R7_001003_2.xlsx", "001003_2"),
        ("return_slip", "差戻票_R7_001003(学務課 髙橋 美咲)_2.xlsx", "001003_2"),
    ],
)
def test_a_name_of_today_and_one_of_earlier_programs_say_whose_a_file_is(
    kind: str, name: str, whose: str
) -> None:
    assert tails([sent(kind, name)], kind) == {whose}
    if kind == "section_package":
        assert _newest([sent(kind, name)]) == {whose: ("2026-01-09T00:00:00Z", 7)}
