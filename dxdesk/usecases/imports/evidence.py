"""Importing attendance (受講履歴) and qualifications (資格・試験) from foreign tables.

A line is one person, one course or examination, one date. Only what a table clearly calls completed earns a
修了証. What a table tells becomes records sealed by HR (``evidence_records``), which lists read as rows
(``evidence_rows``). The same line twice says nothing new; undoing a receipt takes back what only it told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.completion import Outcome, outcome_of, plain
from dxdesk.domain.dates import read_date, read_period
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.numbers import read_number, usual_digits
from dxdesk.domain.office_codes import KnownCodes
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import EvidenceRecord, Role
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.attendance_words import STATUS, Said, StatusReader, matrix, unread_status
from dxdesk.usecases.imports.evidence_records import RECORDS, take_over, tell
from dxdesk.usecases.imports.evidence_rows import COURSE, EXAM, show, told_of
from dxdesk.usecases.imports.sheet_choice import Chosen, Sheets, choose
from dxdesk.usecases.imports.table_rows import settle
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    QUALIFICATIONS,
    Mapped,
    Sheet,
    TableResult,
    add_receipt,
    afterwards,
    control_characters,
    digits_of,
    file_sha256,
    remember,
)
from dxdesk.usecases.imports.understood import Understanding, look
from dxdesk.usecases.imports.undo_guard import refuse_records
from dxdesk.usecases.organisation.assigning import refresh_references
from dxdesk.usecases.workplace.desk import Desk

RECORD_KINDS: Mapping[str, str] = {ATTENDANCE: COURSE, QUALIFICATIONS: EXAM}

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class EvidencePreview:
    """What importing evidence would do. With ``errors`` it does nothing at all."""

    file: str
    sheet: str
    kind: str
    added: tuple[EvidenceRecord, ...]
    updated: tuple[EvidenceRecord, ...]
    unchanged: int
    mapping: Mapping[Column, tuple[str, ...]]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    told: tuple[EvidenceRecord, ...] = ()
    understanding: Understanding | None = None

    def result(self, path: str) -> TableResult:
        """Return what importing would report (the receipt is not known yet)."""
        if self.errors:
            return TableResult(path, self.kind, "refused", errors=self.errors, notices=self.notices)
        return TableResult(
            path=path,
            kind=self.kind,
            outcome="applied" if self.added or self.updated else "unchanged",
            added=len(self.added),
            updated=len(self.updated),
            unchanged=self.unchanged,
            notices=afterwards(self.notices),
        )


class _Reader:
    """Reads one table of evidence."""

    def __init__(
        self, sheet: Sheet, kind: str, digits: int, people: Mapping[str, str], accept: Collection[str]
    ) -> None:
        settled = settle(sheet, kind, accept)
        self._sheet = sheet = settled.sheet
        self._kind = RECORD_KINDS[kind]
        self._digits = digits or usual_digits(people)
        self._people = people
        self._known = KnownCodes(people)
        self._accept = frozenset(accept)
        self._status = StatusReader(sheet, exam=self._kind == EXAM)
        self._unclear: dict[tuple[str, str], list[tuple[Problem, TableCell]]] = {}
        self._blank: list[TableCell] = []
        self._undated: list[TableCell] = []
        self._periods: list[TableCell] = []
        self.records: dict[Key, EvidenceRecord] = {}
        self.problems: list[Problem] = list(settled.problems)
        self.notices: list[Problem] = list(settled.notices)

    def read(self) -> None:
        self.notices.extend(self._sheet.read_down())
        self.notices += self._sheet.table.notes
        for row in self._sheet.table.rows:
            self._row(row)
        self._ask_words()
        if not self._status.any and self._kind == COURSE:
            unread = unread_status(self._sheet)
            if unread is not None:
                self._told(*unread, accepted="この列を使わずに取り込みます。")
            message = "修了したかどうかの列がないため、受講の記録としてだけ取り込みます。修了証は出ません。"
            notice = Problem("completion-unknown", message, "修了の列を加えると修了証を出せます。")
            self.notices.append(self._sheet.at(notice, TableCell()))
        self._tell_gaps()

    def _ask_words(self) -> None:
        """Ask about each word that is not understood once, with its first cell and how often it stands."""
        for found in self._unclear.values():
            problem, cell = found[0]
            if len(found) > 1:
                more = f"同じ言葉の行が、ほかに{len(found) - 1:,}行あります。"
                problem = dataclasses.replace(problem, message=problem.message + more)
            accepted = f"この言葉の{len(found):,}行を除いて取り込みます。"
            self._told(problem, cell, accepted=accepted)

    def _tell_gaps(self) -> None:
        if self._periods:
            message = (
                f"期間で書かれた日付が{len(self._periods):,}か所あります。初日を日付として取り込みます。"
            )
            notice = Problem("date-period", message, "", self._periods[0].value)
            self.notices.append(self._sheet.at(notice, self._periods[0]))
        if self._blank:
            message = (
                f"修了・結果・出欠の欄が空の行が{len(self._blank):,}行あります。受講にも修了にも数えません。"
            )
            fix = "受講した人なら、欄を埋めて取り込み直してください。"
            self.notices.append(self._sheet.at(Problem("result-blank", message, fix), self._blank[0]))
        if self._undated and self._kind == COURSE:
            message = (
                f"日付のない受講が{len(self._undated):,}行あります。"
                "どの年度の受講率にも数えられず、修了証も出ません。"
            )
            fix = "受講日を入れて取り込み直してください。"
            self.notices.append(self._sheet.at(Problem("date-missing", message, fix), self._undated[0]))

    def _told(
        self, problem: Problem, cell: TableCell, accepted: str = "この行を除いて取り込みます。"
    ) -> None:
        found = self._sheet.at(problem, cell)
        if problem.code in self._accept:
            message = f"{problem.message}承認のとおり、{accepted}"
            self.notices.append(dataclasses.replace(found, message=message, fix=""))
        else:
            self.problems.append(found)

    def _row(self, row: Sequence[TableCell]) -> None:
        broken = self._sheet.broken(row)
        if broken:
            self.problems.extend(broken)
            return
        number = self._number(row)
        name_cell = self._sheet.cell(row, Column.EVENT)
        name = name_cell.value.strip()
        where = name_cell if name_cell.ref else self._sheet.row_ref(row)
        if not name:
            message = "研修名・試験名が空です。"
            self._told(Problem("event-empty", message, "名称を入れてください。"), where)
        elif outcome_of(name) is not Outcome.UNCLEAR or read_date(name):
            message = "研修名・試験名の欄に、名称ではなく結果や日付のようなものが入っています。"
            fix = "見出しの対応か名称を直してください。この行を除いてよければ承認してください。"
            self._told(Problem("event-not-a-name", message, fix, name), where)
            name = ""
        for column in (Column.EVENT, *STATUS):
            cell = self._sheet.cell(row, column)
            self.problems += (self._sheet.at(p, cell) for p in too_long(cell.value, limit=NAME_UNITS))
            bad = control_characters(cell.value.strip())
            if bad:
                message = f"{LABELS[column]}に改行などの制御文字が入っています。"
                problem = Problem("control-character", message, "その文字を消してください。", bad)
                self.problems.append(self._sheet.at(problem, cell))
        date_cell = self._sheet.cell(row, Column.DATE)
        from_1904 = self._sheet.table.from_1904
        period = read_period(date_cell.value, is_number=date_cell.is_number, from_1904=from_1904)
        day = period[0] if period else None
        if period and period[0] != period[1]:
            self._periods.append(date_cell)
        if day is None:
            message = "日付として読めません。"
            fix = "2025/6/1 か 令和7年6月1日 のように書いてください。"
            self._told(Problem("date-unreadable", message, fix, date_cell.value), date_cell)
        said = self._said(row)
        if not number or not name or day is None or said is None:
            return
        completed = said.outcome is Outcome.COMPLETED
        record = EvidenceRecord(number, self._kind, name, day or said.day, said.word, completed)
        if said.blank:
            blank = self._sheet.cell(row, self._status.columns[0])
            self._blank.append(blank if blank.ref else where)
        if not record.date and said.outcome.counts:
            self._undated.append(date_cell if date_cell.ref else where)
        key = key_of(record)
        earlier = self.records.get(key)
        # The same line twice is one; of two that differ in the result the better one stands.
        if earlier is None or _RANK[record.outcome] > _RANK[earlier.outcome]:
            self.records[key] = record

    def _said(self, row: Sequence[TableCell]) -> Said | None:
        """Return what a line says of the person, ``None`` (with a finding) where that is to be asked."""
        found = self._status.read(row)
        if isinstance(found, Said):
            return found
        self._unclear.setdefault((found[0].code, found[0].message), []).append(found)
        return None

    def _number(self, row: Sequence[TableCell]) -> str:
        """Return the number of a known person, empty (with a finding) otherwise."""
        cell = self._sheet.cell(row, Column.NUMBER)
        where = cell if cell.ref else self._sheet.row_ref(row)
        read = read_number(
            cell.value,
            is_number=cell.is_number,
            is_date=cell.is_date,
            digits=self._digits,
            accept=self._accept,
            known=self._known,
        )
        if read.problem:
            self.problems.append(self._sheet.at(read.problem, where))
        if read.accepted:
            self.notices.append(self._sheet.at(read.accepted, where))
        if not read.value:
            return ""
        known = self._people.get(read.value)
        if known is None:
            message = "名簿にない職員番号です。"
            fix = "番号を直すか、先に名簿を取り込んでください。この行を除いてよければ承認してください。"
            self._told(Problem("employee-unknown", message, fix, read.value), where)
            return ""
        name = self._sheet.cell(row, Column.NAME)
        if name.value.strip() and plain(name.value) != plain(known):
            message = f"氏名が名簿の「{known}」と違います。職員番号で取り込みます。"
            notice = Problem("name-differs", message, "別の職員の番号でないか確かめてください。", name.value)
            self.notices.append(self._sheet.at(notice, name))
        return read.value


_RANK = {Outcome.NOT: 0, Outcome.UNCLEAR: 0, Outcome.ATTENDED: 1, Outcome.COMPLETED: 2}


def key_of(record: EvidenceRecord) -> Key:
    """Return what makes two records the same: person, kind, name, date."""
    return record.employee_number, record.kind, record.name, record.date


@in_bulk()
def preview_evidence(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
) -> EvidencePreview:
    """Return what importing attendance or qualifications would do, changing nothing.

    Args:
        desk: an hr store.
        path: xlsx or CSV.
        kind: ``attendance`` or ``qualifications``.
        mapping: headers by column where the guess is wrong.
        accept: codes of findings whose proposal is taken: the number codes of ``preview_roster``, and
            ``employee-unknown``, ``event-empty``, ``event-not-a-name``, ``date-unreadable``,
            ``result-unclear``, ``result-contradicts`` (such lines are left out), ``status-unread`` (the
            column is not used), ``sheets-alike``, and those of ``table_rows`` (``rows-not-people``,
            ``fill-event`` …).
        sheet: name of the sheet or sheets.

    Raises:
        KnownError: the file cannot be read at all, or lacks a needed column.
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, kind, sheet, mapping)
    with desk.store.read() as uow:
        return _preview(uow, chosen, kind, mapping, accept)


