"""起案文: boxes for those who decide, what is asked of them, the figures, and whom it is about as 別紙."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import SMALL, TOP, Flow, footer, printed_line
from dxdesk.pdf.paper import A4, MM, MUTED, STRONG_LINE, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.pdf.text_document import entries, text_part
from dxdesk.ports.office_letters import DraftPaper
from dxdesk.ports.printing import Align, Progress

_SIZE, _LEADING = 10.5, 17.5
_BOX, _BOX_HIGH = 22 * MM, 21 * MM


def draw(fonts: Fonts, records: Sequence[DraftPaper], _: Progress | None = None) -> Paper:
    """Draw the paper and its list."""
    (record,) = records
    paper = Paper(fonts, A4)
    flow = Flow(paper, lambda again: _again(again, record))
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    flow.y += 6
    _stamps(flow, record.boxes)
    entries(flow, record.entries)
    flow.y += 8
    for sentence in record.paragraphs:
        flow.paragraph(sentence, size=_SIZE, leading=_LEADING)
    for part in record.parts:
        text_part(flow, part)
    flow.new_page()
    text_part(flow, record.appendix)
    paper.about("")
    flow.finish(footer(paper, purpose="", printed=printed_line(record.printed_on)))
    return paper


def _stamps(flow: Flow, boxes: Sequence[str]) -> None:
    """Draw boxes in a row, each headed by who stamps it."""
    paper, wide = flow.paper, min(_BOX, flow.width / len(boxes))
    paper.text(flow.left, flow.y + 9, "決裁欄", SMALL + 1, colour=MUTED)
    flow.y += 14
    for number, who in enumerate(boxes):
        x = flow.left + number * wide
        paper.box(x, flow.y, wide, _BOX_HIGH, line=STRONG_LINE, weight=0.7)
        middle, room = x + wide / 2, wide - 1.5 * MM
        paper.within(middle, flow.y + 3.8 * MM, who, SMALL + 1, room, align=Align.CENTER)
    paper.rule(flow.left, flow.y + 5.5 * MM, flow.left + len(boxes) * wide, weight=0.5, colour=STRONG_LINE)
    flow.y += _BOX_HIGH + 10


def _again(flow: Flow, record: DraftPaper) -> None:
    flow.y = TOP + 8
    text = f"{record.title} {fiscal_year_label(record.fiscal_year)}"
    flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
    flow.y += 8
