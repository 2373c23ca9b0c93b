"""研修台帳: whom a course asks in a year, who did it, who has not, and which course comes next.

A rate is of a fiscal year and of those who are asked in it: what somebody did in another year counts only
as long as the course says so, who is away stands beside, and a course that was not held has no rate at all,
which is not 0 % (the GovTech東京 example says 提供なし beside 60 % and 95 %). Only 必須 can be
missing: nobody is reminded of a course of which no rule says that they must take it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.headcounts import Participation


class Need(StrEnum):
    """What a rule says of a course to somebody."""

    REQUIRED = "required"
    ELECTIVE = "elective"
    NONE = "none"


NEED_LABELS: Mapping[str, str] = {"required": "必須", "elective": "選択", "none": "定めなし"}

NEW_STAFF, WISH = "new-staff", "wish"
"""Rules of who may come: taken on in the year, whoever wants to."""

ONCE, EVERY_N = "once", "every-n"
_STRONGEST = (Need.REQUIRED, Need.ELECTIVE, Need.NONE)
_EVER = 0


class State(StrEnum):
    """Whether a course has rates in a year, and why not."""

    COUNTED = "counted"
    NOT_OFFERED = "not-offered"
    NO_ROSTER = "no-roster"
    NOBODY = "nobody"
    NEW_UNKNOWN = "new-staff-unknown"


STATE_LABELS: Mapping[State, str] = {
    State.COUNTED: "",
    State.NOT_OFFERED: "提供なし",
    State.NO_ROSTER: "名簿なし",
    State.NOBODY: "対象なし",
    State.NEW_UNKNOWN: "新規採用が不明",
}


NO_LEVEL = "水準なし"
"""Beside a skill: its courses of no level in particular, which stand apart from those of a level."""


class Alike(NamedTuple):
    """What courses ask of a person: 職層 and its group in the policy, 人材像 (codes), taken on in the year.

    ``new`` is ``None`` where nobody can tell: no earlier year is in the store.
    """

    grade: str = ""
    group: str = ""
    personas: frozenset[str] = frozenset()
    new: bool | None = None


@dataclass(frozen=True)
class People:
    """The people of a year: their numbers by what they are; those ``beside`` are asked nothing.

    Who is away (休業等), not asked, or has left stands beside.
    """

    asked: Mapping[Alike, frozenset[str]]
    beside: Mapping[Alike, frozenset[str]] = field(default_factory=dict)
    _unions: dict[tuple[bool, tuple[Alike, ...]], frozenset[str]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def those(self, kinds: Iterable[Alike], *, beside: bool = False) -> frozenset[str]:
        """Return the numbers of some kinds of people; most courses ask the same ones."""
        wanted = tuple(kinds)
        found = self._unions.get((beside, wanted))
        if found is None:
            of = self.beside if beside else self.asked
            found = self._unions[beside, wanted] = frozenset().union(*(of.get(one, ()) for one in wanted))
        return found


NOBODY: frozenset[str] = frozenset()


class Taken(NamedTuple):
    """Who did a course: ``attended`` and ``completed`` in the year, ``held``: completed before, valid still.

    ``before``: attended in the year or ever before; ``first_day`` (ISO) of the year's attendance. Whoever
    completed attended.
    """

    attended: frozenset[str] = NOBODY
    completed: frozenset[str] = NOBODY
    held: frozenset[str] = NOBODY
    before: frozenset[str] = NOBODY
    first_day: str = ""


@dataclass(frozen=True, slots=True)
class CourseYear:
    """A course in a fiscal year; sets of numbers.

    ``asked`` are those it is meant for in the year, ``required`` those of them who must; ``attended`` and
    ``completed`` are of those asked. ``held`` are not asked because an earlier year's still holds, ``beside``
    because they are away; ``others`` came without being asked. ``times`` are the sessions of the year.
    """

    course: CourseSaid
    state: State
    times: int = 0
    asked: frozenset[str] = NOBODY
    required: frozenset[str] = NOBODY
    attended: frozenset[str] = NOBODY
    completed: frozenset[str] = NOBODY
    held: frozenset[str] = NOBODY
    beside: frozenset[str] = NOBODY
    others: frozenset[str] = NOBODY

    @property
    def attending(self) -> Participation | None:
        """受講率, ``None`` where there is none."""
        return self._rate(self.attended)

    @property
    def completing(self) -> Participation | None:
        """修了率, ``None`` where there is none."""
        return self._rate(self.completed)

    def _rate(self, done: frozenset[str]) -> Participation | None:
        return Participation(len(self.asked), len(done)) if self.state is State.COUNTED else None

    @property
    def missing(self) -> frozenset[str]:
        """Those who must and have not; nobody where the course is not held, or without a roster."""
        return self.required - self.completed if self.state is State.COUNTED else NOBODY


def fiscal_year_of(day: str) -> int:
    """Return the fiscal year (April to March) of an ISO day, 0 for none."""
    return int(day[:4]) - (day[5:7] < "04") if day else 0


def valid_from(course: CourseSaid, fiscal_year: int) -> int:
    """Return the first fiscal year whose completion still holds in a year; 0: it holds for ever.

    A course that says nothing of it, or yearly, is of its own year.
    """
    if course.recurrence == EVERY_N:
        span = course.every_years
    elif course.recurrence == ONCE or (not course.recurrence and course.valid_years):
        span = course.valid_years
        if not span:
            return _EVER
    else:
        span = 1
    return fiscal_year - max(span, 1) + 1


def need_of(course: CourseSaid, person: Alike) -> Need | None:
    """Return what a course asks of a kind of people, the strongest word said; ``None``: it is not for them.

    A course that names nobody is for everybody, and of nobody's duty; so is what people come to by wish.
    """
    if course.rule == NEW_STAFF and not person.new:
        return None
    said = {
        one.need
        for one in course.audience
        if (not one.persona or one.persona in person.personas)
        and (not one.grade or one.grade in (person.grade, person.group))
    }
    if not course.audience:
        said = {Need.NONE}
    found = next((need for need in _STRONGEST if need in said), None)
    return Need.ELECTIVE if course.rule == WISH and found is Need.REQUIRED else found


def course_year(
    course: CourseSaid,
    fiscal_year: int,
    people: People,
    taken: Taken,
    times: int = 0,
    prerequisite: frozenset[str] | None = None,
) -> CourseYear:
    """Return what becomes of a course in a fiscal year.

    Args:
        course: what the ledger says of it.
        fiscal_year: the year.
        people: those of the year.
        taken: who did it.
        times: how many sessions the year has of it.
        prerequisite: who attended the course that comes before this one; ``None`` where none does.
    """
    if course.reference and course.reference != fiscal_year:
        return CourseYear(course, State.NOT_OFFERED)
    if not course.roster:
        return CourseYear(course, State.NO_ROSTER, times)
    if not times and not taken.attended:
        return CourseYear(course, State.NOT_OFFERED)
    known = all(kind.new is not None for kind in people.asked)
    if course.rule == NEW_STAFF and not known:
        return CourseYear(course, State.NEW_UNKNOWN, times, others=taken.attended)
    needs = {kind: need_of(course, kind) for kind in (*people.asked, *people.beside)}
    meant = people.those(kind for kind in people.asked if needs[kind])
    must = people.those(kind for kind in people.asked if needs[kind] is Need.REQUIRED)
    if prerequisite is not None:
        meant, must = meant & prerequisite, must & prerequisite
    held = meant & taken.held - taken.attended
    asked = meant - held if held else meant
    if not asked:
        return CourseYear(course, State.NOBODY, times, held=held, others=taken.attended)
    done = taken.attended if course.by_attendance else taken.completed
    return CourseYear(
        course,
        State.COUNTED,
        times,
        asked,
        must - held if held else must,
        asked & taken.attended,
        asked & done,
        held,
        people.those((kind for kind in people.beside if needs[kind]), beside=True),
        taken.attended - asked,
    )


@dataclass(frozen=True, slots=True)
class SkillYear:
    """A skill requirement in a year: the courses for it, how often they were held, who of those asked came.

    ``times`` is ``None`` where people came and no session is in the ledger.
    """

    item: str
    level: int
    courses: tuple[str, ...]
    state: State
    times: int | None
    participation: Participation | None


def skill_years(years: Sequence[CourseYear]) -> tuple[SkillYear, ...]:
    """Return participation per skill requirement, in the order in which courses name them."""
    serving: dict[tuple[str, int], list[CourseYear]] = {}
    for year in years:
        for served in year.course.serves:
            serving.setdefault((served.item, served.level), []).append(year)
    return tuple(_skill_year(item, level, found) for (item, level), found in serving.items())


def _skill_year(item: str, level: int, found: Sequence[CourseYear]) -> SkillYear:
    codes = tuple(one.course.code for one in found)
    counted = [one for one in found if one.state is State.COUNTED]
    times = sum(one.times for one in found)
    if not counted:
        states = [one.state for one in found if one.state is not State.NOT_OFFERED]
        return SkillYear(item, level, codes, states[0] if states else State.NOT_OFFERED, times, None)
    asked = NOBODY.union(*(one.asked for one in counted))
    came = NOBODY.union(*(one.attended for one in counted))
    rate = Participation(len(asked), len(came))
    return SkillYear(item, level, codes, State.COUNTED, times or None, rate)


@dataclass(frozen=True)
class Names:
    """What courses are called: ``of`` gives the code by a name evened out; ``clashes`` are names of two."""

    of: Mapping[str, str]
    clashes: Mapping[str, tuple[str, ...]]

    def code(self, name: str) -> str:
        """Return the code of the course a list calls so, empty for none."""
        return self.of.get(evened(name), "")


def names_of(courses: Iterable[CourseSaid], former: Mapping[str, Collection[str]]) -> Names:
    """Return what courses are called: by their name, else another name, else what they were called once.

    A course that was merged goes by the one it went into; one that is held no more gives way to one that is.

    Args:
        courses: all that the ledger says, in any order.
        former: by code, names that an earlier revision of the course had.
    """
    known = {one.code: one for one in courses}
    order = sorted(known.values(), key=lambda one: (one.ended, one.code))
    ways: tuple[Callable[[CourseSaid], Iterable[str]], ...] = (
        lambda one: (one.name, one.code),
        lambda one: one.aliases,
        lambda one: sorted(former.get(one.code, ())),
    )
    of: dict[str, str] = {}
    clashes: dict[str, set[str]] = {}
    for ended in (False, True):
        for called in ways:
            here: dict[str, str] = {}
            for one in order:
                if one.ended is not ended:
                    continue
                code = _merged(one.code, known)
                for text in filter(None, map(evened, called(one))):
                    if here.setdefault(text, code) != code and text not in of:
                        clashes.setdefault(text, {here[text]}).add(code)
            of = {**here, **of}
    return Names(of, {text: tuple(sorted(codes)) for text, codes in clashes.items()})


def _merged(code: str, known: Mapping[str, CourseSaid | SessionSaid]) -> str:
    """Return the course or session that one goes by: of two merged into each other, the first of them."""
    seen = [code]
    while known[seen[-1]].into in known:
        into = known[seen[-1]].into
        if into in seen:
            return min(seen[seen.index(into) :])
        seen.append(into)
    return seen[-1]


def goes_on(held: Mapping[str, SessionSaid]) -> dict[str, str]:
    """Return what sessions (subjects) that were written down anew or merged go on as, each to its end."""
    found = {subject: _merged(subject, held) for subject, one in held.items() if one.into}
    return {subject: into for subject, into in found.items() if into != subject}


def times_of(sessions: Iterable[SessionSaid], names: Names, fiscal_year: int) -> dict[str, int]:
    """Return how often each course (code) is held in a year; a session told twice is one."""
    found: dict[str, set[str]] = {}
    for one in sessions:
        if not one.ended and one.fiscal_year == fiscal_year:
            code = names.code(one.course)
            if code:
                found.setdefault(code, set()).add(evened(one.turn) or one.first_day)
    return {code: len(turns) for code, turns in found.items()}


class Lacking(NamedTuple):
    """A skill of which somebody has less than their 人材像 requires; ``level`` is what they have."""

    item: str
    level: int
    required: int


class Next(NamedTuple):
    """A course for somebody and why: ``must`` (必須), ``level`` (of ``item``, required) or next ``stage``."""

    code: str
    why: str
    item: str = ""


class Open(NamedTuple):
    """A course that somebody can be told to take, and what it asks of them."""

    course: CourseSaid
    need: Need


def open_to(
    courses: Iterable[CourseSaid], who: Alike, done: Callable[[str], bool], attended: Callable[[str], bool]
) -> tuple[Open, ...]:
    """Return the courses somebody can be told to take, in their order: whoever names courses asks here.

    What ended or is the record of an earlier year is no advice, nor is what is meant for others. As in
    ``course_year`` nobody has to take a course before the one it follows, or one of which no list is kept.

    Args:
        courses: those of the ledger.
        who: what the person is.
        done: whether they completed the course of a code, and that still holds.
        attended: whether they were ever in the course of a code.
    """
    found = []
    for one in courses:
        need = need_of(one, who)
        if one.ended or one.reference or need is None or done(one.code):
            continue
        due = one.roster and (not one.after or attended(one.after))
        found.append(Open(one, need if due or need is not Need.REQUIRED else Need.ELECTIVE))
    return tuple(found)


def serving(course: CourseSaid, item: str, above: int, up_to: int) -> int | None:
    """Return for which level of a skill a course is, of those ``above`` one ``up_to`` another.

    0: for the skill as a whole; ``None``: for none of them.
    """
    levels = (served.level for served in course.serves if served.item == item)
    return min((level for level in levels if not level or above < level <= up_to), default=None)


def next_courses(
    courses: Iterable[Open], lacking: Iterable[Lacking], stage: Collection[str]
) -> tuple[Next, ...]:
    """Return the courses that come next for somebody: those they must take, then for a required level.

    Last come those for the next stage.

    Args:
        courses: what is open to them, in the order of the ledger.
        lacking: what they lack, in the order of the framework.
        stage: codes or names of what their next stage requires.
    """
    listed = tuple(courses)
    found = {one.code: Next(one.code, "must") for one, need in listed if need is Need.REQUIRED}
    for gap in lacking:
        levels = [
            (level, position, one.code)
            for position, (one, _) in enumerate(listed)
            if (level := serving(one, gap.item, gap.level, gap.required)) is not None
        ]
        for _, _, code in sorted(levels):
            found.setdefault(code, Next(code, "level", gap.item))
    wanted = set(stage) | {evened(one) for one in stage}
    for one, _ in listed:
        if not wanted.isdisjoint((*one.requirements, evened(one.name), *map(evened, one.aliases))):
            found.setdefault(one.code, Next(one.code, "stage"))
    return tuple(found.values())
