"""効果分析: the confirmed levels of those who attended a course, before the year and after it.

Plain counts, for those of whom both years have a confirmed level; nothing says that the course made the
difference. Under 少人数の基準 counts are withheld. What comes out stands in the plan of a later year as a
reason for its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from dxdesk.domain.head_shares import share_text
from dxdesk.domain.small_cells import WITHHELD, Use, is_small, withhold_line
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.skillmap import building, past
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

EFFECT = "effect"
"""Begins the code of a figure of a plan that tells what became of those who attended a course."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a skill among those who attended a course (its code, its ``name``) for it in a year.

    ``attended`` came, ``people`` of them have a confirmed level of both years; ``None``: withheld. ``levels``
    are the labels, lowest first, ``before`` and ``after`` how many stand at each; ``rose``, ``same`` and
    ``fell`` how many moved. Each of these is ``None`` where it is withheld. ``item`` is the skill (uid),
    ``as_of`` the day (ISO) on which the levels after the year were finalised, ``before_as_of`` those before.
    """

    fiscal_year: int
    course: str
    skill: str
    attended: int | None
    people: int | None
    levels: tuple[str, ...] = ()
    before: tuple[int | None, ...] = ()
    after: tuple[int | None, ...] = ()
    rose: int | None = None
    same: int | None = None
    fell: int | None = None
    name: str = field(default="", kw_only=True)
    item: str = field(default="", kw_only=True)
    as_of: str = field(default="", kw_only=True)
    before_as_of: str = field(default="", kw_only=True)

    @property
    def source(self) -> str:
        """From which results it is: ``令和6年度と令和7年度の確定した結果``."""
        return (
            f"{fiscal_year_label(self.fiscal_year - 1)}と{fiscal_year_label(self.fiscal_year)}の確定した結果"
        )


def effect_text(one: Effect) -> str:
    """Return an effect that may be told as one sentence without its end, as the next plan carries it."""
    of = f"{fiscal_year_label(one.fiscal_year)}に受けて前後の水準が分かる人のうち"
    return f"{of}、「{one.skill}」が上がった人は{share_text(one.rose, one.people)}"


def moved_text(one: Effect, count: int | None) -> str:
    """Return how many of those with both levels moved one way, ``—`` where nothing is known of them."""
    return share_text(count, one.people) if one.levels else "\N{EM DASH}"


def compared(one: Effect) -> str:
    """Return which two results the levels are of, each with its day."""
    before, after = (
        f"{fiscal_year_label(year)}の確定した結果{f'({short_day(day)})' if day else ''}"
        for year, day in ((one.fiscal_year - 1, one.before_as_of), (one.fiscal_year, one.as_of))
    )
    return f"「前の年度」は{before}、「この年度」は{after}です。"


def shown(count: int | None) -> str:
    """Return a count of people as it is read."""
    return WITHHELD if count is None else f"{count:,}人"


def effects_of(desk: Desk, fiscal_year: int) -> dict[str, tuple[Effect, ...]]:
    """Return by course (code) what became of its skills in a year; nothing where not both years are final.

    Args:
        desk: HR's store, which alone has everybody's levels.
        fiscal_year: the year in which people attended.
    """
    if desk.role is not Role.HR:
        return {}
    maps = _final(desk, fiscal_year - 1), _final(desk, fiscal_year)
    before, after = maps
    if before is None or after is None:
        return {}
    with desk.store.read() as uow:
        if not training_on(uow):
            return {}
        known, below = ledger(uow), threshold(uow, Use.REPORT)
        taken = taken_in(uow, known, fiscal_year)
    found = {}
    for course in known.courses:
        came = taken[course.code].attended if course.code in taken else frozenset()
        if not came:
            continue
        items = dict.fromkeys(one.item for one in course.serves)
        of = [
            replace(
                _effect(fiscal_year, course.code, item, came, before, after, below),
                name=course.name,
                item=item,
                as_of=_day(after),
                before_as_of=_day(before),
            )
            for item in items
            if before.framework.has(item) and after.framework.has(item)
        ]
        if of:
            found[course.code] = tuple(of)
    return found


def _final(desk: Desk, fiscal_year: int) -> PeopleMap | None:
    """Return what was finalised of a year, read under the newest framework, ``None`` where nothing was."""
    moments = [one for one in past.moments(desk) if one.fiscal_year == fiscal_year]
    if not moments:
        return None
    return building.people_map(desk, fiscal_year, snapshot=moments[-1].snapshot, newest=True)


def _effect(
    fiscal_year: int,
    course: str,
    item: str,
    came: frozenset[str],
    before: PeopleMap,
    after: PeopleMap,
    below: int,
) -> Effect:
    old, new = (dict(_levels(one, item, came)) for one in (before, after))
    both = sorted(old.keys() & new.keys())
    framework = after.framework
    skill = framework.title(framework.item(item))
    attended = None if is_small(len(came), below) else len(came)
    if not both or is_small(len(both), below) or attended is None:
        return Effect(fiscal_year, course, skill, attended, None if both or attended is None else 0)
    values = framework.allowed_levels(framework.item(item))
    labels = tuple(framework.level_label(framework.item(item), value) for value in values)
    moved = Counter((new[one] > old[one]) - (new[one] < old[one]) for one in both)
    line = withhold_line([moved[1], moved[0], moved[-1]], below)
    return Effect(
        fiscal_year,
        course,
        skill,
        attended,
        len(both),
        labels,
        _distribution(old, both, values, below),
        _distribution(new, both, values, below),
        *line.cells,
    )


def _day(found: PeopleMap) -> str:
    return found.moment.day if found.moment is not None else ""


def _levels(found: PeopleMap, item: str, numbers: frozenset[str]) -> Iterator[tuple[str, int]]:
    place = found.place(item)
    for row in found.rows:
        level = row.level(place) if row.number in numbers else None
        if level is not None:
            yield row.number, level


def _distribution(
    levels: Mapping[str, int], numbers: list[str], values: tuple[int, ...], below: int
) -> tuple[int | None, ...]:
    counted = Counter(levels[one] for one in numbers)
    return withhold_line([counted[value] for value in values], below).cells
