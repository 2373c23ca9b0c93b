"""What is true by now of files that were received: of what contradicted or waited, some is decided since.

A receipt keeps how its file ended when it came. Whether there is still something to decide is asked of the
standings and the ledger, never remembered: the file that decides may lie in the same pile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.domain import subjects
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import FileReport, ImportReport
from dxdesk.usecases.workplace.desk import Desk

_WAITED = ("quarantined", "pending", "held")


def as_of_now(desk: Desk, report: ImportReport) -> ImportReport:
    """Return a report whose files say how they stand now (``FileReport.now``)."""
    with desk.store.read() as uow:
        return ImportReport(told_now(uow, report.files))


def told_now(uow: UnitOfWork, files: Iterable[FileReport]) -> tuple[FileReport, ...]:
    """Return files saying how they stand now, in a unit of work; those without a receipt stay as they are."""
    disputed: dict[int, frozenset[str]] = {}
    found = []
    for file in files:
        now = ""
        if file.receipt and file.outcome == "conflict" and not _in_dispute(uow, file.receipt, disputed):
            now = "applied"
        elif file.receipt and file.outcome in _WAITED:
            receipt = uow.exchange.receipt(file.receipt)
            now = receipt.outcome if receipt is not None and receipt.outcome != file.outcome else ""
        found.append(replace(file, now=now) if now else file)
    return tuple(found)


def _in_dispute(uow: UnitOfWork, receipt: int, disputed: dict[int, frozenset[str]]) -> bool:
    """Tell whether anybody a file is about is still in dispute; what is about no person counts as open."""
    records = [revision.record for revision in uow.exchange.revisions_of(receipt)]
    people = {(one.fiscal_year, one.employee_number) for one in records if subjects.in_a_year(one)}
    for year in sorted({year for year, _ in people} - set(disputed)):
        rows = uow.results.assessments(year)
        disputed[year] = frozenset(row.employee_number for row in rows if row.conflicts)
    return not people or any(number in disputed[year] for year, number in people)
