"""A report of chapters on A4: the summary on its first page, then sentences, charts and their tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.pdf.flow import BULLET, TOP, Flow, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, HAIRLINE, MM, MUTED, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.share_charts import drawing_of, height_of
from dxdesk.pdf.tables import Cell, Column, Setting, keep_whole, table
from dxdesk.ports.printing import Align, Progress
from dxdesk.ports.report_pages import (
    Block,
    Chapter,
    Contents,
    Figures,
    Keys,
    PagedReport,
    Question,
    Sentences,
)

_BODY, _LEADING = 10.0, 16.5
_SMALLER = (10.0, 9.0, 8.5, 8.0)
"""Sizes of the summary's text: the largest at which it has its page to itself, without going over it."""
_CAPTION = 8.5
_ROOM = 0.4
"""The share of a page that has to be left where a chapter begins below another one: half-empty pages follow
otherwise. The one behind the summary begins a page all the same, for the summary may be handed on alone."""
_UNDER = 40.0
"""Points of a table's caption and note."""
_TABLE = Setting(size=8.5, leading=11.5, pad=3.5, gap=8.0, head_size=7.5)


def draw(fonts: Fonts, records: Sequence[PagedReport], progress: Progress | None = None) -> Paper:
    """Draw the report; its chapters are the outline."""
    (record,) = records
    paper = Paper(fonts, A4)
    body = _body_of_summary(fonts, record)
    pages: dict[str, int] = {}
    flow = _drawn(paper, record, body, pages, progress)
    if any(isinstance(block, Contents) for chapter in record.chapters for block in chapter.blocks):
        # Only now is known on which page each chapter begins; the list is as high with its figures.
        paper.drop_record()
        flow = _drawn(paper, record, body, pages, progress)
    flow.finish(footer(paper, purpose=record.purpose, printed=printed_line(record.printed_on)))
    return paper


def _drawn(
    paper: Paper, record: PagedReport, body: float, pages: dict[str, int], progress: Progress | None
) -> Flow:
    """Draw all chapters; ``pages`` says where each began when last drawn, and learns where it does now."""
    flow = _begun(paper, record, lambda again: _again(again, record))
    for place, chapter in enumerate(record.chapters):
        if chapter.own_page and place and (place == 1 or flow.room < flow.fresh_room * _ROOM):
            flow.new_page()
        _chapter(flow, chapter, _BODY if place else body, record, pages)
        if progress is not None:
            progress(place + 1, len(record.chapters))
    return flow


def _chapter(flow: Flow, chapter: Chapter, body: float, record: PagedReport, pages: dict[str, int]) -> None:
    flow.heading(chapter.heading, keep=90)
    known, pages[chapter.heading] = dict(pages), flow.paper.held_pages + 1
    listed = False
    for block in chapter.blocks:
        # Lines of one list stand closer than paragraphs.
        dotted = isinstance(block, Sentences) and block.text.startswith(BULLET)
        flow.y += 1 if dotted and listed else 7
        listed = dotted
        if isinstance(block, Contents):
            _contents(flow, [one.heading for one in record.chapters], known)
        else:
            _block(flow, block, body)


