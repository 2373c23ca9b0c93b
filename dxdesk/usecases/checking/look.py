"""What every part of a check looks through: the copy of the store, its keys, its audit, the anchor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dxdesk.domain.parts import WORDS
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import OWN, AuditEntry, KeyRow, Receipt, Snapshot, SnapshotLine
from dxdesk.ports.inspection import Inspection, RevisionRow
from dxdesk.ports.papers import IssuedPaper
from dxdesk.ports.store import Progress, Sealer, UnitOfWork
from dxdesk.usecases.checking.anchor import Anchor
from dxdesk.usecases.workplace.desk import Desk

_PARTS: Mapping[str, str] = {part: words.checked for part, words in WORDS.items()}


UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
"""What comes of content that no program of ours wrote, where it is taken to be as we write it."""


@dataclass(frozen=True)
class Look:
    """A store as it was at one moment; ``desk`` and ``uow`` are of the copy, ``trail`` is oldest first."""

    inspection: Inspection
    desk: Desk
    uow: UnitOfWork
    keys: Mapping[str, KeyRow]
    receipts: Sequence[Receipt]
    trail: Sequence[AuditEntry]
    anchor: Anchor
    progress: Progress | None = None

    @property
    def sealer(self) -> Sealer:
        """What checks signatures."""
        return self.desk.services.sealer

    @cached_property
    def papers(self) -> Sequence[IssuedPaper]:
        """Every paper that was issued, in the order they were made."""
        return self.uow.papers.of()

    @cached_property
    def snapshots(self) -> Sequence[Snapshot]:
        """Every 確定 and 確定後訂正, oldest first."""
        return self.uow.results.snapshots()

    @cached_property
    def lines(self) -> Mapping[tuple[int, int], Sequence[SnapshotLine]]:
        """What was finalised, by year and number, also where no snapshot of that number is left."""
        found: dict[tuple[int, int], list[SnapshotLine]] = {}
        for year, lines in self._lines_by_year.items():
            for line in lines:
                found.setdefault((year, line.snapshot), []).append(line)
        return found

    def lines_of(self, year: int) -> Sequence[SnapshotLine]:
        """Return what was finalised of a year, oldest snapshot first."""
        return self._lines_by_year.get(year, ())

    @cached_property
    def _lines_by_year(self) -> Mapping[int, Sequence[SnapshotLine]]:
        years = {one.fiscal_year for one in self.snapshots} | set(self.uow.exchange.years())
        return {year: self.uow.results.snapshot_lines(year) for year in sorted(years)}

    def own_keys(self) -> frozenset[str]:
        """Return the store's own keys, those it renewed among them."""
        return frozenset(key.key_id for key in self.keys.values() if key.vouched == OWN)

    def done(self, *actions: str) -> list[AuditEntry]:
        """Return the audit's entries of some actions, oldest first."""
        return [entry for entry in self.trail if entry.action in actions]

    def count_in(self, entry: AuditEntry, name: str, default: int = 0) -> int:
        """Return a count of an entry, ``default`` where it has none."""
        found = _counts(entry).get(name)
        return found if isinstance(found, int) else default

    def text_in(self, entry: AuditEntry, name: str) -> str:
        """Return a text among an entry's counts, empty where it has none."""
        return str(_counts(entry).get(name, ""))


def _counts(entry: AuditEntry) -> Mapping[str, object]:
    try:
        found = json.loads(entry.counts or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def look_at(
    inspection: Inspection, desk: Desk, uow: UnitOfWork, anchor: Anchor, progress: Progress | None
) -> Look:
    """Read what every part needs."""
    keys = {key.key_id: key for key in uow.exchange.keys()}
    trail = tuple(reversed(uow.audit.entries()))
    return Look(inspection, desk, uow, keys, uow.exchange.receipts(), trail, anchor, progress)


def named(row: RevisionRow) -> str:
    """Return what a person calls a revision: year, number, part."""
    if not row.fiscal_year or not isinstance(row.fiscal_year, int):
        return f"{row.employee_number} {_PARTS.get(row.part, row.part)}"
    year = fiscal_year_label(row.fiscal_year) if 1989 <= row.fiscal_year <= 2200 else str(row.fiscal_year)
    part = _PARTS.get(row.part, row.part)
    return f"{year} {row.employee_number} {part}" if row.employee_number else f"{year} {part}"
