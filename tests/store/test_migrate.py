"""Bringing a store forward loses nothing, or does not happen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.store import schema
from dxdesk.store.drift import differences
from dxdesk.store.opened import SqlStore
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import NEXT_MIGRATION, digest, migrations_with


def fill(store: SqlStore) -> None:
    with store.write() as unit:
        record = RecordKey("999991", 2025, "001234", Part.SELF)
        unit.exchange.add_revisions([revise(record, {"items": {"skill": 2}})])
        unit.commit()
    store.close()


def test_copying_a_table_does_not_take_its_children_along(
    store: SqlStore, next_version: Callable[..., SqlStores], path: Path
) -> None:
    """Supports hang on revisions; with foreign keys on, dropping the old copy would delete them."""
    fill(store)
    opened = next_version().open(str(path), "")
    with opened.read() as unit:
        assert len(unit.exchange.person(2025, "001234")) == 1
    with opened.write() as unit:
        assert unit.connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    opened.close()


def test_a_migration_that_breaks_a_reference_changes_nothing(
    store: SqlStore, next_version: Callable[..., SqlStores], path: Path
) -> None:
    fill(store)
    before = digest(path)
    broken = NEXT_MIGRATION + '    op.execute("DELETE FROM revisions")\n'
    with pytest.raises(RuntimeError, match="supports"):
        next_version(broken).open(str(path), "")
    assert digest(path) == before


def test_a_migration_that_fails_halfway_changes_nothing(
    store: SqlStore, next_version: Callable[..., SqlStores], path: Path, stores: SqlStores
) -> None:
    fill(store)
    before = digest(path)
    failing = NEXT_MIGRATION + '    raise ZeroDivisionError("halfway")\n'
    with pytest.raises(ZeroDivisionError):
        next_version(failing).open(str(path), "")
    assert digest(path) == before
    stores.open(str(path), "").close()


def test_an_older_backup_is_restored_into_the_present(
    store: SqlStore, next_version: Callable[..., SqlStores], path: Path
) -> None:
    fill(store)
    newer = next_version()
    newer.restore(path, str(path.with_name("戻した.dxdesk")), "")
    assert newer.verify(str(path.with_name("戻した.dxdesk")), "") == []
    assert newer.verify(str(path), "") != []
    old = sqlite3.connect(path)
    assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (schema.HEAD,)
    old.close()


def test_the_migrations_make_the_tables_of_the_schema() -> None:
    assert differences() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('op.drop_index("ix_revisions_fiscal_year_part", "revisions")', "ix_revisions_fiscal_year_part"),
        ('op.add_column("drafts", sa.Column("extra", sa.Text()))', "extra"),
        ('op.execute("DROP TABLE meta"); op.execute("CREATE TABLE meta (name TEXT, value TEXT)")', "meta"),
        (
            'op.execute("CREATE TABLE d (name TEXT NOT NULL, value TEXT NOT NULL)");'
            ' op.execute("DROP TABLE settings"); op.execute("ALTER TABLE d RENAME TO settings")',
            "settings",
        ),
    ],
)
def test_a_drift_is_told(change: str, told: str, tmp_path: Path) -> None:
    head = NEXT_MIGRATION.split("def upgrade")[0]
    text = f"{head}def upgrade() -> None:\n    {change}\n"
    found = differences(migrations_with(tmp_path / "db", text))
    assert any(told in line for line in found)


def test_standings_made_before_they_said_who_it_is_are_kept(tmp_path: Path) -> None:
    from dxdesk.store import migrate, opening

    path = tmp_path / "前の版.dxdesk"
    opening.connect(path, opening.Key(), mode="rwc").close()
    engine = opening.engine_for(path, opening.Key(), mode="rw")
    migrate.upgrade(engine, migrate.Migrations(head="0001"))
    values = ", ".join(["2025", "'001234'", "'submitted'", *"1000000", "'0101'", *["x'0102'"] * 5])
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO assessments VALUES ({values})")
    migrate.upgrade(engine, migrate.Migrations())
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT state, self_levels, name FROM assessments").fetchone()
    engine.dispose()
    assert tuple(row or ()) == ("submitted", b"\x01\x02", "")
