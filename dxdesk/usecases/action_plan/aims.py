"""The targets of a planned year: what it aims at, what was reached so far as of when, which lines serve it.

A plan goes on to other sections: a figure behind which few people stand is withheld, as in a 提供票.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain.action_plan import Figure, Named
from dxdesk.domain.indicators import aimed_text
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.target_record import BASIS_NAMES, Basis
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.ledger import Held
from dxdesk.usecases.action_plan.words import NOT_SAID
from dxdesk.usecases.indicators import overview
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.targets.dividing import Division, divisions
from dxdesk.usecases.targets.for_owner import withheld_of
from dxdesk.usecases.targets.overview import TargetLine, target_year
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

NOT_YET = "\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class PlanAim:
    """A target beside a plan, in words: ``aim`` its type, ``effort`` its stars.

    ``planned`` is the figure of the planned year itself, empty where it has none of its own, and ``period``
    what the policy's period comes to in a later year (``R11までに50%``). ``suggested`` is what the year would
    have if the period were divided evenly (逆算), only where it has no figure: it is shown and never kept.
    ``reached`` is the figure of ``of_year`` (the planned year once it began, else the last that began), as of
    ``as_of`` (ISO, empty where nobody says); ``word`` where it stands, only in the planned year itself.
    ``lines`` are the names of the lines that serve it; ``base`` from what the figure is (数え方, or where an
    entered one comes from), empty where there is none.
    """

    named: Named
    name: str
    aim: str
    effort: str
    planned: str
    period: str = ""
    suggested: str = ""
    reached: str = ""
    of_year: int = 0
    as_of: str = ""
    word: str = ""
    source: str = ""
    lines: tuple[str, ...] = ()
    base: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is a figure to aim at, for the year or for the period."""
        return bool(self.planned or self.period)

    @property
    def planned_text(self) -> str:
        """The planned year's own figure, with the suggestion where there is only one: ``未定(案 20%)``."""
        suggested = f"(案 {self.suggested})" if self.suggested else ""
        return self.planned or f"{NOT_SAID}{suggested}"

    @property
    def reached_text(self) -> str:
        """What was reached, with its year: ``R8 34人``."""
        return f"{fiscal_year_short(self.of_year)} {self.reached}" if self.reached else NOT_YET

    @property
    def figure(self) -> str:
        """What was planned and reached, beside the other figures of a plan."""
        told = (
            f"目標値 {self.planned}" if self.planned else "",
            f"期間の目標 {self.period}" if self.period else "",
            f"実績 {self.reached_text}" if self.reached else "",
        )
        return "、".join(filter(None, told))

    @property
    def sentence(self) -> str:
        """What was reached, as the reason of a line carries it; empty where nobody knows."""
        if not self.reached:
            return ""
        day = f"、{short_day(self.as_of)}現在" if self.as_of else ""
        figures = (
            f"目標値{self.planned}" if self.planned else "",
            f"期間の目標は{self.period}" if self.period else "",
        )
        planned = "、".join(filter(None, figures)) or "目標値は未定"
        return f"目標「{self.name}」は{fiscal_year_label(self.of_year)}に{self.reached}({planned}{day})"


def aims_of(desk: Desk, fiscal_year: int, held: Held | None = None) -> tuple[PlanAim, ...]:
    """Return the targets of a planned year in the order of their types; none where targets are not used.

    Args:
        desk: HR's store, or the digital section's.
        fiscal_year: the year that is planned.
        held: the plan whose lines may name them.
    """
    with desk.store.read() as uow:
        if not aims_on(uow):
            return ()
        below = threshold(uow, Use.REPORT)
    today = desk.services.clock.today()
    now = fiscal_year_of(today)
    begun = now >= fiscal_year
    planned = target_year(desk, fiscal_year).lines
    asked = _asked(desk, fiscal_year, {one.said.of_indicator for one in planned}, held)
    reached = planned if begun else target_year(desk, min(fiscal_year - 1, now)).lines
    found = {_named(one): one for one in reached}
    hidden = {Named(*one) for one in withheld_of(reached, below)}
    serving = _serving(held)
    shares = divisions(desk, min(fiscal_year, now)) if any(one.period for one in planned) else {}
    of_targets = (
        replace(
            _planned(one, shares),
            **_reached(found[_named(one)], today, hide=_named(one) in hidden),
            word=one.word if begun and _named(one) not in hidden else "",
            lines=serving.get(_named(one), ()),
        )
        for one in planned
    )
    return (*of_targets, *asked)


OF_INDICATOR = "評価指標"
"""Stands where a target has its type: its figure for the year follows from the survey before."""


