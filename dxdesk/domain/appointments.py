"""任命と任期: which personas a person holds on a day.

Policies appoint some personas for a term (品川区 DX推進委員, 第4章) and leave others to the roster; a person
holds what the roster says without dates and whatever they are appointed to on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RUNNING, COMING, ENDED = "running", "coming", "ended"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One term; days are ISO text, ``valid_to`` is the last day and empty while none is set."""

    employee_number: str
    persona: str
    valid_from: str
    valid_to: str = ""

    def state(self, day: str) -> str:
        """Return whether the term runs on a day, is still to come or has ended."""
        if day < self.valid_from:
            return COMING
        return ENDED if self.valid_to and self.valid_to < day else RUNNING


def held(roster: Sequence[str], appointments: Iterable[Appointment], day: str) -> tuple[str, ...]:
    """Return the personas of one person on a day: the roster's first, then those appointed to."""
    running = (one.persona for one in appointments if one.state(day) == RUNNING)
    return tuple(dict.fromkeys((*roster, *running)))


def overlapping(new: Appointment, known: Iterable[Appointment]) -> Appointment | None:
    """Return a term of the same person and persona that shares a day with the new one."""
    for one in known:
        if (one.employee_number, one.persona) != (new.employee_number, new.persona):
            continue
        if one.valid_from == new.valid_from:
            continue  # the same term, said again
        if (not new.valid_to or one.valid_from <= new.valid_to) and (
            not one.valid_to or new.valid_from <= one.valid_to
        ):
            return one
    return None
