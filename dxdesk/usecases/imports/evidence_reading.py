"""Reading the lines of a list of attendance or examinations: who, what, when, and what came of it.

Nothing that is not clear is taken: a word, a name of a course, points without a threshold are asked about.
Points and 不合格 are nobody's record; neither they nor the words that were asked about stay in what is told.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.completion import Outcome, evened, outcome_of
from dxdesk.domain.dates import read_date, read_month, read_period
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import Progress
from dxdesk.usecases.imports.attendance_lists import OneCourse, as_list, without_days
from dxdesk.usecases.imports.attendance_words import (
    CONTRADICTS,
    NO_PASS_MARK,
    STATUS,
    UNCLEAR,
    Meanings,
    Question,
    Said,
    StatusReader,
    unread_status,
)
from dxdesk.usecases.imports.course_columns import course_places
from dxdesk.usecases.imports.course_names import AskedName, CourseNames
from dxdesk.usecases.imports.evidence_people import LinePeople
from dxdesk.usecases.imports.evidence_rows import COURSE, EXAM
from dxdesk.usecases.imports.evidence_twice import Key, LineRecords
from dxdesk.usecases.imports.questions import Question as Asked
from dxdesk.usecases.imports.table_rows import settle
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    QUALIFICATIONS,
    Sheet,
    control_characters,
)
from dxdesk.usecases.workplace.desk import tick

RECORD_KINDS: Mapping[str, str] = {ATTENDANCE: COURSE, QUALIFICATIONS: EXAM}
COURSE_UNKNOWN = "course-unknown"
NOT_KEPT = "result-not-kept"
"""Tells of lines of which nothing is kept; it goes into no receipt."""

_TICK = 2_000
"""Lines after which is told how far the reading is."""

_SHOWN = 5
_TEXTS = (Column.EVENT, *STATUS)
_EVER = "9999-12-31"
MONTH_ONLY = "date-month-only"
"""The finding that days of examinations have no day; attendance is of a day, which a list knows."""
_OMIT = "この行を除いてよければ承認してください。"


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word that is not understood: in which column, its first cell, and in how many lines it stands."""

    word: str
    column: Column
    cell: str
    lines: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody said of a list before it is read.

    ``today`` (ISO) is the last day on which somebody can have attended or passed; empty = any.
    """

    accept: frozenset[str] = frozenset()
    words: Meanings = field(default_factory=dict)
    pass_mark: float | None = None
    title: OneCourse | None = None
    """The course whose turns (第1回) stand side by side."""

    today: str = ""


class EvidenceReader:
    """Reads one table of evidence."""

    def __init__(
        self,
        sheet: Sheet,
        kind: str,
        digits: int,
        people: Mapping[str, Employee],
        names: CourseNames,
        answered: Answered,
        recorded: Collection[Key] = (),
        newest: Mapping[str, str] | None = None,
        handed_on: Collection[str] = (),
    ) -> None:
        """Take the table: a column a course is read as a line for each person and course.

        Args:
            sheet: the table, with its columns understood.
            kind: ``attendance`` or ``qualifications``.
            digits: how many digits a 職員番号 has, 0 = not set.
            people: everybody who is or was in the roster, by number.
            names: what names of courses stand for.
            answered: what somebody said of the list.
            recorded: what is on record already.
            newest: numbers that people gave up, with the one each of them has now.
            handed_on: numbers that somebody else had before.
        """
        is_wide = sheet.plan.has(Column.COURSE)
        sheet, days = without_days(sheet) if is_wide else (sheet, {})
        settled = settle(sheet, kind, answered.accept)
        self.side_by_side = as_list(settled.sheet, days, answered.title) if is_wide else None
        self._wide = settled.sheet
        self._sheet = self.side_by_side.sheet if self.side_by_side else settled.sheet
        self._kind = RECORD_KINDS[kind]
        self._people = people
        self._who = LinePeople(self._sheet, digits, people, answered.accept, newest or {}, handed_on)
        self._names = names
        self._accept = answered.accept
        self._today = answered.today
        self._to_come: set[tuple[str, str]] = set()
        self._recorded = recorded
        self._words = answered.words
        self._only_marks = self.side_by_side is not None and not self.side_by_side.in_parts
        self._status = StatusReader(
            self._sheet,
            exam=self._kind == EXAM,
            words=answered.words,
            pass_mark=answered.pass_mark,
            side_by_side=self._only_marks,
            days=self.side_by_side.undated if self.side_by_side else (),
        )
        self._unclear: dict[tuple[str, Column, str], list[TableCell]] = {}
        self._unknown: dict[str, list[TableCell]] = {}
        self._folded: dict[str, tuple[str, TableCell]] = {}
        self._event_names: dict[str, str] = {}
        plan = self._sheet.plan
        self._named_by = int(plan.has(Column.NAME))
        self._has_day = plan.has(Column.DATE)
        columns = (Column.NUMBER, Column.NAME, Column.EVENT, Column.DATE, *self._status.columns)
        self._places = tuple(plan.places.get(column, -1) for column in columns if plan.has(column))
        # A name in two columns is read the long way.
        self._widest = max(self._places) if min(self._places) >= 0 else sys.maxsize
        self._clear_people: dict[tuple[object, ...], str] = {}
        self._clear_lines: dict[tuple[object, ...], tuple[str, str, str, bool, bool]] = {}
        self._fine: set[str] = set()
        self._days: dict[tuple[str, bool], tuple[str, str] | None] = {}
        self._blank: list[TableCell] = []
        self._undated: TableCell | None = None
        self._undated_lines = 0
        self._periods: list[TableCell] = []
        self._months: list[TableCell] = []
        self._left: dict[str, TableCell] = {}
        self._failed = 0
        self._left_out = 0
        self._without_points: list[TableCell] = []
        self._lines = LineRecords(self._sheet, self._status.columns, answered.accept)
        self.problems: list[Problem] = list(settled.problems)
        self.notices: list[Problem] = list(settled.notices)

    @property
    def accepted(self) -> frozenset[str]:
        """The codes of findings whose proposal is taken."""
        return self._accept

    @property
    def records(self) -> Mapping[Key, EvidenceRecord]:
        """What the lines come to."""
        return self._lines.records

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What is asked of each person by itself."""
        return (*self._who.questions, *self._lines.questions)

    @property
    def has_points(self) -> bool:
        """Whether points stand in the table."""
        return self._status.has_points

    @property
    def asked_words(self) -> tuple[AskedWord, ...]:
        """The words that are not understood, the most frequent first."""
        found = [
            AskedWord(word, column, cells[0].ref, len(cells))
            for (code, column, word), cells in self._unclear.items()
            if code == UNCLEAR
        ]
        return tuple(sorted(found, key=lambda one: -one.lines))

    @property
    def asked_names(self) -> tuple[AskedName, ...]:
        """The names of courses that no framework has, in the order of the table."""
        return tuple(
            AskedName(name, cells[0].ref, len(cells), self._names.near(name))
            for name, cells in self._unknown.items()
        )

    def read(self, progress: Progress | None = None) -> None:
        """Read all lines; ``progress`` is told of them now and then, and may stop it."""
        self.notices.extend(self._wide.read_down())
        self.notices += self._wide.table.notes
        if self.side_by_side:
            self._tell_side_by_side()
        rows = self._sheet.table.rows
        for position, row in enumerate(rows):
            if position % _TICK == 0:
                tick(progress, position, len(rows))
            if not self._quick(row):
                self._row(row)
        tick(progress, len(rows), len(rows))
        self._settle()
        self._ask_words()
        self._ask_names()
        if self.side_by_side and self.side_by_side.in_parts:
            self._ask_bare()
        if not self._status.any and self._kind == COURSE and self.side_by_side is None:
            unread = unread_status(self._sheet)
            if unread is not None:
                accepted = "出欠や結果のような列を、承認のとおり、使わずに取り込みます。"
                self._told(*unread, accepted, instead=True)
            message = "修了したかどうかの列がないため、受講の記録としてだけ取り込みます。修了証は出ません。"
            notice = Problem("completion-unknown", message, "修了の列を加えると修了証を出せます。")
            self.notices.append(self._sheet.at(notice, TableCell()))
        self._tell_gaps()
        self._tell_folded()
        self._tell_words()
        self.problems = list(dict.fromkeys(self.problems))
        self.notices = list(dict.fromkeys(self.notices))

    def _settle(self) -> None:
        """Ask about people and lines that do not agree, now that all of them were read."""
        self._who.settle(self._told)
        self._lines.settle(self._people)
        self.problems = [*self._who.problems, *self._lines.problems, *self.problems]
        self.notices += (*self._who.notices, *self._lines.notices)

    def _tell_side_by_side(self) -> None:
        assert self.side_by_side is not None
        courses = self.side_by_side.courses
        size = f"{len(courses):,}研修 × {self.side_by_side.people:,}人"
        message = f"研修ごとの列に印が並ぶ表として読みました: {size}。空の欄は、何も取り込みません。"
        shown = "、".join(course.name for course in courses[:_SHOWN])
        shown += " ほか" if len(courses) > _SHOWN else ""
        fix = "研修でない列があれば、その列の意味を「使わない」にしてください。"
        self.notices.append(
            self._sheet.at(Problem("attendance-matrix", message, fix, shown), courses[0].header)
        )
        self._tell_days(self.side_by_side.dated, self.side_by_side.fiscal_year)

    def _tell_days(self, days: Sequence[TableCell], fiscal_year: int) -> None:
        if days:
            shown = "、".join(f"{cell.ref}「{cell.value.strip()}」" for cell in days[:_SHOWN])
            shown += " ほか" if len(days) > _SHOWN else ""
            label = fiscal_year_label(fiscal_year)
            message = f"年のない日付が{len(days):,}か所あります。{label}の日付として読みます。"
            fix = "得点なら、その列の見出しを「研修名_得点」のようにしてください。"
            self.notices.append(self._sheet.at(Problem("date-without-year", message, fix, shown), days[0]))

    def _ask_bare(self) -> None:
        """Ask about courses of one column beside those whose columns say what they are about."""
        bare = course_places(self._wide.table, self._wide.plan.used)
        if bare:
            header = self._wide.table.headers[bare[0]]
            message = (
                f"見出し「{header.value.strip()}」の列に印がありますが、受講の列か修了の列か分かりません。"
            )
            fix = (
                "見出しを「研修名_受講」か「研修名_修了」のようにしてください。"
                "その列を使わなくてよければ承認してください。"
            )
            names = "、".join(self._wide.table.headers[place].value.strip() for place in bare[:_SHOWN])
            accepted = "受講と修了のどちらか分からない列を、承認のとおり、使わずに取り込みます。"
            self._told(Problem("status-unread", message, fix, names), header, accepted, instead=True)

    def _ask_words(self) -> None:
        """Ask about each word that is not understood once, with its first cell and how often it stands.

        Once that is settled, the word is not told again: it may say what is nobody's to keep.
        """
        for (code, column, word), cells in self._unclear.items():
            problem = Question(code, column, word, cells[0]).problem()
            if len(cells) > 1:
                more = f"同じ言葉の行が、ほかに{len(cells) - 1:,}行あります。"
                if code == NO_PASS_MARK:
                    more = f"得点の行は、全部で{len(cells):,}行あります。"
                problem = dataclasses.replace(problem, message=problem.message + more)
            which = {UNCLEAR: "意味の分からない言葉", CONTRADICTS: "欄どうしが食い違う"}.get(code, "得点だけ")
            self._told(
                problem,
                cells[0],
                f"承認のとおり、{which}の{len(cells):,}行を除いて取り込みます。",
                instead=True,
                shown="" if code == NO_PASS_MARK else word,
            )
        if self._without_points:
            count = len(self._without_points)
            message = f"承認のとおり、得点を使わずに{count:,}行を読みました。得点は残しません。"
            self.notices.append(self._sheet.at(Problem(NO_PASS_MARK, message), self._without_points[0]))

    def _ask_names(self) -> None:
        """Ask about each name of a course that no framework has."""
        asked = self.asked_names
        for one in asked if COURSE_UNKNOWN not in self._accept else ():
            near = "".join(f"「{name}」" for name in one.near)
            message = (
                f"研修名「{one.name}」({one.lines:,}行)は、年度のスキル体系にありません。"
                + (f"近いのは{near}です。" if near else "")
                + "このままでは、体系の研修を修了したことになりません。"
            )
            fix = (
                "体系のどの研修かを選んでください(コマンドでは --course)。次からは同じ研修として読みます。"
                "体系にない研修でよければ承認してください。"
            )
            problem = Problem(COURSE_UNKNOWN, message, fix, one.name)
            self.problems.append(self._sheet.at(problem, self._unknown[one.name][0]))
        if asked and COURSE_UNKNOWN in self._accept:
            shown = "、".join(one.name for one in asked[:_SHOWN]) + (" ほか" if len(asked) > _SHOWN else "")
            message = f"承認のとおり、{len(asked):,}件の研修名を、スキル体系にない研修として取り込みます。"
            notice = Problem(COURSE_UNKNOWN, message, "", shown)
            self.notices.append(self._sheet.at(notice, self._unknown[asked[0].name][0]))

    def _tell_folded(self) -> None:
        """Tell which names are another spelling of a known one, by width, case or blanks alone."""
        if self._folded:
            shown = "、".join(f"{said} → {name}" for said, (name, _) in list(self._folded.items())[:_SHOWN])
            shown += " ほか" if len(self._folded) > _SHOWN else ""
            message = (
                f"全角・半角、大文字・小文字、空白だけが違う名前が{len(self._folded):,}件あります。"
                "同じ研修・試験として取り込みます。"
            )
            first = next(iter(self._folded.values()))[1]
            self.notices.append(self._sheet.at(Problem("course-name-folded", message, "", shown), first))

    def _tell_words(self) -> None:
        """Tell what was read as somebody said before, and of what nothing is kept."""
        if self._left_out:
            message = f"「除く」と決めた言葉の{self._left_out:,}行を除いて取り込みます。"
            self.notices.append(self._sheet.at(Problem("word-left-out", message), TableCell()))
        if self._failed:
            message = f"合格しなかった{self._failed:,}行は、受講にも修了にも数えません。記録にも残しません。"
            self.notices.append(self._sheet.at(Problem(NOT_KEPT, message), TableCell()))

    def _tell_gaps(self) -> None:
        if self._months:
            self._told(
                Problem(
                    MONTH_ONLY,
                    f"年と月だけで日のない日付が{len(self._months):,}か所あります。",
                    "合格証などに月までしかないなら、その月の1日の日付として取り込みます。それでよければ"
                    "承認してください。日が分かれば、日まで書いてください。",
                    self._months[0].value,
                ),
                self._months[0],
                "月の1日の日付として取り込みます。",
            )
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
                f"日付のない受講が{self._undated_lines:,}行あります。"
                "どの年度の受講率にも数えられず、修了証も出ません。"
            )
            fix = "受講日を入れて取り込み直してください。"
            self.notices.append(self._sheet.at(Problem("date-missing", message, fix), self._undated))
        if self._left:
            shown = "、".join(list(self._left)[:_SHOWN]) + (" ほか" if len(self._left) > _SHOWN else "")
            message = f"退職・転出などで名簿から外れている人が{len(self._left):,}人います。記録は残します。"
            first = next(iter(self._left.values()))
            self.notices.append(self._sheet.at(Problem("person-left", message, "", shown), first))

    def _told(
        self,
        problem: Problem,
        cell: TableCell,
        accepted: str = "この行を除いて取り込みます。",
        *,
        instead: bool = False,
        shown: str = "",
    ) -> None:
        """Ask, or tell what is done where it is accepted: ``instead`` of the finding, and ``shown``."""
        found = self._sheet.at(problem, cell)
        if problem.code in self._accept:
            message = accepted if instead else f"{problem.message}承認のとおり、{accepted}"
            told = shown if instead else found.found
            self.notices.append(dataclasses.replace(found, message=message, fix="", found=told))
        else:
            self.problems.append(found)

    def _quick(self, row: Sequence[TableCell]) -> bool:
        """Read a line that holds only what was read before without a question; tell whether it did.

        A long list says a handful of courses, days and words tens of thousands of times.
        """
        if len(row) <= self._widest:
            return False
        who, line = self._keys(row)
        number = self._clear_people.get(who)
        said = self._clear_lines.get(line) if number else None
        if number is None or said is None:
            return False
        name, day, word, completed, undated = said
        self._undated_lines += undated
        self._lines.add(EvidenceRecord(number, self._kind, name, day, word, completed), row)
        return True

    def _keys(self, row: Sequence[TableCell]) -> tuple[tuple[object, ...], tuple[object, ...]]:
        """Return what a line says of whom, and what of a course, without the addresses of its cells."""
        number = row[self._places[0]]
        said = [row[place].value for place in self._places[1:]]
        named = self._named_by
        who = (number.value, number.is_number, number.is_date, *said[:named])
        return who, (self._has_day and row[self._places[named + 2]].is_number, *said[named:])

    def _row(self, row: Sequence[TableCell]) -> None:
        broken = self._sheet.broken(row)
        if broken:
            self.problems.extend(broken)
            return
        told = self._told_so_far()
        number = self._who.number(row, self._told)
        name_cell = self._sheet.cell(row, Column.EVENT)
        where = name_cell if name_cell.ref else self._sheet.row_ref(row)
        name = self._event(name_cell, where)
        self._look_at_texts(row)
        date_cell = self._sheet.cell(row, Column.DATE)
        period = self._days_of(date_cell)
        said = self._said(row)
        if not number or not name or period is None:
            return
        called, name = name, self._names.meant(name)
        if name != called and evened(name) == evened(called):
            self._folded.setdefault(called, (name, where))
        if self._asks_for(called, (number, self._kind, name, period[0])):
            self._unknown.setdefault(name, []).append(where)
        if said is None:
            return
        # The day under a course is the day of this person; that of the header is everybody's.
        day = (said.day if self._only_marks else "") or period[0] or said.day
        if said.left_out or said.failed:
            self._pass_over(said, EvidenceRecord(number, self._kind, name, day), row)
            return
        is_left = self._people[number].left
        if is_left:
            self._left.setdefault(number, self._sheet.cell(row, Column.NUMBER))
        completed = said.outcome is Outcome.COMPLETED
        if self._is_to_come(day, date_cell, where):
            return
        record = EvidenceRecord(number, self._kind, name, day, said.word, completed)
        if said.blank:
            blank = self._sheet.cell(row, self._status.columns[0])
            self._blank.append(blank if blank.ref else where)
        undated = not record.date and said.outcome.counts
        if undated:
            self._undated_lines += 1
            self._undated = self._undated or (date_cell if date_cell.ref else where)
        self._lines.add(record, row)
        if told == self._told_so_far() and not (said.blank or is_left or period[0] != period[1]):
            self._remember(row, record, undated=undated)

    def _pass_over(self, said: Said, record: EvidenceRecord, row: Sequence[TableCell]) -> None:
        """Count a line of which nothing is kept."""
        self._left_out += said.left_out
        self._failed += said.failed
        if said.failed:
            self._lines.fail(record, row)

    def _is_to_come(self, day: str, cell: TableCell, where: TableCell) -> bool:
        """Tell, with a finding for each cell, whether a line is of a day that is still to come.

        Of a period that is its first day: who completed half of a course of a year may be listed.
        """
        if not self._today or day <= self._today:
            return False
        place = cell if cell.ref else where
        if (cell.ref, day) not in self._to_come:
            self._to_come.add((cell.ref, day))
            message = f"日付が、きょう({wareki(date.fromisoformat(self._today))})より後です。"
            fix = f"年や月の書き誤りなら直してください。これから受ける人の行なら、{_OMIT}"
            self._told(Problem("date-future", message, fix, cell.value or day), place)
        return True

    def _told_so_far(self) -> tuple[int, ...]:
        asked = len(self._who.problems), len(self._who.notices), self._who.asked_lines
        told = len(self.problems), len(self.notices), len(self._months)
        return *told, len(self._without_points), *asked

    def _remember(self, row: Sequence[TableCell], record: EvidenceRecord, *, undated: bool) -> None:
        """Keep what a line of which nothing was told says, for the next ones that say the same."""
        if len(row) > self._widest:
            who, line = self._keys(row)
            self._clear_people[who] = record.employee_number
            if record.name not in self._unknown:
                said = record.name, record.date, record.result, record.completed
                self._clear_lines[line] = (*said, undated)

    def _asks_for(self, name: str, key: Key) -> bool:
        """Tell whether it has to be asked what a course is; not again of what is on record as it is."""
        return self._kind == COURSE and not self._names.is_known(name) and key not in self._recorded

    def _look_at_texts(self, row: Sequence[TableCell]) -> None:
        """Find what is too long or holds control characters among what is kept of a line."""
        for column in _TEXTS:
            cell = self._sheet.cell(row, column)
            if not cell.value or cell.value in self._fine:
                continue
            self.problems += (self._sheet.at(p, cell) for p in too_long(cell.value, limit=NAME_UNITS))
            bad = control_characters(cell.value.strip())
            if bad:
                message = f"{LABELS[column]}に改行などの制御文字が入っています。"
                problem = Problem("control-character", message, "その文字を消してください。", bad)
                self.problems.append(self._sheet.at(problem, cell))
            elif len(cell.value) <= NAME_UNITS // 2:
                self._fine.add(cell.value)

    def _said(self, row: Sequence[TableCell]) -> Said | None:
        """Return what a line says of the person, ``None`` (with a finding) where that is to be asked."""
        found = self._status.read(row)
        if isinstance(found, Said):
            return found
        if found.code == NO_PASS_MARK and NO_PASS_MARK in self._accept:
            self._without_points.append(found.cell)
            return self._status.without_points()
        word = "" if found.code == NO_PASS_MARK else found.word
        self._unclear.setdefault((found.code, found.column, word), []).append(found.cell)
        return None

    def _event(self, cell: TableCell, where: TableCell) -> str:
        """Return the name of the course or examination, empty (with a finding) where there is none."""
        known = self._event_names.get(cell.value)
        if known:
            return known
        name = cell.value.strip()
        if not name:
            message = "研修名・試験名が空です。"
            self._told(Problem("event-empty", message, f"名称を入れてください。{_OMIT}"), where)
            return ""
        if outcome_of(name) is not Outcome.UNCLEAR or read_date(name):
            message = "研修名・試験名の欄に、名称ではなく結果や日付のようなものが入っています。"
            fix = f"見出しの対応か名称を直してください。{_OMIT}"
            self._told(Problem("event-not-a-name", message, fix, name), where)
            return ""
        self._event_names[cell.value] = name
        return name

    def _days_of(self, cell: TableCell) -> tuple[str, str] | None:
        """Return the first and the last day a cell names, ``None`` (with a finding) for what is no day."""
        period = self._period(cell)
        month = read_month(cell.value) if period is None and self._kind == EXAM else ""
        if month:
            self._months.append(cell)
            return month, month
        if period is None:
            message = "日付として読めません。"
            fix = f"2025/6/1 か 令和7年6月1日 のように書いてください。{_OMIT}"
            self._told(Problem("date-unreadable", message, fix, cell.value), cell)
        elif period[0] != period[1]:
            self._periods.append(cell)
        return period

    def _period(self, cell: TableCell) -> tuple[str, str] | None:
        key = (cell.value, cell.is_number)
        if key not in self._days:
            from_1904 = self._sheet.table.from_1904
            # A day to come is told as such (``_future``), however far away a slip of the pen puts it.
            until = _EVER if self._today else ""
            self._days[key] = read_period(
                cell.value, is_number=cell.is_number, from_1904=from_1904, until=until
            )
        return self._days[key]
