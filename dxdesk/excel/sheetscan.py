"""Looking through one sheet before the parser sets memory aside for it.

A hostile address such as XFD1048576 makes the parser ask for more memory than there is, and that ends
the whole process. So every cell with a value is placed here first, exactly as the parser would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes
from dxdesk.excel.cells import MAX_ROW, CellRange, a1, column_name, column_number
from dxdesk.excel.markup import ELEMENT_LIMIT, FlatStart, elements, local, refuse_heavy, stream_flat
from dxdesk.excel.plainrows import PlainRows, plain_rows

ROW_LIMIT = 120_000
COLUMN_LIMIT = 400
AREA_LIMIT = 3_000_000
"""Rows times columns, from A1 to the last value, of all sheets of a file together."""

VALUE_LIMIT = 1_500_000
"""Cells with a value in all sheets of a file together."""

CHARACTER_LIMIT = 40_000_000
"""Characters (UTF-16 units, as Excel counts) of the values of all sheets of a file together, shared texts
counted wherever they show."""

MERGE_LIMIT = 100_000
ARRAY_LIMIT = 200_000
"""Cells that the array formulas of one file may cover."""

_KEPT_LIMIT = 500_000
"""Formulas and errors of one file, each of which is kept by its address."""

_OTHER, _CELL, _VALUE, _FORMULA, _ROW, _MERGE, _AFTER, _COLUMN, _FILTER = range(9)
_KINDS = {
    "c": _CELL,
    "v": _VALUE,
    "is": _VALUE,
    "f": _FORMULA,
    "row": _ROW,
    "mergeCell": _MERGE,
    "col": _COLUMN,
    "filterColumn": _FILTER,
    # Behind the cells elements named f and v mean other things.
    "mergeCells": _AFTER,
    "conditionalFormatting": _AFTER,
    "dataValidations": _AFTER,
    "extLst": _AFTER,
}
_BESIDE_CELLS = (_MERGE, _COLUMN, _FILTER)
_SHORTEST = 4
"""Bytes of the shortest element, ``<c/>``."""

ODD = (b"<![CDATA[", b"<!--", b"<?")
"""Where these stand, the end of a text cannot be found by looking for it; in plain rows they never do."""

_MET_LIMIT = 2_000
_COLUMNS: dict[str, int] = {column_name(number): number for number in range(1, COLUMN_LIMIT + 1)}
"""Column numbers by name, within the limit only."""


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a sheet holds besides values: its extent from A1, and cells that are not plain values.

    ``untexted`` are the formulas whose result is no text: without a value, nobody has worked them out.
    ``hidden_rows`` and ``hidden_columns`` (first and last of each run) count from 1; ``filtered`` tells
    that a filter is set, so that it may be the filter that hides rows.
    """

    rows: int
    columns: int
    formulas: frozenset[str]
    errors: frozenset[str]
    merged: tuple[CellRange, ...]
    untexted: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    filtered: bool = False


@dataclass(slots=True)
class Spent:
    """What the sheets of one file have taken so far of what the file may hold."""

    values: int = 0
    area: int = 0
    merges: int = 0
    arrays: int = 0
    kept: int = 0
    size: int = 0
    elements: int = 0
    letters: int = 0
    """At least the characters between the tags of the sheets."""


def scan_sheet(data: bytes, part: str, sheet: str, spent: Spent | None = None) -> SheetScan:
    """Stream a sheet's XML and place every value cell.

    Args:
        data: the XML.
        part: its name in the file.
        sheet: its name for people.
        spent: what the sheets before it have taken; this one is added.

    Raises:
        KnownError: sheet-too-big, cell-address, file-broken, file-suspicious or xml-forbidden.
    """
    found = _Found(sheet, Spent() if spent is None else spent)
    tags = data.count(b"<")
    counted = elements(data, tags)
    found.count_elements(len(data), counted)
    plain = plain_rows(data)
    rest = data
    if plain is not None:
        refuse_heavy(data, part, sheet, counted)
        found.take(plain)
        rest = data[: plain.start] + data[plain.end :]
    found.count_letters(len(data), 0 if any(odd in rest for odd in ODD) else tags)
    stream_flat(rest, _handler(found), part, sheet)
    return found.result()


class _Kinds(dict[str, int]):
    """Kinds by names as they stand in files, prefixes and all; learns the names it meets."""

    def __missing__(self, name: str) -> int:
        if len(self) > _MET_LIMIT:  # a file full of invented names does not fill the memory
            self.clear()
        kind = self[name] = _KINDS.get(local(name), _OTHER)
        return kind


_met = _Kinds()


