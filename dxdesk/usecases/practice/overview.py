"""The cases, events and consultations of a year as screen, command and papers show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.domain.practice_record import (
    SOLVED_NAMES,
    SORT_NAMES,
    STATUS_NAMES,
    CaseSaid,
    ConsultationSaid,
    EventSaid,
    Status,
)
from dxdesk.domain.target_record import figure
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.practice.known import Known, known
from dxdesk.usecases.practice.ledger import Held, Practice, counted, kept_twice, practice
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.workplace.desk import Desk

UNKNOWN = "\N{HORIZONTAL BAR}"
"""What stands where nobody knows a figure: never 0."""
PLANNED = "予定"
"""What stands instead of a figure at what is still to come."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as people read it.

    ``twice``: both 人事課 and DX推進課 keep it, so that it counts once. ``apart`` is what two stores of its
    owner say differently of it.
    """

    held: Held[CaseSaid]
    section: str
    lead: str
    escorts: tuple[str, ...]
    tools: tuple[str, ...]
    twice: bool = False
    apart: str = ""

    @property
    def said(self) -> CaseSaid:
        """What the record says."""
        return self.held.said

    @property
    def status(self) -> str:
        """How far it is."""
        return STATUS_NAMES.get(self.said.status, self.said.status)

    @property
    def hours(self) -> str:
        """The hours a year before and after, as far as they are known."""
        if not self.said.hours_before and not self.said.hours_after:
            return UNKNOWN
        before, after = (_plain(text) for text in (self.said.hours_before, self.said.hours_after))
        return f"{before} → {after}時間"

    @property
    def saved(self) -> str:
        """The hours a year it created."""
        return saved_text(self.said.saved)

    @property
    def span(self) -> str:
        """From when to when."""
        days = [short_day(day) for day in (self.said.started, self.said.finished)]
        return "\N{WAVE DASH}".join(days) if any(days) else ""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as people read it; ``attendees`` by name where known, ``ahead``: it is still to come."""

    held: Held[EventSaid]
    attendees: tuple[str, ...] = ()
    apart: str = ""
    ahead: bool = False

    @property
    def said(self) -> EventSaid:
        """What the record says."""
        return self.held.said

    @property
    def sort(self) -> str:
        """Its sort."""
        return SORT_NAMES.get(self.said.sort, self.said.sort)

    @property
    def heads(self) -> str:
        """How many took part."""
        if self.ahead:
            return PLANNED
        return f"{self.said.heads:,}人" if self.said.heads else UNKNOWN


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation as people read it."""

    held: Held[ConsultationSaid]
    section: str
    apart: str = ""
    answered_by: str = ""

    @property
    def said(self) -> ConsultationSaid:
        """What the record says."""
        return self.held.said

    @property
    def solved(self) -> str:
        """Where it was solved."""
        return SOLVED_NAMES.get(self.said.solved, "")

    @property
    def days(self) -> str:
        """How long it took."""
        if self.said.solved in ("", "open"):
            return ""
        return f"{self.said.days:,}日" if self.said.days else "当日"


@dataclass(frozen=True)
class Totals:
    """What a year comes to; ``hours`` of the finished cases whose two figures are known (``measured``)."""

    running: int
    done: int
    hours: Decimal
    measured: int
    consultations: int
    solved: int
    events: tuple[tuple[str, int, int], ...]
    """By sort (code): how many, and how many people, each counted as often as they came."""

    @property
    def unmeasured(self) -> int:
        """How many finished cases of which nobody measured the hours."""
        return self.done - self.measured


@dataclass(frozen=True)
class PracticeYear:
    """A year; ``ended`` are the cases that were taken out of the list."""

    fiscal_year: int
    cases: tuple[CaseLine, ...]
    ended: tuple[CaseLine, ...]
    events: tuple[EventLine, ...]
    consultations: tuple[ConsultationLine, ...]
    totals: Totals

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.cases or self.events or self.consultations)


def in_year(case: CaseSaid, fiscal_year: int, now: int) -> bool:
    """Tell whether a case was worked at in a year; one that is not finished goes on until ``now``.

    Of one without a first day nobody knows since when: it is of the year it was finished in, or of ``now``.
    """
    last = fiscal_year_of(case.finished) or now
    return (fiscal_year_of(case.started) or last) <= fiscal_year <= last


def done_in(cases: Iterable[Held[CaseSaid]], fiscal_year: int) -> tuple[Held[CaseSaid], ...]:
    """Return the cases that count as finished in a year, each once."""
    return tuple(
        one for one in counted(cases) if one.said.done and fiscal_year_of(one.said.finished) == fiscal_year
    )


def hours_of(cases: Sequence[Held[CaseSaid]]) -> tuple[Decimal, int]:
    """Return the hours a year that some cases created, and of how many they are known."""
    found = [one.said.saved for one in cases]
    known_of = [one for one in found if one is not None]
    return sum(known_of, Decimal(0)), len(known_of)


def practice_year(desk: Desk, fiscal_year: int = 0) -> PracticeYear:
    """Return what there is of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_practice(uow)
        year = fiscal_year or fiscal_year_of(desk.services.clock.today())
        return _year(practice(uow), known(desk, uow), marks(uow), year)


