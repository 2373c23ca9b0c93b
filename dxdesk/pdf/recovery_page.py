"""回復コード on paper: the code in large letters, whose it is, and what to do with the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.pdf.flow import Flow, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, MUTED, Fonts, Paper
from dxdesk.ports.printing import Progress, RecoveryPage

_SIZE, _LEADING = 20.0, 32.0


def draw(fonts: Fonts, records: Sequence[RecoveryPage], _: Progress | None = None) -> Paper:
    """Draw the one page."""
    (record,) = records
    paper = Paper(fonts, A4, strict=True)
    flow = Flow(paper)
    flow.y += 8
    paper.text(flow.left, flow.y + 18, record.title, 18, style=Style.BOLD)
    flow.y += 34
    for line in record.about:
        flow.paragraph(line, colour=MUTED)
    flow.y += 12
    groups = record.code.split("-")
    half = (len(groups) + 1) // 2
    for part in (groups[:half], groups[half:]):
        flow.y += _LEADING
        paper.text(flow.left, flow.y, " - ".join(part), _SIZE, style=Style.BOLD)
    flow.y += 24
    for line in record.notes:
        flow.paragraph(line, size=10, leading=17)
    paper.about("")
    flow.finish(footer(paper, purpose="", printed=printed_line(record.printed_on)))
    return paper
