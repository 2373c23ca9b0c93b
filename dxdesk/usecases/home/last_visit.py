"""Up to where somebody saw a store at their last visit: by its own numbers, which no clock confuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.ports.entities import Receipt, Snapshot
from dxdesk.ports.store import UnitOfWork

_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class LastVisit:
    """A visit: the UTC time it ended, the last receipt and how many 確定 there were; -1 where nobody noted.

    Programs of before noted the time alone: what is new since is told by the times of this PC then.
    """

    moment: str
    receipt: int = _UNKNOWN
    snapshots: int = _UNKNOWN

    @classmethod
    def of(cls, text: str) -> LastVisit:
        """Read a note: a time, and after it what ``reached`` says; empty for no visit."""
        moment, *numbers = text.split()[:3] or [""]
        if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
            return cls(moment, *map(int, numbers))
        return cls(moment)

    def fresh_receipts(self, receipts: Iterable[Receipt]) -> list[Receipt]:
        """Return what came since."""
        if self.receipt == _UNKNOWN:
            return [receipt for receipt in receipts if receipt.received_at > self.moment]
        return [receipt for receipt in receipts if receipt.number > self.receipt]

    def fresh_snapshots(self, uow: UnitOfWork, fiscal_year: int) -> Sequence[Snapshot]:
        """Return what was finalised of a year since: the last ones, of as many as have been added."""
        of_year = uow.results.snapshots(fiscal_year)
        if self.snapshots == _UNKNOWN:
            return [snapshot for snapshot in of_year if snapshot.finalised_at > self.moment]
        added = len(uow.results.snapshots()) - self.snapshots
        return of_year[-added:] if added > 0 else ()


def reached(uow: UnitOfWork) -> str:
    """Return what a visit has seen: the last receipt's number and how many 確定 there are."""
    last = max((receipt.number for receipt in uow.exchange.receipts()), default=0)
    return f"{last} {len(uow.results.snapshots())}"
