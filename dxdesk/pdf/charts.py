"""Radar and bars, drawn once for paper and screen alike.

Legible without colour: every line has its own width, dash and mark, every level its number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.pdf.fontset import Style
from dxdesk.pdf.paper import HAIRLINE, MUTED, TEXT, WHITE, Fonts, Paper, colour_of
from dxdesk.pdf.shapes import Circle, Drawing, Group, Line, Polygon, PolyLine, Rect, String
from dxdesk.ports.printing import LevelScale, Progress, RadarAxis, RadarChart

_CONFIRMED = "#174a6e"
_CONFIRMED_FILL = "#dcebf7"
_LAST_YEAR = "#5b6774"
_REQUIRED = "#9a4500"
LEAST_AXES = 3
"""Fewer skills than this make no radar; they are drawn as bars."""
MOST_AXES = 24
"""More skills than this are no picture any more; their levels stand in the table alone."""
_CROWDED = 12
_LABEL = 8.0
_LEGEND = 7.5


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of the radar."""

    title: str
    attribute: str
    colour: str
    width: float
    dash: tuple[float, ...] | None
    mark: str


_CONFIRMED_NOW = "今年(確認)"
_SERIES = (
    _Series("要求水準", "required", _REQUIRED, 0.9, (1.2, 2.2), "square"),
    _Series("前年", "last_year", _LAST_YEAR, 0.9, (4.0, 2.4), "ring"),
    _Series(_CONFIRMED_NOW, "confirmed", _CONFIRMED, 1.7, None, "dot"),
)


def radar(
    fonts: Fonts, axes: Sequence[RadarAxis], width: float, height: float, now: str = _CONFIRMED_NOW
) -> Any:
    """Return the radar as a drawing of ``width`` × ``height`` points; fewer than 3 axes become bars.

    ``now`` is what the legend calls this year's levels. Every axis reaches from the lowest to the highest
    level of its own scale.
    """
    if len(axes) < LEAST_AXES:
        return bars(fonts, axes, width, height, now)
    drawing = Drawing(width, height)
    legend = 16.0
    crowded = len(axes) > _CROWDED
    size, room = (6.5, 48.0) if crowded else (_LABEL, 66.0)
    labels = [fonts.title(axis.label, size, room) or [""] for axis in axes]
    side = max(fonts.width(line, size) for lines in labels for line in lines) + 9
    radius = min(width / 2 - side, (height - legend) / 2 - (side if crowded else 24))
    centre = (width / 2, legend + (height - legend) / 2)
    confirmed = _points(axes, "confirmed", centre, radius)
    if None not in confirmed:
        # Below everything, so that the dashed lines of the others stay visible on it.
        drawing.add(Polygon(_flat(confirmed), fillColor=colour_of(_CONFIRMED_FILL), strokeColor=None))
    drawing.add(_web(fonts, axes, centre, radius))
    for series in _SERIES:
        drawing.add(_line(series, _points(axes, series.attribute, centre, radius)))
    for position, lines in enumerate(labels):
        add = _add_label_along if crowded else _add_label_beside
        add(drawing, fonts, lines, size, position / len(labels), centre, radius)
    _add_legend(drawing, fonts, axes, width / 2, now)
    return drawing


def bars(
    fonts: Fonts, axes: Sequence[RadarAxis], width: float, height: float, now: str = _CONFIRMED_NOW
) -> Any:
    """Return horizontal bars: confirmed as the bar, last year and requirement as marks on it."""
    drawing = Drawing(width, height)
    left = max((fonts.width(axis.label, _LABEL) for axis in axes), default=0.0)
    left = min(left, width * 0.42) + 8
    room = width - left - 26
    step = min((height - 34) / max(len(axes), 1), 30)
    gothic = fonts.styles[Style.GOTHIC].fontName
    scale = _common(axes) or LevelScale(("",))
    for level in scale.levels if scale.highest else ():
        x = left + room * level / scale.highest
        bottom = height - 14 - step * len(axes)
        drawing.add(Line(x, bottom, x, height - 12, strokeColor=colour_of(HAIRLINE), strokeWidth=0.3))
        drawing.add(_string(gothic, x, bottom - 9, scale.name(level), 7, MUTED, "middle"))
    for number, axis in enumerate(axes):
        middle = height - 14 - step * (number + 0.5)
        _add_bar(drawing, fonts, axis, left, room, middle, min(step * 0.5, 11))
    _add_legend(drawing, fonts, axes, width / 2, now)
    return drawing


