"""1,000 certificates in one file against a raw reportlab canvas that draws the same strings."""

from __future__ import annotations

import io
import time
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dxdesk import paths
from dxdesk.pdf.paper import A4_LANDSCAPE, Paper
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports.printing import Certificate, PersonHead
from tests.bench.measuring import Line, Size
from tests.pdf import people

GOAL = 0.8
"""Ours may take at most this many times the bare canvas (the table of goals)."""


def records(count: int) -> list[Certificate]:
    """Return certificates whose names use many different characters."""
    kanji = [bytes((row, cell)).decode("cp932") for row in range(0x89, 0x98) for cell in range(0x40, 0x7F)]
    found: list[Certificate] = []
    for number in range(1, count + 1):
        name = f"検証{kanji[number % len(kanji)]} {kanji[number * 7 % len(kanji)]}子"
        who = PersonHead(f"{number:06}", name, "総務部 人事課")
        found.append(people.certificate(who, number=f"第{number}号"))
    return found


def strings(certificates: list[Certificate]) -> list[list[tuple[str, float]]]:
    """Return what ours draws, page by page, as (text, size)."""
    pages: list[list[tuple[str, float]]] = [[]]
    text, end_page = Paper.text, Paper.end_page

    def note_text(self: Paper, x: float, y: float, shown: str, size: float, **how: Any) -> None:
        pages[-1].append((shown, size))
        text(self, x, y, shown, size, **how)

    def note_page(self: Paper) -> None:
        pages.append([])
        end_page(self)

    Paper.text, Paper.end_page = note_text, note_page  # type: ignore[method-assign]
    try:
        PdfPrinter([], machine_fonts=False).draw(certificates)
    finally:
        Paper.text, Paper.end_page = text, end_page  # type: ignore[method-assign]
    return pages[:-1]


def bare(pages: list[list[tuple[str, float]]]) -> bytes:
    """Draw the strings with nothing but reportlab."""
    pdfmetrics.registerFont(
        TTFont("bare-mincho", str(paths.resources_dir() / "fonts" / "BIZUDMincho-Regular.ttf"))
    )
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4_LANDSCAPE, initialFontName="bare-mincho")
    for page in pages:
        for position, (text, size) in enumerate(page):
            canvas.setFont("bare-mincho", size)
            canvas.drawString(50, 560 - 20 * position, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def measure(count: int = 1000, rounds: int = 3) -> tuple[float, float]:
    """Return the best of ``rounds`` in seconds: (ours, bare)."""
    certificates = records(count)
    pages = strings(certificates)
    printer = PdfPrinter([], machine_fonts=False)
    ours, raw = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        printer.draw(certificates)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        bare(pages)
        raw.append(time.perf_counter() - start)
    return min(ours), min(raw)


def rows(size: Size) -> list[Line]:
    """Measure the row of the table of goals."""
    count = size.of(1000)
    ours, raw = measure(count, size.rounds)
    return [Line(f"{count:,} certificates", "raw reportlab canvas, same strings", ours, raw, GOAL)]
