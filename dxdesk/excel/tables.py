"""Foreign tables: the first table of a workbook or CSV file, each cell with the address people see."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import NoReturn

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.text import clean, dropped_note, is_plain, visible
from dxdesk.excel import codes
from dxdesk.excel.archive import PACKED_LIMIT
from dxdesk.excel.cells import CellRange, CellValue, a1, column_name, plain_text, position
from dxdesk.excel.csvfile import address, decoded, is_csv_name, records
from dxdesk.excel.files import read_bytes
from dxdesk.excel.foreign import refuse_foreign, refuse_form
from dxdesk.excel.locks import is_compound
from dxdesk.excel.number_display import digits_shown
from dxdesk.excel.reader import SafeBook, WorkbookReader
from dxdesk.excel.table_heads import HEADER_ROWS, Head, Row, at, filled, find_head, is_visible
from dxdesk.excel.writing import PAYLOAD_SHEET
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.foreign_tables import ForeignTable, TableCell, TableLooks, hidden_sheets_told, row_of

ERROR_TEXT = "#エラー"
"""What a cell showing #N/A and the like holds: never blank, so that nothing is taken for empty."""

UNCALCULATED_TEXT = "#計算前の数式"
"""What a cell holds whose formula nobody has worked out: as little blank as an error."""

_ERROR_TEXTS = frozenset(
    [
        *("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#FIELD!", "#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!"),
        *("#" * width for width in range(2, 61)),
    ]
)
"""What a spreadsheet writes into a text file where a cell shows an error, or a column is too narrow."""

_LINES_ABOVE, _CELLS_ABOVE = 20, 60
"""How much of what stands over a header is read: its title and what belongs to it."""

_TOLD = 100
"""Cells told of one table in which something was dropped."""

