"""Where the pages of a sheet end, so that no question is torn from its answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dxdesk.excel.grid import Grid, Line
from dxdesk.excel.textsize import points_wide

LEFT_INCHES, RIGHT_INCHES, TOP_INCHES, BOTTOM_INCHES = 0.79, 0.39, 0.55, 0.6
"""Margins of all our sheets: 20 mm to the left for filing; header and footer stand within the others."""

FREEZE_POINTS, FREEZE_WIDE_POINTS = 230.0, 409.0
"""What may stand still of a window: four tenths of a screen of 1366 × 768 pixels, at 96 to the inch."""

PAPERS = {"A4": 9, "A3": 8}
"""The papers by their numbers in a workbook."""

_PAPER_POINTS = {"A4": (595.3, 841.9), "A3": (841.9, 1190.6)}
_RESERVE = 0.97
"""Programs round every row up a little; a page planned too full would leave one row on a page of its own."""

_LEAST_SMALLER, _LEAST_SCALE = 0.84, 0.66
"""How much smaller a table may be printed to save a page, and how small at all: 10 points become 6.6."""

_FULL_ENOUGH = 0.7
"""A page emptier than this is filled up, even if that tears a block: people count pages, too."""


def page_points(ems: Sequence[float], *, landscape: bool = False, paper: str = "A4") -> float:
    """Return how many points of rows a page holds once the columns are fitted to its width."""
    high = _PAPER_POINTS[paper][0 if landscape else 1]
    scale = _scale(ems, landscape=landscape, paper=paper)
    return (high - 72 * (TOP_INCHES + BOTTOM_INCHES)) / scale * _RESERVE


def _scale(ems: Sequence[float], *, landscape: bool, paper: str) -> float:
    """Return how much smaller than planned the columns are printed to fit the width of a page."""
    wide = _PAPER_POINTS[paper][1 if landscape else 0]
    return min(1.0, (wide - 72 * (LEFT_INCHES + RIGHT_INCHES)) / sum(map(points_wide, ems)))


def pages_high(grid: Grid, heights: Sequence[float]) -> int:
    """Return in how many pages a table is to be fitted, 0 = as many as it takes.

    A last page of a few rows, or of the notes alone, is saved by printing all a little smaller, as long as
    that stays readable.
    """
    if grid.one_page:
        return 1
    if grid.breaks or grid.header < 0:
        return 0
    ems = list(grid.ems)
    capacity = page_points(ems, landscape=grid.landscape, paper=grid.paper)
    whole = sum(high for line, high in zip(grid.lines, heights, strict=True) if not line.hidden)
    body = capacity - heights[grid.header]
    pages = math.ceil((whole - heights[grid.header]) / body)
    if pages < 2:
        return 0
    smaller = ((pages - 1) * body + heights[grid.header]) / whole
    readable = _scale(ems, landscape=grid.landscape, paper=grid.paper) * smaller >= _LEAST_SCALE
    return pages - 1 if smaller >= _LEAST_SMALLER and readable else 0


def frozen(
    ems: Sequence[float], heights: Sequence[float], lines: Sequence[Line], *, columns: int, rows: int
) -> tuple[int, int]:
    """Return how many of the first columns and rows stand still, so that room enough is left to scroll.

    Rows that would take too much do not stand still at all; of the columns the first ones do.
    """
    high = sum(one for one, line in zip(heights[:rows], lines, strict=False) if not line.hidden)
    while columns and sum(map(points_wide, ems[:columns])) > FREEZE_WIDE_POINTS:
        columns -= 1
    return columns, rows if high <= FREEZE_POINTS else 0


def page_breaks(lines: Sequence[Line], heights: Sequence[float], header: int, capacity: float) -> list[int]:
    """Return the rows (from 1) after which a page ends: before any block that would not fit as a whole.

    Lines that say ``keep_next`` form a block with the next one. A block higher than a page, or one that
    would leave a page rather empty, is left to break by itself; the last one stays whole, for that costs no
    page. The header is repeated on every page.
    """
    breaks: list[int] = []
    used = 0.0
    start = 0
    while start < len(lines):
        end = start
        while lines[end].keep_next and end + 1 < len(lines):
            end += 1
        block = sum(
            height
            for line, height in zip(lines[start : end + 1], heights[start:], strict=False)
            if not line.hidden
        )
        last = end + 1 == len(lines)
        if used + block > capacity >= block and (last or used > capacity * _FULL_ENOUGH):
            breaks.append(start)
            used = heights[header]
        used += block
        while used > capacity:
            used -= capacity - heights[header]
        start = end + 1
    return breaks
