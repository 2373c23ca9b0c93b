"""受講者名簿, 出席簿 and 受講決定一覧: the people of a session, each session on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import Flow, footer
from dxdesk.pdf.list_head import begin
from dxdesk.pdf.paper import A4, MM, MUTED, Fonts, Paper
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.printing import Progress, SessionPaper

_LABEL, _BY_HAND = 20 * MM, 18
"""Room for the names of what the office's papers say, and pt of a line that is written on by hand."""
_USUAL = Setting(size=9.5, leading=13.0, pad=4.5, gap=9.0, centred=True)
_TALL = Setting(size=9.5, leading=13.0, pad=8.5, gap=9.0, centred=True)


def draw(fonts: Fonts, records: Sequence[SessionPaper], progress: Progress | None = None) -> Paper:
    """Draw the sessions one after the other; each begins on a new page numbered from 1."""
    paper = Paper(fonts, A4)
    for done, record in enumerate(records, start=1):
        paper.about(record.session)
        paper.entitle(record.session)
        _session(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _session(paper: Paper, record: SessionPaper) -> None:
    flow = begin(paper, record.title, record.fiscal_year, record.municipality, record.session, record.facts)
    for label, text in record.entries:
        _entry(flow, label, text)
    flow.y += 4 if record.entries else 0
    weights = sum(column.weight for column in record.columns)
    columns = [
        Column(column.title, flow.width * column.weight / weights, column.align) for column in record.columns
    ]
    table(flow, columns, _rows(record), _TALL if record.tall else _USUAL)
    paper.about(record.session)
    flow.finish(footer(paper, purpose="", printed=f"{wareki(record.as_of)} 現在"))


def _rows(record: SessionPaper) -> Iterator[list[Cell]]:
    for row, subject in zip(record.rows, record.subjects, strict=True):
        first, *others, remark = row
        # Remarks are as long as people write them: set smaller line by line they would look uneven.
        texts = (Cell(text, smallest=7.0) for text in others)
        yield [Cell(first, smallest=7.0, subject=subject), *texts, Cell(remark)]


def _entry(flow: Flow, label: str, text: str) -> None:
    """Write what the office's own papers say, or a line to write it on by hand."""
    paper, left = flow.paper, flow.left + _LABEL
    lines = paper.fonts.wrap(text, 9.5, flow.width - _LABEL) if text else [""]
    flow.y += 13 if text else _BY_HAND
    paper.text(flow.left, flow.y, label, 8.5, colour=MUTED)
    flow.y = paper.lines(left, flow.y, lines, 9.5, 13) - 13
    if not text:
        paper.rule(left, flow.y + 3, flow.right, weight=0.6)
    flow.y += 6
