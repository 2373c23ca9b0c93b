"""What the lines of a list come to, one record for a person, course and day.

Lines that say the same, or of which one says more (出席 and 修了), are one record. Where one says that the
person was there and another that they were not, nobody decides but a person, who is shown both. Lines of
several turns of a course (a column 回) contradict nobody: that one of them is enough is asked once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dxdesk.domain.columns import Column
from dxdesk.domain.completion import NO_WORD, Outcome, outcome_of, score
from dxdesk.domain.errors import Problem
from dxdesk.domain.wareki import wareki
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, said_of, value_of
from dxdesk.usecases.imports.understanding import Sheet

CONTRADICT = "lines-contradict"
TURNS, MERGED = "turns-differ", "turns-merged"
_RANK = {Outcome.NOT: 0, Outcome.UNCLEAR: 0, Outcome.ATTENDED: 1, Outcome.COMPLETED: 2}
_OFFERED = 6
_SHOWN = 5

Key = tuple[str, str, str, str]
TurnKey = tuple[str, str, str, str, str]
Row = Sequence[TableCell]


def key_of(record: EvidenceRecord) -> Key:
    """Return what makes two records the same: person, kind, name, date."""
    return record.employee_number, record.kind, record.name, record.date


@dataclass(slots=True)
class _Line:
    """What one line says; ``failed`` ones are kept nowhere, but they contradict who passed."""

    record: EvidenceRecord
    row: Row
    failed: bool = False

    @property
    def says(self) -> bool | None:
        """Whether the person was there, ``None`` where the line leaves that open."""
        if self.failed:
            return False
        if self.record.result == NO_WORD and not self.record.completed:
            return None
        return self.record.outcome.counts


@dataclass(slots=True)
class LineRecords:
    """Collects the records of the lines of one list."""

    sheet: Sheet
    status: Sequence[Column]
    accept: Collection[str]
    records: dict[Key, EvidenceRecord] = field(default_factory=dict)
    """What all lines come to, once they are settled."""
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    _turns: dict[TurnKey, EvidenceRecord] = field(default_factory=dict)
    _rows: dict[TurnKey, Row] = field(default_factory=dict)
    _failed: dict[TurnKey, _Line] = field(default_factory=dict)
    _twice: list[Row] = field(default_factory=list)
    _against: dict[TurnKey, list[_Line]] = field(default_factory=dict)
    _has_turns: bool = False

    def __post_init__(self) -> None:
        """Look once whether the table tells turns apart."""
        self._has_turns = self.sheet.plan.has(Column.TURN)

    def _key(self, record: EvidenceRecord, row: Row) -> TurnKey:
        turn = _turn(self.sheet.cell(row, Column.TURN).value) if self._has_turns else ""
        return record.employee_number, record.kind, record.name, record.date, turn

    def add(self, record: EvidenceRecord, row: Row) -> None:
        """Add what a line says; of two that do not contradict each other the one that says more stands."""
        key = self._key(record, row)
        earlier = self._turns.get(key)
        if earlier is None:
            self._turns[key] = record
            self._rows[key] = row
            if key in self._failed:
                self._compare(key, self._failed[key], _Line(record, row))
            return
        if not self._compare(key, _Line(earlier, self._rows[key]), _Line(record, row)):
            self._twice.append(row)
        if _RANK[record.outcome] > _RANK[earlier.outcome]:
            self._turns[key] = record
            self._rows[key] = row

    def fail(self, record: EvidenceRecord, row: Row) -> None:
        """Take note of a line that says that somebody failed, of which nothing is kept."""
        key = self._key(record, row)
        line = _Line(record, row, failed=True)
        self._failed.setdefault(key, line)
        if key in self._turns:
            self._compare(key, _Line(self._turns[key], self._rows[key]), line)

    def _compare(self, key: TurnKey, earlier: _Line, line: _Line) -> bool:
        """Tell whether a line is one of some that contradict each other, and take note of it."""
        if key in self._against:
            self._against[key].append(line)
        elif None not in (earlier.says, line.says) and earlier.says is not line.says:
            self._against[key] = [earlier, line]
        return key in self._against

    def settle(self, people: Mapping[str, Employee]) -> None:
        """Ask about the lines that contradict each other, and tell of the others that came twice."""
        for key, lines in self._against.items():
            self._ask(key, lines, people[key[0]])
        if self._twice:
            message = (
                f"同じ人の同じ研修・試験・日付の行が{len(self._twice):,}行重なっています。"
                "重なった行は1つにし、出席と修了のように両立するときは、修了を採ります。"
            )
            cell = self._cell(self._twice[0])
            self.notices.append(self.sheet.at(Problem("lines-doubled", message), cell))
        self._merge(people)

    def _merge(self, people: Mapping[str, Employee]) -> None:
        """Make one record of the turns of each course: the one that says most."""
        if not self._has_turns:
            self.records.update((key[:4], record) for key, record in self._turns.items())
            return
        several: dict[Key, list[_Line]] = {}
        for key, record in self._turns.items():
            several.setdefault(key[:4], []).append(_Line(record, self._rows[key]))
        for whole, lines in several.items():
            self.records[whole] = max(lines, key=lambda line: _RANK[line.record.outcome]).record
        for key, line in self._failed.items():
            if key[:4] in several and key not in self._turns:
                several[key[:4]].append(line)
        merged = {key: lines for key, lines in several.items() if len(lines) > 1}
        differing = {
            key: lines for key, lines in merged.items() if {True, False} <= {line.says for line in lines}
        }
        for code, found in ((TURNS, differing), (MERGED, {} if differing else merged)):
            if found:
                self._tell_turns(code, found, people)

    def _tell_turns(
        self, code: str, found: Mapping[Key, Sequence[_Line]], people: Mapping[str, Employee]
    ) -> None:
        shown = "、".join(f"{key[0]} {people[key[0]].name}「{key[2]}」" for key in list(found)[:_SHOWN])
        shown += " ほか" if len(found) > _SHOWN else ""
        cell = self._cell(next(iter(found.values()))[-1].row)
        if code == MERGED:
            message = (
                f"同じ人の同じ研修が、回ごとの行に分かれているところが{len(found):,}件あります。"
                "1件の記録にまとめて取り込みます。"
            )
            self.notices.append(self.sheet.at(Problem(MERGED, message, "", shown), cell))
            return
        message = f"同じ研修でも、回によって出席と欠席などが違う人が{len(found):,}件あります。"
        fix = (
            "どれかの回に出席・修了していれば、その研修を受講・修了したとみなしてよければ承認してください。"
            "回ごとに残すときは、回ごとの受講日を表に入れてください。"
        )
        if TURNS in self.accept:
            told = f"{message}承認のとおり、どれかの回に出席・修了していれば、受講・修了として取り込みます。"
            self.notices.append(self.sheet.at(Problem(TURNS, told, "", shown), cell))
        else:
            self.problems.append(self.sheet.at(Problem(TURNS, message, fix, shown), cell))

    def _ask(self, key: TurnKey, lines: Sequence[_Line], person: Employee) -> None:
        number, _, course, day, _turn_of = key
        on = wareki(date.fromisoformat(day)) if day else ""
        text = f"{number} {person.name}「{course}」{on}"
        each: dict[tuple[str, bool, bool], _Line] = {}
        for line in lines:
            each.setdefault((line.record.result, line.record.completed, line.failed), line)
        # Not by the day: another answer may let another column of days count.
        name = f"{number}/{''.join(course.split())}/{self._cell(lines[0].row).ref}"
        options = [
            Option(f"{CONTRADICT}:{name}={self._cell(line.row).ref}", f"{self._said(line)}が正しい")
            for line in list(each.values())[:_OFFERED]
        ]
        left_out = f"{CONTRADICT}:{name}"
        options.append(Option(left_out, "どの行も取り込まない"))
        shown = "、".join(self._said(line) for line in lines[:_OFFERED])
        picked = value_of(self.accept, CONTRADICT, name)
        stands = next((line for line in each.values() if self._cell(line.row).ref == picked), None)
        none = stands is None and bool(said_of(self.accept, name, (CONTRADICT,)))
        taken = f"{left_out}={picked}" if stands else left_out if none else ""
        self.questions.append(Question(CONTRADICT, name, f"{text}: {shown}", tuple(options), taken))
        message = f"{text}の行が食い違っています: {shown}。"
        cell = self._cell(lines[-1].row)
        if stands is None and not none:
            fix = (
                "どの行が正しいかを決めてください"
                f"(コマンドでは --accept {options[0].accept} など。どの行も取り込まないときは "
                f"--accept {left_out})。同じ研修の別の回なら、回ごとの受講日を表に入れてください。"
            )
            self.problems.append(self.sheet.at(Problem(CONTRADICT, message, fix, shown), cell))
            return
        if stands is None or stands.failed:
            self._turns.pop(key, None)
            told = f"{text}の食い違う行は、どれも取り込みません。"
        else:
            self._turns[key] = stands.record
            told = f"{text}の食い違う行は、決めたとおり、{self._cell(stands.row).ref}の行を採ります。"
        self.notices.append(self.sheet.at(Problem(CONTRADICT, told), cell))

    def _cell(self, row: Row) -> TableCell:
        """Return the cell that says what became of the person in the course, else the line's first."""
        cells = (self.sheet.cell(row, column) for column in self.status)
        said = next((cell for cell in cells if cell.value.strip() and cell.ref), None)
        return said or self.sheet.row_ref(row)

    def _said(self, line: _Line) -> str:
        """Return what a line says, as it stands; points are not shown."""
        texts = (self.sheet.cell(line.row, column).value.strip() for column in self.status)
        words = [
            text
            for text in texts
            if text and (outcome_of(text) is not Outcome.UNCLEAR or score(text) is None)
        ]
        called = self.sheet.cell(line.row, Column.EVENT).value.strip()
        course = f"{called} " if "".join(called.split()) != "".join(line.record.name.split()) else ""
        return f"{self._cell(line.row).ref} {course}「{'・'.join(words) or line.record.result or '得点'}」"


def _turn(text: str) -> str:
    """Return what a cell says of the turn, so that 第1回, 1回目 and 1 are the same one."""
    even = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("^第|[回日]目?$|目$", "", even)
