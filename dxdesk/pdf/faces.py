"""One font file: which characters and variants it has, how wide they are, and a subset of it."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from dxdesk.pdf import truetype

_RESTRICTED_LICENCE = 0x0002
_NO_SUBSETTING = 0x0100
_BITMAP_ONLY = 0x0200
_JIS_CODE_PAGE = 17
_OTHER_CODE_PAGES = (18, 19, 20, 21)
"""Simplified Chinese, Korean, traditional Chinese, Korean Johab (OpenType spec, OS/2, ulCodePageRange1)."""
_LEAST_KANJI = 100
_MOST_FONTS_IN_A_FILE = 64

EUDC_NAME = "eudc.tte"
"""Windows' own file of locally drawn characters (外字)."""


class UnusableFont(Exception):
    """This file cannot be drawn from: not TrueType outlines, damaged, or its licence forbids embedding."""


class UnreadableFont(UnusableFont):
    """This file could not be read just now, e.g. from a drive that is away: another time it may be."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A parsed TrueType font; widths and metrics are in 1/1000 of the type size.

    ``cmap`` maps a character to a glyph number, ``variants`` a (character, selector) pair.
    ``local`` tells that the municipality put the font there itself, so its 外字 are meant.
    """

    path: Path
    number: int
    name: str
    cmap: dict[str, int]
    variants: dict[tuple[str, str], int]
    widths: list[float]
    ascent: float
    descent: float
    cap_height: float
    bbox: tuple[float, float, float, float]
    italic_angle: float
    weight: int
    fixed_pitch: bool
    local: bool

    def subset(self, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
        """Return a TrueType file with only ``glyphs`` and the new number of each of them."""
        return truetype.subset(_open(self.path, self.number), glyphs)


def faces_in(path: Path, *, local: bool = False, judged: bool = False) -> tuple[Face, ...]:
    """Return the faces of a font file (several in a ``.ttc``).

    Args:
        path: a .ttf, .ttc, .otf or .tte file.
        local: the municipality put the file there itself, so its 外字 are meant and licence bits of
            an own EUDC file do not matter.
        judged: leave out (quickly) faces that are not made for Japanese, by their code pages and glyphs.

    Raises:
        UnreadableFont: the file cannot be read now; nothing is known about what is in it.
        UnusableFont: nothing in the file can be embedded as TrueType, or nothing is wanted.
    """
    found: list[Face] = []
    reason = "no faces"
    for number in range(_count(path)):
        try:
            found.append(_parse(path, number, local=local, judged=judged))
        except UnreadableFont:
            raise
        except UnusableFont as error:
            reason = str(error)
    if not found:
        raise UnusableFont(f"{path.name}: {reason}")
    return tuple(found)


def _count(path: Path) -> int:
    """Return how many fonts a file says it holds (the header of a collection, OpenType spec "ttcf")."""
    try:
        with path.open("rb") as stream:
            header = stream.read(12)
    except OSError as error:
        raise UnreadableFont(str(error)) from error
    if not header.startswith(b"ttcf"):
        return 1
    return min(int.from_bytes(header[8:12], "big"), _MOST_FONTS_IN_A_FILE)


def _open(path: Path, number: int) -> Any:
    # Read at once: an open handle would keep Windows from replacing the file in the fonts folder.
    font = TTFont(io.BytesIO(path.read_bytes()), fontNumber=number, lazy=True)
    # Glyphs are named by their number: real names would have to be read or made up for every glyph.
    font.setGlyphOrder([str(glyph) for glyph in range(font["maxp"].numGlyphs)])
    return font


def _parse(path: Path, number: int, *, local: bool, judged: bool) -> Face:
    try:
        if judged:
            _refuse_foreign(path, number)
        font = _open(path, number)
        _refuse_unusable(font, path)
        return _face_of(font, path, number, local=local)
    except UnusableFont:
        raise
    except (OSError, MemoryError) as error:
        raise UnreadableFont(f"{path.name}: {type(error).__name__}") from error
    except Exception as error:
        # fontTools meets damaged files with any exception it happens to run into (struct.error,
        # AssertionError, KeyError …); a foreign file in a folder must not stop every print.
        raise UnusableFont(f"damaged: {type(error).__name__}") from error


def _refuse_foreign(path: Path, number: int) -> None:
    """Look at the head of the file only: a machine has hundreds of fonts, some of 30 MB.

    A font that names Japanese among its code pages is taken at its word. One that names none of East Asia
    (a font of rare kanji, one made by an office) is judged by the glyphs it has. One that names Chinese or
    Korean alone would draw their shapes, though it has the characters.
    """
    with path.open("rb") as stream:
        font = TTFont(stream, fontNumber=number, lazy=True)
        pages = getattr(font.get("OS/2"), "ulCodePageRange1", 0)
        if pages >> _JIS_CODE_PAGE & 1:
            return
        if any(pages >> page & 1 for page in _OTHER_CODE_PAGES):
            raise UnusableFont("a Chinese or Korean font")
        if sum(map(_is_kanji, font.getBestCmap() or ())) < _LEAST_KANJI:
            raise UnusableFont("not a Japanese font")


def _is_kanji(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def _refuse_unusable(font: Any, path: Path) -> None:
    if "glyf" not in font or "cmap" not in font:
        raise UnusableFont("no TrueType outlines")
    size = path.stat().st_size
    if any(entry.offset + entry.length > size for entry in font.reader.tables.values()):
        raise UnusableFont("the file is cut off")
    os2 = font.get("OS/2")
    forbidden = _RESTRICTED_LICENCE | _NO_SUBSETTING | _BITMAP_ONLY
    if os2 is not None and os2.fsType & forbidden and path.name.lower() != EUDC_NAME:
        raise UnusableFont("its licence forbids embedding a subset")


def _face_of(font: Any, path: Path, number: int, *, local: bool) -> Face:
    head, hhea, os2 = font["head"], font["hhea"], font.get("OS/2")
    scale = 1000 / head.unitsPerEm
    best = font.getBestCmap() or {}
    return Face(
        path=path,
        number=number,
        name=_postscript_name(font, path),
        cmap={chr(code): int(glyph) for code, glyph in best.items() if not 0xD800 <= code <= 0xDFFF},
        variants=_variants(font, best),
        widths=[round(advance * scale, 3) for advance in _advances(font)],
        ascent=hhea.ascent * scale,
        descent=hhea.descent * scale,
        cap_height=(getattr(os2, "sCapHeight", 0) or hhea.ascent * 0.8) * scale,
        bbox=(head.xMin * scale, head.yMin * scale, head.xMax * scale, head.yMax * scale),
        italic_angle=font["post"].italicAngle if "post" in font else 0.0,
        weight=os2.usWeightClass if os2 is not None else 400,
        fixed_pitch=bool(font["post"].isFixedPitch) if "post" in font else False,
        local=local or path.name.lower() == EUDC_NAME,
    )


def _advances(font: Any) -> list[int]:
    """Return the advance of every glyph in font units; the last one written counts for all later ones."""
    full: int = font["hhea"].numberOfHMetrics
    count: int = font["maxp"].numGlyphs
    advances: list[int] = list(struct.unpack(f">{full * 2}H", font.reader["hmtx"][: full * 4])[::2])
    return advances + advances[-1:] * (count - full)


def _variants(font: Any, best: dict[int, str]) -> dict[tuple[str, str], int]:
    """Return the pairs of format 14; a "default" pair means the base character's own glyph."""
    found: dict[tuple[str, str], int] = {}
    for table in font["cmap"].tables:
        if table.format != 14:
            continue
        for selector, pairs in table.uvsDict.items():
            for base, name in pairs:
                glyph = name if name is not None else best.get(base)
                if glyph is not None:
                    found[chr(base), chr(selector)] = int(glyph)
    return found


def _postscript_name(font: Any, path: Path) -> str:
    raw = font["name"].getDebugName(6) if "name" in font else None
    plain = "".join(
        char for char in (raw or path.stem) if char.isascii() and (char.isalnum() or char in "-_")
    )
    return plain or "Font"
