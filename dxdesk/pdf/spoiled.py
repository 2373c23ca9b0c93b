"""書損 across a page: two lines from corner to corner and the word, seen on a grey copy and by fax too."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MM, MUTED, Paper
from dxdesk.ports.printing import SPOILED, Align

_MARGIN = 26 * MM
_SIZE = 96.0


def strike_spoiled(paper: Paper, marks: Sequence[str]) -> None:
    """Strike the page that is being drawn where its marks say that the paper is 書損."""
    if not any(mark.startswith(SPOILED) for mark in marks):
        return
    left, right, top, bottom = _MARGIN, paper.width - _MARGIN, _MARGIN + 12 * MM, paper.height - _MARGIN
    paper.stroke(left, top, right, bottom, weight=0.9, colour=MUTED)
    paper.stroke(left, bottom, right, top, weight=0.9, colour=MUTED)
    paper.text(
        paper.width / 2,
        paper.height / 2 + _SIZE * 0.38,
        SPOILED,
        _SIZE,
        style=Style.MINCHO,
        align=Align.CENTER,
        spacing=_SIZE * 0.3,
        colour=HAIRLINE,
    )
