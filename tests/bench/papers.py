"""1,000 skill sheets and notices against a raw canvas, an office's own form against bare openpyxl, memory.

Processor time, so that a machine busy with something else does not decide.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dxdesk import paths
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.pdf.paper import A4, Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from dxdesk.ports.workbooks import FormFill, field_key
from tests.bench import certificates
from tests.bench.measuring import Child, Line, Size, best, peak_memory
from tests.pdf import people

PAPER_GOAL, FORM_GOAL, MEMORY_GOAL = 1.5, 1.3, 400.0
"""At most so many times the bare canvas, the bare openpyxl; MiB over as many pages as ``PAGES``."""
PAGES = 20_000
_PLACEHOLDERS = ("氏名", "職員番号", "所属", "職名", "団体名", "年度", "日付")

Strings = list[list[tuple[str, float]]]


def sheets(count: int) -> list[doc.SkillSheet]:
    """Return skill sheets of people with many different characters."""
    return [people.sheet(one.person, skills=8) for one in certificates.records(count)]


def notices(count: int) -> list[doc.ResultNotice]:
    """Return result notices of the same people, a comment of ordinary length in each."""
    lines = tuple(
        dataclasses.replace(line, comment=line.comment[:90]) for line in people.notice(people.person()).lines
    )
    return [
        dataclasses.replace(people.notice(one.person), lines=lines) for one in certificates.records(count)
    ]


def strings(records: Sequence[Any]) -> Strings:
    """Return what ours draws, page by page, as (text, size)."""
    pages: Strings = [[]]
    text, hold, charted = Paper.text, Paper.hold_page, Paper._set_in_chart

    def note_text(self: Paper, x: float, y: float, shown: str, size: float, **how: Any) -> None:
        pages[-1].append((shown, size))
        text(self, x, y, shown, size, **how)

    def note_chart(self: Paper, x: float, y: float, string: Any) -> str:
        pages[-1].append((string.text, string.fontSize))
        return charted(self, x, y, string)

    def note_page(self: Paper) -> None:
        pages.append([])
        hold(self)

    Paper.text, Paper.hold_page = note_text, note_page  # type: ignore[method-assign]
    Paper._set_in_chart = note_chart  # type: ignore[method-assign]
    try:
        PdfPrinter([], machine_fonts=False).draw(records)
    finally:
        Paper.text, Paper.hold_page, Paper._set_in_chart = text, hold, charted  # type: ignore[method-assign]
    return [page for page in pages if page]


def bare(pages: Strings) -> bytes:
    """Draw the strings with nothing but reportlab."""
    pdfmetrics.registerFont(
        TTFont("bare-gothic", str(paths.resources_dir() / "fonts" / "BIZUDGothic-Regular.ttf"))
    )
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, initialFontName="bare-gothic")
    for page in pages:
        for position, (text, size) in enumerate(page):
            canvas.setFont("bare-gothic", size)
            canvas.drawString(50, 800 - 8 * position, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def form(folder: Path) -> Path:
    """Make an office's own notice: forty rows of text, seven placeholders."""
    book = Workbook()
    sheet = book.active
    for row in range(1, 41):
        for column in range(1, 7):
            sheet.cell(row, column, f"様式の文 {row}-{column}")
    for row, name in enumerate(_PLACEHOLDERS, 1):
        sheet.cell(row, 7, f"{{{{{name}}}}}")
    path = folder / "様式.xlsx"
    book.save(path)
    return path


def fill_ours(path: Path, names: Sequence[str], out: Path) -> None:
    """Fill the form for everybody as the use case does."""
    books = ExcelWorkbooks()
    office = books.read_office_form(path)
    for number, name in enumerate(names):
        values = {field_key(key): name for key in _PLACEHOLDERS}
        books.write_office_form(office, FormFill(values), out / f"{number}.xlsx")


def fill_bare(path: Path, names: Sequence[str], out: Path) -> None:
    """Do the same as a script of an office would: open, replace, save."""
    for number, name in enumerate(names):
        book = load_workbook(path)
        for row in book.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "{{" in cell.value:
                    for key in _PLACEHOLDERS:
                        cell.value = cell.value.replace(f"{{{{{key}}}}}", name)
        book.save(out / f"bare-{number}.xlsx")


def rows(size: Size) -> list[Line]:
    """Measure papers, forms and memory."""
    count = size.of(1000)
    found = []
    made: tuple[tuple[str, list[Any]], ...] = (("skill sheets", sheets(count)), ("notices", notices(count)))
    for name, records in made:
        pages = strings(records)
        printer = PdfPrinter([], machine_fonts=False)
        ours, raw = _turns(
            size.rounds,
            lambda records=records, printer=printer: printer.draw(records),
            lambda pages=pages: bare(pages),
        )
        work = f"{count:,} {name}: CPU"
        found.append(Line(work, "raw reportlab canvas, same strings", ours, raw, PAPER_GOAL))
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as folder:
        path, names = form(Path(folder)), [one.person.name for one in certificates.records(count)]
        ours, raw = _turns(
            size.rounds,
            lambda: fill_ours(path, names, Path(folder)),
            lambda: fill_bare(path, names, Path(folder)),
        )
    found.append(Line(f"{count:,} notices in an office's form: CPU", "bare openpyxl", ours, raw, FORM_GOAL))
    pages_wanted = PAGES if not size.count else count
    told = Child("tests.bench.papers", [pages_wanted]).run()
    work = f"{told['pages']:,} pages at once: CPU; {told['memory']:.0f} MiB, goal {MEMORY_GOAL:.0f}"
    return [*found, Line(work, "-", told["cpu"])]


def _turns(rounds: int, *works: Callable[[], object]) -> tuple[float, ...]:
    return best([[_busy(work) for work in works] for _ in range(rounds)])


def _busy(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> int:
    """Print skill sheets of at least so many pages in one file; print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", type=int)
    wanted = parser.parse_args().pages
    printer = PdfPrinter([], machine_fonts=False)
    one = sheets(1)
    a_sheet = len(strings(one))
    records = sheets(-(-wanted // a_sheet))
    begun = time.process_time()
    printer.draw(records)
    spent = time.process_time() - begun
    print(json.dumps({"cpu": spent, "memory": peak_memory(), "pages": len(records) * a_sheet}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
