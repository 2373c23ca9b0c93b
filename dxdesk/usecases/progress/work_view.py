"""What worklist and path of the year look at: one read of the ledgers beside the year's table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dxdesk.domain import file_names
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Dispatch, Receipt
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.progress.year_table import Line, YearTable
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. ``action`` is the button's word, ``screen`` where it leads, ``count`` its badge.

    ``focus`` says what to show there (``conflicts``, ``quarantine``, ``late`` …); ``key`` is stable.
    ``seen_by`` is the receipt of what stays here until somebody says to have seen to it, 0 where nothing is.
    ``told_of`` is the year whose results may have been told in another way, 0 where it is about none.
    """

    key: str
    title: str
    text: str
    action: str
    screen: str
    urgent: bool = False
    count: int = 0
    focus: str = ""
    told_of: int = 0
    seen_by: int = 0


@dataclass(frozen=True)
class Sight:
    """What the worklist looks at, read once."""

    desk: Desk
    uow: UnitOfWork
    table: YearTable
    receipts: Sequence[Receipt]
    sent: Sequence[Dispatch]

    @property
    def asked(self) -> list[Line]:
        """Everybody who is asked this year."""
        return [line for line in self.table.lines if line.asked]


def badges(found: Iterable[Todo]) -> dict[str, int]:
    """Return how much waits at each screen."""
    counts: Counter[str] = Counter()
    for todo in found:
        counts[todo.screen] += todo.count
    return {screen: count for screen, count in counts.items() if count}


def turn(line: Line, owner: str) -> str:
    """Return where a person is for a confirmer: ``ready``, ``done``, ``wait``, empty for others' people."""
    route = line.member.route
    owner = line.acting or owner
    stage = route.stage_of(owner)
    if stage is None or not line.asked:
        return ""
    if line.state in (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED):
        return "done"
    if line.state is State.FIRST_CONFIRMED:
        return "done" if owner == route.first else "ready"
    if line.state is State.SUBMITTED and owner == (route.first or route.second):
        return "ready"
    return "wait"


def tails(sent: Iterable[Dispatch], kind: str) -> frozenset[str]:
    """Return what names the person (or confirmer) in the files of a kind: ``001234``, slips ``001234_2``."""
    stems = (file_names.bare(PurePosixPath(d.file_name).stem).split("_", 2) for d in sent if d.kind == kind)
    return frozenset(parts[2] for parts in stems if len(parts) == 3)


def unsent_confirmations(uow: UnitOfWork, table: YearTable, owner: str) -> int:
    """Return how many confirmed people are not in a confirmation that was sent where they go next."""
    wanted: Counter[str] = Counter()
    for line in table.lines:
        route, confirmer = line.member.route, line.acting or owner
        if line.acting and not _stood_in(uow, table.cycle.fiscal_year, line, owner):
            continue  # whom they stand in for did it: that is passed on there
        if line.state is State.SECOND_CONFIRMED and route.stage_of(confirmer):
            wanted[""] += 1
        elif line.state is State.FIRST_CONFIRMED and route.first == confirmer:
            wanted[route.second] += 1
    sent: dict[str, int] = {}
    for entry in uow.exchange.dispatches(table.cycle.fiscal_year):  # newest first
        if entry.kind == CONFIRMATION.kind:
            _, _, tail = file_names.bare(PurePosixPath(entry.file_name).stem).split("_", 2)
            tail = tail.removeprefix(f"{owner}_")
            target = "" if tail == "人事あて" else tail.removesuffix("あて")
            sent.setdefault(target, entry.people)
    return sum(max(count - sent.get(target, 0), 0) for target, count in wanted.items())


def _stood_in(uow: UnitOfWork, fiscal_year: int, line: Line, owner: str) -> bool:
    stored = uow.exchange.person(fiscal_year, line.member.number)
    said = (s.revision.made for s in stored if s.revision.record.part is Part.LIFE)
    return any(made.by == owner and made.on_behalf_of == line.acting for made in said)


def has_result(uow: UnitOfWork, table: YearTable) -> bool:
    """Tell whether the year's result notice has arrived."""
    from dxdesk.usecases.exchange.kept import notice_came

    return notice_came(uow, table.cycle.fiscal_year)
