"""Taking in the office's list of courses (研修一覧) and of sessions (研修の回) from foreign tables.

Each line becomes an owned record, owed to the receipt of its table. A table says of a course what it has
columns for; what else is known of it stays. A session of a course that is not in the ledger yet is kept and
counts once the course is there, so that it makes no difference which list is read first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from dxdesk.domain import owned
from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import CourseSaid, SessionSaid, all_said
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.targets import GRADE
from dxdesk.domain.training import Need, fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import training_cells as cells
from dxdesk.usecases.imports.sheet_choice import Chosen, Sheets, choose
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import (
    CATALOGUE,
    ENROLMENTS,
    QUESTIONNAIRE,
    SESSIONS,
    Mapped,
    Sheet,
    TableResult,
    add_receipt,
    afterwards,
    file_sha256,
    numbered,
    remember,
)
from dxdesk.usecases.imports.understood import Understanding, look
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.training import keeping
from dxdesk.usecases.training.enrolment import title_of
from dxdesk.usecases.training.ledger import Ledger, ledger, subject_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

TRAINING_KINDS = (CATALOGUE, SESSIONS, ENROLMENTS, QUESTIONNAIRE)
Row = Sequence[TableCell]


@dataclass(frozen=True, slots=True)
class TrainingPreview:
    """What a table would do; with ``errors`` nothing at all."""

    result: TableResult
    things: tuple[keeping.Change, ...]
    mapping: Mapped
    understanding: Understanding


def preview_training(
    desk: Desk, path: Path, kind: str, *, mapping: Mapped | None = None, sheet: Sheets = ""
) -> TrainingPreview:
    """Return what taking in a list of courses or sessions would do, changing nothing.

    Args:
        desk: an hr store that uses the training ledger.
        path: xlsx or CSV.
        kind: ``catalogue`` or ``sessions``.
        mapping: headers by column where the guess is wrong.
        sheet: name of the sheet or sheets.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, and what reading a table raises.
    """
    desk.require(Role.HR, Role.DX)
    chosen = choose(desk, path, kind, sheet, mapping)
    with desk.store.read() as uow:
        preview = _preview(desk, uow, path, kind, chosen, mapping)
        return dataclasses.replace(preview, result=with_receipt(uow, file_sha256(path), preview.result))


def apply_training(
    desk: Desk, path: Path, kind: str, *, mapping: Mapped | None = None, sheet: Sheets = ""
) -> TableResult:
    """Take in a list of courses or sessions, whole or not at all; arguments as for ``preview_training``.

    Raises:
        KnownError: as ``preview_training``, and ``text-too-long``.
    """
    desk.require(Role.HR, Role.DX)
    chosen = choose(desk, path, kind, sheet, mapping)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        preview = _preview(desk, uow, path, kind, chosen, mapping)
        result = preview.result
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        keeping.say(desk, uow, preview.things, receipt)
        remember(uow, chosen.table, kind, preview.mapping, mapping)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(kind, str(receipt), counts)
        uow.commit()
    return numbered(result, receipt)


def undo_training(desk: Desk, receipt: int) -> TableResult:
    """Take a list of courses or sessions back; what other lists or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, TRAINING_KINDS, "研修の表", "表")
        return take_back(desk, uow, entry)


def _preview(
    desk: Desk, uow: UnitOfWork, path: Path, kind: str, chosen: Chosen, mapping: Mapped | None
) -> TrainingPreview:
    require_training(uow)
    sheet, seen, used, problems = look(uow, chosen, kind, mapping)
    if problems:
        raise KnownError.of(problems)
    if not sheet.table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=sheet.table.file, sheet=sheet.table.sheet),))
    known = ledger(uow)
    reader = _Reader(sheet, known, owner_of(desk))
    things: tuple[keeping.Change, ...]
    if kind == CATALOGUE:
        grades = [entry.value for entry in lists.own_lists(uow) if entry.list_name == GRADE]
        things = reader.courses(cells.Words(newest_framework(uow), grades))
    else:
        things = reader.sessions()
    said = keeping.compare(desk, known, things)
    errors, notices = (*seen.findings, *reader.problems), (*seen.notices, *reader.notices)
    if errors:
        result = TableResult(str(path), kind, "refused", errors=errors, notices=notices)
    else:
        result = TableResult(
            path=str(path),
            kind=kind,
            outcome="applied" if said.added or said.changed else "unchanged",
            added=said.added,
            updated=said.changed,
            unchanged=said.unchanged,
            notices=notices,
        )
    return TrainingPreview(result, things, used, seen)


