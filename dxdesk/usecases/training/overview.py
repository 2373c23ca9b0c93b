"""What HR's screen of training shows of a year: the courses, who is missing, what an empty ledger offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.framework import Framework
from dxdesk.domain.targets import GRADE
from dxdesk.domain.training import CourseYear, fiscal_year_of
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.training import wording
from dxdesk.usecases.training.figures import GroupRate, Missing, TrainingYear, YearSeen, look_at, year_of
from dxdesk.usecases.training.keeping import HOLDERS, course_unknown, preset_courses, preset_said
from dxdesk.usecases.training.ledger import Ledger, ledger, subject_of
from dxdesk.usecases.training.people import GRADE as BY_GRADE
from dxdesk.usecases.training.people import SECTION as BY_SECTION
from dxdesk.usecases.training.people import Listed
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

BY_PERSONA = "persona"
WAYS = (BY_SECTION, BY_GRADE, BY_PERSONA)
"""By what the rates of a course are told apart."""


class Offer(NamedTuple):
    """A shipped policy's list of courses: its code and name, how many, whether it is the office's own policy.

    ``record``: all of it tells what was held in an earlier year, and is no plan. ``source`` is the document,
    ``note`` what the list says of itself.
    """

    code: str
    name: str
    courses: int
    own: bool
    record: bool
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Overview:
    """A year of training as the screen shows it.

    ``asked`` are the people of the year, ``beside`` who is away, gone or not asked. ``needs`` says of each
    course (code) for whom it is, by need. ``ended`` are courses that are held no more and do not show in this
    year. ``offers`` are there while the ledger is empty. ``years`` can be looked at, the newest first.
    """

    year: TrainingYear
    missing: tuple[Missing, ...]
    asked: int
    beside: int
    needs: Mapping[str, tuple[tuple[str, str], ...]]
    ended: tuple[CourseSaid, ...]
    offers: tuple[Offer, ...]
    years: tuple[int, ...]
    today: str
    others: Mapping[str, str] = field(default_factory=dict)
    """Who holds the courses that another store keeps, by code."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """What two stores of its owner say differently of a course or its sessions, by the course's code."""

    @property
    def empty(self) -> bool:
        """Whether the ledger has no course at all."""
        return not self.year.courses and not self.ended

    @property
    def people_missing(self) -> int:
        """How many people miss some course that they must take."""
        return len({one.person.number for one in self.missing})


@in_bulk()
def overview(desk: Desk, fiscal_year: int = 0) -> Overview:
    """Return what the screen shows of a year; ``fiscal_year`` as for ``training_year``.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR, Role.DX)
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year)
        year = year_of(seen)
        missing = seen.missing()
        years = _years(uow, seen, today)
        framework = newest_framework(uow)
        apart = _apart(uow, seen.known)
    shown = {one.course.code for one in year.courses}
    people = seen.people.people
    return Overview(
        year,
        missing,
        len(people.those(people.asked)),
        len(people.those(people.beside, beside=True)),
        {one.course.code: wording.needs(framework, one.course) for one in year.courses},
        tuple(one for one in seen.known.courses if one.code not in shown),
        () if seen.known.courses else offers(framework),
        years,
        today,
        {code: HOLDERS[owner] for code, owner in seen.known.owners.items() if owner != desk.role.value},
        apart,
    )


def _apart(uow: UnitOfWork, known: Ledger) -> dict[str, str]:
    """Return what two stores of its owner say differently of each course (code), then of its sessions."""
    found = marks(uow)
    told: dict[str, list[str]] = {}
    for course in known.courses if found else ():
        subject = subject_of(known.owners[course.code], course)
        if subject in found:
            told.setdefault(course.code, []).append(found[subject])
    for subject, session in known.held.items():
        code = known.names.code(session.course)
        if subject in found and code:
            turn = wording.turn_word(session.turn) or session.first_day
            told.setdefault(code, []).append(f"{turn} {found[subject]}")
    return {code: "\n".join(lines) for code, lines in told.items()}


def _years(uow: UnitOfWork, seen: YearSeen, today: str) -> tuple[int, ...]:
    """Return the years there is something of: with a cycle, with sessions, this one, and the next to plan."""
    now = fiscal_year_of(today)
    found = {seen.fiscal_year, now, now + 1}
    found.update(one.fiscal_year for one in all_cycles(uow))
    found.update(one.fiscal_year for one in seen.known.sessions)
    return tuple(sorted(found, reverse=True))


def offers(framework: Framework | None) -> tuple[Offer, ...]:
    """Return the shipped lists of courses, that of the office's own policy first."""
    from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

    own = framework.code if framework is not None else ""
    found = []
    for code in preset_codes():
        courses = preset_courses(code)
        record = all(course.reference for course in courses)
        said = preset_said(code)
        found.append(Offer(code, load_preset(code).name, len(courses), code == own, record, *said))
    return tuple(sorted(found, key=lambda one: not one.own))


