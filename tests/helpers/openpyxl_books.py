"""Writing workbooks with openpyxl: text stays text, and no part touches a folder others can read.

For the workbooks that are easier said with openpyxl; forms and tables by the thousand have a writer of
their own (``package``), which holds the same rules (``writing``).
"""

from __future__ import annotations

import base64
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.worksheet import _writer as sheet_writer

from dxdesk import paths
from dxdesk.domain.errors import Place
from dxdesk.excel.files import refuse_writing, write_atomically
from dxdesk.excel.writing import (
    CHUNK_CHARACTERS,
    PAYLOAD_SHEET,
    checked_text,
    escaped,
    locked_bytes,
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook


def put_text(cell: Cell, text: str) -> None:
    """Write a text into a cell so that it stays that text; an empty text empties the cell.

    Set the cell's named style before: a text that looks like a formula also gets the style bit
    (quotePrefix) which keeps it a text when somebody edits the cell in Excel.

    Raises:
        KnownError: text-too-long, naming sheet and cell.
    """
    if not text:
        cell.value = None
        return
    sheet = getattr(cell.parent, "title", "")
    text = checked_text(text, Place("", sheet, cell.coordinate if cell.row else ""))
    # Not through ``cell.value``, which turns =… into a formula, #N/A into an error, and cuts.
    cell._value = escaped(text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
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
