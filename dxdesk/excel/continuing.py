"""Rows of a table that would be higher than a row can be: they go on in further ones, and nothing is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from dxdesk.excel import textsize
from dxdesk.excel.grid import Line, Value
from dxdesk.excel.styles import look_of

MARK = "(続き)"
"""Stands in the first column of a row that goes on, unless that column's own text does."""

_SHORT, _FEW = 30, 15
"""A text of fewer letters and lines fits any column there is: of most nobody measures anything."""
_ENDS = ("\n", "。")


def rows_of(line: Line, ems: Sequence[float], first: int) -> Iterator[Line]:
    """Yield a row as one or, where a text of it is higher than a row can be, as several.

    Joined column by column, but for ``MARK``, they say what the row says. ``ems`` are the columns' widths,
    ``first`` the column they begin with.
    """
    parts = [_pieces(value, style, ems[column - first]) for column, value, style in line.cells]
    most = max(map(len, parts), default=1)
    if most == 1:
        yield line
        return
    for number in range(most):
        cells: list[tuple[int, Value, int]] = []
        for (column, _, style), texts in zip(line.cells, parts, strict=True):
            goes_on = number < len(texts)
            said: Value = texts[number] if goes_on else MARK if column == first else ""
            cells.append((column, said, style))
        key = f"{line.key} {MARK}{number + 1}" if number else line.key
        yield Line(key, cells, line.merges, least=line.least, grows=line.grows)


def _pieces(value: Value, style: int, ems: float) -> list[Value]:
    """Return what stands in a column, in as many pieces as it takes rows."""
    if not isinstance(value, str) or (len(value) < _SHORT and value.count("\n") < _FEW):
        return [value]
    look = look_of(style)
    if not look.wrap or look.upright:
        return [value]
    width = ems - look.indent * 0.9

    def fits(text: str) -> bool:
        return textsize.height(text, width, look.size, spare=True) <= textsize.MAX_ROW_POINTS

    return list(_parted(value, fits))


def _parted(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    while not fits(text):
        low, high = 1, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(text[:middle]) else (low, middle)
        at = _end(text, low)
        yield text[:at]
        text = text[at:]
    yield text


def _end(text: str, at: int) -> int:
    """Return where a piece of at most ``at`` letters ends: behind a sentence, never within a letter."""
    found = max(text.rfind(end, at // 2, at) for end in _ENDS)
    if found >= 0:
        return found + 1
    while at > 1 and _belongs(text[at]):
        at -= 1
    return at


def _belongs(letter: str) -> bool:
    """Tell whether a character is set with the one before it."""
    selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return selector or unicodedata.combining(letter) != 0 or letter == "\u200d"
