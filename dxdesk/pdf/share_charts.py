"""Stacked bars, shares, heat map and lines, drawn once for paper, screen and slides.

Readable in grey and in one bit: every segment has a dark frame and its number, every line its own mark and
name at its end, and a share that is withheld is hatched. Sizes are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dxdesk.domain import shades
from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MUTED, TEXT, WHITE, Fonts, colour_of
from dxdesk.pdf.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from dxdesk.ports.report_pages import Chart, HeatMap, ShareBars, StackedBars, TrendLines

_NOBODY = "―"
"""The text of a cell in which there is nobody: it is left white, for nothing is withheld there."""
_LABEL, _SMALL = 8.0, 7.0
_BAR, _STEP = 12.0, 20.0
_FRAME = 0.5
_AIM = 8.0
"""Room above each bar for the figure that is aimed at."""
_STRONG = "#174a6e"
_LEAST_INSIDE = 13.0
"""Narrower segments carry no number; the table beside them does."""
_LONGEST_LABEL = 0.34
"""The share of the width that the names of rows may take."""


def height_of(fonts: Fonts, chart: Chart, width: float) -> float:
    """Return how high a chart is drawn at a width."""
    if isinstance(chart, TrendLines):
        return 190.0
    rows = len(chart.rows)
    if isinstance(chart, HeatMap):
        return _heat_head(fonts, chart, width) + rows * 16.0 + 6
    aims = isinstance(chart, ShareBars) and any(aim is not None for aim in chart.aims)
    return rows * (_STEP + _AIM if aims else _STEP) + 30.0


def drawing_of(fonts: Fonts, chart: Chart, width: float, height: float = 0.0) -> Any:
    """Return a chart as a drawing of ``width`` × ``height`` points (0 = as high as it needs)."""
    height = height or height_of(fonts, chart, width)
    if isinstance(chart, StackedBars):
        return _stacked(fonts, chart, width, height)
    if isinstance(chart, ShareBars):
        return _shares(fonts, chart, width, height)
    if isinstance(chart, HeatMap):
        return _heat(fonts, chart, width, height)
    return _trend(fonts, chart, width, height)


def _stacked(fonts: Fonts, chart: StackedBars, width: float, height: float) -> Any:
    drawing = Drawing(width, height)
    left = _label_room(fonts, chart.rows, width)
    room = width - left - 40
    top = height - 22
    step = min(_STEP * 1.6, (top - 6) / max(len(chart.rows), 1))
    fills = [shades.ground(level, max(len(chart.steps) - 1, 1)) for level in range(len(chart.steps))]
    _legend(drawing, fonts, chart.steps, fills, left, height - 10, width)
    for place, (name, counts) in enumerate(zip(chart.rows, chart.counts, strict=True)):
        middle = top - step * (place + 0.5)
        _row_label(drawing, fonts, name, left, middle)
        known = [count or 0 for count in counts]
        total = sum(known)
        if None in counts or not total:
            _hatched(drawing, left, middle - _BAR / 2, room, _BAR)
            word = "少人数のため伏せています" if None in counts else "対象の人がいません"
            _plate(drawing, fonts, word, left + room / 2, middle)
            continue
        x = left
        for count, fill in zip(known, fills, strict=True):
            part = room * count / total
            if part:
                drawing.add(_rect(x, middle - _BAR / 2, part, _BAR, fill))
                if part >= max(_LEAST_INSIDE, fonts.width(f"{count:,}", _SMALL) + 6):
                    _plate(drawing, fonts, f"{count:,}", x + part / 2, middle, _SMALL)
            x += part
        drawing.add(_string(fonts, left + room + 6, middle - 2.7, f"{total:,}人", _SMALL, MUTED))
    return drawing


def _shares(fonts: Fonts, chart: ShareBars, width: float, height: float) -> Any:
    drawing = Drawing(width, height)
    left = _label_room(fonts, chart.rows, width)
    beside = max((fonts.width(text, _SMALL) for text in chart.beside), default=0.0)
    room = width - left - 42 - beside
    top = height - 20
    step = min(_STEP * 1.6, (top - 6) / max(len(chart.rows), 1))
    bottom = top - step * len(chart.rows)
    aims = any(aim is not None for aim in chart.aims)
    for part in (0, 25, 50, 75, 100):
        x = left + room * part / 100
        drawing.add(Line(x, bottom, x, top, strokeColor=colour_of(HAIRLINE), strokeWidth=0.35))
        drawing.add(_string(fonts, x, top + 4, f"{part}%", 6.5, MUTED, "middle"))
    for place, name in enumerate(chart.rows):
        middle = top - step * (place + 0.5) - (_AIM / 2 if aims else 0)
        _row_label(drawing, fonts, name, left, middle)
        share = chart.shares[place]
        if share is None:
            _hatched(drawing, left, middle - _BAR / 2, room, _BAR)
        else:
            drawing.add(_rect(left, middle - _BAR / 2, max(room * share / 100, 0.01), _BAR, "#94c1e3"))
            drawing.add(_string(fonts, left + room + 6, middle - 2.7, f"{share:.1f}%", _LABEL, TEXT))
        if place < len(chart.aims) and (aim := chart.aims[place]) is not None:
            _aim(drawing, fonts, (left, room), aim, middle)
        if chart.beside:
            drawing.add(_string(fonts, width, middle - 2.5, chart.beside[place], _SMALL, MUTED, "end"))
    return drawing


def _aim(drawing: Any, fonts: Fonts, across: tuple[float, float], aim: float, middle: float) -> None:
    """Mark what is aimed at: a dark stroke over the bar between white ones, its figure above the bar.

    Nothing is written over a bar: its end is what one looks for.
    """
    left, room = across
    x, high = left + room * aim / 100, _BAR / 2 + 2.5
    for wide, ink in ((4.2, WHITE), (1.8, TEXT)):
        drawing.add(Line(x, middle - high, x, middle + high, strokeColor=colour_of(ink), strokeWidth=wide))
    text = f"目標{aim:g}%"
    half = fonts.width(text, _SMALL) / 2
    place = min(max(x, left + half), left + room - half)
    drawing.add(_string(fonts, place, middle + high + 1.2, text, _SMALL, TEXT, "middle"))


def _heat_head(fonts: Fonts, chart: HeatMap, width: float) -> float:
    cell = (width - _label_room(fonts, chart.rows, width)) / max(len(chart.columns), 1)
    lines = [fonts.title(name, _SMALL, max(cell - 3, 16)) for name in chart.columns]
    return max((len(one) for one in lines), default=1) * _SMALL * 1.25 + 6


def _heat(fonts: Fonts, chart: HeatMap, width: float, height: float) -> Any:
    drawing = Drawing(width, height)
    left = _label_room(fonts, chart.rows, width)
    cell = (width - left) / max(len(chart.columns), 1)
    head = _heat_head(fonts, chart, width)
    high = (height - head - 6) / max(len(chart.rows), 1)
    top = height - head
    for column, name in enumerate(chart.columns):
        lines = fonts.title(name, _SMALL, max(cell - 3, 16))
        for place, line in enumerate(reversed(lines)):
            x = left + cell * (column + 0.5)
            drawing.add(_string(fonts, x, top + 4 + place * _SMALL * 1.25, line, _SMALL, MUTED, "middle"))
    for row, name in enumerate(chart.rows):
        y = top - high * (row + 1)
        _row_label(drawing, fonts, name, left, y + high / 2)
        for column, (share, text) in enumerate(zip(chart.shares[row], chart.texts[row], strict=True)):
            x = left + cell * column
            if share is None:
                if text == _NOBODY:
                    drawing.add(_rect(x, y, cell, high, WHITE))
                else:
                    _hatched(drawing, x, y, cell, high)
                if text:
                    _plate(drawing, fonts, text, x + cell / 2, y + high / 2)
                continue
            fill = shades.ground(round(share / 10), 10)
            drawing.add(_rect(x, y, cell, high, fill))
            size = min(_LABEL, _LABEL * (cell - 6) / max(fonts.width(text, _LABEL), 1))
            _plate(drawing, fonts, text, x + cell / 2, y + high / 2, size)
    return drawing


_MARKS = ("circle", "square", "triangle", "diamond", "ring")
_DASHES: tuple[tuple[float, ...] | None, ...] = (
    None,
    (5.0, 2.5),
    (1.4, 2.2),
    (7.0, 2.0, 1.5, 2.0),
    (3.0, 3.0),
)


def _trend(fonts: Fonts, chart: TrendLines, width: float, height: float) -> Any:
    drawing = Drawing(width, height)
    names = max((fonts.width(name, _SMALL) for name in chart.names), default=0.0)
    left, right = 30.0, width - min(names + 48, width * 0.42)
    bottom, top = 22.0, height - 8
    lowest = min((share for row in chart.shares for share in row if share is not None), default=0.0)
    floor = 50 if lowest >= 55 else 0

    def height_at(share: float) -> float:
        return bottom + (top - bottom) * (share - floor) / (100 - floor)

    for part in range(floor, 101, 10 if floor else 25):
        y = height_at(part)
        drawing.add(Line(left, y, right, y, strokeColor=colour_of(HAIRLINE), strokeWidth=0.35))
        drawing.add(_string(fonts, left - 4, y - 2.4, f"{part}%", 6.5, MUTED, "end"))
    places = [
        left + (right - left) * (place + 0.5) / max(len(chart.years), 1) for place in range(len(chart.years))
    ]
    for x, year in zip(places, chart.years, strict=True):
        drawing.add(_string(fonts, x, 8, year, _LABEL, TEXT, "middle"))
    ends: list[tuple[float, int, float]] = []
    for place, shares in enumerate(chart.shares):
        points = [
            (x, height_at(share)) if share is not None else None
            for x, share in zip(places, shares, strict=True)
        ]
        _line(drawing, points, place)
        if last := next((point for point in reversed(points) if point is not None), None):
            share = next(share for share in reversed(shares) if share is not None)
            ends.append((last[1], place, share))
    _name_ends(drawing, fonts, chart.names, ends, right + 6, (bottom, top))
    return drawing


def _line(drawing: Any, points: Sequence[tuple[float, float] | None], place: int) -> None:
    ink = colour_of(_STRONG if place % 2 == 0 else TEXT)
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            dash = _DASHES[place % len(_DASHES)]
            drawing.add(
                PolyLine(
                    [value for one in run for value in one],
                    strokeColor=ink,
                    strokeWidth=1.3,
                    strokeDashArray=dash,
                )
            )
        for one in run:
            drawing.add(_mark(one, _MARKS[place % len(_MARKS)], ink))
        run = []


def _mark(point: tuple[float, float], kind: str, ink: Any) -> Any:
    x, y = point
    fill = colour_of(WHITE) if kind in ("ring", "square") else ink
    if kind in ("circle", "ring"):
        return Circle(x, y, 2.6, fillColor=fill, strokeColor=ink, strokeWidth=1.0)
    if kind == "square":
        return Rect(x - 2.4, y - 2.4, 4.8, 4.8, fillColor=fill, strokeColor=ink, strokeWidth=1.0)
    if kind == "triangle":
        corners = [x - 3, y - 2.4, x + 3, y - 2.4, x, y + 3]
    else:
        corners = [x - 3, y, x, y - 3, x + 3, y, x, y + 3]
    return Polygon(corners, fillColor=fill, strokeColor=ink, strokeWidth=0.8)


def _name_ends(
    drawing: Any,
    fonts: Fonts,
    names: Sequence[str],
    ends: Sequence[tuple[float, int, float]],
    x: float,
    within: tuple[float, float],
) -> None:
    """Write the lines' names behind their ends, moved apart where lines end close together."""
    apart = 10.0
    last = within[0] - apart
    room = sorted(ends)
    for position, (y, place, share) in enumerate(room):
        y = max(y, last + apart)
        y = min(y, within[1] - apart * (len(room) - 1 - position))
        last = y
        kind = _MARKS[place % len(_MARKS)]
        ink = colour_of(_STRONG if place % 2 == 0 else TEXT)
        drawing.add(_mark((x + 3, y), kind, ink))
        drawing.add(_string(fonts, x + 9, y - 2.5, f"{names[place]} {share:.1f}%", _SMALL, TEXT))


