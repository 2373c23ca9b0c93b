"""手引 as a book: title page, contents with page numbers, chapters with tables and pictures, an outline.

One page by itself has no title page and no contents.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from reportlab.lib.utils import ImageReader

from dxdesk.domain.wareki import wareki
from dxdesk.pdf.flow import TOP, Flow, footer
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import A4, HAIRLINE, MM, MUTED, STRONG_LINE, Fonts, Paper
from dxdesk.pdf.tables import Cell, Column, Setting, table
from dxdesk.ports.manual_book import Block, Chapter, Kind, ManualBook, Picture, Table, Words
from dxdesk.ports.printing import Align, Progress

_SIZE, _LEADING = 9.5, 15.0
_CHAPTER, _TITLE = 17.0, 30.0
_INDENT = 13.0
_TABLE = Setting(size=8.0, leading=11.4, pad=3.0, gap=6.0, head_size=7.5)
_NARROWEST, _WIDEST = 8, 60
"""Letters of a column by which its share of the page is told: neither nothing nor all of it."""
_PICTURE_HIGH = 95 * MM
_SCALE = 0.48
"""Points a pixel of a picture: letters in it are about as large as those beside it."""
_CONTENTS = "目次"

Pages = dict[tuple[int, int], int]
"""The page of a chapter (its place, 0) and of its sections (place, 1 and on)."""


def draw(fonts: Fonts, records: Sequence[ManualBook], progress: Progress | None = None) -> Paper:
    """Draw a book twice: the first time tells on which pages its chapters begin."""
    (record,) = records
    if not record.about:
        return _Book(fonts, record, {}).drawn(progress)

    def half(before: int) -> Progress | None:
        return progress and (lambda done, total: progress(before * total + done, 2 * total))

    first = _Book(fonts, record, {})
    first.drawn(half(0))
    return _Book(fonts, record, first.pages).drawn(half(1))


class _Book:
    """One drawing of the book; ``pages`` is where everything begins in it."""

    def __init__(self, fonts: Fonts, record: ManualBook, known: Pages) -> None:
        self.paper = Paper(fonts, A4)
        self.flow = Flow(self.paper, self._again)
        self.pages: Pages = {}
        self._record, self._known = record, known
        self._chapter = ""

    def drawn(self, progress: Progress | None) -> Paper:
        """Draw all of it."""
        record = self._record
        if record.about:
            self._chapter = record.title
            _title_page(self.flow, record)
            self.flow.new_page()
            self.paper.note_outline(_CONTENTS, self._page)
            self._contents()
        for place, chapter in enumerate(record.chapters):
            self._chapter = ""
            if place or record.about:
                self.flow.new_page()
            self._draw_chapter(place, chapter)
            if progress is not None:
                progress(place + 1, len(record.chapters))
        foot = f"{record.title} {record.edition}  {wareki(record.printed_on)} 印刷"
        self.flow.finish(footer(self.paper, purpose="", printed=foot))
        return self.paper

    @property
    def _page(self) -> int:
        return self.paper.held_pages + 1

    def _again(self, flow: Flow) -> None:
        if self._chapter:
            flow.y = TOP + 6
            flow.paper.text(flow.right, flow.y, self._chapter, 8, colour=MUTED, align=Align.RIGHT)
            flow.y += 8

    def _contents(self) -> None:
        flow = self.flow
        _chapter_title(flow, _CONTENTS)
        for place, chapter in enumerate(self._record.chapters):
            flow.ensure(34)
            flow.y += 4
            self._line(chapter.title, (place, 0), 10, 0, Style.BOLD)
            for number, section in enumerate(_sections(chapter), start=1):
                self._line(section, (place, number), 8.5, _INDENT, Style.GOTHIC)

    def _line(self, title: str, of: tuple[int, int], size: float, indent: float, style: Style) -> None:
        flow, paper = self.flow, self.paper
        flow.ensure(size * 1.5)
        y, left = flow.y + size, flow.left + indent
        page = str(self._known.get(of, ""))
        room = flow.width - indent - 16 * MM
        paper.within(left, y, title, size, room, style=style)
        begin = left + min(paper.fonts.width(title, size, style), room) + 4
        paper.dashed((0.8, 2.4))
        paper.rule(begin, y - 1, flow.right - 9 * MM, weight=0.5)
        paper.dashed()
        paper.text(flow.right, y, page, size, align=Align.RIGHT)
        flow.y += size * 1.5

    def _draw_chapter(self, place: int, chapter: Chapter) -> None:
        flow = self.flow
        self._chapter = chapter.title
        _chapter_title(flow, chapter.title)
        self.pages[place, 0] = self._page
        self.paper.note_outline(chapter.title, self._page)
        number = 0
        for block in chapter.blocks:
            _block(flow, block)
            if isinstance(block, Words) and block.kind is Kind.SECTION:
                number += 1
                self.pages[place, number] = self._page
                if not self._record.about:  # there is no contents page to lead to it
                    self.paper.note_outline(block.text, self._page)


def _sections(chapter: Chapter) -> Iterator[str]:
    for block in chapter.blocks:
        if isinstance(block, Words) and block.kind is Kind.SECTION:
            yield block.text


def _title_page(flow: Flow, record: ManualBook) -> None:
    paper, middle = flow.paper, flow.paper.width / 2
    flow.y = flow.paper.height * 0.32
    paper.text(middle, flow.y, record.title, _TITLE, style=Style.BOLD, align=Align.CENTER)
    flow.y += 34
    paper.text(middle, flow.y, record.edition, 12, align=Align.CENTER)
    flow.y += 20
    paper.text(middle, flow.y, wareki(record.printed_on), 11, colour=MUTED, align=Align.CENTER)
    flow.y += 80
    left, right = flow.left, flow.right
    flow.left, flow.right = left + 18 * MM, right - 18 * MM
    for sentence in record.about:
        flow.paragraph(sentence, size=10.5, leading=18)
    flow.left, flow.right = left, right


def _chapter_title(flow: Flow, title: str) -> None:
    for line in flow.paper.fonts.title(title, _CHAPTER, flow.width, Style.BOLD):
        flow.y += _CHAPTER * 1.35
        flow.paper.text(flow.left, flow.y, line, _CHAPTER, style=Style.BOLD)
    flow.y += 9
    flow.paper.rule(flow.left, flow.y, flow.right, weight=1.4, colour=STRONG_LINE)
    flow.y += 8


def _block(flow: Flow, block: Block) -> None:
    if isinstance(block, Table):
        _table(flow, block)
    elif isinstance(block, Picture):
        _picture(flow, block)
    elif block.kind is Kind.SECTION:
        flow.heading(block.text)
        flow.y += 5
    elif block.kind is Kind.HEADING:
        flow.ensure(62)
        flow.y += 8
        lines = flow.paper.fonts.wrap(block.text, _SIZE, flow.width, Style.BOLD)
        flow.y = flow.paper.lines(flow.left, flow.y + _SIZE, lines, _SIZE, _LEADING, style=Style.BOLD) - 6
    else:
        _words(flow, block)


def _words(flow: Flow, block: Words) -> None:
    """Draw a sentence, an item that hangs behind its mark, or a note behind a bar."""
    paper, note = flow.paper, block.kind is Kind.NOTE
    hang = _INDENT if block.kind is not Kind.TEXT else 0.0
    left = flow.left + block.depth * _INDENT
    lines = paper.fonts.wrap(block.text, _SIZE, flow.right - left - hang)
    for number, line in enumerate(lines):
        flow.ensure(_LEADING)
        if note:
            paper.stroke(left + 3, flow.y, left + 3, flow.y + _LEADING, weight=1.6)
        elif not number:
            paper.text(left, flow.y + _SIZE, block.mark, _SIZE)
        paper.text(left + hang, flow.y + _SIZE, line, _SIZE)
        flow.y += _LEADING
    flow.y += 2.5


def _table(flow: Flow, block: Table) -> None:
    longest = [
        max(max(map(len, cell.split("\n"))) for cell in cells)
        for cells in zip(block.heads, *block.rows, strict=True)
    ]
    weights = [min(max(letters, _NARROWEST), _WIDEST) ** 0.75 for letters in longest]
    columns = [
        Column(head, flow.width * weight / sum(weights))
        for head, weight in zip(block.heads, weights, strict=True)
    ]
    flow.ensure(50)
    flow.y += 3
    table(flow, columns, ([Cell(text) for text in row] for row in block.rows), _TABLE)
    flow.y += 8


def _picture(flow: Flow, block: Picture) -> None:
    image = ImageReader(io.BytesIO(block.data))
    across, high = image.getSize()
    scale = min(_SCALE, flow.width / across, _PICTURE_HIGH / high)
    wide, tall = across * scale, high * scale
    caption = flow.paper.fonts.wrap(block.words, 8, flow.width)
    flow.ensure(tall + 14 + 11 * len(caption))
    flow.y += 5
    flow.paper.picture(image, flow.left, flow.y, wide, tall)
    flow.paper.box(flow.left, flow.y, wide, tall, line=HAIRLINE)
    flow.y = flow.paper.lines(flow.left, flow.y + tall + 11, caption, 8, 11, colour=MUTED) - 3
