"""A form must print well, open at the first answer, and let nobody change anything but answers."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.excel import form_layout
from dxdesk.ports.workbooks import (
    EXPERIENCE_KINDS,
    EXPERIENCE_LINES,
    FORM_SHEET,
    Answer,
    ExperienceLine,
    FormSheet,
)
from tests.excel import form_samples as samples


def _sheet(folder: Path, form: FormSheet | None = None) -> Worksheet:
    return openpyxl.load_workbook(samples.sent(folder, form))[FORM_SHEET]


def test_only_answers_are_unlocked(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    header, columns = samples.header_of(sheet)
    three = {columns[title] for title in ("今回のレベル", "根拠", "来年度の目標")}
    unlocked = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    under = [cell for cell in unlocked if cell.column in three]
    assert len(under) == 3 * len(samples.form().rows)
    assert all(cell.row > header and sheet.cell(cell.row, columns["スキル"]).value for cell in under)
    lines, comment, action = 4 * EXPERIENCE_LINES, 4, 1
    assert len(unlocked) - len(under) == lines + comment + action
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.formatColumns
    assert not sheet.protection.formatRows


def test_it_opens_with_the_first_answer_selected_below_a_frozen_header(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    header, columns = samples.header_of(sheet)
    first = sheet.cell(header + 2, columns["今回のレベル"]).coordinate
    assert sheet.sheet_view.selection[0].activeCell == first
    assert sheet.freeze_panes == f"A{header + 1}"


def test_it_prints_on_a4_with_the_header_on_every_page(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    header, _ = samples.header_of(sheet)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${header}:${header}"
    assert "001234" in sheet.oddFooter.center.text
    assert sheet.oddFooter.right.text == "&P / &N"


def test_no_page_ends_between_a_skill_and_its_criteria(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    breaks = [entry.id for entry in sheet.row_breaks.brk]
    assert breaks
    for row in breaks:
        assert not str(sheet.cell(row + 1, 1).value).startswith("criterion:")


def test_levels_kinds_and_the_action_come_with_drop_downs_that_block_nothing(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    rules = sheet.data_validations.dataValidation
    assert {rule.formula1 for rule in rules} == {
        '"LV0,LV1,LV2,LV3"',
        '"0,1,2"',
        f'"{",".join(EXPERIENCE_KINDS)}"',
        '"提出する,取り下げる"',
    }
    assert not any(rule.showErrorMessage for rule in rules)


def test_answer_rows_are_never_merged_and_hold_text(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path)
    _, columns = samples.header_of(sheet)
    rows = {samples.row_of(sheet, name) for name in (*samples.SKILLS, *samples.MINDS)}
    assert not any(area.min_row in rows for area in sheet.merged_cells.ranges)
    assert {sheet.cell(row, columns["根拠"]).number_format for row in rows} == {"@"}


@pytest.mark.parametrize("length", [0, 150, 600, 1000])
def test_every_text_fits_its_row(tmp_path: Path, length: int) -> None:
    rows = tuple(
        dataclasses.replace(row, answer=Answer("2", "字" * length, "")) for row in samples.form().rows
    )
    sheet = _sheet(tmp_path, dataclasses.replace(samples.form(), rows=rows))
    _, columns = samples.header_of(sheet)
    for name in samples.SKILLS:
        cell = sheet.cell(samples.row_of(sheet, name), columns["根拠"])
        height = sheet.row_dimensions[cell.row].height
        wide = 16.0 * 10 / cell.font.sz
        assert length / wide * cell.font.sz * 1.15 <= height <= 409


def test_a_slip_shows_its_reasons_where_they_are_needed(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, samples.form(slip=True))
    row = samples.row_of(sheet, samples.SKILLS[2])
    assert sheet.cell(row + 1, 2).value == "差戻し理由"
    assert sheet.cell(row + 1, 3).value == "今年度に行ったことを書いてください。"
    assert sheet.cell(row + 1, 3).fill.fgColor.rgb == sheet.cell(row, 2).fill.fgColor.rgb


def test_a_head_too_high_for_a_small_screen_is_not_frozen(tmp_path: Path) -> None:
    slip = dataclasses.replace(samples.form(slip=True), overall_reason="理由です。" * 200)
    assert _sheet(tmp_path, slip).freeze_panes is None


def test_an_option_with_a_comma_does_not_split_the_list(tmp_path: Path) -> None:
    rows = (dataclasses.replace(samples.skill_row(0), choices=("1,5", "2")),)
    sheet = _sheet(tmp_path, dataclasses.replace(samples.form(), rows=rows))
    assert not any("1,5" in str(rule.formula1) for rule in sheet.data_validations.dataValidation)


def test_a_long_name_stands_on_one_line(tmp_path: Path) -> None:
    names = ("プロジェクトマネジメント", "柔軟性・適応性・チームワーク", "業務改革")
    rows = tuple(
        dataclasses.replace(row, name=name) for row, name in zip(samples.form().rows, names, strict=False)
    )
    sheet = _sheet(tmp_path, dataclasses.replace(samples.form(), rows=rows))
    _, columns = samples.header_of(sheet)
    for name in names:
        cell = sheet.cell(samples.row_of(sheet, name), columns["スキル"])
        assert cell.font.sz >= 8.5
        assert len(name) * cell.font.sz <= 12.4 * 10


@pytest.mark.parametrize("more", [0, 6, 12, 20])
def test_the_last_block_stays_whole(tmp_path: Path, more: int) -> None:
    lines = tuple(ExperienceLine("研修", "見本研修") for _ in range(more))
    plan = form_layout.form_grid(samples.form(slip=True, lines=lines))
    keys = [line.key for line in plan.lines]
    first = keys.index("lines:title")
    used, pages = 0.0, [1]
    for position, height in enumerate(plan.heights[1:], 1):
        full = used + height > form_layout.page_points(form_layout.EMS)
        if full or position in plan.breaks:
            used = plan.heights[plan.header]
            pages.append(pages[-1] + 1)
        else:
            pages.append(pages[-1])
        used += height
    assert len(set(pages[first:])) == 1


def test_a_slip_takes_no_more_pages_than_the_form_it_returns(tmp_path: Path) -> None:
    slip, form = (form_layout.form_grid(samples.form(slip=slip)) for slip in (True, False))
    items = [
        [high for line, high in zip(grid.lines, grid.heights, strict=True) if line.key.startswith("item:")]
        for grid in (slip, form)
    ]
    assert sum(items[0]) < sum(items[1])
    assert len(slip.breaks) <= len(form.breaks)
