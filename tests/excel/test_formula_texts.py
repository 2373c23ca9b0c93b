"""What is told of a formula that stands where a value is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.excel.reader import WorkbookReader
from tests.helpers import workbooks as w


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<f>IF(B1&gt;2,&quot;済&quot;,0)</f><v>0</v>", '=IF(B1>2,"済",0)'),
        ("<f> B1 </f>", "=B1"),
        ("<f>" + "A" * 200 + "</f>", "=" + "A" * 58 + "…"),
        ('<f t="shared" si="0"/><v>1</v>', ""),
        ("<v>1</v>", ""),
    ],
)
def test_a_formula_is_told_as_excel_shows_it(cell: str, said: str) -> None:
    book = WorkbookReader().from_bytes(w.changed({w.SHEET1: w.one_cell('r="A2"', cell)}), Path("表.xlsx"))
    (sheet,) = book.sheet_names[:1]
    assert book.formula_text(sheet, "A2") == said
    assert book.formula_text(sheet, "B9") == ""
