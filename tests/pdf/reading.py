"""Reading printed PDFs back."""

from __future__ import annotations

import io
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PdfReader


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def pieces_of(pdf: bytes) -> list[str]:
    """Return every text as it was set: one line of a paragraph or of a cell each."""
    found: list[str] = []
    for page in read(pdf).pages:
        page.extract_text(visitor_text=lambda text, *_: found.append(text.strip()))
    return [text for text in found if text]


def composite_fonts(pdf: bytes) -> list[Any]:
    found: dict[str, Any] = {}
    for page in read(pdf).pages:
        for name, reference in page["/Resources"]["/Font"].items():
            found[name] = reference.get_object()
    return list(found.values())


def embedded(font: Any) -> TTFont:
    """Return the font file embedded for a composite font of the PDF."""
    descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    return TTFont(io.BytesIO(descriptor["/FontFile2"].get_object().get_data()))


def glyph_for(font: Any, text: str) -> int | None:
    """Return the number of the embedded glyph that copies back as ``text``."""
    target = text.encode("utf-16-be").hex().upper()
    for line in font["/ToUnicode"].get_object().get_data().decode("ascii").splitlines():
        if line.endswith(f" <{target}>"):
            code = int(line[1:5], 16)
            numbers = font["/DescendantFonts"][0].get_object()["/CIDToGIDMap"].get_object().get_data()
            return int.from_bytes(numbers[2 * code : 2 * code + 2], "big")
    return None


def box_width(font: TTFont, number: int) -> int:
    glyph = font["glyf"][font.getGlyphName(number)]
    return int(glyph.xMax - glyph.xMin)
