"""On which figures a plan rests: confirmed results, survey, targets, attendance, effects, as of its day.

予算要求案 of a year rests on the results of the year two before it, the last that are final in autumn; 確定版
on those of the year just before. Counts of few people are withheld, for a plan goes on to other sections.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.domain.action_plan import DRAFT, Figure
from dxdesk.domain.errors import KnownError
from dxdesk.domain.head_shares import share_text
from dxdesk.domain.small_cells import WITHHELD, Use, withhold_line
from dxdesk.domain.training import State
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.aims import figures_of
from dxdesk.usecases.action_plan.effects import EFFECT, effects_of
from dxdesk.usecases.development.gaps import measure
from dxdesk.usecases.exchange.provisions import received
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.skillmap import building, past
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.training.figures import look_at
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk


def results_year(fiscal_year: int, version: str) -> int:
    """Return the year on whose confirmed results a plan of a year rests in a version."""
    return fiscal_year - (2 if version == DRAFT else 1)


@dataclass(frozen=True)
class Grounds:
    """The figures of a day, and the map of the confirmed results; ``None`` where none are final.

    ``missing`` says which grounds are not there, as people read it.
    """

    figures: tuple[Figure, ...]
    results: PeopleMap | None
    missing: tuple[str, ...]


def grounds(desk: Desk, fiscal_year: int, version: str) -> Grounds:
    """Return on what a plan made today would rest.

    Args:
        desk: HR's store, or that of DX推進課, which knows what HR gave it.
        fiscal_year: the year the plan is for.
        version: ``draft`` or ``final``.
    """
    year, today = results_year(fiscal_year, version), desk.services.clock.today()
    results = final_results(desk, year)
    found: list[Figure] = []
    missing: list[str] = []
    with desk.store.read() as uow:
        below, uses_training, uses_aims = threshold(uow, Use.REPORT), training_on(uow), aims_on(uow)
        given = [*_given(uow, year, today)] if desk.role is Role.DX else []
    levels = [*_levels(results, below)] if results is not None else given
    if not levels:
        missing.append(f"{fiscal_year_label(year)}の確定した結果")
    found += levels
    asked = [*_survey(desk, fiscal_year - 1)] if uses_aims else []
    if not asked:
        missing.append(f"{fiscal_year_label(fiscal_year - 1)}のアンケート")
    found += asked
    found += figures_of(desk, fiscal_year)
    attended = [*_attendance(desk, fiscal_year - 1, below, today)] if uses_training else []
    if not attended:
        missing.append(f"{fiscal_year_label(fiscal_year - 1)}の受講")
    return Grounds((*found, *attended, *_effects(desk, year)), results, tuple(missing))


def final_results(desk: Desk, fiscal_year: int) -> PeopleMap | None:
    """Return the map of what was finalised of a year until now, ``None`` where nothing was."""
    if desk.role is not Role.HR:
        return None
    with desk.store.read() as uow:
        known = {one.fiscal_year for one in all_cycles(uow)}
    moments = [one for one in past.moments(desk) if one.fiscal_year == fiscal_year]
    if fiscal_year not in known or not moments:
        return None
    try:
        return building.people_map(desk, fiscal_year, snapshot=moments[-1].snapshot)
    except KnownError as error:
        if error.code == "map-moment":
            return None
        raise


def _levels(results: PeopleMap, below: int) -> Iterator[Figure]:
    """Yield of each skill how many of those confirmed are below what is required of them."""
    gaps = measure(results, results)
    day = results.moment.day if results.moment is not None else ""
    source = f"{results.cycle.label}の確定した結果"
    for item, cell in gaps.ranked(gaps.total):
        short, reached = cell.need.short, cell.need.known - cell.need.short
        if not short + reached:
            continue
        line = withhold_line([short, reached], below)
        name = f"「{item.title}」で、求められる水準に届いていない人"
        yield Figure(f"level:{item.uid}", name, day, share_text(line.cells[0], line.total), source)


def _given(uow: UnitOfWork, fiscal_year: int, today: str) -> Iterator[Figure]:
    """Yield of each skill how many have it at the lowest level, as HR's 提供票 counts them."""
    for one in received(uow, today):
        if one.fiscal_year != fiscal_year:
            continue
        day = one.receipt.received_at[:10]
        source = f"人事課の提供票({fiscal_year_label(fiscal_year)})"
        for skill in one.given.skills:
            for _, __, counts in skill.rows[-1:]:  # the last row is of everybody
                told = "、".join(
                    f"{level} {WITHHELD if count is None else f'{count:,}人'}"
                    for level, count in zip(skill.levels, counts, strict=False)
                )
                yield Figure(f"given:{skill.uid}", f"「{skill.name}」のレベルごとの人数", day, told, source)


def _survey(desk: Desk, fiscal_year: int) -> Iterator[Figure]:
    """Yield the indicators that were measured in a year; their figures stand as they were counted."""
    today = desk.services.clock.today()
    for row in overview(desk).rows:
        for point in row.points:
            if point.year == fiscal_year and point.text:
                code = f"survey:{row.owner}:{row.indicator.code}"
                source = point.source or f"{fiscal_year_label(fiscal_year)}のアンケート"
                # Of a published figure nobody knows the day: its source says which report it is of.
                day = "" if point.source else today
                yield Figure(code, f"評価指標「{row.indicator.name}」", day, point.text, source)


def _attendance(desk: Desk, fiscal_year: int, below: int, today: str) -> Iterator[Figure]:
    """Yield of each course of a year how many of those asked have completed it so far."""
    with desk.store.read() as uow:
        courses = look_at(desk, uow, fiscal_year, lambda one: not one.ended).courses
    source = f"研修台帳({fiscal_year_label(fiscal_year)})"
    for one in courses:
        if one.state is not State.COUNTED:
            continue
        done = len(one.completed)
        line = withhold_line([done, len(one.asked) - done], below)
        name = f"研修「{one.course.name}」を修了した人"
        yield Figure(f"course:{one.course.code}", name, today, share_text(line.cells[0], line.total), source)


def _effects(desk: Desk, fiscal_year: int) -> Iterator[Figure]:
    """Yield what became of the levels of those who attended in the year whose results a plan rests on."""
    for of in effects_of(desk, fiscal_year).values():
        for one in of:
            if one.levels:
                name = f"研修「{one.name}」を受けて「{one.skill}」が上がった人"
                told = share_text(one.rose, one.people)
                yield Figure(f"{EFFECT}:{one.course}:{one.item}", name, one.as_of, told, one.source)
