"""Who in the made-up town is appointed as what, by the 人材像 and 職層 of the framework that is played."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from dxdesk.domain.framework import ASSIGNED, Framework, Persona
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import specialists
from dxdesk.programs.scenario.nominating import PERSONAS
from dxdesk.programs.scenario.town import GRADES, Town, Unit

_SHARE = 20
"""Of so many people without a leading post one is appointed."""
_DIGITAL = re.compile(r"DX推進[課室]")


def appoint(town: Town, framework: Framework, rng: Random) -> Town:
    """Return the town with 職層 the framework knows and with somebody for every 人材像 that needs naming."""
    town = _regraded(town, framework)
    parents = {persona.parent for persona in framework.personas}
    named = [one for one in framework.personas if one.scope == ASSIGNED and one.code not in parents]
    home = next(filter(None, map(_home, named)), "")
    if home:
        first = replace(town.units[0], name=home)
        places = {**town.places, first.code: (first.code, home, *first.division)}
        town = replace(town, units=(first, *town.units[1:]), places=places)
    held: dict[str, tuple[str, ...]] = {}
    for persona in named:
        each = persona.per_section or int(persona.code == PERSONAS.get(framework.code) and not _home(persona))
        for person in _chosen(town, persona, each, held, rng):
            held[person.number] = (*held.get(person.number, ()), persona.name)
    return _with_personas(town, held)


def _home(persona: Persona) -> str:
    """Return the digital section where the policy places a 人材像, empty where it names none."""
    texts = [text for facet in persona.facets for text in facet.texts]
    found = _DIGITAL.search(" ".join((persona.description, *texts)))
    return found[0] if found else ""


def _chosen(
    town: Town, persona: Persona, each: int, held: dict[str, tuple[str, ...]], rng: Random
) -> tuple[Employee, ...]:
    """Return who becomes one: ``each`` in every section, or a few at the place the policy names."""
    if each:
        return tuple(person for unit in town.units for person in _some(unit.others, each, held, rng))
    everybody = tuple(person for unit in town.units for person in unit.others)
    count = max(1, len(everybody) // _SHARE, specialists.wanted(persona, len(everybody)))
    return _some(town.units[0].others if _home(persona) else everybody, count, held, rng)


def _some(
    people: tuple[Employee, ...], count: int, held: dict[str, tuple[str, ...]], rng: Random
) -> tuple[Employee, ...]:
    """Return some of those who are asked and hold nothing yet."""
    asked = [person for person in people if person.employment == "常勤" and person.duty_status == "在職"]
    rng.shuffle(asked)
    free = [person for person in asked if person.number not in held]
    return tuple(free[:count])


def _with_personas(town: Town, held: dict[str, tuple[str, ...]]) -> Town:
    def named(unit: Unit) -> Unit:
        others = (replace(person, personas=held.get(person.number, ())) for person in unit.others)
        return replace(unit, others=tuple(others))

    return replace(town, units=tuple(map(named, town.units)))


def _regraded(town: Town, framework: Framework) -> Town:
    """Return the town with each 職層 that no group of the framework knows called by the group's own name."""
    groups = [group.name for group in framework.grades]
    if not groups:
        return town
    last = len(groups) - 1
    names = dict(zip(GRADES, (groups[0], groups[last // 2], groups[last]), strict=True))
    names = {grade: grade if framework.grade_group(grade) else name for grade, name in names.items()}

    def renamed(person: Employee) -> Employee:
        return replace(person, grade=names[person.grade])

    units = tuple(
        replace(
            unit,
            manager=renamed(unit.manager),
            chiefs=tuple(map(renamed, unit.chiefs)),
            others=tuple(map(renamed, unit.others)),
        )
        for unit in town.units
    )
    return replace(town, vice=renamed(town.vice), directors=tuple(map(renamed, town.directors)), units=units)
