"""What the status cells of an attendance or examination table say: 結果, 修了 and 出欠 of one line.

A word that is not known is never taken for attendance: it is asked about with its cell. What is kept is a
word by which every reader (``domain.completion``) comes to the same result later.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain.columns import LABELS, Column, ColumnPlan
from dxdesk.domain.completion import (
    DECIDED,
    NO_WORD,
    Outcome,
    evened,
    fails,
    is_mark,
    kept_word,
    outcome_of,
    score,
    word_key,
)
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports.understanding import Sheet

STATUS = (Column.COMPLETED, Column.RESULT, Column.ATTENDED)
ANSWERS: Mapping[str, Outcome | None] = {
    "completed": Outcome.COMPLETED,
    "attended": Outcome.ATTENDED,
    "absent": Outcome.NOT,
    "nothing": None,
}
"""What somebody may say of a word: what its lines mean, or that they are left out."""

ANSWER_LABELS: Mapping[str, str] = {
    "completed": "修了・合格",
    "attended": "受講・出席",
    "absent": "欠席など",
    "nothing": "除く",
}
UNCLEAR, CONTRADICTS, NO_PASS_MARK = "result-unclear", "result-contradicts", "pass-mark-missing"
DATED = "日付"
"""What a date in the column of a course is called when it is asked what such a cell means."""

_ABSENT_WORDS = "欠席 欠 未受講 不参加 未参加 未出席 未修了 不合格 受講せず × ✕"
_ABSENCE = frozenset(evened(word) for word in _ABSENT_WORDS.split())
_PASSED = "合格"

Meanings = Mapping[str, Outcome | None]
"""What somebody said of words, by ``word_key``; ``None``: such lines are left out."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: the outcome, the word that is kept of it, and the day of a 修了日.

    ``blank``: the table has a column for it, and this line left it empty. ``left_out``: somebody said that
    such lines say nothing; ``failed``: somebody did not pass, of which nothing is kept.
    """

    outcome: Outcome
    word: str = ""
    day: str = ""
    blank: bool = False
    left_out: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A word that is to be asked about: why (a code), in which column and cell."""

    code: str
    column: Column
    word: str
    cell: TableCell

    def problem(self) -> Problem:
        """Return it as a finding."""
        return _question(self.code, self.column, self.word)


def said_keys(said: Mapping[str, str]) -> dict[str, str]:
    """Return what somebody said of words as keys of ``ANSWERS``; labels are understood, too.

    Raises:
        KnownError: ``word-meaning``.
    """
    labels = {label: key for key, label in ANSWER_LABELS.items()}
    found: dict[str, str] = {}
    for word, answer in said.items():
        key = labels.get(answer.strip(), answer.strip().casefold())
        if not evened(word) or key not in ANSWERS:
            raise KnownError(
                "word-meaning",
                "言葉の意味の指定が読めません。何も取り込んでいません。",
                "「言葉=completed」のように、completed(修了・合格)、attended(受講・出席)、absent(欠席など)、"
                "nothing(除く)のどれかで書いてください。",
                found=f"{word}={answer}"[:80],
            )
        found[word] = key
    return found


def meanings_of(said: Mapping[str, str]) -> dict[str, Outcome | None]:
    """Return what somebody said of words, to read by; raises as ``said_keys``."""
    return {word_key(word): ANSWERS[key] for word, key in said_keys(said).items()}