_Address = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet to be read: its rows and header, how its cells are called, and those that show errors."""

    file: str
    sheet: str
    rows: Sequence[Row]
    head: Head | None
    where: _Address
    errors: frozenset[str] = frozenset()


def read_table(path: Path, sheet: str = "", passwords: Sequence[str] = ()) -> ForeignTable:
    """Return the table of a named sheet, or of the first visible sheet that holds one, or of a CSV file.

    A workbook is told by its content, not by its name.

    Raises:
        KnownError: table-empty, table-no-header, sheet-missing, csv-encoding, csv-broken, and
            everything that opening a workbook raises.
    """
    return read_tables(path, sheet, passwords)[0]


@in_bulk()
def read_tables(path: Path, sheet: str = "", passwords: Sequence[str] = ()) -> tuple[ForeignTable, ...]:
    """Return the table of a named sheet, or of every visible sheet that holds one, or of a CSV file.

    Raises:
        KnownError: as ``read_table``.
    """
    opened = _opened(path, passwords)
    return _from_workbook(opened, sheet) if isinstance(opened, SafeBook) else _from_text(opened, path)


def _opened(path: Path, passwords: Sequence[str]) -> SafeBook | bytes:
    """Return a workbook, or the bytes of what is none."""
    data = read_bytes(path, PACKED_LIMIT)
    if data.startswith(b"PK") or is_compound(data):
        return WorkbookReader().from_bytes(data, path, passwords)
    return data


def _from_text(data: bytes, path: Path) -> tuple[ForeignTable, ...]:
    if not is_csv_name(path) or data[:1] == b"<":
        refuse_foreign(data, path.name)
    refuse_form(data, path.name)
    rows = records(decoded(data, path.name), path.name)
    table = _table(_Part(path.name, "", rows, find_head(rows), address))
    if table is None:
        _refuse(path.name, "", rows)
    return (table,)


_OWN_MARKS = ("dxdesk-table", "dxdesk-map")


class ForeignTableReader:
    """Reads foreign tables for the use cases; the passwords are tried on locked workbooks."""

    def __init__(self, passwords: Sequence[str] = ()) -> None:
        """Keep the passwords for this import only."""
        self._passwords = tuple(passwords)

    def read(self, path: Path, sheet: str = "") -> ForeignTable:
        """Return the table of a sheet (empty: the first that holds one); raises as ``read_table``."""
        return read_table(path, sheet, self._passwords)

    def unlocking(self, passwords: Sequence[str]) -> ForeignTableReader:
        """Return a reader that tries these passwords, too."""
        return ForeignTableReader((*self._passwords, *passwords))

    def kept(self) -> _KeptReader:
        """Return a reader that opens each file once."""
        return _KeptReader(self._passwords)

    def read_all(self, path: Path) -> tuple[ForeignTable, ...]:
        """Return all tables of a file, in the order of its sheets; raises as ``read_table``."""
        return read_tables(path, "", self._passwords)


class _KeptReader(ForeignTableReader):
    """Keeps what it opened: a workbook of 13 sheets is not unpacked and guarded 13 times."""

    def __init__(self, passwords: Sequence[str]) -> None:
        super().__init__(passwords)
        self._books: dict[Path, SafeBook] = {}

    def read(self, path: Path, sheet: str = "") -> ForeignTable:
        book = self._books.get(path)
        if book is None:
            opened = _opened(path, self._passwords)
            if not isinstance(opened, SafeBook):
                return _from_text(opened, path)[0]
            book = self._books[path] = opened
        return _from_workbook(book, sheet)[0]


def _from_workbook(book: SafeBook, sheet: str) -> tuple[ForeignTable, ...]:
    candidates = [sheet] if sheet else [n for n in book.visible_sheet_names if n.casefold() != PAYLOAD_SHEET]
    found = []
    for name in candidates:
        rows = _as_shown(book, name, _without_marks(book.rows(name)))
        errors = book.error_cells(name)
        merged = book.merged(name)
        head = find_head(rows, merged)
        down = [area for area in merged if area.last_row > area.first_row]
        if down and head is not None:
            rows, errors, down = _read_down(rows, head.last, down, errors)
        table = _table(_Part(book.path.name, name, rows, head, a1, errors))
        if table is not None:
            looks = _looks(book, name, table, merged)
            down_told = tuple(map(str, down))
            exponents = book.exponent_cells(name)
            found.append(
                replace(table, merged=down_told, looks=looks, from_1904=book.epoch_1904, exponents=exponents)
            )
    if found:
        return tuple(found)
    rows = book.rows(candidates[0]) if candidates else []
    _refuse(book.path.name, sheet, rows, hidden_sheets_told(_hidden(book)))


def _looks(book: SafeBook, sheet: str, table: ForeignTable, merged: Sequence[CellRange]) -> TableLooks:
    """Return what the values of a table do not tell: what is hidden, struck through and merged."""
    width = len(table.headers)
    hidden, struck = book.hidden_rows(sheet), book.struck(sheet)
    places = {}
    if hidden or struck:
        places = {row_of(row[0].ref): place for place, row in enumerate(table.rows) if row}
    return TableLooks(
        hidden_rows=tuple(place for row, place in places.items() if row in hidden),
        hidden_columns=tuple(
            place
            for place, header in enumerate(table.headers)
            if header.value and any(first <= place + 1 <= last for first, last in book.hidden_columns(sheet))
        ),
        struck=tuple(
            sorted(
                (places[row], column - 1)
                for row, column in struck
                if row in places and column <= width and _value(table.rows[places[row]], column - 1)
            )
        ),
        filtered=book.is_filtered(sheet),
        merged=sum(area.first_column <= width and area.last_row >= table.header_rows[0] for area in merged),
        hidden_sheets=_hidden(book),
    )


def _hidden(book: SafeBook) -> tuple[str, ...]:
    return tuple(
        name
        for name in book.sheet_names
        if name not in book.visible_sheet_names and name.casefold() != PAYLOAD_SHEET
    )


def _value(row: Sequence[TableCell], position: int) -> str:
    return row[position].value.strip() if position < len(row) else ""


def _without_marks(rows: Sequence[Row]) -> Sequence[Row]:
    """Blank the hidden ids of a table this program wrote itself: people see neither that row nor column."""
    if not rows or not rows[0] or rows[0][0] not in _OWN_MARKS:
        return rows
    blank: list[Row] = [[]]
    return blank + [[None, *row[1:]] for row in rows[1:]]


def _as_shown(book: SafeBook, sheet: str, rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with numbers as their format of zeros shows them, and with formulas without a value.

    A program that cannot calculate leaves formulas empty, or with a zero, for Excel to work out.
    """
    made = list(rows)

    def put(ref: str, of: Callable[[CellValue], CellValue]) -> None:
        found = position(ref)
        if found is None:
            return
        row, column = found[0] - 1, found[1] - 1
        made.extend([] for _ in range(row + 1 - len(made)))
        old = made[row][column] if column < len(made[row]) else None
        new = of(old)
        if new is not old:
            line = [*made[row], *([None] * (column + 1 - len(made[row])))]
            line[column] = new
            made[row] = line

    errors = book.error_cells(sheet)
    for ref in sorted(book.uncalculated(sheet) - errors):
        said = f"{UNCALCULATED_TEXT} {book.formula_text(sheet, ref)}".rstrip()
        put(ref, lambda old, said=said: said if old is None or book.to_calculate else old)  # type: ignore[misc]
    for ref, code in book.padded_formats(sheet).items():
        put(ref, lambda old, code=code: _padded(code, old))  # type: ignore[misc]
    return made


