"""Words every screen shares: dates as people write them, counts with their whole, states, names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from dxdesk.domain.wareki import wareki, wareki_short

SAVED = "保存しました"
PRODUCT = "dxdesk"
NOTHING_FITS = "この条件に合うものはありません。"

_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
VARIANT_MARK = "※"
GETA = "〓"

_STATE_LOOKS = {
    "not_started": "badge-plain",
    "draft": "badge-plain",
    "submitted": "badge-accent",
    "returned": "badge",
    "withdrawn": "badge",
    "first_confirmed": "badge-accent",
    "second_confirmed": "badge-done",
    "received": "badge-done",
    "finalised": "badge-done",
    "exempt": "badge-plain",
}


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


def state(value: str) -> str:
    """Return a state's Japanese word."""
    from dxdesk.domain.lifecycle import STATE_LABELS, State

    return STATE_LABELS[State(value)]


def state_look(value: str) -> str:
    """Return how a state's badge is coloured in tables."""
    return _STATE_LOOKS[value]


def shown(name: str) -> str:
    """Return a name for the screen, with a mark where its letters cannot be drawn as they are.

    Qt draws no variation selectors: the plain letter stands for it. A letter that no font of this PC
    has becomes 〓, as printers always did. Stored text and prints keep the name as it is.
    """
    if name.isascii():
        return name
    plain = "".join(letter for letter in name if ord(letter) not in _SELECTORS)
    drawn = "".join(letter if _drawable(letter) else GETA for letter in plain)
    return drawn + VARIANT_MARK if drawn != name else name


def finding(found: str) -> str:
    """Return what was found as people are told it; an English sentence of a library tells them nothing."""
    words = found.split()
    foreign = len(words) > 2 and all(word.strip(".,:;'\"()").isalpha() and word.isascii() for word in words)
    return "" if foreign else shown(found)


@lru_cache(maxsize=8192)
def _drawable(letter: str) -> bool:
    from PySide6.QtGui import QFontMetrics

    from dxdesk.ui.look import theme

    return ord(letter) < 0x80 or QFontMetrics(theme.font()).inFontUcs4(ord(letter))


def change_of_level(before: int | None, after: int | None) -> str:
    """Return ▲ or ▼ for each step a level moved, empty where it stands or was not known."""
    if before is None or after is None or before == after:
        return ""
    return ("▲" if after > before else "▼") * min(abs(after - before), 3)


def file_size(count: int) -> str:
    """Return bytes as people say them."""
    if count >= 1_048_576:
        return f"{count / 1_048_576:.1f} MB"
    return f"{max(1, round(count / 1024)):,} KB"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        from dxdesk.domain.dates import read_date  # not needed before the first window is painted

        found = read_date(text)  # people write 2025/10/7 or R7.10.7 in their own lines
        return date.fromisoformat(found) if found else None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()
