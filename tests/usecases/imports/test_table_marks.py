"""Signs that stand in a roster where a value belongs: proposed or refused by cell, never a section."""

from __future__ import annotations

import dataclasses
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.columns import Column, ColumnPlan
from dxdesk.domain.ditto import Mark, is_ditto, mark_of
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports import table_rows
from dxdesk.usecases.imports.acceptable import CODES
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD, PEOPLE, codes, hr_desk, is_unchanged, listed, with_values
from tests.helpers.memory import forgetful

REPEATED = (
    "〲 〱 ’’ ‘‘ ‥ … ... \uff1a : ゝ ヽ ゞ ヾ // \uff0f\uff0f ・ ・・ \uff0c 、 \uff5e → ; 〻 "
    "゛゛ \uff02\uff02 同じく 同課 同部 同所属 〃課"
)
ASIDE = "同左 同右 (同左) \uff08同右\uff09 同下 同左に同じ 左に同じ 右に同じ 同前 同\u3000左 同左欄"
NOTHING = "- \uff0d ー \u2014 \u2015 \u2212 -- \uff0f なし 無し (なし) 該当なし \uff70"
SYMBOLS = "○ ● ◎ ★ ☆ × ■ ✓ ※ 〇 * #"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An HR store that knows four people in two sections."""
    return hr_desk(tmp_path_factory.mktemp("marks"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def in_both(tmp_path: Path, mark: str) -> Path:
    people = [
        [*row[:2], *((mark, mark) if number % 2 else row[2:4]), *row[4:]] for number, row in enumerate(PEOPLE)
    ]
    return listed(tmp_path / "名簿.csv", people)


@pytest.mark.parametrize("mark", REPEATED.split())
def test_a_sign_under_a_section_is_proposed_as_the_one_above(desk: Desk, tmp_path: Path, mark: str) -> None:
    path = in_both(tmp_path, mark)
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == ["fill-department-code", "fill-department-name"]
    assert not asked.departments.added
    assert is_unchanged(preview_roster(desk, path, accept=codes(asked.errors)))
    first = listed(tmp_path / "上なし.csv", with_values("所属コード", (mark, "0101", "0102", "0102")))
    every = [*table_rows.FILLS.values()]
    assert ("ditto-mark", "2行C列") in [
        (p.code, p.place.cell) for p in preview_roster(desk, first, accept=every).errors
    ]


@pytest.mark.parametrize("mark", [*ASIDE.split(" "), *SYMBOLS.split()])
@pytest.mark.parametrize("header", ["所属コード", "所属名", "任用区分", "一次確認者", "氏名"])
def test_what_points_elsewhere_or_is_a_sign_is_refused_by_its_cell(
    desk: Desk, tmp_path: Path, mark: str, header: str
) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values(header, (values[0], mark, *values[2:])))
    preview = preview_roster(desk, path, accept=sorted(CODES))
    assert ("ditto-mark" in codes(preview.errors)) or "confirmer-name-unknown" in codes(preview.errors)
    assert f"3行{'ABCDEF'[HEAD.index(header)]}列" in [p.place.cell for p in preview.errors]
    assert not preview.departments.added
    assert not preview.new_entries


@pytest.mark.parametrize("mark", NOTHING.split())
def test_a_sign_for_nothing_is_proposed_as_blank(desk: Desk, tmp_path: Path, mark: str) -> None:
    path = in_both(tmp_path, mark)
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == ["blank-section", "none-marks"]
    assert [p.place.cell for p in asked.errors if p.code == "none-marks"] == ["3行C列"]
    taken = preview_roster(desk, path, accept=codes(asked.errors))
    assert taken.errors == ()
    assert {change.after.department_code for change in taken.changed} == {""}
    confirmers = listed(tmp_path / "確認者.csv", with_values("一次確認者", (mark, "000101", mark, "000201")))
    assert codes(preview_roster(desk, confirmers).errors) == ["none-marks"]
    assert is_unchanged(preview_roster(desk, confirmers, accept=["none-marks"]))
    states = listed(
        tmp_path / "状態.csv",
        [[*row, value] for row, value in zip(PEOPLE, ("在職", mark, mark, "在職"), strict=True)],
        (*HEAD, "在職状態"),
    )
    asked = preview_roster(desk, states, accept=["new-list-value"])
    assert codes(asked.errors) == ["none-marks"]
    assert {entry.value for entry in asked.new_entries} <= {"在職"}


@pytest.mark.parametrize("word", ["なし", "無し", "該当なし"])
def test_a_word_of_the_office_s_own_list_stays_a_word(desk: Desk, tmp_path: Path, word: str) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("任用区分", ("正規", word, "正規", "正規")))
    assert codes(preview_roster(desk, path).errors) == ["new-list-value"]


def test_a_blank_under_a_sign_for_nothing_stays_blank(desk: Desk, tmp_path: Path) -> None:
    people = [
        PEOPLE[0],
        [*PEOPLE[1][:2], "-", "-", *PEOPLE[1][4:]],
        [*PEOPLE[2][:2], "", "", *PEOPLE[2][4:]],
        PEOPLE[3],
    ]
    found = codes(preview_roster(desk, listed(tmp_path / "名簿.csv", people)).errors)
    assert found == ["blank-section", "none-marks"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "企画課",
        "同仁病院",
        "上田",
        "0101",
        "A-1",
        "前田 太郎",
        "なしのき園",
        "〇一課",
        "ー1",
        "々木",
        "ゝ子",
        "無線係",
    ],
)
def test_what_holds_a_letter_or_a_digit_is_a_value(text: str) -> None:
    assert mark_of(text) is None


@given(st.text(st.characters(categories=("P", "S", "Z")), min_size=1, max_size=6))
def test_no_text_without_a_letter_or_a_digit_is_a_value(text: str) -> None:
    shown = "".join(unicodedata.normalize("NFKC", text).split())
    letters = any(
        unicodedata.category(sign)[0] in "LN" and unicodedata.category(sign) != "Lm" for sign in shown
    )
    if shown and not letters:
        assert mark_of(text) is not None or not text.strip("\u2800\u3164\u115f\u1160\uffa0")


@given(st.text(max_size=8))
def test_the_usual_marks_are_marks(text: str) -> None:
    if is_ditto(text):
        assert mark_of(text) is Mark.ABOVE


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    *REPEATED.split(),
                    *ASIDE.split(),
                    *SYMBOLS.split(),
                    *NOTHING.split(),
                    "なし",
                    "〃",
                    "同上",
                    "主事",
                    "0101",
                    "",
                    " ",
                    "#エラー",
                    "#計算前の数式",
                    "#計算前の数式 =A1+1",
                ]
            ),
            max_size=3,
        ),
        max_size=4,
    )
)
def test_a_table_in_which_all_is_readable_has_no_line_with_a_finding(rows: list[list[str]]) -> None:
    lines = tuple(tuple(map(TableCell, row)) for row in rows)
    plan = ColumnPlan({Column.TITLE: (0,), Column.FIRST: (2,)})
    sheet = Sheet(ForeignTable("表", "", tuple(map(TableCell, "abc")), lines), plan)
    found = [problem for row in lines for problem in (*sheet.broken(row), *sheet.unreadable(row))]
    assert not (sheet.is_readable() and found)
    # A space may stand before a mark: it is enough for a look at each row.
    assert sheet.is_readable() or any(text for row in rows for text in row)


def test_the_texts_of_a_column_are_told_once_and_blank_for_a_short_line() -> None:
    lines = tuple(tuple(map(TableCell, row)) for row in (["a", "b"], ["a"], ["c", "b"]))
    table = ForeignTable("表", "", tuple(map(TableCell, "xy")), lines)
    assert (table.texts(0), table.texts(1)) == ({"a", "c"}, {"b", ""})
    assert dataclasses.replace(table, rows=lines[:1]).texts(0) == {"a"}
