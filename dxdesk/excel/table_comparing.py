"""Holding a returned table or map against what was sent: every visible cell must say the same."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.errors import Place, Problem
from dxdesk.excel import codes, look_findings, map_layout, matching, table_layout
from dxdesk.excel.cells import a1
from dxdesk.excel.grid import sheet_names
from dxdesk.excel.matching import Expected, FoundSheet, Match, Wording
from dxdesk.ports.workbooks import MapSheet, TableSheet

_WORDING = Wording(
    "送られてきた内容",
    "書き換える前のファイルを使うか、送り主にもう一度送ってもらってください。直したいことは、送り主に直してもらいます。",
    "伝えたいことはメールなどで送り、書き込む前のファイルを使ってください。",
)


def compare(sheets: Sequence[FoundSheet], sent: Sequence[TableSheet | MapSheet]) -> tuple[Problem, ...]:
    """Return a problem for every cell that differs, every row that is missing, doubled or foreign."""
    problems: list[Problem] = []
    left = list(sheets)
    names = sheet_names([table.sheet for table in sent])
    for table, name in zip(sent, names, strict=True):
        if isinstance(table, MapSheet):
            lines, _ = map_layout.layout(table)
        else:
            lines = table_layout.layout_of(table, (row for sheet in left for row in sheet.rows))
        expected = Expected(lines)
        found = _find(left, name, expected)
        if found is None:
            problems.append(_missing(name, sheets))
            continue
        left.remove(found.sheet)
        matching.compare_fixed(found, lines, _WORDING)
        matching.take_loose(found, expected, _WORDING)
        _note_formulas(found)
        look_findings.note_disguised(found, _WORDING.mend_changed)
        problems += found.problems
    problems += (_foreign_sheet(sheet) for sheet in left if _holds_anything(sheet))
    return tuple(problems)


def _find(sheets: list[FoundSheet], name: str, expected: Expected) -> Match | None:
    """Return the sheet of that name, or, where it was renamed, the one with the same columns."""
    for sheet in sorted(sheets, key=lambda sheet: sheet.name != name):
        found = matching.match(sheet, expected)
        if found is not None:
            return found
    return None


def _missing(name: str, sheets: Sequence[FoundSheet]) -> Problem:
    return Problem(
        codes.SHEET_MISSING,
        f"シート「{name}」が見つからないか、見出しの行がありません。取り込んでいません。",
        "送り主に、元のファイルをもう一度送ってもらってください。",
        found="、".join(sheet.name for sheet in sheets)[:80],
        place=Place("", name),
    )


def _foreign_sheet(sheet: FoundSheet) -> Problem:
    return Problem(
        codes.SHEET_FOREIGN,
        f"送ったときになかったシート「{sheet.name}」に、何かが書かれています。取り込んでいません。",
        "伝えたいことはメールなどで送り、このシートを消してから送ってください。",
        place=Place("", sheet.name),
    )


def _holds_anything(sheet: FoundSheet) -> bool:
    return any(value not in (None, "") for row in sheet.rows for value in row)


def _note_formulas(found: Match) -> None:
    for number in found.rows.values():
        for place in found.columns.values():
            name = a1(number + 1, place + 1)
            if name in found.sheet.formulas:
                found.report(
                    codes.FIXED_CELL_CHANGED,
                    "送られてきた内容が数式に置き換えられているため、取り込んでいません。",
                    "送り主に、元のファイルをもう一度送ってもらってください。",
                    found=found.sheet.formula(number, place),
                    cell=name,
                )
