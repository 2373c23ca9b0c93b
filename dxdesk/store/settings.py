"""Small texts by name, and counters."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy import bindparam as bind
from sqlalchemy.dialects.sqlite import insert

from dxdesk.ports.changed_by import of_setting
from dxdesk.ports.changes import Note
from dxdesk.store import schema
from dxdesk.store.rowcodec import replacing

_T = schema.settings
_C = schema.counters
_SET = replacing(_T, "name")
_first = insert(_C).values(value=func.max(1, bind("at_least")))
_NEXT = _first.on_conflict_do_update(
    index_elements=["name"], set_={"value": func.max(_C.c.value + 1, bind("at_least"))}
).returning(_C.c.value)
_GET = select(_T.c.value).where(_T.c.name == bind("of_name"))
_ALL = select(_T.c.name, _T.c.value).order_by(_T.c.name)
_STARTING = _ALL.where(_T.c.name >= bind("first"), _T.c.name < bind("last"))


class SqlSettings:
    """Implements the port ``Settings`` in one transaction."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def get(self, name: str, default: str = "") -> str:
        """Return a setting or the default."""
        found = self._connection.execute(_GET, {"of_name": name}).scalar()
        return default if found is None else str(found)

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._note(of_setting(name))
        self._connection.execute(_SET, {"name": name, "value": value})

    def starting_with(self, prefix: str) -> Mapping[str, str]:
        """Return all settings whose name starts so, by name."""
        if prefix:
            # The last code point there is: everything that starts so lies before it.
            found = self._connection.execute(_STARTING, {"first": prefix, "last": prefix + "\U0010ffff"})
        else:
            found = self._connection.execute(_ALL)
        return {row.name: row.value for row in found}

    def next_number(self, counter: str, at_least: int = 1) -> int:
        """Return 1, 2, 3 … for a named counter; used once as soon as the unit is committed."""
        return int(self._connection.execute(_NEXT, {"name": counter, "at_least": at_least}).scalar_one())
