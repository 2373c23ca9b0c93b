"""前回から変わったこと: what came in, what disagrees now, which day has come closer since the last visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dxdesk.domain.dates import local_day
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.home.last_visit import LastVisit
from dxdesk.usecases.progress.year_table import YearTable, days_left
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.workplace.desk import Desk

_SOON_DAYS = 14
"""Days before a deadline from which its coming closer is news."""

_WAITING = ("quarantined", "pending", "held")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that changed: said in a few words, and the screen where one sees it."""

    key: str
    text: str
    screen: str
    focus: str = ""


def news(desk: Desk, uow: UnitOfWork, table: YearTable, since: str) -> tuple[News, ...]:
    """Return what changed since a visit (``LastVisit.of``), nothing for an empty one (the first visit)."""
    if not since or desk.role is Role.PERSONAL:
        return ()
    last = LastVisit.of(since)
    came = last.fresh_receipts(uow.exchange.receipts(live_only=True))
    found = [*_arrived(desk, uow, came), *_disagreeing(uow, table, came), *_waiting(came)]
    found += _finalised(uow, table, last)
    if desk.role is not Role.DX:  # the deadlines are those of HR's year
        found += _days(table, local_day(last.moment))
    return tuple(found)


def _arrived(desk: Desk, uow: UnitOfWork, came: Sequence[Receipt]) -> Iterator[News]:
    from dxdesk.usecases.exchange.ledgers import taking_back
    from dxdesk.usecases.sealing.envelope import WITHDRAWAL_LABEL

    fresh = [receipt for receipt in came if receipt.outcome != "unchanged"]
    gone = taking_back(desk, uow, fresh) if fresh else frozenset()
    counts = Counter(receipt.kind for receipt in fresh if receipt.number not in gone)
    for kind in workbook_kinds.KINDS:
        if counts[kind.kind]:
            text = f"新しく届いた{kind.said} {counts[kind.kind]:,}件"
            yield News(f"arrived-{kind.kind}", text, "receive", "ledger")
    if gone:
        yield News(
            "arrived-withdrawal", f"新しく届いた{WITHDRAWAL_LABEL} {len(gone):,}件", "receive", "ledger"
        )


def _disagreeing(uow: UnitOfWork, table: YearTable, came: Sequence[Receipt]) -> Iterator[News]:
    """Tell how many of the open conflicts are about what came."""
    people = {line.member.number for line in table.lines if line.standing.conflicts}
    fresh = [receipt.number for receipt in came if receipt.conflicts] if people else []
    about = {r.record.employee_number for number in fresh for r in uow.exchange.revisions_of(number)}
    count = len(people & about)
    if count:
        yield News("conflicts", f"新しい食い違い {count:,}件", "receive", "conflicts")


def _waiting(came: Sequence[Receipt]) -> Iterator[News]:
    count = sum(receipt.outcome in _WAITING for receipt in came)
    if count:
        yield News("waiting", f"新しい預かり {count:,}件", "receive", "quarantine")


def _finalised(uow: UnitOfWork, table: YearTable, last: LastVisit) -> Iterator[News]:
    year = table.cycle.fiscal_year
    fresh = {snapshot.number for snapshot in last.fresh_snapshots(uow, year)}
    if fresh:
        lines = uow.results.snapshot_lines(year)
        people = {line.employee_number for line in lines if line.snapshot in fresh}
        yield News("finalised", f"確定した人 {len(people):,}人", "year", "finalise")


def _days(table: YearTable, then: str) -> Iterator[News]:
    """Tell the next day by which something is still wanted, and one that passed meanwhile."""
    cycle, today = table.cycle, table.today
    stages: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("自己申告", cycle.due_self, ("self",)),
        ("一次確認", cycle.due_first, ("self", "first")),
        ("二次確認", cycle.due_second, ("self", "first", "second")),
    )
    if not then or then >= today:
        return
    open_stages = {line.stage for line in table.lines}
    for name, due, wanted in stages:
        if not due or not open_stages.intersection(wanted):
            continue
        if then <= due < today:
            yield News(f"passed-{name}", f"{name}の期限を過ぎました", "status", "late")
        elif due >= today:
            left = days_left(due, today)
            if (date.fromisoformat(due) - date.fromisoformat(today)).days <= _SOON_DAYS:
                text = f"{name}の期限 {left}(前回は{days_left(due, then)})"
                yield News(f"due-{name}", text, "status", "missing")
            return
