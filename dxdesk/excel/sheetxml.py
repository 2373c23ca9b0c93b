"""Sheets as XML. A thousand forms are written in one go, which openpyxl takes minutes for."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from dxdesk.domain.errors import Place
from dxdesk.domain.text import plain
from dxdesk.excel import paging
from dxdesk.excel.grid import ID_COLUMN, Choice, Grid, Line, Live, letters, line_height, ref
from dxdesk.excel.styles import FONT
from dxdesk.excel.textsize import column_width
from dxdesk.excel.writing import checked_text, escaped

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BAR = "94C1E3"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MARGINS = (
    f'<pageMargins left="{paging.LEFT_INCHES}" right="{paging.RIGHT_INCHES}" top="{paging.TOP_INCHES}"'
    f' bottom="{paging.BOTTOM_INCHES}" header="0.3" footer="0.3"/>'
)


def plain_sheet(columns: list[list[str]]) -> bytes:
    """Return a bare sheet that holds texts column by column (ASCII only, as base64 is)."""
    depth = max((len(column) for column in columns), default=0)
    rows = []
    for row in range(depth):
        cells = "".join(
            f'<c r="{ref(row + 1, position)}" t="inlineStr"><is><t>{column[row]}</t></is></c>'
            for position, column in enumerate(columns, 1)
            if row < len(column)
        )
        rows.append(f'<row r="{row + 1}">{cells}</row>')
    return f"{_HEAD}<sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


def sheet_xml(grid: Grid, *, chosen: bool) -> bytes:
    """Return a sheet's XML; ``chosen`` is the sheet the workbook opens with.

    Raises:
        KnownError: text-too-long, naming sheet and cell.
    """
    parts = [_HEAD, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', _view(grid, chosen)]
    parts.append('<sheetFormatPr defaultRowHeight="15"/>')
    parts.append(_columns(grid))
    parts.append("<sheetData>")
    merges: list[str] = []
    heights = grid.heights or [line_height(line, grid.ems, grid.first) for line in grid.lines]
    for number, (line, height) in enumerate(zip(grid.lines, heights, strict=True), 1):
        parts.append(_row(grid, line, number, height))
        merges += [f"{ref(number, first)}:{ref(number, last)}" for first, last in line.merges]
    parts.append("</sheetData>")
    parts += _after_data(grid, merges, paging.pages_high(grid, heights))
    parts.append("</worksheet>")
    return "".join(parts).encode()


def _view(grid: Grid, chosen: bool) -> str:
    tab = ' tabSelected="1"' if chosen else ""
    pane, where = "", ""
    if grid.freeze:
        column, row = _split(grid.freeze)
        across = f' xSplit="{column - 1}"' if column > 1 else ""
        down = f' ySplit="{row - 1}"' if row > 1 else ""
        corner = {(True, True): "bottomRight", (True, False): "topRight"}.get(
            (column > 1, row > 1), "bottomLeft"
        )
        pane = f'<pane{across}{down} topLeftCell="{grid.freeze}" activePane="{corner}" state="frozen"/>'
        where = f' pane="{corner}"'
    return (
        f'<sheetViews><sheetView showGridLines="0"{tab} workbookViewId="0">{pane}'
        f'<selection{where} activeCell="{grid.selected}" sqref="{grid.selected}"/></sheetView></sheetViews>'
    )


def _split(cell: str) -> tuple[int, int]:
    column = 0
    for position, char in enumerate(cell):
        if char.isdigit():
            return column, int(cell[position:])
        column = column * 26 + ord(char) - 64
    raise ValueError(cell)


def _columns(grid: Grid) -> str:
    style = f' style="{grid.column_style}"' if grid.column_style else ""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{column_width(ems)}"{style} customWidth="1"/>'
        for number, ems in enumerate(grid.ems, grid.first)
    )
    if grid.first == 1:
        return f"<cols>{widths}</cols>"
    return f'<cols><col min="1" max="1" width="4" hidden="1" customWidth="1"/>{widths}</cols>'


def _row(grid: Grid, line: Line, number: int, height: float) -> str:
    hidden = ' hidden="1"' if line.hidden else ""
    custom = "" if line.grows else ' customHeight="1"'
    cells = "".join(_cells(grid, line, number))
    return f'<row r="{number}" ht="{height:g}"{custom}{hidden}>{cells}</row>'


def _cells(grid: Grid, line: Line, number: int) -> Iterator[str]:
    if line.key and grid.first > 1:
        yield f'<c r="{letters(ID_COLUMN)}{number}" t="inlineStr"><is><t>{escape(line.key)}</t></is></c>'
    for column, value, style in line.cells:
        cell = f"{letters(column)}{number}"
        if value == "":
            yield f'<c r="{cell}" s="{style}"/>'
        elif isinstance(value, int | float):
            yield f'<c r="{cell}" s="{style}"><v>{value!r}</v></c>'
        elif isinstance(value, Live):
            formula, shown = escape(value.formula), escape(value.shown)
            yield f'<c r="{cell}" s="{style}" t="str"><f>{formula}</f><v>{shown}</v></c>'
        else:
            shown = checked_text(value, Place("", grid.name, cell))
            quoted = style + 1 if shown[:1] in _FORMULA_STARTS else style
            text = escape(escaped(shown))
            yield f'<c r="{cell}" s="{quoted}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _after_data(grid: Grid, merges: list[str], pages: int) -> Iterator[str]:
    """Yield what follows the cells, in the order the format prescribes; ``pages`` 0 = as many as it takes."""
    if grid.locked:
        yield (
            '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0"'
            ' formatRows="0" autoFilter="0"/>'
        )
    if grid.filtered:
        yield f'<autoFilter ref="{grid.filtered}"/>'
    if merges:
        cells = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
        yield f'<mergeCells count="{len(merges)}">{cells}</mergeCells>'
    for number, cells in enumerate(grid.bars, 1):
        yield (
            f'<conditionalFormatting sqref="{cells}"><cfRule type="dataBar" priority="{number}"><dataBar>'
            f'<cfvo type="num" val="0"/><cfvo type="num" val="100"/><color rgb="FF{_BAR}"/>'
            "</dataBar></cfRule></conditionalFormatting>"
        )
    if grid.choices:
        choices = "".join(_choice(choice) for choice in grid.choices)
        yield f'<dataValidations count="{len(grid.choices)}">{choices}</dataValidations>'
    yield '<printOptions horizontalCentered="1"/>'
    yield _MARGINS
    orientation = "landscape" if grid.landscape else "portrait"
    paper = paging.PAPERS[grid.paper]
    yield f'<pageSetup paperSize="{paper}" orientation="{orientation}" fitToWidth="1" fitToHeight="{pages}"/>'
    head = f"<oddHeader>{escape(_header(grid))}</oddHeader>" if grid.caution else ""
    yield f"<headerFooter>{head}<oddFooter>{escape(_footer(grid))}</oddFooter></headerFooter>"
    if grid.breaks:
        breaks = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in grid.breaks)
        count = len(grid.breaks)
        yield f'<rowBreaks count="{count}" manualBreakCount="{count}">{breaks}</rowBreaks>'
    last = len(grid.lines)
    yield (
        f'<ignoredErrors><ignoredError sqref="A1:{letters(len(grid.ems) + grid.first - 1)}{max(last, 1)}"'
        ' numberStoredAsText="1"/></ignoredErrors>'
    )
    if grid.charts:
        yield f'<drawing xmlns:r="{_RELATIONS}" r:id="rId1"/>'


def _choice(choice: Choice) -> str:
    hint = f' showInputMessage="1" prompt={quoteattr(choice.said)}' if choice.hint else ""
    cells = " ".join(choice.cells)
    listed = ",".join(plain(option).replace('"', '""') for option in choice.options)
    # A list in the cell rule itself may hold 255 characters, and a comma inside an option splits it.
    if not choice.options or len(listed) > 250 or any("," in option for option in choice.options):
        return f'<dataValidation type="none"{hint} sqref="{cells}"/>'
    formula = escape(f'"{listed}"')
    return (
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1"{hint} showErrorMessage="0"'
        f' sqref="{cells}"><formula1>{formula}</formula1></dataValidation>'
    )


def _header(grid: Grid) -> str:
    return f'&R&"{FONT},標準"&9 {plain(grid.caution).replace("&", "&&")}'


def _footer(grid: Grid) -> str:
    """Return the footer: two texts left and middle, the page of pages right.

    A digit directly behind the size would be read as part of it, hence the blanks.
    """
    left, middle = (plain(text).replace("&", "&&")[:80] for text in grid.footer)
    font = f'&"{FONT},標準"&8 '
    return f"&L{font}{left}&C{font}{middle}&R{font}&P / &N"
