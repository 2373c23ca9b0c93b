"""A text that is higher than a row of a spreadsheet can be goes on in the next row, and comes back whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.excel import continuing, table_layout, textsize
from dxdesk.excel.grid import line_height
from dxdesk.excel.styles import look_of
from dxdesk.excel.table_layout import FIRST, ROW, layout, table_grid
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

HEAD = Head("一覧", "検証区", "令和7年度", "", "", "", "", "", "", "")
COLUMNS = (
    Column("skill", "スキル", 12),
    Column("said", "コメント", 20, "wrap"),
    Column("n", "件", 6, "number"),
)
LONG = "".join(f"{number}番めの文です。窓口の案内を見直しました。\n" for number in range(90))


def sheet(*rows: tuple[str, ...]) -> TableSheet:
    return TableSheet(
        "一覧", HEAD, COLUMNS, tuple(TableRow(str(place), row) for place, row in enumerate(rows))
    )


def joined(table: TableSheet) -> list[tuple[str, ...]]:
    """Return the rows of a table as its layout says them, those that go on put together again."""
    found: list[list[str]] = []
    for line in layout(table)[0]:
        if not line.key.startswith(ROW):
            continue
        texts = [str(value) for _, value, _ in line.cells]
        if continuing.MARK not in line.key:
            found.append(texts)
            continue
        first = "" if texts[0] == continuing.MARK else texts[0]
        found[-1] = [one + more for one, more in zip(found[-1], (first, *texts[1:]), strict=True)]
    return [tuple(row) for row in found]


LETTERS = st.sampled_from(["あ", "A", "。", "\n", "葛\U000e0100", "が", "か\u3099", "𠮷", "1", " "])
TEXTS = st.builds(
    lambda part, times: part * times, st.lists(LETTERS, max_size=12).map("".join), st.integers(1, 120)
)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.just("3")), min_size=1, max_size=3))
def test_all_text_comes_back_and_no_row_is_too_high(rows: list[tuple[str, ...]]) -> None:
    table = sheet(*rows)
    assert joined(table) == [tuple(row) for row in rows]
    ems = table_grid(table).ems
    for line in layout(table)[0]:
        for column, value, style in line.cells:
            look = look_of(style)
            if line.key.startswith(ROW) and look.wrap and isinstance(value, str) and len(value) > 30:
                wide = ems[column - FIRST] - look.indent * 0.9
                high = textsize.height(value, wide, look.size, spare=True)
                assert high <= textsize.MAX_ROW_POINTS
                assert not value.startswith(("\U000e0100", "\u3099"))


def test_a_row_that_goes_on_says_so_and_is_neither_filtered_nor_sorted_apart() -> None:
    table = sheet(("業務改革", LONG, "1"), ("データ活用", "短い", "2"), ("セキュリティ", "短い", "3"))
    lines = [line for line in layout(table)[0] if line.key.startswith(ROW)]
    assert len(lines) > 3
    assert [line.cells[0][1] for line in lines] == [
        "業務改革",
        *[continuing.MARK] * (len(lines) - 3),
        *("データ活用", "セキュリティ"),
    ]
    assert all(str(line.cells[1][1]).endswith(("\n", "。")) for line in lines[: len(lines) - 2])
    grid = table_grid(table)
    assert all(line_height(line, grid.ems, spare=True) <= textsize.MAX_ROW_POINTS for line in lines)
    assert grid.filtered == ""
    assert table_grid(sheet(*(("短い", "短い", "1"),) * 3)).filtered


@pytest.mark.parametrize("earlier", [False, True])
def test_it_is_held_against_what_was_sent_whichever_program_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    table = sheet(("業務改革", LONG, "1"), ("データ活用", "短い", "2"))
    path, books = tmp_path / "一覧.xlsx", ExcelWorkbooks()
    with monkeypatch.context() as patch:
        if earlier:
            patch.setattr(table_layout.continuing, "rows_of", lambda line, *_: (line,))
        books.write_tables([table], path, b"sealed")
    read = [row[2].value for row in openpyxl.load_workbook(path)["一覧"].iter_rows()]
    assert any(
        row[1].value == continuing.MARK for row in openpyxl.load_workbook(path)["一覧"].iter_rows()
    ) is (not earlier)
    assert LONG.rstrip() in "".join(str(text) for text in read if text)
    assert books.compare_tables(books.open(path), [table]) == ()
    other = replace(
        table, rows=(replace(table.rows[0], cells=("業務改革", f"{LONG}もう1文。", "1")), *table.rows[1:])
    )
    assert books.compare_tables(books.open(path), [other]) != ()
