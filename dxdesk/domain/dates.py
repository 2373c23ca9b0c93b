"""Dates as offices write them, read into ISO text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import ERAS, era_year

_ERA_NAMES = "|".join(f"{era.name}|{era.name[0]}|{era.letter}" for era in ERAS)
_YEAR = rf"(?:(?P<year>\d{{4}})|(?P<era>{_ERA_NAMES})\s*(?P<of>元|\d{{1,2}}))"
_BESIDE = rf"(?:\s*\((?:(?P<year2>\d{{4}})|(?P<era2>{_ERA_NAMES})\s*(?P<of2>元|\d{{1,2}}))\))?"
"""The same year in the other calendar, as in 令和7(2025)年."""
_DAY = re.compile(
    rf"{_YEAR}{_BESIDE}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?", re.IGNORECASE
)
_MONTH = re.compile(rf"{_YEAR}{_BESIDE}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*月?", re.IGNORECASE)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_WEEKDAY = re.compile(r"\s*\(?[月火水木金土日](?:曜日?)?(?:[・/]?祝)?\)|\s+[月火水木金土日]曜日")
_CLOCK = re.compile(
    r"(?:T|\s*)(?:午前|午後|AM|PM)?\s*(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"|時(?:(?P<minutes>\d{1,2})分)?)\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?(?:\s*[AP]M)?",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*[/月]\s*(?P<day>\d{1,2})\s*日?(?:\s*\([月火水木金土日](?:[・/]?祝)?\))?"
)
_MONTH_DAY = re.compile(r"(?P<month>\d{1,2})[-.](?P<day>\d{1,2})")
_FISCAL_YEAR = re.compile(rf"{_YEAR}\s*年度", re.IGNORECASE)
_APRIL = 4
_UNTIL = re.compile("\\s*(?:[-~\u301c\u2013\u2014\u2015\u2212\u30fc\u2192]|から)\\s*")
_DAYS_LATER = re.compile(r"(?:(?P<month>\d{1,2})\s*[-/.月]\s*)?(?P<day>\d{1,2})\s*日?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EXCEL_EPOCH, _EXCEL_EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIAL_FROM, _SERIAL_TO = date(1954, 10, 3), date(2119, 1, 11)
FIRST_YEAR, LAST_YEAR = 1950, 2049
"""Of what an office keeps records: another year is a slip of the pen (R70, 0202, 2205)."""

_ISO_DAY = len("2025-06-01")
_TOKYO = timezone(timedelta(hours=9))


def read_date(
    raw: str, *, is_number: bool = False, from_1904: bool = False, until: str = "", any_year: bool = False
) -> str | None:
    """Return the ISO text of a date, empty for a blank one, ``None`` for what is no date.

    Of a period (2025/4/1～4/3) that is the first day; ``read_period`` tells the last one too.

    Reads 2025-06-01, 2025/6/1, 2025年6月1日, 20250601, 令和7年6月1日, 令7.6.1, R7.6.1, each with a weekday or
    a time behind it and, for a cell that holds a number, the day count of a spreadsheet (only years 1954 to
    2119, so that plain counts and years are not taken for dates). A time with an offset is the day in Japan.

    Args:
        raw: the text as it stands.
        is_number: the file holds a number and not text.
        from_1904: the workbook counts its days from 1904 and not from 1900.
        until: the last day (ISO) that there can be, empty for the end of ``LAST_YEAR``.
        any_year: years outside ``FIRST_YEAR`` to ``LAST_YEAR`` are read, too.
    """
    found = read_period(raw, is_number=is_number, from_1904=from_1904, until=until, any_year=any_year)
    return None if found is None else found[0]


def is_no_day(text: str) -> bool:
    """Tell whether a text begins with year, month and day of a day that never is (R8.13.40, 2026-02-30).

    What people write instead of a day (夏、R7年度、2026年10月) is none.
    """
    found = _DAY.match(unicodedata.normalize("NFKC", text).strip())
    return found is not None and read_date(found[0], any_year=True) is None


def read_period(
    raw: str, *, is_number: bool = False, from_1904: bool = False, until: str = "", any_year: bool = False
) -> tuple[str, str] | None:
    """Return the first and the last day, both ISO and the same for a single day; arguments as ``read_date``.

    Two empty texts for a blank, ``None`` for what is no date.
    """
    found = _period(raw, is_number=is_number, from_1904=from_1904)
    if found is None or not found[0] or any_year:
        return found
    first, last = f"{FIRST_YEAR}-01-01", until or f"{LAST_YEAR}-12-31"
    return found if first <= found[0] <= found[1] <= last else None


def read_month(raw: str) -> str:
    """Return the first day (ISO) of a month that stands without a day (R5.11); empty for none."""
    found = _MONTH.fullmatch(unicodedata.normalize("NFKC", raw).strip())
    day = _date(_year(found.groupdict()), int(found["month"]), 1) if found is not None else None
    return day.isoformat() if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else ""


def _period(raw: str, *, is_number: bool, from_1904: bool) -> tuple[str, str] | None:
    text = unicodedata.normalize("NFKC", raw).strip()
    if not text:
        return "", ""
    if len(text) == _ISO_DAY and is_day(text):
        return text, text
    serial = _SERIAL.fullmatch(text) if is_number else None
    if serial:
        day = (_EXCEL_EPOCH_1904 if from_1904 else _EXCEL_EPOCH) + timedelta(days=int(serial[1]))
        return (day.isoformat(), day.isoformat()) if _SERIAL_FROM <= day <= _SERIAL_TO else None
    begun = _one_day(text)
    if begun is None:
        return None
    first, rest = begun
    if not rest:
        return first.isoformat(), first.isoformat()
    until = _UNTIL.match(rest)
    last = _last_day(first, rest[until.end() :].removesuffix("まで").strip()) if until else None
    return None if last is None or last < first else (first.isoformat(), last.isoformat())


def _one_day(text: str) -> tuple[date, str] | None:
    """Return the day that a text begins with, and what stands behind it, its weekday and time."""
    match = _DAY.match(text) or _COMPACT.match(text)
    if match is None:
        return None
    parts = match.groupdict()
    day = _date(_year(parts), int(parts["month"]), int(parts["day"]))
    beside = {"year": parts.get("year2"), "era": parts.get("era2"), "of": parts.get("of2")}
    contradicts = any(beside.values()) and _year(beside) != _year(parts)
    if day is None or contradicts:
        return None
    rest = text[match.end() :]
    weekday = _WEEKDAY.match(rest)
    rest = rest[weekday.end() :] if weekday else rest
    clock = _CLOCK.match(rest)
    if clock:
        rest = rest[clock.end() :]
        later = _in_japan(day, clock)
        if later is None:
            return None
        day = later
        # The hours of one day (10:00～12:00) are no period of days.
        until = _UNTIL.match(rest)
        closing = _CLOCK.fullmatch(rest, until.end()) if until else None
        rest = "" if closing else rest
    return day, rest.strip()


def _year(parts: dict[str, str | None]) -> int:
    if parts["year"]:
        return int(parts["year"])
    name, of = str(parts.get("era")), str(parts.get("of"))
    era = next(era for era in ERAS if name in (era.name, era.name[0]) or name.upper() == era.letter)
    nth = 1 if of == "元" else int(of)
    # No era has a year 0; ``date`` knows no such year either.
    return era.first_day.year - era_year(era.first_day)[1] + nth if nth else 0


def _in_japan(day: date, clock: re.Match[str]) -> date | None:
    """Return the day in Japan of a time that says how far it is from UTC; the day itself for others."""
    hour, minute = int(clock["hour"]), int(clock["minute"] or clock["minutes"] or 0)
    if hour > 24 or minute > 59:
        return None
    offset = (clock["offset"] or "").upper()
    if not offset:
        return day
    text = f"{day.isoformat()}T{hour % 24:02}:{minute:02}:00{'+00:00' if offset == 'Z' else offset}"
    try:
        return datetime.fromisoformat(text).astimezone(_TOKYO).date()
    except (ValueError, OverflowError):
        return None


def _last_day(first: date, text: str) -> date | None:
    """Return the last day of a period, whose year and month may be left out; the first for an open one."""
    if not text:
        return first
    found = _one_day(text)
    if found is not None:
        return None if found[1] else found[0]
    match = _DAYS_LATER.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    weekday = _WEEKDAY.match(rest)
    if rest and (weekday is None or weekday.end() != len(rest)):
        return None
    return _date(first.year, int(match["month"] or first.month), int(match["day"]))


def is_day_of_a_year(text: str) -> bool:
    """Tell whether a text may be a day without its year (6/10, 6月10日, 6/10(水))."""
    return bool(in_year(text, 2000))  # a leap year: 2/29 is a day of some year


def in_year(text: str, fiscal_year: int) -> str:
    """Return the day (ISO) that a text without a year is in a fiscal year, empty for what is none."""
    found = _WITHOUT_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return ""
    month = int(found["month"])
    day = _date(fiscal_year if month >= _APRIL else fiscal_year + 1, month, int(found["day"]))
    return day.isoformat() if day else ""


def month_and_day(text: str) -> str:
    """Return ``05-01`` for a day of every year (``5月1日``, ``5/1``, ``05-01``); the text itself for none."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = _WITHOUT_YEAR.fullmatch(said) or _MONTH_DAY.fullmatch(said)
    read = f"{int(found['month']):02}-{int(found['day']):02}" if found is not None else said
    return read if is_day(f"2024-{read}") else text


