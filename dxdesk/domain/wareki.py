"""Japanese calendar: dates and fiscal years as a municipality writes them (令和8年2月13日, 令和7年度)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    """One era (元号): its name, its letter in short forms and its first day."""

    name: str
    letter: str
    first_day: date


# The first day of an era belongs to the new era; 明治 counts from the Gregorian calendar's introduction.
ERAS: tuple[Era, ...] = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1873, 1, 1)),
)
_ERA_BASE_YEAR = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}


def era_of(day: date) -> Era | None:
    """Return the era ``day`` falls in, or None before 1873 (when another calendar was in use)."""
    return next((era for era in ERAS if day >= era.first_day), None)


def era_year(day: date) -> tuple[str, int]:
    """Return era name and year in it, e.g. ``("令和", 8)``; before 1873 ``("西暦", year)``."""
    era = era_of(day)
    if era is None:
        return "西暦", day.year
    return era.name, day.year - _ERA_BASE_YEAR[era.name]


def wareki(day: date, *, weekday: bool = False) -> str:
    """Return ``令和8年2月13日``, with ``weekday`` ``令和8年2月13日(金)``; the first year is 元年."""
    name, year = era_year(day)
    suffix = f"({WEEKDAYS[day.weekday()]})" if weekday else ""
    return f"{name}{_year_text(year)}年{day.month}月{day.day}日{suffix}"


def wareki_short(day: date, *, weekday: bool = False) -> str:
    """Return ``R8.2.13``, with ``weekday`` ``R8.2.13(金)``; before 1873 the plain year leads."""
    era = era_of(day)
    _, year = era_year(day)
    suffix = f"({WEEKDAYS[day.weekday()]})" if weekday else ""
    return f"{era.letter if era else ''}{year}.{day.month}.{day.day}{suffix}"


def short_day(text: str) -> str:
    """Return ``R8.2.13`` for an ISO date, the text itself where it is none."""
    try:
        return wareki_short(date.fromisoformat(text))
    except ValueError:
        return text


def long_day(text: str, *, weekday: bool = False) -> str:
    """Return ``令和8年2月13日`` for an ISO date, as papers say it; the text itself where it is none."""
    try:
        return wareki(date.fromisoformat(text), weekday=weekday)
    except ValueError:
        return text


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (April to March, 地方自治法第208条) that ``day`` falls in."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_first_day(fiscal_year: int) -> date:
    """Return 1 April of the fiscal year."""
    return date(fiscal_year, 4, 1)


def fiscal_year_label(fiscal_year: int) -> str:
    """Return ``令和7年度`` for 2025.

    2019 is 令和元年度 throughout: offices renamed the year when the era changed on its 31st day. So a
    fiscal year takes the era of its 1 May; 1988, whose era changed in January, stays 昭和63年度.
    """
    name, year = era_year(date(fiscal_year, 5, 1))
    return f"{name}{_year_text(year)}年度"


def fiscal_year_number(fiscal_year: int) -> str:
    """Return ``7`` for 2025 and ``元`` for 2019, as numbers of documents begin (7検人第142号)."""
    return _year_text(era_year(date(fiscal_year, 5, 1))[1])


def fiscal_year_short(fiscal_year: int) -> str:
    """Return ``R7`` for 2025 (used in file names and narrow columns)."""
    day = date(fiscal_year, 5, 1)
    era = era_of(day)
    return f"{era.letter if era else ''}{era_year(day)[1]}"


def _year_text(year: int) -> str:
    return "元" if year == 1 else str(year)
