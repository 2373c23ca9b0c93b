"""Tables with hairlines and no vertical lines; headings repeat on every page, text wraps, nothing is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dxdesk.domain import shades
from dxdesk.pdf.flow import Flow
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MUTED, STRONG_LINE, TEXT, WHITE, Paper
from dxdesk.ports.printing import Align, LevelScale, TableColumn

_TURNED_HEIGHT = 62.0
_SHORT, _SHARE = 12, 0.5
"""A table of so many rows, and no more than that share of a page, is not parted."""
_SMALLEST_NAME = 6.0
_LOWEST_INK = "#4d5965"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, its width in points and how it is set; a ``turned`` heading reads upwards."""

    title: str
    width: float
    align: Align = Align.LEFT
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    ``smallest`` above 0 shrinks the text (names) before it wraps; ``bar`` (0 to 1) draws a bar with the
    text at its end; ``subject`` names the person whose row begins with this cell; ``hatched`` marks a figure
    that says little.
    """

    text: str
    colour: str = TEXT
    style: Style = Style.GOTHIC
    fill: str = ""
    align: Align | None = None
    smallest: float = 0.0
    bar: float | None = None
    subject: str = ""
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Type and distances of a table, in points; ``indent`` moves the whole table right.

    ``centred`` sets single lines in the middle of a high row instead of at its top.
    """

    size: float = 8.5
    leading: float = 12.0
    pad: float = 4.0
    gap: float = 6.0
    head_size: float = 7.5
    indent: float = 0.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell broken into lines."""

    cell: Cell
    size: float
    lines: list[str]


def table(
    flow: Flow,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    setting: Setting | None = None,
    *,
    below: float = 0.0,
) -> None:
    """Draw a table from ``flow.y`` on, over as many pages as it takes.

    ``below`` points that follow it (sums, what its marks mean) stand on the page of its last row.
    """
    setting = setting or Setting()
    head_height = head(flow, columns, setting)
    for row, following in _with_next(rows):
        if row[0].subject:
            flow.paper.about(row[0].subject, *(cell.text for cell in row if cell.smallest))
        cells = [_set(flow.paper, cell, column, setting) for cell, column in zip(row, columns, strict=True)]
        count = max(len(cell.lines) for cell in cells)
        height = count * setting.leading + 2 * setting.pad
        first = 0
        wanted = height if following else height + below
        fits_alone = wanted <= flow.fresh_room - head_height
        if wanted > flow.room and (fits_alone or flow.room < 4 * setting.leading):
            flow.new_page()
            head_height = head(flow, columns, setting)
        while first < count:
            fitting = int((flow.room - 2 * setting.pad) / setting.leading)
            last = min(count, first + max(fitting, 1))
            _draw_row(flow, columns, cells, first, last, setting)
            first = last
            if first < count:
                flow.new_page()
                head(flow, columns, setting)


def height_of(
    paper: Paper, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], setting: Setting
) -> float:
    """Return how high a table is on one page, in points, its headings included."""
    lines = (
        max(len(_set(paper, cell, column, setting).lines) for cell, column in zip(row, columns, strict=True))
        for row in rows
    )
    return _head_height(paper, columns, setting) + sum(
        count * setting.leading + 2 * setting.pad for count in lines
    )


def keep_whole(
    flow: Flow,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    setting: Setting,
    beside: float = 0.0,
) -> float:
    """Return how many points a short table asks for so that it is not parted; 0 where it is long.

    Args:
        flow: where it is drawn.
        columns: its columns.
        rows: its rows.
        setting: how it is set.
        beside: what has to stay with it, in points.
    """
    if len(rows) > _SHORT:
        return 0.0
    height = height_of(flow.paper, columns, rows, setting) + beside
    return height if height <= flow.fresh_room * _SHARE else 0.0


def _with_next(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[Sequence[Cell], bool]]:
    """Yield each row, and whether another one follows."""
    row: Sequence[Cell] | None = None
    for following in rows:
        if row is not None:
            yield row, True
        row = following
    if row is not None:
        yield row, False


def head(flow: Flow, columns: Sequence[Column], setting: Setting) -> float:
    """Draw the headings and return their height."""
    paper = flow.paper
    size, leading = setting.head_size, setting.head_size * 1.25
    titles = [_title_lines(paper, column, setting) for column in columns]
    height = _height_under(paper, columns, titles, setting)
    x = flow.left + setting.indent
    bottom = flow.y + height - 4
    for column, lines in zip(columns, titles, strict=True):
        if column.turned:
            first = x + column.width / 2 + size * 0.36 - (len(lines) - 1) * leading / 2
            for number, line in enumerate(lines):
                paper.turned_text(first + number * leading, bottom, line, size, colour=MUTED)
        else:
            first = bottom - (len(lines) - 1) * leading
            edge = _edge(x, column, setting)
            paper.lines(edge, first, lines, size, leading, colour=MUTED, align=column.align)
        x += column.width
    flow.y += height
    paper.rule(flow.left + setting.indent, flow.y, x, weight=0.7, colour=STRONG_LINE)
    return height


def _head_height(paper: Paper, columns: Sequence[Column], setting: Setting) -> float:
    titles = [_title_lines(paper, column, setting) for column in columns]
    return _height_under(paper, columns, titles, setting)


def _height_under(
    paper: Paper, columns: Sequence[Column], titles: Sequence[Sequence[str]], setting: Setting
) -> float:
    size, leading = setting.head_size, setting.head_size * 1.25
    return 7 + max(
        max(paper.fonts.width(line, size) for line in lines) if column.turned else len(lines) * leading
        for column, lines in zip(columns, titles, strict=True)
    )


def _title_lines(paper: Paper, column: Column, setting: Setting) -> list[str]:
    room = _TURNED_HEIGHT if column.turned else max(column.width - setting.gap, 8)
    return paper.fonts.title(column.title, setting.head_size, room) or [""]


def _set(paper: Paper, cell: Cell, column: Column, setting: Setting) -> _Set:
    room = column.width - setting.gap
    if cell.smallest:
        size, lines = paper.fonts.fit(cell.text, setting.size, cell.smallest, room, cell.style)
        return _Set(cell, size, lines)
    return _Set(cell, setting.size, paper.fonts.wrap(cell.text, setting.size, room, cell.style) or [""])


def _draw_row(
    flow: Flow, columns: Sequence[Column], cells: Sequence[_Set], first: int, last: int, setting: Setting
) -> None:
    paper = flow.paper
    height = (last - first) * setting.leading + 2 * setting.pad
    x = flow.left + setting.indent
    for column, one in zip(columns, cells, strict=True):
        if one.cell.fill:
            paper.box(x + 0.7, flow.y + 0.7, column.width - 1.4, height - 1.4, fill=one.cell.fill)
        if one.cell.hatched:
            _hatch(paper, x + 0.7, flow.y + 0.7, column.width - 1.4, height - 1.4)
        if one.cell.bar is not None:
            _draw_bar(paper, x, flow.y + height / 2, column.width, one, setting)
            x += column.width
            continue
        align = one.cell.align or column.align
        shown = one.lines[first:last]
        middle = setting.pad
        if len(shown) < last - first and setting.centred:
            middle = (height - len(shown) * setting.leading) / 2
        baseline = flow.y + middle + setting.leading / 2 + one.size * 0.36
        leading = min(setting.leading, one.size * 1.45)
        edge = _edge(x, Column("", column.width, align), setting)
        if one.cell.fill and align is Align.CENTER:
            _plate(paper, edge, baseline, shown, one, leading)
        paper.lines(
            edge,
            baseline,
            shown,
            one.size,
            leading,
            style=one.cell.style,
            colour=TEXT if one.cell.fill and align is Align.CENTER else one.cell.colour,
            align=align,
        )
        x += column.width
    flow.y += height
    paper.rule(flow.left + setting.indent, flow.y, x, weight=0.3, colour=HAIRLINE)


def _plate(
    paper: Paper, middle: float, baseline: float, lines: Sequence[str], one: _Set, leading: float
) -> None:
    """Put white under the centred text of a shaded cell: in one bit the shade is dots, which eat strokes."""
    for number, line in enumerate(lines):
        width = paper.fonts.width(line, one.size, one.cell.style) + 3.0
        top = baseline + number * leading - one.size * 0.88
        paper.box(middle - width / 2, top, width, one.size * 1.05, fill=WHITE)


def _hatch(paper: Paper, x: float, y: float, width: float, height: float) -> None:
    """Draw slanting hairlines over a cell, which one bit of colour shows as well."""
    place = x - height
    while place < x + width:
        start, end = max(place, x), min(place + height, x + width)
        if end > start:
            paper.stroke(start, y + height - (start - place), end, y + height - (end - place), weight=0.3)
        place += 6.0


def _draw_bar(paper: Paper, x: float, middle: float, width: float, one: _Set, setting: Setting) -> None:
    """Draw a bar of the cell's share with its text behind it; outline and fill differ in grey too."""
    text_room = paper.fonts.width("100.0%", one.size) + setting.gap
    room = width - setting.gap - text_room
    share = min(max(one.cell.bar or 0.0, 0.0), 1.0)
    left = x + setting.gap / 2
    paper.box(left, middle - 3, room, 6, fill="#eceff2")
    if share:
        paper.box(left, middle - 3, room * share, 6, fill="#2f73ad")
    paper.text(
        x + width - setting.gap / 2, middle + one.size * 0.36, one.lines[0], one.size, align=Align.RIGHT
    )


def _edge(x: float, column: Column, setting: Setting) -> float:
    if column.align is Align.RIGHT:
        return x + column.width - setting.gap / 2
    if column.align is Align.CENTER:
        return x + column.width / 2
    return x + setting.gap / 2


def texts_of(columns: Sequence[TableColumn], row: Sequence[str], subject: str) -> list[Cell]:
    """Return the cells of a row of texts about ``subject``; names shrink before they wrap."""
    return [
        Cell(text, subject=subject, smallest=_SMALLEST_NAME if column.names else 0.0)
        for column, text in zip(columns, row, strict=True)
    ]


def level_colours(level: int | None, scale: LevelScale) -> tuple[str, str]:
    """Return fill and ink of a level; the lowest is muted."""
    if level is None:
        return "", MUTED
    fill = shades.ground(level, scale.highest)
    return fill, shades.ink(fill, _LOWEST_INK if level <= 0 else TEXT)


def level_cell(level: int | None, scale: LevelScale, *, shaded: bool = True) -> Cell:
    """Return a cell with the level's mark; nobody's answer is ``―``."""
    fill, ink = level_colours(level, scale)
    return Cell(
        scale.mark(level), colour=ink if shaded else TEXT, fill=fill if shaded else "", align=Align.CENTER
    )
