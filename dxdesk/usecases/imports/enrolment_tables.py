"""Taking in who is to be enrolled: a 受講申込票 that comes back, or a table with a line a person and session.

A line that cannot be understood stops the whole table, with its cell. What is only to be looked at (left,
of another section, away, after the deadline, a course that comes first, completed already, more than seats)
is told with its cell, kept, and decides nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from dxdesk.domain import columns, enrolment_words
from dxdesk.domain.columns import LABELS, Column, fold_header
from dxdesk.domain.contents import EnrolmentSaid
from dxdesk.domain.dates import read_date
from dxdesk.domain.enrolment_words import ASK, NO, TAKE_BACK
from dxdesk.domain.enrolments import STATE_LABELS, State
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import ANSWER_UNITS, too_long
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.exchange.intake import open_incoming
from dxdesk.usecases.forms.enrolment_form import STILL_ASKED, TOLD, EnrolmentForm, form_of
from dxdesk.usecases.imports import training_cells as cells
from dxdesk.usecases.imports.evidence_people import LinePeople
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.sheet_choice import Chosen, Sheets, choose
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import (
    ENROLMENTS,
    Mapped,
    Sheet,
    TableResult,
    add_receipt,
    afterwards,
    digits_of,
    file_sha256,
    numbered,
    remember,
)
from dxdesk.usecases.imports.understood import Understanding, look
from dxdesk.usecases.person_year import linked, owned_things
from dxdesk.usecases.person_year.holders import holders
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM
from dxdesk.usecases.training import deciding, enrolment
from dxdesk.usecases.training.deciding import Asking
from dxdesk.usecases.training.enrolment import Checks, by_person, checks, title_of
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

Row = Sequence[TableCell]
_OUT = "この行を除いて取り込みます。"


@dataclass(frozen=True, slots=True)
class EnrolmentPreview:
    """What a table of enrolments would do; with ``errors`` in its result nothing at all."""

    result: TableResult
    sayings: tuple[Asking, ...]
    mapping: Mapped | None = None
    understanding: Understanding | None = None
    questions: tuple[Question, ...] = ()


def preview_enrolments(
    desk: Desk,
    path: Path,
    *,
    mapping: Mapped | None = None,
    sheet: Sheets = "",
    accept: Collection[str] = (),
) -> EnrolmentPreview:
    """Return what taking in a table of enrolments would do, changing nothing.

    Args:
        desk: an hr store that uses the training ledger.
        path: a 受講申込票 that comes back, or any table (xlsx, CSV).
        mapping: headers by column where the guess is wrong.
        sheet: name of the sheet or sheets.
        accept: codes of findings whose proposal is taken (``LinePeople``).

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``other-municipality``, and what reading a table raises.
    """
    desk.require(Role.HR)
    source = _source(desk, path, mapping, sheet)
    with desk.store.read() as uow:
        preview = _preview(desk, uow, path, source, frozenset(accept))
        return dataclasses.replace(preview, result=with_receipt(uow, file_sha256(path), preview.result))


def apply_enrolments(
    desk: Desk,
    path: Path,
    *,
    mapping: Mapped | None = None,
    sheet: Sheets = "",
    accept: Collection[str] = (),
) -> TableResult:
    """Take in a table of enrolments, whole or not at all; arguments as for ``preview_enrolments``.

    Raises:
        KnownError: as ``preview_enrolments``, and ``text-too-long``.
    """
    desk.require(Role.HR)
    source = _source(desk, path, mapping, sheet)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        preview = _preview(desk, uow, path, source, frozenset(accept))
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
        made, _ = deciding.made_of(desk, uow, preview.sayings)
        owned_things.keep(desk, uow, made, receipt)
        if source.chosen is not None and preview.mapping is not None:
            remember(uow, source.chosen.table, ENROLMENTS, preview.mapping, source.mapping)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(ENROLMENTS, str(receipt), counts)
        uow.commit()
    return numbered(result, receipt)


# --- what is read ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Source:
    """A table as it lies there: one whose columns are chosen, or one with a column a session."""

    mapping: Mapped | None
    chosen: Chosen | None = None
    form: EnrolmentForm | None = None
    wide: ForeignTable | None = None


def _source(desk: Desk, path: Path, mapping: Mapped | None, sheet: Sheets) -> _Source:
    with desk.store.read() as uow:
        require_training(uow)
        titles = {fold_header(title_of(ledger(uow), one)) for one in ledger(uow).held.values()}
        form = _sealed_form(desk, uow, path)
    if form is not None:
        titles |= {fold_header(one.title) for one in form.sessions}
    for table in desk.services.tables.read_all(path):
        headers = {fold_header(cell.value) for cell in table.headers}
        found = columns.guess([cell.value for cell in table.headers], columns.ENROLMENT_COLUMNS)
        named = Column.EVENT in found or Column.COURSE_CODE in found or mapping
        if headers & titles and not named and Column.NUMBER in found:
            return _Source(mapping, form=form, wide=table)
    return _Source(mapping, choose(desk, path, ENROLMENTS, sheet, mapping), form)


def _sealed_form(desk: Desk, uow: UnitOfWork, path: Path) -> EnrolmentForm | None:
    """Return what a 受講申込票 was made of, ``None`` for any other file."""
    try:
        opened = open_incoming(desk.services, path, desk.passwords, uow.exchange.issued).opened
    except KnownError as error:
        if error.code in ("not-a-workbook", "table-kind-needed"):
            return None
        raise
    if opened is None:
        return None
    envelope = opened.envelope
    if envelope.municipality[0] != desk.identity.municipality_code:
        raise KnownError(
            "other-municipality",
            f"{envelope.municipality[1]}のファイルです。取り込んでいません。",
            f"この台帳は{desk.identity.municipality_name}のものです。ファイルを確かめてください。",
            found=envelope.municipality[0],
        )
    return form_of(envelope.extra) if envelope.kind == ENROLMENT_FORM.kind else None


class _Cell(NamedTuple):
    """One thing that a line says: of which session, and the cells that say it."""

    session: str
    choice: TableCell
    decision: TableCell
    row: Row


@dataclass(slots=True)
class _Found:
    """What was said of one person and session, and where first; ``session`` as the table names it."""

    session: str
    asking: dict[str, Any]
    word: str
    at: TableCell


def _preview(
    desk: Desk, uow: UnitOfWork, path: Path, source: _Source, accept: frozenset[str]
) -> EnrolmentPreview:
    require_training(uow)
    known = ledger(uow)
    used: Mapped | None = None
    seen: Understanding | None = None
    beside: tuple[Problem, ...] = ()
    if source.wide is not None:
        sheet = _wide_sheet(source.wide)
        # Its columns are no columns of a list; what does not show in Excel is told all the same.
        beside = look(uow, Chosen(source.wide, ()), ENROLMENTS)[1].notices
    else:
        assert source.chosen is not None
        sheet, seen, used, problems = look(uow, source.chosen, ENROLMENTS, source.mapping, accept)
        if problems:
            raise KnownError.of(problems)
    if not sheet.table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=sheet.table.file, sheet=sheet.table.sheet),))
    reader = _Reader(desk, uow, sheet, known, source.form, accept)
    reader.read(_by_column(known, source, sheet) if source.wide is not None else None)
    sayings = reader.sayings()
    _, said = deciding.made_of(desk, uow, sayings)
    errors = (*(seen.findings if seen is not None else ()), *reader.problems)
    notices = (*(seen.notices if seen is not None else beside), *reader.notices)
    outcome = "applied" if said.added or said.changed else "unchanged"
    result = TableResult(
        path=str(path),
        kind=ENROLMENTS,
        outcome="refused" if errors else outcome,
        added=0 if errors else said.added,
        updated=0 if errors else said.changed,
        unchanged=0 if errors else said.unchanged,
        errors=tuple(dict.fromkeys(errors)),
        notices=tuple(dict.fromkeys(notices)),
        changes=() if errors else _news(desk, uow, known, sayings),
        sender=source.form.section[1] if source.form is not None else "",
    )
    return EnrolmentPreview(result, sayings, used, seen, reader.questions)


def _news(desk: Desk, uow: UnitOfWork, known: Ledger, sayings: Sequence[Asking]) -> tuple[Change, ...]:
    """Return whom a table newly asks for, takes back or decides of, in which session."""
    found = []
    for one in sayings:
        _, said = deciding.made_of(desk, uow, (one,))
        if said.added or said.changed:
            asked = State.WITHDRAWN if one.fields.get("withdrawn") else State.ASKED
            stands = State(one.fields.get("decision") or asked)
            title, told = title_of(known, known.held[known.goes_on(one.session)]), STATE_LABELS[stands]
            found.append(Change(one.number, title, "", "", told))
    return tuple(found)


def _wide_sheet(table: ForeignTable) -> Sheet:
    """Return a table with a column a session: what of its columns is about people."""
    headers = [cell.value for cell in table.headers]
    wanted = (Column.NUMBER, Column.NAME, Column.DEPARTMENT_CODE, Column.ASKED_ON, Column.NOTE)
    plan, problems = columns.resolve(headers, columns.guess(headers, wanted))
    if problems:
        raise KnownError.of(tuple(one.at(file=table.file, sheet=table.sheet) for one in problems))
    return Sheet(table, plan)


def _by_column(known: Ledger, source: _Source, sheet: Sheet) -> Mapping[int, str]:
    """Return the session (subject) of each column that is headed by one."""
    # What a session was called once gives way to what one is called today.
    held = sorted(known.held, key=lambda subject: subject in known.onward, reverse=True)
    of = {fold_header(title_of(known, known.held[subject])): subject for subject in held}
    if source.form is not None:
        of |= {fold_header(one.title): one.subject for one in source.form.sessions}
    titles = (fold_header(cell.value) for cell in sheet.table.headers)
    return {position: of[title] for position, title in enumerate(titles) if title in of}


@dataclass
class _Reader:
    """Reads the lines of one table."""

    desk: Desk
    uow: UnitOfWork
    sheet: Sheet
    known: Ledger
    form: EnrolmentForm | None
    accept: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    found: dict[tuple[str, str], _Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        uow = self.uow
        self._people = {person.number: person for person in uow.people.employees(include_left=True)}
        self._who = LinePeople(
            self.sheet, digits_of(uow), self._people, self.accept, linked.newest(uow), holders(uow)
        )
        self._today = self.desk.services.clock.today()
        self._before = by_person(uow)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked of each person by itself."""
        return tuple(self._who.questions)

    def read(self, by_column: Mapping[int, str] | None) -> None:
        """Read all lines; ``by_column``: the session of each column that is headed by one."""
        for row in self.sheet.table.rows:
            broken = self.sheet.broken(row)
            self.problems += broken
            if not broken:
                self._row(row, by_column)
        self._who.settle(self._told)
        self.problems += self._who.problems
        self.notices += self._who.notices
        self._look()

    def sayings(self) -> tuple[Asking, ...]:
        """Return what the lines say, each person and session once."""
        return tuple(
            deciding.asking(self.known, one.session, number, one.asking)
            for (_, number), one in self.found.items()
        )

    def _row(self, row: Row, by_column: Mapping[int, str] | None) -> None:
        said = list(self._wide(row, by_column) if by_column is not None else self._long(row))
        told = [(one, *self._words(one)) for one in said]
        told = [one for one in told if one[1] or one[2]]
        if not told:
            return
        number = self._who.number(row, self._told)
        if not number:
            return
        fields = self._fields(row)
        for one, choice, decision in told:
            self._say(one, number, choice, decision, fields)

    def _wide(self, row: Row, by_column: Mapping[int, str]) -> Iterator[_Cell]:
        for position, session in by_column.items():
            cell = row[position] if position < len(row) else TableCell()
            held = self.known.held.get(self.known.goes_on(session))
            if not cell.value.strip():
                self._emptied(session, cell, row)
                continue
            if self._stands(session, cell, row):
                continue
            if held is not None and not held.ended:
                yield _Cell(session, cell, TableCell(), row)
                continue
            named = self.sheet.table.headers[position].value.strip()
            code, what = (
                ("session-unknown", "ありません") if held is None else ("session-cancelled", "中止です")
            )
            message = (
                f"「{named}」の回は、研修台帳に{what}。" if held is None else f"「{named}」の回は{what}。"
            )
            fix = "別の回に書くか、この欄を空にしてください。"
            self._refuse(cell, code, message, fix, named)

    def _stood(self, session: str, row: Row) -> str:
        """Return what the form said of a line's person when it went out; empty for nothing."""
        number = self._cell(row, Column.NUMBER).value.strip()
        return self.form.standing.get((session, number), "") if self.form is not None else ""

    def _stands(self, session: str, cell: TableCell, row: Row) -> bool:
        """Tell whether a cell only says where an enrolment stood when the form went out.

        Where it says so of another line (copied, or of a number that was mended), it asks for nothing either,
        and that is told.
        """
        written = cell.value.strip()
        if self.form is None or written not in TOLD:
            return False
        if written != self._stood(session, row):
            message = f"「{written}」は申込のようすを表す言葉なので、ここでは何も申し込みません。"
            fix = "申し込むなら「○」、申込をやめるなら「取消」と書いてください。"
            self._note(cell, "enrolment-stands", message, fix, written)
        return True

    def _emptied(self, session: str, cell: TableCell, row: Row) -> None:
        """Tell that somebody's enrolment stays whose cell was made empty."""
        stood = self._stood(session, row)
        if stood in STILL_ASKED:
            name = self._cell(row, Column.NAME).value.strip()
            message = f"{name}さんの欄にあった「{stood}」が消えています。申込はそのままです。"
            self._note(cell, "enrolment-crossed", message, "申込をやめるなら「取消」と書いてください。", "空")

    def _long(self, row: Row) -> Iterator[_Cell]:
        if not any(cell.value.strip() for cell in row):
            return
        session = self._session(row)
        if session:
            choice, decision = self._cell(row, Column.CHOICE), self._cell(row, Column.DECISION)
            yield _Cell(session, choice, decision, row)

    def _session(self, row: Row) -> str:
        """Return the session a line is about, empty (with a finding) where nobody can tell."""
        name, code = self._cell(row, Column.EVENT), self._cell(row, Column.COURSE_CODE)
        at = name if name.value.strip() else code
        text = code.value.strip() or name.value.strip()
        turn, day = self._cell(row, Column.TURN), self._day(row, Column.FIRST_DAY)
        year_cell = self._cell(row, Column.YEAR)
        year = cells.fiscal_year(year_cell.value) if year_cell.value.strip() else 0
        if year is None:
            message = f"年度の「{year_cell.value.strip()}」を読めません。"
            self._refuse(
                year_cell, "training-word", message, "令和8年度のように書いてください。", year_cell.value
            )
            return ""
        if not text:
            self._refuse(at if at.ref else self.sheet.row_ref(row), "course-nameless", "研修名が空です。",
                         "研修名を書いてください。", "")  # fmt: skip
            return ""
        found = enrolment.sessions_named(self.known, text, turn.value.strip(), day, year)
        if not found and code.value.strip() and name.value.strip():
            found = enrolment.sessions_named(self.known, name.value, turn.value.strip(), day, year)
        named = f"{name.value.strip() or text} {turn.value.strip()}".strip()
        held = [one for one in found if not self.known.held[self.known.goes_on(one)].ended]
        if not found:
            message = f"研修台帳に「{named}」の回がありません。"
            fix = "研修名と回を一覧のとおりに書くか、先に研修の回の表を取り込んでください。"
            self._refuse(at, "session-unknown", message, fix, named)
        elif not held:
            message = f"「{named}」の回は中止になっています。"
            self._refuse(at, "session-cancelled", message, "別の回にするか、行を除いてください。", named)
        elif len(held) > 1:
            turns = "、".join(title_of(self.known, self.known.held[one]) for one in held)
            message = f"「{named}」の回がいくつかあり、どの回か分かりません。"
            fix = "「回」の列に第1回のように、または開始日の列に開催日を書いてください。"
            self._refuse(at, "session-ambiguous", message, fix, turns)
        else:
            return held[0]
        return ""

    def _words(self, one: _Cell) -> tuple[str, str]:
        """Return what a line asks and decides; a list without a column for it asks for everybody in it."""
        choice = enrolment_words.choice(one.choice.value)
        decision = enrolment_words.decision(one.decision.value)
        if choice is None:
            fix = "申し込むなら「○」、申込をやめるなら「取消」、申し込まないなら空にしてください。"
            written = one.choice.value.strip()
            message = f"申込の欄の「{written}」の意味が分かりません。"
            self._refuse(one.choice, "enrolment-word", message, fix, written)
        if decision is None:
            written = one.decision.value.strip()
            message = f"決定の欄の「{written}」の意味が分かりません。"
            fix = "「受講決定」「見送り」「取消」のどれかにしてください。"
            self._refuse(one.decision, "enrolment-word", message, fix, written)
        plan = self.sheet.plan
        if not one.choice.value and not plan.has(Column.CHOICE) and not plan.has(Column.DECISION):
            choice = ASK
        return choice or "", decision or ""

    def _fields(self, row: Row) -> dict[str, Any]:
        """Return what a line says beside asking: by which section, on which day, the note."""
        fields: dict[str, Any] = {}
        code = self._cell(row, Column.DEPARTMENT_CODE).value.strip()
        if self.form is not None:
            fields["asked_by"] = self.form.section[0]
        elif code:
            fields["asked_by"] = code
        day = self._day(row, Column.ASKED_ON)
        if day:
            fields["asked_on"] = day
        note = self._cell(row, Column.NOTE)
        if note.value.strip():
            fields["note"] = note.value.strip()
            self.problems += (self.sheet.at(p, note) for p in too_long(note.value, limit=ANSWER_UNITS))
        return fields

    def _say(self, one: _Cell, number: str, choice: str, decision: str, fields: Mapping[str, Any]) -> None:
        at = (
            one.choice
            if one.choice.ref
            else one.decision
            if one.decision.ref
            else self.sheet.row_ref(one.row)
        )
        person = self._who_is(number)
        session = self.known.goes_on(one.session)
        before = self._before.get((session, number))
        if choice == NO and not decision:
            if before is not None and before.state in (State.ASKED, State.GRANTED):
                message = (
                    f"{person}は申し込み済みですが、ここでは申し込まないとあります。申込はそのままです。"
                )
                fix = "申込をやめるなら「取消」と書いてください。"
                self._note(at, "enrolment-crossed", message, fix, one.choice.value)
            return
        said: dict[str, Any] = {}
        if self._is_new(choice, before):
            said = {**fields, "asked": True, **({"withdrawn": True} if choice == TAKE_BACK else {})}
        if decision:
            said["decision"] = decision
            said["decided_on"] = self._today
        if not said:
            return
        key, word = (session, number), f"{choice}/{decision}"
        known = self.found.get(key)
        if known is None:
            self.found[key] = _Found(one.session, said, word, at)
        elif known.word == word:
            message = (
                f"{person}の同じ回の申込が、この表に2回あります(前は {known.at.ref})。1つとして数えます。"
            )
            self._note(at, "enrolment-twice", message, "", number)
        else:
            message = f"{person}の同じ回について、この表の2つの欄が食い違っています(前は {known.at.ref})。"
            self._refuse(at, "enrolment-contradicts", message, "どちらかの行を除いてください。", number)

    def _is_new(self, choice: str, before: enrolment.Enrolment | None) -> bool:
        """Tell whether a line asks; a list in which HR decides only repeats what was asked before."""
        if choice not in (ASK, TAKE_BACK):
            return False
        if before is None or not self.sheet.plan.has(Column.DECISION):
            return True
        return not (before.said.withdrawn if choice == TAKE_BACK else before.said.asked)

    def _who_is(self, number: str) -> str:
        return f"{self._people[number].name}さん({number})"

    # What is only to be looked at.

    def _look(self) -> None:
        # What a line names may be called otherwise today: its seats are those of the one that goes on.
        years = {self.known.held[session].fiscal_year for session, _ in self.found}
        looked = self._with_these(checks(self.uow, years))
        asking = {State.ASKED, State.GRANTED}
        wanted: dict[str, set[str]] = {}
        for known in self._before.values():
            if known.state in asking:
                wanted.setdefault(known.said.session, set()).add(known.number)
        for (session, number), one in self.found.items():
            said = EnrolmentSaid.read({"fields": {**one.asking, "session": session, "number": number}})
            if said.withdrawn:
                wanted.get(session, set()).discard(number)
                continue
            wanted.setdefault(session, set()).add(number)
            for problem in looked.problems(said, number, said.asked_on or self._today):
                self.notices.append(self.sheet.at(problem, one.at))
        for session in dict.fromkeys(session for session, _ in self.found):
            self._seats(session, len(wanted.get(session, ())))

    def _with_these(self, looked: Checks) -> Checks:
        standing = {key: set(found) for key, found in looked.standing.items()}
        for (session, number), one in self.found.items():
            if not one.asking.get("withdrawn"):
                held = self.known.held[session]
                key = self.known.names.code(held.course), number, held.fiscal_year
                standing.setdefault(key, set()).add(session)
        return replace(looked, standing={key: frozenset(found) for key, found in standing.items()})

    def _seats(self, session: str, wanted: int) -> None:
        held = self.known.held[session]
        short = enrolment.short_of_seats(title_of(self.known, held), held.seats, wanted)
        if short is not None:
            self.notices.append(self.sheet.at(short, TableCell()))

    # Cells.

    def _cell(self, row: Row, column: Column) -> TableCell:
        return self.sheet.cell(row, column)

    def _day(self, row: Row, column: Column) -> str:
        cell = self._cell(row, column)
        day = read_date(cell.value, is_number=cell.is_number, from_1904=self.sheet.table.from_1904)
        if day is None:
            message = f"{LABELS[column]}を日付として読めません。"
            self._refuse(cell, "date-unreadable", message, "R8.6.1 のように書いてください。", cell.value)
        return day or ""

    def _told(self, problem: Problem, cell: TableCell, accepted: str = _OUT) -> None:
        found = self.sheet.at(problem, cell)
        if problem.code in self.accept:
            message = f"{problem.message}承認のとおり、{accepted}"
            self.notices.append(replace(found, message=message, fix=""))
        else:
            self.problems.append(found)

    def _refuse(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.problems.append(self.sheet.at(Problem(code, message, fix, found.strip()[:80]), cell))

    def _note(self, cell: TableCell, code: str, message: str, fix: str, found: str) -> None:
        self.notices.append(self.sheet.at(Problem(code, message, fix, found.strip()[:80]), cell))
