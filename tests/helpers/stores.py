"""Stores to try things on: a clock that is set by hand, seeds that are easy to recognise."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from dxdesk import paths
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.store import opening, schema, unlocking
from dxdesk.store.migrate import Migrations

PASSPHRASE = "さくら さく 2026"

SEED = "5e" * 32

on_every_kind = pytest.mark.parametrize("store", ["file", "memory"], indirect=True)
"""What a port promises is promised by the fake of ``tests/helpers/memory``, too: it cannot lie."""


class SetClock:
    """A clock that stands where it was put."""

    def __init__(self, now: str = "2026-02-04T01:31:00Z") -> None:
        self.moment = now

    def now(self) -> str:
        return self.moment

    def today(self) -> str:
        return self.moment[:10]


def identity(role: Role = Role.PERSONAL, store_id: str = "store-1") -> StoreIdentity:
    owner = "001234" if role in (Role.PERSONAL, Role.SECTION) else ""
    return StoreIdentity(store_id, 1, role, "999991", "見本市", owner)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


NEXT = f"{int(schema.HEAD) + 1:04}"
"""The version of a dxdesk one migration on."""

NEXT_MIGRATION = f'''
"""Give revisions a note, by copying the table."""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{schema.HEAD}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("revisions", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
'''


def migrations_with(folder: Path, text: str = NEXT_MIGRATION) -> Migrations:
    """Return migrations of a dxdesk one version on, in a folder of their own."""
    if not folder.exists():
        shutil.copytree(paths.migrations_dir(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_next.py").write_text(text, encoding="utf-8")
    return Migrations(folder, NEXT)


def rows_in(store: Path, passphrase: str, query: str) -> list[tuple[Any, ...]]:
    """Return what a query finds in a store that nobody has opened."""
    connection = opening.connect(store, unlocking.key_of_file(store, passphrase))
    try:
        return list(connection.execute(query).fetchall())
    finally:
        connection.close()
