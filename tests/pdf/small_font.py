"""A tiny font drawn on the spot: boxes for the characters BIZ UD lacks, told apart by their width."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

YOSHI = "\U00020bb7"
KUZU_RARE = "葛\U000e0102"
GAIJI = "\ue000"
WIDTHS = {"yoshi": 1000, "kuzu": 900, "kuzu.rare": 800, "gaiji": 700}
"""Glyph to advance in 1/1000 of the size; the box is 100 units narrower."""


def box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 800))
    pen.lineTo((width - 50, 800))
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen.glyph()


def build(
    path: Path,
    *,
    licence: int = 0,
    japanese: bool = True,
    family: str = "Kakikake",
    more: str = "",
    pages: int | None = None,
) -> Path:
    """Write the font; ``licence`` is OS/2 fsType, ``pages`` its code pages, ``more`` what it has besides."""
    builder = FontBuilder(1000, isTTF=True)
    glyphs = {".notdef": box(500), "space": TTGlyphPen(None).glyph()}
    glyphs |= {name: box(width) for name, width in WIDTHS.items()}
    # 「外」 made of two parts, so that composite outlines are cut out right as well.
    pen = TTGlyphPen(glyphs)
    pen.addComponent("kuzu", (1, 0, 0, 1, 0, 0))
    pen.addComponent("gaiji", (0.5, 0, 0, 0.5, 10, 20))
    glyphs["composite"] = pen.glyph()
    glyphs |= {f"more{ord(char):x}": box(990) for char in more}
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(
        {ord(char): f"more{ord(char):x}" for char in more}
        | {0x20: "space", 0x20BB7: "yoshi", 0x845B: "kuzu", 0xE000: "gaiji", 0x20B9F: "composite"},
        uvs=[(0x845B, 0xE0102, "kuzu.rare"), (0x845B, 0xE0104, None)],
    )
    builder.setupGlyf(glyphs)
    advances = {".notdef": 500, "space": 300, "composite": 650, **WIDTHS}
    advances |= {f"more{ord(char):x}": 1000 for char in more}
    builder.setupHorizontalMetrics({name: (advances[name], 50) for name in glyphs})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": f"{family}-Regular"})
    builder.setupOS2(fsType=licence, ulCodePageRange1=pages or (1 << 17 if japanese else 1))
    builder.setupPost(keepGlyphNames=False)
    builder.save(path)
    return path
