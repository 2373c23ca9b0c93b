"""Each kind of file that is no workbook is told what it is and what to do with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.excel.locks import COMPOUND_MAGIC
from dxdesk.excel.reader import WorkbookReader
from dxdesk.excel.tables import read_table
from dxdesk.ports.workbooks import FORM_SHEET
from tests.excel import form_samples as samples

OPEN: tuple[Callable[[Path], object], ...] = (WorkbookReader().open, read_table)


def refused(path: Path, opener: Callable[[Path], object]) -> tuple[str, str]:
    with pytest.raises(KnownError) as error:
        opener(path)
    return error.value.code, error.value.problem.fix


def as_text(folder: Path, separator: str) -> str:
    sheet = openpyxl.load_workbook(samples.sent(folder))[FORM_SHEET]
    return "\r\n".join(
        separator.join("" if value is None else str(value) for value in row)
        for row in sheet.iter_rows(values_only=True)
    )


@pytest.mark.parametrize("opener", OPEN, ids=["ours", "foreign"])
@pytest.mark.parametrize(
    ("encoding", "separator", "suffix"),
    [
        ("utf-8-sig", ",", ".csv"),
        ("cp932", ",", ".csv"),
        ("utf-16", "\t", ".txt"),
        ("utf-8", "\t", ".xlsx"),
        ("cp932", ";", ".prn"),
    ],
)
def test_a_form_saved_as_text_gets_advice_for_whoever_filled_it_in(
    tmp_path: Path, encoding: str, separator: str, suffix: str, opener: Callable[[Path], object]
) -> None:
    path = (tmp_path / "申告票").with_suffix(suffix)
    path.write_bytes(as_text(tmp_path, separator).encode(encoding, "replace"))
    code, fix = refused(path, opener)
    assert code == "form-as-text"
    assert "元の申告票" in fix


def compound(*streams: str) -> bytes:
    return COMPOUND_MAGIC + b"\0" * 600 + b"".join(name.encode("utf-16-le") + b"\0" * 80 for name in streams)


RIGHTS = [
    ("EncryptedPackage", "DRMEncryptedDataSpace", "DRMEncryptedTransform"),
    ("EncryptedPackage", "DRMEncryptedTransform"),
    ("DRMContent",),
    ("Workbook", "DRMContent"),
    ("\tDRMContent", "DataSpaces"),
]


@pytest.mark.parametrize("streams", RIGHTS)
def test_rights_managed_files_are_named_and_no_password_is_asked_for(
    tmp_path: Path, streams: tuple[str, ...]
) -> None:
    path = tmp_path / "申告票.xlsx"
    path.write_bytes(compound(*streams))
    code, fix = refused(path, WorkbookReader().open)
    assert code == "file-rights-managed"
    assert "ラベル" in fix


def zipped(*names: str, locked: bool = False) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as packed:
            for name in names:
                packed.writestr(name, b"PK")
        if locked:  # the flag of every entry, here and in the directory
            data = bytearray(path.read_bytes())
            for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                place = data.find(mark)
                while place >= 0:
                    data[place + at] |= 1
                    place = data.find(mark, place + 4)
            path.write_bytes(bytes(data))

    return write


def saved_mail(path: Path) -> None:
    path.write_bytes(compound("__substg1.0_0037001F"))


def letter(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(text.encode()) and None


def beginning(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data + bytes(64)) and None


@pytest.mark.parametrize(
    ("name", "write", "code", "says"),
    [
        ("申告票.zip", zipped("申告票_R8_001010.xlsx"), "file-packed", "すべて展開"),
        ("申告票.zip", zipped("申告票.xlsx", locked=True), "file-packed", "パスワード"),
        ("総務課.xlsx", zipped("総務課/名簿.csv", "総務課/申告票.XLSX"), "file-packed", "すべて展開"),
        ("写真.zip", zipped("写真.jpg", "__MACOSX/._名簿.xlsx"), "not-a-workbook", "Excel"),
        ("RE.eml", letter("Received: from mail\r\nSubject: =?utf-8?B?xx?=\r\n"), "file-is-mail", "添付"),
        ("RE.eml", letter("MIME-Version: 1.0\r\n"), "file-is-mail", "添付"),
        ("RE.xlsx", letter("From: a@example.jp\r\nTo: b\r\n"), "file-is-mail", "添付"),
        ("RE.eml", letter("X-Mailer: x\r\n"), "file-is-mail", "添付"),
        ("RE.msg", saved_mail, "file-is-mail", "添付"),
        ("提出分.7z", beginning(b"7z\xbc\xaf\x27\x1c\x00\x04"), "file-packed", "展開"),
        ("提出分.rar", beginning(b"Rar!\x1a\x07\x01\x00"), "file-packed", "展開"),
        ("提出分.lzh", beginning(b"\x24\x9a-lh5-\x00\x01"), "file-packed", "展開"),
        ("人事課.dxdesk", beginning(b"\x8f\x02"), "file-is-store", "台帳として開いて"),
        ("人事課.DXDESK", letter("SQLite"), "file-is-store", "その台帳で作った票"),
        ("提出分.tar.gz", beginning(b"\x1f\x8b\x08\x00"), "file-packed", "展開"),
    ],
)
def test_what_holds_the_files_that_are_meant_says_how_to_get_at_them(
    tmp_path: Path, name: str, write: Callable[[Path], None], code: str, says: str
) -> None:
    path = tmp_path / name
    write(path)
    found, fix = refused(path, WorkbookReader().open)
    assert found == code
    assert says in fix
