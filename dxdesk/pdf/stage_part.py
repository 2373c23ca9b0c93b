"""育成段階 on a print: a heading, and for each persona where the person stands and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxdesk.pdf.flow import AIRY, Flow, Part, Spacing, entry
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import MM
from dxdesk.ports import stage_wording as words
from dxdesk.ports.workbooks import StageLine

_NAME = 9.0


def stages(flow: Flow, lines: Sequence[StageLine], left: float, spacing: Spacing = AIRY) -> None:
    """Draw the stages of a person; nothing where there are none. ``left`` is the room of names in points."""
    if not lines:
        return
    flow.heading(words.STAGES)
    for line in lines:
        parts = [Part("いまの段階", line.now)]
        if line.following:
            parts += [Part("次の段階", line.following), Part("必要なこと", bullets=line.needs)]
        else:
            parts.append(Part("次の段階", words.TOP_STAGE))
        if line.comment:
            parts.append(Part("確認者のコメント", line.comment))
        entry(flow, left, titled(flow, line.persona, left), parts, name=line.persona, spacing=spacing)


def titled(flow: Flow, title: str, left: float) -> Callable[[float], float]:
    """Return what draws a name at the left of an entry, ``left`` points wide, and returns its height."""

    def head(top: float) -> float:
        lines = flow.paper.fonts.title(title, _NAME, left - 4 * MM, Style.BOLD)
        return flow.paper.lines(flow.left, top + _NAME, lines, _NAME, 12, style=Style.BOLD) - top - 7

    return head
