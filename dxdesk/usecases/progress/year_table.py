"""Everybody's standing in a year, read in a handful of queries however many people there are.

The derived standings say how far people are; the assignments say who they are in that year. Status,
home, skill map and reports all start here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypeVar

from dxdesk.domain import deadlines, lifecycle, rights, targets
from dxdesk.domain import departments as tree
from dxdesk.domain.contents import Assignment
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Route, State
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Assessment, Department, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import lacking
from dxdesk.usecases.organisation import departments, lists
from dxdesk.usecases.person_year.acting import acting_of
from dxdesk.usecases.person_year.counting import deputies_in, heads_of_year, of_year
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle
from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T")
_NO_LEVEL = b"\xff"

OPEN_STATES = (State.NOT_STARTED, State.DRAFT, State.RETURNED, State.WITHDRAWN)
"""The person's own turn: nothing of theirs waits for a confirmer."""


STEPS: Mapping[str, str] = {"self": "申告", "first": "一次確認", "second": "二次確認"}
"""The steps of a person's year, by whose turn it is."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who somebody is in a year, as HR assigned it; ``exempt`` is the reason for 対象外, else empty.

    ``since``: the ISO day since when they are asked, empty for since the year was opened.
    """

    number: str
    name: str
    kana: str
    department_code: str
    department_name: str
    grade: str
    post: str
    personas: tuple[str, ...]
    route: Route
    first_name: str
    second_name: str
    exempt: str
    never_late: bool = False
    since: str = ""


@dataclass(frozen=True)
class Line:
    """One person of the year with their standing; ``state`` includes a local draft (下書き).

    ``acting``: in a section store, the confirmer in whose place its owner confirms this person today.
    ``undecided``: in HR's store, that something of theirs is here and waits for HR to decide which answer
    counts (食い違い) or who stood in (代理の確認).
    """

    member: Member
    standing: Assessment
    state: State
    acting: str = ""
    undecided: bool = False

    @property
    def asked(self) -> bool:
        """Whether the person is asked at all this year."""
        return self.state is not State.EXEMPT

    @property
    def finished(self) -> bool:
        """Whether nothing more is expected: the last confirmer is done, or there is none."""
        if self.state in (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED):
            return True
        return self.state is self.member.route.last_confirm

    @property
    def as_reported(self) -> bool:
        """Whether it is complete without anybody having confirmed it: there is no confirmer (申告のまま)."""
        said = bool(self.standing.confirmed_levels.strip(_NO_LEVEL))
        return self.asked and self.finished and lifecycle.as_reported(self.member.route, said=said)

    @property
    def confirmed(self) -> bool:
        """Whether the last confirmer has confirmed it (確認済)."""
        return self.finished and not self.as_reported

    @property
    def half_confirmed(self) -> bool:
        """Whether the first of two confirmers has (一次確認済)."""
        return self.state is State.FIRST_CONFIRMED and not self.finished

    @property
    def stage(self) -> str:
        """Whose turn it is: ``self``, ``first``, ``second``, or empty when nothing more is expected."""
        if not self.asked or self.finished:
            return ""
        if self.state in OPEN_STATES:
            return "self"
        if self.state is State.SUBMITTED and self.member.route.first:
            return "first"
        return "second"

    @property
    def kept(self) -> bool:
        """Whether something of theirs is here, waits for its sender's key (照合待ち), and is expected."""
        return self.standing.quarantined > 0 and bool(self.stage)

    @property
    def arrived(self) -> bool:
        """Whether what is expected is here and waits for this store (``kept``, ``undecided``): not late."""
        return bool(self.stage) and (self.kept or self.undecided)

    @property
    def in_charge(self) -> tuple[str, str]:
        """Number and name of the confirmer through whom one asks after this person; may be empty."""
        route, member = self.member.route, self.member
        if route.second and (not route.first or self.stage in ("second", "")):
            return route.second, member.second_name
        return route.first, member.first_name


