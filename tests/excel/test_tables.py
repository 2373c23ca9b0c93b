"""Rosters and attendance lists come as they come; every cell must be found again by its address."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.excel.tables import ERROR_TEXT, UNCALCULATED_TEXT, ForeignTableReader, read_table
from dxdesk.ports.foreign_tables import TableReader
from tests.helpers import openpyxl_books

HEADER = ["職員番号", "氏名", "所属コード", "異動日"]


def _roster(path: Path, *rows: list[object], title: str = "職員名簿") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名簿"
    if title:
        sheet.append([f"{title}(令和7年4月1日現在)"])
        sheet.append([])
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _values(path: Path) -> list[list[str]]:
    return [[cell.value for cell in row] for row in read_table(path).rows]


def _refused(path: Path, sheet: str = "") -> KnownError:
    with pytest.raises(KnownError) as caught:
        read_table(path, sheet)
    return caught.value


def test_the_header_is_found_below_a_title(tmp_path: Path) -> None:
    table = read_table(_roster(tmp_path / "名簿.xlsx", ["001234", "検証 太郎", "0101", None]))
    assert [cell.value for cell in table.headers] == HEADER
    assert [cell.ref for cell in table.headers] == ["A3", "B3", "C3", "D3"]
    assert (table.file, table.sheet) == ("名簿.xlsx", "名簿")
    assert table.rows[0][0].ref == "A4"


def test_a_number_stays_recognisable_as_a_number(tmp_path: Path) -> None:
    """001234 that Excel turned into 1234 must not pass for the text 1234."""
    path = _roster(tmp_path / "a.xlsx", [1234, "検証 太郎", "0101"], ["1234", "髙橋 美咲", 101.5])
    table = read_table(path)
    first, second = table.rows
    assert (first[0].value, first[0].is_number) == ("1234", True)
    assert (second[0].value, second[0].is_number) == ("1234", False)
    assert (second[2].value, second[2].is_number) == ("101.5", True)


def test_dates_and_truth_values_read_as_people_write_them(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "検証 太郎", True, datetime.date(2026, 4, 1)])
    assert _values(path) == [["1", "検証 太郎", "TRUE", "2026-04-01"]]


def test_names_come_through_byte_for_byte(tmp_path: Path) -> None:
    names = ["髙﨑 葛\U000e0100", "𠮷野 か\u3099く", "神\ufa19 \ue000", " 前後 "]
    path = _roster(tmp_path / "a.xlsx", *([str(n), name, "0101"] for n, name in enumerate(names)))
    assert [row[1] for row in _values(path)] == names


def test_blank_rows_are_left_out_and_addresses_stay_right(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "検証 太郎"], [], [" ", "\u3000"], ["2", "髙橋 美咲"])
    assert [row[0].ref for row in read_table(path).rows] == ["A4", "A7"]


def test_a_cell_showing_an_error_is_not_blank(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "検証 太郎", "#N/A"])
    book = openpyxl.load_workbook(path)
    book.active["C4"].data_type = "e"
    book.save(path)
    assert read_table(path).rows[0][2].value == ERROR_TEXT


def test_the_first_visible_sheet_with_a_table_is_taken(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "検証 太郎"])
    book = openpyxl.load_workbook(path)
    cover = book.create_sheet("表紙", 0)
    hidden = book.create_sheet("控え", 0)
    hidden.append(HEADER)
    hidden.sheet_state = "hidden"
    openpyxl_books.payload_sheet(book, b"x")
    book.active = book.index(cover)
    book.save(path)
    assert read_table(path).sheet == "名簿"
    assert read_table(path, "控え").sheet == "控え"
    assert "表紙" not in [table.sheet for table in ForeignTableReader().read_all(path)]
    assert _refused(path, "表紙").code == "table-empty"
    assert _refused(path, "ない").code == "sheet-missing"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "iso2022_jp_ext"])
def test_a_csv_file_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名簿.csv"
    name = "高橋 美咲" if encoding.startswith("iso") else "髙橋 美咲"  # 髙 is no letter of JIS
    text = f'職員番号,氏名,所属\r\n001234,{name},"企画,調整"\r\n'
    path.write_text(text, encoding=encoding, newline="")
    table = ForeignTableReader().read(path)
    assert [cell.value for cell in table.headers] == ["職員番号", "氏名", "所属"]
    assert [(cell.value, cell.ref) for cell in table.rows[0]] == [
        ("001234", "2行A列"),
        (name, "2行B列"),
        ("企画,調整", "2行C列"),
    ]
    assert not any(cell.is_number for cell in table.rows[0])


def test_a_csv_file_with_tabs_or_line_breaks_in_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('番号\t氏名\n1\t"検証\n太郎"\n2\t髙橋\n', encoding="utf-8")
    assert _values(path) == [["1", "検証\n太郎"], ["2", "髙橋"]]


@pytest.mark.parametrize("bar", ["|", " | ", " |", "| "])
def test_a_table_with_bars_between_its_fields(tmp_path: Path, bar: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"番号{bar}氏名\n0101{bar}検証, 太郎\n0102{bar}髙橋\n", encoding="utf-8")
    assert _values(path) == [["0101", "検証, 太郎"], ["0102", "髙橋"]]


def test_other_encodings_of_japanese_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("職員番号,氏名\n000101,高橋 美咲\n".encode("euc_jp"))
    error = _refused(path)
    assert (error.code, error.problem.found) == ("csv-encoding", "EUC-JP")
    path.write_bytes("職員番号,氏名\n1,検".encode("iso2022_jp")[:-3] + b"\x7f\x7f\n")
    error = _refused(path)
    assert (error.code, error.problem.place.cell) == ("csv-encoding", "2行")
    assert "ISO-2022-JP" in error.problem.message


def test_bytes_of_no_known_encoding_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,氏名\n1,検証\n2,".encode() + b"\xff\xff\n")
    error = _refused(path)
    assert error.code == "csv-encoding"
    assert error.problem.place.cell == "3行"
    assert "FF FF" in error.problem.found


@pytest.mark.parametrize("odd", [b"\x80", b"\xa0", b"\xfd", b"\x00"])
def test_single_bytes_that_no_japanese_text_has_are_not_guessed(tmp_path: Path, odd: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,氏名\n1,検証".encode("cp932") + odd + b"\n")
    assert _refused(path).code == "csv-encoding"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "cp932"])
@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_zeros_survive_whatever_a_system_writes_between_its_fields(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    lines = [("番号", "氏名", "備考"), ("0001", "検証 太郎", f"a{mark}b"), ("0002", "山田", "x,y")]
    lines += [(f"{number:04}", f"検証 {number}", "") for number in range(3, 9)]
    path = tmp_path / "SHOKUIN.txt"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=mark).writerows(lines)
    assert _values(path) == [list(line) for line in lines[1:]]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_with_its_mark_reads_and_half_a_letter_is_told(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "a.txt"
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    path.write_bytes(mark + "番号\t氏名\r\n0001\t髙橋\r\n".encode(encoding))
    assert _values(path) == [["0001", "髙橋"]]
    path.write_bytes(mark + "番号\t氏名\r\n0001\t髙橋".encode(encoding)[:-1])
    assert _refused(path).code == "csv-encoding"


def test_nobody_is_sent_through_excel_which_takes_the_zeros(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for data in ("番号,氏名\n1,検証".encode("cp932") + b"\x80\n", '番号,氏名\n1,"検証\n'.encode()):
        path.write_bytes(data)
        assert "名前を付けて保存" not in _refused(path).problem.fix


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('="0101"', "0101"),
        ('"=""0101"""', "0101"),
        ('= "0101"', "0101"),
        ('=""', ""),
        ('\'="0101"', '="0101"'),  # our own export of a text that looks like one
        ("=0101", "=0101"),
    ],
)
def test_what_excel_wraps_around_a_text_is_taken_off(tmp_path: Path, written: str, read: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"番号,氏名\n{written},検証\n", encoding="utf-8")
    assert _values(path) == [[read, "検証"]]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("000000", "000101"),
        ("0000-00", "0001-01"),
        ('00"-"0000', "00-0101"),
        ("[$-411]00000", "00101"),
        ('"A"000;@', "A101"),
        ("[<=999]00000;0000000", "00101"),
        ("#0000", "0101"),
        ("General", "101"),
        ("0", "101"),
        ("#,##0", "101"),
        ("0.00", "101"),
    ],
)
def test_what_a_format_of_zeros_shows_is_what_stands_there(tmp_path: Path, code: str, shown: str) -> None:
    path = _roster(tmp_path / "a.xlsx", [101, "検証 太郎"], [None, "検証 花子"])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A4"].number_format = code
    book.save(path)
    cell = read_table(path).rows[0][0]
    assert (cell.value, cell.is_number) == (shown, shown == "101")


