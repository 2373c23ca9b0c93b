"""Taking in a table of experience (実務経験) into people's growth files.

Each line becomes an entry that HR wrote down and that counts only once somebody confirmed it. What cannot be
read is refused by its cell, and then nothing of the table is taken. A line read twice is one entry.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dxdesk.domain import canonical, growth, growth_checks
from dxdesk.domain.columns import fold_header
from dxdesk.domain.contents import FileEntry, file_entry_value
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.growth_entries import EXPERIENCE, KINDS, LEAD, MEMBER, ROLE_NAMES
from dxdesk.domain.names import search_key
from dxdesk.domain.numbers import read_number, usual_digits
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.domain.spans import Span, is_ongoing, read_moment, read_span
from dxdesk.domain.subjects import entry_uid
from dxdesk.domain.text import cleaned
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files.switch import require_files
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256, numbered
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year.growth_records import counting_growth
from dxdesk.usecases.person_year.local_work import place, record_key
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.workbook_kinds import EXPERIENCE_TABLE
from dxdesk.usecases.workplace.desk import Desk

NUMBER, NAME, WHAT, KIND, ROLE = "number", "name", "what", "kind", "role"
BEGAN, ENDED, PERIOD, RESULT, SECTION, NOTE = "began", "ended", "period", "result", "section", "note"
RATE, TIMES = "rate", "times"

TITLES: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("職員番号", "職員コード", "職員No", "番号"),
    NAME: ("氏名", "職員氏名", "職員名"),
    WHAT: ("名称", "案件名", "案件", "業務名", "業務", "内容", "実務経験", "経験", "プロジェクト名", "取組"),
    KIND: ("種類", "区分"),
    ROLE: ("役割", "担当区分", "リード・担当", "立場"),
    BEGAN: ("開始", "開始日", "開始年月", "始まり", "いつから", "自"),
    ENDED: ("終了", "終了日", "終了年月", "終わり", "いつまで", "至"),
    PERIOD: ("期間", "従事期間", "月数", "年数", "時期"),
    RESULT: ("成果", "結果", "実績"),
    SECTION: ("所属", "所属名", "課", "課名", "部署"),
    RATE: ("率", "助成率", "助成の率"),
    TIMES: ("件数", "助成件数", "助成の件数"),
    NOTE: ("備考", "摘要"),
}
"""The columns that are read, each by its titles, the first as messages call it."""

_PART = re.compile(r"0?\.\d{1,6}")
"""A share as a spreadsheet holds it."""
_EITHER = "名前"
"""A title that means the person, or what was done where no other column says it."""
_MEANING = {fold_header(title): column for column, titles in TITLES.items() for title in titles}
_NEEDED = (NUMBER, WHAT)
_NOTHING = TableCell()
_ROLES = {
    **{search_key(name): code for code, name in ROLE_NAMES.items()},
    **{search_key(word): LEAD for word in ("リーダー", "主担当", "主査", "責任者", "lead")},
    **{search_key(word): MEMBER for word in ("副担当", "メンバー", "補助", "member")},
}
_KIND_OF = {search_key(one.name): one.code for one in KINDS if not one.listed}
_FIELDS = {
    growth_checks.NAME: WHAT,
    growth_checks.BEGAN: BEGAN,
    growth_checks.ENDED: ENDED,
    growth_checks.ROLE: ROLE,
    growth_checks.KIND: KIND,
    growth_checks.RATE: RATE,
    growth_checks.TIMES: TIMES,
    growth_checks.RESULT: RESULT,
    growth_checks.NOTE: NOTE,
}
"""Which column a field of an entry is read from, by what the check calls it."""


@dataclass(frozen=True)
class _Read:
    """What a table says: entries by person and uid, with what cannot be read and what is worth knowing."""

    entries: Mapping[str, Mapping[str, FileEntry]]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def preview_experience(desk: Desk, path: Path, accept: Collection[str] = ()) -> TableResult:
    """Return what taking in a table of experience would do, changing nothing.

    Args:
        desk: an hr store that keeps growth files.
        path: xlsx or CSV.
        accept: codes of what is read as proposed (numbers that lost their zeros).

    Raises:
        KnownError: ``wrong-role``, ``growth-files-off``, ``header-missing`` and what reading a table raises.
    """
    desk.require(Role.HR)
    tables = list(desk.services.tables.read_all(path))
    with desk.store.read() as uow:
        require_files(desk, uow)
        return with_receipt(
            uow, file_sha256(path), _result(desk, uow, path, _read(desk, uow, tables, accept))
        )


def apply_experience(desk: Desk, path: Path, accept: Collection[str] = ()) -> TableResult:
    """Take in a table of experience, whole or not at all; arguments and errors as ``preview_experience``."""
    desk.require(Role.HR)
    tables = list(desk.services.tables.read_all(path))
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        require_files(desk, uow)
        read = _read(desk, uow, tables, accept)
        result = _result(desk, uow, path, read)
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        made = [revision for _, revision in _said(desk, uow, read)]
        sealed = codec.seal_revisions(desk.services.sealer, desk.store.signing_seed, made, place(desk, uow))
        uow.exchange.add_revisions(sealed, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append("experience", str(receipt), counts)
        uow.commit()
    return numbered(result, receipt)


def undo_experience(desk: Desk, receipt: int) -> TableResult:
    """Take a table of experience back; what other tables say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        label = EXPERIENCE_TABLE.label
        entry = live_receipt(uow, receipt, (EXPERIENCE_TABLE.kind,), label, label)
        return take_back(desk, uow, entry)


