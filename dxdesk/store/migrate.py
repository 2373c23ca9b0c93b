"""Bringing a store's schema forward: one transaction, nothing cascaded away, checked before commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from dxdesk import paths
from dxdesk.store import opening, schema

if TYPE_CHECKING:
    from alembic.config import Config


@dataclass(frozen=True, slots=True)
class Migrations:
    """Where the migrations lie (``None`` = those shipped) and which is the newest."""

    folder: Path | None = None
    head: str = schema.HEAD

    def config(self) -> Config:
        """Return Alembic's configuration for this folder."""
        from alembic.config import Config

        config = Config()
        folder = str(self.folder or paths.migrations_dir())
        config.set_main_option("script_location", folder.replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        return config

    def known(self) -> frozenset[str]:
        """Return all versions this program can bring forward."""
        from alembic.script import ScriptDirectory

        script = ScriptDirectory.from_config(self.config())
        return frozenset(revision.revision for revision in script.walk_revisions())

    def heads(self) -> list[str]:
        """Return the versions nothing follows; there must be one."""
        from alembic.script import ScriptDirectory

        return sorted(ScriptDirectory.from_config(self.config()).get_heads())


def upgrade(engine: Engine, migrations: Migrations) -> None:
    """Bring a store to the newest schema, or leave it exactly as it was.

    Foreign keys are off meanwhile: altering a table copies it, and dropping the old one would cascade
    into its children. They are checked before the commit instead.

    Raises:
        KnownError: disk full and the like.
        RuntimeError: a migration broke a foreign key (a bug; nothing was changed).
    """
    from alembic import command

    with engine.connect() as connection:
        # Said to the driver itself: through SQLAlchemy it would begin the transaction first, and inside
        # one the pragma does nothing.
        driver_connection: Any = connection.connection.driver_connection
        driver_connection.execute("PRAGMA foreign_keys = OFF")
        connection = connection.execution_options(**{opening.BEGIN: "BEGIN IMMEDIATE"})
        try:
            # Ours from the start: in a transaction of its own Alembic would commit before the check.
            with connection.begin():
                config = migrations.config()
                config.attributes["connection"] = connection
                command.upgrade(config, migrations.head)
                _refuse_orphans(connection)
        finally:
            connection.invalidate()  # the next connection has its foreign keys on again


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        tables = ", ".join(sorted({str(row[0]) for row in orphans}))
        raise RuntimeError(f"the migration left rows without their parent in {tables}")
