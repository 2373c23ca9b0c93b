"""Stores to try things on: a clock that is set by hand, seeds that are easy to recognise."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from dxdesk import paths
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.store import schema
from dxdesk.store.migrate import Migrations
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores

PASSPHRASE = "さくら さく 2026"


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


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def stores(clock: SetClock) -> SqlStores:
    return SqlStores(clock, lambda: "5e" * 32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台帳 #1.dxdesk"


@pytest.fixture
def store(stores: SqlStores, path: Path) -> Iterator[SqlStore]:
    """An unencrypted personal store: the same driver and tables, without the key derivation."""
    opened = stores.create(str(path), identity(), "")
    yield opened
    opened.close()


@pytest.fixture
def hr(stores: SqlStores, tmp_path: Path) -> Iterator[SqlStore]:
    opened = stores.create(str(tmp_path / "人事.dxdesk"), identity(Role.HR, "hr-1"), PASSPHRASE)
    yield opened
    opened.close()


@cache
def shared_store() -> SqlStore:
    """Return one store for all examples of hypothesis; none of them commits."""
    folder = tempfile.mkdtemp(prefix="dxdesk-shared-")
    opened = SqlStores(SetClock(), str).create(str(Path(folder) / "s.dxdesk"), identity(), "")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(opened.close)
    return opened


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


@pytest.fixture
def next_version(tmp_path: Path, clock: SetClock) -> Callable[..., SqlStores]:
    """Make the ``SqlStores`` of a dxdesk one version on."""

    def make(text: str = NEXT_MIGRATION) -> SqlStores:
        found = migrations_with(tmp_path / "次の版 100%", text)
        return SqlStores(clock, lambda: "5e" * 32, migrations=found)

    return make
