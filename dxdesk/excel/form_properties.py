"""What a filled layout says of itself: its properties, and that it is to be handled with care.

What the office set stays as it is; only what its file leaves open is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dxdesk.excel.styles import FONT
from dxdesk.ports.workbooks import FormFill

_NOBODY = "openpyxl"
"""Whom the library names as the author of a file that names none."""
_PLACES = ("right", "center", "left")


def describe(book: Any, fill: FormFill) -> None:
    """Set title, author and caution of a filled layout, each where the office's file has none.

    The caution stands in the header of every page of every sheet, where nothing in the layout says it.
    """
    properties = book.properties
    properties.title = properties.title or fill.title or None
    if properties.creator in (None, "", _NOBODY):
        properties.creator = fill.office
    if not fill.caution:
        return
    properties.keywords = properties.keywords or fill.caution
    if any(_says(sheet, fill.caution) for sheet in book.worksheets):
        return
    for sheet in book.worksheets:
        for header in _headers(sheet):
            _add(header, fill.caution)


def _says(sheet: Any, caution: str) -> bool:
    """Tell whether a cell, a header or a footer of a sheet says the caution, however it is spaced."""
    odd, even = (sheet.oddHeader, sheet.oddFooter), (sheet.evenHeader, sheet.evenFooter)
    margins = (*odd, *even, sheet.firstHeader, sheet.firstFooter)
    told = [getattr(margin, place).text or "" for margin in margins for place in _PLACES]
    told += [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return any(caution in "".join(text.split()) for text in told)


def _headers(sheet: Any) -> Iterator[Any]:
    """Yield the headers that are printed: other ones of first and of even pages only where there are."""
    yield sheet.oddHeader
    if sheet.HeaderFooter.differentFirst:
        yield sheet.firstHeader
    if sheet.HeaderFooter.differentOddEven:
        yield sheet.evenHeader


def _add(header: Any, caution: str) -> None:
    """Say the caution at the right of a header, or where there is room; below what stands there otherwise."""
    free = next((place for place in _PLACES if not getattr(header, place).text), "")
    part = getattr(header, free or _PLACES[0])
    if free:
        part.font, part.size = f"{FONT},標準", 9
    part.text = caution if free else f"{part.text}\n{caution}"
