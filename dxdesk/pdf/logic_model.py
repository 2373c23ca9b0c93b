"""ロジックモデル on one page: the boxes that ``domain.logic_model`` lays out, as on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain import logic_model
from dxdesk.domain.logic_model import ACTIVITY, DIRECT, FINAL, Box, Diagram
from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import Flow, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4_LANDSCAPE, HAIRLINE, MUTED, TEXT, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.ports.printing import LogicModel, Progress

_LARGEST, _SMALLEST = 9.0, 4.5
_FILLS = {ACTIVITY: "#f5f6f8", DIRECT: "#eaf2f8", FINAL: "#174a6e"}
_STRONG = "#174a6e"


def draw(fonts: Fonts, records: Sequence[LogicModel], progress: Progress | None = None) -> Paper:
    """Draw the model as large as one page takes it; a very long one goes on in the smallest type."""
    (record,) = records
    paper = Paper(fonts, A4_LANDSCAPE)
    flow = Flow(paper)
    title_line(flow, record.title, None, record.municipality)
    flow.y = paper.lines(flow.left, flow.y + 14, fonts.wrap(record.name, 10, flow.width), 10, 14)
    for note in record.notes:
        flow.y = paper.lines(flow.left, flow.y, fonts.wrap(note, 8, flow.width), 8, 11, colour=MUTED)
    room, em = flow.bottom - flow.y - 4, _LARGEST
    found = _laid_out(record, flow.width / em)
    while found.height * em > room and em > _SMALLEST:
        em -= 0.25
        found = _laid_out(record, flow.width / em)
    _draw(paper, found, flow.left, flow.y, em)
    flow.y += found.height * em
    if progress is not None:
        progress(1, 1)
    flow.finish(footer(paper, purpose="", printed=f"{wareki(record.printed_on)} 現在"))
    return paper


def _laid_out(record: LogicModel, width: float) -> Diagram:
    return logic_model.lay_out(record.outcomes, record.activities, dict(record.figures), width)


def _draw(paper: Paper, found: Diagram, left: float, top: float, em: float) -> None:
    for text, at in found.headings:
        paper.text(left + at * em, top + 1.4 * em, text, em, colour=MUTED)
    for box in found.boxes:
        _box(paper, box, left, top, em)
    for x, y, to_x, to_y in found.lines:
        paper.stroke(left + x * em, top + y * em, left + to_x * em, top + to_y * em, colour=_STRONG)
    for _, at in found.headings[1 : 2 if found.said else None]:
        paper.text(left + (at - 1.6) * em, top + found.height * em / 2, "▶", em * 1.2, colour=_STRONG)


def _box(paper: Paper, box: Box, left: float, top: float, em: float) -> None:
    x, y = left + box.left * em, top + box.top * em
    paper.box(x, y, box.width * em, box.height * em, fill=_FILLS.get(box.layer, "#ffffff"), line=HAIRLINE)
    lines = (*box.lines, *box.figures)
    line = 1.5 * em
    base = y + (box.height * em - line * len(lines)) / 2 + 1.1 * em
    for position, text in enumerate(lines):
        figure = position >= len(box.lines)
        bold = figure or box.layer == FINAL
        colour = "#ffffff" if box.layer == FINAL else _STRONG if figure else TEXT
        style = Style.BOLD if bold else Style.GOTHIC
        paper.text(x + 0.8 * em, base + position * line, text, em * 0.97, style=style, colour=colour)
