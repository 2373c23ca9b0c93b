"""What a reader sees is what is taken: looks that show something else are refused, others told or let be."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from dxdesk.domain.errors import Problem
from dxdesk.excel import looks, styles
from dxdesk.excel.number_display import may_mislead, misleads
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import FORM_SHEET
from tests.excel import form_samples as samples
from tests.excel.table_samples import BOTH, row_of, written

SKILL = samples.SKILLS[0]
LEVEL_COLUMN, EVIDENCE_COLUMN = 6, 7
WHITE = Font(color="FFFFFFFF")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ('"3"', 1.0),
        ('0;0;"3"', 0.0),
        (";;;", 2.0),
        (";;;", "LV2"),
        ('@"3"', "LV"),
        ('0;0;0;"LV3"', "LV1"),
        ('"1"0', 2.0),
        ("0%", 2.0),
        ("#,", 3000.0),
        ('[=1]"3";0', 1.0),
        ("\\3", 1.0),
        ("*3", 1.0),
        ("[$3-411]", 1.0),
        ('"三"', 1.0),
        ("0;0", -2.0),
    ],
)
def test_formats_that_show_another_value_are_seen_through(code: str, value: float | str) -> None:
    assert misleads(code, value)
    assert may_mislead(code) or value == -2.0


@pytest.mark.parametrize(
    "code",
    ["General", "G/標準", "@", "0", "0.0", "#,##0", '0"▲"', '0"点"', "[Red]0", "0_ ", "[DBNum1]0",
     "#,##0;[赤]-#,##0", 'yyyy"年"m"月"d"日"', "[$-411]ggge", '"LV"0', "0;△0", "_-* #,##0_-"],
)  # fmt: skip
def test_formats_that_dress_a_value_are_let_be(code: str) -> None:
    assert not may_mislead(code)
    for value in (0.0, 1.0, -2.0, "LV2"):
        assert not misleads(code, value)


@given(st.text(st.sampled_from('0#?,.%@"\\[];*_ 3一LVGeneraly'), max_size=30), st.integers(-3, 3))
def test_any_format_can_be_read_and_what_misleads_was_suspected(code: str, value: int) -> None:
    if value >= 0 and misleads(code, float(value)):
        assert may_mislead(code)


def test_our_own_styles_are_above_suspicion() -> None:
    found = looks.styles_of(styles.stylesheet(), "xl/styles.xml")
    # A share is kept as the number it is; what people fill in and hand in has none.
    assert {look.code for look in found.cells.values()} == {"0.0%"}


# Forms


def _form(folder: Path, edit: Callable[[Worksheet], None], level: object = "LV1") -> tuple[Path, list[str]]:
    """Answer the first skill, dress the sheet, and return what its reading refuses."""

    def both(sheet: Worksheet) -> None:
        row = samples.row_of(sheet, SKILL)
        sheet.cell(row, LEVEL_COLUMN).value = level  # type: ignore[assignment]
        sheet.cell(row, EVIDENCE_COLUMN).value = "担当で行った。"
        edit(sheet)

    path = samples.edited(samples.sent(folder), both)
    return path, [f"{p.code} {p.place.cell}" for p in samples.read(path).problems]


def _level(sheet: Worksheet) -> object:
    return sheet.cell(samples.row_of(sheet, SKILL), LEVEL_COLUMN)


@pytest.mark.parametrize(
    ("level", "code"), [(1, '"3"'), (0, '0;0;"3"'), ("LV1", '0;0;0;"LV3"'), ("LV1", ";;;")]
)
def test_a_level_that_reads_as_another_is_refused_by_its_cell(
    tmp_path: Path, level: object, code: str
) -> None:
    def dress(sheet: Worksheet) -> None:
        _level(sheet).number_format = code  # type: ignore[attr-defined]

    path, refused = _form(tmp_path, dress, level)
    cell = f"F{samples.row_of(openpyxl.load_workbook(path)[FORM_SHEET], SKILL)}"
    assert refused == [f"cell-disguised {cell}"]
    (problem,) = samples.read(path).problems
    assert code in problem.message
    assert problem.found == str(level)


@pytest.mark.parametrize(
    "font",
    [WHITE, Font(color=Color(theme=0)), Font(color=Color(indexed=9)), Font(color="FFFFF8D0"), Font(sz=1)],
    ids=["white", "theme", "indexed", "as the yellow", "tiny"],
)
def test_an_answer_nobody_can_see_is_refused(tmp_path: Path, font: Font) -> None:
    def dress(sheet: Worksheet) -> None:
        cell = sheet.cell(samples.row_of(sheet, SKILL), EVIDENCE_COLUMN)
        cell.font = font
        if font.color is not None and font.color.rgb != "FFFFF8D0":
            cell.fill = PatternFill()

    _, refused = _form(tmp_path, dress)
    assert len(refused) == 1
    assert refused[0].startswith("cell-disguised G")


def test_a_question_hidden_in_white_is_refused_too(tmp_path: Path) -> None:
    def dress(sheet: Worksheet) -> None:
        cell = sheet.cell(samples.row_of(sheet, SKILL), 3)
        cell.font, cell.fill = WHITE, PatternFill()

    _, refused = _form(tmp_path, dress)
    assert len(refused) == 1
    assert refused[0].startswith("cell-disguised C")


def test_a_rule_that_writes_another_level_over_the_answer_is_refused(tmp_path: Path) -> None:
    def dress(sheet: Worksheet) -> None:
        rule = CellIsRule(operator="equal", formula=["1"])
        rule.dxf.font = WHITE
        sheet.conditional_formatting.add("F1:F200", rule)

    _, refused = _form(tmp_path, dress)
    assert refused
    assert all(text.startswith("cell-disguised F") for text in refused)


def _harmless(sheet: Worksheet) -> None:
    row = samples.row_of(sheet, SKILL)
    sheet.column_dimensions["G"].width = 90
    sheet.row_dimensions[row].height = 120
    level, evidence = sheet.cell(row, LEVEL_COLUMN), sheet.cell(row, EVIDENCE_COLUMN)
    level.number_format = '0.0"点"'
    level.font = Font(color="FFFF0000", sz=14, b=True)
    evidence.fill = PatternFill("solid", fgColor="FF1F5F8B")
    evidence.font = WHITE
    sheet.conditional_formatting.add("F1:F99", ColorScaleRule())
    sheet.cell(1, 40).font = WHITE
    sheet.sheet_view.zoomScale = 70


def test_what_only_dresses_a_form_is_let_be(tmp_path: Path) -> None:
    path, refused = _form(tmp_path, _harmless, 1)
    assert refused == []
    assert _told(path) == []


def _told(path: Path, form: str = FORM_SHEET) -> list[tuple[str, str, str]]:
    room = ExcelWorkbooks()
    return [(p.code, p.place.sheet, p.found) for p in room.looks(room.open(path), form)]


def test_hidden_rows_and_columns_are_told_by_their_numbers(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        row = samples.row_of(sheet, SKILL)
        sheet.row_dimensions[row].hidden = True
        sheet.row_dimensions[row + 1].height = 0.4
        sheet.column_dimensions["G"].hidden = True

    path, refused = _form(tmp_path, hide)
    row = samples.row_of(openpyxl.load_workbook(path)[FORM_SHEET], SKILL)
    assert refused == []
    assert _told(path) == [
        ("look-changed", FORM_SHEET, f"{row}\u301c{row + 1}行"),
        ("look-changed", FORM_SHEET, "G列"),
    ]


def test_added_sheets_boxes_and_words_are_told(tmp_path: Path) -> None:
    picture = tmp_path / "印.png"
    Picture.new("RGB", (40, 40), "red").save(picture)

    def add(sheet: Worksheet) -> None:
        sheet.add_image(Image(str(picture)), "F12")
        rule = DataValidation(type="whole", allow_blank=True, promptTitle="LV3", prompt="3 と読む")
        rule.add("F12")
        sheet.add_data_validation(rule)
        memo = sheet.parent.create_sheet("メモ")
        memo["A1"] = "本当は LV3 です"
        memo.sheet_state = "hidden"
        sheet.parent.create_sheet("空のシート")

    path, refused = _form(tmp_path, add)
    assert refused == []
    assert _told(path) == [
        ("look-changed", FORM_SHEET, ""),
        ("look-changed", FORM_SHEET, "LV3"),
        ("sheet-added", "メモ", ""),
    ]


def test_a_form_as_it_was_sent_has_nothing_to_tell(tmp_path: Path) -> None:
    path = samples.sent(tmp_path)
    assert samples.read(path).problems == ()
    assert _told(path) == []


def test_cells_without_an_address_are_placed_as_the_parser_places_them(tmp_path: Path) -> None:
    def dress(sheet: Worksheet) -> None:
        _level(sheet).number_format = '"3"'  # type: ignore[attr-defined]

    path, _ = _form(tmp_path, dress, 1)
    bare = tmp_path / "番地なし.xlsx"
    shutil.copyfile(path, bare)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                # The row's cells begin in column A, so each follows the one before it.
                row = samples.row_of(openpyxl.load_workbook(path)[FORM_SHEET], SKILL)
                for column in "BCDEFGH":
                    data = data.replace(f'<c r="{column}{row}" '.encode(), b"<c ")
            new.writestr(name, data)
    assert [p.place.cell for p in samples.read(bare).problems] == [f"F{row}"]


# Sealed tables


def _table(folder: Path, edit: Callable[[Workbook], None]) -> tuple[Path, tuple[Problem, ...]]:
    path = written(folder)
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)
    room = ExcelWorkbooks()
    return path, room.compare_tables(room.open(path), BOTH)


def test_a_confirmation_that_shows_another_level_is_refused(tmp_path: Path) -> None:
    def dress(workbook: Workbook) -> None:
        row = row_of(workbook, "確認票", "000002")
        workbook["確認票"].cell(row, 4).number_format = '"99"'
        workbook["確認票"].cell(row, 5).number_format = '0;0;0;"LV3"'

    _, problems = _table(tmp_path, dress)
    assert [(p.code, p.place.sheet, p.place.cell[0]) for p in problems] == [
        ("cell-disguised", "確認票", "D"),
        ("cell-disguised", "確認票", "E"),
    ]


def test_a_comment_under_a_merged_cell_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    row = row_of(openpyxl.load_workbook(path), "確認票", "000002")
    covered = tmp_path / "結合.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(covered, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                # Excel empties what it merges; only a program leaves a value underneath.
                data = data.replace(
                    b"</mergeCells>", f'<mergeCell ref="E{row}:F{row}"/></mergeCells>'.encode()
                )
            new.writestr(name, data)
    room = ExcelWorkbooks()
    problems = room.compare_tables(room.open(covered), BOTH)
    assert [(p.code, p.place.cell) for p in problems] == [("cell-disguised", f"F{row}")]


def test_a_filtered_confirmation_with_a_stamp_is_taken_and_told(tmp_path: Path) -> None:
    picture = tmp_path / "印.png"
    Picture.new("RGB", (40, 40), "red").save(picture)

    def use(workbook: Workbook) -> None:
        sheet = workbook["確認票"]
        sheet.row_dimensions[row_of(workbook, "確認票", "000003")].hidden = True
        sheet.add_image(Image(str(picture)), "H2")
        workbook[BOTH[1].sheet].sheet_state = "hidden"

    path, problems = _table(tmp_path, use)
    assert problems == ()
    told = [(code, sheet) for code, sheet, _ in _told(path, "")]
    assert told == [("look-changed", "確認票")] * 2 + [("look-changed", BOTH[1].sheet)]