def _legend(
    drawing: Any,
    fonts: Fonts,
    steps: Sequence[str],
    fills: Sequence[str],
    x: float,
    y: float,
    width: float,
) -> None:
    needed = sum(fonts.width(step, _SMALL) + 22 for step in steps)
    x = min(x, max(width - needed, 0))
    for step, fill in zip(steps, fills, strict=True):
        drawing.add(_rect(x, y - 2, 9, 9, fill))
        drawing.add(_string(fonts, x + 12, y, step, _SMALL, TEXT))
        x += fonts.width(step, _SMALL) + 22


def _label_room(fonts: Fonts, names: Sequence[str], width: float) -> float:
    longest = max((fonts.width(name, _LABEL) for name in names), default=0.0)
    return float(min(longest + 8, width * _LONGEST_LABEL))


def _row_label(drawing: Any, fonts: Fonts, name: str, room: float, middle: float) -> None:
    size, lines = fonts.fit(name, _LABEL, 6.0, room - 8)
    leading = size * 1.15
    for place, line in enumerate(lines[:2]):
        y = middle - size * 0.35 + (min(len(lines), 2) - 1) * leading / 2 - place * leading
        drawing.add(_string(fonts, room - 6, y, line, size, TEXT, "end"))


def _hatched(drawing: Any, x: float, y: float, width: float, height: float) -> None:
    drawing.add(_rect(x, y, width, height, WHITE))
    apart = 5.0
    place = x - height
    while place < x + width:
        start, end = max(place, x), min(place + height, x + width)
        if end > start:
            drawing.add(
                Line(
                    *(start, y + start - place, end, y + end - place),
                    strokeColor=colour_of(HAIRLINE),
                    strokeWidth=0.4,
                )
            )
        place += apart


def _plate(drawing: Any, fonts: Fonts, text: str, middle: float, y: float, size: float = 6.5) -> None:
    """Write a text on white in the middle of a shade or a hatch: in one bit they would eat its strokes."""
    room = fonts.width(text, size) + 4
    high = size * 1.2
    drawing.add(
        Rect(middle - room / 2, y - high / 2, room, high, fillColor=colour_of(WHITE), strokeColor=None)
    )
    drawing.add(_string(fonts, middle, y - size * 0.36, text, size, TEXT, "middle"))


def _rect(x: float, y: float, width: float, height: float, fill: str) -> Any:
    return Rect(
        x, y, width, height, fillColor=colour_of(fill), strokeColor=colour_of(MUTED), strokeWidth=_FRAME
    )


def _string(
    fonts: Fonts, x: float, y: float, text: str, size: float, colour: str, anchor: str = "start"
) -> Any:
    return String(
        x,
        y,
        text,
        fontName=fonts.styles[Style.GOTHIC].fontName,
        fontSize=size,
        fillColor=colour_of(colour),
        textAnchor=anchor,
    )
