"""Importing attendance (受講履歴) and qualifications (資格・試験) from foreign tables.

A line is one person, one course or examination, one date. Only what a table clearly calls completed earns a
修了証. What a table tells becomes records sealed by HR (``evidence_records``), which lists read as rows
(``evidence_rows``). The same line twice says nothing new; undoing a receipt takes back what only it told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.completion import evened, is_private, word_key
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import short_day
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import EvidenceRecord, Role
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.imports import attendance_sessions, session_attendance
from dxdesk.usecases.imports.attendance_lists import OneCourse, course_in_title, turns_of, with_course
from dxdesk.usecases.imports.attendance_words import (
    ANSWER_LABELS,
    CONTRADICTS,
    UNCLEAR,
    meanings_of,
    said_keys,
)
from dxdesk.usecases.imports.course_columns import Course
from dxdesk.usecases.imports.course_names import AskedName, CourseNames
from dxdesk.usecases.imports.day_columns import choose_day, with_day
from dxdesk.usecases.imports.evidence_known import OnRecord
from dxdesk.usecases.imports.evidence_reading import (
    NOT_KEPT,
    RECORD_KINDS,
    Answered,
    AskedWord,
    EvidenceReader,
)
from dxdesk.usecases.imports.evidence_records import RECORDS, take_over, tell
from dxdesk.usecases.imports.evidence_rows import COURSE, show, told_of
from dxdesk.usecases.imports.evidence_twice import Key, key_of
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.remembered_answers import keep_day, keep_words, words_of
from dxdesk.usecases.imports.sheet_choice import Chosen, Sheets, choose
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    STATUS_COLUMNS,
    Mapped,
    Sheet,
    TableResult,
    add_receipt,
    afterwards,
    digits_of,
    file_sha256,
    numbered,
    remember,
    understand,
)
from dxdesk.usecases.imports.understood import UNDATED, Understanding, look
from dxdesk.usecases.imports.undo_guard import live_receipt, refuse_records, take_back
from dxdesk.usecases.organisation.assigning import refresh_references
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.person_year.holders import holders
from dxdesk.usecases.workplace.desk import Desk, tick


@dataclass(frozen=True, slots=True)
class EvidenceAnswers:
    """What somebody says of a list beside the meaning of its columns.

    ``words``: what a word in a cell means (a key of ``attendance_words.ANSWERS``); ``courses``: which course
    of the framework a name is, empty for a course of its own; both are remembered. ``pass_mark``: from how
    many points on somebody passed. ``event`` and ``day`` (a date as people write it): the course of a list
    that has no column for it.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    courses: Mapping[str, str] = field(default_factory=dict)
    pass_mark: float | None = None
    event: str = ""
    day: str = ""


NO_ANSWERS = EvidenceAnswers()


