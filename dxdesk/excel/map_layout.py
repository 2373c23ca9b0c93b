"""What stands where on a skill map: people or sections down, items across, the level always printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxdesk.excel import paging, textsize
from dxdesk.excel import table_styles as look
from dxdesk.excel.grid import Grid, Line, Value, line_height, ref
from dxdesk.excel.surroundings import about
from dxdesk.excel.table_layout import (
    FIRST,
    HEADER,
    ROW,
    caution_on,
    cell_of,
    column_widths,
    freeze_at,
    head_lines,
    heading,
    note_lines,
)
from dxdesk.ports.workbooks import USUAL_TOP, MapSheet, TableRow

MARK = "dxdesk-map"

_NUMBER = re.compile(r"^\d{1,2}(\.\d)?$")
_ITEM_EMS = 6.4
_UPRIGHT_FROM = 16
"""Items from which their names are written from top to bottom, so that a page holds them."""


def layout(sheet: MapSheet) -> tuple[list[Line], int]:
    """Return all rows, the hidden row of column ids first, and the index of the header."""
    lead = len(sheet.lead_columns)
    last = FIRST + lead + len(sheet.items) - 1
    keys = [f"column:{column.key}" for column in sheet.lead_columns] + [
        f"item:{uid}" for uid, _ in sheet.items
    ]
    ids: list[tuple[int, Value, int]] = [
        (position, key, look.PLAIN) for position, key in enumerate(keys, FIRST)
    ]
    lines = [Line(MARK, ids, hidden=True)]
    lines += head_lines(sheet.head, last)
    lines += _legend_lines(sheet, _widths(sheet))
    header = len(lines)
    lines.append(_header_line(sheet))
    lines += (_row_line(sheet, row, levels) for row, levels in sheet.rows)
    lines += note_lines(sheet.notes, last)
    return lines, header


def _widths(sheet: MapSheet) -> list[float]:
    items = 2.9 if len(sheet.items) >= _UPRIGHT_FROM else _ITEM_EMS
    lead = column_widths(sheet.lead_columns, (row for row, _ in sheet.rows))
    return lead + [items] * len(sheet.items)


def _header_line(sheet: MapSheet) -> Line:
    lead = len(sheet.lead_columns)
    style = look.HEADER_UPRIGHT if len(sheet.items) >= _UPRIGHT_FROM else look.HEADER_LEVEL
    cells: list[tuple[int, Value, int]] = [
        (position, column.title, look.HEADER) for position, column in enumerate(sheet.lead_columns, FIRST)
    ]
    cells += [
        (position, name if style == look.HEADER_UPRIGHT else heading(name, _ITEM_EMS), style)
        for position, (_, name) in enumerate(sheet.items, FIRST + lead)
    ]
    longest = max((len(name) for _, name in sheet.items), default=0)
    upright = style == look.HEADER_UPRIGHT
    return Line(HEADER, cells, least=min(longest, 16) * 10.5 + 12 if upright else 28)


def _row_line(sheet: MapSheet, row: TableRow, levels: tuple[str, ...]) -> Line:
    lead = len(sheet.lead_columns)
    cells = [
        cell_of(position, text, column.kind, row.strong)
        for position, (column, text) in enumerate(zip(sheet.lead_columns, row.cells, strict=True), FIRST)
    ]
    for position, ((uid, _), text) in enumerate(zip(sheet.items, levels, strict=True), FIRST + lead):
        cells.append(
            (
                position,
                _value(text),
                look.map_style(text, sheet.marks.get((row.key, uid), ""), sheet.top(uid)),
            )
        )
    return Line(ROW + row.key, cells, least=19)


def _value(text: str) -> Value:
    """Return a level as the number it is; anything else stays text."""
    if not _NUMBER.match(text):
        return text
    value: Value = float(text) if "." in text else int(text)
    return value if str(value) == text else text


def _legend_lines(sheet: MapSheet, widths: list[float]) -> Iterator[Line]:
    """Yield the legend as coloured chips side by side over the columns, in as few rows as they fit."""
    last = FIRST + len(widths) - 1
    highest = max(sheet.tops.values(), default=USUAL_TOP)
    place, number = FIRST, 1
    line = Line("legend:1", [], least=16)
    for mark, meaning in sheet.legend:
        text = meaning if mark and mark in meaning else f"{mark} {meaning}".strip()
        end = _chip_end(text, place, widths)
        if end > last and place > FIRST:
            yield line
            number += 1
            line = Line(f"legend:{number}", [], least=16)
            end = _chip_end(text, FIRST, widths)
            place = FIRST
        end = min(end, last)
        style = look.legend_style(mark, highest)
        line.cells.append((place, text, style))
        line.cells += [(column, "", style) for column in range(place + 1, end + 1)]
        if end > place:
            line.merges = (*line.merges, (place, end))
        place = end + 1
    if line.cells:
        yield line
        yield Line("gap:legend", [], least=6)


def _chip_end(text: str, position: int, widths: list[float]) -> int:
    """Return the last column a legend's text takes from a column on, maybe beyond the table."""
    need = textsize.text_ems(text) * 0.9 + 1
    end = position
    while end - FIRST < len(widths) and (need := need - widths[end - FIRST]) > 0:
        end += 1
    return end


def map_grid(sheet: MapSheet) -> Grid:
    """Return the sheet to be written."""
    lines, header = layout(sheet)
    lead = len(sheet.lead_columns)
    last = FIRST + lead + len(sheet.items) - 1
    ems = _widths(sheet)
    heights = [line_height(line, ems) for line in lines]
    still, rows = paging.frozen(ems, heights, lines, columns=lead, rows=header + 1)
    return Grid(
        name=sheet.sheet,
        ems=ems,
        heights=heights,
        lines=lines,
        header=header,
        landscape=True,
        freeze=freeze_at(still, rows),
        selected=ref(header + 2, FIRST + lead),
        filtered=f"{ref(header + 1, FIRST)}:{ref(header + 1 + len(sheet.rows), last)}" if sheet.rows else "",
        footer=(f"{sheet.head.title} {sheet.head.fiscal_year}", sheet.sheet),
        caution=caution_on(sheet.lead_columns, len(sheet.rows)),
        about=about(sheet.head),
        paper=sheet.paper,
    )
