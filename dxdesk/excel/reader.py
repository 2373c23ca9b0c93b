"""Opening any workbook that lands on the desk, safely."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes
from dxdesk.excel.archive import PACKED_LIMIT
from dxdesk.excel.cells import CellRange, CellValue, plain_text
from dxdesk.excel.files import read_bytes
from dxdesk.excel.guard import GuardedBook, GuardedSheet, guard
from dxdesk.excel.locks import is_compound, unlock
from dxdesk.excel.looks import SheetLook
from dxdesk.excel.writing import PAYLOAD_SHEET as PAYLOAD_SHEET  # read through this module elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator


class SafeBook:
    """A workbook that went through the guard. Sheets are named regardless of case, as in Excel.

    Rows and columns count from 1 everywhere but in the lists that ``rows`` returns.
    """

    def __init__(self, path: Path, data: bytes, guarded: GuardedBook, parsed: Any, lock: bool | None) -> None:
        """Take what the guard let through; ``lock`` is None, or whether the lock proved integrity."""
        self.path = path
        self.sha256 = hashlib.sha256(data).hexdigest()
        """Of the file as it lies on the disk, in 64 hexadecimal digits."""
        self.locked = lock is not None
        """Whether a password was needed."""
        self.integrity_checked = lock is not False
        """False for the older kind of lock, which cannot tell whether it was changed (改ざん検知なし)."""
        self._sheets = guarded.sheets
        self._index = {sheet.name.casefold(): number for number, sheet in enumerate(guarded.sheets)}
        self._parsed = parsed
        self._package = guarded.package
        self._to_calculate = guarded.to_calculate
        self.epoch_1904 = guarded.epoch_1904
        """Whether days are counted from 1904 (an old setting of Excel for Mac)."""
        self._rows: dict[int, list[list[CellValue]]] = {}
        self._formulas: dict[int, Mapping[str, str]] = {}

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of all worksheets in their order, hidden ones included."""
        return tuple(sheet.name for sheet in self._sheets)

    @property
    def visible_sheet_names(self) -> tuple[str, ...]:
        """Return the names of the worksheets that Excel shows."""
        return tuple(sheet.name for sheet in self._sheets if not sheet.hidden)

    def has_sheet(self, sheet: str) -> bool:
        """Tell whether there is a sheet of this name."""
        return sheet.casefold() in self._index

    def rows(self, sheet: str) -> list[list[CellValue]]:
        """Return all values by position from A1: ``rows[0][0]`` is A1; every row is equally long.

        Raises:
            KnownError: sheet-missing, or file-broken if the parser cannot make sense of the sheet.
        """
        number = self._number(sheet)
        if number not in self._rows:
            with parsing(self.path.name, self._sheets[number].name):
                raw = self._parsed.get_sheet_by_index(number).to_python(skip_empty_area=False)
            self._rows[number] = [[None if value == "" else value for value in row] for row in raw]
        return self._rows[number]

    def value(self, sheet: str, row: int, column: int) -> CellValue:
        """Return one value by row and column from 1; None outside the used range."""
        rows = self.rows(sheet)
        if not (1 <= row <= len(rows) and 1 <= column <= len(rows[row - 1])):
            return None
        return rows[row - 1][column - 1]

    def text(self, sheet: str, row: int, column: int) -> str:
        """Return one value as a person would type it; "" for an empty cell."""
        return plain_text(self.value(sheet, row, column))

    def formula_cells(self, sheet: str) -> frozenset[str]:
        """Return the addresses of cells with a formula, e.g. ``D12``."""
        return self._guarded(sheet).scan.formulas

    def formula_text(self, sheet: str, address: str) -> str:
        """Return the formula of a cell as Excel shows it, cut short; empty where it says none of its own."""
        from dxdesk.excel.formula_texts import formula_texts

        number = self._number(sheet)
        if number not in self._formulas:
            self._formulas[number] = formula_texts(self._package, number + 1)
        return self._formulas[number].get(address, "")

    def uncalculated(self, sheet: str) -> frozenset[str]:
        """Return the addresses of formulas that may have no value yet: of those only that show none.

        Where the whole file waits for Excel to work it out, all formulas, whatever they show.
        """
        scan = self._guarded(sheet).scan
        return scan.formulas if self._to_calculate else scan.untexted

    @property
    def to_calculate(self) -> bool:
        """Whether the file says that its formulas are to be worked out anew when Excel opens it."""
        return self._to_calculate

    def padded_formats(self, sheet: str) -> Mapping[str, str]:
        """Return the number formats that show more digits than a number has (000000), by address."""
        from dxdesk.excel.padding import padded_formats

        return padded_formats(self._package, self._number(sheet) + 1)

    def exponent_cells(self, sheet: str) -> frozenset[str]:
        """Return the addresses of cells whose number format shows an exponent (0.00E+00)."""
        from dxdesk.excel.padding import exponent_cells

        return exponent_cells(self._package, self._number(sheet) + 1)

    def error_cells(self, sheet: str) -> frozenset[str]:
        """Return the addresses of cells showing an error such as #N/A; their value reads as None."""
        return self._guarded(sheet).scan.errors

    def merged(self, sheet: str) -> tuple[CellRange, ...]:
        """Return the merged ranges."""
        return self._guarded(sheet).scan.merged

    def hidden_rows(self, sheet: str) -> frozenset[int]:
        """Return the rows, from 1, that are hidden by hand or by a filter."""
        return self._guarded(sheet).scan.hidden_rows

    def hidden_columns(self, sheet: str) -> tuple[tuple[int, int], ...]:
        """Return first and last, from 1, of each run of hidden columns."""
        return self._guarded(sheet).scan.hidden_columns

    def is_filtered(self, sheet: str) -> bool:
        """Tell whether a filter is set in a sheet."""
        return self._guarded(sheet).scan.filtered

    def struck(self, sheet: str) -> frozenset[tuple[int, int]]:
        """Return row and column, from 1, of the cells that are struck through."""
        return self._guarded(sheet).struck

    def is_hidden(self, sheet: str) -> bool:
        """Tell whether Excel hides a sheet."""
        return self._guarded(sheet).hidden

    def look(self, sheet: str) -> SheetLook:
        """Return what of a sheet of ours could make a reader believe something else than it says."""
        return self._guarded(sheet).look

    def sealed_payload(self) -> bytes | None:
        """Return the sealed payload of a workbook of ours; None if it carries none.

        Raises:
            KnownError: payload-broken.
        """
        text = self._column(1)
        return self._decoded(text, "A1") if text else None

    def notes(self) -> str:
        """Return the unsealed JSON text beside the payload; "" if there is none.

        Raises:
            KnownError: payload-broken.
        """
        text = self._column(2)
        if not text or text.lstrip().startswith(("{", "[")):
            return text
        try:
            return self._decoded(text, "B1").decode("utf-8")
        except UnicodeDecodeError:
            self._refuse_payload("B1", "UTF-8 ではない")

    def _column(self, column: int) -> str:
        """Return the texts of a column of the payload sheet, joined; chunks end at the first gap."""
        if not self.has_sheet(PAYLOAD_SHEET):
            return ""
        chunks: list[str] = []
        for row in self.rows(PAYLOAD_SHEET):
            chunk = row[column - 1] if len(row) >= column else None
            if chunk is None:
                break
            chunks.append(plain_text(chunk))
        return "".join(chunks)

    def _decoded(self, text: str, cell: str) -> bytes:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            self._refuse_payload(cell, f"{len(text):,}文字")

    def _refuse_payload(self, cell: str, found: str) -> NoReturn:
        raise KnownError(
            codes.PAYLOAD_BROKEN,
            f"シート {PAYLOAD_SHEET} の中身が壊れているため、読み込みませんでした。",
            "このシートはさわらずに、配られた元のファイルへ記入し直すか、送り主に作り直してもらってください。",
            found=found,
            place=Place(self.path.name, PAYLOAD_SHEET, cell),
        )

    def _guarded(self, sheet: str) -> GuardedSheet:
        return self._sheets[self._number(sheet)]

    def _number(self, sheet: str) -> int:
        number = self._index.get(sheet.casefold())
        if number is None:
            raise KnownError(
                codes.SHEET_MISSING,
                f"シート「{sheet}」が見つかりません。",
                "シートの名前を変えたり削除したりしていないか確かめ、元の名前に戻してください。",
                found="、".join(self.sheet_names)[:120],
                place=Place(self.path.name),
            )
        return number


