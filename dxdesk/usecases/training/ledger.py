"""The courses and sessions that an office's records say: which saying stands, and what courses are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain import merge, subjects
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.training import Names, names_of
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.workplace.once import once_a_unit

COURSE, SESSION = "course", "session"


@dataclass(frozen=True)
class Ledger:
    """All courses and sessions, those that ended among them, and the records they stand in.

    ``heads`` are the counting revisions of a subject that nothing follows, the one that stands first.
    """

    courses: tuple[CourseSaid, ...]
    sessions: tuple[SessionSaid, ...]
    names: Names
    heads: Mapping[str, tuple[Revision, ...]]

    def course(self, code: str) -> CourseSaid | None:
        """Return the course of a code, ``None`` where the ledger has none."""
        return next((one for one in self.courses if one.code == code), None)


@once_a_unit
def ledger(uow: UnitOfWork) -> Ledger:
    """Return what the records of courses and sessions say; a function of those that count alone.

    Of two sayings that do not know each other the higher trusted one stands, then the text decides, so that
    it is the same in whatever order they came.
    """
    keys = accepted_keys(uow)
    counting: dict[str, list[Revision]] = {}
    for stored in uow.exchange.part(0, Part.OWNED):
        if sealed_by_owner(stored.revision, keys):
            counting.setdefault(stored.revision.record.employee_number, []).append(stored.revision)
    heads = {subject: _heads(found) for subject, found in counting.items()}
    courses: dict[str, CourseSaid] = {}
    sessions: list[SessionSaid] = []
    former: dict[str, set[str]] = {}
    for subject in sorted(heads):
        thing = subjects.thing_of(subject)
        first = heads[subject][0]
        if thing is not None and thing[0] == COURSE:
            course = first.course
            courses[course.code] = course
            former.setdefault(course.code, set()).update(one.course.name for one in counting[subject])
        elif thing is not None and thing[0] == SESSION:
            sessions.append(first.session)
    listed = tuple(courses[code] for code in sorted(courses))
    sessions.sort(key=lambda one: (one.fiscal_year, one.first_day, one.course, one.turn))
    return Ledger(listed, tuple(sessions), names_of(listed, former), heads)


def _heads(counting: Sequence[Revision]) -> tuple[Revision, ...]:
    found = merge.heads_of(counting)
    return tuple(sorted(found, key=lambda one: (one.trust, one.value), reverse=True))


def course_subject(owner: str, course: CourseSaid) -> str:
    """Return what the record of a course is about."""
    return f"{COURSE}:{subjects.course_uid(owner, course.code)}"


def session_subject(owner: str, session: SessionSaid) -> str:
    """Return what the record of a session is about: one turn, else one first day, is one session."""
    turn = evened(session.turn) or session.first_day
    return f"{SESSION}:{subjects.session_uid(owner, evened(session.course), session.fiscal_year, turn)}"
