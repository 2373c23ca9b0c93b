"""必要水準との差 as a sheet: required, confirmed and reported by section × skill, the greatest lack first."""

from __future__ import annotations

from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.development.gaps import GapCell, GapMap
from dxdesk.usecases.skillmap.summary_sheets import HIDDEN, Masked, hidden_rows, mean_text, notes_on

SHEET = "必要水準との差"

_COLUMNS = (
    Column("code", "所属コード", 10),
    Column("name", "所属", 20),
    Column("category", "分類", 18, "wrap"),
    Column("item", "スキル", 24, "wrap"),
    Column("people", "必要な人", 9, "number"),
    Column("known", "確認済みの人", 9, "number"),
    Column("required", "必要水準の平均", 9, "decimal"),
    Column("confirmed", "確認の平均", 9, "decimal"),
    Column("said", "申告の平均", 9, "decimal"),
    Column("short", "届かない人", 9, "number"),
    Column("points", "不足の合計", 9, "number"),
    Column("percent", "届いた割合(%)", 9, "number", bar=True),
)
_MEASURES = 6
"""Columns that tell of levels: they are hidden where too few people stand behind them."""

Cells = frozenset[tuple[int, int]]
_Cell = tuple[int, int, GapCell]


def hidden_cells(found: GapMap, masked: Masked, below: int) -> Cells:
    """Return the cells (row, item) not to tell; rows end with everybody together.

    Beside what the other sheets hide: of whom a level is required forms a group of its own by that level,
    or else the numbers of all and of those with the common requirement would tell of the few with another.
    """
    rows = (*found.sections, found.total)
    hidden = set(masked.hidden)
    for item in range(len(found.items)):
        groups = [{group.required: group for group in row.cells[item].groups} for row in rows]
        for level in {level for by_level in groups for level in by_level}:
            same = [by_level.get(level) for by_level in groups]
            for counts in (
                [group.known if group else 0 for group in same],
                [group.answered if group else 0 for group in same],
            ):
                hidden |= {(row, item) for row in hidden_rows(counts, below)}
    return frozenset(hidden)


def gap_sheet(found: GapMap, masked: Masked, head: Head, below: int) -> TableSheet:
    """Return the sheet: everybody first, then sections × skills; hidden ones last, in plain order."""
    hidden = hidden_cells(found, masked, below)
    last = len(found.sections)
    whole = [(last, place, cell) for place, cell in found.order(found.total)]
    parts = [
        (position, place, cell)
        for position, row in enumerate(found.sections)
        for place, cell in enumerate(row.cells)
        if cell.need.people
    ]
    parts.sort(key=lambda line: -found.weights.get(found.items[line[1]].uid, 1) * line[2].need.points)
    ordered = (*_hidden_last(whole, hidden), *_hidden_last(parts, hidden))
    rows = tuple(_line(found, *line, hidden) for line in ordered)
    return TableSheet(SHEET, head, _COLUMNS, rows, _notes(found, masked, below))


def _hidden_last(lines: list[_Cell], hidden: Cells) -> list[_Cell]:
    """Put what is not told at the end in plain order, so that its place tells nothing either."""
    untold = sorted((line for line in lines if line[:2] in hidden), key=lambda line: line[:2])
    return [line for line in lines if line[:2] not in hidden] + untold


def _line(found: GapMap, position: int, place: int, cell: GapCell, hidden: Cells) -> TableRow:
    whole = position == len(found.sections)
    row = found.total if whole else found.sections[position]
    need = cell.need
    percent = "" if need.percent is None else str(need.percent)
    required, confirmed, said = map(mean_text, cell.averages)
    lack = (str(need.short), str(need.points)) if need.known else ("", "")  # nobody is confirmed yet
    told: tuple[str, ...] = (required, confirmed, said, *lack, percent)
    if (position, place) in hidden:
        told = (HIDDEN,) * _MEASURES
    item = found.items[place]
    key = f"{'total' if whole else row.code or '-'}/{item.uid}"
    known = str(sum(group.known for group in cell.groups))
    cells = (row.code, row.name, item.section, item.name, str(need.people), known, *told)
    return TableRow(key, cells, whole)


def _weights_note(found: GapMap) -> tuple[str, ...]:
    """Return which skills weigh other than 1, if any."""
    told = [f"{item.title} {found.weights[item.uid]}" for item in found.items if item.uid in found.weights]
    return (f"重み(書いていないスキルは1): {'、'.join(told)}",) if told else ()


def _first_note(found: GapMap) -> tuple[str, ...]:
    """Return how many of those who are counted only the first of two confirmers has confirmed, if any."""
    first = found.total.first
    return (
        (f"「確認済みの人」のうち {first:,}人は、一次確認済みで、二次確認を待っています。",) if first else ()
    )


def _notes(found: GapMap, masked: Masked, below: int) -> tuple[str, ...]:
    return (
        "差は、必要水準から確認された値を引いたものです(0より小さくはしません)。",
        "届かない人、不足の合計、届いた割合は、確認済みの人だけを数えたものです。まだ確認されていない人は入っていません。",
        "確認済みの人が必要な人の半分に満たない行は、全体を表さないので、参考として見てください。",
        "必要水準が決まっている人とスキルだけを数え、不足(重みを掛けたもの)の大きい順に並べています。",
        *_first_note(found),
        *_weights_note(found),
        *notes_on(masked, below),
    )
