"""The head of a list of people that begins on a page of its own: what it is, of what, and what to know."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.pdf.flow import TOP, Flow
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import MM, MUTED, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.ports.printing import Align


def begin(
    paper: Paper, title: str, fiscal_year: int, municipality: str, of: str, notes: Iterable[str]
) -> Flow:
    """Return the page of a list with its head, ``of`` a section or a session; further pages say so small."""

    def again(flow: Flow) -> None:
        text = f"{title} {fiscal_year_label(fiscal_year)}"
        flow.y = TOP + 8
        flow.paper.text(flow.left, flow.y, text, 8, colour=MUTED)
        room = flow.width - flow.paper.fonts.width(text, 8) - 5 * MM
        flow.paper.within(flow.right, flow.y, of, 8, room, colour=MUTED, align=Align.RIGHT)
        flow.y += 8

    flow = Flow(paper, again)
    title_line(flow, title, fiscal_year, municipality)
    size, lines = paper.fonts.fit(of, 13, 9, flow.width, Style.BOLD)
    flow.y = paper.lines(flow.left, flow.y + 20, lines, size, size * 1.3, style=Style.BOLD) - size * 1.3
    flow.y += 8
    for note in notes:
        flow.paragraph(note, size=8.5, leading=12.5, colour=MUTED)
    return flow
