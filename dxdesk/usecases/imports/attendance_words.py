"""What the status cells of an attendance or examination table say: 結果, 修了 and 出欠 of one line.

A word that is not known is never taken for attendance: it is asked about with its cell. What is kept is a
word by which every reader (``domain.completion``) comes to the same result later.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain.columns import LABELS, Column, ColumnPlan
from dxdesk.domain.completion import NO_WORD, Outcome, outcome_of, plain
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import Problem
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports.understanding import Sheet

STATUS = (Column.COMPLETED, Column.RESULT, Column.ATTENDED)
PRESENT = "出席"
"""What is kept where a mark in the column 出欠 says that somebody was there: a mark alone says 修了."""

_ABSENT_WORDS = "欠席 欠 未受講 不参加 未参加 未出席 未修了 不合格 受講せず × ✕"
_ABSENCE = frozenset(plain(word) for word in _ABSENT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: the outcome, the word that is kept of it, and the day of a 修了日.

    ``blank``: the table has a column for it, and this line left it empty.
    """

    outcome: Outcome
    word: str = ""
    day: str = ""
    blank: bool = False


class StatusReader:
    """Reads the status cells of the lines of one table."""

    def __init__(self, sheet: Sheet, *, exam: bool) -> None:
        """Take the table; a column that is empty from top to bottom counts for examinations only."""
        self._sheet = sheet
        self._exam = exam
        self.columns = tuple(
            column
            for column in STATUS
            if sheet.plan.has(column) and (exam or any(_text(sheet, row, column) for row in sheet.table.rows))
        )

    @property
    def any(self) -> bool:
        """Whether the table says at all who completed or was there."""
        return bool(self.columns)

    def read(self, row: Sequence[TableCell]) -> Said | tuple[Problem, TableCell]:
        """Return what a line says, or what has to be asked about it, with its cell."""
        if not self.columns:
            return Said(Outcome.COMPLETED if self._exam else Outcome.ATTENDED)
        cells = {column: self._sheet.cell(row, column) for column in self.columns}
        day = _day(cells.get(Column.COMPLETED, TableCell()), from_1904=self._sheet.table.from_1904)
        found = {
            column: Outcome.COMPLETED if column is Column.COMPLETED and day else _meaning(column, cell)
            for column, cell in cells.items()
            if cell.value.strip()
        }
        if not found:
            return Said(Outcome.NOT, NO_WORD, blank=True)
        asked = _asked(found)
        if asked is not None:
            column, code = asked
            cell = cells[column]
            return _question(code, column, cell.value.strip()), cell
        decided = _decided(found)
        return Said(decided, _word(decided, cells), day)


def unread_status(sheet: Sheet) -> tuple[Problem, TableCell] | None:
    """Return a question where a column nobody understood says who was absent."""
    for position in _unused(sheet.plan, sheet.table):
        values = [value for row in sheet.table.rows if (value := _value(row, position))]
        known = sum(outcome_of(value) is not Outcome.UNCLEAR for value in values)
        absent = next((value for value in values if plain(value) in _ABSENCE), "")
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


def matrix(plan: ColumnPlan, table: ForeignTable) -> Problem | None:
    """Return a refusal where the courses stand side by side as columns of marks or dates."""
    courses = [
        table.headers[position]
        for position in _unused(plan, table)
        if _is_marks(value for row in table.rows if (value := _value(row, position)))
    ]
    if plan.has(Column.EVENT) or not plan.has(Column.NUMBER) or not courses:
        return None
    shown = "".join(f"「{header.value.strip()}」" for header in courses[:3]) + (
        " ほか" if len(courses) > 3 else ""
    )
    return Problem(
        "attendance-matrix",
        f"研修名の列がなく、研修ごとの列に○や日付が並ぶ表のようです({shown})。"
        "この形の表は取り込めないため、何も取り込んでいません。",
        "1人の1つの研修を1行にして、職員番号・研修名・受講日・結果の列がある表に直してください。",
        shown,
    ).at(cell=courses[0].ref)


