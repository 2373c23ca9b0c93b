"""Attendance and roster as the training ledger asks for them: gathered by the store, a row a kind."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
# A step of the index a name: there may be a row for every person and course.
_NAMES = """
WITH RECURSIVE found(name) AS (
    SELECT min(name) FROM evidence WHERE kind = ?1
    UNION ALL
    SELECT (SELECT min(name) FROM evidence WHERE kind = ?1 AND name > found.name) FROM found
    WHERE found.name IS NOT NULL
)
SELECT name FROM found WHERE name IS NOT NULL
"""
_TAKERS = f"""
SELECT name, result, completed, group_concat(employee_number, char(31)) FROM evidence
WHERE name IN ({{named}}) AND kind = ? AND {_LIVE}
GROUP BY name, result, completed
"""
_FEW = 2_000
"""Of so many people rows are looked for one person after the other; of more it is quicker to read them all.

The rows of a person lie wherever each list put them, so that nearly each of them is a page of its own.
"""

_ROWS = "SELECT employee_number, kind, name, date, result, completed, receipt FROM evidence"
# The kind is kept from the plan: by kind and name everybody on record for a course would be gone through.
_ALIKE = """
SELECT e.employee_number, e.kind, e.name, e.date, e.result, e.completed, e.receipt
FROM json_each(?) AS asked CROSS JOIN evidence AS e
ON e.employee_number = asked.value ->> 0 AND +e.kind = asked.value ->> 1
AND e.name = asked.value ->> 2 AND e.date = asked.value ->> 3
"""
_ENTRIES = f"""
SELECT date, kind, name, completed, receipt, result, group_concat(employee_number, char(31)) FROM evidence
WHERE {_LIVE}{{named}}
GROUP BY date, kind, name, completed, receipt, result
"""
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
        """Return what lists call the courses that are on record, sorted."""
        return tuple(row[0] for row in self._gathered(_NAMES, (kind,)))

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

    def evidence_like(
        self, keys: Iterable[rows.EvidenceKey], *, live_only: bool = False
    ) -> Sequence[rows.EvidenceRecord]:
        """Return every row kept under some keys, in one query and in no order."""
        asked = json.dumps(sorted(set(keys)), ensure_ascii=False)
        statement = f"{_ALIKE} WHERE {_LIVE}" if live_only else _ALIKE
        return [record_of(row) for row in self._gathered(statement, (asked,))]

    def entries_by_person(
        self, numbers: Collection[str] | None = None
    ) -> Mapping[str, Sequence[rows.EvidenceSaid]]:
        """Return what ``evidence`` returns of some people or of all, by person; who has none is not there.

        What many people have alike is one and the same record.
        """
        wanted = None if numbers is None else frozenset(numbers)
        found: dict[str, list[rows.EvidenceSaid]] = {}
        before: tuple[str, ...] = ()
        for date, kind, name, completed, _, result, told in sorted(self._entries(wanted)):
            one = rows.EvidenceSaid(date, kind, name, result, bool(completed))
            again, before = before == one[:3], one[:3]
            for number in told.split(_APART):
                of = found.get(number)
                if of is None:
                    found[number] = [one]
                elif again and of[-1][:3] == before:
                    # Of what several lists tell of one entry the last in this order stands (``evidence``).
                    of[-1] = one
                else:
                    of.append(one)
        return found if wanted is None else {number: found[number] for number in found.keys() & wanted}

    def _entries(self, wanted: Collection[str] | None) -> list[Any]:
        """Return entries of live receipts with whose they are, of some people at least."""
        if wanted is None or len(wanted) > _FEW:
            return self._gathered(_ENTRIES.format(named=""))
        found: list[Any] = []
        for some in chunks(sorted(wanted)):
            named = f" AND employee_number IN ({','.join('?' * len(some))})"
            found += self._gathered(_ENTRIES.format(named=named), tuple(some))
        return found

    def _live(self) -> frozenset[int]:
        """Return the receipts that count, the one of local work (0) among them."""
        return frozenset({0, *(row[0] for row in self._gathered("SELECT number FROM receipts WHERE live"))})

    def _rows_of(self, numbers: Iterable[str] | None) -> Iterator[Any]:
        """Yield the rows of some people, or of all, in no order; whoever asks goes through them at once."""
        wanted = None if numbers is None else set(numbers)
        if wanted is None or len(wanted) > _FEW:
            result = self._connection.exec_driver_sql(_ROWS)
            cursor: Any = result.cursor  # the driver's own tuples, and not all of them at once
            yield from cursor if wanted is None else (row for row in cursor if row[0] in wanted)
            result.close()
            return
        for some in chunks(sorted(wanted)):
            named = ",".join("?" * len(some))
            yield from self._gathered(f"{_ROWS} WHERE employee_number IN ({named})", tuple(some))

    def _gathered(self, statement: str, given: tuple[object, ...] = ()) -> list[Any]:
        with in_bulk():
            cursor: Any = self._connection.exec_driver_sql(statement, given).cursor
            return list(cursor.fetchall())


def record_of(row: Sequence[Any]) -> rows.EvidenceRecord:
    """Return the record of a row as the driver gives it."""
    number, kind, name, date, result, completed, receipt = row
    return rows.EvidenceRecord(number, kind, name, date, result, bool(completed), receipt)


def _apart(text: str) -> tuple[str, ...]:
    """Return numbers that were gathered, each once and in order."""
    return tuple(sorted(set(text.split(_APART))))
