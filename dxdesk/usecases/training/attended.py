"""Attendance of another section's sessions beside the training ledger: rates count it, nothing writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.training import fiscal_year_of
from dxdesk.ports.entities import Attendees
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.training.ledger import Ledger


def attendees(uow: UnitOfWork, without: Collection[str]) -> Iterator[Attendees]:
    """Yield the attendance as lists of HR's are gathered; ``without`` some numbers."""
    for one in attended(uow):
        if one.number and one.number not in without:
            said = one.said
            year = fiscal_year_of(said.held_on)
            yield Attendees(said.course, year, said.result, said.completed, said.held_on, (one.number,))


def strangers(uow: UnitOfWork, fiscal_year: int) -> tuple[AttendanceSaid, ...]:
    """Return what is said in a year of people whose numbers the roster has not."""
    return tuple(
        one.said
        for one in attended(uow)
        if not one.number and fiscal_year_of(one.said.held_on) == fiscal_year
    )


def session_of(known: Ledger, course: str, day: str, owner: str) -> SessionSaid | None:
    """Return an owner's session of a course (code) on a day (ISO), ``None`` where there is none."""
    return next(
        (
            one
            for subject, one in known.held.items()
            if known.names.code(one.course) == course
            and one.first_day
            and one.first_day <= day <= (one.last_day or one.first_day)
            and known.counting[subject][0].owned.owner == owner
            and not one.ended
        ),
        None,
    )


def course_called(known: Ledger, code: str) -> str:
    """Return the name of a course, its code where it has none."""
    course = known.course(code) or CourseSaid()
    return course.name or code
