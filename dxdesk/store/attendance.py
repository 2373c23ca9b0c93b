"""Attendance and roster as the training ledger asks for them: gathered by the store, a row a kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from dxdesk.domain.framework import COURSE
from dxdesk.ports import entities as rows
from dxdesk.ports.bulk import in_bulk
from dxdesk.store.rowcodec import chunks

_APART = "\x1f"
"""Stands between numbers that are gathered into one text; no number of ours holds it."""

# Nearly every row's receipt is live, so its index is kept from the plan: all rows lie behind it.
_LIVE = "(+receipt = 0 OR receipt IN (SELECT number FROM receipts WHERE live))"
_ATTENDEES = f"""
SELECT name, CAST(substr(date, 1, 4) AS INTEGER) - (substr(date, 6, 2) < '04') AS year, result, completed,
       min(date), group_concat(employee_number, char(31))
FROM evidence
WHERE kind = 'course' AND date BETWEEN ? AND ? AND {_LIVE}{{named}}
GROUP BY name, year, result, completed
"""
_NAMES = "SELECT DISTINCT name FROM evidence WHERE kind = ?"
_TAKERS = f"""
SELECT name, result, completed, group_concat(employee_number, char(31)) FROM evidence
WHERE name IN ({{named}}) AND kind = ? AND {_LIVE}
GROUP BY name, result, completed
"""
_KEPT_NAMES = "names-of-evidence:"
_KINDS = """
SELECT grade, employment, duty_status, "left", group_concat(number, char(31))
FROM employees GROUP BY grade, employment, duty_status, "left"
"""


class Attendance:
    """The part of the port ``People`` that gathers attendance and roster."""

    _connection: Connection

    def attendees(
        self, first_day: str, last_day: str, names: Collection[str] | None = None
    ) -> Sequence[rows.Attendees]:
        """Return who is on record for courses on days from one to another, gathered."""
        found: list[Any] = []
        for some in [None] if names is None else chunks(sorted(names)):
            named = "" if some is None else f" AND name IN ({','.join('?' * len(some))})"
            found += self._gathered(_ATTENDEES.format(named=named), (first_day, last_day, *(some or ())))
        return sorted(
            rows.Attendees(name, year, result, bool(completed), day, _apart(numbers))
            for name, year, result, completed, day, numbers in found
        )

    def course_names(self, kind: str = COURSE) -> Sequence[str]:
        """Return what lists call the courses that are on record, sorted.

        All rows are gone through for it, so whoever only reads remembers them on the connection as long as
        nothing was written since, by another connection (``data_version``) or before by this one.
        """
        if not self._gathered("PRAGMA query_only")[0][0]:
            return self._names(kind)
        driver: Any = self._connection.connection.driver_connection
        state = (self._gathered("PRAGMA data_version")[0][0], driver.total_changes)
        kept = self._connection.info.get(f"{_KEPT_NAMES}{kind}")
        if kept is None or kept[0] != state:
            kept = self._connection.info[f"{_KEPT_NAMES}{kind}"] = (state, self._names(kind))
        return tuple(kept[1])

    def _names(self, kind: str) -> tuple[str, ...]:
        return tuple(sorted(row[0] for row in self._gathered(_NAMES, (kind,))))

    def takers(self, kind: str, names: Collection[str]) -> Sequence[rows.Takers]:
        """Return who is on record for some courses or examinations, gathered."""
        found: list[Any] = []
        for some in chunks(sorted(names)):
            found += self._gathered(_TAKERS.format(named=",".join("?" * len(some))), (*some, kind))
        return [
            rows.Takers(name, result, bool(completed), frozenset(numbers.split(_APART)))
            for name, result, completed, numbers in sorted(found)
        ]

    def roster_kinds(self) -> Sequence[rows.RosterKind]:
        """Return the roster gathered by what its own lists tell apart, who left among them."""
        found = self._gathered(_KINDS)
        return sorted(
            rows.RosterKind(grade, employment, duty, bool(left), _apart(numbers))
            for grade, employment, duty, left, numbers in found
        )

    def _gathered(self, statement: str, given: tuple[object, ...] = ()) -> list[Any]:
        with in_bulk():
            cursor: Any = self._connection.exec_driver_sql(statement, given).cursor
            return list(cursor.fetchall())


def _apart(text: str) -> tuple[str, ...]:
    """Return numbers that were gathered, each once and in order."""
    return tuple(sorted(set(text.split(_APART))))
