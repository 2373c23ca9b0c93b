"""The looks of tables and maps: a header between dark lines, every level on a ground of its own."""

from __future__ import annotations

from functools import cache

from dxdesk.domain import shades
from dxdesk.excel import styles as s
from dxdesk.excel.styles import PLAIN, Look, number_of
from dxdesk.ports.workbooks import USUAL_TOP

__all__ = ["PLAIN"]

_BOTTOM = ("", s.LINE, "", "")

TITLE = number_of(Look(size=16, bold=True, color=s.STRONG))
WHO = number_of(Look(size=12, bold=True))
GUIDE = number_of(Look(size=10))
NOTE = number_of(Look(size=9, color=s.MUTED))
ISSUED = number_of(Look(size=10, across="right"))
FROM = s.variant(ISSUED, size=11)
SUBJECT = number_of(Look(size=14, bold=True, color=s.STRONG, across="center"))
NOTES = number_of(Look(size=11, across="center"))
STRESS = number_of(Look(size=10.5, bold=True, color=s.ATTENTION))

_HEADER = Look(indent=1, size=9, bold=True, lines=(s.FRAME, s.FRAME, "", ""))
HEADER = number_of(_HEADER)
HEADER_NUMBER = s.variant(HEADER, across="right", indent=1)
HEADER_LEVEL = s.variant(HEADER, across="center", indent=0)

TEXT = (
    number_of(Look(lines=_BOTTOM, indent=1)),
    number_of(Look(lines=_BOTTOM, indent=1, bold=True, fill=s.WASH)),
)
ANSWER = number_of(
    Look(
        fill=s.YELLOW,
        lines=(s.FRAME, s.FRAME, s.FRAME, s.FRAME),
        framed=True,
        indent=1,
        number_format=49,
        locked=False,
    )
)
"""A cell in which somebody answers: as those of a form. It is text, so that 3/31 stays as it is typed."""

NUMBER = tuple(s.variant(style, across="right", number_format=3, wrap=False) for style in TEXT)

DECIMAL = tuple(s.variant(style, number_format=166) for style in NUMBER)

FIGURES = (
    NUMBER,
    *(tuple(s.variant(style, number_format=167 + more) for style in NUMBER) for more in (-1, 0, 1)),
)
"""Of a figure with so many decimals, which stay as they are printed: 3.500 is not 3.5."""

PERCENT = tuple(s.variant(style, number_format=169) for style in NUMBER)

_PLAIN_LEVEL = tuple(s.variant(style, across="center", indent=0) for style in TEXT)


_WHITE_LINES = ("FFFFFF", "FFFFFF", "FFFFFF", "FFFFFF")


@cache
def level_style(level: int | None, top: int = USUAL_TOP, *, strong: bool = False) -> int:
    """Return the style of a level on a scale of 0 to ``top``: a ground of its own; none is plain."""
    if level is None:
        return _PLAIN_LEVEL[strong]
    # A label may name a higher level than its scale was said to have: still no neighbour's colour.
    ground = shades.ground(level, max(top, level))
    ink = shades.ink(ground, f"#{s.TEXT.lower()}")
    fill, color = (colour.removeprefix("#").upper() for colour in (ground, ink))
    return number_of(Look(fill=fill, color=color, across="center", lines=_WHITE_LINES, bold=True))


HEADER_UPRIGHT = s.variant(HEADER_LEVEL, upright=True)
LEGEND = number_of(Look(size=9, across="center", wrap=False))
HATCHED = number_of(
    Look(
        fill="FFFFFF", pattern="lightUp", across="center",
        lines=_WHITE_LINES,
    )
)  # fmt: skip
"""A cell to which no level can be given."""

_MARK_FORMATS = {"": 1, "▲": 164, "▼": 165}


@cache
def map_style(text: str, mark: str, top: int = USUAL_TOP) -> int:
    """Return the style of a map's cell; a mark is shown by the number's format."""
    if not text:
        return _PLAIN_LEVEL[0]
    if not text[0].isdigit():
        return HATCHED
    style = level_style(int(float(text) + 0.5), top)
    return s.variant(style, number_format=166 if "." in text else _MARK_FORMATS.get(mark, 1))


def legend_style(mark: str, top: int = USUAL_TOP) -> int:
    """Return the style of a legend's chip: that of the cells it explains."""
    if mark.isdecimal():
        return s.variant(level_style(int(mark), top), size=9, wrap=False)
    return LEGEND if mark in _MARK_FORMATS else s.variant(HATCHED, size=9, wrap=False)
