"""Enrolments as the office's records say them: who asks for which session, and what HR decided.

An asking covers nothing and is never covered: the same sheet read twice is one asking, and two sheets say
what they say in whatever order they come. What HR decides follows all that was said of the enrolment.

A session that was written down anew or merged carries its enrolments by how they are read, nothing is written
anew: what a sheet says of the former session is the same record whether it came before or after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain import enrolments, owned, subjects
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import EnrolmentSaid, SessionSaid
from dxdesk.domain.enrolments import GRANTED, State
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Revision
from dxdesk.domain.training import NOBODY, Taken
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.holders import is_theirs
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import stored_of
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.people import away_of
from dxdesk.usecases.training.wording import turn_word
from dxdesk.usecases.workplace.once import once_a_unit

ENROLMENT = "enrolment"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An enrolment that counts: what its revisions come to, and the first live receipt that brought it.

    ``number`` is the one its person has today, where HR linked it with the one that was written; empty where
    that number is somebody else's by now. ``said`` tells of the session that goes on today; ``written`` is
    the one (subject) that its record was written of.
    """

    written: str
    said: EnrolmentSaid
    number: str
    state: State | None
    counting: tuple[Revision, ...]
    receipt: int


@once_a_unit
def enrolments_of(uow: UnitOfWork) -> Mapping[str, Enrolment]:
    """Return all enrolments by their subject; a function of the records that count alone."""
    gathered: dict[str, list[Revision]] = {}
    receipts: dict[str, list[int]] = {}
    for stored in stored_of(uow, (ENROLMENT,)):
        subject = stored.revision.record.employee_number
        gathered.setdefault(subject, []).append(stored.revision)
        if EnrolmentSaid.read(stored.revision.content).asked:
            receipts.setdefault(subject, []).extend(stored.receipts)
    newest, known = linked.newest(uow), ledger(uow)
    found: dict[str, Enrolment] = {}
    for same in _of_one_person(gathered, newest, known):
        counting = tuple(one for subject in same for one in gathered[subject])
        said = EnrolmentSaid.read(owned.value(counting))
        if len(same) > 1:  # decided and asked for on as the enrolment of the number that goes on
            first = EnrolmentSaid.read(owned.value(gathered[same[0]]))
            said = said._replace(number=first.number, session=first.session, fiscal_year=first.fiscal_year)
        state = None if said.ended else enrolments.state_of(said, counting)
        theirs = is_theirs(uow, said.number, said.fiscal_year)
        number = newest.get(said.number, said.number) if theirs else ""
        came = [receipt for subject in same for receipt in receipts.get(subject, ())]
        about = _of_today(known, said)
        found[same[0]] = Enrolment(said.session, about, number, state, counting, min(came, default=LOCAL))
    return found


def _of_today(known: Ledger, said: EnrolmentSaid) -> EnrolmentSaid:
    """Return an enrolment with what it repeats of its session as the one that goes on has it."""
    now = known.goes_on(said.session)
    if now == said.session:
        return said
    held = known.held[now]
    return said._replace(session=now, course=held.course, turn=held.turn, fiscal_year=held.fiscal_year)


def _of_one_person(
    gathered: Mapping[str, Sequence[Revision]], newest: Mapping[str, str], known: Ledger
) -> Iterator[tuple[str, ...]]:
    """Yield the subjects of each enrolment.

    They are several where one person was asked for under several numbers, or in several sessions that are one
    today. The first of them goes on: the one that was decided of, else the newest number's, else that of the
    session which goes on.
    """
    if not newest and not known.onward:
        yield from ((subject,) for subject in gathered)
        return
    said = {subject: EnrolmentSaid.read(owned.value(tuple(some))) for subject, some in gathered.items()}
    of: dict[tuple[str, str], list[str]] = {}
    for subject, one in said.items():
        of.setdefault((known.goes_on(one.session), newest.get(one.number, one.number)), []).append(subject)

    def rank(subject: str) -> tuple[bool, bool, bool, str]:
        one = said[subject]
        return not one.decision, one.number in newest, one.session in known.onward, subject

    for several in of.values():
        yield tuple(sorted(several, key=rank))


@once_a_unit
def by_person(uow: UnitOfWork) -> Mapping[tuple[str, str], Enrolment]:
    """Return all enrolments by the session that goes on (subject) and the number the person has today."""
    return {(one.said.session, one.number): one for one in enrolments_of(uow).values() if one.number}


def subject_of(session: str, number: str) -> str:
    """Return the subject of somebody's enrolment in a session (by its subject)."""
    return f"{ENROLMENT}:{subjects.enrolment_uid(Role.HR.value, session, number)}"


# --- which session -----------------------------------------------------------------------------------


def title_of(known: Ledger, session: SessionSaid) -> str:
    """Return what people call a session: 「DX基礎研修 第1回」, or with its day where it has no number."""
    course = known.course(known.names.code(session.course))
    name = course.name if course is not None else session.course
    return f"{name} {turn_word(session.turn) or short_day(session.first_day)}".strip()


def sessions_named(
    known: Ledger, course: str, turn: str = "", day: str = "", fiscal_year: int = 0
) -> list[str]:
    """Return the subjects of the sessions that a course and what else is said of them name, by day.

    A session that goes on as another one is named by what it was called, too, and stands for it: of what goes
    on as one session only one is returned, the session itself where it is named.

    Args:
        known: the ledger.
        course: code or name of the course, in any of its names.
        turn: 第1回 …, in any width; empty: any.
        day: first day (ISO), empty: any.
        fiscal_year: 0: any.
    """
    code, text = known.names.code(course), evened(course)
    found = [
        subject
        for subject, one in sorted(known.held.items(), key=lambda it: (it[1].first_day, it[1].turn))
        if (known.names.code(one.course) == code if code else evened(one.course) == text)
        and (not turn or evened(turn) == one.first_day or _same_turn(turn, one.turn))
        and (not day or one.first_day == day)
        and fiscal_year in (0, one.fiscal_year)
    ]
    former_first = sorted(found, key=lambda it: it in known.onward, reverse=True)
    chosen = {*{known.goes_on(one): one for one in former_first}.values()}
    return [one for one in found if one in chosen]


