"""What stands where on a readable table: package, confirmation, result, ledger, summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dxdesk.domain import breaking
from dxdesk.domain.text import fitting
from dxdesk.excel import continuing, paging, textsize
from dxdesk.excel import table_styles as look
from dxdesk.excel.charts import Chart
from dxdesk.excel.grid import Choice, Grid, Line, Value, letters, line_height, ref, sheet_names
from dxdesk.excel.surroundings import about
from dxdesk.ports.printing import CAUTION
from dxdesk.ports.workbooks import USUAL_TOP, Column, Head, TableRow, TableSheet

FIRST = 2
"""Tables begin in column B; A holds the rows' identities."""

HEADER = "header"
ROW = "row:"
MARK = "dxdesk-table"

_READ_BY_EYE = 1_000
"""So many rows get room for other fonts; of more only what stands above them."""

_LIST_FROM = 3
"""Rows from which a table is a list that somebody filters."""

_BESIDE_TEXT = 1.9
"""Indentation and the room a text needs not to be broken, in full-width characters."""

_FILTER_BUTTON = 1.0

_LITTLE_MORE, _OTHER_FONT = 1.08, 1.18
"""What a column is wider than its longest text."""

_BESIDE_HEADING = 0.5
"""What a centred heading leaves free beside it."""

_SHORT_HEADING, _HEADING_LINES = 5.0, 3

_LEAST_LEVEL = 4.6
"""A column of levels is wide enough for ``LV2`` and its filter button."""

_DECIMAL = re.compile(r"\d{1,9}\.\d")
_FIGURE = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,3}))?(%?)")
_LEVEL = re.compile(r"^\D{0,4}([0-9])$")


def layout_of(sheet: TableSheet, found: Iterable[Sequence[object]]) -> list[Line]:
    """Return the rows of a sheet as one that came back has them, by the rows of its workbook.

    Earlier programs wrote each row as one, however high.
    """
    lines, _ = layout(sheet)
    more = {line.key for line in lines if line.key.startswith(ROW) and continuing.MARK in line.key}
    if not more or any(value in more for row in found for value in row[:4] if isinstance(value, str)):
        return lines
    return layout(sheet, continues=False)[0]


def layout(sheet: TableSheet, *, continues: bool = True) -> tuple[list[Line], int]:
    """Return all rows, the hidden row of column ids first, and the index of the header.

    ``continues``: a row higher than a row can be goes on in further ones.
    """
    last = FIRST + len(sheet.columns) - 1
    ids: list[tuple[int, Value, int]] = [
        (position, f"column:{column.key}", look.PLAIN) for position, column in enumerate(sheet.columns, FIRST)
    ]
    lines = [Line(MARK, ids, hidden=True)]
    lines += official_lines(sheet.head, last) if sheet.head.official else head_lines(sheet.head, last)
    header, ems = len(lines), _widths(sheet)
    lines.append(header_line(sheet.columns, ems))
    if sheet.editable:  # what people write there is never cut
        lines += (_row_line(row, sheet.columns) for row in sheet.rows)
    else:
        for row in sheet.rows:
            line = _row_line(_fitting(row), sheet.columns)
            # What is answered stays one row: its cells are found by it.
            lines += continuing.rows_of(line, ems, FIRST) if continues and not row.open else (line,)
    lines += note_lines(tuple(map(fitting, sheet.notes)), last)
    if sheet.head.official:
        lines.append(across("head:end", "以上", look.ISSUED, last, least=20))
    return lines, header


def _fitting(row: TableRow) -> TableRow:
    if row.open:
        return row  # what somebody answers there is never cut
    cells = tuple(map(fitting, row.cells))
    return row if cells == row.cells else replace(row, cells=cells)