def told_month_and_day(month_day: str) -> str:
    """Return ``5月1日`` for ``05-01``; the text itself where it is no such day."""
    month, _, day = month_day.partition("-")
    return f"{int(month)}月{int(day)}日" if is_day(f"2024-{month_day}") else month_day


def fiscal_years_in(text: str) -> frozenset[int]:
    """Return the fiscal years that a text names (令和8年度, R8年度, 2026年度)."""
    even = unicodedata.normalize("NFKC", text)
    return frozenset(_year(match.groupdict()) for match in _FISCAL_YEAR.finditer(even))


def in_fiscal_year(day: str, fiscal_year: int) -> bool:
    """Tell whether an ISO date lies in a fiscal year (April to March); an empty one lies in none."""
    return f"{fiscal_year}-04-01" <= day <= f"{fiscal_year + 1}-03-31"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Return whether a text is a day as it is kept: 2026-04-01, so that it sorts among others."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def refuse_unreadable(day: str, message: str) -> None:
    """Refuse what is no day as it is kept: 2026-04-01. Other ways of ISO 8601 (20260401) would not sort.

    Args:
        day: what a field or a command gave.
        message: what could not be read, and what became of the act.

    Raises:
        KnownError: ``date-unreadable``.
    """
    if not is_day(day):
        fix = "R8.4.1 か 2026-04-01 のように書いてください。"
        raise KnownError("date-unreadable", message, fix, found=day)


def local_day(moment: str) -> str:
    """Return the day (ISO) of a UTC time on this PC, empty when it is none."""
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().date().isoformat()
    except ValueError:
        return ""
