"""Breaking Japanese text into lines (禁則処理, after JIS X 4051 as far as an office document needs it).

Closing marks and small kana never begin a line, opening brackets never end one, Latin words and numbers
stay whole, and a base character is never parted from its selector. A line that would break badly gives
its last characters to the next one (追い出し); nothing hangs into the margin. A blank near the end is
the preferred place: family and given name then stay whole.
"""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.marks import NEVER_FIRST, NEVER_LAST
from dxdesk.pdf.clusters import clusters

_NEVER_PARTED = frozenset("―…‥—")
# Sums of rounded widths; a thousandth of a type size is invisible.
_TOLERANCE = 1.0
_LOOK_BACK = 5
_LONELY = 3
_COMPANY = 5

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of ``text``; a line feed begins a new one.

    Args:
        text: any text; blanks at a line's end are dropped.
        width: the room, in the unit of ``measure`` (1/1000 of the type size).
        measure: the width of one cluster.
    """
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        lines.extend(_less_lonely(_wrap_paragraph(clusters(paragraph.rstrip()), width, measure)))
    return lines


def _less_lonely(lines: list[str]) -> list[str]:
    """Return the lines with company for a last one of up to three characters (「る。」)."""
    if len(lines) < 2 or len(clusters(lines[-1])) > _LONELY:
        return lines
    parts, last = clusters(lines[-2]), clusters(lines[-1])
    if len(parts) <= 3 * _COMPANY:
        return lines
    joined = parts + last
    for position in range(len(joined) - _COMPANY, len(parts) - _COMPANY - 4, -1):
        if _may_break(joined[position - 1], joined[position]):
            return [*lines[:-2], "".join(joined[:position]).rstrip(), "".join(joined[position:]).lstrip(" ")]
    return lines


def _wrap_paragraph(parts: list[str], width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    start, used, at = 0, 0.0, 0
    while at < len(parts):
        used += measure(parts[at])
        if used <= width + _TOLERANCE or at == start or parts[at].isspace():
            at += 1
            continue
        end = _break_before(parts, start, at)
        lines.append("".join(parts[start:end]).rstrip())
        start = end
        while start < len(parts) and parts[start] == " ":
            start += 1
        at, used = start, 0.0
    if start < len(parts) or not lines:
        lines.append("".join(parts[start:]))
    return lines


def _break_before(parts: list[str], start: int, over: int) -> int:
    """Return where the line from ``start`` ends at the latest, ``over`` being the first part too many."""
    for position in range(over, max(start, over - _LOOK_BACK), -1):
        blank = parts[position - 1].isspace() or (parts[position] == " " and position > start)
        if blank and _binds_nothing(parts, start, position):
            return position
    for position in range(over, start, -1):
        if _may_break(parts[position - 1], parts[position]) and _binds_nothing(parts, start, position):
            return position
    # One long word or a row of brackets: cut where the room ends.
    return over


def _binds_nothing(parts: list[str], start: int, position: int) -> bool:
    """Tell whether the letters around a place may be parted; blanks fall away at a line's ends."""
    before = next((part for part in reversed(parts[start:position]) if not part.isspace()), " ")
    after = next((part for part in parts[position:] if not part.isspace()), " ")
    return before[0] not in NEVER_LAST and after[0] not in NEVER_FIRST


def _may_break(before: str, after: str) -> bool:
    if after[0] in NEVER_FIRST or before[0] in NEVER_LAST:
        return False
    if before[0] in _NEVER_PARTED and after[0] in _NEVER_PARTED:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(part: str) -> bool:
    char = part[0]
    return (char.isascii() and not char.isspace() and char not in "-/,;") or "\u00c0" <= char <= "\u024f"
