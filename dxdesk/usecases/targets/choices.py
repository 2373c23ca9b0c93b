"""What there is to choose of where a target is written down by hand."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.staging import stages_of
from dxdesk.ports.entities import Role
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.targets.overview import target_years
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk

Named = tuple[tuple[str, str], ...]
"""Codes with what they are called."""


@dataclass(frozen=True)
class Choices:
    """Personas, stages by persona, skills and tools with levels, courses, indicators; the years there are."""

    personas: Named
    stages: dict[str, Named]
    items: Named
    levels: dict[str, Named]
    courses: Named
    indicators: Named
    years: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A shipped policy that states figures: its code, its name, how many targets it has."""

    code: str
    name: str
    targets: int


def choices(desk: Desk) -> Choices:
    """Return what a target can name.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        framework, courses = newest_framework(uow), ledger(uow).courses
        asked = tuple(
            (one.said.code, one.said.name) for one in indicators(uow).indicators if not one.said.ended
        )
    listed = tuple((one.code, one.name) for one in courses if not one.ended)
    years = target_years(desk)
    if framework is None:
        return Choices((), {}, (), {}, listed, asked, years)
    return Choices(
        tuple((one.code, one.name) for one in framework.personas),
        {
            one.code: tuple(
                (stage.code, stage_name(framework, stage.code)) for stage in stages_of(framework, one.code)
            )
            for one in framework.personas
        },
        tuple((item.uid, framework.title(item)) for item in framework.items),
        {
            item.uid: tuple((str(level.value), level.label) for level in framework.scale_of(item).levels)
            for item in framework.items
        },
        listed,
        asked,
        years,
    )


def offers(desk: Desk) -> tuple[Offer, ...]:
    """Return the shipped policies that state figures.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    from dxdesk.usecases.frameworks.target_list import has_targets, preset_targets

    return tuple(
        Offer(code, load_preset(code).name, len(preset_targets(code, 0)))
        for code in preset_codes()
        if has_targets(code)
    )
