"""公文書: number and day right, to whom left, from whom right, the subject in the middle, 記, items, 以上."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from dxdesk.pdf.flow import Flow, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, MM, STRONG_LINE, Fonts, Paper
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.office_letters import OfficialLetter
from dxdesk.ports.printing import Align, Progress, TextPart

_SIZE, _LEADING = 11.0, 18.5
_SUBJECT = 13.0
_SIDE, _INDENT, _LABEL = 25 * MM, 12.0, 33 * MM
_SENDER = 80 * MM
"""Room for a sender's lines, which begin below each other."""
_TABLE = Setting(size=9.5, leading=13.5, pad=4.0, gap=9.0, head_size=8.0, indent=_INDENT)
_SLIP_LINE, _SLIP_LABEL = 21.0, 22 * MM
_NUMBERED = re.compile(r"\(?\d{1,2}\)? ")
_SMALLEST = 8.0


def draw(fonts: Fonts, records: Sequence[OfficialLetter], progress: Progress | None = None) -> Paper:
    """Draw one letter after another, each with pages of its own."""
    paper = Paper(fonts, A4)
    for done, record in enumerate(records, start=1):
        _letter(paper, record)
        if progress is not None:
            progress(done, len(records))
    return paper


def _letter(paper: Paper, record: OfficialLetter) -> None:
    flow = Flow(paper)
    flow.left, flow.right = _SIDE, paper.width - _SIDE
    paper.about(record.bookmark or record.subject)
    paper.entitle(record.bookmark or record.subject)
    flow.y += 8
    _right(flow, record.head)
    flow.y += _LEADING * 0.6
    for line in record.to:
        for part in paper.fonts.wrap(line, _SIZE, flow.width, Style.MINCHO):
            _line(flow, flow.left + _SIZE, part)
    flow.y += _LEADING * 0.6
    _right(flow, record.sender)
    flow.y += _LEADING
    for line in paper.fonts.balanced(record.subject, _SUBJECT, flow.width - 2 * _SUBJECT, Style.MINCHO):
        flow.y += _SUBJECT * 1.5
        middle = (flow.left + flow.right) / 2
        paper.text(middle, flow.y, line, _SUBJECT, style=Style.MINCHO, align=Align.CENTER)
    flow.y += _LEADING
    for sentence in record.paragraphs:
        flow.paragraph(f"\u3000{sentence}", size=_SIZE, leading=_LEADING, style=Style.MINCHO)
    if record.items:
        _items(flow, record.items)
    if record.receipt:
        _slip(flow, record.receipt)
    paper.about("")
    flow.finish(_pages(paper))


def _line(flow: Flow, x: float, text: str, align: Align = Align.LEFT) -> None:
    flow.ensure(_LEADING)
    flow.paper.text(x, flow.y + _SIZE, text, _SIZE, style=Style.MINCHO, align=align)
    flow.y += _LEADING


def _right(flow: Flow, lines: Iterable[str]) -> None:
    """Set lines at the right edge; a long one wraps in its half of the page."""
    for line in lines:
        size, parts = flow.paper.fonts.fit(line, _SIZE, _SMALLEST, _SENDER, Style.MINCHO)
        for part in parts:
            flow.paper.text(flow.right, flow.y + size, part, size, style=Style.MINCHO, align=Align.RIGHT)
            flow.y += _LEADING


def _items(flow: Flow, items: Sequence[TextPart]) -> None:
    flow.y += _LEADING * 0.5
    flow.ensure(3 * _LEADING)
    _line(flow, (flow.left + flow.right) / 2, "記", Align.CENTER)
    flow.y += _LEADING * 0.4
    for number, item in enumerate(items, start=1):
        flow.ensure(2 * _LEADING + (24 if item.columns else 0))
        _hanging(flow, flow.left, f"{number}\u3000", item.heading)
        for sentence in item.paragraphs:
            _sentence(flow, sentence)
        for label, text in item.entries:
            _entry(flow, label, text)
        if item.columns:
            _table(flow, item)
        flow.y += _LEADING * 0.3
    _line(flow, flow.right, "以上", Align.RIGHT)


