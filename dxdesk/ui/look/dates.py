"""Dates and moments as people write and say them, out of the ISO text that is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dxdesk.domain.dates import read_date
from dxdesk.domain.wareki import wareki, wareki_short


def long_day(text: str) -> str:
    """Return ``令和8年2月13日(金)`` for an ISO date, the text itself when it is none."""
    found = _day(text)
    return wareki(found, weekday=True) if found else text


def short_day(text: str) -> str:
    """Return ``R8.2.13`` for an ISO date, the text itself when it is none."""
    found = _day(text)
    return wareki_short(found) if found else text


def moment(text: str) -> str:
    """Return ``R8.2.13 14:32`` in local time for UTC text, empty for none."""
    found = _moment(text)
    return f"{wareki_short(found.date())} {found:%H:%M}" if found else text


def long_moment(text: str) -> str:
    """Return ``令和8年2月13日(金) 14:32`` in local time for UTC text, the text itself when it is none."""
    found = _moment(text)
    return f"{wareki(found.date(), weekday=True)} {found:%H:%M}" if found else text


def ago(text: str, now: str) -> str:
    """Return how long ago a UTC time was, as people say it: ``2時間前``, ``きのう``, ``3日前``."""
    then, here = _moment(text), _moment(now)
    if then is None or here is None:
        return ""
    minutes = int((here - then).total_seconds() // 60)
    days = (here.date() - then.date()).days
    if days <= 0:
        return "たったいま" if minutes < 1 else f"{minutes}分前" if minutes < 60 else f"{minutes // 60}時間前"
    if days == 1:
        return "きのう"
    return f"{days}日前" if days < 31 else f"{days // 30}か月前" if days < 365 else f"{days // 365}年前"


def clock_time(text: str) -> str:
    """Return ``14:32`` in local time for UTC text."""
    found = _moment(text)
    return f"{found:%H:%M}" if found else text


def days_left(due: str, today: str) -> str:
    """Return how long until a due date, e.g. ``あと9日`` or ``3日過ぎています``; empty without one."""
    end, now = _day(due), _day(today)
    if end is None or now is None:
        return ""
    days = (end - now).days
    if days == 0:
        return "きょうまで"
    return f"あと{days}日" if days > 0 else f"{-days}日過ぎています"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        found = read_date(text)  # people write 2025/10/7 or R7.10.7 in their own lines
        return date.fromisoformat(found) if found else None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()