def head_lines(head: Head, last: int) -> Iterator[Line]:
    """Yield title, for whom, from whom, by when and what for; each in one cell across the table."""
    year = f"{head.municipality} {head.fiscal_year}".strip()
    yield across("head:title", head.title, look.TITLE, last, least=28)
    if head.document_number or head.issued:
        dated = "　".join(part for part in (head.document_number, head.issued) if part)
        yield across("head:issued", dated, look.ISSUED, last)
    name = f"{head.name} {head.honorific}" if head.name and head.honorific else head.name
    whom = "　".join(part for part in (head.number, name, head.department, head.post) if part)
    if whom:
        yield across("head:who", whom, look.WHO, last, least=19)
    year = f"{head.municipality} {head.fiscal_year}".strip()
    facts = [year] + [
        f"{label} {value}" for label, value in (("発行", head.sender), ("期限", head.deadline)) if value
    ]
    yield across("head:facts", "　".join(part for part in facts if part), look.GUIDE, last)
    for number, guide in enumerate(head.guide):
        yield across(f"head:guide:{number}", guide, look.GUIDE, last)
    if head.stress:
        yield across("head:stress", head.stress, look.STRESS, last, least=18)
    if head.purpose:
        yield across("head:purpose", f"利用目的:{head.purpose}", look.NOTE, last)
    yield Line("gap:head", [], least=6)


def official_lines(head: Head, last: int) -> Iterator[Line]:
    """Yield the head of a 公文書: number and day right, to whom left, from whom right, the subject, 記."""
    for key, text in (("number", head.document_number), ("issued", head.issued)):
        if text:
            yield across(f"head:{key}", text, look.ISSUED, last)
    yield Line("gap:whom", [], least=8)
    section = "　".join(part for part in (head.department, head.post) if part)
    if section:
        yield across("head:section", section, look.GUIDE, last)
    yield across("head:who", f"{head.name} {head.honorific}".strip(), look.WHO, last, least=19)
    yield across("head:employee", f"(職員番号 {head.number})", look.NOTE, last)
    yield across("head:sender", head.sender, look.FROM, last, least=24)
    yield across("head:title", f"{head.fiscal_year} {head.title}", look.SUBJECT, last, least=34)
    for number, guide in enumerate(head.guide):
        yield across(f"head:guide:{number}", guide, look.GUIDE, last)
    if head.stress:
        yield across("head:stress", head.stress, look.STRESS, last, least=18)
    if head.purpose:
        yield across("head:purpose", f"利用目的:{head.purpose}", look.NOTE, last)
    yield across("head:notes", "記", look.NOTES, last, least=24)


def across(key: str, text: str, style: int, last: int, *, least: float = 15) -> Line:
    """Return a row that is one cell from B to the last column."""
    cells: list[tuple[int, Value, int]] = [(FIRST, text, style)]
    cells += [(position, "", style) for position in range(FIRST + 1, last + 1)]
    return Line(key, cells, ((FIRST, last),) if last > FIRST else (), least=least)


def header_line(columns: tuple[Column, ...], ems: Sequence[float]) -> Line:
    """Return the header row: titles over numbers to the right, over levels centred."""
    styles = {
        "number": look.HEADER_NUMBER,
        "decimal": look.HEADER_NUMBER,
        "figure": look.HEADER_NUMBER,
        "level": look.HEADER_LEVEL,
    }
    return Line(
        HEADER,
        [
            (position, heading(column.title, wide), styles.get(column.kind, look.HEADER))
            for position, (column, wide) in enumerate(zip(columns, ems, strict=True), FIRST)
        ],
        least=24,
    )


def heading(title: str, ems: float) -> str:
    """Return a title with line feeds between words where it is wider than its column."""
    room = ems - _BESIDE_HEADING
    if _heading_ems(title) <= room:
        return title
    return "\n".join(breaking.balanced(title, room, _heading_ems) or [title])


def _folded_ems(title: str) -> float:
    """Return the width in which a heading takes three lines at most; a short one is not broken."""
    whole = _heading_ems(title)
    room = min(whole, max(_SHORT_HEADING, breaking.widest(title, _heading_ems)))
    while room < whole and len(breaking.balanced(title, room, _heading_ems) or "none") > _HEADING_LINES:
        room += 0.3
    return room + _BESIDE_HEADING


def _heading_ems(text: str) -> float:
    return textsize.text_ems(text) * 0.9


def note_lines(notes: tuple[str, ...], last: int) -> Iterator[Line]:
    """Yield the notes under a table."""
    if notes:
        yield Line("gap:notes", [], least=8)
    for number, note in enumerate(notes):
        yield across(f"note:{number}", note, look.NOTE, last)


def _row_line(row: TableRow, columns: tuple[Column, ...]) -> Line:
    answered = {key for key, _ in row.open}
    cells = [
        (position, text, look.ANSWER)
        if column.key in answered
        else cell_of(position, text, column.kind, row.strong, row.top or column.top)
        for position, (column, text) in enumerate(zip(columns, row.cells, strict=True), FIRST)
    ]
    return Line(ROW + row.key, cells, least=28 if answered else 20, grows=True)


