"""Cells that are struck through: in a list that people keep by hand, what is struck no longer holds.

The parser sees values only. Nearly no workbook strikes anything through, so each part is first asked for
the word alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from dxdesk.excel.cells import position
from dxdesk.excel.markup import local, stream, stream_flat
from dxdesk.excel.struck import is_struck

_HINT = b"strike"
KEPT = 10_000
"""Struck cells of one sheet that are remembered."""

_NEAR = 40_000
"""Bytes before a struck piece in which its cell begins."""


def struck_styles(styles: bytes, part: str) -> frozenset[str]:
    """Return the numbers of the cell styles whose letters are struck through.

    Raises:
        KnownError: file-broken, file-suspicious or xml-forbidden.
    """
    if _HINT not in styles:
        return frozenset()
    fonts: list[bool] = []
    cells: list[str] = []
    section = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal section
        kind = local(name)
        if kind in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            section = kind
        elif section == "fonts" and kind == "font":
            fonts.append(False)
        elif section == "fonts" and kind == "strike" and fonts:
            fonts[-1] = is_struck(attributes)
        elif section == "cellXfs" and kind == "xf":
            cells.append(attributes.get("fontId", "0"))

    stream(styles, start, part)
    struck = {str(number) for number, out in enumerate(fonts) if out}
    return frozenset(str(number) for number, font in enumerate(cells) if font in struck)


def struck_texts(strings: bytes, part: str) -> frozenset[str]:
    """Return the numbers of the shared texts of which a piece is struck through.

    Raises:
        KnownError: file-broken, file-suspicious or xml-forbidden.
    """
    if _HINT not in strings:
        return frozenset()
    found: set[str] = set()
    number = -1

    def start(name: str, attributes: list[str]) -> None:
        nonlocal number
        kind = local(name)
        if kind == "si":
            number += 1
        elif kind == "strike" and is_struck(dict(zip(attributes[::2], attributes[1::2], strict=True))):
            found.add(str(number))

    stream_flat(strings, start, part, "")
    return frozenset(found)


def struck_cells(sheet: bytes, styles: Collection[str], texts: Collection[str]) -> frozenset[tuple[int, int]]:
    """Return row and column, from 1, of the cells of a sheet's XML that have one of these styles or texts."""
    found: set[tuple[int, int]] = set()
    if styles:
        shown = b"|".join(style.encode() for style in sorted(styles))
        pattern = rb"""<(?:\w+:)?c\b(?=[^>]*\bs=["'](?:%s)["'])([^>]*)(?<!/)>""" % shown
        for cell in re.finditer(pattern, sheet):
            _add(found, cell[1])
    if texts:
        for cell in re.finditer(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?v>\s*(\d+)\s*<", sheet):
            if cell[2].decode() in texts and re.search(rb"""\bt=["']s["']""", cell[1]):
                _add(found, cell[1])
    for piece in islice(_PIECE.finditer(sheet), KEPT):  # of a text that stands in the sheet itself
        begin = max(piece.start() - _NEAR, 0)
        own = _CELL.match(sheet, max(sheet.rfind(b"<c ", begin, piece.start()), 0))
        if own is not None:
            _add(found, own[1])
    return frozenset(found)


_PIECE = re.compile(rb"""<strike(?![^>]*\bval=["'](?:0|false)["'])""")
_CELL = re.compile(rb"<c ([^>]*)>")
_REF = re.compile(rb"""\br=["']([A-Za-z]{1,3}\d{1,7})["']""")


def _add(found: set[tuple[int, int]], attributes: bytes) -> None:
    ref = _REF.search(attributes)
    place = position(ref[1].decode()) if ref else None
    if place is not None and len(found) < KEPT:
        found.add(place)
