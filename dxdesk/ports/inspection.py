"""What checking a store needs beside its use: every row as it lies there, whether or not it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revision_id
from dxdesk.ports.entities import EvidenceRecord, KeyClaim, Succession

_PARTS = {part.value: part for part in Part}
_TRUSTS = {int(trust): trust for trust in Trust}


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

    @property
    def fresh_id(self) -> str:
        """The id it ought to have; empty for a part or a trust that is none of ours."""
        if self.part not in _PARTS or self.trust not in _TRUSTS:
            return ""
        record = (self.municipality_code, self.fiscal_year, self.employee_number, self.part)
        try:
            return revision_id(record, sorted(self.covers.split()), self.value, self.key_id, self.trust)
        except (ValueError, TypeError, AttributeError):  # a column of another kind than ours
            return ""

    def revision(self) -> Revision:
        """Return the revision, its id as it is written.

        Raises:
            KeyError: part or trust are none of ours.
        """
        seal = None
        if self.seal_signature:
            seal = Seal(self.seal_store, self.seal_epoch, self.seal_sequence, self.seal_signature)
        part = _PARTS[self.part]
        key = RecordKey(self.municipality_code, self.fiscal_year, self.employee_number, part)
        said = frozenset(self.covers.split()), self.value
        return Revision.as_written(self.id, key, said, (self.key_id, _TRUSTS[self.trust], seal))

    @property
    def supports(self) -> tuple[int, ...]:
        """The receipts that support it, 0 for local work."""
        return _numbers(self.receipts)


@lru_cache(maxsize=4096)  # a file brings many revisions, and so does local work
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


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

    def sealed_values(self, receipt: int, key_id: str, store_id: str) -> Iterator[str]:
        """Yield the values a receipt supports that a key of a store sealed, as they are asked for."""

    def successions(self) -> Sequence[Succession]:
        """Return all successions kept, those of undone receipts among them."""

    def receipt_numbers(self) -> Numbered:
        """Return the numbers of the receipt ledger."""

    def dispatch_numbers(self) -> Numbered:
        """Return the numbers of the dispatch ledger."""

    def counters(self) -> dict[str, int]:
        """Return the counters by name."""

    def evidence(self) -> Sequence[EvidenceRecord]:
        """Return every row of evidence, those of undone receipts among them."""
