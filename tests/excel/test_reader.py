"""Files as they land on the desk: sound ones read, others say what is wrong and what to do."""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.excel import files, writing
from dxdesk.excel.cells import CellRange, a1, column_name, plain_text, position
from dxdesk.excel.reader import SafeBook, WorkbookReader, parsing
from dxdesk.ports.workbooks import Book
from tests.helpers import libreoffice, openpyxl_books
from tests.helpers import workbooks as w

PAYLOAD = bytes(range(256)) * 150
SHEET = "DXスキル申告票"


def _form(path: Path, password: str | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row, texts in enumerate(
        (("スキル", "前年", "今回のレベル"), ("データ活用", "1", "２"), ("髙﨑𠮷", "", "")), 1
    ):
        for column, text in enumerate(texts, 1):
            openpyxl_books.put_text(sheet.cell(row, column), text)
    sheet["D2"] = 2
    sheet["D3"] = datetime.date(2026, 2, 13)
    sheet["E2"] = "=1+1"
    sheet.merge_cells("A5:C6")
    openpyxl_books.payload_sheet(book, PAYLOAD, '{"作成":"検証"}')
    openpyxl_books.save(book, path, password)
    return path


def _refused(path: Path, passwords: tuple[str, ...] = ()) -> KnownError:
    with pytest.raises(KnownError) as caught:
        WorkbookReader().open(path, passwords)
    assert caught.value.problem.place.file == path.name
    assert caught.value.problem.fix
    return caught.value


def _opened(data: bytes, passwords: tuple[str, ...] = ()) -> SafeBook:
    return WorkbookReader().from_bytes(data, Path("申告票.xlsx"), passwords)


def test_a_form_of_ours_reads_back(tmp_path: Path) -> None:
    path = _form(tmp_path / "申告票_R7_001234.xlsx")
    opened: Book = WorkbookReader().open(path)
    assert opened.sealed_payload() == PAYLOAD
    assert opened.notes() == '{"作成":"検証"}'
    assert opened.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert opened.integrity_checked


def test_values_stand_where_people_see_them(tmp_path: Path) -> None:
    book = WorkbookReader().open(_form(tmp_path / "a.xlsx"))
    assert book.sheet_names == (SHEET, "_dxdesk")
    assert book.visible_sheet_names == (SHEET,)
    assert book.rows(SHEET)[0][:4] == ["スキル", "前年", "今回のレベル", None]
    assert book.text(SHEET, 2, 3) == "２"
    assert book.text("dxスキル申告票", 2, 4) == "2"
    assert book.text(SHEET, 3, 4) == "2026-02-13"
    assert book.value(SHEET, 500, 500) is None
    assert book.text(SHEET, 0, 0) == ""


def test_formulas_and_merged_cells_are_pointed_out(tmp_path: Path) -> None:
    book = WorkbookReader().open(_form(tmp_path / "a.xlsx"))
    assert book.formula_cells(SHEET) == {"E2"}
    assert book.merged(SHEET) == (CellRange(5, 1, 6, 3),)
    assert [str(area) for area in book.merged(SHEET)] == ["A5:C6"]


def test_an_array_formula_marks_all_its_cells() -> None:
    content = w.one_cell('r="B2"', '<f t="array" ref="B2:C3">1</f><v>1</v>')
    assert _opened(w.changed({w.SHEET1: content})).formula_cells(SHEET) == {"B2", "C2", "B3", "C3"}


def test_what_stands_behind_the_cells_is_no_formula() -> None:
    after = '<extLst><ext><x:f xmlns:x="x">A1</x:f></ext></extLst>'
    content = w.sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=after)
    assert _opened(w.changed({w.SHEET1: content})).formula_cells(SHEET) == frozenset()


def test_a_cell_showing_an_error_is_told_from_an_empty_one() -> None:
    book = _opened(w.changed({w.SHEET1: w.one_cell('r="B2" t="e"', "<v>#N/A</v>")}))
    assert book.error_cells(SHEET) == {"B2"}
    assert book.value(SHEET, 2, 2) is None


def test_furigana_that_excel_adds_is_not_part_of_a_name() -> None:
    item = '<t>検証</t><rPh sb="0" eb="2"><t>ケンショウ</t></rPh><phoneticPr fontId="1"/>'
    rich = '<r><t xml:space="preserve">太 </t></r><r><rPr><b/></rPr><t>郎</t></r>'
    book = _opened(w.changed({w.STRINGS: w.strings(item, rich)}))
    assert book.rows(SHEET)[0][:2] == ["検証", "太 郎"]


