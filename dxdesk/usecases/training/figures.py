"""What a fiscal year of training comes to: rates by course and by skill requirement, and who is missing.

Attendance is joined to courses by what lists call them (``Ledger.names``). It is read in few queries however
many rows there are; people whose number changed or went to somebody else are looked at by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain import training
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.authorities import Scope
from dxdesk.domain.completion import Outcome, outcome
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import COURSE
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import NEW_STAFF, CourseYear, Need, SkillYear, State, Taken, fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Attendees, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.training.attended import attendees, course_called, strangers
from dxdesk.usecases.training.keeping import course_unknown
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.people import Listed, YearPeople, people_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class TrainingYear:
    """The courses of a year with their rates, skill by skill what it was for, and names two courses share.

    ``planned``: the year has a cycle, whose people are asked; else they are those of today's roster.
    ``skills`` have the skill's name and the level's label beside them. ``notices``: attendance that does not
    fit the sessions that are kept. ``left_out`` as ``YearPeople`` has it.
    """

    fiscal_year: int
    planned: bool
    courses: tuple[CourseYear, ...]
    skills: tuple[tuple[SkillYear, str, str], ...]
    clashes: Mapping[str, tuple[str, ...]]
    notices: tuple[Problem, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who must take a course and has not completed it; ``attended``: they were there, though."""

    code: str
    course: str
    person: Listed
    attended: bool


@in_bulk()
def training_year(desk: Desk, fiscal_year: int = 0) -> TrainingYear:
    """Return the catalogue of a year with its rates.

    Args:
        desk: HR's store, which alone has everybody's attendance.
        fiscal_year: 0 = that of the open cycle, else of today.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        return year_of(look_at(desk, uow, fiscal_year))


@dataclass(frozen=True)
class YearSeen:
    """What a year of training is made of, read once: some courses, the people, and who did what."""

    fiscal_year: int
    known: Ledger
    people: YearPeople
    taken: Mapping[str, Taken]
    courses: tuple[CourseYear, ...]
    strangers: tuple[AttendanceSaid, ...] = ()
    """What another section says of people whom the roster has not."""

    def missing(self) -> tuple[Missing, ...]:
        """Return who must take one of the courses and has not, by course, then department and number."""
        return tuple(
            Missing(one.course.code, one.course.name, person, person.number in one.attended)
            for one in self.courses
            if one.missing and not one.course.ended
            for person in self.people.listed(one.missing)
        )

    def told_apart(self, one: CourseYear, by: str) -> tuple[GroupRate, ...]:
        """Return the rates of a course by ``section``, ``grade`` or ``persona``, where somebody is asked."""
        if one.state is not State.COUNTED:
            return ()
        rates = (
            (key, one.asked & numbers, one.attended & numbers, one.completed & numbers)
            for key, numbers in self.people.groups(by).items()
        )
        return tuple(
            GroupRate(*key, Participation(len(asked), len(came)), Participation(len(asked), len(done)))
            for key, asked, came, done in rates
            if asked
        )


def look_at(
    desk: Desk,
    uow: UnitOfWork,
    fiscal_year: int = 0,
    wanted: Callable[[CourseSaid], bool] | None = None,
    section: str = "",
) -> YearSeen:
    """Return what a year of training is made of.

    Args:
        desk: HR's store.
        uow: a unit of it.
        fiscal_year: as for ``training_year``.
        wanted: which courses are meant, ``None`` for all.
        section: code of the department whose people are meant, empty for all.

    Raises:
        KnownError: ``training-off``, ``section-unknown``.
    """
    require_training(uow)
    year = _year_meant(desk, uow, fiscal_year)
    known = ledger(uow)
    courses = known.courses if wanted is None else tuple(one for one in known.courses if wanted(one))
    people = _people(desk, uow, courses, year, section)
    taken = taken_in(uow, known, year)
    rates = tuple(_course_years(known, courses, people, year, taken))
    return YearSeen(year, known, people, taken, rates, strangers(uow, year) if desk.role is Role.HR else ())


def year_of(seen: YearSeen) -> TrainingYear:
    """Return what a year comes to of which all courses were looked at."""
    year, known, people = seen.fiscal_year, seen.known, seen.people
    notices = (*_notices(known, year, seen.taken), *_strangers(seen))
    shown = tuple(one for one in seen.courses if not (one.course.ended and one.state is State.NOT_OFFERED))
    skills = tuple((one, *_words(people, one)) for one in training.skill_years(shown))
    return TrainingYear(year, people.planned, shown, skills, known.names.clashes, notices, people.left_out)


def _notices(known: Ledger, year: int, taken: Mapping[str, Taken]) -> Iterator[Problem]:
    """Tell which attendance does not fit the sessions of a year: before the first, or more than the seats."""
    held: dict[str, list[SessionSaid]] = {}
    for session in known.sessions:
        code = known.names.code(session.course)
        if code and session.fiscal_year == year and not session.ended:
            held.setdefault(code, []).append(session)
    for course in known.courses:
        sessions, one = held.get(course.code, ()), taken.get(course.code, Taken())
        if not sessions or not one.attended:
            continue
        days = [session.first_day for session in sessions]
        if all(days) and one.first_day < min(days):
            message = f"「{course.name}」に、最初の回({short_day(min(days))})より前の受講があります。"
            fix = (
                "受講日の書き誤りか、研修台帳にない回がないかを確かめてください。受講はそのまま数えています。"
            )
            yield Problem("attendance-before-session", message, fix, short_day(one.first_day))
        seats = sum(session.seats for session in sessions)
        if all(session.seats for session in sessions) and len(one.attended) > seats:
            message = (
                f"「{course.name}」の受講者が、{len(sessions)}回の定員の合計({seats:,}人)より多くいます。"
            )
            fix = "定員か受講の表の誤り、研修台帳にない回がないかを確かめてください。受講は数えています。"
            yield Problem("session-overfull", message, fix, f"{len(one.attended):,}人")


def _strangers(seen: YearSeen) -> Iterator[Problem]:
    """Tell which attendance of another section is of nobody in the roster; it counts in no rate."""
    if not seen.strangers:
        return
    shown = [f"{course_called(seen.known, one.course)} {one.number}" for one in seen.strangers]
    message = (
        f"DX推進担当課から届いた受講のうち{len(shown):,}件は、職員番号が名簿にありません。数えていません。"
    )
    fix = "DX推進担当課に番号を確かめてもらうか、名簿に加えてください。"
    more = " ほか" if len(shown) > _NAMED else ""
    yield Problem("attendance-not-in-roster", message, fix, "、".join(shown[:_NAMED]) + more)


_NAMED = 5


def _words(people: YearPeople, skill: SkillYear) -> tuple[str, str]:
    """Return what people call a skill and a level; of one that the year's framework lacks, its uid."""
    framework = people.framework
    if framework is None or not framework.has(skill.item):
        return skill.item, str(skill.level or "")
    item = framework.item(skill.item)
    return framework.title(item), framework.level_label(item, skill.level) if skill.level else ""


