"""Filling pages from top to bottom: headings, entries with texts, and the head and foot of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dxdesk.domain.lost_letters import GETA
from dxdesk.domain.wareki import wareki
from dxdesk.pdf.clusters import code_points
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MM, MUTED, STRONG_LINE, TEXT, Paper
from dxdesk.ports.printing import Align

MARGIN = 18 * MM
TOP = 17 * MM
FOOT = 19 * MM
BODY = 9.0
LEADING = 14.0
BULLET = "・"
_BELOW_HEAD = 6.0
"""Points from the line that repeats a paper's title on a further page to a text that goes on there."""
SMALL, SMALLEST_LABEL = 7.5, 5.5
_REPLACED = f"{GETA}は、印刷に使う書体にない文字です({{codes}})"
_MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class _Headed:
    """A heading just drawn, and the marks of the page before and after it."""

    text: str
    begin: int
    end: int


class Flow:
    """A column of content on as many pages as it takes; ``y`` is where the next thing begins."""

    def __init__(self, paper: Paper, continued: Callable[[Flow], None] | None = None) -> None:
        """Begin on a fresh page.

        Args:
            paper: where to draw.
            continued: draws the head of every page after the first and moves ``y`` below it.
        """
        self.paper = paper
        self.left = MARGIN
        self.right = paper.width - MARGIN
        self.bottom = paper.height - FOOT
        self.y = TOP
        self._continued = continued
        self._headed: _Headed | None = None

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """Return the height left on this page."""
        return self.bottom - self.y

    @property
    def fresh_room(self) -> float:
        """Return about how much fits on a following page below its head."""
        return self.bottom - TOP - 40

    def new_page(self) -> None:
        """Go on at the top of the next page; a heading under which nothing stands yet goes along."""
        headed = self._headed
        if headed is not None and headed.end != self.paper.mark():
            headed = None
        if headed is not None:
            self.paper.go_back(headed.begin)
        self.paper.hold_page()
        self.y = TOP
        if self._continued is not None:
            self._continued(self)
        self._headed = None
        if headed is not None:
            self.heading(headed.text, keep=0)

    def ensure(self, height: float) -> None:
        """Go to the next page unless ``height`` is left here."""
        if height > self.room and self.y > TOP:
            self.new_page()

    def ensure_line(self, leading: float) -> None:
        """Go to the next page unless a line of text is left here; there it keeps off the page's head."""
        if leading > self.room and self.y > TOP:
            self.new_page()
            self.y += _BELOW_HEAD

    def heading(self, text: str, *, keep: float = 60.0) -> None:
        """Draw a section heading with a rule; at least ``keep`` points follow it on the same page."""
        lines = self.paper.fonts.wrap(text, 10.5, self.width, Style.BOLD) or [""]
        self.ensure(30 + 15 * (len(lines) - 1) + keep)
        mark = self.paper.mark()
        self.y += 12
        for position, line in enumerate(lines):
            self.paper.text(self.left, self.y + 10 + 15 * position, line, 10.5, style=Style.BOLD)
        self.y += 16 + 15 * (len(lines) - 1)
        self.paper.rule(self.left, self.y, self.right, weight=0.8, colour=STRONG_LINE)
        self._headed = _Headed(text, mark, self.paper.mark())

    def paragraph(
        self,
        text: str,
        *,
        size: float = BODY,
        leading: float = LEADING,
        colour: str = TEXT,
        style: Style = Style.GOTHIC,
    ) -> None:
        """Draw a text over the whole width, across pages where it must."""
        for part in text.split("\n"):
            # What is listed with a dot hangs behind it.
            hung = size if part.startswith(BULLET) else 0.0
            lines = self.paper.fonts.wrap(part.removeprefix(BULLET), size, self.width - hung, style)
            for number, line in enumerate(lines or ([""] if text else [])):
                self.ensure_line(leading)
                if hung and not number:
                    self.paper.text(self.left, self.y + size, BULLET, size, colour=colour, style=style)
                self.paper.text(self.left + hung, self.y + size, line, size, colour=colour, style=style)
                self.y += leading

    def finish(self, footer: Callable[[int, int], None]) -> None:
        """Close the record: its pages get their numbers."""
        self.paper.hold_page()
        self.paper.end_record(footer)


@dataclass(frozen=True, slots=True)
class Part:
    """One labelled text of an entry; ``bullets`` are set as a list."""

    label: str
    text: str = ""
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of an entry's right side; ``label`` stands only on a part's first line."""

    label: str
    text: str
    indent: float
    before: float


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances of an entry in points; ``leading`` in multiples of the type size."""

    leading: float = 1.5
    gap: float = 4.0
    above: float = 6.0
    below: float = 5.0


AIRY = Spacing()
COMPACT = Spacing(1.42, 2.5, 4.5, 3.5)

