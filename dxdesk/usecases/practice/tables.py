"""案件票 and the table of events: read whole or not at all, and taken back.

A line is a case or an event. What a table has no column for it says nothing of, and neither does a blank
cell. What cannot be read is told with its cell.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from dxdesk.domain.columns import fold_header
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.numbers import read_number, usual_digits
from dxdesk.domain.practice_record import (
    CASE,
    EVENT,
    SORT_NAMES,
    STATUS_NAMES,
    CaseSaid,
    EventSaid,
    Said,
    changed_fields,
    fields_of,
)
from dxdesk.domain.thing_words import KIND_NAMES, Names, field_name, field_text
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change as Told
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.owned_things import Change, owner_of
from dxdesk.usecases.practice import checks, keeping
from dxdesk.usecases.practice.known import Known, known
from dxdesk.usecases.practice.ledger import Held, practice, same_case, subject_of
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.sealing.workbook_kinds import CASE_FORM, EVENT_TABLE, WorkbookKind
from dxdesk.usecases.workplace.desk import Desk

CASES, EVENTS = CASE_FORM.kind, EVENT_TABLE.kind
CASE_SHEET, EVENT_SHEET = "案件票", "行事"
"""How our own sheets are called: by them a file that is dropped is known."""

LEAD_NAME, SECTION_NAME = "lead_name", "section_name"
"""Columns that stand beside a number or a code, for people to read."""

CASE_TITLES: Mapping[str, tuple[str, ...]] = {
    "code": ("番号", "案件番号", "管理番号"),
    "name": ("案件", "案件名", "改善案件", "取組", "取組名"),
    "section": ("所属コード", "課コード"),
    SECTION_NAME: ("所属", "所属名", "課", "課名"),
    "lead": ("リードの職員番号", "リード", "リード職員番号", "担当者の職員番号"),
    LEAD_NAME: ("リードの氏名", "リード氏名", "担当者", "担当者氏名"),
    "escorts": ("伴走の職員番号", "伴走", "伴走者"),
    "tools": ("使うツール・スキル", "ツール", "使用ツール", "スキル"),
    "hours_before": ("改善前の時間(年)", "改善前の時間", "改善前"),
    "hours_after": ("改善後の時間(年)", "改善後の時間", "改善後"),
    "effect": ("効果", "成果"),
    "status": ("状況", "進捗"),
    "started": ("始めた日", "開始日", "開始"),
    "finished": ("終えた日", "終了日", "完了日", "終了"),
    "phase": ("フェーズ", "育成段階", "段階"),
    "exemplary": ("優良事例",),
    "note": ("備考", "摘要"),
}
EVENT_TITLES: Mapping[str, tuple[str, ...]] = {
    "code": ("番号",),
    "name": ("行事", "行事名", "名称", "題名"),
    "sort": ("種類", "区分"),
    "held_on": ("日", "開催日", "実施日", "日付"),
    "place": ("会場", "場所"),
    "held_by": ("担当", "主催"),
    "attendees": ("参加者の職員番号", "参加者"),
    "participants": ("参加人数", "人数"),
    "note": ("備考", "摘要"),
}
_BETWEEN = re.compile("[、,;\\s\uff0c]+")
_BETWEEN_TOOLS = re.compile("[、,;\\n\uff0c]+")
_MARKED = frozenset({"○", "〇", "◯", "はい", "有", "レ", "優良", "優良事例", "1"})
_UNMARKED = frozenset({"×", "なし", "いいえ", "無", "0"})
_NOTHING = TableCell()


@dataclass(frozen=True)
class _Read:
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: tuple[Told, ...] = ()


def preview(desk: Desk, path: Path, kind: str, accept: Collection[str] = ()) -> TableResult:
    """Return what taking in a table would do, changing nothing.

    Args:
        desk: the store of HR or DX推進課.
        path: xlsx or CSV.
        kind: ``cases`` or ``events``.
        accept: codes of what is read as proposed (numbers that lost their zeros).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``header-missing`` and what reading a table raises.
    """
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    with desk.store.read() as uow:
        require_practice(uow)
        found = _result(uow, path, kind, _read(desk, uow, listed, kind, accept))
        return with_receipt(uow, file_sha256(path), found)


def apply(desk: Desk, path: Path, kind: str, accept: Collection[str] = ()) -> TableResult:
    """Take in a table, whole or not at all; arguments and errors as ``preview``."""
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        require_practice(uow)
        read = _read(desk, uow, listed, kind, accept)
        result = _result(uow, path, kind, read)
        if result.errors:
            return result
        result = dataclasses.replace(result, notices=afterwards(result.notices))
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        keeping.say(desk, uow, read.changes, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(kind, str(receipt), counts)
        uow.commit()
    return dataclasses.replace(result, receipt=receipt)


def undo(desk: Desk, receipt: int) -> TableResult:
    """Take a table back; what other tables or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, (CASES, EVENTS), "案件票や行事の表", "表")
        return take_back(desk, uow, entry)


