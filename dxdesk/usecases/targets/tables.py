"""目標の表: the office's targets read from a workbook or CSV file, whole or not at all.

What a table has no column for, it says nothing of; a blank cell says nothing either. What the store counts
itself is written beside and never read. Before anything is taken it is told what changes from what to what.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.target_record import TargetSaid, changed_fields, fields_of
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change as Told
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.sealing.workbook_kinds import TARGET_TABLE
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.targets import table_heads as heads
from dxdesk.usecases.targets.keeping import Change
from dxdesk.usecases.targets.overview import year_in_work
from dxdesk.usecases.targets.table_reading import Line, Reader
from dxdesk.usecases.targets.table_texts import Names, differences, names_of
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class _Read:
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def changes(self) -> list[Change]:
        """The fields that are said of each target."""
        return [
            (
                one.wanted.code,
                fields_of(one.wanted) if one.before is None else changed_fields(one.before, one.wanted),
            )
            for one in self.lines
        ]


def preview_targets(desk: Desk, path: Path, fiscal_year: int = 0) -> TableResult:
    """Return what taking in a table of targets would do, changing nothing; ``changes`` tell it one by one.

    Args:
        desk: HR's store, or the digital section's.
        path: xlsx or CSV.
        fiscal_year: of which year columns are that name none, 0: the one in work.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``header-missing`` and what reading a table raises.
    """
    desk.require(Role.HR, Role.DX)
    listed, names = list(desk.services.tables.read_all(path)), names_of(desk)
    with desk.store.read() as uow:
        require_aims(uow)
        read = _read(desk, uow, listed, names, fiscal_year)
        return with_receipt(uow, file_sha256(path), _result(desk, uow, path, read, names))


def apply_targets(desk: Desk, path: Path, fiscal_year: int = 0) -> TableResult:
    """Take in a table of targets, whole or not at all; arguments and errors as ``preview_targets``."""
    desk.require(Role.HR, Role.DX)
    listed, names = list(desk.services.tables.read_all(path)), names_of(desk)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        require_aims(uow)
        read = _read(desk, uow, listed, names, fiscal_year)
        result = _result(desk, uow, path, read, names)
        if result.errors:
            return result
        result = dataclasses.replace(result, notices=afterwards(result.notices))
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        keeping.say(desk, uow, read.changes, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(TARGET_TABLE.kind, str(receipt), counts)
        uow.commit()
    return dataclasses.replace(result, receipt=receipt)


def undo_targets(desk: Desk, receipt: int) -> TableResult:
    """Take a table of targets back; what other tables or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        label = TARGET_TABLE.label
        entry = live_receipt(uow, receipt, (TARGET_TABLE.kind,), label, label)
        return take_back(desk, uow, entry)


def _result(desk: Desk, uow: UnitOfWork, path: Path, read: _Read, names: Names) -> TableResult:
    kind = TARGET_TABLE.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    said = keeping.compare(desk, uow, read.changes)
    return TableResult(
        str(path),
        kind,
        "applied" if said.added or said.changed else "unchanged",
        added=said.added,
        updated=said.changed,
        unchanged=said.unchanged,
        notices=read.notices,
        changes=tuple(told for line in read.lines for told in _told(line, names)),
    )


def _told(line: Line, names: Names) -> list[Told]:
    """Return what a line changes, column by column, as people read it."""
    before, after = line.before or TargetSaid(code=line.wanted.code), line.wanted
    years = {
        *before.plans,
        *before.actuals,
        *before.forecasts,
        *after.plans,
        *after.actuals,
        *after.forecasts,
    }
    return [
        Told(after.code, TARGET_TABLE.kind, f"{after.name} {title}", was, now)
        for title, was, now in differences(before, after, names, years)
    ]


def _read(
    desk: Desk, uow: UnitOfWork, listed: Sequence[ForeignTable], names: Names, fiscal_year: int
) -> _Read:
    fitting = [table for table in listed if heads.NAME in heads.heads_of(table).plain]
    if not fitting:
        table = listed[0]
        raise KnownError(
            "header-missing",
            "目標の表が見つかりません。取り込んでいません。",
            f"見出しに「{heads.TITLES[heads.NAME][0]}」がある表にしてください。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    reader = Reader(desk, uow, fitting[0], names, fiscal_year or year_in_work(desk, uow))
    lines = tuple(reader.lines())
    return _Read(lines, tuple(reader.problems), reader.notices())