def missing(desk: Desk, fiscal_year: int = 0, course: str = "", section: str = "") -> tuple[Missing, ...]:
    """Return who must take a course and has not completed it; arguments and errors as for ``all_missing``."""
    return all_missing(desk, fiscal_year, course, section)[0]


@in_bulk()
def all_missing(
    desk: Desk, fiscal_year: int = 0, course: str = "", section: str = ""
) -> tuple[tuple[Missing, ...], str]:
    """Return who must take a course and has not completed it, by course, then department and number.

    Beside them stands who is left out, as ``YearPeople`` has it.

    Args:
        desk: HR's store.
        fiscal_year: as for ``training_year``.
        course: code of the only course that is meant, empty for all.
        section: code of a department.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``, ``section-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        seen = look_at(
            desk, uow, fiscal_year, lambda one: not one.ended and course in ("", one.code), section
        )
    if course and not seen.courses:
        raise course_unknown(course)
    return seen.missing(), seen.people.left_out


def people_missing(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> tuple[int, frozenset[str]]:
    """Return the year that is meant, and the numbers of all who miss some course of it that they must take.

    ``fiscal_year`` as for ``training_year``; nothing is counted where no course is 必須.
    """

    def required(one: CourseSaid) -> bool:
        return not one.ended and any(to.need == Need.REQUIRED for to in one.audience)

    year = _year_meant(desk, uow, fiscal_year)
    if not any(map(required, ledger(uow).courses)):
        return year, training.NOBODY
    found = look_at(desk, uow, year, required).courses
    return year, training.NOBODY.union(*(one.missing for one in found))


@dataclass(frozen=True, slots=True)
class GroupRate:
    """受講率 and 修了率 of a course in a section, a grade or a persona (code, name)."""

    code: str
    name: str
    attending: Participation
    completing: Participation


@in_bulk()
def rates_by(desk: Desk, course: str, by: str, fiscal_year: int = 0) -> tuple[GroupRate, ...]:
    """Return the rates of a course told apart, of groups in which somebody is asked.

    Args:
        desk: HR's store.
        course: its code.
        by: ``section``, ``grade`` or ``persona``.
        fiscal_year: as for ``training_year``.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year, lambda one: one.code == course)
    if not seen.courses:
        raise course_unknown(course)
    return seen.told_apart(seen.courses[0], by)


