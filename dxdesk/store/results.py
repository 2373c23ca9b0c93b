"""Derived standings, snapshots and drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dxdesk.domain.lifecycle import CONFIRMED_STATES, SAYS_NOTHING
from dxdesk.ports import entities as rows
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.changes import Changes, Note
from dxdesk.store import schema
from dxdesk.store.rowcodec import chunks, pack, pack_map, replacing, unpack, unpack_map, unpack_own

_A = schema.assessments
_S = schema.snapshots
_L = schema.snapshot_lines
_D = schema.drafts
_G = schema.snapshot_seals

_NAMES = tuple(column.name for column in _A.columns)
_VALUES = attrgetter(*_NAMES)
_SAVE = replacing(_A, "fiscal_year", "employee_number")
_SILENT = ", ".join(f"'{state.value}'" for state in sorted(SAYS_NOTHING))
_STANDS = ", ".join(f"'{state.value}'" for state in sorted(CONFIRMED_STATES))
_MAP = (
    "SELECT department_code, employee_number, name, kana, department_name, grade, post, personas, state,"
    f" iif(state IN ({_SILENT}), x'', self_levels), iif(state IN ({_STANDS}), confirmed_levels, x''),"
    " last_levels FROM assessments WHERE fiscal_year = ?"
)
_PEOPLE = (
    "SELECT department_code, employee_number, name, department_name, grade, personas, state"
    " FROM assessments WHERE fiscal_year = ?"
)
_ALL_LINES = "SELECT fiscal_year, snapshot, employee_number, heads, levels, content FROM snapshot_lines"
_LINES = f"{_ALL_LINES} WHERE fiscal_year = ?"
# The years named, so that the key of year and person is used.
_OVER_YEARS = (
    f"{_ALL_LINES} WHERE fiscal_year IN (SELECT fiscal_year FROM snapshots) AND employee_number IN ({{}})"
)
_OF_ONE = " AND employee_number = ?"
# What ``_make`` does, without a call of Python's for each: the statements name as many columns.
_MAP_LINE: Callable[[Any], rows.MapLine] = partial(tuple.__new__, rows.MapLine)
_YEAR_PERSON: Callable[[Any], rows.YearPerson] = partial(tuple.__new__, rows.YearPerson)
_LINES_ORDER = "ORDER BY snapshot, employee_number"
_SAVE_DRAFT = replacing(_D, "fiscal_year", "employee_number")


def _assessment_row(item: rows.Assessment) -> dict[str, Any]:
    row = dict(zip(_NAMES, _VALUES(item), strict=True))
    row["personas"] = pack(item.personas)
    return row


def _assessment(row: Any) -> rows.Assessment:
    values = list(row)
    values[-1] = unpack(values[-1])
    found = rows.Assessment(*values)
    if found.state not in SAYS_NOTHING:
        return found
    return replace(found, self_levels=b"", first_levels=b"", second_levels=b"", confirmed_levels=b"")


class SqlResults:
    """Implements the port ``Results`` in one transaction."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def save_assessments(self, assessments: Iterable[rows.Assessment]) -> None:
        """Insert or replace by (year, person)."""
        lines = (_assessment_row(item) for item in assessments)
        for chunk in chunks(lines, 2000):
            self._note(Changes.STANDING)
            self._connection.execute(_SAVE, chunk)

    def assessments(
        self, fiscal_year: int, department_codes: Iterable[str] | None = None
    ) -> Sequence[rows.Assessment]:
        """Return standings of a year, all or of some departments, in person order.

        Of a state that says nothing (取下げ) there are no levels of this year, here and in ``map_lines``.
        """
        query = select(_A).where(_A.c.fiscal_year == fiscal_year).order_by(_A.c.employee_number)
        if department_codes is None:
            with in_bulk():
                return [_assessment(row) for row in self._connection.execute(query).all()]
        found: list[rows.Assessment] = []
        for chunk in chunks(sorted(set(department_codes))):
            some = query.where(_A.c.department_code.in_(chunk))
            found += [_assessment(row) for row in self._connection.execute(some).all()]
        return sorted(found, key=lambda item: item.employee_number)

    def map_lines(self, fiscal_year: int) -> Sequence[rows.MapLine]:
        """Return everybody of a year for the skill map, in department and number order."""
        with in_bulk():
            # Thousands of rows for one screen: the driver's own tuples, without a result object around each.
            cursor: Any = self._connection.exec_driver_sql(_MAP, (fiscal_year,)).cursor
            return list(map(_MAP_LINE, sorted(cursor.fetchall())))

    def year_people(self, fiscal_year: int) -> Sequence[rows.YearPerson]:
        """Return everybody of a year, in department and number order, in one query."""
        with in_bulk():
            cursor: Any = self._connection.exec_driver_sql(_PEOPLE, (fiscal_year,)).cursor
            return list(map(_YEAR_PERSON, sorted(cursor.fetchall())))

    def people_before(self, fiscal_year: int) -> frozenset[str]:
        """Return the numbers of everybody of any earlier year."""
        query = select(_A.c.employee_number).where(_A.c.fiscal_year < fiscal_year).distinct()
        return frozenset(self._connection.execute(query).scalars())

    def at_rest(self, fiscal_year: int) -> frozenset[str]:
        """Return of whom nothing waits in a year and nothing is disputed."""
        query = select(_A.c.employee_number).where(
            _A.c.fiscal_year == fiscal_year, _A.c.pending == 0, _A.c.quarantined == 0, _A.c.conflicts == 0
        )
        return frozenset(self._connection.execute(query).scalars())

    def clear_assessments(self, fiscal_year: int) -> None:
        """Forget the derived standings of a year (they are made again)."""
        self._note(Changes.STANDING)
        self._connection.execute(delete(_A).where(_A.c.fiscal_year == fiscal_year))

    def add_snapshot(self, snapshot: rows.Snapshot, lines: Iterable[rows.SnapshotLine]) -> None:
        """Freeze a result. A number that is taken is a bug and raises; nothing is ever replaced."""
        self._note(Changes.STANDING)
        self._connection.execute(
            insert(_S), {column.name: getattr(snapshot, column.name) for column in _S.columns}
        )
        packed = (
            {
                "fiscal_year": line.fiscal_year,
                "snapshot": line.snapshot,
                "employee_number": line.employee_number,
                "heads": pack(line.heads),
                "levels": pack_map(line.levels),
                "content": pack_map(line.content),
            }
            for line in lines
        )
        for chunk in chunks(packed, 2000):
            self._connection.execute(insert(_L), chunk)

    def seal_snapshot(self, seal: rows.SnapshotSeal) -> None:
        """Keep what was signed of a snapshot. A second seal of one is a bug and raises."""
        self._note(Changes.STANDING)
        self._connection.execute(
            insert(_G), {column.name: getattr(seal, column.name) for column in _G.columns}
        )

    def snapshot_seals(self) -> Sequence[rows.SnapshotSeal]:
        """Return what was signed of snapshots, by year and number."""
        query = select(_G).order_by(_G.c.fiscal_year, _G.c.number)
        return [rows.SnapshotSeal(*row) for row in self._connection.execute(query)]

    def snapshots(self, fiscal_year: int = 0) -> Sequence[rows.Snapshot]:
        """Return snapshots, oldest first."""
        query = select(_S).order_by(_S.c.fiscal_year, _S.c.number)
        if fiscal_year:
            query = query.where(_S.c.fiscal_year == fiscal_year)
        return [rows.Snapshot(*row) for row in self._connection.execute(query)]

    def snapshot_lines(self, fiscal_year: int, employee_number: str = "") -> Sequence[rows.SnapshotLine]:
        """Return lines of all snapshots of a year, oldest snapshot first."""
        given: tuple[object, ...] = (fiscal_year, employee_number) if employee_number else (fiscal_year,)
        return self._lines(f"{_LINES}{_OF_ONE if employee_number else ''} {_LINES_ORDER}", given)

    def lines_over_years(self, employee_numbers: Iterable[str]) -> Sequence[rows.SnapshotLine]:
        """Return lines of some people of all snapshots of every year, by year and oldest snapshot first."""
        found: list[rows.SnapshotLine] = []
        for chunk in chunks(dict.fromkeys(employee_numbers)):
            found += self._lines(_OVER_YEARS.format(", ".join("?" * len(chunk))), tuple(chunk))
        return sorted(found, key=lambda line: (line.fiscal_year, line.snapshot, line.employee_number))

    def _lines(self, query: str, given: tuple[object, ...]) -> list[rows.SnapshotLine]:
        with in_bulk():
            # Everybody of a year: the driver's own tuples, as for the map. No two people share their heads.
            cursor: Any = self._connection.exec_driver_sql(query, given).cursor
            return [
                rows.SnapshotLine(
                    year, snapshot, number, unpack_own(heads), unpack_map(levels), unpack_map(content)
                )
                for year, snapshot, number, heads, levels, content in cursor.fetchall()
            ]

    def save_draft(self, draft: rows.Draft) -> None:
        """Insert or replace."""
        self._note(Changes.DRAFTS)
        self._connection.execute(
            _SAVE_DRAFT, {column.name: getattr(draft, column.name) for column in _D.columns}
        )

    def draft(self, fiscal_year: int, employee_number: str) -> rows.Draft | None:
        """Return a draft."""
        query = select(_D).where(_D.c.fiscal_year == fiscal_year, _D.c.employee_number == employee_number)
        row = self._connection.execute(query).first()
        return rows.Draft(*row) if row else None

    def delete_draft(self, fiscal_year: int, employee_number: str) -> None:
        """Remove a draft after it was submitted."""
        self._note(Changes.DRAFTS)
        self._connection.execute(
            delete(_D).where(_D.c.fiscal_year == fiscal_year, _D.c.employee_number == employee_number)
        )
