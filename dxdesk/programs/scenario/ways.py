"""Which of the made-up staff use the app, and whose growth file is told over the years."""

from __future__ import annotations

from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario.answers import Voices
from dxdesk.programs.scenario.demo import asked
from dxdesk.programs.scenario.town import Town

_WRITERS = 2
_SHARE = 0.05
"""The share of those without a leading post who answer in the app all the same."""


def writers(town: Town) -> tuple[Employee, ...]:
    """Return who writes what they did into their growth file: one each of the first sections."""
    able = {one.number for one in asked(town)}
    firsts = (next((one for one in unit.others if one.number in able), None) for unit in town.prompt)
    return tuple(one for one in firsts if one is not None)[:_WRITERS]


def in_app(voices: Voices, town: Town, person: Employee) -> bool:
    """Tell whether somebody answers in the app; the others answer in Excel."""
    chiefs = {chief.number for unit in town.units for chief in unit.chiefs[:1]}
    own = person.number in {one.number for one in writers(town)}
    return own or person.number in chiefs or voices.rng("way", person.number).random() < _SHARE