def test_a_formula_nobody_worked_out_is_not_blank(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["=1+1", "検証"], ["2", '=""'], ["=A2", "=B2"])
    rows = read_table(path).rows
    assert [[cell.value for cell in row[:2]] for row in rows] == [
        [f"{UNCALCULATED_TEXT} =1+1", "検証"],
        ["2", f'{UNCALCULATED_TEXT} =""'],
        [f"{UNCALCULATED_TEXT} =A2", f"{UNCALCULATED_TEXT} =B2"],
    ]


@pytest.mark.parametrize(
    ("cached", "to_calculate", "read"),
    [
        ("<v>7</v>", False, "7"),
        ("<v>0</v>", True, f"{UNCALCULATED_TEXT} =1+1"),  # a placeholder of a program that cannot calculate
        ("<v></v>", False, f"{UNCALCULATED_TEXT} =1+1"),
        ("", False, f"{UNCALCULATED_TEXT} =1+1"),
    ],
)
def test_a_formula_has_the_value_that_was_worked_out(
    tmp_path: Path, cached: str, to_calculate: bool, read: str
) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "=1+1"])
    parts = {}
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    made = re.sub(r"(<f>1\+1</f>)<v ?/?>(</v>)?", rf"\1{cached}", sheet)
    assert made != sheet or cached == "<v></v>"
    parts["xl/worksheets/sheet1.xml"] = made.encode()
    if not to_calculate:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    assert read_table(path).rows[0][1].value == read


