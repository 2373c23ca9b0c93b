"""The looks of a form: grey is fixed, pale yellow is to be filled in."""

from __future__ import annotations

from dxdesk.excel import styles as s
from dxdesk.excel.styles import PLAIN, Look, number_of

__all__ = ["PLAIN"]

_BOTTOM = ("", s.LINE, "", "")
_BOX = (s.YELLOW_LINE, s.YELLOW_LINE, s.YELLOW_LINE, s.YELLOW_LINE)

TITLE = number_of(Look(size=18, bold=True, color=s.STRONG))
YEAR = number_of(Look(size=11, color=s.MUTED, across="right"))
LABEL = number_of(Look(size=9, color=s.MUTED, fill=s.GREY, lines=(s.LINE, s.LINE, "", "")))
VALUE = number_of(Look(lines=(s.LINE, s.LINE, "", "")))
NAME = number_of(Look(size=12, bold=True, lines=(s.LINE, s.LINE, "", "")))
DEADLINE = number_of(Look(bold=True, color=s.ATTENTION, lines=(s.LINE, s.LINE, "", "")))
GUIDE = number_of(Look(size=10, down="center"))
PURPOSE = number_of(Look(size=8.5, color=s.MUTED, down="top"))

SLIP = number_of(Look(bold=True, color=s.ATTENTION))
REASON_LABEL = number_of(Look(size=9, bold=True, color=s.ATTENTION, fill=s.ATTENTION_WASH, down="top"))
REASON = number_of(Look(color=s.TEXT, fill=s.ATTENTION_WASH, down="top"))

HEADER = number_of(
    Look(size=9, bold=True, color=s.MUTED, fill=s.GREY_DARK, across="center", lines=("", s.LINE_DARK, "", ""))
)
SECTION = number_of(Look(size=11, bold=True, color=s.ACCENT, lines=("", s.ACCENT, "", "")))

_ITEM = (s.ACCENT, s.LINE, "", "")
NUMBER = number_of(Look(size=11, bold=True, color=s.ACCENT, fill=s.GREY, across="center", lines=_ITEM))
SKILL = number_of(Look(size=11, bold=True, fill=s.GREY, lines=_ITEM))
FIXED = number_of(Look(fill=s.GREY, across="center", lines=_ITEM))
LEVEL = number_of(Look(size=14, bold=True, fill=s.YELLOW, across="center", lines=_BOX, locked=False))
ANSWER = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, locked=False))
ROOM = number_of(Look(size=40, wrap=False))

KNOWN_LABEL = number_of(Look(size=9, color=s.ACCENT, fill=s.WASH, down="top", lines=_BOTTOM))
KNOWN = number_of(Look(size=9.5, fill=s.WASH, down="top", lines=_BOTTOM))
CRITERION_LABEL = number_of(
    Look(size=10, bold=True, color=s.MUTED, across="center", down="top", lines=_BOTTOM)
)
CRITERION = number_of(Look(size=10, down="top", lines=_BOTTOM))
WANTED_LABEL = number_of(Look(size=10, bold=True, color=s.ACCENT, across="center", down="top", lines=_BOTTOM))
WANTED = number_of(Look(size=10, bold=True, down="top", lines=_BOTTOM))

LINE = number_of(Look(size=9.5, fill=s.YELLOW, lines=_BOX, locked=False))
COMMENT = number_of(Look(fill=s.YELLOW, down="top", lines=_BOX, locked=False))
ACTION = number_of(Look(bold=True, fill=s.YELLOW, across="center", lines=_BOX, locked=False))
NOTE = number_of(Look(size=9, color=s.MUTED, down="center", indent=1))