_LABEL_WIDTH, _LABEL_GAP = 24.5 * MM, 4.0
_BULLET = 9.0


def entry(
    flow: Flow,
    left_width: float,
    head: Callable[[float], float],
    parts: Sequence[Part],
    *,
    name: str = "",
    size: float = BODY,
    spacing: Spacing = AIRY,
) -> None:
    """Draw an entry: ``head`` at the left, labelled texts at the right, a hairline below.

    Args:
        flow: where to draw; a long entry goes on on the next page.
        left_width: the room of the left side in points.
        head: draws the left side at the given top and returns its height.
        parts: what stands at the right; empty ones are left out by the caller.
        name: what the entry is about, repeated where it goes on on another page.
        size: the type size of the texts.
        spacing: the distances.
    """
    leading = size * spacing.leading
    rows = _rows(flow, left_width, parts, size, spacing.gap)
    whole = sum(row.before + leading for row in rows) + spacing.above + spacing.below + 1
    # A short entry stays whole; a long one may break, but not right after its head.
    flow.ensure(min(whole, 3 * leading + 44))
    if whole <= flow.fresh_room:
        flow.ensure(min(whole, 150))
    top = flow.y + spacing.above
    head_height = head(top)
    y = top
    x = flow.left + left_width
    for row in rows:
        if y + row.before + leading > flow.bottom:
            flow.new_page()
            y = flow.y + spacing.above
            again = flow.paper.fonts.title(f"{name}(続き)", SMALL, left_width - 8) if name else []
            flow.paper.lines(flow.left, y + size, again, SMALL, SMALL * 1.4, colour=MUTED)
            head_height, top = len(again) * SMALL * 1.4, y
        y += row.before
        if row.label:
            _draw_label(flow.paper, x, y + size, row.label)
        flow.paper.text(x + _LABEL_WIDTH + row.indent, y + size, row.text, size)
        y += leading
    flow.y = max(y, top + head_height) + spacing.below
    flow.paper.rule(flow.left, flow.y, flow.right, colour=HAIRLINE)


def _draw_label(paper: Paper, x: float, y: float, label: str) -> None:
    """Draw a label beside its text, smaller where it would run into it."""
    size, lines = paper.fonts.fit(label, SMALL, SMALLEST_LABEL, _LABEL_WIDTH - _LABEL_GAP)
    paper.lines(x, y, lines, size, size * 1.1, colour=MUTED)


def _rows(flow: Flow, left_width: float, parts: Sequence[Part], size: float, gap: float) -> list[_Row]:
    fonts = flow.paper.fonts
    room = flow.width - left_width - _LABEL_WIDTH
    rows: list[_Row] = []
    for part in parts:
        before = gap if rows else 0.0
        label = part.label
        for line in fonts.wrap(part.text, size, room):
            rows.append(_Row(label, line, 0.0, before))
            label, before = "", 0.0
        for bullet in part.bullets:
            for number, line in enumerate(fonts.wrap(bullet, size, room - _BULLET)):
                text, indent = (f"・{line}", 0.0) if number == 0 else (line, size)
                rows.append(_Row(label, text, indent, before))
                label, before = "", 0.0
    return rows


def footer(
    paper: Paper, *, purpose: str, right: str = "", printed: str = "", margin: float = MARGIN
) -> Callable[[int, int], None]:
    """Return what draws the foot of a page: purpose line, whose document, page and pages."""

    def draw(page: int, pages: int) -> None:
        top = paper.height - FOOT + 5 * MM
        left, edge = margin, paper.width - margin
        paper.rule(left, top, edge, weight=0.3)
        if paper.replaced:
            told = _REPLACED.format(codes="、".join(map(code_points, paper.replaced[:_MOST_TOLD])))
            paper.within(edge, top - 3, told, SMALL, edge - left, colour=MUTED, align=Align.RIGHT)
        number = f"{page} / {pages}"
        end = f"{right}  {number}" if right else number
        paper.text(edge, top + 11, end, SMALL, colour=MUTED, align=Align.RIGHT)
        room = edge - left - paper.fonts.width(end, SMALL) - 8 * MM
        note = f"利用目的: {purpose}" if purpose else printed
        lines = paper.fonts.wrap(note, SMALL, room)
        size = SMALL if len(lines) <= 2 else SMALL * 0.85
        lines = paper.fonts.wrap(note, size, room)
        paper.lines(left, top + 11, lines, size, size * 1.3, colour=MUTED)
        if purpose and printed and len(lines) == 1:
            paper.text(left, top + 21, printed, SMALL, colour=MUTED)

    return draw


def printed_line(printed_on: date | None) -> str:
    """Return ``令和8年3月18日 印刷``, or nothing without a date."""
    return f"{wareki(printed_on)} 印刷" if printed_on is not None else ""
