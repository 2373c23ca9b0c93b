"""Roster, departments, own lists and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from dxdesk.domain import names
from dxdesk.domain.records import Part
from dxdesk.ports import entities as rows
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.changes import Changes, Note
from dxdesk.store import direct, schema
from dxdesk.store.appointments import Appointments
from dxdesk.store.attendance import Attendance, record_of
from dxdesk.store.rowcodec import chunks, pack, replacing, unpack

_P = schema.employees
_H = schema.employee_changes
_D = schema.departments
_L = schema.list_entries
_E = schema.evidence
_R = schema.receipts

_LISTS = Changes.ROSTER | Changes.SETTINGS
_EVIDENCE_CHANGES = Changes.ROSTER | Changes.STANDING

_SAVE = replacing(_P, "number")
_SAVE_DEPARTMENT = replacing(_D, "code", "valid_from")
_SAVE_ENTRY = replacing(_L, "list_name", "value")
# The same line of the same table read twice says nothing new; a later result of it does. Written out: putting
# the parameters of tens of thousands of rows into a statement made of columns takes longer than running it.
_KEEP_EVIDENCE = (
    "INSERT INTO evidence (employee_number, kind, name, date, result, completed, receipt)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (employee_number, kind, name, date, receipt)"
    " DO UPDATE SET result = excluded.result, completed = excluded.completed"
)
_FORGET_EVIDENCE = (
    "DELETE FROM evidence WHERE employee_number = ? AND kind = ? AND name = ? AND date = ? AND receipt = ?"
)
_EVIDENCE = (
    *(_E.c.employee_number, _E.c.kind, _E.c.name, _E.c.date, _E.c.result, _E.c.completed),
    _E.c.receipt,
)
_V, _S = schema.revisions, schema.supports
# A step of the index a receipt: there may be a row for every person and course.
_first = select(func.min(_E.c.receipt).label("receipt")).cte("receipts_of_evidence", recursive=True)
_next = select(func.min(_E.c.receipt)).where(_E.c.receipt > _first.c.receipt).scalar_subquery()
_receipts = _first.union_all(select(_next).where(_first.c.receipt.is_not(None)))
_RECEIPTS_OF_EVIDENCE = select(_receipts.c.receipt).where(_receipts.c.receipt.is_not(None))
_SEALED = select(
    exists().where(
        _S.c.receipt == bindparam("number"),
        _V.c.position == _S.c.revision,
        _V.c.fiscal_year == 0,
        _V.c.part == Part.GROWTH.value,
    )
)
_COLUMNS = [column for column in _P.columns if column.name not in ("sort_key", "search_key")]
_ONE = select(*_COLUMNS).where(_P.c.number == bindparam("of_number"))
# A person's section changes its name, and stays the one of that code.
_CALLED = """
SELECT number, name, coalesce(
    (SELECT name FROM departments WHERE code = department_code AND code <> ''
     ORDER BY valid_from DESC LIMIT 1),
    department_code)
