"""The looks of a form: grey is fixed, pale yellow is to be filled in."""

from __future__ import annotations

from dxdesk.excel import styles as s
from dxdesk.excel.styles import PLAIN, Look, number_of

__all__ = ["PLAIN"]

_BOTTOM = ("", s.LINE, "", "")
_BOTH = (s.LINE, s.LINE, "", "")
_ITEM = (s.ACCENT, s.LINE, "", "")
_REASON = (s.ATTENTION_LINE, s.ATTENTION_LINE, "", "")
_BOX = (s.YELLOW_LINE, s.YELLOW_LINE, s.YELLOW_LINE, s.YELLOW_LINE)

# Labels as wide as their columns get smaller in a wider font, not a second line that is cut.
TITLE = number_of(Look(size=18, bold=True, color=s.STRONG))
YEAR = number_of(Look(size=11, color=s.MUTED, across="right"))
LABEL = number_of(Look(size=9, color=s.MUTED, fill=s.GREY, lines=_BOTH, wrap=False, shrink=True))
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
        color=s.MUTED,
        fill=s.GREY_DARK,
        across="center",
        lines=("", s.LINE_DARK, "", ""),
        wrap=False,
        shrink=True,
    )
)
SECTION = number_of(Look(size=11, bold=True, color=s.ACCENT))

NUMBER = number_of(Look(size=11, bold=True, color=s.ACCENT, fill=s.GREY, across="center", lines=_ITEM))
NUMBER_RETURNED = s.variant(NUMBER, color=s.ATTENTION, fill=s.ATTENTION_WASH)
SKILL = number_of(Look(size=11, bold=True, fill=s.GREY, lines=_ITEM))
FIXED = number_of(Look(fill=s.GREY, across="center", lines=_ITEM))
LEVEL = number_of(Look(size=11, bold=True, fill=s.YELLOW, across="center", lines=_BOX, locked=False))
ANSWER = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, locked=False))
ROOM = number_of(Look(size=32))

KNOWN = number_of(Look(fill=s.WASH, lines=_BOTTOM))
KNOWN_LABEL = s.variant(KNOWN, size=9, color=s.ACCENT, down="center", wrap=False, shrink=True)
CRITERION = number_of(Look(size=10.5, fill=s.GREY_LIGHT))
CRITERION_LABEL = s.variant(CRITERION, size=10, bold=True, color=s.MUTED, across="center")
WANTED = s.variant(CRITERION, fill=s.WASH)
WANTED_LABEL = s.variant(CRITERION_LABEL, color=s.ACCENT, fill=s.WASH)
FIRST_OF_LEVEL = {
    number: s.variant(number, lines=(s.LINE, "", "", ""))
    for number in (CRITERION, CRITERION_LABEL, WANTED, WANTED_LABEL)
}
"""The same looks with a hairline above, for the first statement of a level."""

LINE = number_of(Look(fill=s.YELLOW, lines=_BOX, locked=False))
LINE_DATE = s.variant(LINE, wrap=False, shrink=True)
COMMENT = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, locked=False))
ACTION = number_of(Look(bold=True, fill=s.YELLOW, across="center", lines=_BOX, locked=False))
NOTE = number_of(Look(size=9.5, color=s.MUTED, indent=1))
SMALL_NOTE = s.variant(NOTE, size=8.5)
HINT = s.variant(NOTE, wrap=False)
