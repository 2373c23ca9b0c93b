"""Exchange without paper: workbooks kept in memory.

For long random histories only, where thousands of files would cost more than they tell;
the same stories run on real files elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
            repr((self.name, self.form, self.beside)).encode() + (self.payload or b"")
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
        self.papers[path] = Paper(path.name, sheet, (), payload, notes)

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
        self.papers[path] = Paper(path.name, None, tuple(sheets), payload, "")

    def looks(
        self, book: Book, form: str = "", sent: FormSheet | None = None, beside: Sequence[str] = ()
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
    ) -> Path:
        """Fill a form in and keep it under another path, with its own notes or others."""
        paper = self.papers[form]
        assert paper.form is not None
        rows = tuple(
            replace(row, answer=Answer(levels[row.uid], evidence, "")) if row.uid in levels else row
            for row in paper.form.rows
        )
        form_sheet = replace(paper.form, rows=rows, action=action)
        said = paper.beside if notes is None else notes
        self.papers[path] = replace(paper, name=path.name, form=form_sheet, beside=said)
        return path
