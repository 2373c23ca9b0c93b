"""Foreign tables: what an HR system or a course office exports, before anybody knows what it means.

The rooms that read workbooks and CSV files fulfil ``TableReader``; the use cases read columns out of the
``ForeignTable`` through a mapping and name the cell of everything they find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from dxdesk.domain.errors import Problem


class TableCell(NamedTuple):
    """One cell of a foreign table; a tuple, because a large table has a million of them.

    ``value`` is the text as it stands, cleaned by ``domain.text`` (never trimmed, never normalised; empty for
    a blank cell); a number is written without exponent, and without ``.0`` where it is whole; a date as ISO
    text. ``is_number`` tells that the file holds a number and not text, so leading zeros may be lost.
    ``is_date`` that it holds a date. What a number format like 000000 shows is a text.
    ``ref`` is the address people see: ``B3`` in a workbook, ``3行B列`` or ``B3`` in a CSV file.
    """

    value: str = ""
    is_number: bool = False
    ref: str = ""
    is_date: bool = False


_ROW = re.compile(r"(\d+)(?:行|$)")


def row_of(ref: str) -> int:
    """Return the row, from 1, of an address as ``TableCell.ref`` has it; 0 for none."""
    found = _ROW.search(ref)
    return int(found[1]) if found else 0


def hidden_sheets_told(names: Sequence[str]) -> str:
    """Return what is told of hidden sheets where a table is missed, empty where there are none."""
    shown = "」「".join(names[:3])
    return (
        f"隠れているシート「{shown}」は読みません。表がそこにあれば、再表示して保存してください。"
        if names
        else ""
    )


@dataclass(frozen=True, slots=True)
class TableLooks:
    """What people see of a table in Excel, or do not see, and the values alone do not tell.

    ``hidden_rows`` are places in ``rows``, from 0; ``hidden_columns`` places in ``headers``; ``struck`` the
    place in ``rows`` and in the row of each struck-through cell with a value; ``filtered`` tells that a
    filter is set. ``merged`` counts all merged ranges; ``hidden_sheets`` names the sheets that are not shown.
    """

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    filtered: bool = False
    merged: int = 0
    hidden_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A rectangular table: a header and the rows under it.

    A header of several lines is read as one, ``所属 > コード`` for コード under 所属 (``BETWEEN`` of
    ``domain.columns``); ``header_rows`` are its rows in the sheet, from 1. ``file`` is the file's name
    without folder; ``sheet`` is empty for CSV. A table that was put together from several sheets names all
    of them, and each address begins with its own (``総務部!B3``). Rows that are wholly blank are left out; a
    row may be shorter than the headers (missing cells are blank). A cell that is merged downwards has the
    value of its range; ``merged`` are the ranges (``D2:D5``) that were read so. ``notes`` tell which cells
    held characters that were dropped. ``from_1904``: a number that means a day counts from 1904 and not from
    1900. ``above`` are the texts that stand over the header (the title, a date, notes), line by line.
    ``exponents`` are the addresses of cells whose format shows a number as 1.00E+02.
    """

    file: str
    sheet: str
    headers: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    merged: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    from_1904: bool = False
    header_rows: tuple[int, ...] = ()
    looks: TableLooks = TableLooks()
    above: tuple[TableCell, ...] = ()
    exponents: frozenset[str] = frozenset()
    _texts: dict[int, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def texts(self, position: int) -> frozenset[str]:
        """Return the different texts of a column, by its place from 0; blank for a row that is too short.

        In most columns these are few: what is asked of texts alone is asked of each once, not of each line.
        They are remembered, because going through a large table takes its time each time.
        """
        if position not in self._texts:
            self._texts[position] = frozenset(
                row[position].value if position < len(row) else "" for row in self.rows
            )
        return self._texts[position]


class TableReader(Protocol):
    """Reads a foreign table out of an xlsx workbook or a CSV file (UTF-8, UTF-16 or CP932)."""

    def read(self, path: Path, sheet: str = "") -> ForeignTable:
        """Return the table of a sheet (empty: the first that holds one).

        Raises:
            KnownError: the file cannot be read, is no table, or has no such sheet.
        """

    def kept(self) -> TableReader:
        """Return a reader that opens each file once, for one piece of work that reads many of its sheets."""

    def read_all(self, path: Path) -> Sequence[ForeignTable]:
        """Return the tables of all visible sheets that hold one, in order, or of a CSV file; at least one.

        Raises:
            KnownError: the file cannot be read or is no table.
        """


class TableRoom(TableReader, Protocol):
    """Reads tables, also such as are locked."""

    def unlocking(self, passwords: Sequence[str]) -> TableRoom:
        """Return a reader that tries passwords on locked workbooks, for one piece of work."""