FROM employees WHERE number IN ({})
"""
_UNITS = select(_D).order_by(_D.c.code, _D.c.valid_from)
_UNITS_OF = _UNITS.where(_D.c.code == bindparam("of_code"))
_LIVE = or_(_E.c.receipt == 0, exists().where(_R.c.number == _E.c.receipt, _R.c.live))


def _posts_text(posts: Sequence[rows.Post]) -> str:
    return pack([part for post in posts for part in (post.department_code, post.title)])


def _posts(text: str) -> tuple[rows.Post, ...]:
    if not text:
        return ()
    flat = unpack(text)
    return tuple(rows.Post(*pair) for pair in zip(flat[::2], flat[1::2], strict=True))


def _employee_row(person: rows.Employee) -> dict[str, Any]:
    return {
        "number": person.number,
        "name": person.name,
        "alias": person.alias,
        "kana": person.kana,
        "department_code": person.department_code,
        "grade": person.grade,
        "job": person.job,
        "title": person.title,
        "employment": person.employment,
        "duty_status": person.duty_status,
        "personas": pack(person.personas),
        "first_confirmer": person.first_confirmer,
        "second_confirmer": person.second_confirmer,
        "posts": _posts_text(person.posts),
        "left": person.left,
        "sort_key": names.sort_key(person.kana, person.name, person.number),
        "search_key": names.search_keys(person.number, person.name, person.alias, person.kana),
    }


def _employee(row: Any) -> rows.Employee:
    values = list(row)
    values[10] = unpack(values[10])
    values[13] = _posts(values[13])
    return rows.Employee(*values)


class SqlPeople(Appointments, Attendance):
    """Implements the port ``People`` in one transaction."""

    def __init__(self, connection: Connection, note: Note) -> None:
        """Work on a unit's connection; ``note`` hears what is written."""
        self._connection, self._note = connection, note

    def employees(self, *, include_left: bool = False) -> Sequence[rows.Employee]:
        """Return the roster in department and number order."""
        query = select(*_COLUMNS).order_by(_P.c.department_code, _P.c.number)
        return self._employees(query if include_left else query.where(~_P.c.left))

    def employee(self, number: str) -> rows.Employee | None:
        """Return one person, also one who left."""
        row = self._connection.execute(_ONE, {"of_number": number}).first()
        return _employee(row) if row else None

    def called(self, numbers: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """Return names and sections of those of some people who are on the roster, by number."""
        found: dict[str, tuple[str, str]] = {}
        for chunk in chunks(dict.fromkeys(numbers)):
            query = _CALLED.format(", ".join("?" * len(chunk)))
            for number, name, section in direct.asked(self._connection, query, tuple(chunk)):
                found[number] = name, section
        return found

    def find(self, text: str, limit: int = 50) -> Sequence[rows.Employee]:
        """Search by number, name in any variant, alias or kana.

        Several words must all be met, each in any of these; who left comes last.
        """
        query = select(*_COLUMNS).order_by(_P.c.left, _P.c.sort_key).limit(limit)
        for word in text.split():
            query = query.where(func.instr(_P.c.search_key, names.search_key(word)) > 0)
        return self._employees(query)

    def _employees(self, query: Select[Any]) -> Sequence[rows.Employee]:
        with in_bulk():
            return [_employee(row) for row in self._connection.execute(query).all()]

    def save_employees(self, employees: Iterable[rows.Employee]) -> None:
        """Insert or replace; sort and search keys are derived here. History is the caller's."""
        for chunk in chunks(map(_employee_row, employees), 2000):
            self._note(Changes.ROSTER)
            self._connection.execute(_SAVE, chunk)

    def add_changes(self, changes: Iterable[rows.EmployeeChange]) -> None:
        """Append to the history."""
        found = [
            {"number": c.number, "changed_at": c.changed_at, "field": c.field, "old": c.old, "new": c.new}
            for c in changes
        ]
        if found:
            self._note(Changes.ROSTER)
            self._connection.execute(insert(_H), found)

    def changes(self, number: str) -> Sequence[rows.EmployeeChange]:
        """Return a person's history, oldest first."""
        query = select(_H.c.number, _H.c.changed_at, _H.c.field, _H.c.old, _H.c.new)
        query = query.where(_H.c.number == number).order_by(_H.c.changed_at, _H.c.position)
        return [rows.EmployeeChange(*row) for row in self._connection.execute(query)]

    def fold_changes(self, field: str, fold: Callable[[str], str]) -> None:
        """Replace what the history says of a field; lines in which nothing changes any more go."""
        self._note(Changes.ROSTER)
        for side in (_H.c.old, _H.c.new):
            query = select(side).where(_H.c.field == field).distinct()
            for said in self._connection.execute(query).scalars().all():
                if fold(said) != said:
                    change = (
                        update(_H).where(_H.c.field == field, side == said).values({side.name: fold(said)})
                    )
                    self._connection.execute(change)
        self._connection.execute(delete(_H).where(_H.c.field == field, _H.c.old == _H.c.new))

    def departments(self, code: str = "") -> Sequence[rows.Department]:
        """Return departments, also those no longer valid, all or those of one code, by code and start."""
        query = _UNITS_OF if code else _UNITS
        found = self._connection.execute(query, {"of_code": code} if code else {})
        return [
            rows.Department(of, name, parent, valid_from, valid_to, unpack(successors))
            for of, name, parent, valid_from, valid_to, successors in found
        ]

    def save_departments(self, departments: Iterable[rows.Department]) -> None:
        """Insert or replace by (code, valid_from)."""
        found = [
            {
                "code": unit.code,
                "name": unit.name,
                "parent": unit.parent,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
                "successors": pack(unit.successors),
            }
            for unit in departments
        ]
        if found:
            self._note(Changes.ROSTER)
            self._connection.execute(_SAVE_DEPARTMENT, found)

    def entries(self, list_name: str) -> Sequence[rows.ListEntry]:
        """Return an own list in its order."""
        query = select(_L).where(_L.c.list_name == list_name).order_by(_L.c.position, _L.c.value)
        return [rows.ListEntry(*row) for row in self._connection.execute(query)]

    def save_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        """Insert or replace by (list, value)."""
        found = [
            {
                "list_name": entry.list_name,
                "value": entry.value,
                "target": entry.target,
                "position": entry.position,
                "never_late": entry.never_late,
            }
            for entry in entries
        ]
        if found:
            self._note(_LISTS)
            self._connection.execute(_SAVE_ENTRY, found)

    def remove_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        """Remove values from own lists."""
        for entry in entries:
            self._note(_LISTS)
            gone = delete(_L).where(_L.c.list_name == entry.list_name, _L.c.value == entry.value)
            self._connection.execute(gone)

    def evidence(self, number: str = "") -> Sequence[rows.EvidenceRecord]:
        """Return evidence of live receipts, of one person or of all, oldest first.

        Where several receipts tell of the same (person, kind, name, date), a completed one wins, then
        the latest receipt: a course that was going on in June and was completed in September.
        """
        live = self._live()
        best: dict[tuple[str, str, str, str], tuple[bool, int, Any]] = {}
        for row in self._rows_of([number] if number else None):
            if row[6] in live:
                key, told = row[:4], (row[5], row[6], row)
                before = best.get(key)
                if before is None or before < told:
                    best[key] = told
        in_order = sorted(best, key=lambda of: (of[3], of[0], of[1], of[2]))
        return [record_of(best[key][2]) for key in in_order]

    def add_evidence(self, records: Iterable[rows.EvidenceRecord]) -> int:
        """Add what is new (same person, kind, name and date = the same); return how many were."""
        found = list(records)
        if not found:
            return 0
        self._note(_EVIDENCE_CHANGES)
        wanted = {record.employee_number for record in found}
        known: set[tuple[str, str, str, str]] = set()
        for chunk in chunks(sorted(wanted)):
            query = select(_E.c.employee_number, _E.c.kind, _E.c.name, _E.c.date)
            query = query.where(_LIVE, _E.c.employee_number.in_(chunk))
            known.update(tuple(row) for row in self._connection.execute(query))
        self._connection.exec_driver_sql(_KEEP_EVIDENCE, [_row(record) for record in found])
        return len({_same(record) for record in found} - known)

    def evidence_of(self, numbers: Iterable[str]) -> Sequence[rows.EvidenceRecord]:
        """Return every row kept of some people, those of undone receipts among them, in no order."""
        return [record_of(row) for row in self._rows_of(numbers)]

    def unsealed_evidence(self) -> Sequence[rows.EvidenceRecord]:
        """Return the rows of receipts, live or not, that support no record of growth, by receipt."""
        receipts = self._connection.execute(_RECEIPTS_OF_EVIDENCE).scalars().all()
        asked = ((number, self._connection.execute(_SEALED, {"number": number})) for number in receipts)
        unsealed = [number for number, found in asked if not found.scalar()]
        if not unsealed:
            return []
        query = select(*_EVIDENCE).where(_E.c.receipt.in_(unsealed)).order_by(_E.c.receipt, _E.c.position)
        return [rows.EvidenceRecord(*row) for row in self._connection.execute(query)]

    def remove_evidence(self, numbers: Iterable[str]) -> None:
        """Remove all rows of some people."""
        for chunk in chunks(sorted(set(numbers))):
            self._note(_EVIDENCE_CHANGES)
            self._connection.execute(delete(_E).where(_E.c.employee_number.in_(chunk)))

    def replace_evidence(
        self, gone: Iterable[rows.EvidenceRecord], told: Iterable[rows.EvidenceRecord]
    ) -> None:
        """Remove some rows and keep others, in two statements however many they are."""
        removed = [(one.employee_number, one.kind, one.name, one.date, one.receipt) for one in gone]
        kept = [_row(one) for one in told]
        for statement, of in ((_FORGET_EVIDENCE, removed), (_KEEP_EVIDENCE, kept)):
            if of:
                self._note(_EVIDENCE_CHANGES)
                self._connection.exec_driver_sql(statement, of)


def _same(record: rows.EvidenceRecord) -> tuple[str, str, str, str]:
    return (record.employee_number, record.kind, record.name, record.date)


def _row(record: rows.EvidenceRecord) -> tuple[object, ...]:
    """Return the row of a record, in the order of ``_KEEP_EVIDENCE``."""
    return (*_same(record), record.result, record.completed, record.receipt)
