"""What checking a store needs beside its use: every row as it lies there, whether or not it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revision_id
from dxdesk.ports.entities import EvidenceRecord, KeyClaim, Succession

_PARTS = {part.value: part for part in Part}
_TRUSTS = {int(trust): trust for trust in Trust}
_SEAL, _RECORD = partial(tuple.__new__, Seal), partial(tuple.__new__, RecordKey)
_NOTHING = frozenset[str]()


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
        covers = self.covers
        try:
            listed = sorted(covers.split(" ")) if covers else ()
            record = self.municipality_code, self.fiscal_year, self.employee_number, self.part
            return revision_id(record, listed, self.value, self.key_id, self.trust)
        except (ValueError, TypeError, AttributeError):  # a column of another kind than ours
            return ""

    def revision(self) -> Revision:
        """Return the revision, its id as it is written.

        Raises:
            KeyError: part or trust are none of ours.
        """
        _, revision_id, code, year, number, part, covers, value, key_id, trust, *place, signature, _ = self
        seal = _SEAL((*place, signature)) if signature else None
        key = _RECORD((code, year, number, _PARTS[part]))
        said = frozenset(covers.split()) if covers else _NOTHING, value
        return Revision.as_written(revision_id, key, said, (key_id, _TRUSTS[trust], seal))

    @property
    def supports(self) -> tuple[int, ...]:
        """The receipts that support it, 0 for local work."""
        return _numbers(self.receipts)


@lru_cache(maxsize=4096)  # a file brings many revisions, and so does local work
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


class Written(NamedTuple):
    """All that is written down of one person's year, to see whether any of it is new.

    ``columns`` are those of ``RevisionRow`` of every revision as they lie there, in id order, but for the
    value: its UTF-8, an empty text where it is none. ``receipts`` are the distinct ones, with commas between;
    ``key_ids`` likewise. ``sealed`` counts revisions that name a key. ``own_keys`` are those of sealed local
    work, ``own_sequence`` and ``own_epoch`` its highest. What the columns name is missing unless it is plain
    (``is_plain``): texts and numbers where we write them.
    """

    fiscal_year: int
    employee_number: str
    columns: Sequence[tuple[Any, ...]]
    ids: str = ""
    key_ids: str = ""
    receipts: str = ""
    sealed: int = 0
    own_keys: str = ""
    own_sequence: int = 0
    own_epoch: int = 0
    is_plain: bool = False

    def rows(self) -> list[RevisionRow]:
        """Return the revisions: to see that nothing is new, none are made.

        Raises:
            ValueError: a value is no UTF-8.
        """
        return [
            _ROW((*one[:_VALUE], str(one[_VALUE], "utf-8") if one[_VALUE] else "", *one[_REST]))
            for one in self.columns
        ]


_ROW = partial(tuple.__new__, RevisionRow)
"""Makes a row; ``_make`` counts its columns again every time."""
_VALUE = RevisionRow._fields.index("value")
_REST = slice(_VALUE + 1, None)


class Numbered(NamedTuple):
    """The numbers of a ledger that are there, ascending, and the last one ever given."""

    there: Sequence[int]
    last: int


class Inspection(Protocol):
    """The rows of a store as they were at one moment."""

    def damage(self) -> Sequence[str]:
        """Return what is wrong with the file itself, in Japanese: structure, foreign keys, its schema.

        Raises:
            KnownError: ``store-damaged``, where it does not even say what store it is.
        """

    def of_other_kinds(self) -> Sequence[str]:
        """Return in which tables there are values of another kind than their column's, in Japanese."""

    def revisions(self) -> Iterator[RevisionRow]:
        """Yield every revision kept, by year, person and id."""

    def written(self) -> Iterator[Written]:
        """Yield what is written of everybody's years; what is of no year is a year of its own here."""

    def entries(self) -> dict[int, int]:
        """Return how many entries of growth each receipt tells, undone or not."""

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

    def dispatch_sequences(self) -> Sequence[int]:
        """Return the numbers that the dispatch ledger says files were issued under."""

    def snapshot_texts(self, fiscal_year: int, number: int) -> Sequence[tuple[str, str, str, str]]:
        """Return the lines of a snapshot as written: person, and JSON texts of heads, levels and content."""

    def standings(self, fiscal_year: int) -> dict[str, tuple[object, ...]]:
        """Return the standings kept of a year by person, each as one row.

        Its values are those of ``Assessment`` in their order; ``personas``, the last one, is a JSON list as
        text, empty for none.
        """

    def paper_texts(self) -> dict[str, str]:
        """Return the text of the record of every paper that was issued, by the paper's id."""

    def evidence(self) -> Sequence[EvidenceRecord]:
        """Return every row of evidence, those of undone receipts among them."""
