"""Looking through one sheet before the parser sets memory aside for it.

A hostile address such as XFD1048576 makes the parser ask for more memory than there is, and that ends
the whole process. So every cell with a value is placed here first, exactly as the parser would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes
from dxdesk.excel.cells import MAX_ROW, CellRange, a1, column_number
from dxdesk.excel.markup import local, stream

ROW_LIMIT = 120_000
COLUMN_LIMIT = 400
AREA_LIMIT = 4_000_000
"""Rows times columns, from A1 to the last value."""

MERGE_LIMIT = 100_000
ARRAY_LIMIT = 200_000
"""Cells that the array formulas of one sheet may cover."""

_CELL, _VALUE, _FORMULA, _ROW, _MERGE, _AFTER, _OTHER = range(1, 8)
_KINDS = {
    "c": _CELL,
    "v": _VALUE,
    "is": _VALUE,
    "f": _FORMULA,
    "row": _ROW,
    "mergeCell": _MERGE,
    # Behind the cells elements named f and v mean other things.
    "mergeCells": _AFTER,
    "conditionalFormatting": _AFTER,
    "dataValidations": _AFTER,
    "extLst": _AFTER,
}
_COLUMNS: dict[str, int] = {}
"""Column numbers by name as met, within the limit only; so it stays small."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a sheet holds besides values: its extent from A1, and cells that are not plain values."""

    rows: int
    columns: int
    formulas: frozenset[str]
    errors: frozenset[str]
    merged: tuple[CellRange, ...]


def scan_sheet(data: bytes, part: str, sheet: str) -> SheetScan:
    """Stream a sheet's XML and place every value cell.

    Raises:
        KnownError: sheet-too-big, cell-address, file-broken, file-suspicious or xml-forbidden.
    """
    scanner = _Scanner(sheet)
    stream(data, scanner.start, part, sheet)
    return scanner.result()


class _Scanner:
    """Receives the start of every element; knows the cell it is in by its address or by counting."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._kinds = dict(_KINDS)
        self._row = 0
        # The last cell that had an address, and how many without one came after it.
        self._ref: str | None = None
        self._skipped = 0
        self._type: str | None = None
        self._inside = False
        self._placed = False
        self._here = (0, 0)
        self._last_row = 0
        self._last_column = 0
        self._array_cells = 0
        self._formulas: set[str] = set()
        self._errors: set[str] = set()
        self._merged: list[CellRange] = []

    def result(self) -> SheetScan:
        """Return what was seen, once the extent is found to be bearable."""
        if self._last_row * self._last_column > AREA_LIMIT:
            self._too_big(a1(self._last_row, self._last_column))
        formulas, errors = frozenset(self._formulas), frozenset(self._errors)
        return SheetScan(self._last_row, self._last_column, formulas, errors, tuple(self._merged))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one element."""
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds[name] = _KINDS.get(local(name), _OTHER)
        if kind == _OTHER:
            return
        if kind == _CELL:
            ref = attributes.get("r")
            if ref is None:
                self._skipped += 1
            else:
                self._ref = ref
                self._skipped = 0
            self._type = attributes.get("t")
            self._inside = True
            self._placed = False
        elif kind == _VALUE:
            if self._inside and not self._placed:
                self._place()
        elif kind == _ROW:
            self._start_row(attributes.get("r"))
        elif kind == _FORMULA:
            if self._inside:
                self._formula(attributes)
        elif kind == _MERGE:
            self._merge(attributes.get("ref", ""))
        else:
            self._inside = False

    def _place(self) -> None:
        """Find out where the current cell lies, and whether that is within bounds."""
        self._placed = True
        ref = self._ref
        row = column = 0
        if ref is not None:
            letters = ref.rstrip("0123456789")
            found = _COLUMNS.get(letters)
            column = self._column(letters, ref) if found is None else found
            digits = ref[len(letters) :]
            if not 1 <= len(digits) <= 10 or digits[0] == "0":
                self._bad_address(ref)
            row = int(digits)
        if self._skipped:
            row = max(row, self._row, 1)
            column += self._skipped
        if row > ROW_LIMIT or column > COLUMN_LIMIT:
            self._too_big(ref or a1(row, column))
        if row > self._last_row:
            self._last_row = row
        if column > self._last_column:
            self._last_column = column
        self._here = (row, column)
        if self._type == "e":
            self._errors.add(a1(row, column))

    def _column(self, letters: str, ref: str) -> int:
        if not 1 <= len(letters) <= 10 or not letters.isascii() or not letters.isalpha():
            self._bad_address(ref)
        column = column_number(letters)
        if not 1 <= column <= COLUMN_LIMIT:
            self._too_big(ref)
        _COLUMNS[letters] = column
        return column

    def _start_row(self, number: str | None) -> None:
        self._ref = None
        self._skipped = 0
        self._inside = False
        if number is None:
            self._row += 1
            return
        if not (number.isascii() and number.isdigit() and len(number) <= 7 and 1 <= int(number) <= MAX_ROW):
            self._bad_address(f"{number[:20]}行")
        self._row = int(number)

    def _formula(self, attributes: dict[str, str]) -> None:
        if not self._placed:
            self._place()
        self._formulas.add(a1(*self._here))
        covered = attributes.get("ref")
        if covered is not None and attributes.get("t") in ("array", "dataTable"):
            self._formulas.update(self._array(covered))

    def _array(self, covered: str) -> list[str]:
        """Return the cells of an array formula; only its first cell says that it is one."""
        area = CellRange.parse(covered)
        if area is None:
            self._bad_address(covered[:20])
        rows = range(area.first_row, min(area.last_row, ROW_LIMIT) + 1)
        columns = range(area.first_column, min(area.last_column, COLUMN_LIMIT) + 1)
        self._array_cells += len(rows) * len(columns)
        if self._array_cells > ARRAY_LIMIT:
            self._too_big(str(area))
        return [a1(row, column) for row in rows for column in columns]

    def _merge(self, ref: str) -> None:
        area = CellRange.parse(ref)
        if area is None:
            self._bad_address(ref[:20])
        self._merged.append(area)
        if len(self._merged) > MERGE_LIMIT:
            self._too_big(f"結合 {len(self._merged):,}か所")

    def _too_big(self, found: str) -> NoReturn:
        raise KnownError(
            codes.SHEET_TOO_BIG,
            f"値のある範囲が広すぎるため、読み込みませんでした({ROW_LIMIT:,}行・{COLUMN_LIMIT}列・"
            f"{AREA_LIMIT:,}セルまで)。",
            "表から離れたセルに値が残っていないか確かめ、あれば行や列ごと削除して保存し直してください。",
            found=found[:40],
            place=Place("", self._sheet, found if len(found) <= 16 else ""),
        )

    def _bad_address(self, found: str) -> NoReturn:
        raise KnownError(
            codes.CELL_ADDRESS,
            "セルの番地が Excel の決まりに合わないため、読み込みませんでした。",
            "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
            found=found[:40],
            place=Place("", self._sheet),
        )