def _said(desk: Desk, uow: UnitOfWork, read: _Read) -> list[tuple[str, Revision]]:
    """Return what a table tells of each person, still without its seal; told again it is the same."""
    counting = counting_growth(uow, read.entries)
    found = []
    for number, entries in read.entries.items():
        items = {uid: file_entry_value(entry) for uid, entry in entries.items()}
        value = canonical.dumps(cleaned({"items": items}))
        record = record_key(desk, 0, number, Part.GROWTH)

        told = [one for one in counting[number] if not one.vouches]
        make = partial(_revision, record, value, desk.key_id)
        found.append((number, growth.follow(items, told, make)))
    return found


def _revision(record: RecordKey, value: str, key_id: str, covers: frozenset[str]) -> Revision:
    return Revision(record, covers, value, key_id, Trust.HR)


def _result(desk: Desk, uow: UnitOfWork, path: Path, read: _Read) -> TableResult:
    kind = EXPERIENCE_TABLE.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems, notices=read.notices)
    added = updated = unchanged = 0
    counting = counting_growth(uow, read.entries)
    for number, entries in read.entries.items():
        stands = growth.entries_standing(one for one in counting[number] if not one.vouches)
        for uid, entry in entries.items():
            known = stands.get(uid)
            same = known is not None and FileEntry.read(known.content) == entry
            added += known is None
            unchanged += same
            updated += known is not None and not same
    return TableResult(
        str(path),
        kind,
        "applied" if added or updated else "unchanged",
        added=added,
        updated=updated,
        unchanged=unchanged,
        notices=read.notices,
    )