@dataclass(frozen=True, slots=True)
class ListLooks:
    """What a list of attendance asks for and is, beside its columns.

    ``words`` and ``names`` are asked about; ``courses`` are the names of the framework; ``side_by_side``:
    how many courses and people a table with a column a course is about; ``one``: the course of a list that
    has no column for it; ``points``: whether points stand in it. ``words_kept`` and ``names_kept``:
    words and names in it that are read as somebody once said, with what was said of them.
    """

    words: tuple[AskedWord, ...] = ()
    names: tuple[AskedName, ...] = ()
    courses: tuple[str, ...] = ()
    side_by_side: tuple[int, int] | None = None
    one: OneCourse | None = None
    points: bool = False
    words_kept: Mapping[str, str] = field(default_factory=dict)
    names_kept: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return what ``import --json`` prints under ``understanding`` as ``list``."""
        return {
            "words": [
                {"word": w.word, "column": str(w.column), "cell": w.cell, "lines": w.lines}
                for w in self.words
            ],
            "courses_unknown": [
                {"name": n.name, "cell": n.cell, "lines": n.lines, "near": list(n.near)} for n in self.names
            ],
            "matrix": (
                {"courses": self.side_by_side[0], "people": self.side_by_side[1]}
                if self.side_by_side
                else None
            ),
            "one_course": (
                {"name": self.one.name, "date": self.one.day, "source": self.one.source} if self.one else None
            ),
            "points": self.points,
            "words_remembered": dict(self.words_kept),
            "courses_remembered": dict(self.names_kept),
        }


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
    looks: ListLooks = ListLooks()
    questions: tuple[Question, ...] = ()
    """What is asked of each person by itself (``questions``)."""
    receipt: int = 0
    """Under which the very file came in before, where it would change nothing."""

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
            notices=afterwards(self.notices, changed=bool(self.added or self.updated)),
        )


@in_bulk()
def preview_evidence(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
    answers: EvidenceAnswers = NO_ANSWERS,
    progress: Progress | None = None,
) -> EvidencePreview:
    """Return what importing attendance or qualifications would do, changing nothing.

    Args:
        desk: an hr store.
        path: xlsx or CSV.
        kind: ``attendance`` or ``qualifications``.
        mapping: headers by column where the guess is wrong.
        accept: codes of findings whose proposal is taken: the number codes of ``preview_roster``, and
            ``employee-unknown``, ``number-empty`` and the like (``evidence_people.UNREAD``),
            ``event-empty``, ``event-not-a-name``, ``date-unreadable``, ``date-future``, ``result-unclear``,
            ``result-contradicts`` (such lines are left out), ``pass-mark-missing`` (points say nothing),
            ``course-unknown`` (all are courses of their own), ``course-from-title`` (the course is the one
            the title names), ``status-unread`` (the column is not used), ``sheets-alike``, those of
            ``table_rows`` (``rows-not-people``, ``fill-event`` …), and answers about one person or line
            (``questions``): ``by-number:000101/山田花子``, ``by-name:…=000205``, ``leave-out:…``,
            ``lines-contradict:000101/DX研修/E2=E3``, ``day-column:終了日``.
        sheet: name of the sheet or sheets.
        answers: what somebody says of words, names of courses and points.
        progress: called now and then with the lines read and all of them; what it raises stops the work.

    Raises:
        KnownError: the file cannot be read at all, or lacks a needed column; ``word-meaning``,
            ``course-target``, ``event-said`` for answers that say nothing.
    """
    _require(desk, kind)
    chosen = choose(desk, path, kind, sheet, mapping)
    with desk.store.read() as uow:
        preview = _preview(desk, uow, chosen, kind, _Asked(mapping, accept, answers, progress))[0]
        before = with_receipt(uow, file_sha256(path), preview.result(str(path)))
        notices = (*((before.before,) if before.before else ()), *preview.notices)
        return dataclasses.replace(preview, receipt=before.receipt, notices=notices)


@in_bulk()
def apply_evidence(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    mapping: Mapped | None = None,
    accept: Collection[str] = (),
    sheet: Sheets = "",
    answers: EvidenceAnswers = NO_ANSWERS,
    progress: Progress | None = None,
) -> TableResult:
    """Import attendance or qualifications; arguments as for ``preview_evidence``.

    Raises:
        KnownError: the file cannot be read at all, or lacks a needed column.
    """
    _require(desk, kind)
    chosen = choose(desk, path, kind, sheet, mapping)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        take_over(desk, uow)
        preview, keep = _preview(desk, uow, chosen, kind, _Asked(mapping, accept, answers, progress))
        result = preview.result(str(path))
        if preview.errors:
            return result
        tick(progress, 1, 1)  # it was read; to keep it takes as long again, and may still be stopped
        result = with_receipt(uow, sha256, result)
        receipt = result.receipt
        records: dict[str, int] = {}
        if not receipt:
            kept = tuple(
                # Words of lines that were left out are told, and stay in no receipt.
                replace(notice, found="") if notice.code in (UNCLEAR, CONTRADICTS) else notice
                for notice in result.notices
                if notice.code != NOT_KEPT
            )
            receipt = add_receipt(desk, uow, path, sha256, replace(result, notices=kept))
            keep_told = tell if desk.role is Role.HR else session_attendance.say
            records[RECORDS] = keep_told(desk, uow, preview.told, receipt)
            tick(progress, 1, 1)
            news = {record.employee_number for record in (*preview.added, *preview.updated)}
            shown = refresh_references(desk, uow, news) if desk.role is Role.HR else ()
            if shown:
                result = dataclasses.replace(result, notices=(*result.notices, _reaches(len(shown))))
        remember(uow, chosen.table, kind, preview.mapping, mapping)
        if keep.day:
            headers = [cell.value for cell in chosen.table.headers]
            keep_day(uow, kind, headers, keep.about_day, keep.day)
        said = {word_key(word): key for word, key in said_keys(answers.words).items()}
        keep_words(uow, kind, *_headers(keep.sheet), said)
        keep.names.remember(uow, [one.name for one in preview.looks.names])
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(kind, str(receipt), {**counts, **records})
        uow.commit()
    return numbered(result, receipt)


def _require(desk: Desk, kind: str) -> None:
    """Let HR read any list, and a section with sessions of its own those of attendance."""
    roles = (Role.HR, Role.DX) if kind == ATTENDANCE else (Role.HR,)
    desk.require(*roles)


@dataclass(frozen=True, slots=True)
class _Keep:
    """What is remembered once a list is taken in: of which source, the names of courses, whose day counts."""

    sheet: Sheet
    names: CourseNames
    day: str = ""
    about_day: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a list is to be read; the fields are the arguments of ``preview_evidence``."""

    mapping: Mapped | None
    accept: Collection[str]
    answers: EvidenceAnswers
    progress: Progress | None