def cell_of(position: int, text: str, kind: str, strong: bool, top: int = 0) -> tuple[int, Value, int]:
    """Return a data cell: numbers as numbers, levels on their colour, everything else as text."""
    if kind == "number":
        whole = number_of(text)
        return position, text if whole is None else whole, look.NUMBER[strong]
    if kind == "decimal":
        return position, float(text) if _DECIMAL.fullmatch(text) else text, look.DECIMAL[strong]
    if kind == "figure":
        return position, *_figure_of(text, strong)
    if kind == "level":
        return position, text, look.level_style(level_of(text), top or USUAL_TOP, strong=strong)
    return position, text, look.TEXT[strong]


def _figure_of(text: str, strong: bool) -> tuple[Value, int]:
    """Return a figure as the number it is and shown as it is printed; what is none (4人に3人) stays text."""
    found = _FIGURE.fullmatch(text)
    if found is None:
        return text, look.TEXT[strong]
    whole, decimals, percent = found[1].replace(",", ""), found[2] or "", found[3]
    if percent:
        share = round(float(f"{whole}.{decimals or 0}") / 100, 5)
        return (share, look.PERCENT[strong]) if len(decimals) == 1 else (text, look.TEXT[strong])
    if not decimals:
        return int(whole), look.NUMBER[strong]
    return float(f"{whole}.{decimals}"), look.FIGURES[len(decimals)][strong]


def number_of(text: str) -> int | None:
    """Return the whole number a text stands for; ``None`` where the text would not come back the same."""
    if not text.isascii() or len(text) > 15:
        return None
    try:
        whole = int(text)
    except ValueError:
        return None
    return whole if str(whole) == text else None


def level_of(text: str) -> int | None:
    """Return the level a label such as ``LV2`` or ``2`` names, for its colour alone."""
    found = _LEVEL.match(text)
    return int(found[1]) if found else None


def table_grid(sheet: TableSheet) -> Grid:
    """Return the sheet to be written."""
    lines, header = layout(sheet)
    last = FIRST + len(sheet.columns) - 1
    numbers = {line.key: number for number, line in enumerate(lines, 1) if line.key.startswith(ROW)}
    count = sum(line.key.startswith(ROW) for line in lines)
    end = header + 1 + count
    lead = sum(1 for column in sheet.columns[:2] if column.kind == "text")
    # Filtered or sorted, rows that go on would part from those they belong to.
    whole = count == len(sheet.rows)
    is_list = whole and len(sheet.rows) >= _LIST_FROM and not any(row.open for row in sheet.rows)
    ems = _widths(sheet)
    # A PC without the base font sets a line wider; of very many rows nobody measures each one twice.
    spare = len(sheet.rows) <= _READ_BY_EYE
    heights = [line_height(one, ems, spare=spare or one.key.startswith("head:")) for one in lines]
    still = lead if is_list and len(sheet.columns) > 4 else 0
    still, rows = paging.frozen(ems, heights, lines, columns=still, rows=header + 1)
    return Grid(
        name=sheet.sheet,
        ems=ems,
        lines=lines,
        heights=heights,
        header=header,
        landscape=sheet.landscape,
        freeze=freeze_at(still, rows),
        selected=ref(header + 2, FIRST),
        filtered=f"{ref(header + 1, FIRST)}:{ref(end, last)}" if is_list else "",
        choices=(
            *_of_columns(sheet, header + 2, end),
            *_offered(sheet, numbers),
        ),
        locked=not sheet.editable,
        footer=(f"{sheet.head.title} {sheet.head.fiscal_year}", sheet.head.number or sheet.head.name),
        caution=CAUTION if sheet.caution else caution_on(sheet.columns, len(sheet.rows)),
        about=about(sheet.head),
        paper=sheet.paper,
        one_page=sheet.one_page,
        charts=tuple(_placed(sheet, header + 2, len(lines), ems)),
        bars=tuple(
            f"{ref(header + 2, place)}:{ref(end, place)}"
            for place, column in enumerate(sheet.columns, FIRST)
            if column.bar and sheet.rows
        ),
    )


