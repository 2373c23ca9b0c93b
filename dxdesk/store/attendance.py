"""Attendance and roster as the training ledger asks for them: gathered by the store, a row a kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection

from dxdesk.ports import entities as rows
from dxdesk.ports.bulk import in_bulk
from dxdesk.store.rowcodec import chunks

_APART = "\x1f"
"""Stands between numbers that are gathered into one text; no number of ours holds it."""

_ATTENDEES = """
SELECT name, CAST(substr(date, 1, 4) AS INTEGER) - (substr(date, 6, 2) < '04') AS year, result, completed,
       min(date), group_concat(employee_number, char(31))
FROM evidence
WHERE kind = 'course' AND date BETWEEN ? AND ?
  AND (receipt = 0 OR receipt IN (SELECT number FROM receipts WHERE live)){named}
GROUP BY name, year, result, completed
"""
_NAMES = "SELECT DISTINCT name FROM evidence WHERE kind = 'course'"
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

    def course_names(self) -> Sequence[str]:
        """Return what lists call the courses that are on record, sorted."""
        return sorted(row[0] for row in self._gathered(_NAMES))

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