@dataclass(frozen=True)
class YearTable:
    """A year with everybody in it, in department and number order.

    ``owner`` is the confirmer whose store it is, empty in HR's and a person's own.
    """

    cycle: Cycle
    today: str
    lines: tuple[Line, ...]
    units: Mapping[str, Department]
    owner: str = ""

    def due(self, line: Line) -> str:
        """Return the ISO date by which the person's next step is wanted, empty for none.

        A returned answer is wanted back in time for the confirmation, not by the day that has passed; who is
        asked only since some day of the year has days of their own (``domain.deadlines``).
        """
        own, first, second = self._days(line)
        if line.state is State.RETURNED:
            return first or second or own
        return {"self": own, "first": first, "second": second}.get(line.stage, "")

    def _days(self, line: Line) -> tuple[str, ...]:
        cycle = self.cycle
        return deadlines.own_days((cycle.due_self, cycle.due_first, cycle.due_second), line.member.since)

    def has_own_days(self, line: Line) -> bool:
        """Tell whether a person's own answers are wanted later than those of all others."""
        return self._days(line)[0] != self.cycle.due_self

    def overdue(self, line: Line) -> bool:
        """Tell whether a step's day has passed and it is not done; people on leave are never late.

        To a confirmer nobody is late whom they have confirmed: what follows is the next one's step. Nor is
        anybody whose step is here already and waits for this store to compare a key or to decide.
        """
        due = self.due(line)
        if not due or due >= self.today or line.member.never_late or line.arrived:
            return False
        return not (self.owner and line.stage == "second" and line.member.route.second != self.owner)

    def late_step(self, line: Line) -> str:
        """Return whose step is late, as people call it; empty where none is."""
        return STEPS.get(line.stage, "") if self.overdue(line) else ""

    def within(self, section: str) -> tuple[Line, ...]:
        """Return the people of a section and everything under it, all for an empty code.

        Raises:
            KnownError: ``section-unknown``.
        """
        return within(self.lines, section, self.units, lambda line: line.member.department_code)


def within(
    lines: Sequence[T], section: str, units: Mapping[str, Department], place: Callable[[T], str]
) -> tuple[T, ...]:
    """Return the lines of a section and everything under it, all for an empty code.

    Raises:
        KnownError: ``section-unknown``.
    """
    if not section:
        return tuple(lines)
    codes = section_codes(section, units)
    found = tuple(line for line in lines if place(line) in codes)
    if not found and section not in units:
        raise unknown_section(section)
    return found


def unknown_section(section: str) -> KnownError:
    """Return the error for a section nobody knows."""
    return KnownError(
        "section-unknown",
        "その所属コードの所属が、この年度にありません。",
        "提出状況の画面(コマンドでは dxdesk status)で所属コードを確かめてください。",
        found=section,
    )


def places(table: YearTable, by_section: Mapping[str, Sequence[Line]]) -> dict[str, str]:
    """Return what sections are called in a list of them, by code; each has its people."""
    return tree.direct_names(
        {code: lines[0].member.department_name for code, lines in by_section.items()}, table.units
    )


def section_codes(section: str, units: Mapping[str, Department]) -> frozenset[str]:
    """Return the codes of a section and everything under it."""
    return tree.below(section, units) | {section}


def members(uow: UnitOfWork, fiscal_year: int) -> dict[str, Member]:
    """Return who everybody is in a year, by employee number, from the assignments that count."""
    stored = of_year(uow, fiscal_year, Part.ASSIGNMENT)
    superseded = {covered for revision in stored for covered in revision.covers}
    found: dict[str, Member] = {}
    for revision in stored:
        number = revision.record.employee_number
        if revision.id in superseded or number in found:
            continue
        member = _KNOWN.get(revision.id)
        if member is None:
            if len(_KNOWN) >= _KNOWN_AT_MOST:
                _KNOWN.clear()
            member = _KNOWN[revision.id] = _member(number, revision.assignment)
        found[number] = member
    return found


_KNOWN: dict[str, Member] = {}
"""Assignments read before, by revision id: what an id says never changes, and home asks after every step."""

_KNOWN_AT_MOST = 60_000


def _member(number: str, said: Assignment) -> Member:
    return Member(
        number,
        said.name,
        said.kana,
        said.department[0],
        said.department[1],
        said.grade,
        said.title,
        said.personas,
        Route(said.first, said.second),
        said.first_name,
        said.second_name,
        said.exempt,
        said.never_late,
        said.since,
    )


