"""Enrolments of the training ledger: what somebody's comes to, and who is in first where seats are few.

Whoever asks and whoever decides say different fields, so that it makes no difference which is read first.
A withdrawal (取消) counts until HR decides anew in its knowledge. Nobody is left out in silence: where more
ask than there are seats, HR names the people, or says in so many words that the order of arrival decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.contents import EnrolmentSaid
from dxdesk.domain.records import Revision

GRANTED, PASSED, CANCELLED = "granted", "passed", "cancelled"
DECISIONS: Mapping[str, str] = {GRANTED: "受講決定", PASSED: "見送り", CANCELLED: "取消"}
"""What HR decides of an enrolment, and what it is called."""


class State(StrEnum):
    """Where an enrolment stands."""

    ASKED = "asked"
    GRANTED = "granted"
    PASSED = "passed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


STATE_LABELS: Mapping[State, str] = {
    State.ASKED: "申込",
    State.GRANTED: "受講決定",
    State.PASSED: "見送り",
    State.CANCELLED: "取消",
    State.WITHDRAWN: "申込の取消",
}


def state_of(said: EnrolmentSaid, counting: Iterable[Revision]) -> State | None:
    """Return where an enrolment stands; ``None`` where nobody asks and nothing is decided any more.

    Args:
        said: what its counting revisions come to.
        counting: these revisions.
    """
    if said.withdrawn and not _known_withdrawal(counting):
        return State.WITHDRAWN
    if said.decision in DECISIONS:
        return State(said.decision)
    return State.ASKED if said.asked else None


def _known_withdrawal(counting: Iterable[Revision]) -> bool:
    """Tell whether HR decided in the knowledge of each withdrawal."""
    said = [(one, EnrolmentSaid.read(one.content)) for one in counting]
    decided = [one for one, about in said if about.decision]
    return all(
        any(one.id in decision.covers for decision in decided) for one, about in said if about.withdrawn
    )


class Arrival(NamedTuple):
    """When somebody was asked for: the day (ISO), the receipt that brought it first, section and number.

    Compared in this order; 0 as receipt: HR entered it by hand.
    """

    day: str
    receipt: int
    section: str
    number: str


class Choice(NamedTuple):
    """Who gets a seat by the order of arrival, and who does not.

    ``tied`` are of one day, on which the seats that are left end: the order does not tell them apart.
    """

    seated: tuple[str, ...]
    tied: tuple[str, ...]
    left: tuple[str, ...]


def by_arrival(waiting: Mapping[str, Arrival], free: int, first: Collection[str] = ()) -> Choice:
    """Return who of those who wait (numbers) gets one of some free seats by the day they were asked for.

    Section and number put a list in order and give nobody a seat before another one of the same day. Those
    who come first (優先) are seated before all others, in their own order of arrival.
    """
    ahead = {number: one for number, one in waiting.items() if number in first}
    if ahead and len(ahead) < len(waiting):
        chosen = by_arrival(ahead, free)
        others = {number: one for number, one in waiting.items() if number not in ahead}
        # Seats that lie between people who come first are not given to anybody behind them.
        left = 0 if chosen.tied else free - len(chosen.seated)
        behind = by_arrival(others, left)
        return Choice(*(one + two for one, two in zip(chosen, behind, strict=True)))
    order = sorted(waiting, key=lambda number: (waiting[number], number))
    free = max(free, 0)
    if not 0 < free < len(order) or waiting[order[free]].day != waiting[order[free - 1]].day:
        return Choice(tuple(order[:free]), (), tuple(order[free:]))
    border = waiting[order[free]].day
    tied = tuple(number for number in order if waiting[number].day == border)
    return Choice(
        tuple(number for number in order if waiting[number].day < border),
        tied,
        tuple(number for number in order if waiting[number].day > border),
    )


def over(seats: int, granted: Sequence[object]) -> int:
    """Return how many more were granted than there are seats; 0 where nobody said how many there are."""
    return max(len(granted) - seats, 0) if seats else 0
