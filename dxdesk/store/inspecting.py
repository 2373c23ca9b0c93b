"""A copy of a store to look at for as long as it takes: whoever works in the store does not wait for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from dxdesk import paths, private
from dxdesk.ports.entities import Assessment, EvidenceRecord, KeyClaim, Succession
from dxdesk.ports.inspection import Numbered, RevisionRow, Written
from dxdesk.ports.store import Clock, Progress
from dxdesk.store import backups, memory, opening, problems, verify
from dxdesk.store.opened import SqlStore

_STEP = 2048
"""Pages copied at a time, 8 MB: a writer comes between two steps."""

_AGAIN = 3
"""How often a copy may begin anew."""

_IN_MEMORY = 512 * 1024 * 1024
"""Bytes of a store that is copied into memory: its pages are opened once, and not again for each look."""

_AT_MOST, _LEFT = 4, 3
"""One up to so many times as large goes there as well where so many times its size is free: a check of
tens of thousands of people would take half as long again for opening and closing the pages of a file."""

_CACHE_KIB = 64 * 1024
"""Room in memory for the pages of a larger one."""

# Gone through once in the order it lies in: asking for those of each revision takes as long as reading it.
_SUPPORTS = "SELECT revision, receipt FROM supports ORDER BY revision, receipt"
_ALL = f"SELECT {', '.join(RevisionRow._fields[:-1])} FROM revisions"
_ORDER = "ORDER BY fiscal_year, employee_number, id"
_REVISIONS = f"{_ALL} {_ORDER}"
# Values are the most of a store: their bytes are enough to see that they are the same. The order within a
# person's year is made here: sorting texts costs the engine more.
_WRITTEN = (
    _ALL.replace(" value,", " iif(typeof(value) = 'text', CAST(value AS BLOB), '') AS value,")
    + " ORDER BY fiscal_year, employee_number"
)
_AT_ONCE = 200
"""Rows read at a time: with fewer the engine begins anew too often, and more leave the processor's cache."""

_ROW = partial(tuple.__new__, RevisionRow)
"""Makes a row; ``_make`` counts its columns again every time."""

_COLUMN = {name: place for place, name in enumerate(RevisionRow._fields)}
_person = itemgetter(_COLUMN["fiscal_year"], _COLUMN["employee_number"])
_id = itemgetter(_COLUMN["id"])
_named = itemgetter(
    *(_COLUMN[one] for one in ("value", "id", "key_id", "seal_epoch", "seal_sequence", "receipts"))
)
_STANDING = tuple(one.name for one in fields(Assessment))
_NUMBER = _STANDING.index("employee_number")
_STANDINGS = f"SELECT {', '.join(_STANDING)} FROM assessments WHERE fiscal_year = ? ORDER BY employee_number"
_ENTRIES = """
    SELECT s.receipt, sum(iif(
        json_type(r.value, '$.items') = 'object', (SELECT count(*) FROM json_each(r.value, '$.items')), 0
    ))
    FROM revisions r JOIN supports s ON s.revision = r.position
    WHERE r.fiscal_year = 0 AND r.part = 'growth' AND iif(json_valid(r.value), 1, 0) GROUP BY s.receipt
"""


@contextmanager
def inspected(
    store: SqlStore, clock: Clock, head: str, progress: Progress | None = None
) -> Iterator[tuple[SqlStore, SqlInspection]]:
    """Give out a copy of an opened store as it is saved now; it is gone after the block.

    ``head`` is the newest migration.

    Raises:
        KnownError: the store cannot be read, or the disk is full.
        Cancelled: from the progress callback.
    """
    with _room(store) as copy:
        with problems.told(store.path):
            source = opening.connect(store.path, store.key, mode=opening.mode_for(store.path, read_only=True))
            try:
                _copy(source, copy, progress)
            finally:
                source.close()
        whole = SqlStore(
            store.path,
            store.key,
            opening.engine_on(copy, store.path),
            store.identity,
            store.signing_seed,
            clock,
            lock=None,
            policy=backups.BackupPolicy(automatic=False),
        )
        try:
            with problems.driver_told(store.path):
                yield whole, SqlInspection(copy, store.path, head)
        finally:
            whole.close()