def _handler(found: _Found) -> FlatStart:
    """Return what expat calls for every element.

    It runs hundreds of times a form, so its variables are held in a closure, and the usual cell (an
    address that ends in its row's number) is placed without being taken apart.
    """
    kinds, columns, used, values = _met, _COLUMNS, found.columns, found.values
    # The last address, how many cells without one came after it, and the current cell's attributes.
    ref, loose = "", 0
    cell: list[str] = []
    unplaced = inside = row_counted = False
    row_text = "-"

    def start(name: str, attributes: list[str]) -> None:
        nonlocal ref, loose, cell, unplaced, inside, row_counted
        kind = kinds[name]
        if kind == _CELL:
            cell = attributes
            unplaced = inside = True
            if attributes and attributes[0] == "r":
                ref = attributes[1]
                loose = 0
            else:
                ref, loose = _anchor(attributes, ref, loose)
        elif kind == _VALUE:
            if unplaced:
                unplaced = False
                values[0] += 1
                column = columns.get(ref.removesuffix(row_text))
                if column is None or loose or "e" in cell:
                    found.place(ref, loose, cell)
                    return
                used.add(column)
                row_counted = row_counted or found.count_row()
        elif kind:
            seldom(kind, attributes)

    def seldom(kind: int, attributes: list[str]) -> None:
        nonlocal ref, loose, unplaced, inside, row_counted, row_text
        if kind == _ROW:
            row_text = found.start_row(attributes)
            ref, loose, row_counted, unplaced, inside = "", 0, False, False, False
        elif kind == _FORMULA:
            unplaced = False
            found.formula(inside, (ref, loose, cell), attributes)
        elif kind in _BESIDE_CELLS:
            found.beside(kind, attributes)
        else:
            unplaced = inside = False

    return start


def _value(attributes: list[str], name: str) -> str | None:
    """Return the value of an attribute out of a list of names and values."""
    if attributes and attributes[0] == name:
        return attributes[1]
    names = attributes[::2]
    return attributes[2 * names.index(name) + 1] if name in names else None


def _is_true(attributes: list[str], name: str) -> bool:
    return _value(attributes, name) in ("1", "true")


def _anchor(attributes: list[str], ref: str, loose: int) -> tuple[str, int]:
    """Return the last address, and how many cells have come after it, for a cell unlike the usual."""
    found = _value(attributes, "r") if attributes else None
    return (ref, loose + 1) if found is None else (found, 0)


