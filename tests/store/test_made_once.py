"""What the tests of other rooms take for a new store is what the program makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dxdesk.store import migrate, opening
from dxdesk.store.stores import SqlStores
from tests.helpers import schema_once
from tests.helpers.stores import identity


def everything(path: Path) -> tuple[Any, ...]:
    connection = opening.connect(path, opening.Key(), mode="ro")
    try:
        tables = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
        version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        marks = [
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        ]
        return tables.fetchall(), version, marks
    finally:
        connection.close()


def test_a_store_made_from_what_was_written_down_is_one_made_by_the_migrations(
    stores: SqlStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{name}.dxdesk" for name in ("移行", "一つ目", "二つ目")]
    stores.create(str(paths[0]), identity(), "").close()
    runs: list[migrate.Migrations] = []
    real = migrate.upgrade

    def noted(engine: Any, migrations: migrate.Migrations) -> None:
        runs.append(migrations)
        real(engine, migrations)

    monkeypatch.setattr(migrate, "upgrade", schema_once.once(noted))
    for path in paths[1:]:
        stores.create(str(path), identity(), "").close()
    assert len(runs) == 1
    assert everything(paths[0]) == everything(paths[1]) == everything(paths[2])
    assert not stores.verify(str(paths[2]), "")
