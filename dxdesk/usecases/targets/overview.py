"""The targets of a year as screen, table and paper show them: plan, actual, forecast, where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dxdesk.domain.target_figures import (
    STANDING_MARKS,
    STANDING_NAMES,
    Measured,
    Standing,
    measured_text,
    period_of,
    planned,
    planned_of,
    planned_text,
    remaining,
    standing,
)
from dxdesk.domain.target_record import AIM_NAMES, SPAN_NAMES, Span, TargetSaid
from dxdesk.domain.thing_words import of_owner
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.targets.ledger import Held, targets
from dxdesk.usecases.targets.measuring import Measuring, Year
from dxdesk.usecases.workplace.desk import Desk

NONE_STATED = "方針に数値目標の定めはありません"
"""What is said of a policy that sets no figures, until the office enters its own (柏市, 中野区)."""

_STARS = "★"


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in a year; ``plan`` and ``found`` are figures, the other words are as people read them.

    ``earlier`` are the figures of the years before, oldest first: (fiscal year, plan, actual). ``apart`` is
    what two stores of its owner say differently of it, ``own`` whose the store is (``hr``, ``dx``),
    ``by_hand`` whether what somebody enters is the result of the year.
    """

    held: Held
    fiscal_year: int
    plan: Decimal | None
    found: Measured
    standing: Standing
    earlier: tuple[tuple[int, str, str], ...] = ()
    apart: str = ""
    own: str = ""
    by_hand: bool = True

    @property
    def name(self) -> str:
        """What it is called in this store: another section's says whose it is."""
        return of_owner(self.said.name, self.held.owner, self.own or self.held.owner)

    @property
    def said(self) -> TargetSaid:
        """What the record says."""
        return self.held.said

    @property
    def aim(self) -> str:
        """The type of target."""
        return AIM_NAMES.get(self.said.aim, "")

    @property
    def planned(self) -> str:
        """The planned figure."""
        return planned_text(self.said, self.plan)

    @property
    def until(self) -> int:
        """The later fiscal year whose figure is planned; 0 where it is the year's own, or there is none."""
        found = planned_of(self.said, self.fiscal_year)
        return found if found > self.fiscal_year else 0

    @property
    def own_plan(self) -> str:
        """The figure planned for the year itself; empty where it has none of its own."""
        return "" if self.until or self.plan is None else self.planned

    @property
    def period(self) -> str:
        """What a policy's period comes to in a later year, e.g. ``R11までに50%``; empty where it has none."""
        last = period_of(self.said, self.fiscal_year)
        if last <= self.fiscal_year:
            return ""
        return f"{fiscal_year_short(last)}までに{planned_text(self.said, self.said.plan(last))}"

    @property
    def may_divide(self) -> bool:
        """Whether the figure of its period can be divided onto years that may lack one."""
        first = max(self.fiscal_year, self.said.first_year)
        return period_of(self.said, first) > first and not self.said.per_section

    @property
    def planned_apart(self) -> str:
        """The planned figure where no 期間 stands beside it: ``50%(R11まで)`` is not the year's own."""
        return with_until(self.planned, self.until)

    @property
    def measured(self) -> str:
        """The figure of the year, empty where there is none."""
        return measured_text(self.said, self.found)

    @property
    def word(self) -> str:
        """Where it stands, with its mark."""
        return f"{STANDING_MARKS[self.standing]} {STANDING_NAMES[self.standing]}"

    @property
    def remaining(self) -> str:
        """What is lacking, e.g. ``あと34人``."""
        return remaining(self.said, self.plan, self.found)

    @property
    def forecast(self) -> str:
        """What is expected of the year, in figure and words."""
        found = self.said.forecasts.get(self.fiscal_year)
        if found is None:
            return ""
        value = f"{found.value}{self.said.unit}" if found.value else ""
        return "、".join(filter(None, (value, found.words)))

    @property
    def effort(self) -> str:
        """The stars of how hard it is, e.g. ``★★〜★★★(推定)``."""
        return effort_text(self.said)

    @property
    def span(self) -> str:
        """For what it is set."""
        return SPAN_NAMES.get(self.said.span, "")

    @property
    def done(self) -> Decimal | None:
        """How much of the plan is there, 0 to 1; ``None`` where nothing can be compared."""
        if self.found.value is None:
            return None
        if self.said.per_section and self.found.of:
            return Decimal(self.found.count or 0) / Decimal(self.found.of)
        return min(self.found.value / self.plan, Decimal(1)) if self.plan else None