def _preview(
    desk: Desk, uow: UnitOfWork, chosen: Chosen, kind: str, asked: _Asked
) -> tuple[EvidencePreview, _Keep]:
    mapping, accept, answers = asked.mapping, asked.accept, asked.answers
    day = choose_day(uow, understand(uow, chosen.table, kind, mapping)[0], kind, mapping, accept)
    mapping = with_day(mapping, day.title) if day.moved else mapping
    sheet, seen, used, problems = look(uow, chosen, kind, mapping, accept)
    table, source = sheet.table, sheet
    newest = linked.newest(uow)
    ours = desk.role is Role.HR
    known = OnRecord(uow, RECORD_KINDS[kind], None if ours else tuple(session_attendance.known_here(uow)))
    names = CourseNames(uow, answers.courses, kind=RECORD_KINDS[kind], recorded=known.names())
    kept = words_of(uow, kind, *_headers(sheet))
    words = meanings_of({**kept, **answers.words})
    said_now = {word_key(word) for word in answers.words}
    turns = turns_of(sheet)
    one = _one_course(sheet, answers, turns)
    if one is not None and not turns and all(_is_about_event(problem) for problem in problems):
        sheet, problems = with_course(sheet, one), ()
    elif not turns:
        one = None
    if day.question:
        problems = tuple(problem for problem in problems if not _is_about_days(problem))
    if problems:
        raise KnownError.of(problems)
    if not table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=table.file, sheet=table.sheet),))
    people = {person.number: person for person in uow.people.employees(include_left=True)}
    if not ours:
        people = dict(session_attendance.whoever(sheet))
    today = desk.services.clock.today()
    answered = Answered(frozenset(accept), words, answers.pass_mark, one if turns else None, today)
    reader = EvidenceReader(sheet, kind, digits_of(uow), people, names, answered, known, newest, holders(uow))
    of_title = _title(reader, sheet, kind, one, answers, names) if one is not None else ()
    if turns and one is None:
        of_title = (_untitled(sheet, turns),)
    reader.read(asked.progress)
    # Which of several days counts is asked already.
    seen_of = [one for one in seen.findings if not (day.question and one.code == UNDATED)]
    records = dict(reader.records)
    of_session = _of_sessions(desk, uow, sheet, records, accept)
    told = tuple(records.values())
    added, updated, stays = _against(records, known.of(records.keys()))
    wide = reader.side_by_side
    preview = EvidencePreview(
        file=table.file,
        sheet=table.sheet,
        kind=kind,
        added=added,
        updated=updated,
        unchanged=len(records) - len(added) - len(updated),
        mapping=used,
        errors=(*seen_of, *filter(None, (day.problem,)), *of_title, *reader.problems, *of_session),
        notices=(
            *(*seen.notices, *filter(None, (day.notice,)), *reader.notices),
            *(*_stays(sheet, stays), *_recorded_before(names, known)),
            *(attendance_sessions.told(uow, sheet, told) if kind == ATTENDANCE and ours else ()),
            *_as_before(source, {word: said for word, said in kept.items() if word not in said_now}),
        ),
        told=told,
        understanding=seen,
        looks=ListLooks(
            reader.asked_words,
            reader.asked_names,
            names.all,
            (len(wide.courses), wide.people) if wide else None,
            one or (OneCourse("") if turns else None),
            reader.has_points,
            _words_kept(source, kept, answers),
            _names_kept(source, names, [course.name for course in wide.courses] if wide else []),
        ),
        questions=(*filter(None, (day.question,)), *reader.questions),
    )
    return preview, _Keep(source, names, day.title, day.about)