def _year(there: Practice, names: Known, differs: Mapping[str, str], year: int) -> PracticeYear:
    now = fiscal_year_of(names.today)
    twice = kept_twice(there.cases)
    lines = tuple(
        CaseLine(
            one,
            names.section(one.said.section),
            names.person(one.said.lead),
            tuple(map(names.person, one.said.escorts)),
            tuple(map(names.tool, one.said.tools)),
            one.subject in twice,
            differs.get(one.subject, ""),
        )
        for one in there.cases
        if in_year(one.said, year, now)
    )
    events = tuple(
        EventLine(
            one,
            tuple(map(names.person, one.said.attendees)),
            differs.get(one.subject, ""),
            one.said.held_on > names.today,
        )
        for one in there.events
        if one.said.fiscal_year == year and not one.said.ended
    )
    asked = tuple(
        ConsultationLine(
            one,
            names.section(one.said.section),
            differs.get(one.subject, ""),
            names.person(one.said.answered_by) if one.said.answered_by else "",
        )
        for one in there.consultations
        if one.said.fiscal_year == year and not one.said.ended
    )
    return PracticeYear(
        year,
        tuple(one for one in lines if not one.said.ended),
        tuple(one for one in lines if one.said.ended),
        events,
        asked,
        _totals(there.until(names.today), there, year, now),
    )


def _totals(there: Practice, whole: Practice, year: int, now: int) -> Totals:
    """Return what a year comes to by what has happened (``there``), and what of the ``whole`` goes on."""
    events = [one.said for one in there.events if one.said.fiscal_year == year and not one.said.ended]
    asked = [one.said for one in there.consultations if one.said.fiscal_year == year and not one.said.ended]
    done = done_in(there.cases, year)
    running = [
        one
        for one in counted(whole.cases)
        if in_year(one.said, year, now) and one.said.status in (Status.ACTIVE, Status.PLANNED)
    ]
    hours, measured = hours_of(done)
    by_sort = []
    for code in SORT_NAMES:
        of = [one for one in events if one.sort == code]
        if of:
            by_sort.append((code, len(of), sum(one.heads for one in of)))
    solved = sum(one.solved not in ("", "open") for one in asked)
    return Totals(len(running), len(done), hours, measured, len(asked), solved, tuple(by_sort))


def practice_years(desk: Desk) -> tuple[tuple[int, str], ...]:
    """Return the years that can be looked at, with what they are called, that of today first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    today = fiscal_year_of(desk.services.clock.today())
    with desk.store.read() as uow:
        found = _years(uow) - {today, 0}
    return tuple((year, fiscal_year_label(year)) for year in (today, *sorted(found, reverse=True)))


def _years(uow: UnitOfWork) -> set[int]:
    there = practice(uow)
    found = {one.fiscal_year for one in all_cycles(uow)}
    for case in there.cases:
        found |= {fiscal_year_of(case.said.started), fiscal_year_of(case.said.finished)}
    found |= {one.said.fiscal_year for one in there.events}
    return found | {one.said.fiscal_year for one in there.consultations}


def _plain(text: str) -> str:
    found = figure(text)
    return f"{found:,f}" if found is not None else UNKNOWN


def saved_text(hours: Decimal | None) -> str:
    """Return hours that were created as people read them: more work than before is told as such."""
    if hours is None:
        return UNKNOWN
    plain = hours.normalize()
    return f"{plain:,f}時間" if plain >= 0 else f"{-plain:,f}時間の増"
