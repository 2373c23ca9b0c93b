"""Stores to try things on."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from dxdesk.ports.entities import Role
from dxdesk.store import migrate, opening
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.memory import MemoryStores
from tests.helpers.stores import NEXT_MIGRATION, PASSPHRASE, SEED, SetClock, identity, migrations_with

MADE_BY_THE_MIGRATIONS = ("test_made_once", "test_migrate", "test_opening")
"""Files that are about how a store is made. The first proves that the others need not wait for Alembic."""


@pytest.fixture(autouse=True)
def stores_made_in_full(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every store here with a salt of its own, as the program does, and where it matters by migrations.

    The salts of one test differ from one another and are those of the test before: keys are derived once.
    """
    drawn = count()
    salts = SimpleNamespace(token_bytes=lambda size: sha256(f"salt {next(drawn)}".encode()).digest()[:size])
    monkeypatch.setattr(opening, "secrets", salts)
    monkeypatch.setattr(opening, "new_key", inspect.unwrap(opening.new_key))
    if request.path.stem in MADE_BY_THE_MIGRATIONS:
        monkeypatch.setattr(migrate, "upgrade", inspect.unwrap(migrate.upgrade))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def stores(clock: SetClock) -> SqlStores:
    return SqlStores(clock, lambda: SEED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台帳 #1.dxdesk"


@pytest.fixture
def store(
    request: pytest.FixtureRequest, stores: SqlStores, clock: SetClock, path: Path
) -> Iterator[SqlStore]:
    """An unencrypted personal store: the same driver and tables, without the key derivation.

    ``on_every_kind`` runs a test on the fake in memory as well.
    """
    room = MemoryStores(clock, lambda: SEED) if getattr(request, "param", "") == "memory" else stores
    opened = room.create(str(path), identity(), "")
    yield opened  # type: ignore[misc]  # a test that wants more of it than the port is not marked
    opened.close()


@pytest.fixture
def hr(stores: SqlStores, tmp_path: Path) -> Iterator[SqlStore]:
    opened = stores.create(str(tmp_path / "人事.dxdesk"), identity(Role.HR, "hr-1"), PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def next_version(tmp_path: Path, clock: SetClock) -> Callable[..., SqlStores]:
    """Make the ``SqlStores`` of a dxdesk one version on."""

    def make(text: str = NEXT_MIGRATION) -> SqlStores:
        found = migrations_with(tmp_path / "次の版 100%", text)
        return SqlStores(clock, lambda: SEED, migrations=found)

    return make