def _of_sessions(
    desk: Desk, uow: UnitOfWork, sheet: Sheet, records: dict[Key, EvidenceRecord], accept: Collection[str]
) -> Sequence[Problem]:
    """Return what is wrong with whose sessions a list is of; lines that may be left out are taken out."""
    if desk.role is not Role.HR:
        return tuple(session_attendance.not_own(uow, sheet, tuple(records.values())))
    keys = tuple(records)
    places, problems = session_attendance.of_others(uow, sheet, tuple(records.values()))
    if session_attendance.OF_OTHER not in accept:
        return problems
    for place in places:
        del records[keys[place]]
    return ()


def _against(
    records: Mapping[Key, EvidenceRecord], known: Mapping[Key, EvidenceRecord]
) -> tuple[tuple[EvidenceRecord, ...], tuple[EvidenceRecord, ...], int]:
    """Return what is new, what says something else than before, and how many stay completed all the same.

    What was completed stays completed: a later list of applicants does not take it away.
    """
    added: list[EvidenceRecord] = []
    updated: list[EvidenceRecord] = []
    stays = 0
    for key, record in records.items():
        before = known.get(key)
        if before is None:
            added.append(record)
        elif before.completed and not record.completed:
            stays += 1
        elif (before.result, before.completed) != (record.result, record.completed):
            updated.append(record)
    return tuple(added), tuple(updated), stays


def _words_kept(sheet: Sheet, kept: Mapping[str, str], answers: EvidenceAnswers) -> dict[str, str]:
    """Return the words of a table that are read as somebody said before, each with what was said."""
    if not kept:
        return {}
    before = kept.keys() - {word_key(word) for word in answers.words}
    places = (p for column in (*STATUS_COLUMNS, Column.COURSE) for p in sheet.plan.positions.get(column, ()))
    texts = {text.strip() for place in places for text in sheet.table.texts(place)}
    return {text: kept[word_key(text)] for text in sorted(texts) if word_key(text) in before}


def _names_kept(sheet: Sheet, names: CourseNames, courses: Sequence[str]) -> dict[str, str]:
    """Return the names of courses that are read as somebody said before; empty for a course of its own."""
    if not names.any:
        return {}
    place = sheet.plan.first(Column.EVENT)
    texts = {text.strip() for text in sheet.table.texts(place)} if place >= 0 else set(courses)
    before = names.before.keys() - names.said.keys() - {evened(name) for name in names.all}
    found = {text: names.before[evened(text)] for text in sorted(texts) if evened(text) in before}
    return {text: meant if meant in names.all else "" for text, meant in found.items()}


def _untitled(sheet: Sheet, turns: Sequence[Course]) -> Problem:
    """Return the finding that columns only count the turns of a course that nothing names."""
    shown = "、".join(course.name for course in turns[:5])
    message = f"見出しが「{turns[0].name}」のように回だけで、どの研修か分かりません。"
    fix = "研修名を入れるか(コマンドでは --event)、見出しに研修名を書いてください。"
    return sheet.at(Problem("course-turns", message, fix, shown), turns[0].header)


def _stays(sheet: Sheet, kept: int) -> tuple[Problem, ...]:
    """Return the notice of people who completed by an earlier list, and not by this one; none for nobody."""
    if not kept:
        return ()
    message = f"前の表で修了した人が、この表では修了でない行が{kept:,}行あります。修了のままにします。"
    fix = "前の表が誤りなら、受付簿でその受付を元に戻してください。"
    return (sheet.at(Problem("completed-stays", message, fix), TableCell()),)