def _padded(code: str, value: CellValue) -> CellValue:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return (digits_shown(code, value) or value) if is_number else value  # type: ignore[arg-type]


def _read_down(
    rows: Sequence[Row], header: int, merged: Iterable[CellRange], errors: frozenset[str]
) -> tuple[Sequence[Row], frozenset[str], list[CellRange]]:
    """Return the rows with the value of each merged range in each of its rows, and what was read so.

    Excel keeps the value in the top cell only, and shows it for all of them. A range that is wide too
    stands for its first column; one that reaches into the header, or holds nothing, for nothing. Rows in
    which nothing else stands are no lines of the table. Of ranges that overlap, as Excel never writes them,
    the first one counts, so that no file makes this long.
    """
    made = list(rows)
    seen = [any(map(is_visible, row)) for row in rows]
    reached: dict[int, int] = {}
    broken = set(errors)
    used: list[CellRange] = []
    for area in sorted(merged, key=lambda area: (area.first_column, area.first_row)):
        top, column = area.first_row - 1, area.first_column - 1
        if top <= header or top >= len(rows) or column >= len(rows[top]) or top < reached.get(column, 0):
            continue
        reached[column] = area.last_row
        value, is_error = rows[top][column], a1(area.first_row, area.first_column) in errors
        if not is_error and not is_visible(value):
            continue
        used.append(area)
        for index in range(top + 1, min(area.last_row, len(rows))):
            if not seen[index]:
                continue
            if made[index] is rows[index]:
                made[index] = list(rows[index])
            line = made[index]
            assert isinstance(line, list)
            line[column] = value
            if is_error:
                broken.add(a1(index + 1, area.first_column))
    return made, frozenset(broken), used


def _refuse(file: str, sheet: str, rows: Sequence[Row], beside: str = "") -> NoReturn:
    if not any(map(filled, rows)):
        raise KnownError(
            codes.TABLE_EMPTY,
            "表に何も入っていません。",
            f"正しいファイルとシートか、確かめてください。{beside}",
            place=Place(file, sheet),
        )
    raise KnownError(
        codes.TABLE_NO_HEADER,
        f"上から{HEADER_ROWS}行目までに見出しの行が見つからないため、読み込みませんでした。",
        "表の上に、職員番号・氏名のような見出しを1行で入れてください。"
        f"見出しがそれより下にあるなら、上の行を消して、{HEADER_ROWS}行目までに収めてください。{beside}",
        place=Place(file, sheet),
    )