def _same_turn(first: str, second: str) -> bool:
    return evened(turn_word(first)) == evened(turn_word(second))


def session_named(known: Ledger, named: str, fiscal_year: int = 0) -> str:
    """Return the subject of the session that ``研修`` or ``研修/回`` names.

    Raises:
        KnownError: ``session-unknown``, ``session-ambiguous``.
    """
    if named in known.held:
        return known.goes_on(named)
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
    return known.goes_on(found[0])


def short_of_seats(title: str, seats: int, wanted: int) -> Problem | None:
    """Return that more people ask for a session than it has seats, if so; 0 seats: nobody said how many."""
    if not seats or wanted <= seats:
        return None
    return Problem(
        "session-short",
        f"「{title}」に申し込んだ人は{wanted:,}人で、定員({seats:,}人)より{wanted - seats:,}人多くいます。"
        "だれを受講とするかは、まだ決めていません。",
        "申込の一覧で、人を選んで決めるか、申込の順に定員まで決めてください。",
        f"{wanted:,}人",
    )


SAME_DAY = "enrolment-same-day"
"""Code of what is said of those whom the order of arrival does not tell apart where the seats end."""


def tied_in(title: str, free: int, day: str, people: Sequence[str]) -> Problem:
    """Return that more people (with numbers) of one day (ISO) ask for a session than it has seats left."""
    more = f" ほか{len(people) - 10}人" if len(people) > 10 else ""
    when = f"申込の日が同じ({short_day(day)})" if day else "申込の日が分からない"
    return Problem(
        SAME_DAY,
        f"「{title}」の残りの席は{free:,}人分で、{when}人が{len(people):,}人います。"
        "申込の順では決められないので、この人たちは決めずに残しました。",
        f"{'、'.join(people[:10])}{more}から、人を選んで受講を決めてください。",
        f"{len(people):,}人",
    )


# --- what is to be looked at -------------------------------------------------------------------------

LEFT, AWAY, ELSEWHERE, LATE, TAKEN, LACKING, TWO_SESSIONS, OVER, NO_SESSION = (
    *("enrolment-left", "enrolment-away", "enrolment-other-section", "enrolment-late"),
    *("enrolment-completed", "enrolment-prerequisite", "enrolment-two-sessions", "session-overfull"),
    "enrolment-session-ended",
)
"""Codes of what is said of an enrolment: it decides nothing, and is HR's to decide by name."""


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
    _codes: dict[str, frozenset[str]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def problems(self, said: EnrolmentSaid, number: str, day: str) -> Iterator[Problem]:
        """Yield what is to be looked at before somebody is granted a seat.

        Args:
            said: the enrolment.
            number: the one its person has today, empty where it is nobody of today.
            day: when it was asked for (ISO), empty where nobody knows.
        """
        person = self.people.get(number)
        session = self.known.held.get(self.known.goes_on(said.session))
        name = f"{person.name}さん({number})" if person is not None else f"職員番号{said.number}の人"
        if person is None or person.left:
            message = f"{name}は、いまの名簿にいない人です。"
            yield Problem(LEFT, message, "申込を見直してください。", said.number)
        elif number in self.away:
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
        if person is not None:
            yield from self._of_course(said._replace(number=number), session, name)

    def section(self, code: str) -> str:
        """Return what a department is called, its code where nobody knows it."""
        unit = self.units.get(code)
        return unit.name if unit is not None else code

    def _belongs(self, person: Employee, section: str) -> bool:
        codes = self._codes.get(section)
        if codes is None:
            codes = self._codes[section] = section_codes(section, self.units)
        return person.department_code in codes

    def _of_course(self, said: EnrolmentSaid, session: SessionSaid, name: str) -> Iterator[Problem]:
        code = self.known.names.code(session.course)
        course = self.known.course(code)
        if course is None:
            return
        taken = self.taken.get(session.fiscal_year, {})
        own = taken.get(code, Taken())
        # Of who has a seat nothing is left to decide: it may be this very session that they completed.
        if said.decision != GRANTED and (said.number in own.completed or said.number in own.held):
            message = f"{name}は、「{course.name}」をすでに修了しています。"
            yield Problem(TAKEN, message, "もう一度受けるかどうかを決めてください。", said.number)
        before = taken.get(course.after, Taken()).before if course.after else NOBODY
        if course.after and said.number not in before:
            first = self.known.course(course.after)
            message = f"{name}は、先に受ける研修「{first.name if first else course.after}」を受けていません。"
            yield Problem(LACKING, message, "先の研修を受けてからか、決めてください。", said.number)
        own_session = self.known.goes_on(said.session)
        others = self.standing.get((code, said.number, session.fiscal_year), NOBODY) - {own_session}
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
                key = known.names.code(session.course), one.number, session.fiscal_year
                standing.setdefault(key, set()).add(one.said.session)
    return Checks(
        known,
        {person.number: person for person in uow.people.employees(include_left=True)},
        away_of(uow),
        {year: taken_in(uow, known, year) for year in sorted({*years})},
        departments.named(uow),
        {key: frozenset(found) for key, found in standing.items()},
    )
