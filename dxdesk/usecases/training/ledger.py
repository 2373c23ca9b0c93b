"""The courses and sessions that records say: which revision stands, and what courses are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain import owned, subjects
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.records import Revision
from dxdesk.domain.training import Names, goes_on, names_of
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.workplace.once import once_a_unit

COURSE, SESSION = "course", "session"
HR, DX = "hr", "dx"
OWNERS = (HR, DX)
"""Whose courses and sessions a ledger may hold."""


@dataclass(frozen=True)
class Ledger:
    """All courses and sessions, those that ended among them, and the records they stand in.

    ``counting`` are the counting revisions of a subject, ``owners`` whose the courses are (``hr``, ``dx``),
    by code. Of two owners' courses with one code 人事課's is listed.
    """

    courses: tuple[CourseSaid, ...]
    sessions: tuple[SessionSaid, ...]
    names: Names
    counting: Mapping[str, tuple[Revision, ...]]
    held: Mapping[str, SessionSaid]
    """The sessions by the subject of their record."""
    owners: Mapping[str, str]
    onward: Mapping[str, str] = field(default_factory=dict)
    """What sessions (subjects) that were written down anew or merged go on as; the others are not in it."""

    def course(self, code: str) -> CourseSaid | None:
        """Return the course of a code, ``None`` where the ledger has none."""
        return next((one for one in self.courses if one.code == code), None)

    def goes_on(self, session: str) -> str:
        """Return the session (subject) that one goes on as: itself, where nothing became of it."""
        return self.onward.get(session, session)


@once_a_unit
def ledger(uow: UnitOfWork) -> Ledger:
    """Return what the records of courses and sessions say; a function of those that count alone."""
    counting = counting_of(uow, (COURSE, SESSION))
    courses: dict[str, CourseSaid] = {}
    held: dict[str, SessionSaid] = {}
    former: dict[str, set[str]] = {}
    owners: dict[str, str] = {}
    for subject, revisions in counting.items():
        thing = subjects.thing_of(subject)
        if thing is not None and thing[0] == COURSE:
            value = owned.value(revisions)
            course = CourseSaid.read(value)
            if owners.get(course.code) != HR:
                courses[course.code], owners[course.code] = course, value["owner"]
            former.setdefault(course.code, set()).update(one.course.name for one in revisions)
        elif thing is not None and thing[0] == SESSION:
            held[subject] = SessionSaid.read(owned.value(revisions))
    listed = tuple(courses[code] for code in sorted(courses))
    there = (one for one in held.values() if not (one.ended and one.moved))
    sessions = sorted(there, key=lambda one: (one.fiscal_year, one.first_day, one.course, one.turn))
    names = names_of(listed, former)
    return Ledger(listed, tuple(sessions), names, counting, held, owners, goes_on(held))


def subject_of(owner: str, thing: CourseSaid | SessionSaid) -> str:
    """Return what the record of a thing is about: a code is a course, a turn (else a first day) a session."""
    if isinstance(thing, CourseSaid):
        return f"{COURSE}:{subjects.course_uid(owner, thing.code)}"
    turn = evened(thing.turn) or thing.first_day
    return f"{SESSION}:{subjects.session_uid(owner, evened(thing.course), thing.fiscal_year, turn)}"