def all_offers(desk: Desk) -> tuple[Offer, ...]:
    """Return the shipped lists of courses, whatever the ledger has already.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_training(uow)
        framework = newest_framework(uow)
    return offers(framework)


@dataclass(frozen=True)
class CourseCard:
    """A course in a year with all that its card shows; texts as people write them.

    ``sessions`` are those of the year, called off ones among them; ``groups`` the rates by each of ``WAYS``;
    ``beside`` who is away or not asked, ``held`` who needs not come because an earlier completion holds.
    """

    year: CourseYear
    needs: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    outcomes: tuple[str, ...]
    length: str
    recurrence: str
    rule: str
    after: str
    into: str
    sessions: tuple[SessionSaid, ...]
    groups: Mapping[str, tuple[GroupRate, ...]]
    missing: tuple[Missing, ...]
    beside: tuple[Listed, ...]
    of_other: str = ""
    """Who holds it where another store keeps it, so that it cannot be changed here."""
    apart: str = ""
    """What two stores of its owner say differently of it or of its sessions, a line a field."""


@in_bulk()
def course_card(desk: Desk, code: str, fiscal_year: int = 0) -> CourseCard:
    """Return the card of a course in a year, of one that has ended too.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        seen = look_at(desk, uow, fiscal_year, lambda one: one.code == code)
        framework = newest_framework(uow)
        apart = _apart(uow, seen.known).get(code, "")
    if not seen.courses:
        raise course_unknown(code)
    (found,) = seen.courses
    course, known = found.course, seen.known
    return CourseCard(
        found,
        wording.needs(framework, course),
        tuple(wording.skill_told(framework, one) for one in course.serves),
        _outcomes(course),
        wording.length_word(course),
        wording.recurrence_word(course.recurrence, course.every_years),
        wording.rule_word(course.rule),
        _name(known, course.after),
        _name(known, course.into),
        tuple(
            one
            for one in known.sessions
            if one.fiscal_year == seen.fiscal_year and known.names.code(one.course) == code
        ),
        {by: seen.told_apart(found, by) for by in WAYS},
        seen.missing(),
        tuple(seen.people.listed(found.beside)),
        HOLDERS[known.owners[code]] if known.owners[code] != desk.role.value else "",
        apart,
    )


def _outcomes(course: CourseSaid) -> tuple[str, ...]:
    """Return what a policy wants to come of a course, by the names of the policy that has it.

    A code is of its policy alone: 01 is another thing in each of them.
    """
    if not course.outcomes:
        return ()
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
    from dxdesk.usecases.frameworks.indicator_list import outcome_names
    from dxdesk.usecases.frameworks.versions import preset_codes

    for code in preset_codes():
        catalogue = load_catalogue(code)
        if any(
            one.code == course.code and set(course.outcomes) <= {*one.outcomes} for one in catalogue.courses
        ):
            names = outcome_names(code)
            return tuple(f"{one} {names[one]}" for one in course.outcomes)
    return course.outcomes


def _name(known: Ledger, code: str) -> str:
    found = known.course(code) if code else None
    return found.name if found is not None else code


class Level(NamedTuple):
    """A level of a skill: its value (0: the skill as a whole) and what it is called."""

    value: int
    label: str


class Skill(NamedTuple):
    """A skill that a course can serve."""

    uid: str
    title: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Choices:
    """What there is to choose of for a course; 人材像 and courses are (code, name)."""

    personas: tuple[tuple[str, str], ...]
    grades: tuple[str, ...]
    skills: tuple[Skill, ...]
    courses: tuple[tuple[str, str], ...]
    held_by: tuple[str, ...]
    providers: tuple[str, ...]
    forms: tuple[str, ...]


_PROVIDERS = ("庁内", "東京都・GovTech東京", "J-LIS", "外部")
_FORMS = ("集合", "ライブ", "eラーニング", "動画・記事", "演習", "体験会", "講演")


def choices(desk: Desk) -> Choices:
    """Return what there is to choose of for a course.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_training(uow)
        known, framework = ledger(uow), newest_framework(uow)
        grades = [entry.value for entry in lists.own_lists(uow) if entry.list_name == GRADE]
    groups = framework.grades if framework is not None else ()
    grades += [name for group in groups for name in (group.name, *group.includes)]
    used = known.courses
    return Choices(
        tuple((one.code, one.name) for one in framework.personas) if framework is not None else (),
        tuple(dict.fromkeys(grades)),
        _skills(framework),
        tuple((one.code, one.name) for one in used if not one.ended),
        tuple(dict.fromkeys(one.held_by for one in used if one.held_by)),
        tuple(dict.fromkeys((*_PROVIDERS, *(one.provider for one in used if one.provider)))),
        tuple(dict.fromkeys((*_FORMS, *(form for one in used for form in one.form)))),
    )


def _skills(framework: Framework | None) -> tuple[Skill, ...]:
    if framework is None:
        return ()
    return tuple(
        Skill(
            item.uid,
            framework.title(item),
            tuple(Level(one.value, one.label) for one in framework.scale_of(item).levels if one.value),
        )
        for item in framework.items
    )