@in_bulk()
def apply_evidence(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
) -> TableResult:
    """Import attendance or qualifications; arguments as for ``preview_evidence``.

    Raises:
        KnownError: the file cannot be read at all, or lacks a needed column.
    """
    desk.require(Role.HR)
    chosen = choose(desk, path, kind, sheet, mapping)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        take_over(desk, uow)
        preview = _preview(uow, chosen, kind, mapping, accept)
        result = preview.result(str(path))
        if preview.errors:
            return result
        receipt = 0 if result.outcome == "applied" else _same_file(uow, sha256, kind)
        records: dict[str, int] = {}
        if not receipt:
            receipt = add_receipt(desk, uow, path, sha256, result)
            records[RECORDS] = tell(desk, uow, preview.told, receipt)
            news = {record.employee_number for record in (*preview.added, *preview.updated)}
            shown = refresh_references(desk, uow, news)
            if shown:
                result = dataclasses.replace(result, notices=(*result.notices, _reaches(len(shown))))
        remember(uow, chosen.table, kind, preview.mapping, mapping)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(kind, str(receipt), {**counts, **records})
        uow.commit()
    return dataclasses.replace(result, receipt=receipt)


def _same_file(uow: UnitOfWork, sha256: str, kind: str) -> int:
    same = (r for r in uow.exchange.receipts_by_file(sha256) if r.live and r.kind == kind)
    return next((receipt.number for receipt in same), 0)


