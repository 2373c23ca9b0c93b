"""The rows of a large sheet that are written as every program writes them, placed without taking them apart.

A roster of 20,000 people has two million tags. Where rows keep to a narrow grammar of plain cells, expat
would find nothing in them that the grammar does not say already, so a few passes over the bytes tell all of
them. Everything else of a sheet, and every row from the first that keeps to it no more, goes through expat.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

FROM = 1_000_000
"""Bytes from which this is worth its own passes."""

_BLOCK = 4_000_000
"""Bytes looked at together, so that no list of all cells is ever made."""

# What expat accepts between tags: no control characters, and of references those that are characters.
_REFERENCE = (
    rb"&(?:amp|lt|gt|quot|apos|#(?:9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4}|5[0-4][0-9]{3}"
    rb"|5[89][0-9]{3}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|1[0-9]{5}));"
)
_TEXT = rb"(?:[^<&\x00-\x08\x0b\x0c\x0e-\x1f]++|" + _REFERENCE + rb")*+"
_CELL = (
    rb'<c r="[A-Z]{1,3}(?P=row)"(?: s="[0-9]{1,6}")?+(?: t="(?:s|n|b|str|inlineStr)")?+(?:/>|>'
    rb"(?:<v>" + _TEXT + rb'</v>|<is><t(?: xml:space="preserve")?+>' + _TEXT + rb"</t></is>)?+</c>)"
)
_ROW = (
    rb'<row r="(?P<row>[1-9][0-9]{0,6})"(?: spans="[0-9: ]{1,40}")?+(?: s="[0-9]{1,6}")?+'
    rb'(?: customFormat="[01]")?+(?: ht="[0-9.]{1,20}")?+(?: customHeight="[01]")?+'
    rb'(?: thickTop="[01]")?+(?: thickBot="[01]")?+'
    rb'(?: x14ac:dyDescent="[0-9.]{1,20}")?+(?:/>|>(?:' + _CELL + rb")*+</row>)\s*+"
)
_ROWS = re.compile(rb"(?:" + _ROW + rb")*+")
_COLUMNS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"[^>/]*+><[vi]')
_NUMBERS = re.compile(rb'<row r="([0-9]{1,7})"[^>/]*+>(?:<c [^>]*+(?:(?<=/)>|></c>))*+<c [^>]*+><[vi]')
"""The number of each row with a value."""

_LAST_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_NO_TEXT = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What no text may hold beside ``]]>``, and the grammar does not say."""


@dataclass(frozen=True, slots=True)
class PlainRows:
    """Rows that keep to the grammar: where they stand in the data, and what they hold.

    ``columns`` are names and ``last_row`` the last row of a cell with a value; ``values`` counts them.
    ``row`` is the number of the last row there is.
    """

    start: int
    end: int
    columns: frozenset[str]
    last_row: int
    row: int
    values: int


def plain_rows(data: bytes) -> PlainRows | None:
    """Return the rows from the beginning of a large sheet that keep to the grammar; None for none."""
    start = data.find(b"<sheetData>") + len(b"<sheetData>") if len(data) >= FROM else 0
    if start < len(b"<sheetData>"):
        return None
    found = _ROWS.match(data, start)
    end = found.end() if found else start
    if end == start:
        return None
    columns: set[bytes] = set()
    numbers: set[bytes] = set()
    values, row = 0, b"0"
    decode = codecs.getincrementaldecoder("utf-8")().decode
    for block in _blocks(data, start, end):
        if b"]]>" in block:
            return None
        if not block.isascii():  # most programs keep their texts in another part
            if any(odd in block for odd in _NO_TEXT):
                return None
            try:
                decode(block, final=True)
            except UnicodeDecodeError:
                return None
        found_columns = _COLUMNS.findall(block)
        columns.update(found_columns)
        values += len(found_columns)
        numbers.update(_NUMBERS.findall(block))
        last = block.rfind(b"<row ")
        row = _LAST_ROW.match(block, last)[1] if last >= 0 else row  # type: ignore[index]  # by the grammar
    return PlainRows(
        start,
        end,
        frozenset(name.decode("ascii") for name in columns),
        max(map(int, numbers), default=0),
        int(row),
        values,
    )


def _blocks(data: bytes, start: int, end: int) -> Iterator[bytes]:
    """Yield the rows in blocks that end with one."""
    while start < end:
        stop = data.find(b"<row ", start + _BLOCK, end)
        stop = end if stop < 0 else stop
        yield data[start:stop]
        start = stop