@pytest.mark.parametrize(("to_calculate", "read"), [(False, ""), (True, f'{UNCALCULATED_TEXT} =""')])
def test_a_formula_whose_result_is_an_empty_text_is_blank(
    tmp_path: Path, to_calculate: bool, read: str
) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", '=""'])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    made = re.sub(rb'<c r="B4"([^>]*)><f>', rb'<c r="B4" t="str"><f>', sheet)
    assert made != sheet
    parts["xl/worksheets/sheet1.xml"] = made
    if not to_calculate:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    assert read_table(path).rows[0][1].value == read


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\ufeff", "\u2060\u200d", "\u3000\u200b ", "\u3164", "\x1a", "\u3000"]
)
def test_a_cell_that_shows_nothing_holds_nothing(tmp_path: Path, unseen: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"番号,氏名\n1,{unseen}\n{unseen}\n", encoding="utf-8")
    assert _values(path) == [["1", ""]]


def test_a_quotation_mark_never_closed_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('番号,氏名\n1,"検証\n2,髙橋\n', encoding="utf-8")
    error = _refused(path)
    assert error.code == "csv-broken"
    assert "行目" in error.problem.found


def test_files_that_are_no_table_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("<html><table>", encoding="utf-8")
    (tmp_path / "c.xlsx").write_text("番号,氏名\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text("1,2\n3,4\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("a," * 500, encoding="utf-8")
    (tmp_path / "f.csv").write_text("1,2\n" * 120_001, encoding="utf-8")
    refusals = [
        _refused(tmp_path / f"{name}").code for name in ("a.csv", "b.csv", "c.xlsx", "d.csv", "e.csv")
    ]
    assert refusals[:2] == ["table-empty", "not-a-workbook"]
    assert refusals[2:4] == ["not-a-workbook", "table-no-header"]
    assert refusals[4] == "sheet-too-big"
    assert _refused(tmp_path / "f.csv").code == "sheet-too-big"


def test_a_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    path = _roster(tmp_path / "a.xlsx", ["1", "検証 太郎"])
    renamed = path.rename(tmp_path / "a.csv")
    assert _values(renamed) == [["1", "検証 太郎", "", ""]]


def test_a_locked_roster_opens_with_its_password(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["1", "検証 太郎", "0101", ""])
    openpyxl_books.save(book, tmp_path / "a.xlsx", lock_password="ひみつ")
    reader: TableReader = ForeignTableReader(("ちがう", "ひみつ"))
    assert reader.read(tmp_path / "a.xlsx").rows[0][1].value == "検証 太郎"
    assert _refused(tmp_path / "a.xlsx").code == "password-needed"


def test_a_roster_this_program_exported_reads_back_as_a_table(tmp_path: Path) -> None:
    from dxdesk.excel.workbooks import ExcelWorkbooks
    from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

    head = Head("職員名簿", "検証区", "令和7年度", "", "", "", "", "", "検証区 人事担当", "")
    columns = (Column("a", "職員番号"), Column("b", "氏名"))
    path = tmp_path / "名簿.xlsx"
    ExcelWorkbooks().write_tables(
        [TableSheet("職員名簿", head, columns, (TableRow("001234", ("001234", "髙橋 美咲")),))], path
    )
    table = read_table(path)
    assert [cell.value for cell in table.headers] == ["", "職員番号", "氏名"]
    assert [cell.value for cell in table.rows[0]] == ["", "001234", "髙橋 美咲"]


def test_how_far_down_a_header_is_looked_for_is_said(tmp_path: Path) -> None:
    """In row 70 it stands below the last one in which it is looked for."""
    book = openpyxl.Workbook()
    for line in range(69):
        book.active.append([f"説明{line}"])
    for row in (HEADER, ["001234", "検証 太郎", "0101"]):
        book.active.append(row)
    book.save(tmp_path / "下.xlsx")
    refused = _refused(tmp_path / "下.xlsx")
    assert refused.code == "table-no-header"
    assert refused.problem.message.startswith("上から65行目までに")
    assert "65行目までに収めて" in refused.problem.fix
