"""受講者名簿 and 出席簿: the people of a session, each session on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.pdf.flow import TOP, Flow, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, MM, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.printing import Align, Progress, SessionPaper

_USUAL = Setting(size=9.5, leading=13.0, pad=4.5, gap=9.0, centred=True)
_TALL = Setting(size=9.5, leading=13.0, pad=8.5, gap=9.0, centred=True)


def draw(fonts: Fonts, records: Sequence[SessionPaper], progress: Progress | None = None) -> Paper:
    """Draw the sessions one after the other; each begins on a new page numbered from 1."""
    paper = Paper(fonts, A4, records[0].title)
    for done, record in enumerate(records, start=1):
        paper.about(record.session)
        _session(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _session(paper: Paper, record: SessionPaper) -> None:
    flow = Flow(paper, lambda again: _again(again, record))
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    size, lines = paper.fonts.fit(record.session, 13, 9, flow.width, Style.BOLD)
    flow.y = paper.lines(flow.left, flow.y + 20, lines, size, size * 1.3, style=Style.BOLD) - size * 1.3
    flow.y += 8
    for fact in record.facts:
        flow.paragraph(fact, size=8.5, leading=12.5, colour=MUTED)
    weights = sum(column.weight for column in record.columns)
    columns = [
        Column(column.title, flow.width * column.weight / weights, column.align) for column in record.columns
    ]
    table(flow, columns, _rows(record), _TALL if record.tall else _USUAL)
    paper.about(record.session)
    flow.finish(footer(paper, purpose="", printed=f"{wareki(record.as_of)} 現在"))


def _rows(record: SessionPaper) -> Iterator[list[Cell]]:
    for row, subject in zip(record.rows, record.subjects, strict=True):
        first, *others = row
        yield [Cell(first, smallest=7.0, subject=subject), *(Cell(text, smallest=7.0) for text in others)]


def _again(flow: Flow, record: SessionPaper) -> None:
    text = f"{record.title} {fiscal_year_label(record.fiscal_year)}"
    flow.y = TOP + 8
    flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
    room = flow.width - flow.paper.fonts.width(text, 8) - 5 * MM
    flow.paper.within(flow.right, flow.y, record.session, 8, room, colour=MUTED, align=Align.RIGHT)
    flow.y += 8
