"""The tables of a new store: made by the migrations once a process, written down as they are from then on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import Engine

from dxdesk.store.migrate import Migrations

T = TypeVar("T")
Upgrade = Callable[[Engine, Migrations], None]


def once(upgrade: Upgrade) -> Upgrade:
    """Return an ``upgrade`` that loads Alembic for the first new store only.

    A store that has tables, and migrations other than those shipped, are left to ``upgrade`` itself; so are
    the files of ``tests/store`` about that, which ask for it again by ``__wrapped__``.
    """
    made: list[str] = []

    @wraps(upgrade)
    def upgraded(engine: Engine, migrations: Migrations) -> None:
        if migrations != Migrations() or _asked(engine, _tables):
            upgrade(engine, migrations)
        elif made:
            _asked(engine, lambda driver: driver.executescript(made[0]))
        else:
            upgrade(engine, migrations)
            made.append(_asked(engine, _as_script))

    return upgraded


def _asked(engine: Engine, work: Callable[[Any], T]) -> T:
    with engine.connect() as connection:
        return work(connection.connection.driver_connection)


def _tables(driver: Any) -> list[str]:
    return [name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _as_script(driver: Any) -> str:
    """Return all that makes the tables, in the order they were made, and the one row they begin with."""
    filled = [name for name in _tables(driver) if driver.execute(f'SELECT 1 FROM "{name}"').fetchone()]
    assert filled == ["alembic_version"], f"a new store begins with rows in {filled}"
    told = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    made = [sql for (sql,) in driver.execute(f"{told} ORDER BY rowid")]
    ((version,),) = driver.execute("SELECT version_num FROM alembic_version")
    return ";\n".join(
        ["BEGIN IMMEDIATE", *made, f"INSERT INTO alembic_version VALUES ('{version}')", "COMMIT;"]
    )
