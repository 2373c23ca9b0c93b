"""Attendance that DX推進課 keeps of its own sessions: read beside what HR was told, never written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dxdesk.domain import owned
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.framework import COURSE
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.workplace.once import once_a_unit

ATTENDANCE = "attendance"


class Attended(NamedTuple):
    """An attendance, whose it is to write (``dx``), and the subject of its record.

    ``number`` is that of the roster it is of: as written, or the only one it can be without its zeros; empty
    where it is nobody's here.
    """

    owner: str
    subject: str
    said: AttendanceSaid
    number: str


@once_a_unit
def attended(uow: UnitOfWork) -> tuple[Attended, ...]:
    """Return what owners of sessions say of attendance that counts, by day, course and number."""
    if not uow.exchange.things((ATTENDANCE,)):
        return ()  # nearly every office: nothing else is read for it
    counting = counting_of(uow, (ATTENDANCE,))
    short: dict[str, list[str]] = {}
    for person in uow.people.employees(include_left=True) if counting else ():
        short.setdefault(person.number.lstrip("0"), []).append(person.number)
    found = []
    for subject, revisions in counting.items():
        said = AttendanceSaid.read(owned.value(revisions))
        if not said.ended:
            meant = short.get(said.number.lstrip("0"), [])
            number = said.number if said.number in meant else meant[0] if len(meant) == 1 else ""
            found.append(Attended(revisions[0].owned.owner, subject, said, number))
    return tuple(
        sorted(found, key=lambda one: (one.said.held_on, one.said.course, one.said.number, one.subject))
    )


@once_a_unit
def rows(uow: UnitOfWork) -> Mapping[str, Sequence[EvidenceRecord]]:
    """Return the same as lists of HR's are read, by number, under the names of the courses.

    They are owed to no table of HR's (receipt 0).
    """
    found = [one for one in attended(uow) if one.number]
    names: dict[tuple[str, str], str] = {}
    for revisions in counting_of(uow, ("course",)).values() if found else ():
        course = CourseSaid.read(owned.value(revisions))
        names[revisions[0].owned.owner, course.code] = course.name
    by_number: dict[str, list[EvidenceRecord]] = {}
    for one in found:
        said = one.said
        name = names.get((one.owner, said.course)) or said.course
        row = EvidenceRecord(one.number, COURSE, name, said.held_on, said.result, said.completed, 0)
        by_number.setdefault(one.number, []).append(row)
    return by_number