def _preview(
    uow: UnitOfWork, chosen: Chosen, kind: str, mapping: Mapped | None, accept: Collection[str]
) -> EvidencePreview:
    sheet, seen, used, problems = look(uow, chosen, kind, mapping, accept)
    table = sheet.table
    if problems:
        side_by_side = matrix(sheet.plan, table)
        place = {"file": table.file, "sheet": table.sheet}
        raise KnownError.of((side_by_side.at(**place),) if side_by_side else problems)
    if not table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=table.file, sheet=table.sheet),))
    people = {person.number: person.name for person in uow.people.employees(include_left=True)}
    reader = _Reader(sheet, kind, digits_of(uow), people, accept)
    reader.read()
    known = {key_of(record): record for record in uow.people.evidence()}
    added: list[EvidenceRecord] = []
    updated: list[EvidenceRecord] = []
    for key, record in reader.records.items():
        before = known.get(key)
        if before is None:
            added.append(record)
        # What was completed stays completed: a later list of applicants does not take it away.
        elif (before.result, before.completed) != (record.result, record.completed) and not (
            before.completed and not record.completed
        ):
            updated.append(record)
    return EvidencePreview(
        file=table.file,
        sheet=table.sheet,
        kind=kind,
        added=tuple(added),
        updated=tuple(updated),
        unchanged=len(reader.records) - len(added) - len(updated),
        mapping=used,
        errors=(*seen.findings, *reader.problems),
        notices=(*seen.notices, *reader.notices),
        told=tuple(reader.records.values()),
        understanding=seen,
    )