def effort_text(said: TargetSaid) -> str:
    """Return how hard a target is to set and measure, as the material prints it."""
    if not said.effort:
        return ""
    to = f"\N{WAVE DASH}{_STARS * said.effort_to}" if said.effort_to > said.effort else ""
    return f"{_STARS * said.effort}{to}{'(推定)' if said.effort_estimated else ''}"


@dataclass(frozen=True)
class TargetYear:
    """The targets of a year; ``years`` are those that may be looked at, newest first.

    ``stated``: what is said where nobody set a figure.
    """

    fiscal_year: int
    lines: tuple[TargetLine, ...]
    ended: tuple[TargetLine, ...]
    years: tuple[int, ...]
    stated: str = ""

    @property
    def title(self) -> str:
        """The year as people read it."""
        return fiscal_year_label(self.fiscal_year)


@in_bulk()
def target_year(desk: Desk, fiscal_year: int = 0) -> TargetYear:
    """Return the targets of a year with what was measured.

    Args:
        desk: HR's store, or the digital section's.
        fiscal_year: 0 = that of the open cycle, else of today.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_aims(uow)
        return _year(desk, uow, fiscal_year)


def _year(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> TargetYear:
    known = targets(uow).held
    today = desk.services.clock.today()
    years = _years(uow, known, fiscal_year_of(today))
    year = fiscal_year or year_in_work(desk, uow)
    read: dict[int, Year] = {}
    measuring = {
        owner: Measuring(desk, uow, owner, (one.said for one in known if one.owner == owner), read)
        for owner in sorted({one.owner for one in known})
    }
    apart = marks(uow)
    lines = tuple(
        replace(
            _line(measuring[one.owner], one, year, today),
            apart=apart.get(one.subject, ""),
            own=desk.role.value,
        )
        for one in known
    )
    shown = tuple(one for one in lines if not one.said.ended)
    return TargetYear(
        year,
        shown,
        tuple(one for one in lines if one.said.ended),
        tuple(sorted({*years, year}, reverse=True)),
        "" if shown else f"{NONE_STATED}。",
    )


def target_years(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the years whose targets can be looked at, with what they are called, the one in work first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    today = fiscal_year_of(desk.services.clock.today())
    with desk.store.read() as uow:
        years, current = _years(uow, targets(uow).held, today), _meant(desk, uow, today)
    listed = (current, *sorted(years - {current}, reverse=True))
    return tuple((year, fiscal_year_label(year)) for year in listed)


def _line(measuring: Measuring, one: Held, year: int, today: str) -> TargetLine:
    said = one.said
    over = fiscal_year_of(today) > _last(said, year) or bool(said.deadline and said.deadline < today)
    plan = planned(said, year)
    found = measuring.of(said, year)
    before = sorted(y for y in {*said.plans, *said.actuals} if y < year)
    earlier = tuple(
        (y, planned_text(said, planned(said, y)), measured_text(said, measuring.earlier(said, y)))
        for y in before
    )
    stands = standing(said, plan, found, over=over)
    return TargetLine(one, year, plan, found, stands, earlier, by_hand=measuring.by_hand(said, year))


def with_until(planned: str, until: int) -> str:
    """Return a planned figure with the later fiscal year it is for; as it stands where ``until`` is 0."""
    return f"{planned}({fiscal_year_short(until)}まで)" if planned and until else planned


def _last(said: TargetSaid, year: int) -> int:
    return max(said.last_year, year) if said.span in (Span.POLICY, Span.BOTH) else year


def year_in_work(desk: Desk, uow: UnitOfWork) -> int:
    """Return the fiscal year that targets are of where nobody names one."""
    return _meant(desk, uow, fiscal_year_of(desk.services.clock.today()))


def _meant(desk: Desk, uow: UnitOfWork, today: int) -> int:
    if desk.role is Role.DX:  # HR's year is no year of its own: it is heard of long after it began
        return today
    cycles: Sequence[int] = [one.fiscal_year for one in all_cycles(uow) if not one.closed]
    return cycles[-1] if cycles else today


def _years(uow: UnitOfWork, known: Sequence[Held], today: int) -> set[int]:
    found = {one.fiscal_year for one in all_cycles(uow)} | {today}
    for one in known:
        found |= {*one.said.plans, *one.said.actuals}
    return found
