"""Packages, confirmations, results and maps: good to read, and every changed cell is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dxdesk.domain.columns import EVIDENCE_COLUMNS, ROSTER_COLUMNS, guess
from dxdesk.domain.errors import Problem
from dxdesk.excel import paging, table_layout
from dxdesk.excel.grid import line_height
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import Column, MapSheet, TableRow, TableSheet
from tests.excel import form_samples as samples
from tests.excel.table_samples import BOTH, COLUMNS, MAP, NAMES, TABLE, row_of, written


def _problems(path: Path) -> tuple[Problem, ...]:
    room = ExcelWorkbooks()
    return room.compare_tables(room.open(path), BOTH)


def _edited(folder: Path, edit: Callable[[Workbook], None]) -> tuple[Problem, ...]:
    path = written(folder)
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return _problems(path)


def test_what_was_written_compares_equal_also_after_other_programs(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert _problems(path) == ()
    assert _edited(tmp_path, lambda workbook: None) == ()
    (resaved,) = samples.resaved_by_libreoffice(path)
    assert _problems(resaved) == ()
    assert ExcelWorkbooks().open(resaved).sealed_payload() == samples.PAYLOAD


def test_a_changed_cell_is_named_with_what_it_said(tmp_path: Path) -> None:
    def raise_level(workbook: Workbook) -> None:
        workbook["確認票"].cell(row_of(workbook, "確認票", "000001"), 5).value = "LV3"

    (problem,) = _edited(tmp_path, raise_level)
    assert problem.code == "fixed-cell-changed"
    assert (problem.place.sheet, problem.place.cell[0]) == ("確認票", "E")
    assert problem.place.file == "確認票_R7_001234.xlsx"
    assert problem.found == "LV3"
    assert "LV1" in problem.message


@pytest.mark.parametrize(
    ("sheet", "column", "value"), [("確認票", 4, 99), ("スキルマップ", 5, 3), ("確認票", 6, None)]
)
def test_numbers_levels_and_blanked_comments_are_compared(
    tmp_path: Path, sheet: str, column: int, value: object
) -> None:
    def change(workbook: Workbook) -> None:
        workbook[sheet].cell(row_of(workbook, sheet, "000002"), column).value = value

    assert [problem.code for problem in _edited(tmp_path, change)] == ["fixed-cell-changed"]


def test_a_formula_that_happens_to_show_the_same_is_a_change(tmp_path: Path) -> None:
    def compute(workbook: Workbook) -> None:
        workbook["スキルマップ"].cell(row_of(workbook, "スキルマップ", "000001"), 5).value = "=1+0"

    problems = _edited(tmp_path, compute)
    assert problems
    assert {problem.code for problem in problems} == {"fixed-cell-changed"}


def test_sorted_rows_are_the_same_rows(tmp_path: Path) -> None:
    def turn(workbook: Workbook) -> None:
        sheet = workbook["確認票"]
        first, last = row_of(workbook, "確認票", "000000"), row_of(workbook, "確認票", "000007")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
        for row, values in zip(range(first, last + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type

    assert _edited(tmp_path, turn) == ()


def test_missing_doubled_and_foreign_rows_are_told(tmp_path: Path) -> None:
    def meddle(workbook: Workbook) -> None:
        sheet = workbook["確認票"]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        double = [cell.value for cell in sheet[row_of(workbook, "確認票", "000002")]]
        sheet.append(double)
        sheet.cell(sheet.max_row, 6).data_type = "s"
        sheet.append(["", "999999", "だれか"])
        sheet.delete_rows(row_of(workbook, "確認票", "000005"))

    assert {problem.code for problem in _edited(tmp_path, meddle)} == {
        "row-missing",
        "row-duplicated",
        "cell-foreign",
    }


def test_a_missing_sheet_and_an_added_one_are_told(tmp_path: Path) -> None:
    def swap(workbook: Workbook) -> None:
        del workbook["スキルマップ"]
        workbook.create_sheet("覚え書き")["B2"] = "あとで直す"

    assert [problem.code for problem in _edited(tmp_path, swap)] == ["sheet-missing", "sheet-foreign"]


def test_a_renamed_sheet_is_found_by_its_columns(tmp_path: Path) -> None:
    def rename(workbook: Workbook) -> None:
        workbook["確認票"].title = "写し"

    assert _edited(tmp_path, rename) == ()


def test_texts_are_text_numbers_are_numbers_and_marks_do_not_hide_levels(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(tmp_path))
    table, skills = workbook["確認票"], workbook["スキルマップ"]
    row = row_of(workbook, "確認票", "000001")
    assert [table.cell(row, column).value for column in (2, 4)] == ["000001", 3]
    assert table.cell(row, 6).value == "=よく\nできました。"
    assert table.cell(row, 6).data_type == "s"
    marked = skills.cell(row_of(workbook, "スキルマップ", "000001"), 6)
    assert (marked.value, marked.number_format) == (2, '0"▲"')
    assert skills.cell(row_of(workbook, "スキルマップ", "000002"), 4).number_format == '0"▼"'
    colours = {
        skills.cell(row_of(workbook, "スキルマップ", "000000"), 4 + n).fill.fgColor.rgb[2:] for n in range(4)
    }
    assert colours == {"ECEFF2", "DCEBF7", "94C1E3", "2F73AD"}
    assert skills.cell(row_of(workbook, "スキルマップ", "000000"), 8).fill.patternType == "lightUp"


def test_a_map_is_frozen_filtered_and_fits_the_page(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(tmp_path))
    sheet = workbook["スキルマップ"]
    header = row_of(workbook, "スキルマップ", "000000") - 1
    assert sheet.freeze_panes == f"D{header + 1}"
    assert sheet.auto_filter.ref == f"B{header}:H{header + 6}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.protection.sheet
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)


def test_headings_break_between_words_and_one_without_breaks_is_the_same(tmp_path: Path) -> None:
    long = ("柔軟性・適応性・チームワーク", "プロジェクトマネジメント", "業務改革")
    items = tuple((f"skill-{number}", name) for number, name in enumerate(long))
    columns = (*COLUMNS[:2], *(Column(uid, name, len(name) + 3, "level") for uid, name in items))
    row = TableRow("000001", ("000001", NAMES[0], "LV1", "LV2", "－"))
    table = TableSheet("確認票", samples.head("確認票"), columns, (row,))
    rows = ((TableRow("000001", ("000001", NAMES[0])), ("1", "2", "")),)
    both = (table, dataclasses.replace(MAP, items=items, rows=rows, marks={}))
    path = tmp_path / "見出し.xlsx"
    room = ExcelWorkbooks()
    room.write_tables(both, path, samples.PAYLOAD)
    workbook = openpyxl.load_workbook(path)
    for page in workbook.worksheets[:2]:
        found = {str(cell.value) for cells in page.iter_rows() for cell in cells}
        assert {"プロジェクト\nマネジメント", "業務改革"} <= found
        assert found & {"柔軟性・\n適応性・\nチームワーク", "柔軟性・適応性・\nチームワーク"}
        for cells in page.iter_rows():
            for cell in cells:
                if "\n" in str(cell.value or ""):
                    cell.value = str(cell.value).replace("\n", "")
    workbook.save(path)
    assert room.compare_tables(room.open(path), both) == ()


def test_fifty_items_and_averages_of_sections(tmp_path: Path) -> None:
    items = tuple((f"i{number}", f"長いスキルの名前{number}") for number in range(50))
    row = TableRow("0100", ("0100", "見本部"), strong=True)
    wide = MapSheet("部別", samples.head(), MAP.lead_columns, items, ((row, ("1.8",) * 50),), {}, MAP.legend)
    path = tmp_path / "部別.xlsx"
    room = ExcelWorkbooks()
    room.write_tables([wide], path)
    assert room.compare_tables(room.open(path), [wide]) == ()
    sheet = openpyxl.load_workbook(path)["部別"]
    assert sheet.cell(sheet.max_row, 10).value == 1.8


def test_section_names_become_sheet_names_whatever_letters_they_have(tmp_path: Path) -> None:
    names = ("区民/相談[窓口]", "区民/相談[窓口]", "長い名前の部" * 8 + "葛\U000e0100", "'見本'")
    tables = [dataclasses.replace(TABLE, sheet=name) for name in names]
    path = tmp_path / "部別.xlsx"
    room = ExcelWorkbooks()
    room.write_tables(tables, path)
    book = room.open(path)
    assert room.compare_tables(book, tables) == ()
    assert len(set(book.sheet_names)) == 4
    assert all(len(name) <= 31 for name in book.sheet_names)
    assert openpyxl.load_workbook(path).sheetnames[0] == "区民／相談［窓口］"


def test_the_staff_template_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "様式.xlsx"
    ExcelWorkbooks().write_roster_template(path)
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["職員名簿", "受講記録", "資格・試験", "書き方"]
    roster = workbook["職員名簿"]
    assert [cell.value for cell in roster[1]][:2] == ["職員番号", "氏名"]
    assert roster["A2"].value.startswith("例")
    assert roster.column_dimensions["A"].width > 5
    for sheet, wanted in zip(
        workbook.worksheets, (ROSTER_COLUMNS, EVIDENCE_COLUMNS, EVIDENCE_COLUMNS), strict=False
    ):
        headers = [str(cell.value) for cell in sheet[1]]
        known = {name for names in guess(headers, wanted).values() for name in names}
        assert known == set(headers)
    for sheet in workbook.worksheets[:3]:
        assert not sheet.protection.sheet
        assert sheet["A2"].number_format == "@"
        assert sheet["A1"].value == "職員番号"
    assert any("例" in str(cell.value) for row in workbook["書き方"].iter_rows() for cell in row)


@pytest.mark.parametrize(("rows", "pages"), [(10, 0), (16, 1), (25, 0), (44, 2), (46, 0)])
def test_a_table_saves_a_last_page_of_few_rows(rows: int, pages: int) -> None:
    columns = (Column("name", "氏名", 30), Column("post", "職名", 20))
    sheet = TableSheet(
        "名簿",
        samples.head("名簿"),
        columns,
        tuple(TableRow(f"{n}", ("検証 太郎", "主任")) for n in range(rows)),
    )
    grid = table_layout.table_grid(sheet)
    heights = [line_height(line, grid.ems, grid.first) for line in grid.lines]
    assert paging.pages_high(grid, heights) == pages
