"""What people write beside the cells, or strike out in them, is told or asked about by its cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.domain.errors import Problem
from dxdesk.excel import struck
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import FORM_SHEET
from tests.excel import form_samples as samples
from tests.excel.table_samples import BOTH, row_of, written

SKILL = samples.SKILLS[0]
LEVEL, EVIDENCE = 6, 7
STRUCK = Font(strike=True)


def answered(folder: Path, edit: Callable[[Worksheet], None] = lambda sheet: None) -> Path:
    def both(sheet: Worksheet) -> None:
        samples.answer(sheet, SKILL, "LV1", "担当で行った。")
        edit(sheet)

    return samples.edited(samples.sent(folder), both)


def row(sheet: Worksheet) -> int:
    return samples.row_of(sheet, SKILL)


def told(path: Path) -> list[tuple[str, str, str]]:
    room = ExcelWorkbooks()
    return [(p.code, p.place.cell, p.found) for p in room.looks(room.open(path), FORM_SHEET)]


def refused(path: Path) -> list[Problem]:
    return list(samples.read(path).problems)


def with_part(path: Path, relation: str, part: str, xml: str) -> Path:
    """Add a part that hangs on the form's sheet, as Excel does."""
    target = path.with_name(f"部品_{path.name}")
    link = (
        f'<Relationship Id="rIdAdded" Target="/xl/{part}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"/>'
    )
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != rels:
                new.writestr(name, old.read(name))
        before = old.read(rels).decode() if rels in old.namelist() else f"{head}</Relationships>"
        new.writestr(rels, before.replace("</Relationships>", f"{link}</Relationships>"))
        new.writestr(f"xl/{part}", xml)
    return target


def test_a_note_on_a_cell_is_told_with_its_words(tmp_path: Path) -> None:
    def note(sheet: Worksheet) -> None:
        sheet.cell(row(sheet), LEVEL).comment = Comment("本当はLV2だと思います。", "本人")

    path = answered(tmp_path, note)
    number = row(openpyxl.load_workbook(path)[FORM_SHEET])
    assert told(path) == [("remark-unread", f"F{number}", "本当はLV2だと思います。")]
    assert not refused(path)


