"""Dates as offices write them, read into ISO text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from dxdesk.domain.wareki import ERAS, era_year

_ISO = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(r"([^\W\d_]+)\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_WEEKDAY = re.compile(r"\s*\([月火水木金土日](曜日?)?\)$")
_EXCEL_EPOCH = date(1899, 12, 30)


def read_date(raw: str, *, is_number: bool = False) -> str | None:
    """Return the ISO text of a date, empty for a blank one, ``None`` for what is no date.

    Reads 2025-06-01, 2025/6/1, 2025年6月1日, 20250601, 令和7年6月1日, R7.6.1 and, for a cell that holds a
    number, the day count of a spreadsheet (1900 system; only years 1954 to 2119, so that plain counts and
    years are not taken for dates).
    """
    text = _WEEKDAY.sub("", unicodedata.normalize("NFKC", raw).strip())
    if not text:
        return ""
    for pattern in (_ISO, _COMPACT):
        match = pattern.fullmatch(text)
        if match:
            return _iso(int(match[1]), int(match[2]), int(match[3]))
    if is_number and text.isdigit() and 20000 <= int(text) <= 80000:
        return (_EXCEL_EPOCH + timedelta(days=int(text))).isoformat()
    match = _ERA.fullmatch(text)
    if match is None:
        return None
    for era in ERAS:
        if match[1] == era.name or match[1].upper() == era.letter:
            year = 1 if match[2] == "元" else int(match[2])
            base = era.first_day.year - era_year(era.first_day)[1]
            return _iso(base + year, int(match[3]), int(match[4]))
    return None


def in_fiscal_year(day: str, fiscal_year: int) -> bool:
    """Tell whether an ISO date lies in a fiscal year (April to March); an empty one lies in none."""
    return f"{fiscal_year}-04-01" <= day <= f"{fiscal_year + 1}-03-31"


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
