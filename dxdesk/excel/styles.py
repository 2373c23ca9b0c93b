"""Looks of our workbooks: every cell style there is, numbered once for all workbooks.

A style's number is its place in ``styles.xml``. Each look is written twice: the odd number carries the
bit that keeps a text like ``=1+1`` a text when somebody edits the cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from xml.sax.saxutils import quoteattr

FONT = "BIZ UDPゴシック"
"""On Windows since 2018; where it is missing the spreadsheet program takes its own font."""

BASE_SIZE = 10

TEXT = "1D2733"
MUTED = "3F4A55"
ACCENT = "1F5F8B"
STRONG = "174A6E"
WASH = "EAF2F8"
LINE = "DFE3E8"
LINE_DARK = "B4BDC7"
YELLOW = "FFF8D6"
FRAME = "3B4652"
"""The frame of a cell to answer in: dark, so that it is one on paper without colour, too."""
ATTENTION = "9A4500"
ATTENTION_WASH = "FFF4E5"
ATTENTION_LINE = "F0C48F"

FORMATS = {164: '0"▲"', 165: '0"▼"', 166: "0.0", 167: "0.00", 168: "0.000", 169: "0.0%"}
"""Our own number formats: a level stays a number and still shows where it moved since last year."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks and whether it may be filled in. Colours are RRGGBB, sizes points.

    ``upright`` writes from top to bottom; ``shrink`` keeps a text that must not wrap on one line, smaller.
    The sides of ``lines`` are colours of hairlines: top, bottom,
    left, right (empty: none); with ``framed`` they are thick.
    """

    size: float = BASE_SIZE
    bold: bool = False
    color: str = TEXT
    fill: str = ""
    pattern: str = "solid"
    lines: tuple[str, str, str, str] = ("", "", "", "")
    heavy_top: bool = False
    framed: bool = False
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    indent: int = 0
    locked: bool = True
    upright: bool = False
    shrink: bool = False
    number_format: int = 49  # text; 0 is General, 3 whole numbers, from 164 on those of FORMATS


_looks: list[Look] = []
_numbers: dict[Look, int] = {}


def number_of(look: Look) -> int:
    """Return the number of a look, giving it one the first time."""
    found = _numbers.get(look)
    if found is None:
        found = _numbers[look] = 2 * len(_looks)
        _looks.append(look)
    return found


def look_of(number: int) -> Look:
    """Return the look behind a number."""
    return _looks[number // 2]


def variant(number: int, **changes: object) -> int:
    """Return the number of a look that differs from another in the given fields."""
    return number_of(replace(look_of(number), **changes))  # type: ignore[arg-type]


class _Parts:
    """Numbered, unique XML snippets: fonts, fills, borders."""

    def __init__(self, *first: str) -> None:
        self.snippets = list(first)

    def number(self, snippet: str) -> int:
        if snippet not in self.snippets:
            self.snippets.append(snippet)
        return self.snippets.index(snippet)

    def xml(self, tag: str) -> str:
        return f'<{tag} count="{len(self.snippets)}">{"".join(self.snippets)}</{tag}>'


def _font(look: Look) -> str:
    bold = "<b/>" if look.bold else ""
    return (
        f'<font>{bold}<sz val="{look.size:g}"/><color rgb="FF{look.color}"/><name val={quoteattr(FONT)}/>'
        '<family val="3"/><charset val="128"/></font>'
    )


def _fill(look: Look) -> str:
    if not look.fill:
        return '<fill><patternFill patternType="none"/></fill>'
    if look.pattern == "solid":
        return (
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/>'
            '<bgColor indexed="64"/></patternFill></fill>'
        )
    return (
        f'<fill><patternFill patternType="{look.pattern}"><fgColor rgb="FF{LINE_DARK}"/>'
        f'<bgColor rgb="FF{look.fill}"/></patternFill></fill>'
    )


def _border(look: Look) -> str:
    top, bottom, left, right = look.lines

    def side(tag: str, color: str, kind: str) -> str:
        return f'<{tag} style="{kind}"><color rgb="FF{color}"/></{tag}>' if color else f"<{tag}/>"

    usual = "medium" if look.framed else "thin"
    heavy = "medium" if look.heavy_top else usual
    return (
        f"<border>{side('left', left, usual)}{side('right', right, usual)}{side('top', top, heavy)}"
        f"{side('bottom', bottom, usual)}<diagonal/></border>"
    )


def _xf(look: Look, font: int, fill: int, border: int, quoted: bool) -> str:
    wrap = ' wrapText="1"' if look.wrap else ""
    shrink = ' shrinkToFit="1"' if look.shrink else ""
    indent = f' indent="{look.indent}"' if look.indent else ""
    upright = ' textRotation="255"' if look.upright else ""
    quote = ' quotePrefix="1"' if quoted else ""
    return (
        f'<xf numFmtId="{look.number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        f'{quote} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        ' applyProtection="1">'
        f'<alignment horizontal="{look.across}" vertical="{look.down}"{upright}{wrap}{indent}{shrink}/>'
        f'<protection locked="{int(look.locked)}"/></xf>'
    )


def stylesheet() -> bytes:
    """Return ``styles.xml`` with all looks known so far."""
    return _stylesheet(len(_looks))


@cache
def _stylesheet(count: int) -> bytes:
    fonts = _Parts(_font(Look()))
    fills = _Parts(
        '<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'
    )
    borders = _Parts("<border><left/><right/><top/><bottom/><diagonal/></border>")
    formats: list[str] = []
    for look in _looks[:count]:
        ids = fonts.number(_font(look)), fills.number(_fill(look)), borders.number(_border(look))
        formats += [_xf(look, *ids, quoted=False), _xf(look, *ids, quoted=True)]
    own = "".join(f'<numFmt numFmtId="{key}" formatCode={quoteattr(code)}/>' for key, code in FORMATS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<numFmts count="{len(FORMATS)}">{own}</numFmts>'
        f"{fonts.xml('fonts')}{fills.xml('fills')}{borders.xml('borders')}"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles>'
        '<dxfs count="0"/></styleSheet>'
    ).encode()


PLAIN = number_of(Look(wrap=False, number_format=0))
"""The first look: cells nobody thought about."""
