"""Enrolments as the office's records say them: who asks for which session, and what HR decided.

An asking covers nothing and is never covered: the same sheet read twice is one asking, and two sheets say
what they say in whatever order they come. What HR decides follows all that was said of the enrolment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dxdesk.domain import canonical, enrolments, owned, subjects
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import EnrolmentSaid, SessionSaid, owned_value
from dxdesk.domain.enrolments import DECISIONS, Arrival, State
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.text import cleaned
from dxdesk.domain.training import NOBODY, Taken
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.person_year.local_work import LOCAL, own_trust, record_key
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.training import keeping
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.people import away_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

ENROLMENT = "enrolment"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An enrolment that counts: what its revisions come to, and the first live receipt that brought it."""

    said: EnrolmentSaid
    state: State | None
    counting: tuple[Revision, ...]
    receipt: int


@once_a_unit
def enrolments_of(uow: UnitOfWork) -> Mapping[str, Enrolment]:
    """Return all enrolments by their subject; a function of the records that count alone."""
    keys = accepted_keys(uow)
    gathered: dict[str, list[Revision]] = {}
    receipts: dict[str, list[int]] = {}
    for stored in uow.exchange.part(0, Part.OWNED):
        subject = stored.revision.record.employee_number
        if subject.startswith(f"{ENROLMENT}:") and sealed_by_owner(stored.revision, keys):
            gathered.setdefault(subject, []).append(stored.revision)
            if EnrolmentSaid.read(stored.revision.content).asked:
                receipts.setdefault(subject, []).extend(stored.receipts)
    found: dict[str, Enrolment] = {}
    for subject, revisions in gathered.items():
        counting = tuple(revisions)
        said = EnrolmentSaid.read(owned.value(counting))
        state = None if said.ended else enrolments.state_of(said, counting)
        found[subject] = Enrolment(said, state, counting, min(receipts.get(subject, [LOCAL])))
    return found


def subject_of(session: str, number: str) -> str:
    """Return the subject of somebody's enrolment in a session (by its subject)."""
    return f"{ENROLMENT}:{subjects.enrolment_uid(Role.HR.value, session, number)}"


# --- which session -----------------------------------------------------------------------------------


def title_of(known: Ledger, session: SessionSaid) -> str:
    """Return what people call a session: 「DX基礎研修 第1回」, or with its day where it has no number."""
    course = known.course(known.names.code(session.course))
    name = course.name if course is not None else session.course
    return f"{name} {session.turn or short_day(session.first_day)}".strip()


def sessions_named(
    known: Ledger, course: str, turn: str = "", day: str = "", fiscal_year: int = 0
) -> list[str]:
    """Return the subjects of the sessions that a course and what else is said of them name, by day.

    Args:
        known: the ledger.
        course: code or name of the course, in any of its names.
        turn: 第1回 …, in any width; empty: any.
        day: first day (ISO), empty: any.
        fiscal_year: 0: any.
    """
    code, text = known.names.code(course), evened(course)
    return [
        subject
        for subject, one in sorted(known.held.items(), key=lambda it: (it[1].first_day, it[1].turn))
        if (known.names.code(one.course) == code if code else evened(one.course) == text)
        and (not turn or evened(turn) in (evened(one.turn), one.first_day))
        and (not day or one.first_day == day)
        and fiscal_year in (0, one.fiscal_year)
    ]


def session_named(known: Ledger, named: str, fiscal_year: int = 0) -> str:
    """Return the subject of the session that ``研修`` or ``研修/回`` names.

    Raises:
        KnownError: ``session-unknown``, ``session-ambiguous``.
    """
    course, _, turn = named.partition("/")
    found = sessions_named(known, course.strip(), turn.strip(), fiscal_year=fiscal_year)
    if not found:
        raise KnownError(
            "session-unknown",
            f"研修台帳に「{named}」の回がありません。何も変えていません。",
            "「研修コード/第1回」のように、一覧(dxdesk courses)のとおりに書いてください。",
            found=named,
        )
    if len(found) > 1:
        raise KnownError(
            "session-ambiguous",
            f"「{named}」の回がいくつかあり、どれか決められません。何も変えていません。",
            "「研修コード/第1回」か「研修コード/2026-06-01」(開催日)のように、回まで書いてください。",
            found="、".join(title_of(known, known.held[one]) for one in found),
        )
    return found[0]


# --- what is to be looked at -------------------------------------------------------------------------

LEFT, AWAY, ELSEWHERE, LATE, TAKEN, LACKING, TWO_SESSIONS, OVER, NO_SESSION = (
    *("enrolment-left", "enrolment-away", "enrolment-other-section", "enrolment-late"),
    *("enrolment-completed", "enrolment-prerequisite", "enrolment-two-sessions", "session-overfull"),
    "enrolment-session-ended",
)
"""Codes of what is said of an enrolment; none of them decides anything."""

