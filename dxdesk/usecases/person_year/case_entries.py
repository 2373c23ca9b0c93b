"""Finished improvement cases as entries of the growth files of who led them and who went along (伴走).

They are told like the lines of a 申告: nobody writes them into the file, they count once somebody confirmed
them, and they go when the case does.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain import owned
from dxdesk.domain.capabilities import ON, PRACTICE
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import EXPERIENCE, LEAD, MEMBER
from dxdesk.domain.practice_record import CASE, CaseSaid
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import counting_of
from dxdesk.usecases.workplace.once import until_written

FROM_CASE = "実践と支援の改善案件から"
"""Stands in the note of such an entry."""

BESIDE = "(伴走)"


def used_here(uow: UnitOfWork) -> bool:
    """Tell whether this store keeps cases: what is hidden tells nothing."""
    return uow.settings.get(f"{setting_names.USES}{PRACTICE}") == ON


@until_written
def case_entries(uow: UnitOfWork) -> Mapping[str, Mapping[str, FileEntry]]:
    """Return what finished cases tell of people, by number and uid; asked only where cases are used."""
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
    return found


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
