"""How many months of experience several pieces of work come to: months that overlap count once.

A month counts whole that a piece of work touches, as people count them (4月から6月 = 3か月). A criterion that
says nothing more is met by all months together (通算); that this is the default is our own 補足, as most
policies leave it open, and a criterion may ask for the longest run without a gap (継続) instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.growth_entries import LEAD


class Stretch(NamedTuple):
    """From the first month to the last, both in it, counted from year 0 (``month_number``)."""

    first: int
    last: int


class Work(NamedTuple):
    """A piece of work: its days or months (ISO), and what somebody was in it.

    ``until`` is empty where it has no end that is known; ``ongoing`` says that it goes on. ``months`` is the
    length somebody told without saying when.
    """

    date: str
    until: str = ""
    ongoing: bool = False
    months: int = 0
    role: str = ""


@lru_cache(maxsize=4096)
def month_number(text: str) -> int | None:
    """Return the month an ISO day or month lies in as a number, ``None`` where a text names none."""
    year, _, rest = text.partition("-")
    month = rest[:2]
    if not (year.isdecimal() and len(year) == 4 and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    return int(year) * 12 + int(month) - 1


def stretch(work: Work, today: str) -> Stretch | None:
    """Return the months of a piece of work up to a day, ``None`` where it does not say when it was.

    Without an end it lasted as long as was told, up to today where it goes on, else the month it began in.
    """
    first, now = month_number(work.date), month_number(today)
    if first is None or now is None or first > now:
        return None
    last = month_number(work.until)
    if last is None:
        last = now if work.ongoing else first + max(work.months, 1) - 1
    return Stretch(first, min(last, now)) if last >= first else None


def together(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches that neither overlap nor touch, in order: the union of the given ones."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.first <= found[-1].last + 1:
            found[-1] = Stretch(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


def months(works: Iterable[Work], today: str, *, running: bool = False, lead: bool = False) -> int:
    """Return how many months some pieces of work come to.

    Of work that does not say when it was the longest is taken and not the sum: it may all have been at one
    time. It stands beside the dated months and is not added to them, for the same reason.

    Args:
        works: the pieces of work.
        today: the day (ISO) up to which they count.
        running: the longest run without a gap (継続) instead of all months (通算).
        lead: only those that somebody led (リード).
    """
    found = lengths([work for work in works if not lead or work.role == LEAD], today)
    return found.running if running else found.total


class Lengths(NamedTuple):
    """What some pieces of work come to: all months (通算), and the longest run (継続)."""

    total: int
    running: int


def lengths(works: Sequence[Work], today: str) -> Lengths:
    """Return both lengths of some pieces of work (see ``months``)."""
    dated = [found for work in works if (found := stretch(work, today)) is not None]
    joined = [one.last - one.first + 1 for one in together(dated)]
    told = max([work.months for work in works if month_number(work.date) is None], default=0)
    return Lengths(max(sum(joined), told), max(max(joined, default=0), told))
