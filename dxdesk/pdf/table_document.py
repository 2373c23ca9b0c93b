"""Any list on paper (配布簿, 受付簿 …): title, notes, one table, page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import TOP, Flow, footer, printed_line
from dxdesk.pdf.paper import A3_LANDSCAPE, A4, A4_LANDSCAPE, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.tables import Cell, Column, Setting, table, texts_of
from dxdesk.ports.printing import Progress, TableDocument

_BY_HAND = 10.0
"""Points above and below a row's text where somebody writes or seals in it."""


def draw(fonts: Fonts, records: Sequence[TableDocument], progress: Progress | None = None) -> Paper:
    """Draw the list; its columns share the page by their weights."""
    (record,) = records
    size = A4_LANDSCAPE if record.landscape else A4
    paper = Paper(fonts, A3_LANDSCAPE if record.large else size)
    flow = Flow(paper, lambda again: _again(again, record))
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    flow.y += 4
    for note in (*record.notes, f"全 {len(record.rows)}件"):
        flow.paragraph(note, size=8.5, leading=12.5, colour=MUTED)
    flow.y += 2
    weights = sum(column.weight for column in record.columns)
    columns = [
        Column(column.title, flow.width * column.weight / weights, column.align) for column in record.columns
    ]
    letters = 8.0 if len(columns) <= 9 else 7.0
    pad = _BY_HAND if record.tall else 3.5
    setting = Setting(size=letters, leading=letters * 1.4, pad=pad, gap=10.0, head_size=7.0)
    table(flow, columns, _rows(record, progress), setting)
    paper.about("")
    flow.finish(footer(paper, purpose=record.purpose, printed=printed_line(record.printed_on)))
    return paper


def _rows(record: TableDocument, progress: Progress | None) -> Iterator[list[Cell]]:
    total = len(record.rows)
    for number, row in enumerate(record.rows, start=1):
        subject = record.subjects[number - 1] if number <= len(record.subjects) else f"{number}行目"
        yield texts_of(record.columns, row, subject)
        if progress is not None:
            progress(number, total)


def _again(flow: Flow, record: TableDocument) -> None:
    year = fiscal_year_label(record.fiscal_year) if record.fiscal_year is not None else ""
    flow.y = TOP + 8
    flow.paper.text(flow.left, flow.y, f"{record.title} {year}".strip(), 8, colour=MUTED)
    flow.y += 8
