"""Where the pages of a sheet end, so that no question is torn from its answer."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.excel.grid import Line
from dxdesk.excel.textsize import points_wide

SIDE_INCHES, TOP_INCHES, BOTTOM_INCHES = 0.39, 0.5, 0.6
"""Margins of all our sheets; the footer stands within the lower one."""

_A4_POINTS = (595.3, 841.9)
_RESERVE = 0.97
"""Programs round every row up a little; a page planned too full would leave one row on a page of its own."""

_FULL_ENOUGH = 0.7
"""A page emptier than this is filled up, even if that tears a block: people count pages, too."""


def page_points(ems: Sequence[float]) -> float:
    """Return how many points of rows a portrait page holds once the columns are fitted to its width."""
    wide = sum(map(points_wide, ems))
    scale = min(1.0, (_A4_POINTS[0] - 2 * 72 * SIDE_INCHES) / wide)
    return (_A4_POINTS[1] - 72 * (TOP_INCHES + BOTTOM_INCHES)) / scale * _RESERVE


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