@contextmanager
def _room(store: SqlStore) -> Iterator[Any]:
    """Give out a driver connection to copy into: to memory, or to a file under the store's key."""
    with problems.told(store.path):
        size = store.path.stat().st_size
    if _fits_in_memory(size):
        copy = opening.in_memory(store.key)
        try:
            yield copy
        finally:
            copy.close()
        return
    folder = paths.new_temp_dir("check-")
    try:
        path = folder / "copy.dxdesk"
        with problems.told(path):
            private.make_file(path)
        copy = opening.connect(path, store.key, mode="rw", half=True)
        try:
            copy.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            copy.execute(f"PRAGMA cache_spill = {_CACHE_KIB * 1024 // opening.PAGE}")
            yield copy
        finally:
            copy.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fits_in_memory(size: int) -> bool:
    if size <= _IN_MEMORY:
        return True
    return size <= _AT_MOST * _IN_MEMORY and _LEFT * size <= memory.free_memory()


def _copy(source: Any, target: Any, progress: Progress | None) -> None:
    """Copy in steps; where somebody writes again and again, at last at once."""
    try:
        backups.copy_in_steps(source, target, _STEP, _AGAIN, progress)
    except backups.BegunTooOften:
        source.backup(target)


class SqlInspection:
    """Implements the port ``Inspection`` over a copy."""

    def __init__(self, connection: Any, path: Path, head: str) -> None:
        """Look through a driver connection of one's own, which has read every page of the store."""
        self._connection, self._path, self._head = connection, path, head

    def damage(self) -> Sequence[str]:
        """Return what is wrong with the file itself, in Japanese."""
        with problems.told(self._path):
            return list(verify.of_file(self._connection, self._path, self._head, pages=False))

    def of_other_kinds(self) -> Sequence[str]:
        """Return in which tables there are values of another kind than their column's, in Japanese."""
        with problems.told(self._path):
            return list(verify.of_other_kinds(self._connection))

    def revisions(self) -> Iterator[RevisionRow]:
        """Yield every revision kept, by year, person and id."""
        return map(_ROW, self._supported(_REVISIONS))

    def written(self) -> Iterator[Written]:
        """Yield what is written of everybody's years; what is of no year is a year of its own here."""
        for (year, number), found in groupby(self._supported(_WRITTEN), _person):
            yield _put_together(year, number, list(found))

    def _supported(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield rows of revisions, each with the receipts that support it as ``RevisionRow`` has them."""
        receipts_of = _receipts(self._many(_SUPPORTS)).get
        return ((*row, receipts_of(row[0], "")) for row in self._many(query))

    def _many(self, query: str) -> Iterator[Any]:
        return chain.from_iterable(iter(partial(self._connection.execute(query).fetchmany, _AT_ONCE), []))

    def entries(self) -> dict[int, int]:
        """Return how many entries of growth each receipt tells, undone or not."""
        return dict(self._connection.execute(_ENTRIES).fetchall())

    def count_revisions(self) -> tuple[int, int]:
        """Return how many revisions there are, and the highest position among them."""
        query = "SELECT count(*), coalesce(max(position), 0) FROM revisions"
        count, highest = self._connection.execute(query).fetchone()
        return count, highest

    def claims(self) -> Sequence[KeyClaim]:
        """Return all claims kept, those of undone receipts among them."""
        query = "SELECT key_id, enrolment, receipt FROM claims ORDER BY 1, 2, 3"
        return [KeyClaim(*row) for row in self._connection.execute(query)]

    def sealed_values(self, receipt: int, key_id: str, store_id: str) -> Iterator[str]:
        """Yield the values a receipt supports that a key of a store sealed, as they are asked for."""
        query = (
            "SELECT r.value FROM supports s CROSS JOIN revisions r ON r.position = s.revision"
            " WHERE s.receipt = ? AND r.key_id = ? AND r.seal_store = ?"
        )
        return (row[0] for row in self._connection.execute(query, (receipt, key_id, store_id)))

    def successions(self) -> Sequence[Succession]:
        """Return all successions kept, those of undone receipts among them."""
        columns = "key_id, predecessor, after, signature, proof, receipt"
        query = f"SELECT {columns} FROM successions ORDER BY 1, 2, 3, 6"
        return [Succession(*row) for row in self._connection.execute(query)]

    def receipt_numbers(self) -> Numbered:
        """Return the numbers of the receipt ledger."""
        return self._numbers("receipts")

    def dispatch_numbers(self) -> Numbered:
        """Return the numbers of the dispatch ledger."""
        return self._numbers("dispatches")

    def _numbers(self, table: str) -> Numbered:
        there = [row[0] for row in self._connection.execute(f"SELECT number FROM {table} ORDER BY number")]
        query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        last = self._connection.execute(query, (table,)).fetchone()
        return Numbered(there, max(last[0] if last else 0, there[-1] if there else 0))

    def counters(self) -> dict[str, int]:
        """Return the counters by name."""
        return dict(self._connection.execute("SELECT name, value FROM counters").fetchall())

    def dispatch_sequences(self) -> Sequence[int]:
        """Return the numbers that the dispatch ledger says files were issued under."""
        return [row[0] for row in self._connection.execute("SELECT sequence FROM dispatches")]

    def snapshot_texts(self, fiscal_year: int, number: int) -> Sequence[tuple[str, str, str, str]]:
        """Return the lines of a snapshot as written: person, and JSON texts of heads, levels and content."""
        query = (
            "SELECT employee_number, heads, levels, content FROM snapshot_lines"
            " WHERE fiscal_year = ? AND snapshot = ?"
        )
        return list(self._connection.execute(query, (fiscal_year, number)))

    def standings(self, fiscal_year: int) -> dict[str, tuple[object, ...]]:
        """Return the standings kept of a year by person, each as one row."""
        return {row[_NUMBER]: row for row in self._connection.execute(_STANDINGS, (fiscal_year,))}

    def paper_texts(self) -> dict[str, str]:
        """Return the text of the record of every paper that was issued, by the paper's id."""
        return dict(self._many("SELECT paper_id, record FROM issued_papers"))

    def evidence(self) -> Sequence[EvidenceRecord]:
        """Return every row of evidence, those of undone receipts among them."""
        columns = "employee_number, kind, name, date, result, completed, receipt"
        return [
            EvidenceRecord(number, kind, name, date, result, bool(completed), receipt)
            for number, kind, name, date, result, completed, receipt in self._connection.execute(
                f"SELECT {columns} FROM evidence ORDER BY position"
            )
        ]


def _receipts(supports: Iterable[tuple[int, int]]) -> dict[int, str]:
    """Return the receipts of every revision by its position, with blanks between, given pairs in order."""
    words: dict[int, str] = {}
    found: dict[int, str] = {}
    for position, receipt in supports:
        word = words.get(receipt) or words.setdefault(receipt, str(receipt))  # a file brings many revisions
        found[position] = f"{found[position]} {word}" if position in found else word
    return found


def _put_together(year: int, number: str, found: list[tuple[Any, ...]]) -> Written:
    """Return what is written of a person's year, with what it names where that is plain."""
    try:
        found.sort(key=_id)
        values, ids, keys, epochs, sequences, supports = zip(*map(_named, found), strict=True)
        if set(map(type, values)) != {bytes}:
            return Written(year, number, found)
        distinct = set(supports)
        here = {one for one in distinct if "0" in one.split()}
        own_keys, sequence, epoch = set(), 0, 0
        for key, support, at, of in zip(keys, supports, sequences, epochs, strict=True) if here else ():
            if key and support in here:
                own_keys.add(key)
                sequence, epoch = max(sequence, at), max(epoch, of)
        return Written(
            year,
            number,
            found,
            " ".join(ids),
            ",".join(sorted(set(keys))),
            ",".join(sorted(distinct)),
            len(keys) - keys.count(""),
            ",".join(sorted(own_keys)),
            sequence,
            epoch,
            is_plain=True,
        )
    except TypeError:  # a column of another kind than ours
        return Written(year, number, found)
