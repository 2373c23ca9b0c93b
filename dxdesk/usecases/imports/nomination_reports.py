"""Taking in what a section reports of a round of nominations (選任報告), in Excel or as any table.

The workbook that was sent (推薦依頼) says by its payload which round it is of; a copy without one by the code
above its table. What cannot be read is refused by its cell. What can be read is kept, and what stands in the
way of somebody is told by the cell and settled before they are appointed: nothing of it depends on which
report came first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain import canonical
from dxdesk.domain.columns import fold_header
from dxdesk.domain.contents import NomineeSaid, said_of_thing
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.nominations import FIELD_LABELS, MANNERS, Judge, Named, Round, handed_of, manner_of
from dxdesk.domain.numbers import read_number, usual_digits
from dxdesk.domain.records import Revision
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.forms.nomination_form import (
    FIRST,
    HANDED,
    HANDED_ON,
    INSTEAD,
    LAST,
    MANNER,
    NAME,
    NOTE,
    NOW,
    NUMBER,
    REPORT_SHEET,
    SECTION,
    SECTION_CODE,
    TITLES,
)
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256, numbered
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.nominations.deciding import refuse_decided
from dxdesk.usecases.nominations.ledger import Nominations, nominations, report, subject_of
from dxdesk.usecases.nominations.made_terms import made_terms
from dxdesk.usecases.nominations.standing import everybody
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import terms_today
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.workbook_kinds import NOMINATION, NOMINATION_REPORT
from dxdesk.usecases.workplace.desk import Desk

_ALSO: Mapping[str, tuple[str, ...]] = {
    SECTION: ("所属名", "課名", "課", "部署"),
    NUMBER: ("職員コード", "職員No", "番号"),
    NAME: ("職員氏名", "名前", "職員名"),
    MANNER: ("新任再任交代", "選任区分", "新任・再任・交代の別"),
    FIRST: ("任期開始", "任期開始日", "開始日", "任期自", "任期(自)"),
    LAST: ("任期終了", "任期終了日", "終了日", "任期至", "任期(至)"),
    INSTEAD: ("前任者の職員番号", "前任者", "前任"),
    HANDED: ("引継", "引き継ぎ", "引継ぎの有無"),
    HANDED_ON: ("引継日", "引き継ぎ日"),
    NOTE: ("摘要", "引継ぎの内容"),
}
_MEANING = {
    fold_header(title): column
    for column, first in TITLES.items()
    for title in (first, *_ALSO.get(column, ()))
}
_NEEDED = (NUMBER, MANNER)
_NOTHING = TableCell()


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the payload of the workbook says: the round and the section; both empty without one."""

    round: str = ""
    section: str = ""


@dataclass(frozen=True)
class _Report:
    """What a table says: people with the cell each stands in, and what cannot be read."""

    asked: Round
    people: tuple[tuple[NomineeSaid, TableCell], ...]
    problems: tuple[Problem, ...]
    table: ForeignTable


def preview_report(desk: Desk, path: Path, accept: Collection[str] = ()) -> TableResult:
    """Return what taking in a report would do, changing nothing.

    Args:
        desk: an hr store that uses 選任.
        path: xlsx or CSV.
        accept: codes of what is read as proposed (numbers that lost their zeros).

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``header-missing``, ``nomination-round-needed`` and
            what reading a table raises.
    """
    desk.require(Role.HR)
    tables, sent = _tables(desk, path), _sent(desk, path)
    with desk.store.read() as uow:
        found = _previewed(desk, uow, path, _read(uow, tables, sent, accept))
        return with_receipt(uow, file_sha256(path), found)


