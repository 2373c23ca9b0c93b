"""Findings of one kind are one line: what they have in common, the first cells, how many there are."""

from __future__ import annotations

import pytest

from dxdesk.domain.alike import FEW, folded
from dxdesk.domain.errors import Place, Problem


def lengths(count: int, sheet: str = "名簿") -> list[Problem]:
    return [
        Problem(
            "number-length",
            "職員番号が3桁です。設定は6桁です。",
            f"「000{n}」とみなしてよければ、そのことを承認してもう一度取り込んでください。",
            str(n),
            Place("名簿.xlsx", sheet, f"A{n}"),
        )
        for n in range(101, 101 + count)
    ]


@pytest.mark.parametrize("count", range(FEW + 1))
def test_a_few_stay_as_they_are(count: int) -> None:
    assert folded(lengths(count)) == tuple(lengths(count))


def test_many_are_one_with_what_is_proposed_of_each() -> None:
    other = Problem("name-empty", "氏名が空です。", "", "", Place("名簿.xlsx", "名簿", "B7"))
    first, second = folded([*lengths(300), other])
    assert second == other
    assert first.place == Place("名簿.xlsx", "名簿", "300か所")
    assert first.found == "".join(
        (
            "A101 101 → 000101、A102 102 → 000102、A103 103 → 000103、",
            "A104 104 → 000104、A105 105 → 000105 ほか295か所",
        )
    )
    assert first.fix == "矢印の右のとおりとみなしてよければ、そのことを承認してもう一度取り込んでください。"
    assert first.message == lengths(1)[0].message


def test_what_all_found_is_said_once_and_what_differs_is_marked() -> None:
    same = [Problem("formula-uncalculated", "まだ。", "", "数式", Place("", "", f"D{n}")) for n in range(4)]
    assert [one.found for one in folded(same)] == ["数式 D0、D1、D2、D3"]
    dates = [
        Problem(
            "code-spoilt",
            f"「番号」はもとは「10-{n}」でした。",
            "直す。",
            f"2026-10-0{n}",
            Place("", "", f"A{n}"),
        )
        for n in range(1, 7)
    ]
    (told,) = folded(dates)
    assert told.message == "「番号」はもとは「10-1」などでした。"
    assert told.found.endswith("A5 2026-10-05 ほか1か所")


def test_sheets_kinds_and_what_has_no_cell_stay_apart() -> None:
    assert len(folded([*lengths(4), *lengths(4, "別の表")])) == 2
    assert len(folded(Problem("department-new", f"新しい所属「{n}課」を加えます。") for n in range(9))) == 9
