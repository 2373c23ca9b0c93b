"""Who is enrolled in which session: who comes first, then by arrival, with what is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dxdesk.domain import enrolments
from dxdesk.domain.contents import EnrolmentSaid, SessionSaid
from dxdesk.domain.enrolments import Arrival, State
from dxdesk.domain.errors import Problem
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.training.enrolment import (
    Checks,
    Enrolment,
    checks,
    enrolments_of,
    session_named,
    title_of,
)
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.priority import first_people
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.training.wording import turn_word
from dxdesk.usecases.workplace.desk import Desk


class Line(NamedTuple):
    """An enrolment as lists show it; ``arrival`` by what it is put in order, ``problems`` to be looked at.

    ``section`` is where its person works today, (code, name); ``asked_by`` the section that asked. ``first``
    names the 人材像 for which its person comes first (優先), empty for everybody else.
    """

    session: str
    title: str
    course: str
    turn: str
    number: str
    name: str
    section: tuple[str, str]
    asked_by: tuple[str, str]
    asked: bool
    state: State
    arrival: Arrival
    note: str
    decided_on: str
    reason: str
    problems: tuple[Problem, ...]
    first: str = ""


@dataclass(frozen=True, slots=True)
class SessionList:
    """The enrolments of a session, who comes first and then by arrival; ``over``: how many too many seats."""

    subject: str
    title: str
    course: str
    session: SessionSaid
    lines: tuple[Line, ...]

    def count(self, *states: State) -> int:
        """Return how many enrolments are in some states."""
        return sum(line.state in states for line in self.lines)

    @property
    def granted(self) -> tuple[Line, ...]:
        """Who has a seat, in department and number order."""
        found = (line for line in self.lines if line.state is State.GRANTED)
        return tuple(sorted(found, key=lambda line: (line.section[0], line.number)))

    @property
    def over(self) -> int:
        """How many more have a seat than there are."""
        return enrolments.over(self.session.seats, self.granted)

    @property
    def short(self) -> int:
        """How many more ask or have a seat than there are seats; 0 where nobody said how many there are."""
        wanted = self.count(State.ASKED, State.GRANTED)
        return max(wanted - self.session.seats, 0) if self.session.seats else 0


def session_lists(
    desk: Desk, fiscal_year: int = 0, session: str = "", section: str = ""
) -> tuple[SessionList, ...]:
    """Return who is enrolled in the sessions of a year, session by session.

    Args:
        desk: HR's store.
        fiscal_year: 0: every year that has enrolments.
        session: ``研修`` or ``研修/回``: only this one; empty: all.
        section: code of a department: only its people.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        wanted = session_named(known, session, fiscal_year) if session else ""
        return lists_in(uow, fiscal_year, wanted, section, today=desk.services.clock.today())


def lists_in(
    uow: UnitOfWork, fiscal_year: int = 0, wanted: str = "", section: str = "", *, today: str
) -> tuple[SessionList, ...]:
    """Return the lists of ``session_lists`` in a unit of work; ``wanted``: the subject of one session.

    ``today`` (ISO) is the day on which it counts who comes first.
    """
    known, found = ledger(uow), enrolments_of(uow)
    of_session: dict[str, list[Enrolment]] = {}
    for one in found.values():
        if one.state is not None and wanted in ("", one.said.session):
            of_session.setdefault(one.said.session, []).append(one)
    years = {one.said.fiscal_year for some in of_session.values() for one in some}
    looked = checks(uow, years if not fiscal_year else {fiscal_year})
    days = {one.number: one.received_at[:10] for one in uow.exchange.receipts(live_only=True)}
    codes, first = section_codes(section, looked.units), first_people(uow, today)
    lists = []
    for subject in dict.fromkeys((*of_session, *([wanted] if wanted else []))):
        some = of_session.get(subject, [])
        held = known.held.get(subject)
        session = held if held is not None else _lost(some[0].said)
        if fiscal_year in (0, session.fiscal_year):
            lines = (_line(looked, one, session, days, first) for one in some)
            kept = (line for line in lines if not section or line.section[0] in codes)
            ordered = tuple(sorted(kept, key=lambda line: (not line.first, line.arrival, line.number)))
            course = known.names.code(session.course)
            lists.append(SessionList(subject, title_of(known, session), course, session, ordered))
    return tuple(sorted(lists, key=lambda one: (one.session.fiscal_year, one.session.first_day, one.title)))


