"""When something lasted, as people write it in one cell: 「R5.4～R6.3」「令和5年4月から14か月」."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.dates import read_date, read_month, read_period
from dxdesk.domain.duration import months_told


class Span(NamedTuple):
    """Days or months (ISO); ``months`` is a length told beside or in place of them."""

    date: str = ""
    until: str = ""
    ongoing: bool = False
    months: int = 0


_TO = re.compile("\\s*(?:[~\u301c\u2013\u2014\u2015\u2212\u30fc\u2192]|から|より)\\s*")
_ONGOING = re.compile("現在|継続|在任|従事中|活動中|担当中|いまも|今も|^至?今$")


def read_moment(text: str, *, is_number: bool = False, from_1904: bool = False) -> str:
    """Return a day or month (ISO, ``2025-06-01`` or ``2025-06``) a text names, empty for none.

    Args:
        text: as it stands.
        is_number: the file holds a number and not text.
        from_1904: the workbook counts its days from 1904 and not from 1900.
    """
    folded = unicodedata.normalize("NFKC", text).strip().removesuffix("まで").strip()
    if not folded:
        return ""
    day = read_date(folded, is_number=is_number, from_1904=from_1904)
    return day or read_month(folded)[:_MONTH]


_MONTH = len("2025-06")


@lru_cache(maxsize=4096)
def is_ongoing(text: str) -> bool:
    """Tell whether a text says that something has not ended (現在, 継続中)."""
    return _ONGOING.search(unicodedata.normalize("NFKC", text).strip()) is not None


@lru_cache(maxsize=4096)
def read_span(text: str) -> Span:
    """Return what a text tells of when and how long; nothing where it tells nothing."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded:
        return Span()
    months = months_told(folded)
    whole = read_period(folded)
    if whole is not None and whole[0] != whole[1]:
        return Span(*whole, months=months)
    begun, *rest = _TO.split(folded, maxsplit=1)
    # A single day that is all of the text has been read already.
    date = whole[0] if whole is not None and not rest else read_moment(begun)
    if not date:
        return Span(read_moment(folded), "", is_ongoing(folded), months)
    behind = rest[0] if rest else ""
    until = read_moment(behind)
    return Span(date, until, bool(rest) and not until and (not behind or is_ongoing(behind)), months)
