"""A sheet as rows of cells, before it becomes XML: shared by writing and by comparing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dxdesk.domain.text import plain
from dxdesk.excel import styles, textsize
from dxdesk.excel.charts import Chart

ID_COLUMN = 1
"""The hidden column A: what a row is, so that it is found wherever somebody moves it."""


@dataclass(frozen=True, slots=True)
class Live:
    """A text that spreadsheet programs work out anew; ``shown`` is what it says when it is written.

    ``says`` matches all that it can say: whatever stands there when the file returns, nobody else wrote it.
    """

    formula: str
    shown: str
    says: re.Pattern[str]

    def __str__(self) -> str:
        """Return what it says when it is written."""
        return self.shown


Value = str | int | float | Live


@dataclass(slots=True)
class Line:
    """One row: its hidden identity, its cells as (column, value, style number), how it is drawn.

    ``merges`` are (first column, last column) of this row; ``least`` is the height in points it has at
    least; with ``grows`` the spreadsheet program may size the row itself when somebody types. ``image`` is
    the row as it is read back if nobody touched it, for rows shared by many forms.
    """

    key: str
    cells: list[tuple[int, Value, int]]
    merges: tuple[tuple[int, int], ...] = ()
    least: float = 15.0
    grows: bool = False
    hidden: bool = False
    keep_next: bool = False
    image: list[Value | None] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down of some cells, beside which anything may be typed; ``hint`` shows while one is selected."""

    cells: tuple[str, ...]
    options: tuple[str, ...]
    hint: str = ""

    @property
    def said(self) -> str:
        """The hint as it is written: a workbook holds no longer one."""
        return plain(self.hint)[:255]


@dataclass(slots=True)
class Grid:
    """A whole sheet.

    ``ems`` are the widths of the columns from ``first`` on, in full-width characters at 10 points. With
    ``first`` 1 there is no hidden column of identities, and ``column_style`` is the look of cells still
    empty. ``header`` is the index in ``lines`` of the row repeated on every page (-1: none); ``freeze`` is
    the first cell that scrolls; ``selected`` the cell the sheet opens with; ``filtered`` a range with
    filter buttons; ``breaks`` the rows after which a page ends;
    ``heights`` those of the rows in points, where they were needed before writing; ``titles`` names for cells
    by which screen readers find the headings of a block, each with its cell. ``caution`` stands in the head
    of every page; ``about`` is the workbook's title, subject and office. ``charts`` each have a cell at which
    they begin; ``bars`` are ranges of shares of 100 that are shown as bars in their cells.
    """

    name: str
    ems: Sequence[float]
    lines: list[Line]
    header: int = -1
    landscape: bool = False
    freeze: str = ""
    selected: str = "B2"
    filtered: str = ""
    choices: tuple[Choice, ...] = ()
    footer: tuple[str, str] = ("", "")
    locked: bool = True
    breaks: list[int] = field(default_factory=list)
    heights: Sequence[float] = ()
    first: int = 2
    column_style: int = 0
    titles: tuple[tuple[str, str], ...] = ()
    caution: str = ""
    about: tuple[str, str, str] = ("", "", "")
    paper: str = "A4"
    one_page: bool = False
    charts: tuple[tuple[Chart, str], ...] = ()
    bars: tuple[str, ...] = ()


@lru_cache(maxsize=512)
def letters(column: int) -> str:
    """Return the letters of a column counted from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_NAME_UNITS = 31
_NOT_IN_NAMES = str.maketrans('[]:*?/\\"', "\uff3b\uff3d\uff1a\uff0a\uff1f\uff0f\uff3c”", "\r\n\t")


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names Excel accepts for sheets: without its forbidden letters, short, no two alike."""
    names: list[str] = []
    for title in wanted:
        base = plain(title).translate(_NOT_IN_NAMES).strip("' ") or "シート"
        name, number = _cut(base, _NAME_UNITS), 1
        while name.casefold() in {other.casefold() for other in names}:
            number += 1
            name = f"{_cut(base, _NAME_UNITS - 4)}({number})"
        names.append(name)
    return names


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text in UTF-16 units, whole letters with their variation selectors."""
    while len(text.encode("utf-16-le")) // 2 > units:
        selector = 0xE0100 <= ord(text[-1]) <= 0xE01EF or 0xFE00 <= ord(text[-1]) <= 0xFE0F
        text = text[: -2 if selector else -1]
    return text


def ref(row: int, column: int) -> str:
    """Return the A1 reference of a cell counted from 1."""
    return f"{letters(column)}{row}"


def line_height(line: Line, ems: Sequence[float], begin: int = 2, *, spare: bool = False) -> float:
    """Return the points at which nothing of the row is cut.

    ``begin`` is the first column of ``ems``; ``spare`` leaves room for other fonts (``textsize.height``).
    """
    widths = {first: sum(ems[first - begin : last - begin + 1]) for first, last in line.merges}
    needed = line.least
    for column, value, style in line.cells:
        if not isinstance(value, str | Live) or not value:
            continue
        look = styles.look_of(style)
        if not look.wrap or look.upright:
            continue
        width = widths.get(column) or ems[column - begin]
        needed = max(needed, textsize.height(str(value), width - look.indent * 0.9, look.size, spare=spare))
    return min(round(needed, 1), textsize.MAX_ROW_POINTS)