def apply_report(desk: Desk, path: Path, accept: Collection[str] = ()) -> TableResult:
    """Take in a report, whole or not at all; arguments and errors as for ``preview_report``.

    Raises:
        KnownError: as ``preview_report``, and ``text-too-long``.
    """
    desk.require(Role.HR)
    tables, sent = _tables(desk, path), _sent(desk, path)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        read = _read(uow, tables, sent, accept)
        result = _previewed(desk, uow, path, read)
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        report(desk, uow, [one for one, _ in read.people], receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(result.kind, str(receipt), counts)
        uow.commit()
    return numbered(result, receipt)


def undo_report(desk: Desk, receipt: int) -> TableResult:
    """Take a report back; what other reports say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``, ``undo-blocked`` (somebody
            whom it alone names was appointed).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, (NOMINATION_REPORT.kind,), "選任報告", "選任報告")
        sole = uow.exchange.sole_support(receipt)
        said = [one for one in uow.exchange.revisions_of(receipt) if one.id in sole]
        # Whom another report names as well stays named, and may stay appointed.
        alone = _named_by_nobody_else(uow, said)
        refuse_decided(uow, alone, receipt)
        return take_back(desk, uow, entry)


def _named_by_nobody_else(uow: UnitOfWork, said: Sequence[Revision]) -> frozenset[str]:
    """Return the subjects that would be named no more without some sayings."""
    gone = {one.id for one in said}
    counting = nominations(uow).counting
    subjects = {one.record.employee_number for one in said}
    return frozenset(
        subject
        for subject in subjects
        if not any("round" in said_of_thing(one.content) for one in counting[subject] if one.id not in gone)
    )


def _sent(desk: Desk, path: Path) -> _Sent:
    """Return what the payload of a workbook says, nothing where it has none."""
    if path.suffix.lower() == ".csv":
        return _Sent()
    payload = desk.services.workbooks.open(path, desk.passwords).sealed_payload()
    if payload is None:
        return _Sent()
    envelope = codec.open_payload(desk.services.sealer, payload).envelope
    if envelope.kind != NOMINATION.kind or envelope.municipality[0] != desk.identity.municipality_code:
        return _Sent()
    said = canonical.loads(envelope.extra or "{}")
    return _Sent(str(said.get("round", "")), str(said.get("section", "")))


def _tables(desk: Desk, path: Path) -> Sequence[ForeignTable]:
    return list(desk.services.tables.read_all(path))


def _places(table: ForeignTable) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(table.headers):
        meaning = _MEANING.get(fold_header(cell.value.partition("\n")[0])) or _MEANING.get(
            fold_header(cell.value)
        )
        if meaning is not None:
            found.setdefault(meaning, place)
    return found


def _read(uow: UnitOfWork, tables: Sequence[ForeignTable], sent: _Sent, accept: Collection[str]) -> _Report:
    require_nomination(uow)
    fitting = [table for table in tables if all(column in _places(table) for column in _NEEDED)]
    if not fitting:
        table = next((one for one in tables if one.sheet == REPORT_SHEET), tables[0])
        raise KnownError(
            "header-missing",
            "選任報告の表が見つかりません。取り込んでいません。",
            f"見出しに「{TITLES[NUMBER]}」と「{TITLES[MANNER]}」がある表にしてください。"
            "推薦依頼のファイルの見出しは、消さずに使ってもらってください。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )
    table = next((one for one in fitting if one.sheet == REPORT_SHEET), fitting[0])
    asked = _round_of(nominations(uow), table, sent)
    reader = _Reader(uow, table, asked.asked.code, sent.section, accept)
    reader.read()
    return _Report(asked, tuple(reader.people.values()), tuple(reader.problems), table)


def _round_of(known: Nominations, table: ForeignTable, sent: _Sent) -> Round:
    if sent.round:
        return known.find(sent.round)
    above = " ".join(cell.value for cell in table.above)
    named = [one for one in known.rounds if f"({one.asked.code})" in above]
    running = named or [one for one in known.rounds if not one.asked.ended]
    if len(running) == 1:
        return running[0]
    raise KnownError(
        "nomination-round-needed",
        "どの選任の報告か、わかりません。取り込んでいません。",
        "推薦依頼のファイルに書いてもらうか、表の上の行に選任のコードを「(コード)」の形で書いてください。"
        if running
        else "先に選任を始めてください。",
        found="、".join(one.asked.code for one in running),
        place=Place(table.file, table.sheet),
    )


@dataclass
class _Reader:
    """Reads the lines of one table."""

    uow: UnitOfWork
    table: ForeignTable
    round: str
    section: str
    accept: Collection[str]
    people: dict[str, tuple[NomineeSaid, TableCell]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Read every line that names somebody."""
        self._places = _places(self.table)
        self._units = departments.named(self.uow)
        self._people = {one.number: one for one in self.uow.people.employees(include_left=True)}
        self._digits = usual_digits(self._people)
        for row in self.table.rows:
            said = self._line(row)
            if said is None:
                continue
            at = self._cell(row, NUMBER) if said.number else self._cell(row, NAME)
            subject = subject_of(said)
            known = self.people.get(subject)
            if known is None:
                self.people[subject] = said, at
            elif known[0] != said:
                message = f"同じ人が、この表に2回あります(前は {known[1].ref})。"
                self._refuse(at, "nomination-twice", message, "1人は1行にまとめてください。", said.number)
        if not self.people and not self.problems:
            self._refuse(
                _NOTHING,
                "nomination-nobody",
                "選任報告に、だれも書かれていません。取り込んでいません。",
                "選んだ人の行の「区分」に、新任、再任、交代のどれかを書いてもらってください。",
                "",
            )

    def _line(self, row: Sequence[TableCell]) -> NomineeSaid | None:
        number, name, manner = (self._cell(row, one) for one in (NUMBER, NAME, MANNER))
        if not any(cell.value.strip() for cell in (number, name, manner)):
            return None
        before = len(self.problems)
        said = manner_of(manner.value)
        if said is None:
            fix = "新任、再任、交代のどれかにしてください。"
            self._refuse(manner, "nomination-manner", "区分を読み取れません。", fix, manner.value)
        elif not said and self._cell(row, NOW).value.strip():
            return None  # who holds it now and is not named again
        elif not said:
            fix = "新任、再任、交代のどれかを書いてください。選ばない人の行は消してください。"
            self._refuse(manner, "nomination-manner", "区分が空です。", fix, "")
        if not number.value.strip() and not name.value.strip():
            self._refuse(
                number, "nomination-nameless", "職員番号も氏名も空です。", "選んだ人を書いてください。", ""
            )
        found = NomineeSaid(
            round=self.round,
            section=self._section(row),
            number=self._number(number),
            name=name.value.strip(),
            manner=said or "",
            first_day=self._day(row, FIRST),
            last_day=self._day(row, LAST),
            instead_of=self._number(self._cell(row, INSTEAD)),
            handed_over=self._handed(row),
            handed_on=self._day(row, HANDED_ON),
            note=self._cell(row, NOTE).value.strip(),
        )
        return found if len(self.problems) == before else None

    def _section(self, row: Sequence[TableCell]) -> str:
        code, name = self._cell(row, SECTION_CODE), self._cell(row, SECTION)
        said = code.value.strip()
        if said in self._units:
            return said
        named = [
            one for one, unit in self._units.items() if not unit.valid_to and unit.name == name.value.strip()
        ]
        if not said and len(named) == 1:
            return named[0]
        if not said and not name.value.strip() and self.section:
            return self.section
        self._refuse(
            code if said else name,
            "nomination-section-unknown",
            "どの所属か、わかりません。",
            "所属コードを確かめてください。",
            said or name.value.strip() or "空",
        )
        return ""

    def _number(self, cell: TableCell) -> str:
        if not cell.value.strip():
            return ""
        if cell.value.strip() in self._people:
            return cell.value.strip()
        found = read_number(
            cell.value,
            is_number=cell.is_number,
            is_date=cell.is_date,
            digits=self._digits,
            accept=self.accept,
        )
        if found.problem is not None:
            self.problems.append(self._placed(found.problem, cell))
        return found.value

    def _day(self, row: Sequence[TableCell], column: str) -> str:
        cell = self._cell(row, column)
        day = read_date(cell.value, is_number=cell.is_number, from_1904=self.table.from_1904)
        if day is None:
            message = f"{TITLES[column]}を日付として読めません。"
            self._refuse(cell, "nomination-day", message, "R8.4.1 のような日付を書いてください。", cell.value)
        return day or ""

    def _handed(self, row: Sequence[TableCell]) -> str:
        cell = self._cell(row, HANDED)
        said = handed_of(cell.value)
        if said is None:
            self._refuse(
                cell,
                "nomination-handover",
                "引継ぎを読み取れません。",
                "済か未のどちらかにしてください。",
                cell.value,
            )
        return said or ""

    def _cell(self, row: Sequence[TableCell], column: str) -> TableCell:
        place = self._places.get(column, -1)
        return row[place] if 0 <= place < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self._placed(Problem(code, message, fix, found.strip()), cell))

    def _placed(self, problem: Problem, cell: TableCell) -> Problem:
        return placed(problem, self.table, cell)