def draw(fonts: Fonts, records: Sequence[RadarChart], _: Progress | None = None) -> Paper:
    """Draw the radar alone on a page of its own size."""
    (record,) = records
    paper = Paper(fonts, (record.width, record.height))
    paper.about(record.subject)
    inset = 6.0
    chart = radar(fonts, record.axes, record.width - 2 * inset, record.height - 2 * inset)
    paper.drawing(chart, inset, inset)
    paper.end_page()
    return paper


def _point(centre: tuple[float, float], radius: float, place: float, count: int) -> tuple[float, float]:
    angle = math.pi / 2 - 2 * math.pi * place / count
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _web(fonts: Fonts, axes: Sequence[RadarAxis], centre: tuple[float, float], radius: float) -> Any:
    """Draw one ring a level, the spokes, and each level's number on the first spoke."""
    group = Group()
    count, scale = len(axes), _common(axes)
    steps = scale.highest if scale else 1
    for level in reversed(scale.levels[1:]) if scale else (1,):
        ring = [_point(centre, radius * level / steps, position, count) for position in range(count)]
        group.add(
            Polygon(
                [value for point in ring for value in point],
                fillColor=None,
                strokeColor=colour_of(MUTED if level == steps else HAIRLINE),
                strokeWidth=0.5 if level == steps else 0.35,
            )
        )
    for position in range(count):
        x, y = _point(centre, radius, position, count)
        group.add(Line(*centre, x, y, strokeColor=colour_of(HAIRLINE), strokeWidth=0.3))
    gothic = fonts.styles[Style.GOTHIC].fontName
    for level in scale.levels[1:] if scale else ():
        # Between the last and the first spoke, where no mark ever stands.
        x, y = _point(centre, radius * level / steps * math.cos(math.pi / count), -0.5, count)
        group.add(Rect(x - 3, y - 4, 6, 8, fillColor=colour_of(WHITE), strokeColor=None))
        group.add(_string(gothic, x, y - 2.4, str(level), 6.5, MUTED, "middle"))
    return group


def _common(axes: Sequence[RadarAxis]) -> LevelScale | None:
    """Return the scale all axes share, ``None`` where they differ: then levels have no number in common."""
    scales = {axis.scale for axis in axes}
    return scales.pop() if len(scales) == 1 else None


def _points(
    axes: Sequence[RadarAxis], attribute: str, centre: tuple[float, float], radius: float
) -> list[tuple[float, float] | None]:
    """Return where each level lies; None where nobody answered."""
    points: list[tuple[float, float] | None] = []
    for position, axis in enumerate(axes):
        level, highest = getattr(axis, attribute), axis.scale.highest
        out = None if level is None else radius * min(level, highest) / max(highest, 1)
        points.append(None if out is None else _point(centre, out, position, len(axes)))
    return points


def _flat(points: Sequence[tuple[float, float] | None]) -> list[float]:
    return [value for point in points if point is not None for value in point]


def _line(series: _Series, points: Sequence[tuple[float, float] | None]) -> Any:
    """Draw one year's line; a skill nobody answered leaves a gap instead of pretending level 0."""
    group = Group()
    style = {
        "strokeColor": colour_of(series.colour),
        "strokeWidth": series.width,
        "strokeDashArray": list(series.dash) if series.dash else None,
        "strokeLineJoin": 1,
    }
    if None not in points:
        group.add(Polygon(_flat(points), fillColor=None, **style))
    else:
        for position, point in enumerate(points):
            after = points[(position + 1) % len(points)]
            if point is not None and after is not None:
                group.add(PolyLine([*point, *after], **style))
    for point in points:
        if point is not None:
            group.add(_mark(series, *point))
    return group


def _mark(series: _Series, x: float, y: float) -> Any:
    """Return the series' mark; dot, ring and square fit into each other where levels are equal."""
    colour = colour_of(series.colour)
    if series.mark == "square":
        return Rect(x - 4, y - 4, 8, 8, fillColor=None, strokeColor=colour, strokeWidth=0.9)
    if series.mark == "ring":
        return Circle(x, y, 3.4, fillColor=None, strokeColor=colour, strokeWidth=0.8)
    return Circle(x, y, 2.1, fillColor=colour, strokeColor=colour, strokeWidth=0.5)