def test_other_programs_ways_of_writing_the_same(tmp_path: Path) -> None:
    """Prefixes, absolute and oddly spelt targets, cells that leave out their addresses."""
    rows = (
        '<x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c t="str"><x:v>文</x:v></x:c></x:row><x:row/>'
        "<x:row><x:c><x:v>3</x:v></x:c></x:row>"
    )
    content = f'<x:worksheet xmlns:x="{w.MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()
    rels = w.relations(w.relation("rId1", "worksheet", "/XL/Worksheets/SHEET1.xml"))
    book = _opened(w.changed({w.SHEET1: content, w.WORKBOOK_RELS: rels}))
    assert book.rows(SHEET) == [[1.0, None, "文"], [None] * 3, [3.0, None, None]]
    parts = {name.replace("/", "\\"): data for name, data in w.plain_parts().items()}
    assert _opened(w.packed(parts)).rows(SHEET)[0][:2] == ["職員番号", "氏名"]


def test_dates_count_from_1904_where_the_book_says_so() -> None:
    book = w.workbook(SHEET, more='<workbookPr date1904="1"/>')
    assert _opened(w.changed({w.WORKBOOK: book})).text(SHEET, 2, 2) == "2029-12-10"


def test_styled_but_empty_cells_far_away_do_no_harm() -> None:
    """Formatting a whole column leaves such cells behind."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert _opened(w.changed({w.SHEET1: w.sheet(rows)})).rows(SHEET) == [[1.0]]


@libreoffice.needed
def test_a_form_saved_again_by_libreoffice_still_reads(tmp_path: Path) -> None:
    source = _form(tmp_path / "a.xlsx")
    (saved,) = libreoffice.saved(tmp_path / "out", source, form="xlsx")
    book = WorkbookReader().open(saved)
    assert book.sealed_payload() == PAYLOAD
    assert book.notes() == '{"作成":"検証"}'
    assert book.rows(SHEET)[1][:4] == ["データ活用", "1", "２", 2.0]
    assert book.text(SHEET, 3, 4) == "2026-02-13"
    assert book.formula_cells(SHEET) == {"E2"}
    assert book.merged(SHEET) == (CellRange(5, 1, 6, 3),)


def test_a_workbook_without_payload_is_not_ours(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    book = WorkbookReader().open(tmp_path / "a.xlsx")
    assert book.sealed_payload() is None
    assert book.notes() == ""
    with pytest.raises(KnownError) as caught:
        book.rows(SHEET)
    assert caught.value.code == "sheet-missing"


def test_notes_typed_as_plain_json_are_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("_DXDESK")
    sheet["A1"] = base64.b64encode(b"payload").decode()
    sheet["B1"], sheet["B2"] = '{"a":', "1}"
    book.save(tmp_path / "a.xlsx")
    opened = WorkbookReader().open(tmp_path / "a.xlsx")
    assert (opened.sealed_payload(), opened.notes()) == (b"payload", '{"a":1}')


def test_a_touched_payload_names_its_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_form(tmp_path / "a.xlsx"))
    book["_dxdesk"]["A2"] = "さわった"
    book["_dxdesk"]["B1"] = base64.b64encode(b"\xff").decode()
    book.save(tmp_path / "a.xlsx")
    opened = WorkbookReader().open(tmp_path / "a.xlsx")
    for ask, cell in ((opened.sealed_payload, "A1"), (opened.notes, "B1")):
        with pytest.raises(KnownError) as caught:
            ask()
        assert caught.value.code == "payload-broken"
        assert str(caught.value.problem.place) == f"a.xlsx / _dxdesk / {cell}"


def test_a_locked_form_asks_for_its_password(tmp_path: Path) -> None:
    path = _form(tmp_path / "a.xlsx", "ひみつ1234")
    assert _refused(path).code == "password-needed"
    assert _refused(path, ("",)).code == "password-needed"
    assert _refused(path, ("ちがう",)).code == "password-wrong"
    book = WorkbookReader().open(path, ("", "ちがう", "ひみつ1234"))
    assert (book.locked, book.integrity_checked) == (True, True)
    assert book.sealed_payload() == PAYLOAD


@pytest.mark.parametrize("rows", [1, 40, 60, 80, 100, 150, 200, 1_000])
def test_a_locked_workbook_opens_however_small_it_is(rows: int) -> None:
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * n * 7919 % 99_991}</v></c></row>' for n in range(1, rows + 1)
    )
    locked = writing.locked_bytes(w.changed({w.SHEET1: w.sheet(cells)}), "ひみつ")
    assert len(_opened(locked, ("ひみつ",)).rows(SHEET)) == rows


def test_the_older_lock_cannot_show_whether_it_was_changed() -> None:
    """改ざん検知なし"""
    data = w.standard_locked(w.changed({}, [("docProps/thumbnail.bin", os.urandom(5000))]), "ひみつ")
    book = _opened(data, ("ちがう", "ひみつ"))
    assert (book.locked, book.integrity_checked) == (True, False)
    assert book.text(SHEET, 1, 1) == "職員番号"


def test_a_locked_form_that_was_changed_behind_its_lock_is_refused(tmp_path: Path) -> None:
    path = _form(tmp_path / "a.xlsx", "ひみつ1234")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert _refused(path, ("ひみつ1234",)).code == "lock-tampered"


def test_what_the_parser_cannot_make_sense_of_is_refused_in_words() -> None:
    book = _opened(w.changed({w.SHEET1: w.one_cell('r="A2" t="s"', "<v>99</v>")}))
    with pytest.raises(KnownError) as caught:
        book.rows(SHEET)
    assert caught.value.code == "file-broken"
    assert str(caught.value.problem.place) == f"申告票.xlsx / {SHEET}"


class PanicException(BaseException):
    """Stands for a panic: a damage that provokes one is not known, and the next version may have one."""


def test_a_panic_of_the_parser_is_a_refusal_but_an_interruption_stays_one() -> None:
    with pytest.raises(KnownError) as caught, parsing("申告票.xlsx", SHEET):
        raise PanicException("index out of bounds")
    assert caught.value.code == "file-broken"
    with pytest.raises(KeyboardInterrupt), parsing("申告票.xlsx"):
        raise KeyboardInterrupt


def test_a_value_far_away_is_named_with_sheet_and_cell() -> None:
    with pytest.raises(KnownError) as caught:
        _opened(w.changed({w.SHEET1: w.one_cell('foo=">" r="xfd1048576"')}))
    assert caught.value.code == "sheet-too-big"
    assert str(caught.value.problem.place) == f"申告票.xlsx / {SHEET} / xfd1048576"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "file-empty"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "old-format"),
        ("a.xlsx", b"<html></html>", "not-a-workbook"),
        ("~$a.xlsx", b"\x05user" + bytes(160), "file-lock-note"),
        (".~lock.a.xlsx#", b",user,host,;", "file-lock-note"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert _refused(tmp_path / name).code == code


def test_a_file_that_went_away_or_is_a_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path / "ない.xlsx").code == "file-missing"
    assert _refused(tmp_path).code == "file-not-read"


def test_a_file_in_use_says_who_has_it_open(tmp_path: Path) -> None:
    """Where permissions are not enforced (the administrator), only the hint can be tried."""
    path = _form(tmp_path / "a.xlsx")
    name = "検証 太郎"
    note = bytes([4]) + b"user".ljust(54, b"\0") + len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    (tmp_path / "~$a.xlsx").write_bytes(note.ljust(165, b" "))
    assert files.opened_by(path) == name
    path.chmod(0)
    if not os.access(path, os.R_OK):
        error = _refused(path)
        assert error.code == "file-open-elsewhere"
        assert name in str(error)
    (tmp_path / "~$a.xlsx").unlink()
    assert files.opened_by(path) is None
    (tmp_path / ".~lock.a.xlsx#").write_text(
        "髙橋 美咲,misaki,pc1,21.11.2026 10:00,file:///x;", encoding="utf-8"
    )
    assert files.opened_by(path) == "髙橋 美咲"


def test_importing_the_package_loads_no_parser() -> None:
    """The window paints before any of them is needed."""
    program = (
        "import sys, dxdesk.excel.reader, dxdesk.excel.tables\n"
        "print([m for m in ('openpyxl', 'python_calamine', 'msoffcrypto') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_addresses_and_plain_texts() -> None:
    assert [column_name(n) for n in (1, 26, 27, 703, 16_384)] == ["A", "Z", "AA", "AAA", "XFD"]
    assert a1(12, 4) == "D12"
    assert position("xfd1048576") == (1_048_576, 16_384)
    assert [position(ref) for ref in ("", "A", "1", "A0", "XFE1", "A1048577", "Ａ1", "A1A")] == [None] * 8
    assert str(CellRange.parse("C3:A1")) == "A1:C3"
    values = [
        2.0,
        0.1,
        -3.0,
        1e20,
        1e-7,
        True,
        None,
        " 文 ",
        datetime.datetime(2026, 4, 1, 9, 30),
        datetime.time(9),
    ]
    texts = [
        "2",
        "0.1",
        "-3",
        "100000000000000000000",
        "0.0000001",
        "TRUE",
        "",
        " 文 ",
        "2026-04-01 09:30:00",
        "09:00:00",
    ]
    assert [plain_text(value) for value in values] == texts