def _year_meant(desk: Desk, uow: UnitOfWork, fiscal_year: int) -> int:
    if fiscal_year:
        return fiscal_year
    today = fiscal_year_of(desk.services.clock.today())
    if desk.role is Role.DX:  # HR's year is no year of its own: it is heard of long after it began
        return today
    cycles = all_cycles(uow)
    return next((one.fiscal_year for one in reversed(cycles) if not one.closed), 0) or today


def _people(
    desk: Desk, uow: UnitOfWork, courses: Iterable[CourseSaid], year: int, section: str = ""
) -> YearPeople:
    newcomers = any(one.rule == NEW_STAFF for one in courses)
    may = reach(desk, uow, Scope.LISTS)
    today = desk.services.clock.today()
    return people_of(
        uow, year, today, section=section, newcomers=newcomers, may=None if may.everybody else may
    )


def _course_years(
    known: Ledger, courses: Sequence[CourseSaid], people: YearPeople, year: int, taken: Mapping[str, Taken]
) -> Iterator[CourseYear]:
    times = training.times_of(known.sessions, known.names, year)
    for course in courses:
        first = taken.get(course.after) if course.after else None
        before = (first.before if first is not None else training.NOBODY) if course.after else None
        own = taken.get(course.code, Taken())
        yield training.course_year(course, year, people.people, own, times.get(course.code, 0), before)


@dataclass(slots=True)
class _Course:
    attended: set[str] = field(default_factory=set)
    completed: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    first_day: str = ""


def taken_in(uow: UnitOfWork, known: Ledger, year: int) -> dict[str, Taken]:
    """Return who did each course (code), in the year and, where it matters, before."""
    wanted = {one.code: one for one in known.courses}
    since = {code: training.valid_from(one, year) for code, one in wanted.items()}
    leading = {one.after for one in known.courses if one.after}
    earlier = {code: 0 if code in leading else first for code, first in since.items()}
    earlier = {code: first for code, first in earlier.items() if first < year}
    found: dict[str, _Course] = {}
    codes: dict[str, str] = {}
    for row in _attendees(uow, known, year, earlier):
        code = codes.get(row.name)
        if code is None:
            code = codes[row.name] = known.names.code(row.name)
        was = outcome(row.result, completed=row.completed)
        if not code or not was.counts:
            continue
        one = found.setdefault(code, _Course())
        done = was is Outcome.COMPLETED or wanted[code].by_attendance
        if row.fiscal_year == year:
            one.attended.update(row.numbers)
            one.first_day = min(one.first_day or row.first_day, row.first_day)
            if done:
                one.completed.update(row.numbers)
        elif done and row.fiscal_year >= since[code]:
            one.held.update(row.numbers)
        if code in leading:
            one.before.update(row.numbers)
    return {
        code: Taken(
            frozenset(one.attended),
            frozenset(one.completed),
            frozenset(one.held),
            frozenset(one.before),
            one.first_day,
        )
        for code, one in found.items()
    }


def _attendees(uow: UnitOfWork, known: Ledger, year: int, earlier: Mapping[str, int]) -> Iterator[Attendees]:
    """Yield attendance of a year under the numbers that people have today, of some courses that before too.

    ``earlier``: courses (codes) of which earlier years matter, from which one on.
    """
    first, last = f"{year}-04-01", f"{year + 1}-03-31"
    rows = [*uow.people.attendees(first, last)]
    if earlier:
        called = (name for name in uow.people.course_names() if known.names.code(name) in earlier)
        since = f"{max(min(earlier.values()), 1):04}-04-01"
        rows += uow.people.attendees(since, f"{year}-03-31", [*called])
        first = since
    apart = holders.apart(uow)
    for row in rows:
        mixed = apart and not apart.isdisjoint(row.numbers)
        yield row._replace(numbers=tuple(n for n in row.numbers if n not in apart)) if mixed else row
    for one in holders.evidence_of(uow, apart):
        if one.kind == COURSE and first <= one.date <= last:
            of = fiscal_year_of(one.date)
            yield Attendees(one.name, of, one.result, one.completed, one.date, (one.employee_number,))
    last = f"{year + 1}-03-31"
    for more in attendees(uow, apart):
        if first <= more.first_day <= last and (more.fiscal_year == year or more.name in earlier):
            yield more
