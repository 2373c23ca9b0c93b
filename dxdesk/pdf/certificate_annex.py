"""別紙 of a certificate: the list that the certificate itself has no room for, under its number and name."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import MM, MUTED, Paper
from dxdesk.pdf.spoiled import strike_spoiled
from dxdesk.ports.printing import Align, Certificate, CertificateItem

_LEFT, _RIGHT = 34 * MM, 263 * MM
_HEAD_Y, _TITLE_Y, _NAME_Y, _LIST_Y = 33 * MM, 42 * MM, 56 * MM, 71 * MM
_MARKS_Y, _MARK, _MARK_LEADING = 24.5 * MM, 10.0, 4.2 * MM
_ROWS, _COLUMNS = 17, 2
_LEADING, _SIZE = 6.6 * MM, 12.0
_GUTTER = 14 * MM
_WIDTH = (_RIGHT - _LEFT - _GUTTER) / _COLUMNS
_TITLE, _NAME, _NAME_LEAST = 20.0, 20.0, 12.0
_STYLE = Style.MINCHO

DrawItem = Callable[[Paper, CertificateItem, float, float, float, float], None]
"""Draws one line of a list: paper, item, left edge, baseline, width, size."""


def draw_annex(paper: Paper, record: Certificate, frame: Callable[[Paper], None], item: DrawItem) -> None:
    """Draw the pages of a certificate's 別紙, each in the certificate's frame."""
    pages = math.ceil(len(record.items) / (_ROWS * _COLUMNS))
    for page in range(pages):
        frame(paper)
        strike_spoiled(paper, record.marks)
        _head(paper, record, f"別紙 {page + 1}/{pages}" if pages > 1 else "別紙")
        first = page * _ROWS * _COLUMNS
        _list(paper, record.items[first : first + _ROWS * _COLUMNS], item)
        paper.end_page()


def _head(paper: Paper, record: Certificate, called: str) -> None:
    room, middle = _RIGHT - _LEFT, (_LEFT + _RIGHT) / 2
    for place, mark in enumerate(record.marks):
        paper.within(_LEFT, _MARKS_Y + place * _MARK_LEADING, mark, _MARK, room, style=_STYLE)
    paper.text(_LEFT, _HEAD_Y, called, 14, style=_STYLE)
    paper.within(
        *(_RIGHT, _HEAD_Y, record.number, 12, room * 0.7), style=_STYLE, align=Align.RIGHT, spacing=0.8
    )
    paper.within(
        middle, _TITLE_Y + 4, record.title, _TITLE, room, style=_STYLE, align=Align.CENTER, spacing=4
    )
    name = " ".join(part for part in (record.person.name, record.honorific) if part)
    size, lines = paper.fonts.fit(name, _NAME, _NAME_LEAST, room, _STYLE)
    paper.lines(middle, _NAME_Y + 2, lines, size, size * 1.2, style=_STYLE, align=Align.CENTER)
    paper.rule(_LEFT, _LIST_Y - 9 * MM, _RIGHT, weight=0.4, colour=MUTED)


def _list(paper: Paper, items: Sequence[CertificateItem], item: DrawItem) -> None:
    """Draw a page's lines; two columns are as even as they can be, one alone stands in the middle."""
    columns = 1 if len(items) <= _ROWS else _COLUMNS
    rows = math.ceil(len(items) / columns)
    left = _LEFT if columns > 1 else (_LEFT + _RIGHT - _WIDTH) / 2
    for position, one in enumerate(items):
        column, row = divmod(position, rows)
        item(paper, one, left + column * (_WIDTH + _GUTTER), _LIST_Y + row * _LEADING, _WIDTH, _SIZE)