def _add_label_beside(
    drawing: Any,
    fonts: Fonts,
    lines: list[str],
    size: float,
    turn: float,
    centre: tuple[float, float],
    radius: float,
) -> None:
    """Set a label level beside the end of its spoke; ``turn`` is its share of the whole circle."""
    sideways, upward = math.sin(2 * math.pi * turn), math.cos(2 * math.pi * turn)
    x, y = centre[0] + sideways * (radius + 8), centre[1] + upward * (radius + 8)
    anchor = "middle" if abs(sideways) < 0.15 else "start" if sideways > 0 else "end"
    block = size * 1.15 * len(lines)
    # The block's near edge touches the tip: above at the top, below at the bottom, centred beside.
    first = y + block * (upward + 1) / 2 - size * 0.9
    gothic = fonts.styles[Style.GOTHIC].fontName
    for number, line in enumerate(lines):
        drawing.add(_string(gothic, x, first - number * size * 1.15, line, size, TEXT, anchor))


def _add_label_along(
    drawing: Any,
    fonts: Fonts,
    lines: list[str],
    size: float,
    turn: float,
    centre: tuple[float, float],
    radius: float,
) -> None:
    """Set a label along its spoke: with many skills level labels would run into each other."""
    degrees = 90 - 360 * turn
    left_half = math.cos(math.radians(degrees)) < -1e-6
    angle = math.radians(degrees + 180 if left_half else degrees)
    group = Group(transform=(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), *centre))
    gothic = fonts.styles[Style.GOTHIC].fontName
    first = size * (1.1 * len(lines) / 2 - 0.85)
    for number, line in enumerate(lines):
        x, anchor = (-(radius + 6), "end") if left_half else (radius + 6, "start")
        group.add(_string(gothic, x, first - number * size * 1.1, line, size, TEXT, anchor))
    drawing.add(group)


def _add_legend(drawing: Any, fonts: Fonts, axes: Sequence[RadarAxis], middle: float, now: str) -> None:
    shown = [
        replace(series, title=now) if series.title == _CONFIRMED_NOW else series
        for series in reversed(_SERIES)
        if any(getattr(axis, series.attribute) is not None for axis in axes)
    ]
    gothic = fonts.styles[Style.GOTHIC].fontName
    widths = [24 + fonts.width(series.title, _LEGEND) for series in shown]
    x = middle - (sum(widths) + 12 * (len(shown) - 1)) / 2
    for series, width in zip(shown, widths, strict=True):
        drawing.add(
            Line(
                x,
                5.5,
                x + 19,
                5.5,
                strokeColor=colour_of(series.colour),
                strokeWidth=series.width,
                strokeDashArray=list(series.dash) if series.dash else None,
            )
        )
        drawing.add(_mark(series, x + 9.5, 5.5))
        drawing.add(_string(gothic, x + 23, 2.8, series.title, _LEGEND, TEXT, "start"))
        x += width + 12


def _add_bar(
    drawing: Any,
    fonts: Fonts,
    axis: RadarAxis,
    left: float,
    room: float,
    middle: float,
    thickness: float,
) -> None:
    gothic, scale = fonts.styles[Style.GOTHIC].fontName, axis.scale
    size, lines = fonts.fit(axis.label, _LABEL, 6.0, left - 8)
    for number, line in enumerate(lines):
        y = middle - size * 0.35 + (len(lines) - 1) * size * 0.55 - number * size * 1.1
        drawing.add(_string(gothic, left - 6, y, line, size, TEXT, "end"))
    if axis.confirmed is not None:
        length = room * min(axis.confirmed, scale.highest) / scale.highest
        drawing.add(
            Rect(
                left,
                middle - thickness / 2,
                max(length, 0.6),
                thickness,
                fillColor=colour_of(_CONFIRMED_FILL),
                strokeColor=colour_of(_CONFIRMED),
                strokeWidth=0.6,
            )
        )
    for series in _SERIES:
        level = getattr(axis, series.attribute)
        if level is not None:
            drawing.add(_mark(series, left + room * min(level, scale.highest) / scale.highest, middle))


def _string(font: str, x: float, y: float, text: str, size: float, colour: str, anchor: str) -> Any:
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour_of(colour), textAnchor=anchor)
