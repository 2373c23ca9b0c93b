"""``python -m dxdesk.store.drift``: do the migrations make exactly the tables of ``schema``?

Exits with 0 when they do; otherwise prints every difference and exits with 1.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dxdesk.store import migrate, opening, schema


def differences(migrations: migrate.Migrations | None = None) -> list[str]:
    """Return what differs between a freshly migrated store and the tables of ``schema``."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    shipped = migrations or migrate.Migrations()
    found = []
    if shipped.head not in shipped.known():
        found.append(f"schema.HEAD is {shipped.head}, which is no migration")
    with tempfile.TemporaryDirectory(prefix="dxdesk-drift-") as folder:
        path = Path(folder) / "drift.dxdesk"
        opening.connect(path, opening.Key(), mode="rwc").close()
        engine = opening.engine_for(path, opening.Key(), mode="rw")
        try:
            migrate.upgrade(engine, shipped)
            with engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                found += [str(item) for item in compare_metadata(context, schema.metadata)]
        finally:
            engine.dispose()
    return found


def main() -> int:
    """Print the differences; return 1 when there are any."""
    found = differences()
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