class StatusReader:
    """Reads the status cells of the lines of one table."""

    def __init__(
        self,
        sheet: Sheet,
        *,
        exam: bool,
        words: Meanings | None = None,
        pass_mark: float | None = None,
        side_by_side: bool = False,
        days: Iterable[TableCell] = (),
    ) -> None:
        """Take the table; a column that is empty from top to bottom counts for examinations only.

        Args:
            sheet: the table.
            exam: whether it is a list of examinations.
            words: what somebody said of words; that wins over what they usually mean.
            pass_mark: from how many points on somebody passed; ``None`` where nobody said.
            side_by_side: the cells stand under the name of a course, so that a mark or a date alone does not
                say whether it was completed or attended.
            days: cells under a course that hold a day without a year: no points, whatever they look like.
        """
        self._sheet = sheet
        self._exam = exam
        self._words = words or {}
        self._pass_mark = pass_mark
        self._side_by_side = side_by_side
        self._days = frozenset(cell.value.strip() for cell in days)
        values = {column: _values(sheet, column) for column in (*STATUS, Column.SCORE)}
        self.columns = tuple(
            column for column in STATUS if sheet.plan.has(column) and (exam or values[column])
        )
        if values[Column.SCORE]:
            self.columns = (*self.columns, Column.SCORE)
        self._scored = {
            column
            for column in (Column.SCORE, Column.RESULT)
            if column in self.columns and (column is Column.SCORE or _scored(values[column] - self._days))
        }
        self._known: dict[tuple[Column, str], Outcome | None] = {}

    @property
    def any(self) -> bool:
        """Whether the table says at all who completed or was there."""
        return bool(self.columns)

    @property
    def has_points(self) -> bool:
        """Whether points stand in the table that a threshold makes 合格 or not."""
        return bool(self._scored)

    def read(self, row: Sequence[TableCell]) -> Said | Question:
        """Return what a line says, or what has to be asked about it."""
        if not self.columns:
            return Said(Outcome.COMPLETED if self._exam else Outcome.ATTENDED)
        cells = {column: self._sheet.cell(row, column) for column in self.columns}
        day = ""
        if Column.COMPLETED in cells:
            day = _day(cells[Column.COMPLETED], from_1904=self._sheet.table.from_1904)
        found: dict[Column, Outcome] = {}
        failed = False
        for column, cell in cells.items():
            text = cell.value.strip()
            if not text:
                continue
            if column is Column.COMPLETED and day:
                found[column] = Outcome.COMPLETED
                continue
            meaning = self._meaning(column, cell, text)
            if meaning is None:
                return Said(Outcome.NOT, left_out=True)
            found[column] = meaning
            failed |= meaning is Outcome.NOT and self._is_failure(column, text)
        if not found:
            return Said(Outcome.NOT, NO_WORD, blank=True)
        asked = _asked(found)
        if asked is not None:
            return self._question(*asked, cells[asked[0]])
        if self._side_by_side:
            day = self._day_of(cells[Column.RESULT])
        decided = _decided(found)
        if decided is Outcome.NOT and failed:
            return Said(Outcome.NOT, failed=True)
        return Said(decided, self._word(decided, found, cells, day), day)

    def _question(self, column: Column, code: str, cell: TableCell) -> Question:
        word = cell.value.strip()
        if code == UNCLEAR and self._is_points(column, cell):
            code = NO_PASS_MARK
        elif code == UNCLEAR and self._side_by_side and _is_day(cell, word):
            word = DATED
        return Question(code, Column.COURSE if self._side_by_side else column, word, cell)

    def _day_of(self, cell: TableCell) -> str:
        """Return the day that stands under a course instead of a mark, empty where none does."""
        if outcome_of(cell.value) is not Outcome.UNCLEAR:
            return ""
        from_1904 = self._sheet.table.from_1904
        return read_date(cell.value, is_number=cell.is_number, from_1904=from_1904) or ""

    def without_points(self) -> Said:
        """Return what a line says that holds points alone, where nobody said how many are enough."""
        if self._exam:
            return Said(Outcome.NOT, left_out=True)
        return Said(Outcome.ATTENDED, DECIDED[Outcome.ATTENDED])

    def _meaning(self, column: Column, cell: TableCell, text: str) -> Outcome | None:
        key = (column, text) if not (self._side_by_side and cell.is_date) else (column, DATED)
        if key not in self._known:
            self._known[key] = self._work_out(column, cell, text)
        return self._known[key]

    def _work_out(self, column: Column, cell: TableCell, text: str) -> Outcome | None:
        said = word_key(text)
        if said in self._words:
            return self._words[said]
        if self._side_by_side:
            if outcome_of(text) is Outcome.UNCLEAR and _is_day(cell, text):
                return self._words.get(DATED, Outcome.UNCLEAR)
            found = Outcome.UNCLEAR if is_mark(text) else outcome_of(text)
            if found is Outcome.UNCLEAR and self._is_points(column, cell) and self._pass_mark is not None:
                return Outcome.COMPLETED if (score(text) or 0) >= self._pass_mark else Outcome.NOT
            return found
        points = score(text) if column in self._scored else None
        if points is not None:
            if self._pass_mark is None:
                return Outcome.UNCLEAR
            return Outcome.COMPLETED if points >= self._pass_mark else Outcome.NOT
        found = outcome_of(text)
        # ○ in a list of 出欠 tells who was there, not who completed.
        present = column is Column.ATTENDED and found is Outcome.COMPLETED
        return Outcome.ATTENDED if present else found

    def _is_points(self, column: Column, cell: TableCell) -> bool:
        """Tell whether a cell holds points; 1 and 0 under the name of a course may be marks."""
        if column not in self._scored or score(cell.value) is None or cell.value.strip() in self._days:
            return False
        return not (self._side_by_side and outcome_of(cell.value) is not Outcome.UNCLEAR)

    def _is_failure(self, column: Column, text: str) -> bool:
        if word_key(text) in self._words:
            return False
        if self._is_points(column, TableCell(text)):
            return True
        return fails(text, exam=self._exam and column is not Column.ATTENDED)

    def _word(
        self, decided: Outcome, found: Mapping[Column, Outcome], cells: Mapping[Column, TableCell], day: str
    ) -> str:
        """Return the word that is kept: that of the cell which decided."""
        for column in (Column.RESULT, Column.ATTENDED, Column.COMPLETED, Column.SCORE):
            if found.get(column) is not decided or (column is Column.COMPLETED and day):
                continue
            text = cells[column].value.strip()
            if self._is_points(column, cells[column]):
                return _PASSED if decided is Outcome.COMPLETED else ""
            if self._side_by_side and day:
                return "" if decided is Outcome.COMPLETED else DECIDED[decided]
            return kept_word(decided, text)
        return ""