class _Found:
    """What a sheet was found to hold so far, and the rules it is held against."""

    def __init__(self, sheet: str, spent: Spent) -> None:
        self._sheet = sheet
        self._spent = spent
        self._row = 0
        self._last_row = 0
        self.columns: set[int] = set()
        """The columns, all within the limit, in which a value was met."""
        self.values = [0]
        """How many values were met since they were last held against the limit."""
        self._formulas: set[str] = set()
        self._untexted: set[str] = set()
        self._errors: set[str] = set()
        self._merged: list[CellRange] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []
        self.filtered = False
        """Whether a filter is set."""

    def result(self) -> SheetScan:
        """Return what was seen, once the extent is found to be bearable."""
        self._count()
        last_column = max(self.columns, default=0)
        self._spent.area += self._last_row * last_column
        if self._spent.area > AREA_LIMIT:
            self._too_big(a1(self._last_row, last_column))
        formulas, errors = frozenset(self._formulas), frozenset(self._errors)
        return SheetScan(
            self._last_row,
            last_column,
            formulas,
            errors,
            tuple(self._merged),
            frozenset(self._untexted),
            frozenset(row for row in self._hidden_rows if row <= self._last_row),
            tuple(self._hidden_columns),
            self.filtered,
        )

    def start_row(self, attributes: list[str]) -> str:
        """Go to a row, the next one if it has no number; return the number to expect in addresses."""
        number = _value(attributes, "r")
        if number is None:
            self._row += 1
        elif number.isascii() and number.isdigit() and len(number) <= 7 and 1 <= int(number) <= MAX_ROW:
            self._row = int(number)
        else:
            self._bad_address(f"{number[:20]}行")
        if "hidden" in attributes and self._row <= ROW_LIMIT and _is_true(attributes, "hidden"):
            self._hidden_rows.add(self._row)  # beyond the limit there is no value to hide
        return str(self._row)

    def beside(self, kind: int, attributes: list[str]) -> None:
        """Take note of a merged range, of columns that are hidden, of a filter."""
        if kind == _MERGE:
            self.merge(_value(attributes, "ref") or "")
        elif kind == _COLUMN:
            self.column(attributes)
        else:
            self.filtered = True

    def column(self, attributes: list[str]) -> None:
        """Take note of columns that are hidden."""
        first, last = _value(attributes, "min") or "", _value(attributes, "max") or ""
        numbers = first.isascii() and first.isdigit() and last.isascii() and last.isdigit()
        if numbers and _is_true(attributes, "hidden") and len(self._hidden_columns) < COLUMN_LIMIT:
            self._hidden_columns.append((int(first[:6]), int(last[:6])))

    def count_elements(self, size: int, counted: int) -> None:
        """Refuse elements by the million before they are gone through one by one."""
        spent = self._spent
        spent.size += size
        spent.elements += counted
        if spent.size >= ELEMENT_LIMIT * _SHORTEST and spent.elements > ELEMENT_LIMIT:
            self._too_many(f"要素 {spent.elements:,}個")

    def count_letters(self, size: int, tags: int) -> None:
        """Take note of what stands between tags, each of which is three bytes or more."""
        self._spent.letters += size - 3 * tags

    def _count(self) -> None:
        self._spent.values += self.values[0]
        self.values[0] = 0
        if self._spent.values > VALUE_LIMIT:
            self._too_many(f"値のあるセル {VALUE_LIMIT:,}個より多い")

    def take(self, plain: PlainRows) -> None:
        """Take note of rows that were looked through together."""
        self._row = plain.row
        self._last_row = plain.last_row
        self.values[0] += plain.values
        for name in plain.columns:
            self.columns.add(_COLUMNS.get(name) or self._number(name, f"{name}1"))
        if plain.last_row > ROW_LIMIT:
            self._too_big(f"{plain.last_row}行")

    def count_row(self) -> bool:
        """Take note that the current row holds a value."""
        if self._row > ROW_LIMIT:
            self._too_big(f"{self._row}行")
        self._last_row = max(self._last_row, self._row)
        return True

    def place(self, ref: str, loose: int, cell: list[str]) -> tuple[int, int]:
        """Take note of a value by the last address and the number of cells without one after it."""
        row = column = 0
        if ref:
            letters = ref.rstrip("0123456789")
            digits = ref[len(letters) :]
            if not (1 <= len(digits) <= 10 and digits[0] != "0" and letters.isascii() and letters.isalpha()):
                self._bad_address(ref)
            row = int(digits)
            column = _COLUMNS.get(letters) or self._number(letters, ref)
        elif not loose:
            self._bad_address(ref)
        if loose:
            row = max(row, self._row, 1)
            column += loose
        if row > ROW_LIMIT or column > COLUMN_LIMIT:
            self._too_big(ref or a1(row, column))
        self._last_row = max(self._last_row, row)
        self.columns.add(column)
        if _value(cell, "t") == "e":
            self._keep(self._errors, a1(row, column))
        return row, column

    def _keep(self, addresses: set[str], address: str) -> None:
        self._spent.kept += 1
        if self._spent.kept > _KEPT_LIMIT:
            self._too_many(f"数式とエラー値 {_KEPT_LIMIT:,}個より多い")
        addresses.add(address)

    def _number(self, letters: str, ref: str) -> int:
        column = column_number(letters)
        if not 1 <= column <= COLUMN_LIMIT:
            self._too_big(ref)
        return column

    def formula(self, inside: bool, cell: tuple[str, int, list[str]], attributes: list[str]) -> None:
        """Take note of a formula inside a cell; of an array only the first cell says that it is one."""
        if not inside:
            return
        self.values[0] += 1
        address = a1(*self.place(*cell))
        self._keep(self._formulas, address)
        if _value(cell[2], "t") != "str":  # an empty text is a result, and has no value either
            self._untexted.add(address)
        covered = _value(attributes, "ref")
        if covered is None or _value(attributes, "t") not in ("array", "dataTable"):
            return
        area = CellRange.parse(covered)
        if area is None:
            self._bad_address(covered[:20])
        rows = range(area.first_row, min(area.last_row, ROW_LIMIT) + 1)
        columns = range(area.first_column, min(area.last_column, COLUMN_LIMIT) + 1)
        self._spent.arrays += len(rows) * len(columns)
        if self._spent.arrays > ARRAY_LIMIT:
            self._too_big(str(area))
        self._formulas.update(a1(row, column) for row in rows for column in columns)

    def merge(self, ref: str) -> None:
        """Take note of a merged range, however large: merging sets no memory aside."""
        area = CellRange.parse(ref)
        if area is None:
            self._bad_address(ref[:20])
        self._merged.append(area)
        self._spent.merges += 1
        if self._spent.merges > MERGE_LIMIT:
            self._too_big(f"結合 {self._spent.merges:,}か所")

    def _too_many(self, found: str) -> NoReturn:
        refuse_full(found, self._sheet)

    def _too_big(self, found: str) -> NoReturn:
        raise KnownError(
            codes.SHEET_TOO_BIG,
            f"値のある範囲が広すぎるため、読み込みませんでした({ROW_LIMIT:,}行・{COLUMN_LIMIT}列まで、"
            f"全部のシートを合わせて{AREA_LIMIT:,}セルまで)。",
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


def refuse_full(found: str, sheet: str) -> NoReturn:
    """Raise sheet-too-big about a file whose sheets together hold too much; this sheet was the last straw."""
    raise KnownError(
        codes.SHEET_TOO_BIG,
        "ブックに入っているものが多すぎるため、読み込みませんでした"
        f"(全部のシートを合わせて、値のあるセル{VALUE_LIMIT:,}個・{CHARACTER_LIMIT:,}文字まで)。",
        "要らないシートや行を消すか、いくつかのブックに分けて保存してください。",
        found=found,
        place=Place("", sheet),
    )
