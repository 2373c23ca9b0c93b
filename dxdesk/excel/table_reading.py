"""Reading the open cells of a returned table; everything else in it has to be as it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes, look_findings, matching, table_layout
from dxdesk.excel.cells import a1
from dxdesk.excel.grid import sheet_names
from dxdesk.excel.matching import Expected, FoundSheet, Match, Wording
from dxdesk.ports.workbooks import ReadCell, TableReading, TableSheet

_WORDING = Wording(
    "質問や見出しなど、答えの欄ではないところ",
    "このセルを元に戻すか、配られたファイルをもう一度開いて答えを書き写し、送ってください。",
    "書いたことを答えの欄(色の付いた欄)に移し、ここを空にして、もう一度送ってください。",
)
_MEND_LOOK = (
    "そのセルの表示形式を「標準」に、文字の色と大きさを読めるように戻し、見えている内容が正しいかを確かめて、"
    "もう一度送ってください。"
)


def read(sheets: Sequence[FoundSheet], sent: TableSheet) -> TableReading:
    """Return the answers in a table and the problems that forbid to take them.

    Raises:
        KnownError: sheet-missing.
    """
    lines = table_layout.layout_of(sent, (row for sheet in sheets for row in sheet.rows))
    expected = Expected(lines)
    found = _find(sheets, sent, expected)
    matching.compare_fixed(found, lines, _WORDING)
    matching.take_loose(found, expected, _WORDING)
    look_findings.note_disguised(found, _MEND_LOOK)
    places = dict(_answers(found, sent))
    _note_spoilt(found, list(places.values()))
    cells = {
        key: ReadCell(found.sheet.text(row, column), a1(row + 1, column + 1))
        for key, (row, column) in places.items()
    }
    return TableReading(found.sheet.name, cells, tuple(found.problems))


def _find(sheets: Sequence[FoundSheet], sent: TableSheet, expected: Expected) -> Match:
    """Return the sheet of that name, or, where it was renamed, the one with the same columns."""
    name = sheet_names([sent.sheet])[0]
    for sheet in sorted(sheets, key=lambda sheet: sheet.name != name):
        if not matching.looks_sent(sheet, table_layout.MARK) and sheet.name != name:
            continue
        found = matching.match(sheet, expected)
        if found is not None:
            return found
    raise KnownError(
        codes.SHEET_MISSING,
        f"答えを書くシート「{name}」が見つからないか、見出しの行がありません。取り込んでいません。",
        "元のファイルをもう一度開き、シートを消さずに書いて送ってください。",
        found="、".join(sheet.name for sheet in sheets)[:80],
        place=Place("", name),
    )


def _answers(found: Match, sent: TableSheet) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """Yield row key and column key of every cell that takes an answer, and where it is, counted from 0."""
    places = {column.key: place for place, column in enumerate(sent.columns, table_layout.FIRST)}
    for row in sent.rows:
        number = found.rows.get(table_layout.ROW + row.key)
        for key, _ in row.open:
            column = found.columns.get(places[key])
            if number is not None and column is not None:
                yield (row.key, key), (number, column)


def _note_spoilt(found: Match, cells: Sequence[tuple[int, int]]) -> None:
    """Report formulas among the answers, and merged cells that swallow one."""
    for row, column in cells:
        if a1(row + 1, column + 1) in found.sheet.formulas:
            found.report(
                codes.ANSWER_FORMULA,
                "答えの欄に数式か、数式の間違い(#N/A など)が入っているため、取り込んでいません。",
                "値や文章をそのまま入力し直して、もう一度送ってください。",
                found=found.sheet.formula(row, column),
                cell=a1(row + 1, column + 1),
            )
    for area in found.sheet.merged:
        swallowed = next((cell for cell in cells if area.covers(cell[0] + 1, cell[1] + 1)), None)
        if swallowed is not None:
            found.report(
                codes.ANSWER_MERGED,
                "答えの欄のセルが結合されているため、どの項目の答えかわかりません。取り込んでいません。",
                "セルの結合を解除し、項目ごとに書いて、もう一度送ってください。",
                found=str(area),
                cell=a1(swallowed[0] + 1, swallowed[1] + 1),
            )
