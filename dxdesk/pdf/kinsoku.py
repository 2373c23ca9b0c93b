"""Breaking Japanese text into lines (禁則処理), after JIS X 4051 and JLREQ as far as an office needs it.

Closing marks and small kana never begin a line, opening brackets never end one, Latin words and numbers
with their units stay whole in either width, and a base character is never parted from its selector. A line
that would break badly gives its last characters to the next one (追い出し); nothing hangs into the margin. A
blank near the end is the preferred place: family and given name then stay whole. A word in katakana goes to
the next line as a whole where the line stays long enough without it; so does a short text in brackets, a
figure with what it counts (18日, 102人), and the figure behind a name in a list (学務課 5、).
"""

from __future__ import annotations

from collections.abc import Callable

from dxdesk.domain.marks import BEHIND_FIGURES, INSEPARABLE, NEVER_FIRST, NEVER_LAST
from dxdesk.pdf.clusters import clusters

# Sums of rounded widths; a thousandth of a type size is invisible.
_TOLERANCE = 1.0
_LOOK_BACK = 5
_LONGEST_WORD = 12
_LEAST_FILLED = 0.6
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
        parts = clusters(paragraph.rstrip())
        spans = _less_lonely(parts, _spans(parts, width, measure))
        lines.extend("".join(parts[start:end]).rstrip() for start, end in spans)
    return lines


_Span = tuple[int, int]
"""Of a line: where it begins and ends in the clusters of its paragraph; blanks between two are dropped."""


def _less_lonely(parts: list[str], spans: list[_Span]) -> list[_Span]:
    """Return the lines with company for a last one of up to three characters (「る。」).

    A blank that was dropped between the two stands in the last one again, where they are parted elsewhere.
    """
    if len(spans) < 2 or spans[-1][1] - spans[-1][0] > _LONELY:
        return spans
    (start, end), (last, over) = spans[-2:]
    if end - start <= 3 * _COMPANY:
        return spans
    for position in range(over - _COMPANY, end - _COMPANY - 4, -1):
        if position < last and _is_place(parts, start, position) and not _in_katakana(parts, position):
            begins = next(at for at in range(position, over) if parts[at] != " ")
            return [*spans[:-2], (start, position), (begins, over)]
    return spans


def _spans(parts: list[str], width: float, measure: Measure) -> list[_Span]:
    spans: list[_Span] = []
    start, used, at = 0, 0.0, 0
    while at < len(parts):
        used += measure(parts[at])
        if used <= width + _TOLERANCE or at == start or parts[at].isspace():
            at += 1
            continue
        end = _break_before(parts, start, at)
        spans.append((start, _before_blanks(parts, start, end)))
        start = end
        while start < len(parts) and parts[start] == " ":
            start += 1
        at, used = start, 0.0
    if start < len(parts) or not spans:
        spans.append((start, len(parts)))
    return spans


def _before_blanks(parts: list[str], start: int, end: int) -> int:
    while end > start and parts[end - 1].isspace():
        end -= 1
    return end


def _break_before(parts: list[str], start: int, over: int) -> int:
    """Return where the line from ``start`` ends at the latest, ``over`` being the first part too many."""
    for position in range(over, max(start, over - _LOOK_BACK), -1):
        blank = parts[position - 1].isspace() or (parts[position] == " " and position > start)
        if blank and _binds_nothing(parts, start, position) and not _figure_of_list(parts, position):
            return position
    places = [place for place in range(over, start, -1) if _is_place(parts, start, place)]
    if places:
        return next((place for place in places if _keeps_words(parts, start, place, over)), places[0])
    # One long word or a row of brackets: cut where the room ends.
    return over


def _is_place(parts: list[str], start: int, position: int) -> bool:
    before = parts[position - 2] if position - 2 >= start else ""
    if before and parts[position - 1] in _POINTS and _is_digit(before) and _is_digit(parts[position]):
        return False  # 12,000 and 3.5 are one number; a comma behind a word is none
    return _may_break(parts[position - 1], parts[position]) and _binds_nothing(parts, start, position)


def _keeps_words(parts: list[str], start: int, position: int, over: int) -> bool:
    """Tell whether nothing is cut here that belongs together, and the line stays filled well enough."""
    if over - position > _LONGEST_WORD or position - start < (over - start) * _LEAST_FILLED:
        return False
    return not (
        _in_katakana(parts, position)
        or _in_short_brackets(parts, start, position)
        or _figure_of_list(parts, position)
        or (parts[position] in _COUNTERS and _is_digit(parts[position - 1]))
    )


def _in_short_brackets(parts: list[str], start: int, position: int) -> bool:
    """Tell whether a place lies within brackets that hold a word or two: (見本), (公印省略)."""
    for at in range(position - 1, max(start, position - _IN_BRACKETS) - 1, -1):
        if parts[at] in _CLOSES:
            return False
        if parts[at] in _OPENS:
            return any(part in _CLOSES for part in parts[position : at + _IN_BRACKETS + 2])
    return False


def _figure_of_list(parts: list[str], position: int) -> bool:
    """Tell whether a place would part a name and its figure in a list (学務課 5、)."""
    after = next((at for at in range(position, len(parts)) if parts[at] != " "), len(parts))
    end = next((at for at in range(after, len(parts)) if not _is_digit(parts[at])), len(parts))
    before = next((part for part in reversed(parts[:position]) if part != " "), " ")
    blank = " " in parts[position - 1 : after]
    return blank and end > after and not _is_digit(before) and (end == len(parts) or parts[end] in _ENDS_ITEM)


def _in_katakana(parts: list[str], position: int) -> bool:
    return _is_katakana(parts[position - 1]) and _is_katakana(parts[position])


def _binds_nothing(parts: list[str], start: int, position: int) -> bool:
    """Tell whether the letters around a place may be parted; blanks fall away at a line's ends."""
    before = next((part for part in reversed(parts[start:position]) if not part.isspace()), " ")
    after = next((part for part in parts[position:] if not part.isspace()), " ")
    return before[0] not in NEVER_LAST and after[0] not in NEVER_FIRST


def _may_break(before: str, after: str) -> bool:
    if after[0] in NEVER_FIRST or before[0] in NEVER_LAST:
        return False
    if before == "第" and _is_digit(after):
        return False
    if before[0] in INSEPARABLE and after[0] in INSEPARABLE:
        return False
    if after[0] in BEHIND_FIGURES and _is_digit(before):
        return False
    return not (_in_word(before) and _in_word(after))


_IN_BRACKETS = 6
_OPENS, _CLOSES = frozenset("(\uff08"), frozenset(")\uff09")
_COUNTERS = frozenset("年月日時分号人名件回円個点課部枚条項")
_ENDS_ITEM = frozenset("、。,)\uff09")
_POINTS = frozenset(",.\uff0c\uff0e")


def _is_digit(part: str) -> bool:
    return "0" <= part[0] <= "9" or "\uff10" <= part[0] <= "\uff19"


def _is_katakana(part: str) -> bool:
    return "\u30a1" <= part[0] <= "\u30fe" and part[0] != "\u30fb"


def _in_word(part: str) -> bool:
    char = part[0]
    if "\uff10" <= char <= "\uff5a":  # full-width figures and letters: a word like any other
        return _is_digit(part) or "\uff21" <= char <= "\uff3a" or char >= "\uff41"
    return (char.isascii() and not char.isspace() and char not in "-/,;") or "\u00c0" <= char <= "\u024f"
