"""A copy of a store to look at for as long as it takes: whoever works in the store does not wait for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from dxdesk import paths, private
from dxdesk.ports.entities import EvidenceRecord, KeyClaim, Succession
from dxdesk.ports.inspection import Numbered, RevisionRow
from dxdesk.ports.store import Clock, Progress
from dxdesk.store import backups, opening, problems
from dxdesk.store.opened import SqlStore

_STEP = 2048
"""Pages copied at a time, 8 MB: a writer comes between two steps."""

_AGAIN = 3
"""How often a copy may begin anew."""

_REVISIONS = """
    SELECT r.position, r.id, r.municipality_code, r.fiscal_year, r.employee_number, r.part, r.covers, r.value,
        r.key_id, r.trust, r.seal_store, r.seal_epoch, r.seal_sequence, r.seal_signature,
        coalesce((SELECT group_concat(s.receipt, ' ') FROM supports s WHERE s.revision = r.position), '')
    FROM revisions r ORDER BY r.fiscal_year, r.employee_number, r.id
"""


@contextmanager
def inspected(
    store: SqlStore, clock: Clock, progress: Progress | None = None
) -> Iterator[tuple[SqlStore, SqlInspection]]:
    """Give out a copy of an opened store as it is saved now; it is gone after the block.

    Raises:
        KnownError: the store cannot be read, or the disk is full.
        Cancelled: from the progress callback.
    """
    folder = paths.new_temp_dir("check-")
    try:
        copy = folder / "copy.dxdesk"
        with problems.told(copy):
            private.make_file(copy)
        with problems.told(store.path):
            source = opening.connect(store.path, store.key, mode=opening.mode_for(store.path, read_only=True))
            try:
                target = opening.connect(copy, store.key, mode="rw", half=True)
                try:
                    _copy(source, target, progress)
                finally:
                    target.close()
            finally:
                source.close()
        engine = opening.engine_for(copy, store.key, mode="rw")
        whole = SqlStore(
            copy,
            store.key,
            engine,
            store.identity,
            store.signing_seed,
            clock,
            lock=None,
            policy=backups.BackupPolicy(automatic=False),
        )
        connection = opening.connect(copy, store.key)
        try:
            yield whole, SqlInspection(connection)
        finally:
            connection.close()
            whole.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source: Any, target: Any, progress: Progress | None) -> None:
    """Copy in steps; where somebody writes again and again, at last at once."""
    try:
        backups.copy_in_steps(source, target, _STEP, _AGAIN, progress)
    except backups.BegunTooOften:
        source.backup(target)


class SqlInspection:
    """Implements the port ``Inspection`` over a copy."""

    def __init__(self, connection: Any) -> None:
        """Look through a driver connection of one's own."""
        self._connection = connection

    def revisions(self) -> Iterator[RevisionRow]:
        """Yield every revision kept, by year, person and id."""
        return map(RevisionRow._make, self._connection.execute(_REVISIONS))

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

    def evidence(self) -> Sequence[EvidenceRecord]:
        """Return every row of evidence, those of undone receipts among them."""
        columns = "employee_number, kind, name, date, result, completed, receipt"
        return [
            EvidenceRecord(number, kind, name, date, result, bool(completed), receipt)
            for number, kind, name, date, result, completed, receipt in self._connection.execute(
                f"SELECT {columns} FROM evidence ORDER BY position"
            )
        ]
