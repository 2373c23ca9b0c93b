"""A form that counts what is still blank and takes 「前年のまま」, filled in and saved elsewhere, read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from dxdesk.ports.workbooks import ALL_AS_LAST_YEAR, AS_LAST_YEAR, FORM_SHEET, FormReading, FormSheet
from tests.excel.form_samples import SKILLS, answer, codes, edited, form, read, resaved_by_libreoffice, sent
from tests.helpers import libreoffice

COUNTING = replace(form(), counts=True, spoken=True)
NEWCOMER = replace(COUNTING, rows=tuple(replace(row, last_year="\uff0d") for row in COUNTING.rows))


def place_of(sheet: Worksheet, text: str) -> tuple[int, int]:
    return next((c.row, c.column) for row in sheet.iter_rows() for c in row if c.value == text)


def choose_all(sheet: Worksheet, text: str = ALL_AS_LAST_YEAR) -> None:
    row, column = place_of(sheet, AS_LAST_YEAR)
    cell = sheet.cell(row, column + 1)
    assert not cell.protection.locked
    cell.value = text


def said_at_the_top(path: Path) -> str:
    """Return what the count says to whoever opens the file: the text the last program left in it."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(FORM_SHEET).to_python()
    return next(str(c) for row in rows[:20] for c in row if "項目" in str(c) or "記入済み" in str(c))


def filled(folder: Path, sheet: FormSheet = COUNTING) -> Path:
    def write(cells: Worksheet) -> None:
        answer(cells, SKILLS[0], "LV3", "窓口の集計を自動にした。")
        answer(cells, SKILLS[1], AS_LAST_YEAR)
        choose_all(cells)

    return edited(sent(folder, sheet), write)


def expect_filled(reading: FormReading) -> None:
    assert reading.problems == ()
    assert reading.for_all == ALL_AS_LAST_YEAR
    levels = [reading.answers[row.uid].answer.level for row in COUNTING.rows]
    assert levels == ["LV3", AS_LAST_YEAR, *[""] * 6]


def test_a_new_form_says_how_many_levels_are_blank_before_anything_is_worked_out(tmp_path: Path) -> None:
    assert said_at_the_top(sent(tmp_path, COUNTING)) == "あと 8 項目"
    assert said_at_the_top(sent(tmp_path, NEWCOMER)) == "あと 8 項目"
    written = replace(form(evidence="済"), counts=True)
    rows = tuple(replace(row, answer=replace(row.answer, level="1")) for row in written.rows)
    assert said_at_the_top(sent(tmp_path, replace(written, rows=rows))) == "レベルはすべて記入済み"


def test_last_year_is_offered_only_where_there_was_one(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(sent(tmp_path, COUNTING))[FORM_SHEET]
    lists = [str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.formula1]
    levels = [text for text in lists if "LV0" in text]
    assert len(levels) == len(SKILLS)
    assert all(AS_LAST_YEAR in text for text in levels)
    assert not any(AS_LAST_YEAR in text for text in lists if text.startswith('"0,1,2'))
    assert f'"{ALL_AS_LAST_YEAR}"' in lists
    newcomer = openpyxl.load_workbook(sent(tmp_path, NEWCOMER))[FORM_SHEET]
    assert not any(AS_LAST_YEAR in str(r.formula1) for r in newcomer.data_validations.dataValidation)


def test_what_was_chosen_is_read_and_the_count_is_nobodys_change(tmp_path: Path) -> None:
    expect_filled(read(filled(tmp_path), COUNTING))
    assert codes(read(edited(sent(tmp_path, NEWCOMER), lambda _: None), NEWCOMER)) == []


@libreoffice.needed
def test_libreoffice_counts_on_and_what_it_saves_is_read_the_same(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sent(tmp_path, NEWCOMER))
    answer(book[FORM_SHEET], SKILLS[0], "LV3")
    some = tmp_path / "一部.xlsx"
    book.save(some)
    whole, part = resaved_by_libreoffice(filled(tmp_path), some)
    expect_filled(read(whole, COUNTING))
    # Two are written, three skills are as last year; of three items there was none.
    assert said_at_the_top(whole) == "あと 3 項目"
    assert codes(read(part, NEWCOMER)) == []
    assert said_at_the_top(part) == "あと 7 項目"


def test_words_in_place_of_the_count_are_told_by_their_cell(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        row, column = place_of(sheet, AS_LAST_YEAR)
        sheet.cell(row, column + 2).value = "上司に相談済みです"

    (problem,) = read(edited(sent(tmp_path, COUNTING), write), COUNTING).problems
    assert (problem.code, problem.found) == ("fixed-cell-changed", "上司に相談済みです")
    assert problem.place.cell


def test_a_formula_where_last_year_is_chosen_is_refused(tmp_path: Path) -> None:
    path = edited(sent(tmp_path, COUNTING), lambda sheet: choose_all(sheet, '="すべて"'))
    assert codes(read(path, COUNTING)) == ["answer-formula"]


def test_a_form_of_an_earlier_wording_neither_counts_nor_asks(tmp_path: Path) -> None:
    texts = [c.value for row in openpyxl.load_workbook(sent(tmp_path))[FORM_SHEET] for c in row]
    assert AS_LAST_YEAR not in texts
    assert read(sent(tmp_path)).for_all == ""


@pytest.mark.parametrize("sheet", [COUNTING, form()], ids=["now", "before"])
def test_every_cell_to_answer_in_has_a_dark_frame(tmp_path: Path, sheet: FormSheet) -> None:
    cells = openpyxl.load_workbook(sent(tmp_path, sheet))[FORM_SHEET]
    merged = {place for area in cells.merged_cells.ranges for place in area.cells}
    opened = [
        c
        for row in cells.iter_rows()
        for c in row
        if not c.protection.locked and (c.row, c.column) not in merged
    ]
    assert len(opened) > len(sheet.rows) * 3
    for cell in opened:
        border = cell.border
        for side in (border.left, border.right, border.top, border.bottom):
            assert side.style == "medium"
            assert max(int(side.color.rgb[n : n + 2], 16) for n in (2, 4, 6)) < 0x60
