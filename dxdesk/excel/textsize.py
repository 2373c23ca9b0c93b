"""How much room a text takes in a cell, because spreadsheet programs do not size merged cells."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from dxdesk.domain.text import plain

POINTS_PER_EM_LINE = 1.24
"""Height of a line of text per point of its size, with the air a reader needs."""

_NARROWER, _WIDER_APART = 0.9, 1.4
"""What columns lose and what a further line takes in another font (LibreOffice without it, Meiryo)."""

MAX_ROW_POINTS = 409.0
"""Excel's own limit for the height of a row."""

_PIXELS_PER_POINT = 96 / 72
_MEASURING_ERROR = 0.15
_PADDING_PIXELS = 6
_NARROW = "il.,:;'|!()・。、「」『』【】〔〕\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff3b\uff3d"
"""Letters that the base font, a proportional one, sets in at most six tenths of its size."""

_DIGIT_PIXELS = 10
"""Width of the widest digit of the base font at 10 points, in which column widths are counted."""


def column_width(ems: float) -> float:
    """Return the workbook's column width that shows ``ems`` full-width characters of the base font."""
    pixels = ems * 10 * _PIXELS_PER_POINT + _PADDING_PIXELS
    return round(pixels / _DIGIT_PIXELS, 2)


def points_wide(ems: float) -> float:
    """Return how wide such a column is on paper at 100 %."""
    return ems * 10 + _PADDING_PIXELS / _PIXELS_PER_POINT


@lru_cache(maxsize=8192)
def _char_ems(char: str, *, other: bool = False) -> float:
    if char in _NARROW and not other:
        return 0.6
    if unicodedata.combining(char) or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF:
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    if other:
        return 0.6 if char.isalnum() else 0.45
    return 0.72 if char.isupper() or char.isdigit() else 0.62


@lru_cache(maxsize=4096)
def text_ems(text: str, *, other: bool = False) -> float:
    """Return the width of one line of text in units of its size; ``other``: in a font not the base one."""
    return sum(_char_ems(char, other=other) for char in text)


@lru_cache(maxsize=4096)
def line_count(text: str, ems: float, *, other: bool = False) -> int:
    """Return how many lines a text takes in a cell ``ems`` of its own size wide (at least 1)."""
    # A character that may not start a line pulls its neighbour down: keep one free.
    usable = max(ems - 0.9, 1.0)
    lines = 0
    for paragraph in plain(text).split("\n"):
        width = 0.0
        lines += 1
        # Of another font nobody knows the widths so well: what just fits is given a line more.
        if text_ems(paragraph, other=other) <= (usable if other else ems - _MEASURING_ERROR):
            continue
        for char in paragraph:
            step = _char_ems(char, other=other)
            width += step
            if width > usable:
                lines += 1
                width = step
    return max(lines, 1)


def height(text: str, ems: float, size: float, *, spare: bool = False) -> float:
    """Return the points a text needs in a cell ``ems`` base ems wide (base: 10 points) at a size.

    ``spare`` leaves room for programs that lack the base font: the columns they make are narrower, and the
    fonts they take set 「、。」 wider and their lines wider apart.
    """
    lines = line_count(text, round(ems * 10 / size, 2))
    if spare:
        lines = max(lines, line_count(text, round(ems * _NARROWER * 10 / size, 2), other=True))
    more = (lines - 1) * size * (_WIDER_APART if spare else POINTS_PER_EM_LINE)
    return size * POINTS_PER_EM_LINE + more + (3 if lines > 1 else 1)
