"""Derived standings, snapshots and drafts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.lifecycle import CONFIRMED_STATES, SAYS_NOTHING
from dxdesk.ports import entities as rows
from dxdesk.ports.changes import Changes
from tests.helpers.memory.tables import Room, sound

_SAID = ("self_levels", "first_levels", "second_levels", "confirmed_levels")


class Results(Room):
    """The port ``Results``."""

    def save_assessments(self, assessments: Iterable[rows.Assessment]) -> None:
        table = self._tables.change("assessments")
        for item in assessments:
            self._note(Changes.STANDING)
            table[(item.fiscal_year, item.employee_number)] = sound(
                replace(item, personas=tuple(item.personas))
            )

    def assessments(
        self, fiscal_year: int, department_codes: Iterable[str] | None = None
    ) -> Sequence[rows.Assessment]:
        wanted = None if department_codes is None else set(department_codes)
        found = [
            replace(item, **dict.fromkeys(_SAID, b"")) if item.state in SAYS_NOTHING else item
            for item in self._tables.read("assessments").values()
            if item.fiscal_year == fiscal_year and (wanted is None or item.department_code in wanted)
        ]
        return sorted(found, key=lambda item: item.employee_number)

    def map_lines(self, fiscal_year: int) -> Sequence[rows.MapLine]:
        return sorted(
            rows.MapLine(
                item.department_code,
                item.employee_number,
                item.name,
                item.kana,
                item.department_name,
                item.grade,
                item.post,
                canonical.dumps(list(item.personas)) if item.personas else "",
                item.state,
                item.self_levels,
                item.confirmed_levels if item.state in CONFIRMED_STATES else b"",
                item.last_levels,
            )
            for item in self.assessments(fiscal_year)
        )

    def year_people(self, fiscal_year: int) -> Sequence[rows.YearPerson]:
        return [
            rows.YearPerson(*line[:3], line.department_name, line.grade, line.personas, line.state)
            for line in self.map_lines(fiscal_year)
        ]

    def people_before(self, fiscal_year: int) -> frozenset[str]:
        found = self._tables.read("assessments").values()
        return frozenset(item.employee_number for item in found if item.fiscal_year < fiscal_year)

    def at_rest(self, fiscal_year: int) -> frozenset[str]:
        return frozenset(
            item.employee_number
            for item in self._tables.read("assessments").values()
            if item.fiscal_year == fiscal_year and not (item.pending or item.quarantined or item.conflicts)
        )

    def clear_assessments(self, fiscal_year: int) -> None:
        self._note(Changes.STANDING)
        table = self._tables.change("assessments")
        for key in [key for key in table if key[0] == fiscal_year]:
            del table[key]

    def add_snapshot(self, snapshot: rows.Snapshot, lines: Iterable[rows.SnapshotLine]) -> None:
        self._note(Changes.STANDING)
        _add(self._tables.change("snapshots"), (snapshot.fiscal_year, snapshot.number), snapshot)
        table = self._tables.change("snapshot lines")
        for line in lines:
            kept = replace(
                line, heads=tuple(line.heads), levels=_copied(line.levels), content=_copied(line.content)
            )
            _add(table, (line.fiscal_year, line.snapshot, line.employee_number), kept)

    def seal_snapshot(self, seal: rows.SnapshotSeal) -> None:
        self._note(Changes.STANDING)
        _add(self._tables.change("snapshot seals"), (seal.fiscal_year, seal.number), seal)

    def snapshot_seals(self) -> Sequence[rows.SnapshotSeal]:
        found = self._tables.read("snapshot seals")
        return [found[key] for key in sorted(found)]

    def snapshots(self, fiscal_year: int = 0) -> Sequence[rows.Snapshot]:
        found = self._tables.read("snapshots")
        return [found[key] for key in sorted(found) if not fiscal_year or key[0] == fiscal_year]

    def snapshot_lines(self, fiscal_year: int, employee_number: str = "") -> Sequence[rows.SnapshotLine]:
        found = self._tables.read("snapshot lines")
        return [
            replace(found[key], levels=_copied(found[key].levels), content=_copied(found[key].content))
            for key in sorted(found)
            if key[0] == fiscal_year and employee_number in ("", key[2])
        ]

    def lines_over_years(self, employee_numbers: Iterable[str]) -> Sequence[rows.SnapshotLine]:
        wanted, years = set(employee_numbers), {one.fiscal_year for one in self.snapshots()}
        return [
            line
            for year in sorted(years)
            for line in self.snapshot_lines(year)
            if line.employee_number in wanted
        ]

    def save_draft(self, draft: rows.Draft) -> None:
        self._note(Changes.DRAFTS)
        self._tables.change("drafts")[(draft.fiscal_year, draft.employee_number)] = sound(draft)

    def draft(self, fiscal_year: int, employee_number: str) -> rows.Draft | None:
        found: rows.Draft | None = self._tables.read("drafts").get((fiscal_year, employee_number))
        return found

    def delete_draft(self, fiscal_year: int, employee_number: str) -> None:
        self._note(Changes.DRAFTS)
        self._tables.change("drafts").pop((fiscal_year, employee_number), None)


def _add(table: dict[Any, Any], key: tuple[object, ...], row: Any) -> None:
    if key in table:
        raise ValueError(f"{type(row).__name__} {key} is there already")
    table[key] = sound(row)


def _copied(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping as it comes back from JSON text: nobody's later change of it is seen."""
    loaded: dict[str, Any] = json.loads(canonical.dumps(value))
    return loaded
