"""The only ways our workbooks get text into cells and onto the disk.

A cell written here holds exactly the text given: never a formula, never cut, and the same after
Excel, LibreOffice, openpyxl or calamine has had the file.
"""

from __future__ import annotations

import base64
import io
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.worksheet import _writer as sheet_writer

from dxdesk import paths
from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes
from dxdesk.excel.files import refuse_writing, write_atomically

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

CELL_UNITS = 32_767
"""What one cell holds, in UTF-16 code units (Excel's own limit)."""

CHUNK_CHARACTERS = 30_000
"""Characters of base64 in one cell of the payload sheet."""

PAYLOAD_SHEET = "_dxdesk"
"""Name of the sheet that carries the sealed payload."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What XML 1.0 cannot hold: C0 controls other than tab, LF, CR; lone surrogates; two noncharacters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff￾￿]")


def checked_text(text: str, place: Place = Place()) -> str:  # noqa: B008  frozen value
    """Return the text unchanged if a cell can hold it.

    Raises:
        KnownError: text-too-long (more than 32,767 UTF-16 units) or text-control.
    """
    bad = _FORBIDDEN.search(text)
    if bad:
        raise KnownError(
            codes.TEXT_CONTROL,
            "Excel のセルに書けない文字が入っているため、書き出しを止めました。",
            "ほかのソフトから貼り付けたときに紛れ込む、目に見えない文字です。元の文章から消してください。",
            found=f"{bad.start() + 1}文字目の U+{ord(bad.group()):04X}",
            place=place,
        )
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if units > CELL_UNITS:
        raise KnownError(
            codes.TEXT_TOO_LONG,
            f"1つのセルに入る長さ({CELL_UNITS:,}文字)を超えているため、書き出しを止めました。",
            "文章を短くしてください。途中で切って書き出すことはしません。",
            found=f"{units:,}文字",
            place=place,
        )
    return text


def escaped(text: str) -> str:
    """Return the text as it stands in a workbook's XML, where ``_x0041_`` would mean ``A``.

    A carriage return is written as ``_x000D_``, because XML readers turn the bare one into a line feed.
    """
    if "_x" in text:
        text = _ESCAPE_LOOKALIKE.sub("_x005F_", text)
    return text.replace("\r", "_x000D_")


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell so that it stays that text; an empty text empties the cell.

    Set the cell's named style before: a text that looks like a formula also gets the style bit
    (quotePrefix) which keeps it a text when somebody edits the cell in Excel.

    Raises:
        KnownError: text-too-long or text-control, naming sheet and cell.
    """
    if not text:
        cell.value = None
        return
    sheet = getattr(cell.parent, "title", "")
    checked_text(text, Place("", sheet, cell.coordinate if cell.row else ""))
    # Not through ``cell.value``, which turns =… into a formula, #N/A into an error, and cuts.
    cell._value = escaped(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def payload_sheet(workbook: Workbook, payload: bytes, notes: str = "") -> None:
    """Add the very hidden sheet ``_dxdesk``: base64 of the payload in column A, of the notes in column B.

    The notes are not sealed: what the writing program wants to say about the file, as JSON text.
    """
    sheet = workbook.create_sheet(PAYLOAD_SHEET)
    sheet.sheet_state = "veryHidden"
    for column, data in ((1, payload), (2, notes.encode("utf-8"))):
        text = base64.b64encode(data).decode("ascii")
        chunks = range(0, len(text), CHUNK_CHARACTERS)
        for row, start in enumerate(chunks, 1):
            put_text(sheet.cell(row, column), text[start : start + CHUNK_CHARACTERS])


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return the workbook as the bytes of an .xlsx file; parts pass only through our private folder.

    Raises:
        KnownError: disk-full or folder-read-only, about the private folder.
    """
    buffer = io.BytesIO()
    try:
        workbook.save(buffer)
    except OSError as error:
        refuse_writing(paths.temp_dir() / "openpyxl", error)
    return buffer.getvalue()


def locked_bytes(data: bytes, password: str) -> bytes:
    """Return an .xlsx encrypted with a password the way Excel does it (agile, AES-256, with HMAC)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, buffer)
    return buffer.getvalue()


def save(workbook: Workbook, path: Path, lock_password: str | None = None) -> None:
    """Write the workbook: complete and under its name, or not at all.

    Raises:
        KnownError: file-open-elsewhere, folder-missing, folder-read-only, disk-full or
            file-not-written; an existing file is then as it was.
    """
    data = workbook_bytes(workbook)
    if lock_password:
        data = locked_bytes(data, lock_password)
    write_atomically(path, data)


def _private_temporary_file(suffix: str = "") -> str:
    """Stand in for openpyxl's own, which leaves personal data in the system's common folder when killed."""
    handle, name = tempfile.mkstemp(suffix=suffix, prefix="openpyxl-", dir=paths.temp_dir())
    with open(handle, "wb"):
        pass
    sheet_writer.ALL_TEMP_FILES.append(name)
    return name


# Once and for all: openpyxl asks for its files as early as the first row of a write-only sheet.
sheet_writer.create_temporary_file = _private_temporary_file
