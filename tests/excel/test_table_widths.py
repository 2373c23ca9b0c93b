"""How wide the columns of a readable table are, in the font here and in the one another PC takes."""

from __future__ import annotations

import pytest

from dxdesk.excel import textsize
from dxdesk.excel.table_layout import column_widths
from dxdesk.ports.workbooks import Column, TableRow

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