def _read(desk: Desk, uow: UnitOfWork, tables: Sequence[ForeignTable], accept: Collection[str]) -> _Read:
    fitting = [table for table in tables if all(column in _places(table) for column in _NEEDED)]
    if not fitting:
        table = tables[0]
        raise KnownError(
            "header-missing",
            "実務経験の表が見つかりません。取り込んでいません。",
            f"見出しに「{TITLES[NUMBER][0]}」と「{TITLES[WHAT][0]}」がある表にしてください。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    reader = _Reader(uow, fitting[0], accept, desk.services.clock.today())
    reader.read()
    return _Read(reader.entries, tuple(reader.problems), tuple(reader.notices))


def _places(table: ForeignTable) -> dict[str, int]:
    found: dict[str, int] = {}
    either = -1
    for position, cell in enumerate(table.headers):
        title = fold_header(cell.value.partition("\n")[0])
        if title == fold_header(_EITHER):
            either = position
        elif (meaning := _MEANING.get(title) or _MEANING.get(fold_header(cell.value))) is not None:
            found.setdefault(meaning, position)
    if either >= 0:
        found.setdefault(NAME if WHAT in found else WHAT, either)
    return found


def _is_called(name: str, person: Employee) -> bool:
    """Tell whether somebody is called so, in whatever variant it is written."""
    return search_key(name) in (search_key(person.name), search_key(person.alias))


@dataclass
class _Reader:
    """Reads the lines of one table."""

    uow: UnitOfWork
    table: ForeignTable
    accept: Collection[str]
    today: str
    entries: dict[str, dict[str, FileEntry]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Read every line that says something."""
        self._places = _places(self.table)
        self._people = {one.number: one for one in self.uow.people.employees(include_left=True)}
        self._digits = usual_digits(self._people)
        self._units = {unit.name: (code, unit.name) for code, unit in departments.named(self.uow).items()}
        self._cells: dict[tuple[str, str], TableCell] = {}
        for row in self.table.rows:
            if any(cell.value.strip() for cell in row):
                self._line(row)
        self._tell_overlaps()
        if not self.entries and not self.problems:
            self._refuse(
                _NOTHING,
                "table-empty",
                "表に行が1つもありません。何も取り込まれていません。",
                "正しい表かどうか、シートの名前を確かめてください。",
                "",
            )

    def _line(self, row: Sequence[TableCell]) -> None:
        before = len(self.problems)
        number = self._number(row)
        entry = self._entry(row)
        if len(self.problems) > before:
            return
        for problem in growth_checks.problems(entry, self.today):
            column = _FIELDS.get(problem.place.cell, WHAT)
            if column in (BEGAN, ENDED) and not self._cell(row, column).value.strip():
                column = PERIOD  # which told it
            cell = self._cell(row, column)
            self.problems.append(self._placed(problem, cell))
        if len(self.problems) > before:
            return
        what = self._cell(row, WHAT)
        uid = entry_uid(number, entry.kind, entry.date, entry.name)
        known = self.entries.setdefault(number, {}).get(uid)
        if known is not None and known != entry:
            first = self._cells[number, uid].ref
            message = f"同じ人の同じ始まりの同じ名称が、この表に2回あり、中身が違います(前は {first})。"
            self._refuse(what, "experience-twice", message, "1つは1行にまとめてください。", entry.name)
            return
        self.entries[number][uid] = entry
        self._cells[number, uid] = what

    def _entry(self, row: Sequence[TableCell]) -> FileEntry:
        span = self._span(row)
        section = self._cell(row, SECTION).value.strip()
        return FileEntry(
            kind=self._word(row, KIND, _KIND_OF, EXPERIENCE, "experience-kind"),
            name=self._cell(row, WHAT).value.strip(),
            date=span.date,
            until=span.until,
            ongoing=span.ongoing,
            months=span.months,
            role=self._word(row, ROLE, _ROLES, "", "growth-role"),
            result=self._cell(row, RESULT).value.strip(),
            section=self._units.get(section, ("", section)),
            note=self._cell(row, NOTE).value.strip(),
            rate=self._whole(row, RATE, share=True),
            times=self._whole(row, TIMES),
        )

    def _whole(self, row: Sequence[TableCell], column: str, *, share: bool = False) -> int:
        """Return the number of a cell, 0 for a blank one; a spreadsheet holds 50% as 0.5."""
        cell = self._cell(row, column)
        text = unicodedata.normalize("NFKC", cell.value).strip().removesuffix("%").removesuffix("件").strip()
        if share and cell.is_number and text == "1":
            message = "率が 1% か 100% か分かりません。"
            self._refuse(cell, "growth-rate", message, "100% か 1% と、文字で書いてください。", cell.value)
            return 0
        if share and cell.is_number and _PART.fullmatch(text):
            text = str(round(float(text) * 100))
        if not text:
            return 0
        if not text.isdecimal() or len(text) > len("9999"):
            message = f"{TITLES[column][0]}を読み取れません。"
            self._refuse(cell, f"growth-{column}", message, "50 のような数で書いてください。", cell.value)
            return 0
        return int(text)

    def _word(
        self, row: Sequence[TableCell], column: str, known: Mapping[str, str], unsaid: str, code: str
    ) -> str:
        cell = self._cell(row, column)
        if not cell.value.strip():
            return unsaid
        found = known.get(search_key(cell.value.strip()))
        if found is None:
            names = [one.name for one in KINDS if not one.listed] if column == KIND else ROLE_NAMES.values()
            message = f"{TITLES[column][0]}を読み取れません。"
            self._refuse(cell, code, message, f"{'、'.join(names)}のどれかにしてください。", cell.value)
        return found or unsaid

    def _span(self, row: Sequence[TableCell]) -> Span:
        """Return when it was: by its own columns, and what a period tells beside or in place of them."""
        period = self._cell(row, PERIOD)
        span = read_span(self._months_of(period))
        if period.value.strip() and span == Span():
            fix = "「14か月」「R6.4\u301cR7.5」のように書いてください。"
            self._refuse(period, "experience-period", "期間を読み取れません。", fix, period.value)
        began, ended = self._moment(row, BEGAN), self._moment(row, ENDED)
        ongoing = is_ongoing(self._cell(row, ENDED).value) or (span.ongoing and not ended)
        return Span(began or span.date, ended or span.until, ongoing, span.months)

    @staticmethod
    def _months_of(cell: TableCell) -> str:
        """Return what a cell tells of a period; a plain number is one of months (月数)."""
        text = cell.value.strip()
        return f"{text}か月" if text.isdecimal() and len(text) <= len("999") else text

    def _moment(self, row: Sequence[TableCell], column: str) -> str:
        cell = self._cell(row, column)
        text = cell.value.strip()
        if not text or (column == ENDED and is_ongoing(text)):
            return ""
        found = read_moment(text, is_number=cell.is_number, from_1904=self.table.from_1904)
        if not found:
            name = growth_checks.BEGAN if column == BEGAN else growth_checks.ENDED
            self.problems.append(self._placed(growth_checks.unreadable(text, name), cell))
        return found

    def _number(self, row: Sequence[TableCell]) -> str:
        cell, name = self._cell(row, NUMBER), self._cell(row, NAME)
        text = cell.value.strip()
        number = text
        if text not in self._people:
            found = read_number(
                cell.value,
                is_number=cell.is_number,
                is_date=cell.is_date,
                digits=self._digits,
                accept=self.accept,
            )
            if found.problem is not None:
                self.problems.append(self._placed(found.problem, cell))
                return ""
            number = found.value
        person = self._people.get(number)
        if person is None:
            fix = "番号を直すか、先に名簿を取り込んでください。"
            self._refuse(cell, "experience-person-unknown", "名簿にない職員番号です。", fix, text)
        elif name.value.strip() and search_key(name.value) not in map(
            search_key, (person.name, person.alias)
        ):
            self._refuse(
                name,
                "experience-other-name",
                f"職員番号 {number} は{person.name}さんです。氏名が違います。",
                "番号と氏名のどちらが違うかを確かめてください。",
                name.value,
            )
        return number

    def _tell_overlaps(self) -> None:
        for number, entries in self.entries.items():
            uids = {id(entry): uid for uid, entry in entries.items()}
            for one, other in growth_checks.overlapping(list(entries.values()), self.today):
                cell = self._cells[number, uids[id(other)]]
                first = self._cells[number, uids[id(one)]].ref
                message = f"{first} と月が重なっています。重なった月は1回だけ数えます。"
                problem = Problem("experience-overlaps", message, "そのままで取り込みます。", other.name)
                self.notices.append(self._placed(problem, cell))

    def _cell(self, row: Sequence[TableCell], column: str) -> TableCell:
        position = self._places.get(column, -1)
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self._placed(Problem(code, message, fix, found.strip()), cell))

    def _placed(self, problem: Problem, cell: TableCell) -> Problem:
        return dataclasses.replace(problem, place=Place(self.table.file, self.table.sheet, cell.ref))
