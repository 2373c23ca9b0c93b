"""More than 300 damaged or hostile workbooks, the same ones every time.

Some are what mail gateways and dying USB sticks make of honest files, some are what an attacker would
send. Where the right refusal is known, the case says which code it must have; elsewhere a damaged
file may also turn out to be readable after all.

Run as a program (``python -m tests.helpers.hostile FOLDER``) this opens every file of a folder and
prints one JSON line each; the caller sees a crash or a hang by the line that is missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers import hostile_content as content
from tests.helpers import hostile_package as package
from tests.helpers.hashed_once import hash_once
from tests.helpers.hostile_case import Hostile

MEMORY_LIMIT = 3_000_000_000
"""Bytes of address space for the program that opens them: an attempt to take more is a crash."""

PASSWORDS = ("ちがうもの", package.PASSWORD)


def cases() -> Iterator[Hostile]:
    """Yield all of them; names are unique and good as file names."""
    honest = _honest()
    yield from package.cut(honest)
    yield from package.flipped(honest)
    yield from content.flipped_parts()
    yield from content.addresses()
    yield from content.extents()
    yield from content.declarations()
    yield from package.names()
    yield from package.wiring()
    yield from content.string_tables()
    yield from content.odd_markup()
    yield from package.bombs()
    yield from package.active_content()
    yield from content.sheets()
    yield from package.locked(honest)
    yield from package.other_formats()
    yield from content.payloads()


def _honest() -> bytes:
    """Return a workbook as our own writer makes it."""
    import openpyxl

    from tests.helpers import openpyxl_books

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DXスキル申告票"
    for row in range(1, 40):
        for column, text in enumerate(("スキル", "2", "業務の流れを図にした", "来年は後輩に教える"), 1):
            openpyxl_books.put_text(sheet.cell(row, column), f"{text}{row}")
    sheet.merge_cells("A50:D50")
    openpyxl_books.payload_sheet(book, bytes(range(256)) * 20, '{"a":1}')
    return openpyxl_books.workbook_bytes(book)


def _open_everything(folder: Path) -> None:
    """Open every file of a folder, as a workbook of ours and as somebody's table."""
    from dxdesk.excel.tables import read_table

    for path in sorted(folder.iterdir()):
        code = _outcome(_touch_all, path)
        _outcome(lambda file: read_table(file, passwords=PASSWORDS[1:]), path)
        print(json.dumps({"name": path.stem, "code": code}), flush=True)


def _outcome(read: Callable[[Path], object], path: Path) -> str:
    """Return the code of a refusal, "" for none; anything else ends the program."""
    from dxdesk.domain.errors import KnownError

    try:
        read(path)
    except KnownError as error:
        return error.code
    return ""


def _touch_all(path: Path) -> None:
    """Ask for all that a caller could want of a workbook."""
    from dxdesk.excel.reader import WorkbookReader

    book = WorkbookReader().open(path, PASSWORDS)
    for sheet in book.sheet_names:
        book.rows(sheet)
        book.merged(sheet)
        book.formula_cells(sheet)
    book.sealed_payload()
    book.notes()


def main() -> None:
    """Run under the memory limit, where the system has one."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    with pytest.MonkeyPatch.context() as patch:
        hash_once(patch)
        _open_everything(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
