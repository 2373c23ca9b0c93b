"""Workbooks that are never written: what an export makes is handed over in memory and received from there.

Everything but the drawing of cells is as with files: numbers, seals, ledgers, checks. The letters of a year
are packed, for each carries the framework's whole text.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from dxdesk.domain.errors import Problem
from dxdesk.ports.workbooks import (
    Book,
    FormReading,
    FormSheet,
    MapSheet,
    ReadCell,
    TableReading,
    TableSheet,
    Workbooks,
)


@dataclass(frozen=True)
class Letter:
    """A workbook's sealed payload as it lies in the post, and the answers somebody wrote into it."""

    packed: bytes
    answers: FormReading | None = None

    @property
    def sha256(self) -> str:
        """Tells two letters apart, as the digest of a file would."""
        return hashlib.sha256(self.packed + repr(self.answers).encode("utf-8")).hexdigest()

    @property
    def integrity_checked(self) -> bool:
        """Nobody could have changed it."""
        return True

    def sealed_payload(self) -> bytes | None:
        """Return what an export sealed."""
        return zlib.decompress(self.packed)

    def notes(self) -> str:
        """Return none: the answers are typed as into Excel."""
        return ""


class Post:
    """Carries letters by the path their file would have; only those ``wanted`` are kept."""

    def __init__(self, wanted: Callable[[Path], bool] = lambda _: True) -> None:
        """Begin with nothing on its way."""
        self.wanted = wanted
        self.letters: dict[Path, Letter] = {}

    @property
    def workbooks(self) -> Workbooks:
        """The post in the place of the Excel room; what it has no word for is never asked of it."""
        return cast("Workbooks", self)

    def put(self, path: Path, payload: bytes) -> Path:
        """Post a payload."""
        self.letters[path] = Letter(zlib.compress(payload, 1))
        return path

    def answer(self, form: Path, target: Path, answers: FormReading) -> Path:
        """Post a form that was sent, with answers in it."""
        self.letters[target] = replace(self.letters[form], answers=answers)
        return target

    def clear(self, paths: Iterable[Path]) -> None:
        """Let go of letters."""
        for path in paths:
            self.letters.pop(path, None)

    # --- the Excel room ------------------------------------------------------------------------

    def open(self, path: Path, passwords: Sequence[str] = ()) -> Book:
        """Open a letter."""
        return self.letters[path]

    def write_form(
        self,
        sheet: FormSheet,
        path: Path,
        payload: bytes,
        notes: str = "",
        password: str = "",
        beside: Sequence[TableSheet] = (),
    ) -> None:
        """Post a form."""
        if self.wanted(path):
            self.put(path, payload)

    def write_tables(
        self,
        sheets: Sequence[TableSheet | MapSheet],
        path: Path,
        payload: bytes | None = None,
        password: str = "",
        notes: str = "",
    ) -> None:
        """Post a workbook of tables."""
        if payload is not None and self.wanted(path):
            self.put(path, payload)

    def read_form(self, book: Book, expected: FormSheet) -> FormReading:
        """Return the answers; an unanswered letter holds none."""
        found = cast("Letter", book).answers
        return found or FormReading("", {}, expected.lines, expected.comment)

    def read_table(self, book: Book, expected: TableSheet) -> TableReading:
        """Return what stood in the open cells when it was sent: nobody writes into them."""
        keys = [column.key for column in expected.columns]
        cells = {
            (row.key, key): ReadCell(row.cells[keys.index(key)], "")
            for row in expected.rows
            for key, _ in row.open
        }
        return TableReading(expected.sheet, cells)

    def looks(
        self,
        book: Book,
        form: str = "",
        sent: FormSheet | None = None,
        beside: Sequence[str] = (),
        said: Collection[str] = (),
    ) -> tuple[Problem, ...]:
        """Return nothing: no sheet is there that could look otherwise than it is."""
        return ()

    def compare_tables(self, book: Book, expected: Sequence[TableSheet | MapSheet]) -> tuple[Problem, ...]:
        """Return nothing: there are no cells that could differ from what was sealed."""
        return ()
