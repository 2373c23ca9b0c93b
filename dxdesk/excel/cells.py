"""Cell addresses and cell values in plain terms. Rows and columns count from 1, as people see them."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

CellValue = (
    str | float | int | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
)
"""What a cell can hold; None is an empty cell."""

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
"""The last row and column of an Excel sheet (XFD1048576)."""

_DIGITS = "0123456789"


@lru_cache(maxsize=512)
def column_name(column: int) -> str:
    """Return ``A`` for 1, ``AA`` for 27."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def a1(row: int, column: int) -> str:
    """Return the address of a cell, e.g. ``D12`` for row 12, column 4."""
    return f"{column_name(column)}{row}"


@lru_cache(maxsize=1024)
def column_number(name: str) -> int:
    """Return 1 for ``A`` or ``a``, or 0 if this is not the name of a column of Excel."""
    if not 1 <= len(name) <= 3 or not name.isascii() or not name.isalpha():
        return 0
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number if number <= MAX_COLUMN else 0


def position(ref: str) -> tuple[int, int] | None:
    """Return (row, column) of an address such as ``D12`` or ``d12``; None if it is not one."""
    letters = ref.rstrip(_DIGITS)
    column = column_number(letters)
    digits = ref[len(letters) :]
    if not column or not 1 <= len(digits) <= 7:
        return None
    row = int(digits)
    return (row, column) if 1 <= row <= MAX_ROW else None


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells; all four bounds belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @staticmethod
    def parse(text: str) -> CellRange | None:
        """Return the range written as ``A1:C3`` or ``A1``; None if it is not one."""
        return _range(text)

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies inside."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def __str__(self) -> str:
        """Return e.g. ``A1:C3``."""
        return f"{a1(self.first_row, self.first_column)}:{a1(self.last_row, self.last_column)}"


@lru_cache(maxsize=4096)
def _range(text: str) -> CellRange | None:
    """Return a range; remembered, because the forms of a batch merge the same cells."""
    first, _, last = text.partition(":")
    one = position(first)
    other = position(last) if last else one
    if one is None or other is None:
        return None
    rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return CellRange(rows[0], columns[0], rows[1], columns[1])


def plain_text(value: CellValue) -> str:
    """Return a cell's value as a person would type it: 2.0 is ``2``, a date is ``2026-02-13``.

    Texts come back byte for byte. Excel knows no integers, so a whole number loses its ``.0``;
    a midnight is a date; other numbers come without an exponent.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):  # the most of a large table that is no text
        return str(int(value)) if value.is_integer() else _number_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time.min
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    return format(Decimal(repr(value)), "f")