STANDS_IN_THE_WAY = frozenset({LEFT, AWAY, TAKEN, LACKING, TWO_SESSIONS, NO_SESSION})
"""Who is told of one of these gets no seat by the order of arrival: HR decides by name."""


@dataclass(frozen=True)
class Checks:
    """What is known of people and courses, to look at enrolments by."""

    known: Ledger
    people: Mapping[str, Employee]
    away: frozenset[str]
    taken: Mapping[int, Mapping[str, Taken]]
    units: Mapping[str, Department]
    standing: Mapping[tuple[str, str, int], frozenset[str]] = field(default_factory=dict)
    """Sessions (subjects) that somebody has an open enrolment in, by course, number and year."""

    def problems(self, said: EnrolmentSaid, day: str) -> Iterator[Problem]:
        """Yield what is to be looked at before somebody is granted a seat.

        Args:
            said: the enrolment.
            day: when it was asked for (ISO), empty where nobody knows.
        """
        person = self.people.get(said.number)
        session = self.known.held.get(said.session)
        name = f"{person.name}さん({said.number})" if person is not None else said.number
        if person is None or person.left:
            message = f"{name}は、いまの名簿にいない人です。"
            yield Problem(LEFT, message, "申込を見直してください。", said.number)
        elif said.number in self.away:
            yield Problem(
                AWAY,
                f"{name}は、休業等で、研修の対象になっていない人です。",
                "受けられるかを所属に確かめてから決めてください。",
                said.number,
            )
        if person is not None and said.asked_by and not self._belongs(person, said.asked_by):
            here, asked = self.section(person.department_code), self.section(said.asked_by)
            message = f"{name}は{here}の人ですが、{asked}から申込がありました。"
            yield Problem(ELSEWHERE, message, "異動の前の申込でないかを確かめてください。", said.number)
        if session is None or session.ended:
            message = f"{name}の申込は、いまの研修台帳にない(中止になった)回への申込です。"
            yield Problem(NO_SESSION, message, "別の回にするか、見送りにしてください。", said.number)
            return
        if session.deadline and day and day > session.deadline:
            message = f"{name}の申込は、締切({short_day(session.deadline)})の後です。"
            yield Problem(LATE, message, "受け付けるかどうかを決めてください。", short_day(day))
        yield from self._of_course(said, session, name)

    def section(self, code: str) -> str:
        """Return what a department is called, its code where nobody knows it."""
        unit = self.units.get(code)
        return unit.name if unit is not None else code

    def _belongs(self, person: Employee, section: str) -> bool:
        return person.department_code in section_codes(section, self.units)

    def _of_course(self, said: EnrolmentSaid, session: SessionSaid, name: str) -> Iterator[Problem]:
        code = self.known.names.code(session.course)
        course = self.known.course(code)
        if course is None:
            return
        taken = self.taken.get(session.fiscal_year, {})
        own = taken.get(code, Taken())
        if said.number in own.completed or said.number in own.held:
            message = f"{name}は、「{course.name}」をすでに修了しています。"
            yield Problem(TAKEN, message, "もう一度受けるかどうかを決めてください。", said.number)
        before = taken.get(course.after, Taken()).before if course.after else NOBODY
        if course.after and said.number not in before:
            first = self.known.course(course.after)
            message = f"{name}は、先に受ける研修「{first.name if first else course.after}」を受けていません。"
            yield Problem(LACKING, message, "先の研修を受けてからか、決めてください。", said.number)
        others = self.standing.get((code, said.number, session.fiscal_year), NOBODY) - {said.session}
        if others:
            turns = "、".join(title_of(self.known, self.known.held[one]) for one in sorted(others))
            message = f"{name}は、同じ研修の別の回にも申し込んでいます。"
            yield Problem(TWO_SESSIONS, message, "どちらかの回だけにしてください。", turns)


def checks(uow: UnitOfWork, years: Iterable[int]) -> Checks:
    """Return what enrolments of some fiscal years are looked at by."""
    known = ledger(uow)
    standing: dict[tuple[str, str, int], set[str]] = {}
    for one in enrolments_of(uow).values():
        if one.state in (State.ASKED, State.GRANTED) and one.said.session in known.held:
            session = known.held[one.said.session]
            if not session.ended:
                key = known.names.code(session.course), one.said.number, session.fiscal_year
                standing.setdefault(key, set()).add(one.said.session)
    return Checks(
        known,
        {person.number: person for person in uow.people.employees(include_left=True)},
        away_of(uow),
        {year: taken_in(uow, known, year) for year in sorted({*years})},
        departments.named(uow),
        {key: frozenset(found) for key, found in standing.items()},
    )


