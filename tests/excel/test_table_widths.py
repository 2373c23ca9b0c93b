"""How wide the columns of a readable table are, in the font here and in the one another PC takes."""

from __future__ import annotations

import pytest

from dxdesk.excel import textsize
from dxdesk.excel.table_layout import column_widths, table_grid
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

TEXTS = (
    "情報セキュリティ基礎研修 第1回",
    "DX推進委員フォローアップ 第1回",
    "本庁舎5階 研修室A",
    "税務課市民税係",
)
NARROWER, INDENT = 0.9, 1.4
"""What a column loses where the base font is missing; what the cell itself takes of it."""


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_may_be_as_wide_as_it_is_stands_in_one_line_in_another_font_too(text: str) -> None:
    (wide,) = column_widths((Column("x", "欄", 60, "wrap"),), (TableRow("1", (text,)),))
    assert textsize.text_ems(text, other=True) <= wide * NARROWER - INDENT
    assert textsize.text_ems(text) <= wide * NARROWER - INDENT


def test_no_line_above_a_table_is_cut_where_another_font_is_taken() -> None:
    guide = (
        "受講日、結果を書いてください。結果は、出席、修了、欠席のどれかを選びます。"
        "空いた行は、欠席と決めたことになりません。"
    )
    head = Head("出席簿", "検証区", "令和7年度", "", "", "", "", "", "人事課", "", guide=(guide,))
    columns = (
        Column("number", "職員番号", 12),
        Column("name", "氏名", 20, "wrap"),
        Column("note", "メモ", 20),
    )
    sheet = TableSheet("出席簿", head, columns, (TableRow("1", ("000001", "𠮷田 翔太", "")),), editable=True)
    grid = table_grid(sheet)
    width = sum(grid.ems)
    (high,) = (
        high for line, high in zip(grid.lines, grid.heights, strict=True) if line.key == "head:guide:0"
    )
    needed = textsize.height(guide, width, 9.0, spare=True)
    assert needed > textsize.height(guide, width, 9.0), "it takes another line there"
    assert high >= needed
