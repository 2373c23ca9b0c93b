"""``python -m dxdesk.store.drift``: do the migrations make exactly the tables of ``schema``?

Exits with 0 when they do; otherwise prints every difference and exits with 1. Alembic's own compare
overlooks primary keys, ``WITHOUT ROWID`` and ``AUTOINCREMENT``; SQLite is asked about those.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sqlalchemy import Connection

from dxdesk.store import migrate, opening, schema


def differences(migrations: migrate.Migrations | None = None) -> list[str]:
    """Return what differs between a freshly migrated store and the tables of ``schema``."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    shipped = migrations or migrate.Migrations()
    if shipped.heads() != [shipped.head]:
        return [f"schema.HEAD is {shipped.head}, the newest migration is {', '.join(shipped.heads())}"]
    with tempfile.TemporaryDirectory(prefix="dxdesk-drift-") as folder:
        made, meant = Path(folder) / "made", Path(folder) / "meant"
        for path in (made, meant):
            opening.connect(path, opening.Key(), mode="rwc").close()
        made_engine = opening.engine_for(made, opening.Key(), mode="rw")
        meant_engine = opening.engine_for(meant, opening.Key(), mode="rw")
        try:
            migrate.upgrade(made_engine, shipped)
            schema.metadata.create_all(meant_engine)
            with made_engine.connect() as connection, meant_engine.connect() as other:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                found = [str(item) for item in compare_metadata(context, schema.metadata)]
                return found + _unlike(_shape(connection), _shape(other))
        finally:
            made_engine.dispose()
            meant_engine.dispose()


def _shape(connection: Connection) -> dict[str, tuple[object, ...]]:
    """Return what SQLite knows of every table: columns with keys, indexes, foreign keys, kind."""
    tables = connection.exec_driver_sql(
        "SELECT name, wr, strict FROM pragma_table_list"
        " WHERE schema = 'main' AND name NOT LIKE 'sqlite_%%' AND name <> 'alembic_version'"
    ).fetchall()
    shape: dict[str, tuple[object, ...]] = {}
    for name, without_rowid, strict in tables:
        columns = connection.exec_driver_sql(f"PRAGMA table_xinfo({name})").fetchall()
        indexes = [
            (row[1], row[2], connection.exec_driver_sql(f"PRAGMA index_info({row[1]})").fetchall())
            for row in connection.exec_driver_sql(f"PRAGMA index_list({name})").fetchall()
        ]
        parents = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").fetchall()
        text = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar()
        numbered = "AUTOINCREMENT" in str(text)
        shape[name] = (
            without_rowid,
            strict,
            numbered,
            sorted(map(str, columns)),
            sorted(map(str, indexes)),
            str(parents),
        )
    return shape


def _unlike(made: dict[str, tuple[object, ...]], meant: dict[str, tuple[object, ...]]) -> list[str]:
    return [
        f"{name}: the migrations make {made.get(name)}, the schema means {meant.get(name)}"
        for name in sorted(made.keys() | meant.keys())
        if made.get(name) != meant.get(name)
    ]


def main() -> int:
    """Print the differences; return 1 when there are any."""
    found = differences()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
