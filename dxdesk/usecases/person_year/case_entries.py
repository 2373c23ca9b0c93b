"""Finished cases and answered consultations as entries of the growth files of whom they name.

Of a case that is who led it and who went along (伴走), of a consultation (DX相談) who answered it.

They are told like the lines of a 申告: nobody writes them into the file, they count once somebody confirmed
them, and they go when the case or consultation does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dxdesk.domain import owned
from dxdesk.domain.capabilities import ON, PRACTICE
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import EXPERIENCE, LEAD, MEMBER
from dxdesk.domain.practice_record import CASE, CONSULTATION, CaseSaid, ConsultationSaid
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.workplace.once import until_written

FROM_CASE = "実践と支援の改善案件から"
FROM_CONSULTATION = "実践と支援のDX相談から"
"""Stand in the notes of such entries."""

BESIDE = "(伴走)"
ANSWERED = "DX相談への対応"


def used_here(uow: UnitOfWork) -> bool:
    """Tell whether this store keeps cases: what is hidden tells nothing."""
    return uow.settings.get(f"{setting_names.USES}{PRACTICE}") == ON


@until_written
def case_entries(uow: UnitOfWork) -> Mapping[str, Mapping[str, FileEntry]]:
    """Return what cases and consultations tell of people, by number and uid; asked where these are used."""
    found: dict[str, dict[str, FileEntry]] = {}
    for revisions in counting_of(uow, (CASE,)).values():
        said = CaseSaid.read(owned.value(revisions))
        if not said.done:
            continue
        people = (
            (said.lead, said.name, LEAD),
            *((one, f"{said.name}{BESIDE}", MEMBER) for one in said.escorts),
        )
        for number, name, role in people:
            if number:
                entry = _entry(said, name, role)
                uid = entry_uid(number, entry.kind, entry.date, entry.name)
                found.setdefault(number, {})[uid] = entry
    for revisions in counting_of(uow, (CONSULTATION,)).values():
        asked = ConsultationSaid.read(owned.value(revisions))
        if asked.done and asked.answered_by:
            entry = _answered(asked)
            uid = entry_uid(asked.answered_by, entry.kind, entry.date, entry.name)
            found.setdefault(asked.answered_by, {})[uid] = entry
    return found


def _answered(asked: ConsultationSaid) -> FileEntry:
    first = date.fromisoformat(asked.asked_on)
    try:
        last = first + timedelta(days=asked.days)
    except OverflowError:
        last = first
    name = f"{ANSWERED}({asked.topic})"
    return FileEntry(
        EXPERIENCE,
        name,
        asked.asked_on,
        last.isoformat(),
        role=MEMBER,
        case=asked.topic,
        note=FROM_CONSULTATION,
    )


def _entry(said: CaseSaid, name: str, role: str) -> FileEntry:
    return FileEntry(
        EXPERIENCE,
        name,
        said.started or said.finished,
        said.finished,
        role=role,
        result=said.effect,
        case=said.name,
        note=FROM_CASE,
    )
