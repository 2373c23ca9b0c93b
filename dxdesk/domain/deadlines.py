"""Until when a step is wanted: by the year's days, later for whom HR asks only in the course of the year.

Who comes in November, or is asked again after a leave, cannot be late for a day in October. They have two
weeks from the day they are asked, and whoever confirms them as much later as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

DAYS = 14
"""Days somebody has for their own answers who is asked in the course of a year."""


def own_days(dues: Sequence[str], since: str) -> tuple[str, ...]:
    """Return the days of a year's steps as they are for one person, never earlier than the year's.

    Args:
        dues: the year's days in the order of the steps, ISO, empty where none is set.
        since: the day (ISO) since when the person is asked, empty for since the beginning.
    """
    first = next(filter(None, dues), "")
    if not since or not first:
        return tuple(dues)
    more = date.fromisoformat(since) + timedelta(days=DAYS) - date.fromisoformat(first)
    if more <= timedelta():
        return tuple(dues)
    return tuple((date.fromisoformat(due) + more).isoformat() if due else "" for due in dues)