def kind_of_file(listed: Sequence[ForeignTable]) -> str:
    """Return ``cases`` or ``events`` for a workbook of ours, empty for any other."""
    sheets = {table.sheet for table in listed}
    return CASES if CASE_SHEET in sheets else EVENTS if EVENT_SHEET in sheets else ""


def _result(uow: UnitOfWork, path: Path, kind: str, read: _Read) -> TableResult:
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    said = owned_things.compare(practice(uow).counting, read.changes)
    return TableResult(
        str(path),
        kind,
        "applied" if said.added or said.changed else "unchanged",
        added=said.added,
        updated=said.changed,
        unchanged=said.unchanged,
        changes=read.told,
    )


def _read(
    desk: Desk, uow: UnitOfWork, listed: Sequence[ForeignTable], kind: str, accept: Collection[str]
) -> _Read:
    reader = _READERS[kind]
    fitting = [table for table in listed if reader.needed <= reader.places(table).keys()]
    own = [table for table in fitting if table.sheet == reader.sheet]
    if not fitting:
        table = listed[0]
        names = "」「".join(reader.titles[one][0] for one in sorted(reader.needed))
        raise KnownError(
            "header-missing",
            f"{reader.kind.label}が見つかりません。取り込んでいません。",
            f"見出しに「{names}」がある表にしてください。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    found = reader((own or fitting)[0], desk, uow, accept)
    return _Read(tuple(found.changes()), tuple(found.problems), tuple(found.told))


class _Reader(ABC):
    """Reads the lines of one table."""

    titles: ClassVar[Mapping[str, tuple[str, ...]]]
    needed: ClassVar[frozenset[str]]
    sheet: ClassVar[str]
    kind: ClassVar[WorkbookKind]
    thing: ClassVar[str]
    beside: ClassVar[frozenset[str]] = frozenset()
    """Columns that our own form fills in by itself: a line of these alone says nothing."""

    def __init__(self, table: ForeignTable, desk: Desk, uow: UnitOfWork, accept: Collection[str]) -> None:
        """Read a table of a store."""
        self._table, self._places, self._accept = table, self.places(table), accept
        self._owner = owner_of(desk)
        self.known: Known = known(desk, uow)
        self._digits = usual_digits(self.known.people)
        self._practice = practice(uow)
        self._cases = {
            one.said.code: one
            for one in self._practice.cases
            if one.owner == self._owner and not one.said.ended
        }
        self.problems: list[Problem] = []
        self.told: list[Told] = []

    @classmethod
    def places(cls, table: ForeignTable) -> dict[str, int]:
        """Return where the columns stand, by field."""
        meaning = {fold_header(title): field for field, titles in cls.titles.items() for title in titles}
        found: dict[str, int] = {}
        for position, cell in enumerate(table.headers):
            # A title that was broken to fit its column, or one with a hint in the lines below it.
            texts = (cell.value.replace("\n", ""), cell.value.partition("\n")[0])
            field = next(filter(None, (meaning.get(fold_header(text)) for text in texts)), None)
            if field is not None:
                found.setdefault(field, position)
        return found

    def changes(self) -> Iterator[Change]:
        """Yield what each line says of its thing."""
        seen: dict[str, TableCell] = {}
        for row in self._table.rows:
            if not any(self.text(row, one) for one in self._places.keys() - self.beside):
                continue
            change = self._line(row, seen)
            if change is not None:
                yield change
        if not seen and not self.problems:
            message = "表に行が1つもありません。何も取り込まれていません。"
            fix = "記入してから、もう一度取り込んでください。シートの名前も確かめてください。"
            self.refuse(_NOTHING, "table-empty", message, fix, "")

    def _line(self, row: Sequence[TableCell], seen: dict[str, TableCell]) -> Change | None:
        count, at = len(self.problems), self.cell(row, "name")
        wanted, code = self.wanted(row)
        if len(self.problems) > count:
            seen.setdefault(code, at)
            return None
        if code in seen:
            message = f"同じ{KIND_NAMES[self.thing]}が、この表に2回あります(前は {seen[code].ref})。"
            fix = "1つは1行にまとめてください。"
            self.refuse(at, f"{self.thing}-twice", message, fix, self.text(row, "name"))
            return None
        seen[code] = at
        subject = subject_of(self._owner, self.thing, code)
        before = self._practice.find(subject)
        others = [one for one in self._cases.values() if one.said.code != code]
        for field, problem in checks.problems(wanted, self.known, others, before):
            self.problems.append(self.placed(problem, self._cell_of(row, field)))
        if len(self.problems) > count:
            return None
        if isinstance(wanted, CaseSaid):
            self._cases[code] = Held(self._owner, subject, wanted)
        said = fields_of(wanted) if before is None else changed_fields(before, wanted)
        self._tell(wanted, before, said)
        return subject, said

    @abstractmethod
    def wanted(self, row: Sequence[TableCell]) -> tuple[Said, str]:
        """Return the thing as a line has it, over what was kept of it, and its code."""

    def kept(self, code: str) -> Said | None:
        """Return what is kept of a thing of this store's own."""
        return self._practice.find(subject_of(self._owner, self.thing, code))

    def _tell(self, wanted: Said, before: Said | None, said: Mapping[str, Any]) -> None:
        name = wanted.topic if not isinstance(wanted, CaseSaid | EventSaid) else wanted.name
        if before is None:
            self.told.append(Told(wanted.code, self.kind.kind, f"新しい{KIND_NAMES[self.thing]}", "", name))
            return
        names = Names(skills=self.known.titles)
        old = before._asdict()
        for field, value in said.items():
            was = old[field]
            self.told.append(
                Told(
                    wanted.code,
                    self.kind.kind,
                    f"{name} {field_name(self.thing, field)}",
                    field_text(self.thing, field, [*was] if isinstance(was, tuple) else was, names),
                    field_text(self.thing, field, value, names),
                )
            )

    def texts(self, row: Sequence[TableCell], *fields: str) -> dict[str, Any]:
        """Return the fields of which a line says something, as they stand."""
        return {one: text for one in fields if (text := self.text(row, one))}

    def days(self, row: Sequence[TableCell], *fields: str) -> dict[str, Any]:
        """Return the days that a line says, as they are kept."""
        found: dict[str, Any] = {}
        for one in fields:
            cell = self.cell(row, one)
            if cell.value.strip():
                day = read_date(cell.value, is_number=cell.is_number, from_1904=self._table.from_1904)
                if day:
                    found[one] = day
                else:
                    label, fix = self.titles[one][0], "「令和8年3月31日」のように書いてください。"
                    message = f"{label}を日付として読めません。"
                    self.refuse(cell, "date-unreadable", message, fix, cell.value)
        return found

    def word(self, row: Sequence[TableCell], field: str, words: Mapping[str, str]) -> dict[str, Any]:
        """Return a word of a list as its code."""
        text = self.text(row, field)
        if not text:
            return {}
        found = next(
            (code for code, name in words.items() if search_key(text) in (search_key(name), code)), ""
        )
        if not found:
            fix = f"{'、'.join(words.values())}のどれかにしてください。"
            message = f"{self.titles[field][0]}の言葉がわかりません。"
            self.refuse(self.cell(row, field), "practice-word", message, fix, text)
        return {field: found}

    def numbers(self, row: Sequence[TableCell], field: str) -> tuple[str, ...]:
        """Return the 職員番号 in a cell, however they are separated."""
        cell = self.cell(row, field)
        found = (self._number(cell, one) for one in _BETWEEN.split(cell.value.strip()) if one)
        return tuple(dict.fromkeys(one for one in found if one))

    def _number(self, cell: TableCell, text: str) -> str:
        if text in self.known.people or not self.known.people:
            return text
        read = read_number(
            text, is_number=cell.is_number, is_date=cell.is_date, digits=self._digits, accept=self._accept
        )
        if read.problem is not None:
            self.problems.append(self.placed(read.problem, cell))
            return ""
        return read.value

    def text(self, row: Sequence[TableCell], field: str) -> str:
        """Return what stands in a field of a line."""
        return self.cell(row, field).value.strip()

    def cell(self, row: Sequence[TableCell], field: str) -> TableCell:
        """Return the cell of a field."""
        position = self._places.get(field, -1)
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _cell_of(self, row: Sequence[TableCell], field: str) -> TableCell:
        found = self.cell(row, field)
        return found if found.ref else self.cell(row, "name")

    def refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        """Tell what stands in the way, with its cell."""
        self.problems.append(self.placed(Problem(code, message, fix, found.strip()), cell))

    def placed(self, problem: Problem, cell: TableCell) -> Problem:
        """Return a problem with the place it stands in."""
        return dataclasses.replace(problem, place=Place(self._table.file, self._table.sheet, cell.ref))


class _Cases(_Reader):
    titles = CASE_TITLES
    needed = frozenset({"name", "lead"})
    sheet, kind, thing = CASE_SHEET, CASE_FORM, CASE
    beside = frozenset({"section", SECTION_NAME})

    def wanted(self, row: Sequence[TableCell]) -> tuple[Said, str]:
        said = self.texts(row, "name", "hours_before", "hours_after", "effect", "phase", "note")
        said |= self.days(row, "started", "finished")
        said |= self.word(row, "status", STATUS_NAMES)
        section = self._section(row)
        if section:
            said["section"] = section
        if self.text(row, "lead"):
            lead = self.numbers(row, "lead")
            said["lead"] = lead[0] if len(lead) == 1 else ""
            if len(lead) > 1:
                fix = "リードは1人だけ書き、ほかの人は伴走に書いてください。"
                self.refuse(self.cell(row, "lead"), "case-leads", "リードが2人以上書かれています。", fix,
                            self.text(row, "lead"))  # fmt: skip
            self._called(row, said["lead"])
        if self.text(row, "escorts"):
            said["escorts"] = self.numbers(row, "escorts")
        if self.text(row, "tools"):
            said["tools"] = tuple(map(self.known.tool_typed, self._tools_typed(row)))
        if self.text(row, "exemplary"):
            said["exemplary"] = self._marked(row)
        code = self.text(row, "code") or self._code_of(said)
        before = self.kept(code)
        kept = before if isinstance(before, CaseSaid) else CaseSaid(code=code)
        return keeping.as_kept(kept._replace(**said, code=code, ended=False)), code

    def _code_of(self, said: Mapping[str, Any]) -> str:
        name = CaseSaid(section=said.get("section", ""), name=said.get("name", ""))
        same = (code for code, one in self._cases.items() if same_case(one.said) == same_case(name))
        return next(same, keeping.code_for(name))

    def _section(self, row: Sequence[TableCell]) -> str:
        """Return the section's code: as it is written, else the only one of the name that stands beside."""
        code, name = self.text(row, "section"), self.text(row, SECTION_NAME)
        if code or not name:
            return code
        sections = self.known.sections
        named = [one for one, called in sections.items() if search_key(called) == search_key(name)]
        if len(named) == 1:
            return named[0]
        gone = [one for one, unit in self.known.former.items() if search_key(unit.name) == search_key(name)]
        return gone[0] if len(gone) == 1 and not named else name

    def _called(self, row: Sequence[TableCell], number: str) -> None:
        """Refuse a lead whose name, where one stands beside the number, is another's."""
        name, person = self.text(row, LEAD_NAME), self.known.people.get(number)
        called = map(search_key, (person.name, person.alias)) if person is not None else (search_key(name),)
        if name and person is not None and search_key(name) not in called:
            message = f"職員番号 {number} は{person.name}さんです。氏名が違います。"
            fix = "番号と氏名のどちらが違うかを確かめてください。"
            self.refuse(self.cell(row, LEAD_NAME), "case-other-name", message, fix, name)

    def _tools_typed(self, row: Sequence[TableCell]) -> Iterator[str]:
        return filter(None, map(str.strip, _BETWEEN_TOOLS.split(self.text(row, "tools"))))

    def _marked(self, row: Sequence[TableCell]) -> bool:
        text = self.text(row, "exemplary")
        if text not in _MARKED | _UNMARKED:
            fix = "優良事例なら「○」、そうでなければ空にしてください。"
            message = "優良事例の欄の言葉がわかりません。"
            self.refuse(self.cell(row, "exemplary"), "practice-word", message, fix, text)
        return text in _MARKED


class _Events(_Reader):
    titles = EVENT_TITLES
    needed = frozenset({"name", "sort", "held_on"})
    sheet, kind, thing = EVENT_SHEET, EVENT_TABLE, EVENT

    def wanted(self, row: Sequence[TableCell]) -> tuple[Said, str]:
        said = self.texts(row, "name", "place", "held_by", "note")
        said |= self.days(row, "held_on")
        said |= self.word(row, "sort", SORT_NAMES)
        if self.text(row, "attendees"):
            said["attendees"] = self.numbers(row, "attendees")
        if self.text(row, "participants"):
            said["participants"] = self._count(row)
        event = EventSaid(held_on=said.get("held_on", ""), name=said.get("name", ""))
        code = self.text(row, "code") or keeping.code_for(event)
        before = self.kept(code)
        kept = before if isinstance(before, EventSaid) else EventSaid(code=code)
        return keeping.as_kept(kept._replace(**said, code=code, ended=False)), code

    def _count(self, row: Sequence[TableCell]) -> int:
        cell = self.cell(row, "participants")
        text = unicodedata.normalize("NFKC", cell.value).replace(",", "").strip()
        text = text.removeprefix("約").removesuffix("人").removesuffix("名").strip()
        if not text.isdecimal() or len(text) > len("999999"):
            fix = "35 のような数で書いてください。数えていないときは空欄にします。"
            self.refuse(cell, "event-count", "参加人数を数として読めません。", fix, cell.value)
            return 0
        return int(text)


_READERS: Mapping[str, type[_Reader]] = {CASES: _Cases, EVENTS: _Events}
