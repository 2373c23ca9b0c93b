"""育成段階 of everybody: how many people of a persona stand at which stage, by finalised results.

What confirmers said this year counts once it is finalised; until then people stand where they stood.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.staging import stages_of
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.skillmap import building, histories, model
from dxdesk.usecases.skillmap.model import MapPerson
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class StageHeads:
    """The people of a persona at one of its stages, of all ``asked``; ``stage`` is empty for none reached."""

    persona: str
    persona_name: str
    stage: str
    label: str
    asked: int
    people: tuple[MapPerson, ...]


def stage_heads(desk: Desk, fiscal_year: int = 0, section: str = "") -> tuple[StageHeads, ...]:
    """Return every stage of every persona with the people who stand there, 未到達 first.

    Raises:
        KnownError: ``wrong-role`` (HR alone has everybody's results), ``no-cycle``, ``section-unknown``.
    """
    desk.require(Role.HR)
    people = building.people_map(desk, fiscal_year, section)
    framework = people.framework
    if not framework.stages:
        return ()
    with desk.store.read() as uow:
        standing = histories.stages_of(uow, framework, people.cycle.fiscal_year)
    found = []
    for persona in framework.personas:
        stages = stages_of(framework, persona.code)
        if not stages:
            continue
        holds = model.holding(framework, {persona.name})
        by_stage: dict[str, list[MapPerson]] = {code: [] for code in ("", *(stage.code for stage in stages))}
        holders = [row for row in people.rows if holds(row)]
        for row in holders:
            code = standing.get(row.number, {}).get(persona.code, "")
            by_stage[code if code in by_stage else ""].append(row)
        found += [
            StageHeads(
                persona.code, persona.name, code, stage_name(framework, code), len(holders), tuple(rows)
            )
            for code, rows in by_stage.items()
        ]
    return tuple(found)
