"""The looks of a form: white is fixed, pale yellow in a dark frame is to be filled in.

Small text stands on white: a printer of one bit makes dots of any tint, and they eat thin strokes.
"""

from __future__ import annotations

from dxdesk.excel import styles as s
from dxdesk.excel.styles import PLAIN, Look, number_of

__all__ = ["PLAIN"]

_BOTTOM = ("", s.LINE, "", "")
_BOTH = (s.LINE, s.LINE, "", "")
_ITEM = (s.ACCENT, s.LINE, "", "")
_REASON = (s.ATTENTION_LINE, s.ATTENTION_LINE, "", "")
_BOX = (s.FRAME, s.FRAME, s.FRAME, s.FRAME)

# Labels as wide as their columns get smaller in a wider font, not a second line that is cut.
TITLE = number_of(Look(size=18, bold=True, color=s.STRONG))
YEAR = number_of(Look(size=11, color=s.MUTED, across="right"))
LABEL = number_of(Look(size=9, color=s.TEXT, lines=_BOTH, wrap=False, shrink=True))
VALUE = number_of(Look(lines=_BOTH))
NAME = number_of(Look(size=12, bold=True, lines=_BOTH))
DEADLINE = number_of(Look(size=11, bold=True, color=s.ATTENTION, lines=_BOTH))
GUIDE = number_of(Look(size=9.5))
PURPOSE = number_of(Look(size=9, color=s.MUTED))

SLIP = number_of(Look(size=11, bold=True, color=s.ATTENTION))
REASON = number_of(Look(size=10.5, fill=s.ATTENTION_WASH, lines=_REASON))
REASON_LABEL = s.variant(REASON, size=9, bold=True, color=s.ATTENTION, down="center", wrap=False, shrink=True)

HEADER = number_of(
    Look(
        size=9,
        bold=True,
        across="center",
        lines=(s.FRAME, s.FRAME, "", ""),
        wrap=False,
        shrink=True,
    )
)
SECTION = number_of(Look(size=11, bold=True, color=s.ACCENT))

NUMBER = number_of(Look(size=11, bold=True, color=s.STRONG, across="center", lines=_ITEM))
NUMBER_RETURNED = s.variant(NUMBER, color=s.ATTENTION, fill=s.ATTENTION_WASH)
SKILL = number_of(Look(size=11, bold=True, lines=_ITEM))
FIXED = number_of(Look(across="center", lines=_ITEM))
ANSWER = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, framed=True, locked=False))
LEVEL = s.variant(ANSWER, size=11, bold=True, across="center", down="center")
ROOM = number_of(Look(size=32))

KNOWN = number_of(Look(lines=_BOTTOM))
KNOWN_LABEL = s.variant(KNOWN, size=9, color=s.STRONG, down="center", wrap=False, shrink=True)
CRITERION = number_of(Look(size=10.5))
CRITERION_LABEL = s.variant(CRITERION, size=10, across="center")
WANTED = CRITERION
WANTED_LABEL = s.variant(CRITERION_LABEL, bold=True, color=s.STRONG, fill=s.WASH)
"""The level that is asked for: bold on a tint, which stands behind its label alone."""
FIRST_OF_LEVEL = {
    number: s.variant(number, lines=(s.LINE, "", "", ""))
    for number in (CRITERION, CRITERION_LABEL, WANTED, WANTED_LABEL)
}
"""The same looks with a hairline above, for the first statement of a level."""

LINE = number_of(Look(fill=s.YELLOW, lines=_BOX, framed=True, locked=False))
LINE_DATE = s.variant(LINE, wrap=False, shrink=True)
COMMENT = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, framed=True, locked=False))
ACTION = number_of(Look(bold=True, fill=s.YELLOW, across="center", lines=_BOX, framed=True, locked=False))
LEFT = number_of(Look(size=11, bold=True, color=s.STRONG, lines=_BOTH, across="center"))
NOTE = number_of(Look(size=9.5, color=s.MUTED, indent=1))
SMALL_NOTE = s.variant(NOTE, size=8.5)
HINT = s.variant(NOTE, wrap=False)
