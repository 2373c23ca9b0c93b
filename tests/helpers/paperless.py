"""Exchange without paper: workbooks kept in memory.

For long random histories only, where thousands of files would cost more than they tell;
the same stories run on real files elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.workbooks import (
    SUBMIT_LABEL,
    Answer,
    Book,
    FormReading,
    FormSheet,
    MapSheet,
    ReadAnswer,
    ReadCell,
    TableReading,
    TableSheet,
)


@dataclass(frozen=True)
class Paper:
    """One workbook: what it shows and what it carries."""

    name: str
    form: FormSheet | None
    tables: tuple[TableSheet | MapSheet, ...]
    payload: bytes | None
    beside: str
    integrity_checked: bool = True

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(
            repr((self.name, self.form, self.tables, self.beside)).encode() + (self.payload or b"")
        ).hexdigest()

    def sealed_payload(self) -> bytes | None:
        return self.payload

    def notes(self) -> str:
        return self.beside


class PaperlessWorkbooks:
    """Keeps workbooks by path; a path is never written twice to say two things."""

    def __init__(self) -> None:
        self.papers: dict[Path, Paper] = {}

    def open(self, path: Path, passwords: Sequence[str] = ()) -> Paper:
        found = self.papers.get(path)
        if found is None:
            raise KnownError("not-a-workbook", "Excel ブックではありません。", "", found=path.name)
        return found

    def write_form(
        self,
        sheet: FormSheet,
        path: Path,
        payload: bytes,
        notes: str = "",
        password: str = "",
        beside: Sequence[TableSheet] = (),
    ) -> None:
        self.papers[path] = Paper(path.name, sheet, tuple(beside), payload, notes)

    def read_form(self, book: Book, expected: FormSheet) -> FormReading:
        assert isinstance(book, Paper)
        sheet = book.form
        assert sheet is not None
        answers = {row.uid: ReadAnswer(row.answer, "D12") for row in sheet.rows}
        return FormReading("DXスキル申告票", answers, sheet.lines, sheet.comment, sheet.action)

    def write_tables(
        self,
        sheets: Sequence[TableSheet | MapSheet],
        path: Path,
        payload: bytes | None = None,
        password: str = "",
        notes: str = "",
    ) -> None:
        self.papers[path] = Paper(path.name, None, tuple(sheets), payload, notes)

    def read_table(self, book: Book, expected: TableSheet) -> TableReading:
        assert isinstance(book, Paper)
        table = next(one for one in book.tables if one.sheet == expected.sheet)
        assert isinstance(table, TableSheet)
        keys = [column.key for column in table.columns]
        cells = {
            (row.key, key): ReadCell(row.cells[keys.index(key)], "D12")
            for row in table.rows
            for key, _ in row.open
        }
        return TableReading(table.sheet, cells)

    def looks(
        self,
        book: Book,
        form: str = "",
        sent: FormSheet | None = None,
        beside: Sequence[str] = (),
        said: Collection[str] = (),
    ) -> tuple[Problem, ...]:
        return ()

    def compare_tables(self, book: Book, expected: Sequence[TableSheet | MapSheet]) -> tuple[Problem, ...]:
        assert isinstance(book, Paper)
        if book.tables == tuple(expected):
            return ()
        return (Problem("cell-changed", "表示と封印が違います。"),)

    def write_roster_template(self, path: Path) -> None:
        raise AssertionError("no templates here")

    def filled(
        self,
        form: Path,
        path: Path,
        levels: dict[str, str],
        evidence: str = "",
        action: str = SUBMIT_LABEL,
        *,
        notes: str | None = None,
        attained: str = "",
        growth: Sequence[Mapping[str, str]] = (),
    ) -> Path:
        """Fill a form in and keep it under another path, with its own notes or others.

        ``attained`` is told of every goal of the year that it asks of; ``growth`` are rows of the sheet
        成長記録, each text by its column.
        """
        paper = self.papers[form]
        assert paper.form is not None
        rows = tuple(
            replace(row, answer=Answer(levels[row.uid], evidence, "")) if row.uid in levels else row
            for row in paper.form.rows
        )
        form_sheet = replace(paper.form, rows=rows, action=action)
        said = paper.beside if notes is None else notes
        tables = (
            tuple(_typed(table, "attained", attained) for table in paper.tables) if attained else paper.tables
        )
        for number, cells in enumerate(growth, 1):
            for column, text in cells.items():
                tables = tuple(_typed(table, column, text, f"new:{number:02}") for table in tables)
        self.papers[path] = replace(paper, name=path.name, form=form_sheet, tables=tables, beside=said)
        return path

    def goals_written(self, form: Path, path: Path, goals: Mapping[str, str], action: str = "") -> Path:
        """Fill a 期首票 in, goals in words by line, and keep it under another path."""
        paper = self.papers[form]
        asked, *others = paper.tables
        for key, text in goals.items():
            asked = _typed(asked, "text", text, key)
        asked = _typed(asked, "skill", action, "action") if action else asked
        self.papers[path] = replace(paper, name=path.name, tables=(asked, *others))
        return path


def _typed(table: TableSheet | MapSheet, column: str, text: str, key: str = "") -> TableSheet | MapSheet:
    """Return a table with a text in an open column of one row, or of all."""
    if not isinstance(table, TableSheet):
        return table
    place = next((n for n, one in enumerate(table.columns) if one.key == column), -1)
    rows = tuple(
        replace(row, cells=(*row.cells[:place], text, *row.cells[place + 1 :]))
        if place >= 0 and column in dict(row.open) and key in ("", row.key)
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)