def _headers(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the headers of a list but for those of courses, and those of the columns of its words."""
    courses = sheet.plan.positions.get(Column.COURSE, ())
    headers = [cell.value for cell in sheet.table.headers]
    about = [headers[place] for column in STATUS_COLUMNS for place in sheet.plan.positions.get(column, ())]
    return [header for place, header in enumerate(headers) if place not in courses], about


def _as_before(sheet: Sheet, kept: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return the notice of words that are read as somebody said before; none where none stands there."""
    places = [
        place
        for column in (*STATUS_COLUMNS, Column.COURSE)
        for place in sheet.plan.positions.get(column, ())
        if kept and any(word_key(text) in kept for text in sheet.table.texts(place) if text.strip())
    ]
    first: dict[str, tuple[str, TableCell]] = {}
    for row in sheet.table.rows if places else ():
        for place in places:
            text = row[place].value.strip() if place < len(row) else ""
            if text and (key := word_key(text)) in kept:
                first.setdefault(key, (text, row[place]))
    if not first:
        return ()
    shown = "、".join(
        f"「{'(理由などの言葉)' if is_private(text) else text}」は{ANSWER_LABELS[kept[key]]}"
        for key, (text, _) in first.items()
    )
    message = f"前に決めたとおりに読んだ言葉が{len(first):,}件あります。"
    fix = "この表では違うときは、言葉の意味を選び直してください(コマンドでは --word)。"
    return (sheet.at(Problem("words-as-before", message, fix, shown[:200]), next(iter(first.values()))[1]),)


def _recorded_before(names: CourseNames, known: OnRecord) -> tuple[Problem, ...]:
    """Tell that what is on record under a name stays there though the name is now said to mean a course."""
    found: dict[str, int] = {}
    for record in known.everything.values() if names.said else ():
        if record.kind == COURSE and names.said.get(evened(record.name), record.name) != record.name:
            found[record.name] = found.get(record.name, 0) + 1
    return tuple(
        Problem(
            "course-recorded-before",
            f"「{name}」の名前で前に取り込んだ{count:,}件は、その名前のまま残ります。",
            f"「{names.meant(name)}」として数えるには、その表をもう一度取り込んでください。",
            name,
        )
        for name, count in sorted(found.items())
    )


def _is_about_event(problem: Problem) -> bool:
    return problem.code == "header-missing" and problem.message.startswith("研修名・試験名の列")


def _is_about_days(problem: Problem) -> bool:
    return problem.code == "header-ambiguous" and problem.message.startswith(LABELS[Column.DATE])


def _one_course(sheet: Sheet, answers: EvidenceAnswers, turns: Sequence[Course]) -> OneCourse | None:
    """Return the course that the whole list is about, where it has no column for courses but for ``turns``.

    Raises:
        KnownError: ``event-said`` where what somebody says is no name or no date.
    """
    has_courses = sheet.plan.has(Column.EVENT) or (sheet.plan.has(Column.COURSE) and not turns)
    if has_courses or not sheet.plan.has(Column.NUMBER):
        return None
    day = read_date(answers.day)
    name = answers.event.strip()
    if day is None or any(too_long(name, limit=NAME_UNITS)):
        raise KnownError(
            "event-said",
            "この表の研修名か受講日として入れたものを読めません。何も取り込んでいません。",
            "研修名は短くし、受講日は 2025/6/1 か 令和7年6月1日 のように書いてください。",
            found=answers.day if day is None else name[:80],
        )
    found = course_in_title(sheet.table)
    if name:
        return OneCourse(name, day or (found.day if found else ""))
    return replace(found, day=day or found.day) if found else None


def _title(
    reader: EvidenceReader,
    sheet: Sheet,
    kind: str,
    one: OneCourse,
    answers: EvidenceAnswers,
    names: CourseNames,
) -> tuple[Problem, ...]:
    """Tell, or ask, which course the whole list is about.

    Nobody is asked who said it, or is asked for the name anyhow because no framework has it.
    """
    what = f"「{one.name}」({short_day(one.day) or '受講日は書かれていません'})"
    if reader.side_by_side is not None:
        what = f"「{one.name}」の各回"
    if one.several:
        what = "そのシートの名前の研修"
    where = one.where if one.where.ref else TableCell()
    if answers.event.strip():
        message = f"研修名の列がないため、すべての行を{what}の記録として取り込みます。"
        reader.notices.append(sheet.at(Problem("course-from-title", message), where))
        return ()
    message = f"研修名の列がありません。{one.source}から、すべての行を{what}の記録とみなします。"
    asks = kind != "attendance" or not names.any
    if asks and "course-from-title" not in reader.accepted:
        fix = (
            "それでよければ承認してください。"
            "違うときは、研修名と受講日を入れてください(コマンドでは --event と --day)。"
        )
        return (sheet.at(Problem("course-from-title", message, fix, one.name), where),)
    reader.notices.append(sheet.at(Problem("course-from-title", message, "", one.name), where))
    return ()


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
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, RECORD_KINDS, "受講・資格の表", "表")
        if desk.role is not Role.HR:
            return take_back(desk, uow, entry)
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