def _values(sheet: Sheet, column: Column) -> set[str]:
    """Return the different texts of a column, without blanks."""
    if not sheet.plan.has(column):
        return set()
    return {text.strip() for text in sheet.table.texts(sheet.plan.first(column))} - {""}


def _scored(values: Iterable[str]) -> bool:
    """Tell whether points stand among the texts of a column: then 1 and 0 are points, too."""
    return any(score(value) is not None and outcome_of(value) is Outcome.UNCLEAR for value in values)


def _is_day(cell: TableCell, text: str) -> bool:
    return cell.is_date or bool(read_date(text, is_number=cell.is_number))


def unread_status(sheet: Sheet) -> tuple[Problem, TableCell] | None:
    """Return a question where a column nobody understood says who was absent."""
    for position in _unused(sheet.plan, sheet.table):
        values = [value for row in sheet.table.rows if (value := _value(row, position))]
        known = sum(outcome_of(value) is not Outcome.UNCLEAR for value in values)
        absent = next((value for value in values if evened(value) in _ABSENCE), "")
        if absent and 2 * known > len(values):
            header = sheet.table.headers[position]
            message = (
                f"見出し「{header.value.strip()}」の列に「{absent}」などがありますが、出欠や結果の列として読めません。"
                "このままでは欠席した人も受講したことになるため、取り込んでいません。"
            )
            fix = (
                "見出しを「出欠」「結果」「修了」のどれかにするか、見出しの対応で指定してください"
                "(コマンドでは --mapping)。出欠の列でなければ承認してください。"
            )
            return Problem("status-unread", message, fix, absent), header
    return None


def _unused(plan: ColumnPlan, table: ForeignTable) -> list[int]:
    used = {place for places in plan.positions.values() for place in places}
    return [place for place, header in enumerate(table.headers) if place not in used and header.value.strip()]


def _value(row: Sequence[TableCell], position: int) -> str:
    return row[position].value.strip() if position < len(row) else ""


def _day(cell: TableCell, *, from_1904: bool) -> str:
    """Return the date that stands in the column 修了: it was completed on it."""
    text = unicodedata.normalize("NFKC", cell.value.strip())
    if not text or outcome_of(text) is not Outcome.UNCLEAR:
        return ""
    return read_date(text, is_number=cell.is_number, from_1904=from_1904) or ""


def _asked(found: dict[Column, Outcome]) -> tuple[Column, str] | None:
    """Return which column to ask about, and why; ``None`` where the line is clear."""
    completed, present = found.get(Column.COMPLETED), found.get(Column.ATTENDED)
    result = found.get(Column.RESULT)
    if completed is Outcome.UNCLEAR:
        return Column.COMPLETED, UNCLEAR
    if present is Outcome.UNCLEAR and completed is None:
        return Column.ATTENDED, UNCLEAR
    points = found.get(Column.SCORE)
    # A score beside a column that decides is no riddle.
    alone = completed is None and present is None and points in (None, Outcome.UNCLEAR)
    if result is Outcome.UNCLEAR and alone:
        return Column.RESULT, UNCLEAR
    if points is Outcome.UNCLEAR and len(found) == 1:
        return Column.SCORE, UNCLEAR
    done = Outcome.COMPLETED in (completed, result)
    if done and present is Outcome.NOT:
        return Column.ATTENDED, CONTRADICTS
    if completed is Outcome.COMPLETED and result is Outcome.NOT:
        return Column.RESULT, CONTRADICTS
    return None


def _decided(found: dict[Column, Outcome]) -> Outcome:
    """Return what a clear line says: 修了 decides, then 結果; who did not complete may have been there."""
    said = [
        found[column]
        for column in (*STATUS, Column.SCORE)
        if found.get(column, Outcome.UNCLEAR) is not Outcome.UNCLEAR
    ]
    if said[0] is Outcome.NOT and Outcome.ATTENDED in said:
        return Outcome.ATTENDED
    return said[0]


def _question(code: str, column: Column, word: str) -> Problem:
    if code == NO_PASS_MARK:
        message = f"{LABELS[column]}の欄に得点があり、何点から合格・修了なのか分かりません。"
        fix = (
            "合格点を入れてください(コマンドでは --pass-mark)。得点そのものは残しません。"
            "得点を使わずに取り込んでよければ承認してください。"
        )
        return Problem(code, message, fix)
    if code == UNCLEAR:
        message = f"{LABELS[column]}の「{word}」は、受講・修了したのかどうか分かりません。"
        fix = (
            "言葉の意味を選んでください(コマンドでは --word)。次からは同じ列の表で、同じ意味に読みます。"
            "その行を除いてよければ承認してください。"
        )
    else:
        message = f"{LABELS[column]}の「{word}」が、同じ行のほかの欄では修了・合格となっていて食い違います。"
        fix = "どちらが正しいかを確かめて直してください。この行を除いてよければ承認してください。"
    return Problem(code, message, fix, word)
