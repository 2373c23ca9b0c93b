"""An office's own layout comes back as it came, filled; what stands below a repeated row moves."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.drawing.image import Image
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from dxdesk.domain.errors import KnownError
from dxdesk.excel.office_forms import filled_form, read_form
from dxdesk.ports.workbooks import FormFill

LINES = [{"スキル名": name, "確認": level} for name, level in (("甲", "LV1"), ("乙", "=1+1"), ("丙", ""))]


def layout(path: Path) -> Path:
    """Write a layout with all that has to stay."""
    book = Workbook()
    sheet = book.active
    sheet.title = "通知"
    sheet["A1"] = "{{ 氏名 }}様(｛｛所属｝｝)"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:D1")
    sheet["A3"], sheet["D3"] = "{{スキル名}}", "{{確認}}"
    side = Side(style="thin")
    for column in "ABCD":
        sheet[f"{column}3"].border = Border(left=side, right=side, top=side, bottom=side)
    sheet["D3"].fill = PatternFill("solid", fgColor="FFEECC")
    sheet.merge_cells("A3:C3")
    sheet.row_dimensions[3].height = 30
    sheet["A4"], sheet["D4"] = "数", "=COUNTA(D3:D3)+LEN(D5)"
    sheet["A5"], sheet["D5"] = "所見", "ここ"
    sheet.merge_cells("A5:C6")
    sheet.row_dimensions[5].height = 60
    sheet.print_area = "A1:D6"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.oddHeader.right.text = "{{団体名}} &P"
    check = DataValidation(type="list", formula1='"はい,いいえ"')
    check.add("D5")
    sheet.add_data_validation(check)
    data = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(data, "PNG")
    sheet.add_image(Image(data), "A6")
    other = book.create_sheet("控え")
    other["A1"] = "=通知!D5"
    book.save(path)
    return path


def filled(path: Path, **more: Any) -> Any:
    single = {"氏名": "山田 太郎", "所属": "=税務課", "団体名": "甲&乙市", **more}
    data = filled_form(read_form(path), FormFill(single, {"スキル名": LINES}))
    return load_workbook(io.BytesIO(data))


def test_what_stands_below_a_repeated_row_moves_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    book = filled(layout(tmp_path / "様式.xlsx"))
    sheet = book["通知"]
    assert sheet["A1"].value == "山田 太郎様(=税務課)"
    assert sheet["A1"].font.bold
    assert [sheet[f"A{row}"].value for row in (3, 4, 5)] == ["甲", "乙", "丙"]
    assert [sheet[f"D{row}"].value for row in (3, 4, 5)] == ["LV1", "=1+1", None]
    assert sheet["D4"].data_type == "s"
    for row in (3, 4, 5):
        assert sheet[f"D{row}"].fill.fgColor.rgb == "00FFEECC"
        assert sheet[f"C{row}"].border.right.style == "thin"
        assert sheet.row_dimensions[row].height == 30
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A3:C3", "A4:C4", "A5:C5", "A7:C8"}
    assert sheet["D6"].value == "=COUNTA(D3:D5)+LEN(D7)"
    assert book["控え"]["A1"].value == "=通知!D7"
    assert (sheet["A7"].value, sheet.row_dimensions[7].height) == ("所見", 60)
    assert sheet.print_area == "'通知'!$A$1:$D$8"
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D7"
    assert sheet.oddHeader.right.text == "甲&&乙市 &P"
    assert [one.anchor._from.row for one in sheet._images] == [7]


def test_a_row_with_nothing_to_repeat_is_left_blank(tmp_path: Path) -> None:
    form = read_form(layout(tmp_path / "様式.xlsx"))
    sheet = load_workbook(io.BytesIO(filled_form(form, FormFill({}, {"スキル名": []}))))["通知"]
    assert (sheet["A3"].value, sheet["D3"].value, sheet["A5"].value) == (None, None, "所見")


def test_where_each_placeholder_stands_is_told(tmp_path: Path) -> None:
    found = read_form(layout(tmp_path / "様式.xlsx")).fields
    assert [(one.cell, one.name.strip()) for one in found] == [
        *(("A1", "氏名"), ("A1", "所属"), ("A3", "スキル名"), ("D3", "確認")),
        ("ヘッダーかフッター", "団体名"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('="様"&"{{氏名}}"', "form-field-formula"),
        ("{{氏名", "form-field-open"),
        ("氏名}}", "form-field-open"),
    ],
)
def test_what_is_no_whole_placeholder_is_refused(tmp_path: Path, text: str, code: str) -> None:
    book = Workbook()
    book.active["B2"] = text
    book.save(tmp_path / "様式.xlsx")
    with pytest.raises(KnownError) as refused:
        read_form(tmp_path / "様式.xlsx")
    place = refused.value.problems[0].place
    assert (refused.value.code, place.file, place.sheet, place.cell) == (code, "様式.xlsx", "Sheet", "B2")


def test_what_would_be_lost_and_what_is_no_plain_workbook_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.add_chart(BarChart(), "A1")
    book.save(tmp_path / "様式.xlsx")
    codes = []
    for name in ("様式.xlsx", "様式.xlsm", "様式.xls"):
        with pytest.raises(KnownError) as refused:
            read_form(tmp_path / name)
        codes.append(refused.value.code)
    assert codes == ["form-shape", "form-not-xlsx", "form-not-xlsx"]


def test_a_repeated_row_merged_with_the_next_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A2"] = "{{スキル名}}"
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "様式.xlsx")
    with pytest.raises(KnownError) as refused:
        filled_form(read_form(tmp_path / "様式.xlsx"), FormFill({}, {"スキル名": LINES}))
    assert refused.value.code == "form-field-merged"