def _placed(sheet: TableSheet, first: int, lines: int, ems: Sequence[float]) -> Iterator[tuple[Chart, str]]:
    """Yield the charts of a table with the cells they begin at, one below the other under its notes."""
    places = {column.key: place for place, column in enumerate(sheet.columns, FIRST)}
    last, row = first + len(sheet.rows) - 1, lines + 2
    for wanted in sheet.charts:
        chart = Chart(
            wanted.title,
            sheet_names([sheet.sheet])[0],
            places[wanted.names],
            tuple(places[key] for key in wanted.columns),
            (first, last),
            sum(map(textsize.points_wide, ems)),
            stacked=wanted.stacked,
        )
        yield chart, ref(row, FIRST)
        row += chart.rows + 1


def freeze_at(columns: int, rows: int) -> str:
    """Return the first cell that scrolls below and beside what stands still; empty for nothing."""
    if not columns and not rows:
        return ""
    return f"{letters(FIRST + columns) if columns else 'A'}{rows + 1}"


def caution_on(columns: Iterable[Column], rows: int) -> str:
    """Return what stands in the head of each page of a list that carries people's names."""
    return CAUTION if rows and any(column.title in _NAMES for column in columns) else ""


_NAMES = ("氏名", "職員番号")


def _of_columns(sheet: TableSheet, first: int, last: int) -> Iterator[Choice]:
    """Yield drop-downs of whole columns, and their hints where people write into all of the table."""
    if not sheet.rows:
        return
    hints = dict(sheet.hints) if sheet.editable else {}
    for position, column in enumerate(sheet.columns, FIRST):
        hint = hints.get(column.key, "")
        if column.choices or hint:
            yield Choice((f"{ref(first, position)}:{ref(last, position)}",), column.choices, hint)


def _offered(sheet: TableSheet, numbers: Mapping[str, int]) -> Iterator[Choice]:
    """Yield drop-downs and hints of the cells that are answered; ``numbers`` are rows by their keys."""
    places = {column.key: position for position, column in enumerate(sheet.columns, FIRST)}
    hints = dict(sheet.hints)
    cells: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for row in sheet.rows:
        for key, options in row.open:
            if options or key in hints:
                cell = ref(numbers[ROW + row.key], places[key])
                cells.setdefault((options, hints.get(key, "")), []).append(cell)
    for (options, hint), there in cells.items():
        yield Choice(tuple(there), options, hint)


def _widths(sheet: TableSheet) -> list[float]:
    """Return the widths of a table; where people write sentences, columns keep the width asked for."""
    found = column_widths(sheet.columns, sheet.rows)
    answered = {key for row in sheet.rows for key, _ in row.open}
    if answered:  # a blank cell takes the room that what is written there will
        return [
            max(wide, column.width / 2 + _BESIDE_TEXT) if column.key in answered else wide
            for column, wide in zip(sheet.columns, found, strict=True)
        ]
    if not sheet.editable:
        return found
    return [
        max(wide, column.width / 2 + _BESIDE_TEXT) if column.kind == "wrap" else wide
        for column, wide in zip(sheet.columns, found, strict=True)
    ]


def column_widths(columns: Sequence[Column], rows: Iterable[TableRow]) -> list[float]:
    """Return widths in full-width characters: as wide as asked for, but no wider than anything in the column.

    What stands in a column decides how small the page must be printed.
    """
    longest = [""] * len(columns)
    for row in rows:
        for position, text in enumerate(row.cells):
            if len(text) > len(longest[position]):
                longest[position] = text
    return [_column_ems(column, text) for column, text in zip(columns, longest, strict=True)]


def _column_ems(column: Column, longest: str) -> float:
    asked = max(column.width / 2, 3.2) + (0.8 if column.kind == "level" else _BESIDE_TEXT)
    if column.kind == "level":
        asked = max(min(asked, _folded_ems(column.title) + _FILTER_BUTTON), _LEAST_LEVEL)
    if column.kind == "wrap" and "\n" in longest:
        return asked
    title = textsize.text_ems(column.title) * 0.9 + _FILTER_BUTTON
    # The longest text is the widest but for a few kanji; a column of names gets a little more, and one whose
    # texts would be broken what another font takes: its rows are as high as one line here.
    more = _OTHER_FONT if column.kind == "wrap" else _LITTLE_MORE
    needed = max(title, len(longest) and textsize.text_ems(longest) * more) + _BESIDE_TEXT
    return round(min(asked, needed), 1)