def _table(part: _Part) -> ForeignTable | None:
    """Return the table under the header of a sheet; None if there is none."""
    head = part.head
    if head is None:
        return None
    taken = _Taken(Place(part.file, part.sheet))
    where, errors = part.where, part.errors
    titles = [
        (taken.text(head.title(position), where(_lowest(part.rows, head, position) + 1, position + 1)))
        for position in range(len(head.columns))
    ]
    width = max(column for column, title in enumerate(titles, 1) if title.strip())
    headers = tuple(
        TableCell(title, False, where(_lowest(part.rows, head, position) + 1, position + 1))
        for position, title in enumerate(titles[:width])
    )
    rows = ((number, row[:width]) for number, row in enumerate(part.rows[head.last + 1 :], head.last + 2))
    lines = (
        _cells(row, number, where, errors, taken)
        for number, row in rows
        if any(map(is_visible, row)) or (errors and _has_error(number, width, errors))
    )
    # What holds nothing but dropped characters (the end mark U+001A of old systems) is no line.
    found = tuple(line for line in lines if any(map(_text_of, line)))
    return ForeignTable(
        part.file,
        part.sheet,
        headers,
        found,
        notes=tuple(taken.notes[:_TOLD]),
        header_rows=tuple(range(head.first + 1, head.last + 2)),
        above=_above(part, head, taken),
    )


def _above(part: _Part, head: Head, taken: _Taken) -> tuple[TableCell, ...]:
    """Return what stands over the header, the nearest lines only."""
    first = max(0, head.first - _LINES_ABOVE)
    found = [
        TableCell(text, type(value) in _NUMBERS, part.where(number, column), type(value) in _DATES)
        for number, row in enumerate(part.rows[first : head.first], first + 1)
        for column, value in enumerate(row, 1)
        if is_visible(value) and (text := taken.text(value, part.where(number, column)))
    ]
    return tuple(found[:_CELLS_ABOVE])


def _lowest(rows: Sequence[Row], head: Head, position: int) -> int:
    """Return the lowest row of a header in which a column is named."""
    named = (row for row in range(head.last, head.first, -1) if at(rows[row], position))
    return next(named, head.last if head.first == head.last else head.first)


class _Taken:
    """Takes values as texts by the rule of ``domain.text``, and remembers where something was dropped."""

    def __init__(self, place: Place) -> None:
        """Begin a sheet."""
        self._place = place
        self.notes: list[Problem] = []

    def text(self, value: CellValue, ref: str) -> str:
        """Return a value as a person would type it, without what may not enter."""
        found = clean(plain_text(value))
        if found.dropped:
            self.notes += dropped_note(found.dropped, replace(self._place, cell=ref))
        return found.text if visible(found.text) else ""


def _cells(
    row: Row, number: int, where: _Address, errors: frozenset[str], taken: _Taken
) -> tuple[TableCell, ...]:
    """Return the cells of a row; a large table has a million of them, so the usual row is made in one go."""
    refs = _refs(where, number, len(row))
    texts = [value if type(value) is str else plain_text(value) for value in row]
    if not is_plain(texts):
        texts = [taken.text(value, ref) for value, ref in zip(row, refs, strict=True)]
    if not _ERROR_TEXTS.isdisjoint(texts):
        texts = [ERROR_TEXT if text in _ERROR_TEXTS else text for text in texts]
    numbers, dates = _kinds(tuple(map(type, row)))
    # What ``TableCell._make`` does, without a call of Python for each cell.
    cells = tuple(map(tuple.__new__, repeat(TableCell), zip(texts, numbers, refs, dates, strict=True)))
    if not errors or not _has_error(number, len(row), errors):
        return cells
    return tuple(
        TableCell(ERROR_TEXT, False, cell.ref) if a1(number, column) in errors else cell
        for column, cell in enumerate(cells, 1)
    )


_NUMBERS = frozenset((int, float))
_DATES = frozenset((datetime.date, datetime.datetime))


@lru_cache(maxsize=256)
def _kinds(types: tuple[type, ...]) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Return which cells of a row are numbers and which are dates: most rows of a table are alike."""
    return tuple(kind in _NUMBERS for kind in types), tuple(kind in _DATES for kind in types)


_text_of = attrgetter("value")


def _refs(where: _Address, number: int, width: int) -> list[str]:
    if where is a1:
        row = str(number)
        return [name + row for name in _names(width)]
    return [where(number, column) for column in range(1, width + 1)]


@lru_cache(maxsize=64)
def _names(width: int) -> tuple[str, ...]:
    return tuple(map(column_name, range(1, width + 1)))


def _has_error(number: int, width: int, errors: frozenset[str]) -> bool:
    return any(a1(number, column) in errors for column in range(1, width + 1))
