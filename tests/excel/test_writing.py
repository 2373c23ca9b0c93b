"""What people type must stand in the cell as they typed it, in every program that opens the file."""

from __future__ import annotations

import base64
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.excel import package
from dxdesk.excel.grid import Grid, Line
from dxdesk.excel.reader import WorkbookReader
from tests.helpers import libreoffice, openpyxl_books

Writer = Callable[[Path, tuple[str, ...], bytes], None]

TEXTS = (
    "=1+1",
    '=HYPERLINK("http://example.invalid","x")',
    "+81",
    "-5",
    "@SUM(A1)",
    "\tタブから",
    "#N/A",
    "TRUE",
    "001234",
    "2026-02-13",
    "_x0041_",
    "a_x000D_b",
    "__x0041_",
    "_x0041__x0042_",
    "_xZZZZ_",
    "1行目\n2行目",
    " 前後の空白 ",
    "<b>&amp;\"'",
    "髙﨑𠮷葛\U000e0100",
    "\ue000外字",
    "か\u3099",
)


def _sheet_of(texts: tuple[str, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row, text in enumerate(texts, 1):
        openpyxl_books.put_text(book.active.cell(row, 1), text)
    return book


def _read(path: Path) -> list[str]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [str(row[0]) for row in rows]


def _one_cell() -> tuple[Worksheet, openpyxl.cell.Cell]:
    sheet = openpyxl.Workbook().active
    sheet.title = "DXスキル申告票"
    return sheet, sheet["D12"]


def _with_openpyxl(path: Path, texts: tuple[str, ...], payload: bytes) -> None:
    book = _sheet_of(texts)
    openpyxl_books.payload_sheet(book, payload)
    openpyxl_books.save(book, path)


def _with_our_own_writer(path: Path, texts: tuple[str, ...], payload: bytes) -> None:
    lines = [Line("", [(1, text, 0)]) for text in texts]
    package.save_grids([Grid("表", [40.0], lines, first=1)], path, payload=payload)


PAYLOAD = bytes(range(256)) * 200
both_writers = pytest.mark.parametrize("write", [_with_openpyxl, _with_our_own_writer])


@both_writers
def test_a_text_is_the_same_text_when_read_back(tmp_path: Path, write: Writer) -> None:
    write(tmp_path / "a.xlsx", (*TEXTS, "復帰\rあり", "_x005F_x0041_"), PAYLOAD)
    assert _read(tmp_path / "a.xlsx") == [*TEXTS, "復帰\rあり", "_x005F_x0041_"]


@both_writers
def test_a_text_survives_a_colleague_s_openpyxl_script(tmp_path: Path, write: Writer) -> None:
    write(tmp_path / "a.xlsx", TEXTS, PAYLOAD)
    openpyxl.load_workbook(tmp_path / "a.xlsx").save(tmp_path / "b.xlsx")
    assert _read(tmp_path / "b.xlsx") == list(TEXTS)
    assert WorkbookReader().open(tmp_path / "b.xlsx").sealed_payload() == PAYLOAD


@libreoffice.needed
def test_texts_and_payload_survive_saving_in_libreoffice(tmp_path: Path) -> None:
    _with_openpyxl(tmp_path / "a.xlsx", TEXTS, PAYLOAD)
    _with_our_own_writer(tmp_path / "b.xlsx", TEXTS, PAYLOAD)
    sources = (tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    for saved in libreoffice.saved(tmp_path / "out", *sources, form="xlsx"):
        assert _read(saved) == list(TEXTS)
        assert WorkbookReader().open(saved).sealed_payload() == PAYLOAD


def test_a_text_that_looks_like_a_formula_is_marked_as_text() -> None:
    sheet, cell = _one_cell()
    openpyxl_books.put_text(cell, "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    openpyxl_books.put_text(sheet["A1"], "ふつうの文")
    assert not sheet["A1"].quotePrefix


def test_an_empty_text_empties_the_cell() -> None:
    _, cell = _one_cell()
    openpyxl_books.put_text(cell, "消す前")
    openpyxl_books.put_text(cell, "")
    assert cell.value is None


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    _, cell = _one_cell()
    openpyxl_books.put_text(cell, "あ" * 32_767)
    openpyxl_books.put_text(cell, "_x0041_" * 4_681)
    with pytest.raises(KnownError) as caught:
        openpyxl_books.put_text(cell, "𠮷" * 16_384)
    assert caught.value.code == "text-too-long"
    assert str(caught.value.problem.place) == "DXスキル申告票 / D12"
    assert "32,768文字" in str(caught.value)


@pytest.mark.parametrize("bad", ["\x00", "\x1f", "\x7f", "\x80", "\ud800", "\ufffe", "\uffff"])
def test_a_control_character_that_was_kept_long_ago_is_not_shown(bad: str) -> None:
    _, cell = _one_cell()
    openpyxl_books.put_text(cell, f"あい{bad}う")
    assert cell.value == "あいう"


@pytest.mark.parametrize("line_end", ["\x0b", "\x0c", "\x85"])
def test_what_means_a_new_line_is_shown_as_one(line_end: str) -> None:
    _, cell = _one_cell()
    openpyxl_books.put_text(cell, f"あい{line_end}う")
    assert cell.value == "あい\nう"


def test_the_payload_sheet_is_out_of_sight_and_in_short_cells(tmp_path: Path) -> None:
    payload = b"\xff\xfe" * 40_000
    book = _sheet_of(("表",))
    openpyxl_books.payload_sheet(book, payload, '{"作成":"アプリ"}')
    openpyxl_books.save(book, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["_dxdesk"]
    chunks = [cell.value for cell in sheet["A"]]
    assert sheet.sheet_state == "veryHidden"
    assert len(chunks) == 4
    assert max(map(len, chunks)) <= 30_000
    assert base64.b64decode("".join(chunks)) == payload
    assert base64.b64decode(sheet["B1"].value).decode() == '{"作成":"アプリ"}'


def test_nothing_of_a_workbook_passes_through_the_common_temporary_folder(tmp_path: Path) -> None:
    common = tmp_path / "common"
    common.mkdir()
    program = (
        "import openpyxl, sys, pathlib; from tests.helpers import openpyxl_books\n"
        "import openpyxl.worksheet._writer as w\n"
        "book = openpyxl.Workbook(write_only=True); sheet = book.create_sheet('a'); sheet.append(['秘密'])\n"
        "print(w.ALL_TEMP_FILES[0])\n"
        "openpyxl_books.save(book, pathlib.Path(sys.argv[1]))\n"
    )
    target = tmp_path / "a.xlsx"
    environment = {"TMPDIR": str(common), "DXDESK_USER_DATA": str(tmp_path / "own"), "PYTHONPATH": _root()}
    run = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(run.stdout.strip()).parent == tmp_path / "own" / "temp"
    assert list((tmp_path / "own" / "temp").iterdir()) == []
    assert target.is_file()


def _root() -> str:
    return str(Path(paths.__file__).parent.parent)


def test_a_saved_file_replaces_the_old_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "申告票_R7_001234.xlsx"
    target.write_bytes(b"old")
    openpyxl_books.save(_sheet_of(("新しい",)), target)
    assert _read(target) == ["新しい"]
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & stat.S_IRUSR


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        openpyxl_books.save(_sheet_of(("a",)), tmp_path / "ない" / "a.xlsx")
    assert caught.value.code == "folder-missing"
    assert "ない" in str(caught.value)


def test_a_folder_that_cannot_be_written_is_named() -> None:
    folder = Path("/proc/self")
    if not folder.is_dir():
        pytest.skip("needs a folder in which nobody can write")
    with pytest.raises(KnownError) as caught:
        openpyxl_books.save(_sheet_of(("a",)), folder / "a.xlsx")
    assert caught.value.code in {"folder-read-only", "folder-missing"}


def test_a_folder_in_the_place_of_the_file_is_a_plain_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(KnownError) as caught:
        openpyxl_books.save(_sheet_of(("a",)), tmp_path / "a.xlsx")
    assert caught.value.code in {"file-not-written", "folder-read-only"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    program = (
        "import resource, sys, pathlib; from dxdesk.domain.errors import KnownError\n"
        "from dxdesk.excel import files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.write_atomically(pathlib.Path(sys.argv[1]), b'x' * 5000)\n"
        "except KnownError as error: print(error.code)\n"
    )
    environment = {"PYTHONPATH": _root()}
    run = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "disk-full"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_workbook_can_be_locked_with_a_password(tmp_path: Path) -> None:
    openpyxl_books.save(_sheet_of(("秘密",)), tmp_path / "a.xlsx", lock_password="合言葉1234")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
