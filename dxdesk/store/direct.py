"""Questions asked many times a second, past the result objects that SQLAlchemy makes around each answer.

One person's file is a handful of questions of a tenth of a millisecond; what is made around them takes as
long again. Transaction, listeners and errors are the same as of any other question.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as driver

from dxdesk.store import opening


def asked(connection: Connection, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return all rows of a statement that only reads, as the driver's own tuples.

    Raises:
        KnownError: as any question to the store; what is a bug comes as the driver says it.
    """
    if not connection.in_transaction():
        connection.begin()
    for hear in cast(Any, connection).dispatch.before_cursor_execute:
        hear(connection, None, statement, values, None, False)
    running: Any = connection.connection.driver_connection
    try:
        found: list[tuple[Any, ...]] = running.execute(statement, values).fetchall()
    except driver.Error as error:
        opening.tell(error, connection)
        raise
    return found
