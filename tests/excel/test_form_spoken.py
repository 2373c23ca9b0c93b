"""A form read aloud: in order, each field after its label, blocks headed, cells saying what they want."""

from __future__ import annotations

import dataclasses
import math
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import FORM_SHEET, ExperienceLine, FormSheet
from tests.excel import form_samples as samples

CONFIRMERS = (("一次確認者", "学務課 係長 鈴木 香織さん"), ("二次確認者", "学務課 課長 佐藤 花子さん"))


def spoken(*, slip: bool = False) -> FormSheet:
    form = samples.form(slip=slip, lines=(ExperienceLine("研修", "見本研修", "R7.9.18", "修了"),))
    head = dataclasses.replace(form.head, confirmers=CONFIRMERS, back="鈴木 香織さん(学務課)")
    return dataclasses.replace(form, head=head, spoken=True)


def sheet_of(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)[FORM_SHEET]


def open_cells(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that take an answer, in the order in which Tab goes through them."""
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            if not cell.protection.locked and not isinstance(cell, MergedCell):
                yield cell


def prompts(sheet: Worksheet) -> dict[str, str]:
    return {
        str(area): rule.prompt
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        if rule.prompt and rule.showInputMessage
    }


@pytest.mark.parametrize("slip", [False, True])
def test_every_open_cell_says_what_it_wants_and_whose_row_it_is(tmp_path: Path, slip: bool) -> None:
    sheet = sheet_of(samples.sent(tmp_path, spoken(slip=slip)))
    said = prompts(sheet)
    cells = [cell.coordinate for cell in open_cells(sheet)]
    assert sorted(said) == sorted(cells)
    assert len(set(said.values())) == len(said)
    row = samples.row_of(sheet, samples.SKILLS[1])
    assert [said[f"{column}{row}"] for column in "FGH"] == [
        "2 データの活用: 今回のレベル。Alt+下矢印キーで選びます。",
        "2 データの活用: 根拠を書きます。",
        "2 データの活用: 来年度の目標を書きます。",
    ]


def test_what_is_read_first_is_the_label(tmp_path: Path) -> None:
    """Cells stand in the file as they are read, and to the left of a field or above it is its label."""
    path = samples.sent(tmp_path, spoken())
    text = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    places = [range_boundaries(cell)[1::-1] for cell in re.findall(r'<c r="([A-Z]+\d+)"', text)]
    assert places == sorted(places)
    sheet = sheet_of(path)
    assert all(area.min_row == area.max_row for area in sheet.merged_cells.ranges)
    for area in sheet.merged_cells.ranges:
        rest = [
            sheet.cell(area.min_row, column).value for column in range(area.min_col + 1, area.max_col + 1)
        ]
        assert not any(rest)
    order = [str(cell.value) for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row if cell.value]
    for label, what in (
        ("氏名", "検証 太郎"),
        ("提出期限", "令和8年2月13日(金)"),
        *CONFIRMERS,
        ("今回のレベル", samples.SKILLS[0]),
        ("区分", "研修"),
        ("申告の区分", "提出する"),
    ):
        assert order.index(label) < order.index(what)


def headings(path: Path) -> dict[str, tuple[int, int, int, int, Cell]]:
    """Return the blocks that screen readers find by name, with the cell that heads them."""
    book = openpyxl.load_workbook(path)
    found = {}
    for name, defined in book.defined_names.items():
        match = re.fullmatch(r"((?:Column|Row)?TitleRegion\d+)\.([A-Z]+\d+)\.([A-Z]+\d+)\.1", name)
        assert match is not None, name
        title, first, last = match.groups()
        assert defined.attr_text == f"'{FORM_SHEET}'!${first[0]}${first[1:]}"
        found[title] = (*range_boundaries(f"{first}:{last}"), book[FORM_SHEET][first])
    return found


@pytest.mark.parametrize("slip", [False, True])
def test_every_open_cell_lies_in_a_block_with_headings(tmp_path: Path, slip: bool) -> None:
    path = samples.sent(tmp_path, spoken(slip=slip))
    found, sheet = headings(path), sheet_of(path)
    for cell in open_cells(sheet):
        heads = []
        for name, (left, top, right, bottom, _) in found.items():
            if left <= cell.column <= right and top <= cell.row <= bottom:
                if not name.startswith("Row"):
                    heads.append(sheet.cell(top, cell.column).value)
                if not name.startswith("Column"):
                    heads.append(sheet.cell(cell.row, left).value)
        assert heads, cell.coordinate
        assert all(heads), cell.coordinate
    values = {name: cell.value for name, (*_, cell) in found.items()}
    assert values == {
        "TitleRegion1": "スキル",
        "ColumnTitleRegion2": "区分",
        "ColumnTitleRegion3": "来年度に向けて(コメント)",
        "RowTitleRegion4": "申告の区分",
        "RowTitleRegion5": "職員番号",
        "RowTitleRegion6": "氏名",
    }


def told(path: Path, sent: FormSheet) -> list[tuple[str, str]]:
    room = ExcelWorkbooks()
    return [(p.code, p.found) for p in room.looks(room.open(path), FORM_SHEET, sent)]


def test_words_of_the_form_s_own_are_nothing_to_tell_and_others_are(tmp_path: Path) -> None:
    """Names hold what XML and other programs write in their own way."""
    rows = tuple(dataclasses.replace(row, name=f"{row.name}「A&B」<'\"") for row in spoken().rows)
    form = dataclasses.replace(spoken(), rows=rows)
    path = samples.sent(tmp_path, form)
    assert told(path, form) == []
    (resaved,) = samples.resaved_by_libreoffice(path)
    assert told(resaved, form) == []

    def add(sheet: Worksheet) -> None:
        rule = DataValidation(type="none", sqref="C3", showInputMessage=True, prompt="LV3 を選んでください。")
        sheet.add_data_validation(rule)

    assert told(samples.edited(path, add), form) == [("look-changed", "LV3 を選んでください。")]
    assert [code for code, _ in told(path, samples.form())] == ["look-changed"]


def test_a_form_of_an_earlier_wording_is_written_as_it_was(tmp_path: Path) -> None:
    path = samples.sent(tmp_path)
    assert not prompts(sheet_of(path))
    assert not openpyxl.load_workbook(path).defined_names


def test_a_spoken_form_comes_back_through_another_program(tmp_path: Path) -> None:
    def write(sheet: Worksheet) -> None:
        samples.answer(sheet, samples.SKILLS[0], "LV2", "手順を見直した。", "教える側になる。")

    path = samples.edited(samples.sent(tmp_path, spoken()), write)
    for one in (path, *samples.resaved_by_libreoffice(path)):
        reading = samples.read(one, spoken())
        assert not reading.problems
        assert reading.answers["skill-0"].answer.level == "LV2"


DEPARTMENT = "教育委員会事務局学校教育部学務課学事係(就学援助および奨学金に関する、担当、、)"
NAME = "山田ヴィクトリアアレクサンドラ 三郎左衛門"


def test_nothing_fixed_is_cut_in_a_font_that_is_wider(tmp_path: Path) -> None:
    """Where the form's font is missing: wide 「、。」, a tenth less of a column, lines further apart."""
    form = spoken(slip=True)
    who = f"{DEPARTMENT} 係長 {NAME}さん"
    head = dataclasses.replace(
        form.head,
        name=NAME,
        department=DEPARTMENT,
        sender=f"{DEPARTMENT} {NAME}",
        confirmers=(("一次確認者", who), ("二次確認者", who)),
        guide=("黄色の欄だけに記入します。" * 4, f"直したら保存し、{who}へ返してください。" * 2, "。、" * 29),
        purpose="育成と配置の参考にします。" * 9,
    )
    rows = tuple(dataclasses.replace(row, last_goal="まとめ、広げ、" * 9) for row in form.rows)
    sheet = sheet_of(samples.sent(tmp_path, dataclasses.replace(form, head=head, rows=rows)))
    merged = {(a.min_row, a.min_col): a.max_col for a in sheet.merged_cells.ranges}
    seen = 0
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=8):
        for cell in row:
            if not isinstance(cell.value, str) or not cell.protection.locked or not cell.alignment.wrap_text:
                continue
            last = merged.get((cell.row, cell.column), cell.column)
            ems = (5.0, 12.4, 5.2, 4.2, 5.6, 16.0, 9.6, 0.3)[cell.column - 2 : last - 1]
            size = cell.font.sz
            full = sum(0.5 if char.isascii() else 1.0 for char in cell.value) * size
            lines = math.ceil(full / (sum(ems) * 10 * 0.9))
            seen += lines > 1
            if "\n" not in cell.value:
                needed = size * (1 + (lines - 1) * 1.4)
                assert needed <= sheet.row_dimensions[cell.row].height, cell.value
    assert seen > 12


def test_a_label_as_wide_as_its_column_gets_smaller_and_not_cut(tmp_path: Path) -> None:
    sheet = sheet_of(samples.sent(tmp_path, spoken(slip=True)))
    narrow = {
        "前年の目標",
        "差戻し理由",
        "一次確認者",
        "二次確認者",
        "申告の区分",
        "今回のレベル",
        "求める水準",
    }
    found: dict[str, Alignment] = {
        cell.value: cell.alignment for row in sheet.iter_rows() for cell in row if cell.value in narrow
    }
    assert found.keys() == narrow
    assert all(one.shrink_to_fit and not one.wrap_text for one in found.values())