THREADS = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="{cell}" personId="{{1}}" id="{{2}}"><text>相談させてください</text></threadedComment>
<threadedComment ref="{cell}" id="{{4}}" parentId="{{2}}"><text>面談で</text></threadedComment>
</ThreadedComments>"""


def test_a_threaded_comment_is_told_once_with_its_answers(tmp_path: Path) -> None:
    def note(sheet: Worksheet) -> None:
        # Excel writes this one for programs that know no threads.
        sheet.cell(row(sheet), LEVEL).comment = Comment("[Threaded comment]\n\nYour version of Excel …", "x")

    path = answered(tmp_path, note)
    cell = f"F{row(openpyxl.load_workbook(path)[FORM_SHEET])}"
    path = with_part(
        path, "threadedComment", "threadedComments/threadedComment1.xml", THREADS.format(cell=cell)
    )
    assert told(path) == [("remark-unread", cell, "相談させてください / 面談で")]


def drawing(*boxes: tuple[int, int, str]) -> str:
    anchor = (
        "<xdr:twoCellAnchor><xdr:from><xdr:col>{col}</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>{row}</xdr:row>"
        "<xdr:rowOff>7</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>99</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp><xdr:nvSpPr/><xdr:txBody><a:bodyPr/>"
        "{text}</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"
    )
    paragraphs = "".join(
        anchor.format(
            row=at - 1,
            col=column - 1,
            text="".join(f"<a:p><a:r><a:rPr/><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n")),
        )
        for at, column, text in boxes
    )
    return (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{paragraphs}</xdr:wsDr>'
    )


def test_words_in_text_boxes_are_told_by_the_cell_under_their_corner(tmp_path: Path) -> None:
    path = answered(tmp_path)
    xml = drawing((13, 7, "窓口の申請を電子化した。\nレベルは2だと思う。"), (4, 2, "よろしく"), (6, 3, ""))
    path = with_part(path, "drawing", "drawings/drawing1.xml", xml)
    assert told(path) == [
        ("remark-unread", "B4", "よろしく"),
        ("remark-unread", "G13", "窓口の申請を電子化した。\nレベルは2だと思う。"),
    ]


def test_of_hundreds_of_remarks_some_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    path = answered(tmp_path)
    xml = drawing(*((number, 2, f"メモ{number}") for number in range(1, 101)))
    found = told(with_part(path, "drawing", "drawings/drawing1.xml", xml))
    assert len(found) == 31
    assert found[-1][0] == "look-changed"
    room = ExcelWorkbooks()
    last = room.looks(room.open(tmp_path / f"部品_{path.name}"), FORM_SHEET)[-1]
    assert "70か所" in last.message


def struck_level(sheet: Worksheet) -> None:
    sheet.cell(row(sheet), LEVEL).font = STRUCK


def struck_evidence(sheet: Worksheet) -> None:
    sheet.cell(row(sheet), EVIDENCE).font = STRUCK


def struck_by_a_rule(sheet: Worksheet) -> None:
    rule = CellIsRule(operator="equal", formula=['"LV1"'])
    rule.dxf.font = STRUCK
    sheet.conditional_formatting.add("F1:F200", rule)


def struck_words(sheet: Worksheet) -> None:
    gone = TextBlock(InlineFont(strike=True), "担当で行った。")
    sheet.cell(row(sheet), EVIDENCE).value = CellRichText(gone, "係で行った。")  # type: ignore[assignment]


def struck_comment(sheet: Worksheet) -> None:
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.startswith("来年度に向けて"):
                answer = sheet.cell(cell.row + 1, 2)
                answer.value, answer.font = "研修を受けたい", STRUCK
                return


@pytest.mark.parametrize(
    ("strike", "column", "found"),
    [
        (struck_level, "F", "LV1"),
        (struck_evidence, "G", "担当で行った。"),
        (struck_by_a_rule, "F", "LV1"),
        (struck_words, "G", "担当で行った。"),
        (struck_comment, "B", "研修を受けたい"),
    ],
)
def test_what_is_struck_out_is_asked_about(
    tmp_path: Path, strike: Callable[[Worksheet], None], column: str, found: str
) -> None:
    problems = refused(answered(tmp_path, strike))
    assert ("cell-struck", column, found) in [(p.code, p.place.cell[0], p.found) for p in problems]
    assert all("取り消し線を外して" in p.fix for p in problems)


def not_struck(sheet: Worksheet) -> None:
    plain = TextBlock(InlineFont(strike=False, b=True), "担当で")
    sheet.cell(row(sheet), EVIDENCE).value = CellRichText(plain, "行った。")  # type: ignore[assignment]


def empty_and_struck(sheet: Worksheet) -> None:
    sheet.cell(row(sheet), LEVEL + 2).font = STRUCK


@pytest.mark.parametrize("edit", [not_struck, empty_and_struck])
def test_what_is_not_struck_is_taken(tmp_path: Path, edit: Callable[[Worksheet], None]) -> None:
    assert not refused(answered(tmp_path, edit))


def test_a_level_struck_out_in_a_confirmation_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    workbook = openpyxl.load_workbook(path)
    number = row_of(workbook, "確認票", "000002")
    workbook["確認票"].cell(number, 5).font = STRUCK
    workbook.save(path)
    room = ExcelWorkbooks()
    problems = room.compare_tables(room.open(path), BOTH)
    assert [(p.code, p.place.sheet, p.place.cell) for p in problems] == [
        ("cell-struck", "確認票", f"E{number}")
    ]


SHARED = b"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="3">
<si><t>LV1</t></si>
<si><r><rPr><b/><strike/></rPr><t xml:space="preserve">LV1 </t></r><r><rPr><b/></rPr><t>LV2</t></r>
<rPh sb="0" eb="1"><t>a</t></rPh></si>
<si><r><rPr><strike val="0"/></rPr><t>LV3</t></r></si></sst>"""
CELLS = b"""<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>
<row r="5"><c r="C5" t="s"><v> 1 </v></c><c><v>1</v></c><c t="s"><v>2</v></c></row>
<row><c t="inlineStr"><is><r><rPr><strike/></rPr><t>x</t></r></is></c></row></sheetData></worksheet>"""


def test_runs_are_found_wherever_their_text_stands() -> None:
    strings = struck.struck_strings(SHARED, "sharedStrings.xml")
    assert strings == {1: "LV1"}
    assert struck.struck_cells(CELLS, "sheet1.xml", strings) == {(1, 2): "LV1", (5, 3): "LV1", (6, 1): "x"}
    assert struck.struck_cells(CELLS.replace(b"<strike/>", b""), "sheet1.xml", {}) == {}