def _by_key(rows: Mapping[str, Collection[EvidenceRecord]]) -> dict[Key, EvidenceRecord]:
    """Return the rows of some people, oldest first."""
    found = chain.from_iterable(rows.values())
    in_order = sorted(found, key=lambda row: (row.date, row.employee_number, row.kind, row.name))
    return {key_of(row): row for row in in_order}


def _same(record: EvidenceRecord, other: EvidenceRecord | None) -> bool:
    return other is not None and (record.result, record.completed) == (other.result, other.completed)


def _reaches(people: int) -> Problem:
    return Problem(
        "reference-updated",
        f"開いている年度の{people:,}人の参考に加えました。これから作る配布票・申告票に載ります。",
        "すでに配ったものには載っていません。必要なら配り直してください。",
    )


def undo_evidence(desk: Desk, receipt: int) -> TableResult:
    """Take an import of evidence back; what other receipts tell too stays.

    Raises:
        KnownError: ``receipt-unknown``, ``receipt-undone`` or ``undo-blocked`` (a 修了証 or a finalised
            result shows what would go; the people are named).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        entry = uow.exchange.receipt(receipt)
        if entry is None or entry.kind not in RECORD_KINDS:
            raise KnownError(
                "receipt-unknown",
                f"受付{receipt}番の受講・資格の表はありません。何も変えていません。",
                "受付簿で番号を確かめてください。",
            )
        if not entry.live:
            raise KnownError(
                "receipt-undone",
                f"受付{receipt}番はすでに元に戻してあります。",
                "もう一度使うには、表を取り込み直してください。",
            )
        take_over(desk, uow)
        now = desk.services.clock.now()
        uow.exchange.update_receipt(dataclasses.replace(entry, live=False, undone_at=now))
        about = {revision.record.employee_number for revision in uow.exchange.revisions_of(receipt)}
        before, after = map(_by_key, show(uow, told_of(uow, about)))
        touched = [record for key, record in before.items() if not _same(record, after.get(key))]
        refuse_records(uow, receipt, touched, uow.people.employees(include_left=True))
        refresh_references(desk, uow, {record.employee_number for record in touched})
        gone = len(before) - len(after)
        uow.audit.append("undo", str(receipt), {"evidence": gone})
        uow.commit()
    return TableResult(entry.file_name, entry.kind, "applied", receipt, updated=gone)
