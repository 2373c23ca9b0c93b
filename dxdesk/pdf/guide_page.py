"""ご案内 on paper: to whom, the 確認コード in a frame, what to do in steps, until when, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.pdf.flow import Flow, footer, printed_line
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, MUTED, STRONG_LINE, Fonts, Paper
from dxdesk.pdf.person_head import title_line
from dxdesk.ports.printing import GuidePage, Progress

_SIZE, _LEADING = 10.5, 17.0
_CODE_SIZE, _PAD = 22.0, 12.0
_LABEL_WIDTH, _HAND_HEIGHT = 110.0, 26.0


def draw(fonts: Fonts, records: Sequence[GuidePage], _: Progress | None = None) -> Paper:
    """Draw the paper: one page, unless names are very long."""
    (record,) = records
    paper = Paper(fonts, A4)
    flow = Flow(paper)
    paper.about(record.to)
    title_line(flow, record.title, record.fiscal_year, record.municipality)
    flow.y += 14
    for line in fonts.wrap(record.to, 14, flow.width, Style.BOLD):
        flow.y += 20
        paper.text(flow.left, flow.y, line, 14, style=Style.BOLD)
    flow.y += 14
    for line in record.about:
        flow.paragraph(line, size=_SIZE, leading=_LEADING)
    flow.y += 10
    _code(flow, record)
    for heading, sentences in record.steps:
        flow.heading(heading)
        flow.y += 6
        for sentence in sentences:
            _bullet(flow, sentence)
    if record.days:
        flow.heading("期限")
        flow.y += 6
        for what, day in record.days:
            _labelled(flow, what, day)
    flow.heading("問い合わせ先")
    flow.y += 6
    flow.paragraph(record.ask, size=_SIZE, leading=_LEADING)
    for label in record.blanks:
        _by_hand(flow, label)
    paper.about("")
    flow.finish(footer(paper, purpose="", printed=printed_line(record.printed_on)))
    return paper


def _code(flow: Flow, record: GuidePage) -> None:
    """Draw the code in a frame, with what it is compared with."""
    paper, inside = flow.paper, flow.width - 2 * _PAD
    note = paper.fonts.wrap(record.code_note, _SIZE, inside)
    high = _PAD + 12 + _CODE_SIZE + 18 + len(note) * _LEADING + _PAD - 4
    flow.ensure(high)
    paper.box(flow.left, flow.y, flow.width, high, line=STRONG_LINE, weight=1.2)
    y = flow.y + _PAD + 9
    paper.text(flow.left + _PAD, y, record.code_label, 10, style=Style.BOLD, colour=MUTED)
    y += _CODE_SIZE + 8
    paper.within(flow.left + _PAD, y, record.code, _CODE_SIZE, inside, style=Style.BOLD)
    y += 22
    paper.lines(flow.left + _PAD, y, note, _SIZE, _LEADING)
    flow.y += high


def _bullet(flow: Flow, sentence: str) -> None:
    lines = flow.paper.fonts.wrap(sentence, _SIZE, flow.width - 12)
    flow.ensure(len(lines) * _LEADING)
    flow.paper.text(flow.left, flow.y + _SIZE, "・", _SIZE)
    flow.paper.lines(flow.left + 12, flow.y + _SIZE, lines, _SIZE, _LEADING)
    flow.y += len(lines) * _LEADING


def _labelled(flow: Flow, label: str, text: str) -> None:
    flow.ensure(_LEADING)
    flow.paper.text(flow.left, flow.y + _SIZE, label, _SIZE, colour=MUTED)
    flow.paper.text(flow.left + _LABEL_WIDTH, flow.y + _SIZE, text, _SIZE, style=Style.BOLD)
    flow.y += _LEADING


def _by_hand(flow: Flow, label: str) -> None:
    """Draw a label with a line to write on."""
    flow.ensure(_HAND_HEIGHT)
    flow.y += _HAND_HEIGHT
    flow.paper.text(flow.left, flow.y - 4, label, _SIZE, colour=MUTED)
    flow.paper.rule(flow.left + _LABEL_WIDTH, flow.y, flow.left + _LABEL_WIDTH + 220, colour=STRONG_LINE)