class WorkbookReader:
    """Opens workbooks; stateless, so one may serve everybody."""

    def open(self, path: Path, passwords: Sequence[str] = ()) -> SafeBook:
        """Read a file, unlock it if need be, guard it and return its sheets.

        Raises:
            KnownError: any code of files, locks and guard (see ``codes``); its place names the file.
        """
        data = read_bytes(path, PACKED_LIMIT)
        return self.from_bytes(data, path, passwords)

    def from_bytes(self, data: bytes, path: Path, passwords: Sequence[str] = ()) -> SafeBook:
        """Do the same with bytes that are at hand already; ``path`` names them in messages."""
        lock: bool | None = None
        plain = data
        try:
            if is_compound(data):
                unlocked = unlock(data, passwords)
                plain, lock = unlocked.data, unlocked.integrity_checked
            guarded = guard(plain)
        except KnownError as error:
            raise _placed(error, path.name) from error
        with parsing(path.name):
            parsed = _parse(guarded.package)
        return SafeBook(path, data, guarded, parsed, lock)


def _placed(error: KnownError, file: str) -> KnownError:
    return KnownError.of(tuple(problem.at(file=file) for problem in error.problems))


def _parse(package: bytes) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(package))


@contextmanager
def parsing(file: str, sheet: str = "") -> Iterator[None]:
    """Turn whatever the parser throws into a KnownError.

    It is written in another language: when it panics, the exception is no ``Exception`` at all.

    Raises:
        KnownError: file-broken.
    """
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise KnownError(
            codes.FILE_BROKEN,
            "ブックの中身に読み取れないところがあるため、読み込みませんでした。",
            "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
            place=Place(file, sheet),
        ) from error