def _is_marks(values: Iterable[str]) -> bool:
    found = list(values)
    marks = sum(outcome_of(value) is not Outcome.UNCLEAR or bool(read_date(value)) for value in found)
    return 2 * marks > len(found)


def _unused(plan: ColumnPlan, table: ForeignTable) -> list[int]:
    used = {place for places in plan.positions.values() for place in places}
    return [place for place, header in enumerate(table.headers) if place not in used and header.value.strip()]


def _value(row: Sequence[TableCell], position: int) -> str:
    return row[position].value.strip() if position < len(row) else ""


def _text(sheet: Sheet, row: Sequence[TableCell], column: Column) -> str:
    return sheet.cell(row, column).value.strip()


def _day(cell: TableCell, *, from_1904: bool) -> str:
    """Return the date that stands in the column 修了: it was completed on it."""
    text = unicodedata.normalize("NFKC", cell.value.strip())
    if not text or outcome_of(text) is not Outcome.UNCLEAR:
        return ""
    return read_date(text, is_number=cell.is_number, from_1904=from_1904) or ""


def _meaning(column: Column, cell: TableCell) -> Outcome:
    said = outcome_of(cell.value)
    # ○ in a list of 出欠 tells who was there, not who completed.
    present = column is Column.ATTENDED and said is Outcome.COMPLETED
    return Outcome.ATTENDED if present else said


def _asked(found: dict[Column, Outcome]) -> tuple[Column, str] | None:
    """Return which column to ask about, and why; ``None`` where the line is clear."""
    completed, present = found.get(Column.COMPLETED), found.get(Column.ATTENDED)
    result = found.get(Column.RESULT)
    if completed is Outcome.UNCLEAR:
        return Column.COMPLETED, "result-unclear"
    if present is Outcome.UNCLEAR and completed is None:
        return Column.ATTENDED, "result-unclear"
    # A score beside a column that decides is no riddle.
    if result is Outcome.UNCLEAR and completed is None and present is None:
        return Column.RESULT, "result-unclear"
    done = Outcome.COMPLETED in (completed, result)
    if done and present is Outcome.NOT:
        return Column.ATTENDED, "result-contradicts"
    if completed is Outcome.COMPLETED and result is Outcome.NOT:
        return Column.RESULT, "result-contradicts"
    return None


def _decided(found: dict[Column, Outcome]) -> Outcome:
    """Return what a clear line says: 修了 decides, then 結果; who did not complete may have been there."""
    said = [found[column] for column in STATUS if found.get(column, Outcome.UNCLEAR) is not Outcome.UNCLEAR]
    if said[0] is Outcome.NOT and Outcome.ATTENDED in said:
        return Outcome.ATTENDED
    return said[0]


def _word(decided: Outcome, cells: dict[Column, TableCell]) -> str:
    """Return the word that is kept: as it stands where it says by itself what was decided."""
    written = [
        value
        for column in (Column.RESULT, Column.ATTENDED, Column.COMPLETED)
        if column in cells and (value := cells[column].value.strip())
    ]
    if decided is Outcome.COMPLETED:
        return cells[Column.RESULT].value.strip() if Column.RESULT in cells else ""
    return next((value for value in written if outcome_of(value) is decided), PRESENT)


def _question(code: str, column: Column, word: str) -> Problem:
    if code == "result-unclear":
        message = f"{LABELS[column]}の「{word}」は、受講・修了したのかどうか分かりません。"
        fix = "修了、合格、出席、欠席、○、×のような言葉に直してください。除いてよければ承認してください。"
    else:
        message = f"{LABELS[column]}の「{word}」が、同じ行のほかの欄では修了・合格となっていて食い違います。"
        fix = "どちらが正しいかを確かめて直してください。この行を除いてよければ承認してください。"
    return Problem(code, message, fix, word)
