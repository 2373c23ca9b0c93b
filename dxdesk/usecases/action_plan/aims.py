"""The targets of a planned year: what it aims at, what was reached so far as of when, which lines serve it.

A plan goes on to other sections: a figure behind which few people stand is withheld, as in a 提供票.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain.action_plan import Figure, Named
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short, short_day
from dxdesk.usecases.action_plan.ledger import Held
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.targets.for_owner import withheld_of
from dxdesk.usecases.targets.overview import TargetLine, target_year, with_until
from dxdesk.usecases.workplace.desk import Desk

NOT_YET = "\N{EM DASH}"


@dataclass(frozen=True, slots=True)
class PlanAim:
    """A target beside a plan, in words: ``aim`` its type, ``effort`` its stars, ``planned`` the figure.

    ``until`` is the later fiscal year that the figure is for (基本方針), 0 where it is the year's own.
    ``reached`` is the figure of ``of_year`` (the planned year once it began, else the last that began), as of
    ``as_of`` (ISO, empty where nobody says); ``word`` where it stands, only in the planned year itself.
    ``lines`` are the names of the lines that serve it.
    """

    named: Named
    name: str
    aim: str
    effort: str
    planned: str
    is_set: bool
    reached: str = ""
    of_year: int = 0
    as_of: str = ""
    word: str = ""
    source: str = ""
    lines: tuple[str, ...] = ()
    until: int = 0

    @property
    def planned_text(self) -> str:
        """What was planned, and until when where it is not the year's own: ``50%(R11まで)``."""
        return with_until(self.planned, self.until)

    @property
    def reached_text(self) -> str:
        """What was reached, with its year: ``R8 34人``."""
        return f"{fiscal_year_short(self.of_year)} {self.reached}" if self.reached else NOT_YET

    @property
    def figure(self) -> str:
        """What was planned and reached, beside the other figures of a plan."""
        told = (
            f"目標値 {self.planned_text}" if self.is_set else "",
            f"実績 {self.reached_text}" if self.reached else "",
        )
        return "、".join(filter(None, told))

    @property
    def sentence(self) -> str:
        """What was reached, as the reason of a line carries it; empty where nobody knows."""
        if not self.reached:
            return ""
        day = f"、{short_day(self.as_of)}現在" if self.as_of else ""
        planned = f"目標値{self.planned_text}" if self.is_set else "目標値は未定"
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
    reached = planned if begun else target_year(desk, min(fiscal_year - 1, now)).lines
    found = {_named(one): one for one in reached}
    hidden = {Named(*one) for one in withheld_of(reached, below)}
    serving = _serving(held)
    return tuple(
        replace(
            _planned(one),
            **_reached(found[_named(one)], today, hide=_named(one) in hidden),
            word=one.word if begun and _named(one) not in hidden else "",
            lines=serving.get(_named(one), ()),
        )
        for one in planned
    )


def _named(one: TargetLine) -> Named:
    return Named(one.held.owner, one.said.code)


def _serving(held: Held | None) -> dict[Named, tuple[str, ...]]:
    found: dict[Named, tuple[str, ...]] = {}
    for _, line in sorted(held.said.lines.items()) if held is not None else ():
        if line.target and held is not None:
            named = Named.read(line.target, held.owner)
            found[named] = (*found.get(named, ()), line.name)
    return found


def _planned(one: TargetLine) -> PlanAim:
    is_set = one.plan is not None
    planned = one.planned if is_set else ""
    return PlanAim(_named(one), one.name, one.aim, one.effort, planned, is_set, until=one.until)


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
    }


def figures_of(desk: Desk, fiscal_year: int) -> tuple[Figure, ...]:
    """Return the targets of a year as figures that a plan of today rests on: planned, reached so far."""
    return tuple(
        Figure(
            f"target:{one.named.owner}:{one.named.code}",
            f"目標「{one.name}」",
            one.as_of,
            one.figure,
            one.source or "目標と指標",
        )
        for one in aims_of(desk, fiscal_year)
        if one.is_set or one.reached
    )
