"""Headers of foreign tables as offices build them, and what their look tells that their values do not."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from dxdesk.domain.columns import ROSTER_COLUMNS, Column, guess
from dxdesk.excel.tables import read_table, read_tables
from dxdesk.ports.foreign_tables import TableLooks

FLAT = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "任用区分")
PEOPLE = (
    ("000101", "検証 太郎", "ケンショウ タロウ", "0101", "企画課", "正規"),
    ("000102", "検証 花子", "ケンショウ ハナコ", "0102", "総務課", "正規"),
)
Rows = Sequence[Sequence[str]]


def book(path: Path, rows: Rows, merge: Sequence[str] = ()) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "名簿"
    for row in rows:
        sheet.append([cell or None for cell in row])
    for area in merge:
        sheet.merge_cells(area)
    made.save(path)
    return path


def text(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path) -> tuple[list[str], tuple[int, ...], list[str]]:
    table = read_table(path)
    return [h.value for h in table.headers], table.header_rows, [row[0].value for row in table.rows]


GROUPS = ("職員", "", "", "所属", "", "")
UNDER = ("番号", "氏名", "カナ", "コード", "名称", "任用区分")
ALONE = ("職員番号", "氏名", "フリガナ", "所属", "", "任用区分")
BELOW = ("", "", "", "コード", "名称", "")
TWICE = ("職員番号", "氏名", "本務", "", "兼務", "")
TWICE_BELOW = ("", "", "所属", "職名", "所属", "職名")


STAFF = ["職員 > 番号", "職員 > 氏名", "職員 > カナ"]
SECTION = ["所属 > コード", "所属 > 名称"]
UPRIGHT = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
POSTS = ["職員番号", "氏名", "本務 > 所属", "本務 > 職名", "兼務 > 所属", "兼務 > 職名"]


@pytest.mark.parametrize(
    ("upper", "lower", "merge", "expected"),
    [
        (GROUPS, UNDER, (), [*STAFF, *SECTION, "所属 > 任用区分"]),
        (GROUPS, UNDER, ("A1:C1", "D1:E1"), [*STAFF, *SECTION, "任用区分"]),
        (ALONE, BELOW, (), [*FLAT[:3], *SECTION, "任用区分"]),
        (ALONE, BELOW, UPRIGHT, [*FLAT[:3], *SECTION, "任用区分"]),
        (TWICE, TWICE_BELOW, (), POSTS),
        (TWICE, TWICE_BELOW, ("C1:D1", "E1:F1"), POSTS),
    ],
)
@pytest.mark.parametrize("above", [0, 3, 40])
def test_a_header_of_two_lines_is_read_as_one(
    tmp_path: Path,
    upper: Sequence[str],
    lower: Sequence[str],
    merge: Sequence[str],
    expected: list[str],
    above: int,
) -> None:
    titles = [("職員一覧表",) if row == 0 else ("",) * 6 for row in range(above)]
    moved = tuple(re.sub(r"\d", lambda row: str(above + int(row[0])), area) for area in merge)
    made = book(tmp_path / "a.xlsx", (*titles, upper, lower, *PEOPLE), moved)
    assert read(made) == (expected, (above + 1, above + 2), ["000101", "000102"])
    if not merge:
        found = read(text(tmp_path / "a.csv", (*titles, upper, lower, *PEOPLE)))
        assert found == (expected, (above + 1, above + 2), ["000101", "000102"])


THREE = (
    (("基本情報", "", "所属情報", "", "確認者", ""), ("A1:B1", "C1:D1", "E1:F1")),
    (("職員", "", "課", "", "一次", "二次"), ("A2:B2", "C2:D2")),
    (("番号", "氏名", "コード", "名称", "職員番号", "職員番号"), ()),
)


@pytest.mark.parametrize("titles", [0, 2])
def test_a_header_of_three_lines_is_read_as_one(tmp_path: Path, titles: int) -> None:
    merge = [
        re.sub(r"\d", lambda row: str(titles + int(row[0])), area) for _, areas in THREE for area in areas
    ]
    above = [("職員一覧表",), ("",)][:titles]
    rows = (*above, *(line for line, _ in THREE), ("000101", "検証 太郎", "0101", "企画課", "000102", ""))
    headers, lines, numbers = read(book(tmp_path / "a.xlsx", rows, merge))
    assert (lines, numbers) == ((titles + 1, titles + 2, titles + 3), ["000101"])
    assert headers == [
        *("基本情報 > 職員 > 番号", "基本情報 > 職員 > 氏名", "所属情報 > 課 > コード"),
        *("所属情報 > 課 > 名称", "確認者 > 一次 > 職員番号", "確認者 > 二次 > 職員番号"),
    ]
    found = guess(headers, ROSTER_COLUMNS)
    assert found[Column.NUMBER] == (headers[0],)
    assert (found[Column.FIRST], found[Column.SECOND]) == ((headers[4],), (headers[5],))
    assert found[Column.DEPARTMENT_CODE] == (headers[2],)


@pytest.mark.parametrize(
    "above",
    [
        [("職員一覧表(令和8年12月1日現在)",)],
        [("職員一覧表",), ("", "", "", "", "作成者", "人事課")],
        [("起案", "", "課長", "", "係長", "")],
        [("取扱注意", "", "", "", "", "")] * 20,
        [("注", "この表の使い方", "", "", "", "")] * 59,
        [("課長", "係長", "担当", "起案", "決裁", "公印")],
    ],
)
def test_what_stands_above_a_header_is_no_part_of_it(tmp_path: Path, above: Rows) -> None:
    rows = (*above, FLAT, *PEOPLE)
    expected = (list(FLAT), (len(above) + 1,), ["000101", "000102"])
    assert read(book(tmp_path / "a.xlsx", rows)) == expected
    assert read(text(tmp_path / "a.csv", rows)) == expected


@pytest.mark.parametrize(
    "first",
    [
        ("", "", "【企画部】", "", "", ""),
        ("企画部", "", "", "", "", ""),
        ("A0101", "検証 太郎", "", "課", "企画課", "正規"),
        ("A0101", "検証 太郎", "カナ", "", "", ""),
        ("", "検証 太郎", "カナ", "", "企画課", "正規"),
    ],
)
def test_the_first_line_of_a_table_is_not_taken_for_its_header(tmp_path: Path, first: Sequence[str]) -> None:
    headers = ("職員番号", "氏名", "", "所属コード", "所属名", "任用区分")
    for header in (FLAT, headers):
        table = read_table(text(tmp_path / "a.csv", (header, first, *PEOPLE)))
        assert table.header_rows == (1,)
        assert len(table.rows) == 3


def looked(tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> TableLooks:
    path = book(tmp_path / "a.xlsx", (FLAT, *PEOPLE, *PEOPLE))
    made = openpyxl.load_workbook(path)
    change(made)
    made.save(path)
    return read_tables(path)[0].looks


def test_what_is_hidden_filtered_struck_and_merged_is_counted(tmp_path: Path) -> None:
    def by_hand(made: openpyxl.Workbook) -> None:
        made["名簿"].row_dimensions[3].hidden = True
        made["名簿"].row_dimensions[9].hidden = True  # no line of the table
        made["名簿"].column_dimensions["D"].hidden = True
        made.create_sheet("前年").sheet_state = "hidden"

    def filtered(made: openpyxl.Workbook) -> None:
        made["名簿"].auto_filter.ref = "A1:F5"
        made["名簿"].auto_filter.add_filter_column(5, ["正規"])
        for row in (2, 4):
            made["名簿"].row_dimensions[row].hidden = True

    def struck(made: openpyxl.Workbook) -> None:
        made["名簿"]["B3"].font = Font(strike=True)
        made["名簿"]["H3"].font = Font(strike=True)  # empty
        piece = TextBlock(InlineFont(strike=True), "企画課")
        made["名簿"]["E2"] = CellRichText(piece, "総務課")

    def merged(made: openpyxl.Workbook) -> None:
        made["名簿"].merge_cells("E2:E3")
        made["名簿"].merge_cells("C4:D4")

    found = looked(tmp_path, by_hand)
    assert (found.hidden_rows, found.hidden_columns, found.hidden_sheets) == ((1,), (3,), ("前年",))
    found = looked(tmp_path, filtered)
    assert (found.hidden_rows, found.filtered) == ((0, 2), True)
    assert looked(tmp_path, struck).struck == ((0, 4), (1, 1))
    assert looked(tmp_path, merged).merged == 2
    plain = looked(tmp_path, lambda made: None)
    assert (plain.hidden_rows, plain.struck, plain.merged, plain.filtered) == ((), (), 0, False)
