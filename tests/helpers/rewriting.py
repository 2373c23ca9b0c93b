"""The hand of somebody who knows a store's passphrase and another SQLCipher program.

It changes rows, makes ids anew, seals with the store's own key, and computes the audit's chain anew.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.audit import entry_hash
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.store import identity, opening, unlocking
from dxdesk.trust.seal import Ed25519Trust
from dxdesk.usecases.sealing import codec, snapshot_seal
from tests.helpers.office import PASSPHRASE

SEALER = Ed25519Trust()


class Hand:
    """Rewrites one store through a driver connection; ``done`` keeps it."""

    def __init__(self, connection: Any) -> None:
        """Take a connection of a store."""
        self._connection = connection
        values = identity.read(connection)
        self.seed, self.store_id = values[identity.SEED], values["store_id"]

    def do(self, statement: str, *given: object) -> int:
        """Run a statement; return how many rows it changed, which must be some."""
        changed = self._connection.execute(statement, given).rowcount
        assert changed, f"nothing to rewrite: {statement}"
        return int(changed)

    def unhook(self, table: str) -> None:
        """Take an entry out of a table's index, as a disk might: its pages do not fit together any more."""
        name = self.one("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", table)
        (root,) = self.rows("SELECT rootpage FROM sqlite_master WHERE name = ?", name)[0]
        self._connection.execute("PRAGMA writable_schema = ON")
        empty = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'employee_changes'"
        other = self.one(empty)
        assert other != root
        self.do("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", other, name)

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Return rows."""
        return list(self._connection.execute(query, given).fetchall())

    def one(self, query: str, *given: object) -> Any:
        """Return the first value of the first row."""
        return self.rows(query, *given)[0][0]

    # --- records -------------------------------------------------------------------------------

    def revision(self, number: str, part: Part) -> Revision:
        """Return a person's newest revision of a part that no undone receipt alone brought."""
        query = (
            "SELECT municipality_code, fiscal_year, employee_number, covers, value, key_id, trust"
            " FROM revisions WHERE employee_number = ? AND part = ? AND position IN (SELECT revision FROM"
            " supports WHERE receipt NOT IN (SELECT number FROM receipts WHERE NOT live))"
            " ORDER BY position DESC"
        )
        code, year, person, covers, value, key_id, trust = self.rows(query, number, part.value)[0]
        key = RecordKey(code, year, person, part)
        return Revision(key, frozenset(covers.split()), value, key_id, Trust(trust))

    def replace(self, old: Revision, new: Revision, *, seal: bool = False) -> Revision:
        """Put a revision with an id of its own in another's place, sealed with the store's key or not."""
        if seal:
            key_id = SEALER.fingerprint(SEALER.public_of(self.seed))
            new = dataclasses.replace(new, key_id=key_id, trust=Trust.HR)
            sequence = int(self.one("SELECT value FROM settings WHERE name = 'issuer-sequence'")) + 1
            (new,) = codec.seal_revisions(SEALER, self.seed, [new], (self.store_id, 1, sequence))
            assert new.seal is not None
            self.do(
                "UPDATE revisions SET key_id = ?, trust = 2, seal_store = ?, seal_epoch = 1,"
                " seal_sequence = ?, seal_signature = ? WHERE id = ?",
                *(key_id, self.store_id, sequence, new.seal.signature, old.id),
            )
        values = (new.id, new.value, " ".join(sorted(new.covers)), old.id)
        self.do("UPDATE revisions SET id = ?, value = ?, covers = ? WHERE id = ?", *values)
        return new

    def other_level(self, revision: Revision) -> str:
        """Return the value of an answer or a review with its first level changed."""
        content = json.loads(revision.value)
        uid = sorted(content["items"])[0]
        said = content["items"][uid]
        level = 3 if (said["level"] if isinstance(said, dict) else said) != 3 else 1
        content["items"][uid] = {**said, "level": level} if isinstance(said, dict) else level
        return canonical.dumps(content)

    def forget(self, revision: Revision) -> None:
        """Delete a revision with what supports it."""
        self.do(
            "DELETE FROM supports WHERE revision IN (SELECT position FROM revisions WHERE id = ?)",
            revision.id,
        )
        self.do("DELETE FROM revisions WHERE id = ?", revision.id)

    # --- 確定 ----------------------------------------------------------------------------------

    def snapshot(self, number: int) -> tuple[Snapshot, list[SnapshotLine]]:
        """Return a snapshot of the year and its lines as they lie there."""
        snapshot = Snapshot(*self.rows("SELECT * FROM snapshots WHERE number = ?", number)[0])
        lines = [
            SnapshotLine(year, of, person, tuple(json.loads(heads)), json.loads(levels), json.loads(content))
            for year, of, person, heads, levels, content in self.rows(
                "SELECT * FROM snapshot_lines WHERE snapshot = ?", number
            )
        ]
        return snapshot, lines

    def sign_again(self, number: int) -> str:
        """Sign a snapshot with the store's own key; return the new digest."""
        seal = snapshot_seal.seal_snapshot(SEALER, self.seed, self.store_id, *self.snapshot(number))
        self.do(
            "UPDATE snapshot_seals SET digest = ?, key_id = ?, signature = ? WHERE number = ?",
            *(seal.digest, seal.key_id, seal.signature, number),
        )
        return seal.digest

    # --- audit ---------------------------------------------------------------------------------

    def chain_again(self, change: Callable[[list[list[Any]]], None]) -> None:
        """Change the audit's rows and compute numbers and hashes anew."""
        rows = [list(row) for row in self.rows("SELECT * FROM audit ORDER BY number")]
        change(rows)
        self._connection.execute("DELETE FROM audit")
        before = ""
        for number, (_, at, actor, action, subject, counts, _) in enumerate(rows, 1):
            before = entry_hash(before, number, at, actor, action, subject, counts)
            values = (number, at, actor, action, subject, counts, before)
            self._connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", values)


@contextmanager
def rewriting(path: Path, passphrase: str = PASSPHRASE) -> Iterator[Hand]:
    key = unlocking.key_of_file(path, passphrase)
    connection = opening.connect(path, key)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield Hand(connection)
    finally:
        connection.close()
