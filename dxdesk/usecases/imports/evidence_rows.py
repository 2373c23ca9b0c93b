"""What lists and maps read of attendance and examinations: rows that show what the sealed records say.

The records are the truth: the rows can be made of them at any time, and a check compares the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from dxdesk.domain import growth
from dxdesk.domain.contents import Entry
from dxdesk.domain.records import Part, Revision
from dxdesk.ports.entities import EvidenceRecord, KeyRow, Role, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, hr_sealed

COURSE, EXAM = "course", "exam"

Told = Mapping[str, Sequence[StoredRevision]]
"""What counts of people's growth as HR was told it, by number."""


def told_of(uow: UnitOfWork, numbers: Iterable[str]) -> dict[str, list[StoredRevision]]:
    """Return what counts of some people's growth as HR was told it; nobody else's word earns a 修了証."""
    keys = accepted_keys(uow)
    found = uow.exchange.people(0, numbers)
    return {number: [item for item in stored if counts(item, keys)] for number, stored in found.items()}


def counts(item: StoredRevision, keys: Mapping[str, KeyRow]) -> bool:
    """Tell whether a supported revision says of somebody's growth what HR was told."""
    return item.revision.record.part is Part.GROWTH and hr_sealed(item.revision, keys)


def rows_of(told: Told, uids: Mapping[str, Collection[str]] | None = None) -> Iterator[EvidenceRecord]:
    """Yield a row for every entry that stands, under the first receipt that says exactly this.

    ``uids``: of these entries alone, by number.
    """
    for number, stored in told.items():
        asked = None if uids is None else uids.get(number, ())
        receipts = {item.revision.id: item.receipts[0] for item in stored}
        for stands in growth.entries_standing((item.revision for item in stored), asked).values():
            said = Entry.read(stands.content)
            if said.kind in (COURSE, EXAM):
                receipt = min(receipts[one] for one in stands.revision_ids)
                yield EvidenceRecord(
                    number, said.kind, said.name, said.date, said.result, said.completed, receipt
                )


Rows = Mapping[str, Collection[EvidenceRecord]]


def show(uow: UnitOfWork, told: Told) -> tuple[Rows, Rows]:
    """Let the rows of some people show what is told of them, and nothing else; return them before and now."""
    before: dict[str, set[EvidenceRecord]] = {number: set() for number in told}
    for row in uow.people.evidence_of(told):
        before[row.employee_number].add(row)
    now: dict[str, list[EvidenceRecord]] = {number: [] for number in told}
    for row in rows_of(told):
        now[row.employee_number].append(row)
    others = [number for number, found in now.items() if set(found) != before[number]]
    uow.people.remove_evidence(number for number in others if before[number])
    uow.people.add_evidence(row for number in others for row in now[number])
    return before, now


def show_said(
    uow: UnitOfWork, told: Told, said: Iterable[Revision], before: Iterable[EvidenceRecord]
) -> None:
    """Let rows show what was just said of some entries; what else people have on record stays as it is.

    ``told`` holds what was said, too; ``before`` are the rows of these entries. Where a key of HR's was
    revoked, less may count than when the rows were made, and all rows of these people are made anew.
    """
    if any(key.role is Role.HR and key.revoked_after >= 0 for key in accepted_keys(uow).values()):
        show(uow, told)
        return
    items = {revision.record.employee_number: revision.items for revision in said}
    were, are = set(before), set(rows_of(told, items))
    uow.people.replace_evidence(were - are, sorted(are - were, key=_place))


_place = attrgetter("employee_number", "kind", "name", "date")
"""The order of the index: rows that are put in so touch each page of it once."""
