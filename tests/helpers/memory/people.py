"""Roster, departments, own lists, evidence, settings and the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from dxdesk.domain import canonical, names
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.audit import entry_hash
from dxdesk.domain.records import Part
from dxdesk.ports import entities as rows
from dxdesk.ports.changed_by import of_setting
from dxdesk.ports.changes import Changes
from dxdesk.ports.store import Clock
from tests.helpers.memory.tables import Room, Tables, sound


class Settings(Room):
    """The port ``Settings``."""

    def get(self, name: str, default: str = "") -> str:
        return str(self._tables.read("settings").get(name, default))

    def set(self, name: str, value: str) -> None:
        self._note(of_setting(name))
        self._tables.change("settings")[sound(name)] = sound(value)

    def starting_with(self, prefix: str) -> Mapping[str, str]:
        found = self._tables.read("settings")
        return {name: found[name] for name in sorted(found) if name.startswith(prefix)}

    def next_number(self, counter: str, at_least: int = 1) -> int:
        return self._tables.next_number(f"counter {counter}", at_least)


class People(Room):
    """The port ``People``."""

    def employees(self, *, include_left: bool = False) -> Sequence[rows.Employee]:
        found = self._tables.read("employees").values()
        some = [person for person in found if include_left or not person.left]
        return sorted(some, key=lambda person: (person.department_code, person.number))

    def employee(self, number: str) -> rows.Employee | None:
        found: rows.Employee | None = self._tables.read("employees").get(number)
        return found

    def called(self, numbers: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        found = {}
        for person in filter(None, map(self.employee, numbers)):
            code = person.department_code
            units = self.departments(code) if code else ()
            found[person.number] = person.name, units[-1].name if units else code
        return found

    def find(self, text: str, limit: int = 50) -> Sequence[rows.Employee]:
        words = [names.search_key(word) for word in text.split()]

        def meets(person: rows.Employee) -> bool:
            keys = names.search_keys(person.number, person.name, person.alias, person.kana)
            return all(word in keys for word in words)

        def place(person: rows.Employee) -> tuple[bool, str]:
            return (person.left, names.sort_key(person.kana, person.name, person.number))

        return sorted(filter(meets, self._tables.read("employees").values()), key=place)[:limit]

    def save_employees(self, employees: Iterable[rows.Employee]) -> None:
        table = self._tables.change("employees")
        for person in employees:
            self._note(Changes.ROSTER)
            kept = replace(person, personas=tuple(person.personas), posts=tuple(person.posts))
            table[person.number] = sound(kept)

    def add_changes(self, changes: Iterable[rows.EmployeeChange]) -> None:
        table = self._tables.change("changes")
        for change in changes:
            self._note(Changes.ROSTER)
            table[len(table)] = sound(change)

    def changes(self, number: str) -> Sequence[rows.EmployeeChange]:
        found = [one for one in self._tables.read("changes").values() if one.number == number]
        return sorted(found, key=lambda change: change.changed_at)

    def fold_changes(self, field: str, fold: Callable[[str], str]) -> None:
        self._note(Changes.ROSTER)
        table = self._tables.change("changes")
        for place, one in list(table.items()):
            if one.field == field:
                table[place] = replace(one, old=fold(one.old), new=fold(one.new))
        kept = [one for one in table.values() if one.field != field or one.old != one.new]
        table.clear()
        table.update(enumerate(kept))

    def departments(self, code: str = "") -> Sequence[rows.Department]:
        found = self._tables.read("departments")
        return [found[key] for key in sorted(found) if code in ("", key[0])]

    def save_departments(self, departments: Iterable[rows.Department]) -> None:
        table = self._tables.change("departments")
        for unit in departments:
            self._note(Changes.ROSTER)
            kept = replace(unit, successors=tuple(unit.successors))
            table[(unit.code, unit.valid_from)] = sound(kept)

    def entries(self, list_name: str) -> Sequence[rows.ListEntry]:
        found = [entry for (name, _), entry in self._tables.read("entries").items() if name == list_name]
        return sorted(found, key=lambda entry: (entry.position, entry.value))

    def save_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        table = self._tables.change("entries")
        for entry in entries:
            self._note(Changes.ROSTER | Changes.SETTINGS)
            table[(entry.list_name, entry.value)] = sound(entry)

    def remove_entries(self, entries: Iterable[rows.ListEntry]) -> None:
        table = self._tables.change("entries")
        for entry in entries:
            self._note(Changes.ROSTER | Changes.SETTINGS)
            table.pop((entry.list_name, entry.value), None)

    def appointments(self, number: str = "") -> Sequence[Appointment]:
        found = [
            one
            for one in self._tables.read("appointments").values()
            if not number or one.employee_number == number
        ]
        return sorted(found, key=lambda one: (one.valid_from, one.employee_number, one.persona))

    def save_appointments(self, appointments: Iterable[Appointment]) -> None:
        table = self._tables.change("appointments")
        for one in appointments:
            self._note(Changes.ROSTER)
            table[_term(one)] = sound(one)

    def remove_appointment(self, appointment: Appointment) -> None:
        self._note(Changes.ROSTER)
        self._tables.change("appointments").pop(_term(appointment), None)

    def evidence(self, number: str = "") -> Sequence[rows.EvidenceRecord]:
        found = [
            record
            for record in self._tables.read("evidence").values()
            if self._alive(record.receipt) and (not number or record.employee_number == number)
        ]
        best = {_same(record): record for record in sorted(found, key=lambda r: (r.completed, r.receipt))}
        return sorted(best.values(), key=lambda r: (r.date, r.employee_number, r.kind, r.name))

    def add_evidence(self, records: Iterable[rows.EvidenceRecord]) -> int:
        table = self._tables.change("evidence")
        known = {_same(record) for record in table.values() if self._alive(record.receipt)}
        new = set()
        for record in records:
            self._note(Changes.ROSTER | Changes.STANDING)
            table[(*_same(record), record.receipt)] = sound(record)
            new.add(_same(record))
        return len(new - known)

    def evidence_of(self, numbers: Iterable[str]) -> Sequence[rows.EvidenceRecord]:
        wanted = set(numbers)
        return [one for one in self._tables.read("evidence").values() if one.employee_number in wanted]

    def evidence_like(
        self, keys: Iterable[rows.EvidenceKey], *, live_only: bool = False
    ) -> Sequence[rows.EvidenceRecord]:
        wanted = set(keys)
        found = [one for one in self._tables.read("evidence").values() if _same(one) in wanted]
        return [one for one in found if not live_only or self._alive(one.receipt)]

    def entries_by_person(
        self, numbers: Collection[str] | None = None
    ) -> Mapping[str, Sequence[rows.EvidenceSaid]]:
        found: dict[str, list[rows.EvidenceSaid]] = {}
        for one in self.evidence():
            if numbers is None or one.employee_number in numbers:
                said = rows.EvidenceSaid(one.date, one.kind, one.name, one.result, one.completed)
                found.setdefault(one.employee_number, []).append(said)
        return found

    def attendees(
        self, first_day: str, last_day: str, names: Collection[str] | None = None
    ) -> Sequence[rows.Attendees]:
        found: dict[tuple[str, int, str, bool], list[rows.EvidenceRecord]] = {}
        for one in self._tables.read("evidence").values():
            if names is not None and one.name not in names:
                continue
            if one.kind == "course" and first_day <= one.date <= last_day and self._alive(one.receipt):
                year = int(one.date[:4]) - (one.date[5:7] < "04")
                found.setdefault((one.name, year, one.result, one.completed), []).append(one)
        return [
            rows.Attendees(
                *key, min(one.date for one in some), tuple(sorted({one.employee_number for one in some}))
            )
            for key, some in sorted(found.items(), key=lambda item: item[0])
        ]

    def course_names(self, kind: str = "course") -> Sequence[str]:
        found = self._tables.read("evidence").values()
        return tuple(sorted({one.name for one in found if one.kind == kind}))

    def takers(self, kind: str, names: Collection[str]) -> Sequence[rows.Takers]:
        found: dict[tuple[str, str, bool], set[str]] = {}
        for one in self._tables.read("evidence").values():
            if one.kind == kind and one.name in names and self._alive(one.receipt):
                found.setdefault((one.name, one.result, one.completed), set()).add(one.employee_number)
        return [rows.Takers(*key, frozenset(some)) for key, some in sorted(found.items())]

    def roster_kinds(self) -> Sequence[rows.RosterKind]:
        found: dict[tuple[str, str, str, bool], set[str]] = {}
        for one in self._tables.read("employees").values():
            kind = one.grade, one.employment, one.duty_status, one.left
            found.setdefault(kind, set()).add(one.number)
        return [rows.RosterKind(*key, tuple(sorted(found[key]))) for key in sorted(found)]

    def unsealed_evidence(self) -> Sequence[rows.EvidenceRecord]:
        revisions = self._tables.read("revisions")
        sealed = {
            receipt
            for receipt, ids in self._tables.read("brought").items()
            if any(revisions[key].record.part is Part.GROWTH for key in ids)
        }
        found = [one for one in self._tables.read("evidence").values() if one.receipt not in sealed]
        return sorted(found, key=lambda one: one.receipt)

    def remove_evidence(self, numbers: Iterable[str]) -> None:
        table, gone = self._tables.change("evidence"), set(numbers)
        if gone:
            self._note(Changes.ROSTER | Changes.STANDING)
        for key in [key for key, one in table.items() if one.employee_number in gone]:
            del table[key]

    def replace_evidence(
        self, gone: Iterable[rows.EvidenceRecord], told: Iterable[rows.EvidenceRecord]
    ) -> None:
        table, removed, kept = self._tables.change("evidence"), list(gone), list(told)
        if removed or kept:
            self._note(Changes.ROSTER | Changes.STANDING)
        for one in removed:
            table.pop((*_same(one), one.receipt), None)
        for one in kept:
            table[(*_same(one), one.receipt)] = sound(one)


class Audit(Room):
    """The port ``Audit``."""

    def __init__(self, tables: Tables, clock: Clock, actor: str) -> None:
        """Work on a unit's tables, for one user."""
        super().__init__(tables)
        self._clock = clock
        self._actor = actor

    def append(self, action: str, subject: str = "", counts: Mapping[str, int | str] | None = None) -> None:
        table = self._tables.change("audit")
        number, at, text = len(table) + 1, self._clock.now(), canonical.dumps(dict(counts or {}))
        written = entry_hash(self.head(), number, at, self._actor, action, subject, text)
        table[number] = sound(rows.AuditEntry(number, at, self._actor, action, subject, text, written))

    def entries(self, limit: int = 0) -> Sequence[rows.AuditEntry]:
        newest = list(self._tables.read("audit").values())[::-1]
        return newest[:limit] if limit else newest

    def head(self) -> str:
        newest = self.entries(1)
        return newest[0].hash if newest else ""

    def holds(self, head: str) -> bool:
        return any(entry.hash == head for entry in self.entries())

    def only_since(self, head: str, actions: Collection[str]) -> bool:
        later: list[str] = []
        for entry in self.entries():
            if entry.hash == head:
                return all(any(fnmatchcase(one, action) for action in actions) for one in later)
            later.append(entry.action)
        return False


def _term(one: Appointment) -> tuple[str, str, str]:
    return (one.employee_number, one.persona, one.valid_from)


def _same(record: rows.EvidenceRecord) -> tuple[str, str, str, str]:
    return (record.employee_number, record.kind, record.name, record.date)