# --- the list ----------------------------------------------------------------------------------------


class Line(NamedTuple):
    """An enrolment as lists show it; ``arrival`` by what it is put in order, ``problems`` to be looked at.

    ``section`` is where its person works today, (code, name); ``asked_by`` the section that asked.
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


@dataclass(frozen=True, slots=True)
class SessionList:
    """The enrolments of one session, in the order of arrival; ``over``: how many too many are granted."""

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
        return lists_in(uow, fiscal_year, wanted, section)


def lists_in(
    uow: UnitOfWork, fiscal_year: int = 0, wanted: str = "", section: str = ""
) -> tuple[SessionList, ...]:
    """Return the lists of ``session_lists`` in a unit of work; ``wanted``: the subject of one session."""
    known, found = ledger(uow), enrolments_of(uow)
    of_session: dict[str, list[Enrolment]] = {}
    for one in found.values():
        if one.state is not None and wanted in ("", one.said.session):
            of_session.setdefault(one.said.session, []).append(one)
    years = {one.said.fiscal_year for some in of_session.values() for one in some}
    looked = checks(uow, years if not fiscal_year else {fiscal_year})
    days = {one.number: one.received_at[:10] for one in uow.exchange.receipts(live_only=True)}
    codes = section_codes(section, looked.units)
    lists = []
    for subject in dict.fromkeys((*of_session, *([wanted] if wanted else []))):
        some = of_session.get(subject, [])
        held = known.held.get(subject)
        session = held if held is not None else _lost(some[0].said)
        if fiscal_year in (0, session.fiscal_year):
            lines = (_line(looked, one, session, days) for one in some)
            kept = (line for line in lines if not section or line.section[0] in codes)
            ordered = tuple(sorted(kept, key=lambda line: (line.arrival, line.number)))
            course = known.names.code(session.course)
            lists.append(SessionList(subject, title_of(known, session), course, session, ordered))
    return tuple(sorted(lists, key=lambda one: (one.session.fiscal_year, one.session.first_day, one.title)))


def _lost(said: EnrolmentSaid) -> SessionSaid:
    """Return a session that is in the ledger no more, as its enrolments remember it."""
    return SessionSaid(course=said.course, turn=said.turn, fiscal_year=said.fiscal_year, ended=True)


def _line(looked: Checks, one: Enrolment, session: SessionSaid, days: Mapping[int, str]) -> Line:
    said, state = one.said, one.state
    assert state is not None
    person = looked.people.get(said.number)
    here = person.department_code if person is not None else ""
    day = said.asked_on or days.get(one.receipt, "")
    return Line(
        said.session,
        title_of(looked.known, session),
        looked.known.names.code(session.course) or session.course,
        session.turn,
        said.number,
        person.name if person is not None else "",
        (here, looked.section(here)),
        (said.asked_by, looked.section(said.asked_by)),
        said.asked,
        state,
        Arrival(day, one.receipt, said.asked_by or here, said.number),
        said.note,
        said.decided_on,
        said.reason,
        tuple(looked.problems(said, day)),
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


# --- asking and deciding -----------------------------------------------------------------------------


class Asking(NamedTuple):
    """What is said of somebody's enrolment: the session's subject, the number, and the fields."""

    session: str
    number: str
    fields: Mapping[str, Any]


def asking(known: Ledger, session: str, number: str, fields: Mapping[str, Any]) -> Asking:
    """Return a saying with all that an enrolment repeats of its session."""
    held = known.held[session]
    about = {"session": session, "course": held.course, "turn": held.turn, "fiscal_year": held.fiscal_year}
    said = {**about, "number": number, **fields}
    return Asking(session, number, {name: value for name, value in said.items() if value or value is False})


def made_of(desk: Desk, uow: UnitOfWork, sayings: Iterable[Asking]) -> tuple[list[Revision], keeping.Said]:
    """Return the revisions of some sayings that are new here, and what they come to.

    What says nothing of a decision is said whole and covers nothing. A decision knows all that was said.
    """
    known, key_id, trust = enrolments_of(uow), desk.key_id, own_trust(desk)
    counts = [0, 0, 0]
    made: list[Revision] = []
    for one in sayings:
        subject = subject_of(one.session, one.number)
        before = known.get(subject)
        counting = before.counting if before is not None else ()
        text = canonical.dumps(cleaned(owned_value(Role.HR.value, one.fields)))
        key = record_key(desk, 0, subject, Part.OWNED)
        revision = Revision(key, frozenset(), text, key_id, trust)
        if one.fields.get("decision"):
            covers = frozenset[str]().union(*(said.lineage for said in counting))
            if before is not None and before.state == one.fields["decision"]:
                counts[2] += 1
                continue
            revision = Revision(key, covers, text, key_id, trust)
        made.append(revision)
        known_before = any(said.id == revision.id for said in counting)
        counts[2 if known_before else 1 if counting else 0] += 1
    return made, keeping.Said(*counts)


@dataclass(frozen=True, slots=True)
class Decided:
    """What deciding came to: who, who is left to decide, and what is to be looked at."""

    numbers: tuple[str, ...]
    left: tuple[Line, ...]
    notices: tuple[Problem, ...]


def decide(
    desk: Desk, session: str, numbers: Sequence[str], decision: str, reason: str = "", fiscal_year: int = 0
) -> Decided:
    """Decide of some people by name; somebody who did not ask may be granted a seat, too.

    Args:
        desk: HR's store.
        session: ``研修`` or ``研修/回``.
        numbers: 職員番号.
        decision: ``granted``, ``passed``, ``cancelled``.
        reason: why, in the office's words.
        fiscal_year: 0: any.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``,
            ``employee-unknown`` and ``enrolment-missing`` (nothing to pass or cancel), with nothing changed.
    """
    desk.require(Role.HR)
    assert decision in DECISIONS
    with desk.store.write() as uow:
        require_training(uow)
        subject = session_named(ledger(uow), session, fiscal_year)
        found = _decide(desk, uow, subject, [linked.newest(uow).get(one, one) for one in numbers],
                        decision, reason)  # fmt: skip
        uow.commit()
    return found


def decide_by_arrival(desk: Desk, session: str, fiscal_year: int = 0) -> Decided:
    """Grant seats to those who wait, in the order of arrival, as far as there are seats.

    Nobody is passed over in silence: ``left`` are those who still wait, with what stands in their way.

    Raises:
        KnownError: as ``decide``, and ``session-seats-missing``: nobody said how many seats there are.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_training(uow)
        subject = session_named(ledger(uow), session, fiscal_year)
        (listed,) = lists_in(uow, 0, subject)
        if not listed.session.seats:
            raise KnownError(
                "session-seats-missing",
                f"「{listed.title}」の定員が研修台帳にないので、申込の順では決められません。何も変えていません。",
                "研修の回の表で定員を入れるか、人を選んで受講を決めてください。",
            )
        free = listed.session.seats - len(listed.granted)
        waiting = {
            line.number: line.arrival
            for line in listed.lines
            if line.state is State.ASKED and not any(one.code in STANDS_IN_THE_WAY for one in line.problems)
        }
        seated = enrolments.by_arrival(waiting, free).seated
        found = _decide(desk, uow, subject, seated, enrolments.GRANTED, "申込の順")
        uow.commit()
    return found


