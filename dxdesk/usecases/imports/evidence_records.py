"""Rows that HR was told in a list, as records of the people's growth: sealed by HR, owed to a receipt.

What a list tells of one person is one revision, whatever was known before: read again it is the same one,
and the receipts that support it say for how long it counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dxdesk.domain import canonical, growth
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports.entities import AuditEntry, EvidenceRecord, Role, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.evidence_rows import show, told_of
from dxdesk.usecases.person_year.local_work import place, record_key
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk

RECORDS = "records"
"""What the audit calls the number of records an import made; imports of earlier programs have none."""

TAKEN_OVER = "evidence-sealed"
"""What the audit calls it when the rows of an earlier program became records."""

LISTS = ("attendance", "qualifications", "evidence")
"""What the audit calls the reading of a list, of earlier programs among them."""


def tell(desk: Desk, uow: UnitOfWork, records: Iterable[EvidenceRecord], receipt: int) -> int:
    """Keep what a list tells as records owed to its receipt; return how many (one a person)."""
    told = _say(desk, uow, records, receipt)
    show(uow, told)
    return len(told)


def _say(
    desk: Desk, uow: UnitOfWork, records: Iterable[EvidenceRecord], receipt: int
) -> dict[str, list[StoredRevision]]:
    """Keep the records; return what counts then of the people they are about, had the receipt been live."""
    entries: dict[str, dict[str, growth.Content]] = {}
    for row in records:
        uid = entry_uid(row.employee_number, row.kind, row.date, row.name)
        entries.setdefault(row.employee_number, {})[uid] = {
            "kind": row.kind,
            "name": row.name,
            "date": row.date,
            "result": row.result,
            "completed": row.completed,
        }
    told = told_of(uow, entries)
    key_id = desk.key_id
    made = [
        _revision(
            record_key(desk, 0, number, Part.GROWTH), items, [item.revision for item in told[number]], key_id
        )
        for number, items in entries.items()
    ]
    sealed = codec.seal_revisions(desk.services.sealer, desk.store.signing_seed, made, place(desk, uow))
    uow.exchange.add_revisions(sealed, receipt)
    for revision in sealed:
        stored = told[revision.record.employee_number]
        same = next((n for n, item in enumerate(stored) if item.revision.id == revision.id), None)
        if same is None:
            stored.append(StoredRevision(revision, (receipt,)))
        else:
            stored[same] = StoredRevision(revision, tuple(sorted({*stored[same].receipts, receipt})))
    return told


def _revision(
    record: RecordKey, items: Mapping[str, growth.Content], counting: Sequence[Revision], key_id: str
) -> Revision:
    """Return what a list tells of a person, still without its seal.

    It is not cleaned: texts were when the list was read, and a row of an earlier program stays what it is.
    """
    value = canonical.dumps({"items": items})

    def make(covers: frozenset[str]) -> Revision:
        return Revision(record, covers, value, key_id, Trust.HR)

    return growth.follow(items, counting, make)


def take_over(desk: Desk, uow: UnitOfWork) -> int:
    """Make records of the rows that an earlier program kept; return how many rows there were.

    Each is owed to the receipt its row names, undone or not, so that what counts stays as it was. What the
    audit says was sealed before is left alone: rows whose records are gone are for a check to tell, and not
    to be sealed as somebody left them.
    """
    if desk.role is not Role.HR:
        return 0
    rows = uow.people.unsealed_evidence()
    if not rows:
        return 0
    known = said_sealed(tuple(reversed(uow.audit.entries())))
    rows = [row for row in rows if row.receipt not in known]
    if not rows:
        return 0
    receipts = 0
    for receipt, told in groupby(rows, key=lambda row: row.receipt):
        _say(desk, uow, told, receipt)
        receipts += 1
    show(uow, told_of(uow, {row.employee_number for row in rows}))
    uow.audit.append(TAKEN_OVER, "", {"rows": len(rows), "receipts": receipts})
    return len(rows)


def take_over_once(desk: Desk) -> None:
    """Make records of the rows of an earlier program, in one transaction, where a store has some."""
    if desk.role is not Role.HR or desk.store.read_only:
        return
    with desk.store.read() as uow:
        if not uow.people.unsealed_evidence():
            return
    with desk.store.write() as uow:
        if take_over(desk, uow):
            uow.commit()


def said_sealed(trail: Sequence[AuditEntry]) -> frozenset[int]:
    """Return the receipts of lists whose rows became records, as the audit tells it (oldest first)."""
    sealed: set[int] = set()
    earlier: set[int] = {0}
    for entry in trail:
        if entry.action == TAKEN_OVER:
            sealed |= earlier
        elif entry.action in LISTS and entry.subject.isdecimal():
            number = int(entry.subject)
            earlier.add(number)
            if RECORDS in json.loads(entry.counts or "{}"):
                sealed.add(number)
    return frozenset(sealed)
