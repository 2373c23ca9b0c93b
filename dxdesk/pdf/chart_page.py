"""One chart of the report alone on a page, to be put on a slide."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import MUTED, Fonts, Paper
from dxdesk.pdf.share_charts import drawing_of
from dxdesk.ports.printing import Progress
from dxdesk.ports.report_pages import ChartPage

_INSET, _TITLE = 24.0, 34.0
_LARGER = 1.7
"""How much larger than on paper: a slide is read from the last row."""


def draw(fonts: Fonts, records: Sequence[ChartPage], _: Progress | None = None) -> Paper:
    """Draw charts, one a page; each fills the page under its title."""
    first = records[0]
    paper = Paper(fonts, (first.width, first.height))
    for record in records:
        width = record.width - 2 * _INSET
        paper.text(_INSET, _INSET + 14, record.chart.title, 16, style=Style.BOLD)
        below = 16.0 if record.chart.note else 0.0
        high = record.height - 2 * _INSET - _TITLE - below
        made = drawing_of(fonts, record.chart, width / _LARGER, high / _LARGER)
        made.scale(_LARGER, _LARGER)
        made.height = high
        paper.drawing(made, _INSET, _INSET + _TITLE)
        if record.chart.note:
            paper.within(_INSET, record.height - _INSET, record.chart.note, 8, width, colour=MUTED)
        paper.end_page()
    return paper