def placed(problem: Problem, table: ForeignTable, cell: TableCell) -> Problem:
    """Return a problem with the file, sheet and cell it is about."""
    return dataclasses.replace(problem, place=Place(table.file, table.sheet, cell.ref))


def _previewed(desk: Desk, uow: UnitOfWork, path: Path, read: _Report) -> TableResult:
    kind = NOMINATION_REPORT.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    known = {one.subject: one for one in read.asked.named}
    newest = linked.newest(uow)
    own = {(one.said.section, one.said.number): one.subject for one in read.asked.named if one.said.number}
    people = [(_as_of_today(said, newest), cell) for said, cell in read.people]
    of = {said: own.get((said.section, said.number), subject_of(said)) for said, _ in people}
    after = dict(known)
    counts = [0, 0, 0]
    news: list[NomineeSaid] = []
    late: list[Problem] = []
    for said, cell in people:
        subject = of[said]
        before = known.get(subject)
        if before is None:
            after[subject] = Named(subject, said)
            counts[0] += 1
            news.append(said)
            continue
        differs = tuple(name for name in FIELD_LABELS if getattr(before.said, name) != getattr(said, name))
        after[subject] = Named(subject, before.said, tuple(dict.fromkeys((*before.differs, *differs))))
        counts[1 if differs else 2] += 1
        news += [said] if differs else []
        if differs and before.said.decided:
            late.append(placed(_decided_before(said), read.table, cell))
    whole = Round(read.asked.asked, tuple(after.values()))
    names = {code: unit.name for code, unit in departments.named(uow).items()}
    terms = [read for read, _ in terms_today(uow)]
    judge = Judge(whole, everybody(desk, uow), terms, names, made_terms(uow))
    notices = [
        placed(problem, read.table, cell)
        for said, cell in people
        for problem in judge.findings(after[of[said]])
    ]
    return TableResult(
        str(path),
        kind,
        "applied" if counts[0] or counts[1] else "unchanged",
        added=counts[0],
        updated=counts[1],
        unchanged=counts[2],
        notices=(*late, *notices),
        changes=tuple(_told(said, read.asked, names) for said in news),
        sender="、".join(dict.fromkeys(names.get(said.section, said.section) for said, _ in people)),
    )


def _told(said: NomineeSaid, asked: Round, names: Mapping[str, str]) -> Change:
    """Return what a line says of somebody as a difference: how, by whom, and for which days."""
    days = said.first_day or asked.asked.first_day, said.last_day or asked.asked.last_day
    term = "から".join(short_day(day) for day in days if day) + ("まで" if days[1] else "から")
    where = names.get(said.section, said.section)
    told = "、".join(filter(None, (said.name, MANNERS.get(said.manner, said.manner), where, term)))
    return Change(said.number, asked.asked.name, "", "", told)


def _as_of_today(said: NomineeSaid, newest: Mapping[str, str]) -> NomineeSaid:
    """Return what a line says of somebody by the numbers that people have today."""
    number, before = said.number, said.instead_of
    return said._replace(number=newest.get(number, number), instead_of=newest.get(before, before))


def _decided_before(said: NomineeSaid) -> Problem:
    return Problem(
        "nomination-decided",
        f"{said.name or said.number}さんについては、もう決めてあります。この報告では、任期は変わりません。",
        "変えるときは、「選任」で決定を取り消してから、もう一度決めてください。",
        said.number,
    )