def _asked(desk: Desk, fiscal_year: int, beside: Collection[str], held: Held | None) -> tuple[PlanAim, ...]:
    """Return the indicators with what the survey of the year before sets for the year (品川区 評価指標).

    One that a target names already is left to that. The lines that serve one are those whose course or 取組
    is for its outcome.
    """
    today = desk.services.clock.today()
    begun = fiscal_year_of(today) >= fiscal_year
    with desk.store.read() as uow:
        rows = [
            one
            for one in overview.read(uow, fiscal_year if begun else fiscal_year - 1).rows
            if one.indicator.code not in beside
        ]
        serving = _for_outcomes(uow, held) if rows else {}
    return tuple(
        found
        for one in rows
        if (found := _of_indicator(one, fiscal_year, today, serving.get(one.indicator.outcome, ())))
        is not None
    )


def _of_indicator(row: overview.Row, year: int, today: str, lines: tuple[str, ...]) -> PlanAim | None:
    stands, of_year = row.standing, row.standing.newest is not None and row.standing.newest.year == year
    aimed = stands.held_against if of_year else stands.next
    if aimed is None:
        return None
    missed = "× 未達" if fiscal_year_of(today) > year else "△ 途中"
    newest = stands.newest
    return PlanAim(
        Named(row.owner, f"{OF_INDICATOR} {row.indicator.code}"),
        row.indicator.name,
        OF_INDICATOR,
        "",
        aimed_text(aimed),
        reached="" if newest is None else newest.text,
        of_year=0 if newest is None else newest.year,
        word=("○ 達成" if stands.met else missed) if of_year else "",
        source="" if newest is None else newest.source,
        lines=lines,
        base="" if newest is None else newest.source or f"アンケート({fiscal_year_label(newest.year)})",
    )


def _for_outcomes(uow: UnitOfWork, held: Held | None) -> dict[str, tuple[str, ...]]:
    """Return by outcome (code) the names of the lines whose course or 取組 is for it."""
    activities = {one.said.code: one.said.outcomes for one in reversed(indicators(uow).activities)}
    known = ledger(uow) if training_on(uow) else None
    found: dict[str, tuple[str, ...]] = {}
    for _, line in sorted(held.said.lines.items()) if held is not None else ():
        course = known.course(line.course) if known is not None and line.course else None
        outcomes = (*(course.outcomes if course is not None else ()), *activities.get(line.activity, ()))
        for outcome in dict.fromkeys(outcomes):
            found[outcome] = (*found.get(outcome, ()), line.name)
    return found


def _named(one: TargetLine) -> Named:
    return Named(one.held.owner, one.said.code)


def _serving(held: Held | None) -> dict[Named, tuple[str, ...]]:
    found: dict[Named, tuple[str, ...]] = {}
    for _, line in sorted(held.said.lines.items()) if held is not None else ():
        if line.target and held is not None:
            named = Named.read(line.target, held.owner)
            found[named] = (*found.get(named, ()), line.name)
    return found


def _planned(one: TargetLine, divisions: Mapping[tuple[str, str], Division]) -> PlanAim:
    found = divisions.get((one.held.owner, one.said.code))
    suggested = found.text(one.fiscal_year) if found is not None and not one.own_plan else ""
    return PlanAim(_named(one), one.name, one.aim, one.effort, one.own_plan, one.period, suggested)


def _reached(one: TargetLine, today: str, *, hide: bool) -> dict[str, Any]:
    """Return what a plan tells of a figure; one that somebody entered has the day they said, or none."""
    found = one.found
    if found.value is None:
        return {"of_year": one.fiscal_year}
    return {
        "of_year": one.fiscal_year,
        "reached": WITHHELD if hide else one.measured,
        "as_of": found.as_of or ("" if found.source else today),
        "source": found.source,
        "base": _base(one),
    }


def _base(one: TargetLine) -> str:
    """Return from what a figure is: how it was counted, or where one that somebody entered comes from."""
    found, counted = one.found, BASIS_NAMES.get(one.said.basis, "") if one.said.basis != Basis.HAND else ""
    if found.entered or not counted:
        return "手で入れた値" + (f"({found.source})" if found.source else "")
    return counted + (f"({found.source})" if found.source else "")


def figures_of(desk: Desk, fiscal_year: int) -> tuple[Figure, ...]:
    """Return the targets of a year as figures that a plan of today rests on: planned, reached so far."""
    return tuple(
        Figure(
            f"target:{one.named.owner}:{one.named.code}",
            f"目標「{one.name}」",
            one.as_of,
            one.figure,
            one.base or "目標と指標",
        )
        for one in aims_of(desk, fiscal_year)
        # What a survey came to stands among the figures by itself.
        if (one.is_set or one.reached) and one.aim != OF_INDICATOR
    )
