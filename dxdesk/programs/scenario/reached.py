"""How far everybody comes in a year that is played without files, in the shares a city would see."""

from __future__ import annotations

from enum import Enum, auto

from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario.answers import Voices
from dxdesk.programs.scenario.town import Unit


class Reached(Enum):
    """How far one person comes."""

    SILENT = auto()  # says nothing
    FORM = auto()  # the form lies with HR, nobody confirmed it
    TORN = auto()  # two forms that differ lie with HR
    RETURNED = auto()  # the first confirmer sent it back
    FIRST = auto()  # confirmed once, where two confirm
    WHOLE = auto()  # completely confirmed


_PACES = ((Reached.WHOLE, 0.55), (Reached.FIRST, 0.20), (Reached.FORM, 0.15), (Reached.SILENT, 0.10))
"""The share of sections that have come so far in the year that is open."""
_SILENT_PAST, _SILENT, _RETURNED, _TORN = 0.015, 0.04, 0.02, 0.002


def pace_of(voices: Voices, unit: Unit, year: int, *, last: bool) -> Reached:
    """Return how far a section is: all the way in a year that is over."""
    if not last:
        return Reached.WHOLE
    drawn = voices.rng("pace", unit.code, year).random()
    for pace, share in _PACES:
        drawn -= share
        if drawn < 0:
            return pace
    return Reached.SILENT


def reached_by(voices: Voices, person: Employee, pace: Reached, year: int, *, last: bool) -> Reached:
    """Return how far somebody of a section that is so far comes."""
    drawn = voices.rng("fate", person.number, year).random()
    if not last:
        return Reached.SILENT if drawn < _SILENT_PAST else Reached.WHOLE
    if drawn < _SILENT:
        return Reached.SILENT
    if pace in (Reached.FIRST, Reached.WHOLE) and drawn < _SILENT + _RETURNED:
        return Reached.RETURNED
    if drawn > 1 - _TORN:
        return Reached.TORN
    return pace
