"""A text in parts on paper, each with a heading, sentences and perhaps a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.pdf.flow import TOP, Flow, footer, printed_line
from dxdesk.pdf.paper import A4, A4_LANDSCAPE, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import person_box, title_line
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.printing import Progress, TextDocument, TextPart

_SIZE, _LEADING = 9.5, 15.5
_TABLE = Setting(size=8.0, leading=11.6, pad=3.2, gap=9.0, head_size=7.0)


def draw(fonts: Fonts, records: Sequence[TextDocument], progress: Progress | None = None) -> Paper:
    """Draw one text after another, each with pages of its own."""
    paper = Paper(fonts, A4_LANDSCAPE if records[0].landscape else A4, records[0].title)
    for done, record in enumerate(records, start=1):
        _draw(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _draw(paper: Paper, record: TextDocument) -> None:
    flow = Flow(paper, lambda again: _again(again, record))
    paper.about(record.person.subject if record.person is not None else record.title)
    title_line(flow, record.title, None, record.municipality, record.state)
    if record.person is not None:
        person_box(flow, record.person)
    flow.y += 6
    for sentence in record.paragraphs:
        flow.paragraph(sentence, size=_SIZE, leading=_LEADING)
    for part in record.parts:
        _part(flow, part, record)
    paper.about("")
    flow.finish(footer(paper, purpose="", printed=printed_line(record.printed_on)))


def _part(flow: Flow, part: TextPart, record: TextDocument) -> None:
    if part.heading:
        flow.heading(part.heading)
        flow.y += 5
    for sentence in part.paragraphs:
        flow.paragraph(sentence, size=_SIZE, leading=_LEADING)
    if not part.columns:
        return
    if not part.rows:
        flow.paragraph(part.nothing, size=_SIZE, leading=_LEADING, colour=MUTED)
        return
    weights = sum(column.weight for column in part.columns)
    columns = [Column(one.title, flow.width * one.weight / weights, one.align) for one in part.columns]
    table(flow, columns, _rows(part, record), _TABLE)


def _rows(part: TextPart, record: TextDocument) -> Iterator[list[Cell]]:
    subject = record.person.subject if record.person is not None else part.heading
    for row in part.rows:
        yield [Cell(text, subject=subject) for text in row]


def _again(flow: Flow, record: TextDocument) -> None:
    flow.y = TOP + 8
    about = record.person.subject if record.person is not None else record.municipality
    flow.paper.text(flow.left, flow.y, f"{record.title} {about}".strip(), 8, colour=MUTED)
    flow.y += 8