class _Reader:
    """Reads the lines of one table; what cannot be read is told with its cell."""

    def __init__(self, sheet: Sheet, known: Ledger, owner: str) -> None:
        self._sheet, self._known, self._owner = sheet, known, owner
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []

    def courses(self, words: cells.Words) -> tuple[keeping.Change, ...]:
        """Return the courses of the lines, each with what its cells say; a blank one says nothing."""
        found: dict[str, tuple[CourseSaid, TableCell]] = {}
        fields: dict[str, dict[str, Any]] = {}
        for row in self._sheet.table.rows:
            if self._is_broken(row):
                continue
            name = self._cell(row, Column.EVENT)
            code, at = self._code(row), name if name.value.strip() else self._cell(row, Column.COURSE_CODE)
            text = name.value.strip()
            code = code or self._known.names.code(text) or text
            before = self._known.course(code)
            if not text and before is None:
                self._refuse(name, "course-nameless", "研修名が空です。", "研修名を書いてください。", code)
                continue
            if code in found:
                self._refuse(
                    at,
                    "course-twice",
                    f"研修「{code}」が、この表に2回あります(前は {found[code][1].ref})。",
                    "1つの研修は1行にまとめてください。別の研修なら、コードを分けてください。",
                    code,
                )
                continue
            said = self._course(row, words)
            base = before if before is not None else CourseSaid()
            # Saying the usual of which nothing else was said says nothing.
            said = {name: value for name, value in said.items() if value or getattr(base, name) != value}
            said.update({"code": code, **({"name": text} if text else {})})
            found[code], fields[code] = (base._replace(**said), at), said
        listed = [course for course, _ in found.values()]
        for position, problem in keeping.refusals(self._known, listed):
            self.problems.append(self._sheet.at(problem, list(found.values())[position][1]))
        self._unknown_first(found)
        return tuple((course, fields[course.code]) for course in listed)

    def _unknown_first(self, found: dict[str, tuple[CourseSaid, TableCell]]) -> None:
        for course, at in found.values():
            if course.after and course.after not in found and self._known.course(course.after) is None:
                message = f"先に受ける研修「{course.after}」が、この表にも研修台帳にもありません。"
                fix = "その研修のコードか名前を、一覧にあるとおりに書いてください。"
                self._refuse(at, "course-after-unknown", message, fix, course.after)

    def _course(self, row: Row, words: cells.Words) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for column, field in _TEXTS.items():
            if text := self._cell(row, column).value.strip():
                said[field] = text
        for column, field in _LISTED.items():
            if parts := cells.parts(self._cell(row, column).value):
                said[field] = parts
        for column, field in _COUNTED.items():
            self._take(row, column, said, field, cells.number, "「3」")
        self._take(row, Column.HOURS, said, "length", cells.length, "「6」「1.5」「1時間30分」")
        if "length" in said:
            said["hours"], said["minutes"] = said.pop("length")
        self._take(row, Column.RULE, said, "rule", cells.rule, "新規採用、希望者")
        self._take(row, Column.BY_ATTENDANCE, said, "by_attendance", cells.by_attendance, "修了、出席で修了")
        self._take(row, Column.HELD_STILL, said, "ended", cells.ended, "実施、終了")
        self._take(row, Column.RECURRENCE, said, "often", cells.recurrence, "毎年、1回、3年ごと、定期")
        if "often" in said:
            said["recurrence"], said["every_years"] = said.pop("often")
        if said.get("after"):
            after = said["after"]
            said["after"] = self._known.names.code(after) or self._named_here(after)
        needs = {Column.REQUIRED_OF: Need.REQUIRED, Column.ELECTIVE_OF: Need.ELECTIVE}
        needs[Column.MEANT_FOR] = Need.NONE
        if any(self._sheet.plan.has(column) for column in needs):
            said["audience"] = tuple(
                one
                for column, need in needs.items()
                for one in self._each(
                    row,
                    column,
                    partial(words.audience, need=need.value),
                    "course-audience",
                    f"{words.offered}か、職層を書いてください。両方に当てはまる人だけなら「×」でつなぎます。",
                )
            )
        fix = "スキルの名前を体系のとおりに、レベルは「BPR LV2」のように続けて書いてください。"
        serves = self._each(row, Column.SERVES, words.served, "course-skill", fix)
        return {**said, "serves": serves} if serves else said

    def _named_here(self, text: str) -> str:
        """Return the code of a course that the table itself names so, else the text."""
        for row in self._sheet.table.rows:
            if evened(self._cell(row, Column.EVENT).value) == evened(text):
                return self._cell(row, Column.COURSE_CODE).value.strip() or text
        return text

    def sessions(self) -> tuple[keeping.Change, ...]:
        """Return the sessions of the lines, each with what its cells say."""
        found: dict[tuple[str, int, str], tuple[SessionSaid, TableCell]] = {}
        for row in self._sheet.table.rows:
            if self._is_broken(row):
                continue
            name = self._cell(row, Column.EVENT)
            called = self._code(row) or name.value.strip()
            if not called:
                self._refuse(name, "course-nameless", "研修名が空です。", "研修名を書いてください。", "")
                continue
            session = self._session(row, called)
            if session is None:
                continue
            at = name if name.value.strip() else self._cell(row, Column.COURSE_CODE)
            key = evened(called), session.fiscal_year, evened(session.turn) or session.first_day
            if key in found:
                message = f"同じ研修の同じ回が、この表に2回あります(前は {found[key][1].ref})。"
                fix = "1つの回は1行にまとめてください。別の回なら、「回」の列で第1回、第2回と分けてください。"
                self._refuse(at, "session-twice", message, fix, called)
                continue
            if self._is_called_otherwise(session, at):
                continue
            found[key] = session, at
            if not self._known.names.code(called):
                message = "その研修は、研修台帳にまだありません。この回は取り込みます。"
                fix = "研修を加えると、この回も数えます。名前が違うだけなら、研修の「別名」に加えてください。"
                note = Problem("session-course-unknown", message, fix, called)
                self.notices.append(self._sheet.at(note, at))
        return tuple(keeping.whole(session) for session, _ in found.values())

    def _is_called_otherwise(self, session: SessionSaid, at: TableCell) -> bool:
        """Tell of a line that would change a session which goes on under another name."""
        subject = subject_of(self._owner, session)
        if subject not in self._known.onward:
            return False
        if owned.stands(all_said(session), self._known.counting[subject]):
            return False
        title = title_of(self._known, self._known.held[self._known.goes_on(subject)])
        message = f"この回は、いまは「{title}」です。前の名前の行なので、取り込んでいません。"
        fix = f"直すところがあれば、「{title}」の名前で書いて取り込むか、「研修」の画面で直してください。"
        note = Problem("session-renamed", message, fix, session.turn or session.first_day)
        self.notices.append(self._sheet.at(note, at))
        return True

    def _session(self, row: Row, called: str) -> SessionSaid | None:
        said: dict[str, Any] = {}
        for column, field in {Column.TURN: "turn", Column.PERIOD: "period", Column.PLACE: "place"}.items():
            said[field] = self._cell(row, column).value.strip()
        before = len(self.problems)
        self._take(row, Column.SEATS, said, "seats", cells.number, "「30」")
        self._take(row, Column.HELD_STILL, said, "ended", cells.ended, "実施、中止")
        self._take(row, Column.YEAR, said, "fiscal_year", cells.fiscal_year, "令和8年度、2026 のような年度")
        for column, field in _DAYS.items():
            said[field] = self._day(row, column)
        if len(self.problems) > before:
            return None
        named, first, last = said.get("fiscal_year", 0), said["first_day"], said["last_day"]
        of_day = fiscal_year_of(first)
        where = self._cell(row, Column.FIRST_DAY if first else Column.EVENT)
        if not of_day and not named:
            message = "開始日も年度も書かれていないので、どの年度の回かわかりません。"
            self._refuse(where, "session-undated", message, "開始日か、年度を書いてください。", called)
        elif named and of_day and named != of_day:
            message = f"開始日は{fiscal_year_label(of_day)}の日ですが、年度は{fiscal_year_label(named)}です。"
            self._refuse(where, "session-year", message, "どちらかを直してください。", first)
        elif last and first and last < first:
            message = "終了日が、開始日より前です。"
            at = self._cell(row, Column.LAST_DAY)
            self._refuse(at, "session-days", message, "どちらかの日を直してください。", last)
        else:
            over = last or first
            if over and said["deadline"] > over:
                message = "申込締切が、開催日より後です。このまま取り込みます。"
                fix = "誤りなら、どちらかの日を直して取り込み直してください。"
                note = Problem("session-deadline", message, fix, said["deadline"])
                self.notices.append(self._sheet.at(note, self._cell(row, Column.DEADLINE)))
            return SessionSaid(course=called, **{**said, "fiscal_year": of_day or named})
        return None

    def _day(self, row: Row, column: Column) -> str:
        cell = self._cell(row, column)
        day = read_date(cell.value, is_number=cell.is_number, from_1904=self._sheet.table.from_1904)
        if day is None:
            message = f"{LABELS[column]}を日付として読めません。"
            self._refuse(cell, "date-unreadable", message, "R8.6.1 のように書いてください。", cell.value)
        return day or ""

    def _code(self, row: Row) -> str:
        cell = self._cell(row, Column.COURSE_CODE)
        if cell.is_date or self._sheet.is_exponent(cell):
            message = "研修コードが日付か指数になっていて、もとの書き方が失われています。"
            fix = "その列の表示形式を「文字列」にして、コードを書き直してください。"
            self._refuse(cell, "code-spoilt", message, fix, cell.value)
            return ""
        return cell.value.strip()

    def _take(
        self,
        row: Row,
        column: Column,
        said: dict[str, Any],
        field: str,
        read: Callable[[str], Any],
        words: str,
    ) -> None:
        """Read a cell that is not blank; a word that is not known is told with those that are."""
        cell = self._cell(row, column)
        if not cell.value.strip():
            return
        value = read(cell.value)
        if value is None:
            message = f"{LABELS[column]}の「{cell.value.strip()}」を読めません。"
            self._refuse(cell, "training-word", message, f"{words}のように書いてください。", cell.value)
            return
        said[field] = value

    def _each(
        self, row: Row, column: Column, read: Callable[[str], Any], code: str, fix: str
    ) -> tuple[Any, ...]:
        """Read each of the texts that a cell lists."""
        cell = self._cell(row, column)
        found = []
        for text in cells.parts(cell.value):
            one = read(text)
            if one is None:
                self._refuse(cell, code, f"{LABELS[column]}の「{text}」がわかりません。", fix, text)
            else:
                found.append(one)
        return tuple(dict.fromkeys(found))

    def _is_broken(self, row: Row) -> bool:
        broken = self._sheet.broken(row)
        self.problems += broken
        return bool(broken)

    def _cell(self, row: Row, column: Column) -> TableCell:
        return self._sheet.cell(row, column)

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self._sheet.at(Problem(code, message, fix, found.strip()[:80]), cell))


_TEXTS = {
    Column.HELD_BY: "held_by",
    Column.PROVIDER: "provider",
    Column.AFTER: "after",
    Column.HINT: "hint",
}
_LISTED = {Column.COURSE_ALIASES: "aliases", Column.FORM: "form"}
_COUNTED = {Column.VALID_YEARS: "valid_years", Column.COST: "cost"}
_DAYS = {
    Column.FIRST_DAY: "first_day",
    Column.LAST_DAY: "last_day",
    Column.DEADLINE: "deadline",
}
