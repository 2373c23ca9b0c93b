"""The year's report as a workbook to go on with: native charts beside their figures, a summary on one A4.

Made with openpyxl, which draws Excel's own charts; what travels between stores is written by our own writer.
Each chart stands on cells of its own sheet, so that whoever changes a figure changes the picture.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dxdesk.domain import shades
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.excel import textsize
from dxdesk.excel.charts import fill_bars, fill_levels, high, settle
from dxdesk.excel.styles import FONT
from dxdesk.ports.align import Align
from dxdesk.ports.report_pages import (
    Block,
    Chapter,
    Contents,
    Figures,
    HeatMap,
    Keys,
    PagedReport,
    Question,
    Sentences,
    ShareBars,
    StackedBars,
    TrendLines,
)

_COLUMNS = 8
_WIDTH = 9.5
_LINE_LETTERS, _FIRST_LETTERS, _CELL_LETTERS = 41.0, 13.0, 5.6
"""Full-width letters that fit a line over all columns at 11 pt, in the first one and in another at 10 pt."""
_THIN, _STRONG = Side(style="thin", color="9AA5B1"), Side(style="medium", color="1D2733")
_HEAD = PatternFill("solid", fgColor="E6EBF0")
_CHART_WIDTH = 18.5
_PERCENT = "0.0%"


def report_book(report: PagedReport) -> bytes:
    """Return the report as a workbook: the summary first, then a sheet a chapter."""
    book = Workbook()
    book.remove(book.active)
    for place, chapter in enumerate(report.chapters):
        sheet = book.create_sheet(_name(chapter.heading))
        _set_up(sheet, report, one_page=place == 0)
        row = _title(sheet, report) if place == 0 else 1
        _chapter(sheet, chapter, row, [one.heading for one in report.chapters])
    properties = book.properties
    properties.title = f"{report.title} {fiscal_year_label(report.fiscal_year)} {report.for_whom}".strip()
    properties.creator = report.municipality
    properties.subject = report.purpose
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _name(heading: str) -> str:
    return "".join("・" if char in "\\/*?:[]" else char for char in heading)[:31]


def _set_up(sheet: Any, report: PagedReport, *, one_page: bool) -> None:
    for column in range(1, _COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24 if column == 1 else _WIDTH
    sheet.sheet_view.showGridLines = False
    page = sheet.page_setup
    page.paperSize, page.orientation, page.fitToWidth = 9, "portrait", 1
    page.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins  # inches; 20 mm to the left for filing
    margins.left, margins.right, margins.top, margins.bottom = 20 / 25.4, 15 / 25.4, 18 / 25.4, 18 / 25.4
    sheet.oddFooter.left.text = report.purpose
    sheet.oddFooter.right.text = "&P / &N"
    sheet.oddHeader.right.text = f"{report.municipality} {fiscal_year_label(report.fiscal_year)}"


def _title(sheet: Any, report: PagedReport) -> int:
    _text(sheet, 1, f"{report.title} {fiscal_year_label(report.fiscal_year)}", size=16, bold=True)
    as_of = f"{wareki(report.as_of)} 現在" if report.as_of else ""
    _text(
        sheet, 2, "・".join(part for part in (report.municipality, report.for_whom, as_of) if part), size=10
    )
    return 4


def _chapter(sheet: Any, chapter: Chapter, row: int, headings: Sequence[str]) -> None:
    _text(sheet, row, chapter.heading, size=13, bold=True)
    for column in range(1, _COLUMNS + 1):
        sheet.cell(row, column).border = Border(bottom=_STRONG)
    row += 2
    for block in chapter.blocks:
        row = (
            _contents(sheet, headings, row) if isinstance(block, Contents) else _block(sheet, block, row)
        ) + 1
    last = get_column_letter(max(sheet.max_column, _COLUMNS))
    sheet.print_area = f"A1:{last}{row}"


def _block(sheet: Any, block: Block, row: int) -> int:
    if isinstance(block, Sentences):
        return _sentences(sheet, block.text, row)
    if isinstance(block, Question):
        _text(sheet, row, block.text, size=11, bold=True)
        return row + 1
    if isinstance(block, Keys):
        return _keys(sheet, block, row)
    if isinstance(block, Figures):
        return _figures(sheet, block, row)
    if isinstance(block, HeatMap):
        return _heat(sheet, block, row)
    if isinstance(block, StackedBars):
        return _stacked(sheet, block, row)
    if isinstance(block, ShareBars):
        return _shares(sheet, block, row)
    return _trend(sheet, block, row)


def _contents(sheet: Any, headings: Sequence[str], row: int) -> int:
    """List the sheets, each a way to it."""
    row = _caption(sheet, row, "目次")
    for heading in headings:
        _text(sheet, row, heading, size=10)
        sheet.cell(row, 1).hyperlink = f"#'{_name(heading)}'!A1"
        row += 1
    return row


def _text(sheet: Any, row: int, text: str, *, size: float = 11, bold: bool = False) -> None:
    cell = sheet.cell(row, 1, text)
    cell.font = Font(name=FONT, size=size, bold=bold)
    cell.data_type = "s"  # a text that begins with = is none of ours to work out


def _sentences(sheet: Any, text: str, row: int) -> int:
    """Write a text over all columns, as high as it needs: a merged cell grows by itself in no program."""
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_COLUMNS)
    _text(sheet, row, text)
    sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    lines = textsize.line_count(text, _LINE_LETTERS)
    sheet.row_dimensions[row].height = 18.0 * lines + 4
    return row + 1


def _keys(sheet: Any, block: Keys, row: int) -> int:
    for place, key in enumerate(block.keys):
        column = 1 + place * 2
        for below, (text, size, bold) in enumerate(
            ((key.label, 9, False), (key.figure, 16, True), (key.note, 9, False))
        ):
            sheet.merge_cells(
                start_row=row + below, start_column=column, end_row=row + below, end_column=column + 1
            )
            cell = sheet.cell(row + below, column, text)
            cell.font = Font(name=FONT, size=size, bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            for at in (column, column + 1):
                sheet.cell(row + below, at).border = Border(
                    left=_THIN if at == column else None,
                    right=_THIN if at == column + 1 else None,
                    top=_THIN if below == 0 else None,
                    bottom=_THIN if below == 2 else None,
                )
    lines = max(textsize.line_count(key.note, 2 * _CELL_LETTERS) for key in block.keys)
    sheet.row_dimensions[row + 2].height = 13.0 * lines + 3
    return row + 3


def _caption(sheet: Any, row: int, title: str) -> int:
    if title:
        _text(sheet, row, title, size=10, bold=True)
    return row + 1


def _note(sheet: Any, row: int, note: str) -> int:
    if not note:
        return row
    return _sentences(sheet, note, row)


def _head(sheet: Any, row: int, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(row, column, head)
        cell.font, cell.fill = Font(name=FONT, size=10), _HEAD
        cell.border = Border(top=_THIN, bottom=_THIN)
        cell.alignment = Alignment(wrap_text=True, horizontal="left" if column == 1 else "center")
    lines = max((textsize.line_count(head, _CELL_LETTERS) for head in heads[1:]), default=1)
    sheet.row_dimensions[row].height = 15.0 * lines + 3


def _figures(sheet: Any, block: Figures, row: int) -> int:
    row = _caption(sheet, row, block.title)
    _head(sheet, row, block.heads)
    aligns = block.aligns or (Align.LEFT, *(Align.RIGHT,) * (len(block.heads) - 1))
    last = len(block.rows) - 1
    for place, texts in enumerate(block.rows):
        row += 1
        for column, (text, align) in enumerate(zip(texts, aligns, strict=True), start=1):
            cell = sheet.cell(row, column)
            _put(cell, text)
            cell.font = Font(name=FONT, size=10, bold=block.summed and place == last)
            cell.alignment = Alignment(horizontal=align.value, vertical="top", wrap_text=True)
            cell.border = Border(bottom=_THIN)
        rooms = [_FIRST_LETTERS, *(_CELL_LETTERS,) * (len(texts) - 1)]
        if aligns[-1] is Align.LEFT and len(texts) < _COLUMNS:
            # What is said in words at the end of a line takes the rest of it.
            sheet.merge_cells(start_row=row, start_column=len(texts), end_row=row, end_column=_COLUMNS)
            rooms[-1] = _CELL_LETTERS * (_COLUMNS - len(texts) + 1)
        lines = max(textsize.line_count(text, room) for text, room in zip(texts, rooms, strict=True))
        sheet.row_dimensions[row].height = 15.0 * lines
    return _note(sheet, row + 1, block.note)


def _put(cell: Any, text: str) -> None:
    """Write a figure as a number, so that people can go on with it; all else stays a text."""
    plain = text.replace(",", "")
    if plain.isdecimal():
        cell.value, cell.number_format = int(plain), "#,##0"
    elif plain.endswith("%") and plain[:-1].replace(".", "", 1).isdecimal():
        cell.value, cell.number_format = float(plain[:-1]) / 100, _PERCENT
    else:
        cell.value = text
        cell.data_type = "s"


def _stacked(sheet: Any, block: StackedBars, row: int) -> int:
    row = _caption(sheet, row, block.title)
    first = row
    _head(sheet, row, ("", *block.steps))
    for name, counts in zip(block.rows, block.counts, strict=True):
        row += 1
        _row(sheet, row, name, [None if None in counts else count for count in counts], "#,##0")
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "percentStacked", 100, 60
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(block.steps), min_row=first, max_row=row),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=row))
    fill_levels(chart.series)
    return _place(sheet, chart, row, len(block.rows), block.note)


def _shares(sheet: Any, block: ShareBars, row: int) -> int:
    row = _caption(sheet, row, block.title)
    first = row
    heads = ("", "割合", *(("目標",) if block.aims else ()), *(("人数",) if block.beside else ()))
    _head(sheet, row, heads)
    for place, name in enumerate(block.rows):
        row += 1
        share = block.shares[place]
        _row(sheet, row, name, [None if share is None else share / 100], _PERCENT)
        if block.aims:
            _aim(sheet.cell(row, 3), block.aims[place])
        if block.beside:
            cell = sheet.cell(row, len(heads), block.beside[place])
            cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(horizontal="right")
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 60
    drawn = 3 if block.aims else 2
    chart.add_data(
        Reference(sheet, min_col=2, max_col=drawn, min_row=first, max_row=row), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=row))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.number_format = "0%"
    fill_bars(chart.series, ["94C1E3", "FFFFFF"][: drawn - 1], shown=_PERCENT)
    if not block.aims:
        chart.legend = None
    return _place(sheet, chart, row, len(block.rows), block.note)


def _aim(cell: Any, aim: float | None) -> None:
    """Write what is aimed at; where nothing is, the text draws no bar."""
    cell.value = "目標なし" if aim is None else aim / 100
    cell.font, cell.number_format = Font(name=FONT, size=10), _PERCENT
    cell.alignment, cell.border = Alignment(horizontal="center", vertical="top"), Border(bottom=_THIN)


def _trend(sheet: Any, block: TrendLines, row: int) -> int:
    row = _caption(sheet, row, block.title)
    first = row
    _head(sheet, row, ("", *block.names))
    for place, year in enumerate(block.years):
        row += 1
        shares = [line[place] for line in block.shares]
        _row(sheet, row, year, [None if share is None else share / 100 for share in shares], _PERCENT)
    chart = LineChart()
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + len(block.names), min_row=first, max_row=row),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=row))
    chart.y_axis.number_format = "0%"
    chart.y_axis.scaling.max = 1
    for place, series in enumerate(chart.series):
        ink = "174A6E" if place % 2 == 0 else "1D2733"
        series.marker.symbol = ("circle", "square", "triangle", "diamond", "x")[place % 5]
        series.marker.size = 7
        series.marker.graphicalProperties = GraphicalProperties(solidFill=ink)
        series.graphicalProperties.line.solidFill = ink
        series.graphicalProperties.line.dashStyle = ("solid", "dash", "sysDot", "dashDot", "lgDash")[
            place % 5
        ]
        series.smooth = False
    return _place(sheet, chart, row, 9, block.note)


def _heat(sheet: Any, block: HeatMap, row: int) -> int:
    row = _caption(sheet, row, block.title)
    first = row + 1
    _head(sheet, row, ("", *block.columns))
    for name, shares, texts in zip(block.rows, block.shares, block.texts, strict=True):
        row += 1
        _row(sheet, row, name, [None if share is None else share / 100 for share in shares], _PERCENT)
        for column, (share, text) in enumerate(zip(shares, texts, strict=True), start=2):
            cell = sheet.cell(row, column)
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
            if share is None:
                cell.value = text
                if text != "―":  # there is nobody, and nothing is withheld
                    cell.fill = PatternFill("lightUp", fgColor="9AA5B1")
    last = get_column_letter(1 + len(block.columns))
    sheet.conditional_formatting.add(
        f"B{first}:{last}{row}",
        ColorScaleRule(
            start_type="num",
            start_value=0,
            start_color=shades.ground(0, 10)[1:],
            mid_type="num",
            mid_value=0.5,
            mid_color=shades.ground(5, 10)[1:],
            end_type="num",
            end_value=1,
            end_color="6FA8D6",
        ),
    )
    return _note(sheet, row + 1, block.note)


def _row(sheet: Any, row: int, name: str, values: Sequence[float | None], shown: str) -> None:
    _text(sheet, row, name, size=10)
    sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    if (lines := textsize.line_count(name, _FIRST_LETTERS)) > 1:
        sheet.row_dimensions[row].height = 15.0 * lines
    for column, value in enumerate(values, start=2):
        cell = sheet.cell(row, column, value if value is not None else "少人数")
        cell.font, cell.number_format = Font(name=FONT, size=10), shown
        cell.alignment = Alignment(horizontal="center", vertical="top")
        cell.border = Border(bottom=_THIN)


def _place(sheet: Any, chart: Any, row: int, bars: int, note: str) -> int:
    """Put a chart below its figures; return the row after it."""
    chart.width, chart.height = _CHART_WIDTH, high(bars)
    settle(chart, downwards=isinstance(chart, BarChart))
    row = _note(sheet, row + 1, note)
    sheet.add_chart(chart, f"A{row}")
    return int(row + -(-chart.height * 28.35 // 15) + 1)