def _lost(said: EnrolmentSaid) -> SessionSaid:
    """Return a session that is in the ledger no more, as its enrolments remember it."""
    return SessionSaid(course=said.course, turn=said.turn, fiscal_year=said.fiscal_year, ended=True)


def _line(
    looked: Checks, one: Enrolment, session: SessionSaid, days: Mapping[int, str], first: Mapping[str, str]
) -> Line:
    said, state = one.said, one.state
    assert state is not None
    person = looked.people.get(one.number)
    here = person.department_code if person is not None else ""
    day = said.asked_on or days.get(one.receipt, "")
    return Line(
        said.session,
        title_of(looked.known, session),
        looked.known.names.code(session.course) or session.course,
        turn_word(session.turn),
        one.number or said.number,
        person.name if person is not None else "",
        (here, looked.section(here)),
        (said.asked_by, looked.section(said.asked_by)),
        said.asked,
        state,
        Arrival(day, one.receipt, said.asked_by or here, one.number),
        said.note,
        said.decided_on,
        said.reason,
        tuple(looked.problems(said, one.number, day)),
        first.get(one.number, ""),
    )


class Counts(NamedTuple):
    """Of the sessions of a course in a year: seats (0: nobody said), who waits, who has a seat."""

    seats: int = 0
    asked: int = 0
    enrolled: int = 0


def counts_of(desk: Desk, fiscal_year: int) -> Mapping[str, Counts]:
    """Return seats and enrolments of a year by course (code).

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        found: dict[str, Counts] = {}
        for one in known.sessions:
            code = known.names.code(one.course)
            if code and not one.ended and one.fiscal_year == fiscal_year:
                before = found.get(code, Counts())
                found[code] = before._replace(seats=before.seats + one.seats)
        for enrolled in enrolments_of(uow).values():
            code = known.names.code(enrolled.said.course)
            if code and enrolled.said.fiscal_year == fiscal_year:
                before = found.get(code, Counts())
                asked, seated = enrolled.state is State.ASKED, enrolled.state is State.GRANTED
                found[code] = before._replace(asked=before.asked + asked, enrolled=before.enrolled + seated)
    return found


def granted_lists(
    desk: Desk, fiscal_year: int = 0, session: str = "", section: str = ""
) -> tuple[SessionList, ...]:
    """Return the sessions in which people have a seat; without a session and a year, those not over yet.

    Raises:
        KnownError: as ``session_lists``.
    """
    today = desk.services.clock.today()
    found = session_lists(desk, fiscal_year, session, section)
    return tuple(
        one for one in found if one.granted and (session or fiscal_year or not is_over(one.session, today))
    )


def is_over(session: SessionSaid, today: str) -> bool:
    """Tell whether a session lies before a day (ISO); one without a day does not."""
    last = session.last_day or session.first_day
    return bool(last) and last < today


def course_and_day(desk: Desk, named: str) -> tuple[str, str]:
    """Return the name of the course and the last day (ISO) of the session that ``研修/回`` names.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        session = known.held[session_named(known, named)]
    course = known.course(known.names.code(session.course))
    name = course.name if course is not None else session.course
    return name, session.last_day or session.first_day


def session_titles(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the sessions that take place, by subject and title, the latest first.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
    held = [(key, one) for key, one in known.held.items() if not one.ended]
    held.sort(key=lambda it: (it[1].fiscal_year, it[1].first_day, it[1].turn), reverse=True)
    return tuple((key, f"{title_of(known, one)} {fiscal_year_label(one.fiscal_year)}") for key, one in held)