def _sentence(flow: Flow, sentence: str) -> None:
    """Draw a sentence below a heading; one with a number of its own hangs behind it."""
    found = _NUMBERED.match(sentence)
    mark = found.group() if found else ""
    _hanging(flow, flow.left + 2 * _INDENT, mark, sentence[len(mark) :])


def _hanging(flow: Flow, left: float, mark: str, text: str) -> None:
    """Draw a text whose lines all begin behind a mark."""
    fonts = flow.paper.fonts
    hang = fonts.width(mark, _SIZE, Style.MINCHO)
    lines = fonts.wrap(text, _SIZE, flow.right - left - hang, Style.MINCHO)
    for number, line in enumerate(lines):
        flow.ensure(_LEADING)
        if not number:
            flow.paper.text(left, flow.y + _SIZE, mark, _SIZE, style=Style.MINCHO)
        _line(flow, left + hang, line)


def _entry(flow: Flow, label: str, text: str) -> None:
    fonts, left = flow.paper.fonts, flow.left + 2 * _INDENT
    size, name = fonts.fit(label, _SIZE, _SMALLEST, _LABEL - 6, Style.MINCHO)
    lines = fonts.wrap(text, _SIZE, flow.right - left - _LABEL, Style.MINCHO) or [""]
    high = max(len(name) * size * 1.3, len(lines) * _LEADING)
    flow.ensure(high)
    flow.paper.lines(left, flow.y + _SIZE, name, size, size * 1.3, style=Style.MINCHO)
    flow.paper.lines(left + _LABEL, flow.y + _SIZE, lines, _SIZE, _LEADING, style=Style.MINCHO)
    flow.y += high


def _table(flow: Flow, item: TextPart) -> None:
    weights = sum(column.weight for column in item.columns)
    room = flow.width - _INDENT
    columns = [Column(one.title, room * one.weight / weights, one.align) for one in item.columns]
    table(flow, columns, ([Cell(text, subject=item.heading) for text in row] for row in item.rows), _TABLE)
    flow.y += 4


def _slip(flow: Flow, entries: Sequence[tuple[str, str]]) -> None:
    """Draw the slip that is cut off and comes back; it stays whole."""
    paper = flow.paper
    flow.ensure(50 + (len(entries) + 2) * _SLIP_LINE)
    flow.y += 16
    paper.dashed((3, 3))
    paper.rule(flow.left - 10 * MM, flow.y, flow.right + 10 * MM, weight=0.6, colour=STRONG_LINE)
    paper.dashed()
    middle = (flow.left + flow.right) / 2
    flow.y += 24
    paper.text(middle, flow.y, "受\u3000領\u3000書", _SUBJECT, style=Style.MINCHO, align=Align.CENTER)
    flow.y += 10
    for label, text in entries:
        x = flow.left + (_SLIP_LABEL if label else 0)
        paper.text(flow.left, flow.y + _SLIP_LINE, label, _SIZE, style=Style.MINCHO)
        for part in paper.fonts.wrap(text, _SIZE, flow.right - x, Style.MINCHO) or [""]:
            flow.y += _SLIP_LINE
            paper.text(x, flow.y, part, _SIZE, style=Style.MINCHO)
        if not text:
            flow.y += 4
            paper.rule(x, flow.y, x + _SENDER, weight=0.5, colour=STRONG_LINE)


def _pages(paper: Paper) -> Callable[[int, int], None]:
    """Number the pages of a letter that has several; one alone is not numbered."""
    draw_foot = footer(paper, purpose="")

    def foot(page: int, pages: int) -> None:
        if pages > 1 or paper.replaced:
            draw_foot(page, pages)

    return foot
