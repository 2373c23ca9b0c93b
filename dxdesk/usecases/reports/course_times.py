"""How long the courses took that people completed, and since when, as the training ledger knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dxdesk.domain.completion import evened
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.print_records import CourseTimes
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.wording import length_word


def course_times(uow: UnitOfWork, records: Iterable[EvidenceRecord]) -> Mapping[tuple[str, str], CourseTimes]:
    """Return what is known of attended courses by (name, day); a name of two courses says nothing.

    An attendance is of the session that ended on its day, and began when the session did.
    """
    known = ledger(uow)
    began = {
        (known.names.code(one.course) or one.course, one.last_day): one.first_day
        for one in known.sessions
        if one.last_day and one.first_day
    }
    found: dict[tuple[str, str], CourseTimes] = {}
    for record in records:
        code = known.names.code(record.name) if evened(record.name) not in known.names.clashes else ""
        course = known.course(code) if code else None
        if course is not None:
            first = began.get((code, record.date), "")
            day = date.fromisoformat(first) if first else None
            found[record.name, record.date] = CourseTimes(length_word(course), day)
    return found