def _contents(flow: Flow, headings: Sequence[str], pages: Mapping[str, int]) -> None:
    """List the chapters with their pages in two columns, read downwards."""
    _caption(flow, "目次")
    gap, rows = 12 * MM, -(-len(headings) // 2)
    wide = (flow.width - gap) / 2
    for place, heading in enumerate(headings):
        x = flow.left + (wide + gap) * (place // rows)
        y = flow.y + (place % rows) * 15 + 10
        number = f"{pages[heading]}" if heading in pages else ""
        flow.paper.within(x, y, heading, 9, wide - 24)
        flow.paper.text(x + wide, y, number, 9, align=Align.RIGHT)
        flow.paper.rule(x, y + 4, x + wide, weight=0.3, colour=HAIRLINE)
    flow.y += rows * 15 + 6


def _begun(paper: Paper, record: PagedReport, continued: Callable[[Flow], None]) -> Flow:
    flow = Flow(paper, continued)
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    _head(flow, record)
    return flow


def _body_of_summary(fonts: Fonts, record: PagedReport) -> float:
    """Set the summary on paper that nobody gets, smaller until it fits."""
    for size in _SMALLER:
        further: list[Flow] = []
        trial = _begun(Paper(fonts, A4), record, further.append)
        _chapter(trial, record.chapters[0], size, record, {})
        if not further:
            return size
    return _SMALLER[-1]


def _head(flow: Flow, record: PagedReport) -> None:
    parts = (record.for_whom, f"{wareki(record.as_of)} 現在" if record.as_of else "")
    text = " ・ ".join(part for part in parts if part)
    if text:
        flow.y += 4
        flow.paragraph(text, size=9, leading=13, colour=MUTED)


def _again(flow: Flow, record: PagedReport) -> None:
    flow.y = TOP + 8
    text = f"{record.title} {fiscal_year_label(record.fiscal_year)}"
    flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
    flow.paper.text(flow.right, flow.y, record.municipality, 8, colour=MUTED, align=Align.RIGHT)
    flow.y += 8


def _block(flow: Flow, block: Block, body: float) -> None:
    if isinstance(block, Sentences):
        flow.paragraph(block.text, size=body, leading=_LEADING * body / _BODY)
    elif isinstance(block, Question):
        flow.ensure(60)
        flow.y += 5
        flow.paragraph(block.text, style=Style.BOLD, size=body, leading=_LEADING * body / _BODY)
        flow.y -= 5
    elif isinstance(block, Keys):
        _keys(flow, block)
    elif isinstance(block, Figures):
        _figures(flow, block)
    else:
        high = height_of(flow.paper.fonts, block, flow.width)
        flow.ensure(min(high + 34, flow.fresh_room))
        _caption(flow, block.title)
        flow.paper.drawing(drawing_of(flow.paper.fonts, block, flow.width, high), flow.left, flow.y)
        flow.y += high
        _note(flow, block.note)


def _caption(flow: Flow, text: str) -> None:
    if text:
        flow.y += 4
        for line in flow.paper.fonts.wrap(text, _CAPTION, flow.width, Style.BOLD):
            flow.paper.text(flow.left, flow.y + _CAPTION, line, _CAPTION, style=Style.BOLD)
            flow.y += 13
        flow.y += 2


def _note(flow: Flow, text: str) -> None:
    if text:
        flow.paragraph(text, size=7.5, leading=11, colour=MUTED)


def _keys(flow: Flow, block: Keys) -> None:
    paper, gap = flow.paper, 3 * MM
    width = (flow.width - gap * (len(block.keys) - 1)) / len(block.keys)
    notes = [paper.fonts.wrap(key.note, 7.5, width - 16) for key in block.keys]
    height = 42.0 + 10.0 * max(map(len, notes), default=1)
    flow.ensure(height + 8)
    for place, key in enumerate(block.keys):
        x = flow.left + place * (width + gap)
        paper.box(x, flow.y, width, height, line=MUTED, weight=0.6)
        paper.within(x + 8, flow.y + 13, key.label, 8.5, width - 16, colour=MUTED)
        paper.within(x + 8, flow.y + 34, key.figure, 18, width - 16, style=Style.BOLD)
        paper.lines(x + 8, flow.y + 46, notes[place], 7.5, 10.0, colour=MUTED)
    flow.y += height + 4


def _figures(flow: Flow, block: Figures) -> None:
    weights = block.weights or (1.0,) * len(block.heads)
    aligns = block.aligns or (Align.LEFT, *(Align.RIGHT,) * (len(block.heads) - 1))
    whole = sum(weights)
    columns = [
        Column(head, flow.width * weight / whole, align)
        for head, weight, align in zip(block.heads, weights, aligns, strict=True)
    ]
    last = len(block.rows) - 1
    rows = [
        [Cell(text, style=Style.BOLD if block.summed and place == last else Style.GOTHIC) for text in row]
        for place, row in enumerate(block.rows)
    ]
    flow.ensure(max(60, keep_whole(flow, columns, rows, _TABLE, _UNDER)))
    _caption(flow, block.title)
    table(flow, columns, rows, _TABLE)
    flow.y += 3
    _note(flow, block.note)
