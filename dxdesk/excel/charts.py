"""Native charts: how their bars look, and the parts of a package that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dxdesk.domain import shades

INK = "1D2733"
_BAR = "94C1E3"
_SHOWN = "#,##0.#;;;"
_CM_PER_POINT = 2.54 / 72
_ROW_POINTS = 15.0
_BAR_CM, _AROUND_CM, _LEAST_CM = 0.75, 2.6, 6.0
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars over rows of its own sheet: columns and rows counted from 1, ``wide`` in points.

    ``stacked``: the columns are the levels of a scale, and each bar is 100 % of its row.
    """

    title: str
    sheet: str
    names: int
    columns: tuple[int, ...]
    span: tuple[int, int]
    wide: float
    stacked: bool = False

    @property
    def height(self) -> float:
        """How high it is, in centimetres."""
        return high(self.span[1] - self.span[0] + 1)

    @property
    def rows(self) -> int:
        """Over how many rows of the usual height it stands."""
        return int(-(-self.height / _CM_PER_POINT // _ROW_POINTS))


class DrawnPart(NamedTuple):
    """A part of a package; relations have no type of their own."""

    name: str
    data: bytes
    content_type: str = ""


def high(bars: int) -> float:
    """Return how high a chart of so many bars is, in centimetres."""
    return max(_LEAST_CM, _AROUND_CM + bars * _BAR_CM)


def drawings(sheets: Sequence[Sequence[tuple[Chart, str]]]) -> list[DrawnPart]:
    """Return the parts that hold the charts of all sheets, and the relations that lead to them.

    Each chart comes with the cell it begins at.
    """
    found: list[DrawnPart] = []
    number = 0
    for place, charts in enumerate(sheets, 1):
        if charts:
            found += _drawing(charts, place, number)
            number += len(charts)
    return found


def _drawing(charts: Sequence[tuple[Chart, str]], place: int, number: int) -> list[DrawnPart]:
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.packaging.relationship import Relationship, RelationshipList
    from openpyxl.xml.functions import tostring

    drawing, parts = SpreadsheetDrawing(), []
    for position, (chart, cell) in enumerate(charts, number + 1):
        made = _made(chart)
        made.anchor, made._id = cell, position
        drawing.charts.append(made)
        parts.append(DrawnPart(f"xl/charts/chart{position}.xml", tostring(made._write()), _CHART))
    name = f"drawing{place}.xml"
    there = Relationship(type="drawing", Target=f"../drawings/{name}")
    relations = RelationshipList()
    relations.append(there)
    parts.append(DrawnPart(f"xl/drawings/{name}", tostring(drawing._write()), _DRAWING))
    parts.append(DrawnPart(f"xl/drawings/_rels/{name}.rels", tostring(drawing._write_rels())))
    parts.append(DrawnPart(f"xl/worksheets/_rels/sheet{place}.xml.rels", tostring(relations.to_tree())))
    return parts


def _made(wanted: Chart) -> Any:
    from openpyxl.chart import BarChart, Reference, Series
    from openpyxl.utils import get_column_letter, quote_sheetname

    first, last = wanted.span
    sheet = quote_sheetname(wanted.sheet)

    def cells(column: int, top: int, bottom: int) -> Reference:
        letter = get_column_letter(column)
        return Reference(range_string=f"{sheet}!${letter}${top}:${letter}${bottom}")

    chart = BarChart()
    chart.type, chart.gapWidth, chart.title = "bar", 60, wanted.title
    for column in wanted.columns:
        chart.series.append(Series(cells(column, first - 1, last), title_from_data=True))
    chart.set_categories(cells(wanted.names, first, last))
    if wanted.stacked:
        chart.grouping, chart.overlap = "percentStacked", 100
        fill_levels(chart.series)
    else:
        chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.legend = 0, 100, None
        fill_bars(chart.series, [_BAR] * len(wanted.columns))
    settle(chart)
    chart.width, chart.height = wanted.wide * _CM_PER_POINT, wanted.height
    return chart


def settle(chart: Any, *, downwards: bool = True) -> None:
    """Set both axes in sight and the legend below; ``downwards``: the first row on top, as in the table."""
    if downwards:
        chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    if chart.legend is not None:
        chart.legend.position = "b"


def fill_levels(bars: Sequence[Any]) -> None:
    """Fill bars with the shades of a scale's levels, the lowest first."""
    top = max(len(bars) - 1, 1)
    fill_bars(bars, [shades.ground(level, top)[1:] for level in range(len(bars))])


def fill_bars(bars: Sequence[Any], fills: Sequence[str], *, shown: str = _SHOWN) -> None:
    """Fill bars and frame them dark, so that one bit of colour parts them too; write their values.

    ``shown`` is the format of the values.
    """
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.shapes import GraphicalProperties

    for series, fill in zip(bars, fills, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=fill)
        series.graphicalProperties.line.solidFill = INK
        labels = series.dLbls = DataLabelList()
        labels.showVal = True
        labels.numFmt = shown  # a level that nobody has would put its 0 upon its neighbours
        labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
