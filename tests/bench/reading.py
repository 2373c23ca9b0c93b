"""One form through guard and parser against bare calamine reading the same file."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from dxdesk.excel.reader import WorkbookReader
from dxdesk.excel.workbooks import ExcelWorkbooks
from tests.bench.measuring import Line, Size
from tests.excel.form_samples import form

GOAL = 4.0
"""Ours may take at most this many times bare calamine."""


def forms(folder: Path, count: int) -> list[Path]:
    """Write forms of about 12 kB and return where they are."""
    found = []
    for number in range(count):
        path = folder / f"申告票_R7_{number:06}.xlsx"
        ExcelWorkbooks().write_form(form(), path, bytes(range(256)) * 16 + number.to_bytes(4, "big"))
        found.append(path)
    return found


def guarded(paths: list[Path]) -> None:
    """Read everything the way receiving does."""
    reader = WorkbookReader()
    for path in paths:
        book = reader.open(path)
        for sheet in book.sheet_names:
            book.rows(sheet)


def bare(paths: list[Path]) -> None:
    """Read everything with nothing but calamine."""
    for path in paths:
        book = CalamineWorkbook.from_path(str(path))
        for number in range(len(book.sheet_names)):
            book.get_sheet_by_index(number).to_python(skip_empty_area=False)


def measure(count: int = 100, rounds: int = 10) -> tuple[float, float]:
    """Return the best of ``rounds`` in seconds of processor time: (ours, bare)."""
    ours, raw = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = forms(Path(folder), count)
        for _ in range(rounds):
            start = time.process_time()
            guarded(paths)
            ours.append(time.process_time() - start)
            start = time.process_time()
            bare(paths)
            raw.append(time.process_time() - start)
    return min(ours), min(raw)


def rows(size: Size) -> list[Line]:
    """Measure what the guard costs, which is the largest part of receiving."""
    count = size.of(100)
    ours, raw = measure(count, max(size.rounds, 5))
    return [Line(f"read {count:,} forms through the guard", "bare calamine, all sheets", ours, raw, GOAL)]
