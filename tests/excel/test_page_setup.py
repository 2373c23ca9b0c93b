"""Every kind of workbook as it is filed and looked at: margins, caution, what stands still, properties."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import Column, TableChart, TableRow, TableSheet
from tests.excel import form_samples
from tests.helpers.played import played

SCREEN_POINTS = (1366 * 72 / 96, 768 * 72 / 96)
FILING_INCHES = 20 / 25.4
USUAL_POINTS = 15.0


def kinds() -> dict[str, Path]:
    """Return one file of each kind that we wrote in the demonstration."""
    found: dict[str, Path] = {}
    for path in sorted(played()[0].rglob("*.xlsx")):
        kind = re.split("[_\\d]", path.stem)[0]
        if kind not in found and b"<Application>dxdesk<" in part(path, "docProps/app.xml"):
            found[kind] = path
    return found


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def sheets_of(path: Path) -> list[Any]:
    return [sheet for sheet in openpyxl.load_workbook(path).worksheets if sheet.sheet_state == "visible"]


def frozen_points(sheet: Any) -> tuple[float, float]:
    """Return how wide and how high that is of a sheet which does not scroll."""
    pane = sheet.sheet_view.pane
    across, down = (int(pane.xSplit or 0), int(pane.ySplit or 0)) if pane else (0, 0)
    columns = (sheet.column_dimensions[get_column_letter(n)] for n in range(1, across + 1))
    wide = sum(one.width * 10 * 72 / 96 for one in columns if not one.hidden)
    rows = (sheet.row_dimensions[n] for n in range(1, down + 1))
    return wide, sum(one.height or USUAL_POINTS for one in rows if not one.hidden)


@pytest.fixture(scope="module")
def written() -> dict[str, list[Any]]:
    return {kind: sheets_of(path) for kind, path in kinds().items()}


def test_every_workbook_leaves_20_mm_to_file_it_by(written: dict[str, list[Any]]) -> None:
    assert {"申告票", "所属配布票", "確認票", "結果通知票", "集計表"} <= written.keys()
    for kind, sheets in written.items():
        for sheet in sheets:
            assert sheet.page_margins.left >= FILING_INCHES - 0.01, (kind, sheet.title)


def test_every_workbook_leaves_six_tenths_of_a_small_screen_to_scroll(written: dict[str, list[Any]]) -> None:
    still = 0
    for kind, sheets in written.items():
        for sheet in sheets:
            wide, high = frozen_points(sheet)
            still += high > 0
            assert wide <= 0.4 * SCREEN_POINTS[0], (kind, sheet.title, wide)
            assert high <= 0.4 * SCREEN_POINTS[1], (kind, sheet.title, high)
    assert still > len(written) / 2


def test_every_list_of_people_is_marked_on_each_page(written: dict[str, list[Any]]) -> None:
    marked = set()
    for kind, sheets in written.items():
        for sheet in sheets:
            texts = {str(c.value) for row in sheet.iter_rows(max_row=40) for c in row if c.value}
            table = bool({"column:number", "column:name"} & texts) and "氏名" in texts
            if table and sheet.oddHeader.right.text:
                marked.add(kind)
            assert not table or "取扱注意" in str(sheet.oddHeader.right.text), (kind, sheet.title)
    assert {"所属配布票", "確認票"} <= marked


def test_every_workbook_says_what_it_is_and_whose(written: dict[str, list[Any]]) -> None:
    for kind, path in kinds().items():
        about = openpyxl.load_workbook(path).properties
        assert about.title, kind
        assert about.subject, kind
        # An empty table to fill in is no office's; of everything else it says whose it is.
        assert (about.creator == "dxdesk") is (kind == "取込様式"), kind


def test_a_form_says_nothing_of_its_person_in_its_properties(tmp_path: Path) -> None:
    core = part(form_samples.sent(tmp_path), "docProps/core.xml").decode()
    assert "検証市" in core
    assert "DXスキル申告票 令和7年度" in core
    assert "検証 太郎" not in core
    assert "001234" not in core


def table(**more: Any) -> TableSheet:
    columns = (
        Column("item", "スキル", 30, "wrap"),
        Column("low", "LV0", 7, "number"),
        Column("high", "LV1", 7, "number"),
        Column("percent", "届いた割合(%)", 9, "number", bar=True),
    )
    rows = tuple(TableRow(f"r{n}", (f"スキル{n}", str(n), str(9 - n), str(n * 10))) for n in range(1, 6))
    charts = (
        TableChart("水準の割合", "item", ("low", "high"), stacked=True),
        TableChart("届いた割合", "item", ("percent",)),
    )
    plain = TableSheet("まとめ", form_samples.head(), columns, rows, ("注",), landscape=False)
    return replace(plain, charts=charts, one_page=True, **more)


def test_a_table_can_have_native_charts_of_its_own_cells_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "集計表.xlsx"
    ExcelWorkbooks().write_tables((table(), table(sheet="もう一枚")), path)
    first, second = sheets_of(path)
    for sheet in (first, second):
        assert (int(sheet.page_setup.fitToHeight), int(sheet.page_setup.paperSize)) == (1, 9)
        stacked, share = sheet._charts
        first, last = span_of(sheet)
        assert [one.val.numRef.f for one in stacked.series] == [
            f"'{sheet.title}'!${column}${first}:${column}${last}" for column in "CD"
        ]
        assert share.series[0].val.numRef.f.endswith(f"$E${span_of(sheet)[1]}")
        assert stacked.grouping == "percentStacked"
        assert share.anchor._from.row > stacked.anchor._from.row > span_of(sheet)[1]
        (ruled,) = sheet.conditional_formatting
        left, top, right, bottom = range_boundaries(str(ruled.sqref))
        assert ((left, right), (top, bottom)) == ((5, 5), span_of(sheet))


def span_of(sheet: Any) -> tuple[int, int]:
    rows = [cell.row for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if str(cell.value)[:3] == "スキル"]
    return rows[1], rows[-1]


def test_a_wide_table_can_be_written_for_a3(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    ExcelWorkbooks().write_tables((table(paper="A3"),), path)
    assert int(sheets_of(path)[0].page_setup.paperSize) == 8


def test_a_head_that_would_fill_the_screen_scrolls_with_the_rest(tmp_path: Path) -> None:
    long = replace(form_samples.head(), guide=("長い説明です。" * 60,) * 4)
    path = tmp_path / "表.xlsx"
    ExcelWorkbooks().write_tables((replace(table(), head=long),), path)
    assert frozen_points(sheets_of(path)[0])[1] == 0
