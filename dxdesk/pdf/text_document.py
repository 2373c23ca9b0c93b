"""A text in parts on paper, each with a heading, sentences and perhaps a table."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import SMALL, TOP, Flow, footer, printed_line
from dxdesk.pdf.paper import A3_LANDSCAPE, A4, A4_LANDSCAPE, MM, MUTED, STRONG_LINE, Fonts, Paper
from dxdesk.pdf.person_head import person_box, title_line
from dxdesk.pdf.tables import Cell, Column, Setting, keep_whole, table, texts_of
from dxdesk.ports.printing import Progress, TextDocument, TextPart

_SIZE, _LEADING = 9.5, 15.5
_LABEL, _BY_HAND = 26 * MM, 22.0
"""Room for the names of entries, and pt of a line that is written on by hand."""
_BELOW_LINE = 5.0
"""Points between a line to write on and a text below it."""
_KEEP = 60.0
"""Points that follow a heading on its page at least."""
_TABLE = Setting(size=8.0, leading=11.6, pad=3.2, gap=9.0, head_size=7.0)


def draw(fonts: Fonts, records: Sequence[TextDocument], progress: Progress | None = None) -> Paper:
    """Draw one text after another, each with pages of its own."""
    size = A4_LANDSCAPE if records[0].landscape else A4
    paper = Paper(fonts, A3_LANDSCAPE if records[0].large else size)
    for done, record in enumerate(records, start=1):
        _draw(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _draw(paper: Paper, record: TextDocument) -> None:
    flow = Flow(paper, lambda again: _again(again, record))
    subject = record.person.subject if record.person is not None else record.title
    paper.about(subject)
    paper.entitle(subject)
    title_line(flow, record.title, record.fiscal_year, record.municipality, record.state)
    if record.person is not None:
        person_box(flow, record.person)
    flow.y += 6
    for sentence in record.paragraphs:
        flow.paragraph(sentence, size=_SIZE, leading=_LEADING)
    of = record.person.subject if record.person is not None else ""
    for one in record.parts:
        text_part(flow, one, of)
    paper.about("")
    whose = record.person.employee_number if record.person is not None and record.purpose else ""
    printed = printed_line(record.printed_on)
    flow.finish(footer(paper, purpose=record.purpose, right=whose, printed=printed))


def text_part(flow: Flow, part: TextPart, subject: str = "") -> None:
    """Draw a part; ``subject``: whom its table is about, by default what its heading says."""
    columns, rows = _table_of(flow, part, subject or part.heading)
    whole = keep_whole(flow, columns, rows, _TABLE, len(part.paragraphs) * 2 * _LEADING) if rows else 0.0
    if part.heading:
        # Room to write on by hand is one block: half a block on either side of a sheet is no use.
        flow.heading(
            part.heading, keep=max(_KEEP, whole + 8, min(part.room * _BY_HAND + 6, flow.fresh_room - 40))
        )
        flow.y += 5
    for sentence in part.paragraphs:
        flow.paragraph(sentence, size=_SIZE, leading=_LEADING)
    entries(flow, part.entries)
    if part.columns and not part.rows:
        flow.paragraph(part.nothing, size=_SIZE, leading=_LEADING, colour=MUTED)
    elif part.columns:
        table(flow, columns, rows, _TABLE)
    for _ in range(part.room):
        _by_hand(flow, flow.left)


def entries(flow: Flow, pairs: Sequence[tuple[str, str]]) -> None:
    """Write what is said of things beside their names; nothing said leaves a line to write it on by hand."""
    by_hand = False
    for label, text in pairs:
        if by_hand and text:
            flow.y += _BELOW_LINE
        by_hand = not text
        _labelled(flow, label, text)


def _labelled(flow: Flow, label: str, text: str) -> None:
    fonts = flow.paper.fonts
    size, name = fonts.fit(label, SMALL + 1, SMALL - 2, _LABEL - 2 * MM)
    if not text:
        _by_hand(flow, flow.left + _LABEL)
        flow.paper.lines(flow.left, flow.y - 4, name[:1], size, size, colour=MUTED)
        return
    for number, line in enumerate(fonts.wrap(text, _SIZE, flow.width - _LABEL)):
        flow.ensure_line(_LEADING)
        if not number:
            flow.paper.lines(flow.left, flow.y + _SIZE, name, size, size, colour=MUTED)
        flow.paper.text(flow.left + _LABEL, flow.y + _SIZE, line, _SIZE)
        flow.y += _LEADING


def _by_hand(flow: Flow, left: float) -> None:
    flow.ensure(_BY_HAND)
    flow.y += _BY_HAND
    flow.paper.rule(left, flow.y, flow.right, weight=0.5, colour=STRONG_LINE)


def _table_of(flow: Flow, part: TextPart, subject: str) -> tuple[list[Column], list[list[Cell]]]:
    weights = sum(column.weight for column in part.columns)
    columns = [Column(one.title, flow.width * one.weight / weights, one.align) for one in part.columns]
    return columns, [texts_of(part.columns, row, subject) for row in part.rows]


def _again(flow: Flow, record: TextDocument) -> None:
    flow.y = TOP + 8
    about = record.person.subject if record.person is not None else record.municipality
    year = fiscal_year_label(record.fiscal_year) if record.fiscal_year is not None else ""
    text = " ".join(part for part in (record.title, year, about) if part)
    flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
    flow.y += 8
