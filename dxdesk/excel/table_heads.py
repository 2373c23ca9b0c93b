"""Where the header of a foreign table stands, and what its columns are called.

Titles, dates and notes stand above it, it may have several lines, and merged cells span its groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.columns import BETWEEN, fold_header, is_known
from dxdesk.domain.completion import Outcome, outcome_of
from dxdesk.excel.cells import CellRange, CellValue, plain_text

HEADER_ROWS = 65
"""A header stands in one of the first rows, not below this one."""

_HEADER_SHARE = 0.6
"""A header fills at least this share of the columns in use around it."""

_KNOWN_ENOUGH = 3
"""A row with so many usual headers is a header, whatever else stands above it."""

_GROUP_UNITS = 20
_DATED = re.compile(r"\d+\s*[年/.]\s*\d|[:\uff1a]")

_UNDER = frozenset(["職員番号", "番号", "氏名", "職員氏名", "職員コード", "コード", "cd", "no", "名称"])
"""What names the one column of a group by itself (確認者 over 職員番号), and stands in no line of a table."""

Row = Sequence[CellValue]


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: its first and last row (from 0), and each column's texts from above down."""

    first: int
    last: int
    columns: tuple[tuple[str, ...], ...]

    def title(self, column: int) -> str:
        """Return what a column (from 0) is called."""
        return BETWEEN.join(self.columns[column])


def find_head(rows: Sequence[Row], merged: Iterable[CellRange] = ()) -> Head | None:
    """Return the header of a table, None where there is none.

    Args:
        rows: the sheet from its first row on.
        merged: the merged ranges of the sheet.
    """
    row = _header_row(rows)
    if row is None:
        return None
    wide = [area for area in merged if area.last_column > area.first_column and area.first_row - 1 <= row + 1]
    below = row + 1 if row + 1 < len(rows) and _goes_on(rows[row], rows[row + 1], _spans(wide, row)) else None
    above = row - 1 if row and _is_group(rows[row - 1], rows[row], _spans(wide, row - 1)) else None
    first, last = row if above is None else above, row if below is None else below
    if first != last and first and _tops(rows, first, last, wide):
        first -= 1
    width = max(map(len, rows[first : last + 1]))
    lines = [
        _spread(rows[index], _spans(wide, index), width) if index < last else _texts(rows[index], width)
        for index in range(first, last + 1)
    ]
    if below is not None:
        # A column that stands alone has its name in the upper line only, and no group beside it.
        lines[-2] = [
            text if at(rows[row], position) or at(rows[below], position) else ""
            for position, text in enumerate(lines[-2])
        ]
    return Head(first, last, tuple(_named(position, lines) for position in range(width)))


def _tops(rows: Sequence[Row], first: int, last: int, wide: Sequence[CellRange]) -> bool:
    """Tell whether a third line stands over a header of two, and tells its columns apart."""
    width = max(map(len, rows[first - 1 : last + 1]))
    upper = _spread(rows[first], _spans(wide, first), width)
    joined = [upper[position] + at(rows[last], position) for position in range(width)]
    return _is_group(rows[first - 1], joined, _spans(wide, first - 1))