def _decide(
    desk: Desk, uow: UnitOfWork, subject: str, numbers: Sequence[str], decision: str, reason: str
) -> Decided:
    known, before = ledger(uow), enrolments_of(uow)
    people = {person.number: person for person in uow.people.employees(include_left=True)}
    refused = []
    for number in numbers:
        if number not in people:
            message = "名簿にない職員番号です。何も変えていません。"
            refused.append(Problem("employee-unknown", message, "職員番号を確かめてください。", number))
        elif decision != enrolments.GRANTED and _state(before, subject, number) is None:
            message = "その人は、この回に申し込んでいません。何も変えていません。"
            fix = "申込の一覧(dxdesk enrolments)で確かめてください。"
            refused.append(Problem("enrolment-missing", message, fix, number))
    if refused:
        raise KnownError.of(tuple(refused))
    fields = {"decision": decision, "decided_on": desk.services.clock.today(), "reason": reason}
    made, said = made_of(desk, uow, [asking(known, subject, number, fields) for number in numbers])
    keeping.keep(desk, uow, made)
    counts = {"people": len(numbers), "changed": said.added + said.changed}
    uow.audit.append(f"enrolment-{decision}", subject.partition(":")[2], counts)
    (after,) = lists_in(uow, 0, subject)
    named = set(numbers)
    notices = [p for line in after.lines if line.number in named for p in line.problems]
    if after.over:
        seats = f"{after.session.seats:,}人"
        message = f"「{after.title}」の受講決定が、定員({seats})より{after.over:,}人多くなりました。"
        fix = "定員を直すか、だれかを見送りか取消にしてください。"
        notices.append(Problem(OVER, message, fix, f"{len(after.granted):,}人"))
    left = tuple(line for line in after.lines if line.state in (State.ASKED, State.WITHDRAWN))
    return Decided(tuple(numbers), left, tuple(notices))


def _state(known: Mapping[str, Enrolment], session: str, number: str) -> State | None:
    found = known.get(subject_of(session, number))
    return found.state if found is not None else None