def load(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0, *, leave: bool = True) -> YearTable:
    """Read a year; ``leave``: whether it matters who is never late (在職状態 is read from the roster).

    Raises:
        KnownError: ``no-cycle``.
    """
    cycle = find_cycle(uow, fiscal_year)
    who = members(uow, cycle.fiscal_year)
    if leave and desk.role is Role.HR:
        who = _on_leave(uow, who)
    found = []
    deputies = rights.NOBODY
    if desk.role is Role.SECTION:
        deputies = deputies_in(heads_of_year(uow, cycle.fiscal_year, Part.DEPUTIES))
    for standing in uow.results.assessments(cycle.fiscal_year):
        member = who.get(standing.employee_number)
        if member is not None:
            member = _once(member, cycle.rules)
            state = state_of(desk, uow, cycle.fiscal_year, standing.employee_number, standing.state)
            found.append(Line(member, standing, state, _acting(desk, member, state, deputies)))
    if desk.role is Role.HR:
        found = _undecided(uow, cycle.fiscal_year, found)
    found.sort(key=lambda line: (line.member.department_code, line.member.number))
    units = departments.named(uow, cycle.base_date)
    owner = desk.identity.owner if desk.role is Role.SECTION else ""
    return YearTable(cycle, desk.services.clock.today(), tuple(found), units, owner)


def _undecided(uow: UnitOfWork, fiscal_year: int, lines: list[Line]) -> list[Line]:
    """Mark for whom something is here that HR has yet to decide."""
    pending = [line.member.number for line in lines if line.standing.pending and line.stage]
    held = lacking.held_people(uow, fiscal_year, pending)
    return [
        replace(line, undecided=True) if line.standing.conflicts or line.member.number in held else line
        for line in lines
    ]


def _once(member: Member, rules: int) -> Member:
    """Return somebody whom one person would confirm at both stages with one stage, where the rules say so."""
    route = member.route
    found = rights.route_under(rules, route.first, route.second)
    return member if found == route else replace(member, route=found)


def _acting(desk: Desk, member: Member, state: State, deputies: rights.Deputies) -> str:
    if not deputies.terms:
        return ""
    owner, today = desk.identity.owner, desk.services.clock.today()
    waits = state is State.SUBMITTED
    found = acting_of(owner, member.number, member.route, deputies, today, waits_for_first=waits)
    return found.on_behalf_of if found is not None else ""


def _on_leave(uow: UnitOfWork, who: Mapping[str, Member]) -> dict[str, Member]:
    """Mark those whose 在職状態 (or another list) says that they are never late."""
    own = lists.own_lists(uow)
    never = cache(
        lambda *words: any(
            entry.never_late
            for entry in targets.entries_of(dict(zip(targets.LIST_LABELS, words, strict=True)), own)
        )
    )
    away = {
        person.number
        for person in (uow.people.employees() if any(entry.never_late for entry in own) else ())
        if never(person.grade, person.employment, person.duty_status)
    }
    return {
        number: replace(member, never_late=True) if number in away else member
        for number, member in who.items()
    }


def state_of(desk: Desk, uow: UnitOfWork, fiscal_year: int, number: str, kept: str) -> State:
    """Return the state; one's own unsubmitted answers are a draft, seen in one's own store only."""
    state = State(kept)
    if desk.role is not Role.PERSONAL or state not in (State.NOT_STARTED, State.WITHDRAWN):
        return state
    return state if uow.results.draft(fiscal_year, number) is None else State.DRAFT


def names(lines: Iterable[Line]) -> dict[str, str]:
    """Return department names by code."""
    return {line.member.department_code: line.member.department_name for line in lines}


def days_left(due: str, today: str) -> str:
    """Return how long until a due date: ``あと9日``, ``きょうまで``, ``3日過ぎています``; empty for none."""
    if not due:
        return ""
    days = (date.fromisoformat(due) - date.fromisoformat(today)).days
    if days == 0:
        return "きょうまで"
    return f"あと{days}日" if days > 0 else f"{-days}日過ぎています"