def _named(position: int, lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    found: list[str] = []
    for line in lines:
        if line[position] and (not found or fold_header(line[position]) != fold_header(found[-1])):
            found.append(line[position])
    return tuple(found)


def filled(row: Iterable[CellValue]) -> int:
    """Return how many cells of a row hold something visible."""
    return sum(map(is_visible, row))


def is_visible(value: CellValue) -> bool:
    """Tell whether a cell shows anything."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def at(row: Row, position: int) -> str:
    """Return the text of a cell by its place, empty beyond the end."""
    return plain_text(row[position]).strip() if position < len(row) and is_visible(row[position]) else ""


def _texts(row: Row, width: int) -> list[str]:
    return [plain_text(row[position]) if at(row, position) else "" for position in range(width)]


def _is_title(value: CellValue) -> bool:
    """Tell whether a cell could name a column: a text that is more than a number."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    return bool(text) and not text.replace(".", "").replace("-", "").isdecimal()


def _header_row(rows: Sequence[Row]) -> int | None:
    """Return the index of the header row: the first that looks like names of columns.

    Those are mostly texts, and they fill most of the width that the table has around there. Where a row
    holds several usual headers and the first that looks so holds none, a box above the table looked so.
    """
    near = rows[: 2 * HEADER_ROWS]
    width = max(map(filled, near), default=0)
    first: int | None = None
    best, most = None, 0
    for index, row in enumerate(rows[:HEADER_ROWS]):
        count = filled(row)
        titles = [value for value in row if _is_title(value)]
        if not titles or 2 * len(titles) <= count:
            continue
        known = _known(titles)
        if known > most:
            best, most = index, known
        if first is None and count >= max(1, _HEADER_SHARE * width):
            first = index
            if known >= _KNOWN_ENOUGH:
                break
    return best if most >= (_KNOWN_ENOUGH if first is not None else 2) else first


def _known(titles: Iterable[CellValue]) -> int:
    """Return how many different usual headers stand in a row.

    The words of a list of attendance (修了, 受講) name a column once; a line of it says them of every course.
    """
    names = {fold_header(value) for value in titles if isinstance(value, str) and is_known(value)}
    said = {name for name in names if outcome_of(name) is not Outcome.UNCLEAR}
    return len(names - said) + bool(said)


def _spans(wide: Sequence[CellRange], index: int) -> dict[int, int]:
    """Return the last place of each range that is merged sideways in a row, by its first place."""
    return {
        area.first_column - 1: area.last_column - 1
        for area in wide
        if area.first_row - 1 <= index <= area.last_row - 1
    }


def _spread(row: Row, spans: dict[int, int], width: int) -> list[str]:
    """Return the texts of a line of groups, each for all the columns it stands over."""
    line = _texts(row, width)
    reach, text = -1, ""
    for position in range(width):
        if line[position]:
            text = line[position]
            reach = spans.get(position, position if spans else width)
        elif position <= reach:
            line[position] = text
    return line


def _goes_on(first: Row, second: Row, spans: dict[int, int]) -> bool:
    """Tell whether a header's line has another one under it, which names the columns of its groups."""
    width = max(len(first), len(second))
    places = [place for place in range(width) if at(second, place)]
    if not places or not all(_is_title(second[place]) for place in places):
        return False
    starts = {place for place in places if at(first, place) and (place in spans or not at(first, place + 1))}
    grouped = any(at(second, place + 1) and not at(first, place + 1) for place in starts)
    alone = all(
        not at(first, place) or place in starts or fold_header(at(second, place)) in _UNDER
        for place in places
    )
    whole = all(at(first, place) or at(second, place) for place in range(places[0], places[-1] + 1))
    return bool(starts) and grouped and alone and whole


def _is_group(above: Row, head: Row, spans: dict[int, int]) -> bool:
    """Tell whether the row above a header names groups of its columns."""
    places = [place for place in range(len(above)) if at(above, place)]
    if not places or not all(_is_title(above[place]) for place in places):
        return False
    if any(len(at(above, place)) > _GROUP_UNITS or _DATED.search(at(above, place)) for place in places):
        return False
    width = max(len(above), len(head))
    groups = _spread(above, spans, width)
    joined = [(groups[place], at(head, place)) for place in range(width) if groups[place]]
    better = any(lower and is_known(upper + lower) and not is_known(lower) for upper, lower in joined)
    lowers = [at(head, place) for place in range(width) if at(head, place)]
    told_apart = len(set(lowers)) < len(lowers) and len(set(joined)) == len(joined) and len(places) > 1
    # A name that is merged downwards stands in the upper line, and nothing under it.
    upright = any(not lower and is_known(upper) for upper, lower in joined)
    return better or told_apart or upright
