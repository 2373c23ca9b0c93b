"""What checking a store needs beside its use: every row as it lies there, whether or not it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust
from dxdesk.ports.entities import KeyClaim, Succession


class RevisionRow(NamedTuple):
    """A revision as it is written down; ``receipts`` are the numbers that support it, with blanks between."""

    position: int
    id: str
    municipality_code: str
    fiscal_year: int
    employee_number: str
    part: str
    covers: str
    value: str
    key_id: str
    trust: int
    seal_store: str
    seal_epoch: int
    seal_sequence: int
    seal_signature: str
    receipts: str

    def revision(self, *, with_id: bool = True) -> Revision:
        """Return the revision; its id is the written one, or with ``with_id=False`` the one it ought to have.

        Raises:
            ValueError: part or trust are none of ours.
        """
        seal = None
        if self.seal_signature:
            seal = Seal(self.seal_store, self.seal_epoch, self.seal_sequence, self.seal_signature)
        key = RecordKey(self.municipality_code, self.fiscal_year, self.employee_number, Part(self.part))
        covers = frozenset(self.covers.split())
        found = Revision(key, covers, self.value, self.key_id, Trust(self.trust), seal)
        if with_id:
            found.__dict__["id"] = self.id
        return found

    @property
    def supports(self) -> tuple[int, ...]:
        """The receipts that support it, 0 for local work."""
        return tuple(map(int, self.receipts.split()))


class Numbered(NamedTuple):
    """The numbers of a ledger that are there, ascending, and the last one ever given."""

    there: Sequence[int]
    last: int


class Inspection(Protocol):
    """The rows of a store as they were at one moment."""

    def revisions(self) -> Iterator[RevisionRow]:
        """Yield every revision kept, by year, person and id."""

    def count_revisions(self) -> tuple[int, int]:
        """Return how many revisions there are, and the highest position among them."""

    def claims(self) -> Sequence[KeyClaim]:
        """Return all claims kept, those of undone receipts among them."""

    def successions(self) -> Sequence[Succession]:
        """Return all successions kept, those of undone receipts among them."""

    def receipt_numbers(self) -> Numbered:
        """Return the numbers of the receipt ledger."""

    def dispatch_numbers(self) -> Numbered:
        """Return the numbers of the dispatch ledger."""

    def counters(self) -> dict[str, int]:
        """Return the counters by name."""

    def evidence_rows(self) -> dict[int, int]:
        """Return how many rows of evidence each receipt brought."""
