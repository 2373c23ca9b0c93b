"""What people do to a form besides answering it: harmless things are tolerated, the rest is named by cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import copy
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.domain.errors import KnownError
from dxdesk.ports.workbooks import FORM_SHEET, Answer, FormReading
from tests.excel import form_samples as samples

SKILL = samples.SKILLS[0]
GIVEN = Answer("2", "担当で行った。", "続ける。")


def _answered(folder: Path, edit: Callable[[Worksheet], None]) -> Path:
    """Answer the first skill, then do something to the sheet."""

    def both(sheet: Worksheet) -> None:
        samples.answer(sheet, SKILL, GIVEN.level, GIVEN.evidence, GIVEN.goal)
        edit(sheet)

    return samples.edited(samples.sent(folder), both)


def _after(folder: Path, edit: Callable[[Worksheet], None]) -> FormReading:
    return samples.read(_answered(folder, edit))


def _rebuild(sheet: Worksheet, order: Callable[[list[list[object]]], list[list[object]]]) -> None:
    """Rearrange the values of all rows below the hidden one, as sorting does (merges are given up)."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, sheet.max_row)
    for row in order(rows):
        sheet.append(row)


def test_inserted_blank_rows_and_columns_do_no_harm(tmp_path: Path) -> None:
    def insert(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_rows(samples.row_of(sheet, samples.SKILLS[1]), 3)
        sheet.insert_rows(1, 2)
        sheet.insert_cols(4)
        sheet.insert_cols(1)

    reading = _after(tmp_path, insert)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == GIVEN
    assert reading.answers["skill-0"].level_cell.startswith("H")


def test_rows_in_any_order_are_found_by_what_they_are(tmp_path: Path) -> None:
    def sort(sheet: Worksheet) -> None:
        _rebuild(sheet, lambda rows: random.Random(7).sample(rows, len(rows)))

    reading = _after(tmp_path, sort)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == GIVEN


def test_columns_in_another_order_are_found_by_what_they_are(tmp_path: Path) -> None:
    def turn(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for row in rows:
            sheet.append([*reversed(row), "" if row[0] else None])

    assert _after(tmp_path, turn).answers["skill-0"].answer == GIVEN


def test_deleted_blank_rows_and_unused_lines_do_no_harm(tmp_path: Path) -> None:
    def delete(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        for row in range(sheet.max_row, 1, -1):
            if str(sheet.cell(row, 1).value).startswith(("gap:", "line:5", "line:6")):
                sheet.delete_rows(row)

    reading = _after(tmp_path, delete)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == GIVEN


@pytest.mark.parametrize("lost", ["row", "column", "both"])
def test_without_the_hidden_ids_headers_and_names_are_enough(tmp_path: Path, lost: str) -> None:
    def strip(sheet: Worksheet) -> None:
        first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "line:1")
        sheet.cell(first, 3).value = "見本研修"
        sheet.cell(first + 5, 3).value = "見本試験"
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        if lost in ("row", "both"):
            sheet.delete_rows(1)
        if lost in ("column", "both"):
            sheet.delete_cols(1)

    reading = _after(tmp_path, strip)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == GIVEN
    assert [line.name for line in reading.lines if line.name] == ["見本研修", "見本試験"]


def test_a_renamed_sheet_is_found_by_what_is_in_it(tmp_path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet.title = "検証 提出版"

    reading = _after(tmp_path, rename)
    assert reading.problems == ()
    assert reading.sheet == "検証 提出版"
    assert reading.answers["skill-0"].answer == GIVEN


def test_a_deleted_sheet_is_missed(tmp_path: Path) -> None:
    path = samples.sent(tmp_path)
    workbook = openpyxl.load_workbook(path)
    del workbook[FORM_SHEET]
    workbook.create_sheet("メモ")["A1"] = "白紙"
    workbook.save(path)
    with pytest.raises(KnownError) as caught:
        samples.read(path)
    assert caught.value.code == "sheet-missing"
    assert caught.value.problem.place.file == path.name
    assert "メモ" in caught.value.problem.found


def test_a_copied_sheet_leaves_open_which_one_counts(tmp_path: Path) -> None:
    path = samples.sent(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook.copy_worksheet(workbook[FORM_SHEET])
    workbook.save(path)
    with pytest.raises(KnownError) as caught:
        samples.read(path)
    assert caught.value.code == "sheet-duplicate"


def test_a_sheet_without_its_header_is_refused(tmp_path: Path) -> None:
    def spoil(sheet: Worksheet) -> None:
        header, columns = samples.header_of(sheet)
        sheet.delete_rows(1)
        sheet.cell(header - 1, columns["根拠"]).value = "理由"

    with pytest.raises(KnownError) as caught:
        _after(tmp_path, spoil)
    assert caught.value.code == "header-missing"
    assert caught.value.problem.place.sheet == FORM_SHEET


def test_a_doubled_skill_is_a_question_nobody_can_answer(tmp_path: Path) -> None:
    def double(sheet: Worksheet) -> None:
        row = samples.row_of(sheet, SKILL)
        sheet.append([cell.value for cell in sheet[row]])

    reading = _after(tmp_path, double)
    assert samples.codes(reading) == ["row-duplicated"]
    assert SKILL in reading.problems[0].found
    assert reading.problems[0].place.cell


def test_a_deleted_skill_is_named(tmp_path: Path) -> None:
    def delete(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.delete_rows(samples.row_of(sheet, samples.SKILLS[2]))

    reading = _after(tmp_path, delete)
    assert samples.codes(reading) == ["row-missing"]
    assert samples.SKILLS[2] in reading.problems[0].message
    assert reading.problems[0].fix


def test_a_skill_deleted_with_its_criteria_is_told_once_and_where_it_stood(tmp_path: Path) -> None:
    place = 0

    def delete(sheet: Worksheet) -> None:
        nonlocal place
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        place, following = (samples.row_of(sheet, skill) for skill in samples.SKILLS[2:4])
        assert following - place > 1
        sheet.delete_rows(place, following - place)

    (problem,) = _after(tmp_path, delete).problems
    assert problem.code == "row-missing"
    assert samples.SKILLS[2] in problem.message
    assert problem.place.cell == f"B{place}"


def test_an_edited_criterion_is_named_with_both_texts(tmp_path: Path) -> None:
    cell_name = ""

    def edit(sheet: Worksheet) -> None:
        nonlocal cell_name
        cell = sheet.cell(samples.row_of(sheet, SKILL) + 1, 3)
        cell.value = "・なんでもできる。"
        cell_name = cell.coordinate

    path = _answered(tmp_path, edit)
    reading = samples.read(path)
    (problem,) = reading.problems
    assert problem.code == "fixed-cell-changed"
    assert (problem.place.file, problem.place.sheet, problem.place.cell) == (path.name, FORM_SHEET, cell_name)
    assert problem.found == "・なんでもできる。"
    assert "手順を書き出し" in problem.message


@pytest.mark.parametrize("title", ["スキル", "前年", "求める水準", "番号"])
def test_every_fixed_cell_beside_an_answer_is_compared(tmp_path: Path, title: str) -> None:
    def edit(sheet: Worksheet) -> None:
        header, columns = samples.header_of(sheet)
        sheet.cell(header + 2, columns[title]).value = "LV3"

    assert samples.codes(_after(tmp_path, edit)) == ["fixed-cell-changed"]


def test_an_edited_head_is_noticed(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(max_row=12):
            for cell in row:
                if cell.value == "検証 太郎":
                    cell.value = "検証 次郎"

    (problem,) = _after(tmp_path, edit).problems
    assert (problem.code, problem.found) == ("fixed-cell-changed", "検証 次郎")


def test_a_memo_where_nothing_belongs_is_not_lost_in_silence(tmp_path: Path) -> None:
    def scribble(sheet: Worksheet) -> None:
        sheet.insert_rows(samples.row_of(sheet, samples.SKILLS[3]))
        sheet.cell(samples.row_of(sheet, samples.SKILLS[3]) - 1, 7).value = "ここに書きました"
        sheet.cell(samples.row_of(sheet, SKILL), 12).value = "欄の外"

    def unmerged(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        scribble(sheet)

    reading = _after(tmp_path, unmerged)
    assert samples.codes(reading) == ["cell-foreign", "cell-foreign"]
    assert {problem.found for problem in reading.problems} == {"ここに書きました", "欄の外"}


def test_a_formula_for_an_answer_is_refused(tmp_path: Path) -> None:
    def compute(sheet: Worksheet) -> None:
        _, columns = samples.header_of(sheet)
        cell = sheet.cell(samples.row_of(sheet, samples.SKILLS[4]), columns["今回のレベル"])
        cell.value = "=1+1"

    (problem,) = _after(tmp_path, compute).problems
    assert problem.code == "answer-formula"
    assert problem.place.cell.startswith("F")
    assert problem.found == "=1+1"


@pytest.mark.parametrize("wide", [True, False])
def test_merged_answers_belong_to_nobody(tmp_path: Path, wide: bool) -> None:
    def merge(sheet: Worksheet) -> None:
        row = samples.row_of(sheet, samples.SKILLS[1])
        columns = (6, 7) if wide else (7, 7)
        sheet.merge_cells(
            start_row=row, end_row=row if wide else row + 1, start_column=columns[0], end_column=columns[1]
        )

    def unmerged(sheet: Worksheet) -> None:
        row = samples.row_of(sheet, samples.SKILLS[1]) + 1
        for area in list(sheet.merged_cells.ranges):
            if area.min_row == row:
                sheet.unmerge_cells(str(area))
        merge(sheet)

    reading = _after(tmp_path, unmerged)
    assert samples.codes(reading) == ["answer-merged"]
    assert reading.problems[0].place.cell


def test_a_line_added_under_the_others_is_read(tmp_path: Path) -> None:
    def add(sheet: Worksheet) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        last = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "line:6")
        sheet.insert_rows(last + 1)
        for column, text in enumerate(("資格・試験", "見本試験", "R7.10.12", "合格"), 2):
            sheet.cell(last + 1, column).value = text

    reading = _after(tmp_path, add)
    assert reading.problems == ()
    assert reading.lines[-1].name == "見本試験"


def test_other_line_ends_from_other_programs_are_no_change(tmp_path: Path) -> None:
    sheet = samples.form(slip=True)
    path = samples.sent(tmp_path, sheet)

    def line_ends(page: Worksheet) -> None:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "\n" in cell.value:
                    cell.value = cell.value.replace("\n", "\r\n")

    assert samples.read(samples.edited(path, line_ends), sheet).problems == ()


def test_colours_widths_and_protection_are_nobodys_business(tmp_path: Path) -> None:
    def paint(sheet: Worksheet) -> None:
        sheet.protection.sheet = False
        sheet.column_dimensions["G"].width = 80
        for row in sheet.iter_rows(min_row=5, max_row=9):
            for cell in row:
                font = copy(cell.font)
                font.b = True
                cell.font = font

    reading = _after(tmp_path, paint)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == GIVEN
