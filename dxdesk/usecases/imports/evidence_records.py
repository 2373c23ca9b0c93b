"""Rows that HR was told in a list, as records of the people's growth: sealed by HR, owed to a receipt.

What a list tells of one person is one revision, whatever was known before: read again it is the same one,
and the receipts that support it say for how long it counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from dxdesk.domain import growth
from dxdesk.domain.contents import EntryValue
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports.entities import AuditEntry, EvidenceRecord, Role, StoredRevision
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.imports.evidence_rows import show, show_said, told_of
from dxdesk.usecases.person_year.local_work import place, record_key
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk, tick

RECORDS = "records"
"""What the audit calls the number of records an import made; imports of earlier programs have none."""

TAKEN_OVER = "evidence-sealed"
"""What the audit calls it when the rows of an earlier program became records."""

LISTS = ("attendance", "qualifications", "evidence")
"""What the audit calls the reading of a list, of earlier programs among them."""


Known = dict[str, list[StoredRevision]]
"""What counts of people's growth as HR was told it, by number; added to as more is said."""


def tell(desk: Desk, uow: UnitOfWork, records: Iterable[EvidenceRecord], receipt: int) -> int:
    """Keep what a list tells as records owed to its receipt; return how many (one a person)."""
    told = list(records)
    known = told_of(uow, {row.employee_number for row in told})
    # Read before anything is written: thousands of changed pages leave no room for those that are only read.
    before = uow.people.evidence_like((row.employee_number, row.kind, row.name, row.date) for row in told)
    said = _say(desk, uow, told, receipt, known)
    _count_in(known, said, receipt)
    show_said(uow, known, said, before)
    return len(known)


def _say(
    desk: Desk, uow: UnitOfWork, rows: Iterable[EvidenceRecord], receipt: int, known: Known
) -> tuple[Revision, ...]:
    """Keep the records of a list and return them; ``known`` is what counts of the people before."""
    entries: dict[str, dict[str, growth.Content]] = {}
    for row in rows:
        uid = entry_uid(row.employee_number, row.kind, row.date, row.name)
        entries.setdefault(row.employee_number, {})[uid] = EntryValue(
            kind=row.kind, name=row.name, date=row.date, result=row.result, completed=row.completed
        )
    key_id = desk.key_id
    made = [
        _revision(
            record_key(desk, 0, number, Part.GROWTH), items, [item.revision for item in known[number]], key_id
        )
        for number, items in entries.items()
    ]
    sealed = codec.seal_revisions(desk.services.sealer, desk.store.signing_seed, made, place(desk, uow))
    uow.exchange.add_revisions(sealed, receipt)
    return sealed


def _count_in(known: Known, said: Iterable[Revision], receipt: int) -> None:
    """Add to what counts what a live receipt says."""
    for revision in said:
        stored = known[revision.record.employee_number]
        same = next((n for n, item in enumerate(stored) if item.revision.id == revision.id), None)
        if same is None:
            stored.append(StoredRevision(revision, (receipt,)))
        else:
            stored[same] = StoredRevision(revision, tuple(sorted({*stored[same].receipts, receipt})))


def _revision(
    record: RecordKey, items: Mapping[str, growth.Content], counting: Sequence[Revision], key_id: str
) -> Revision:
    """Return what a list tells of a person, still without its seal.

    It is not cleaned: texts were when the list was read, and a row of an earlier program stays what it is.
    """

    def make(covers: frozenset[str]) -> Revision:
        return Revision.saying(record, covers, {"items": items}, (key_id, Trust.HR))

    return growth.follow(items, counting, make)


def take_over(desk: Desk, uow: UnitOfWork, progress: Progress | None = None) -> int:
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
    sealed = said_sealed(tuple(reversed(uow.audit.entries())))
    rows = [row for row in rows if row.receipt not in sealed]
    if not rows:
        return 0
    known = told_of(uow, {row.employee_number for row in rows})
    undone = {receipt.number for receipt in uow.exchange.receipts() if not receipt.live}
    receipts = done = 0
    for receipt, group in groupby(rows, key=lambda row: row.receipt):
        told = list(group)
        tick(progress, done, len(rows))
        done += len(told)
        said = _say(desk, uow, told, receipt, known)
        if receipt not in undone:
            _count_in(known, said, receipt)
        receipts += 1
    tick(progress, done, len(rows))
    show(uow, known)
    uow.audit.append(TAKEN_OVER, "", {"rows": len(rows), "receipts": receipts})
    return len(rows)


def take_over_once(desk: Desk, progress: Progress | None = None) -> None:
    """Make records of the rows of an earlier program, in one transaction, where a store has some.

    Raises:
        Cancelled: from the progress callback; nothing was changed.
    """
    if desk.role is not Role.HR or desk.store.read_only:
        return
    with desk.store.read() as uow:
        if not uow.people.unsealed_evidence():
            return
    with desk.store.write() as uow:
        if take_over(desk, uow, progress):
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
