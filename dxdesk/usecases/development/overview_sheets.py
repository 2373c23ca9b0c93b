"""まとめ: the first sheet of a 集計表, one page for who decides: figures in words, a table, two charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxdesk.ports.workbooks import Column, Head, TableChart, TableRow, TableSheet
from dxdesk.usecases.development.gap_sheets import hidden_cells
from dxdesk.usecases.development.gaps import GapCell, GapMap
from dxdesk.usecases.skillmap.model import MapItem
from dxdesk.usecases.skillmap.summary_sheets import HIDDEN, Masked, notes_on, steps_of

SHEET = "まとめ"
_NAMED = 3
"""Skills that are named as those in which most people lack something."""


def overview_sheet(found: GapMap, masked: Masked, head: Head, below: int) -> TableSheet:
    """Return the sheet: everybody together, a row a skill; nothing is told that the other sheets hide."""
    last, steps = len(masked.rows) - 1, steps_of(masked.items)
    whole = masked.rows[last]
    hidden = hidden_cells(found, masked, below)
    measured = dict(zip((item.uid for item in found.items), enumerate(found.total.cells), strict=True))
    rows, told = [], list[tuple[MapItem, GapCell]]()
    for place, item in enumerate(masked.items):
        counts = [HIDDEN if (last, place) in masked.hidden else str(count) for count in whole.counts[place]]
        counts += [""] * (len(steps) - len(counts))
        at, cell = measured.get(item.uid, (-1, GapCell()))
        secret = (len(found.sections), at) in hidden
        if not secret and cell.need.percent is not None:
            told.append((item, cell))
        reached = HIDDEN if secret else "" if cell.need.percent is None else str(cell.need.percent)
        rows.append(TableRow(item.uid, (item.title, str(whole.asked[place]), *counts, reached)))
    columns = (
        Column("item", "スキル", 40, "wrap"),
        Column("staff", "人数", 7, "number"),
        *(Column(f"step{place}", label, 7, "number") for place, label in enumerate(steps)),
        Column("percent", "届いた割合(%)", 9, "number", bar=True),
    )
    levels = tuple(column.key for column in columns[2:-1])
    return TableSheet(
        SHEET,
        replace(head, guide=tuple(_in_words(whole.staff, told))),
        columns,
        tuple(rows),
        (
            "届いた割合は、必要水準が決まっていて確認済みの人のうち、必要水準以上の人の割合です。",
            *notes_on(masked, below),
        ),
        landscape=False,
        one_page=True,
        charts=(
            TableChart("スキルごとの水準の割合", "item", levels, stacked=True),
            *((TableChart("必要水準に届いた割合(%)", "item", ("percent",)),) if told else ()),
        ),
    )


def _in_words(staff: int, told: list[tuple[MapItem, GapCell]]) -> Iterator[str]:
    """Yield what the figures say, in sentences."""
    yield f"対象は{staff:,}人です。"
    if not told:
        yield "必要水準に届いた割合は、確認済みの人がまだいないか少ないため、示していません。"
        return
    ranked = sorted(told, key=lambda one: (one[1].need.percent or 0, -one[1].need.short))
    lacking = [one for one in ranked if one[1].need.short]
    if not lacking:
        yield "確認済みの人は、割合を示したどのスキルでも必要水準に届いています。"
        return
    named = "、".join(f"{item.title}({cell.need.percent}%)" for item, cell in lacking[:_NAMED])
    yield f"必要水準に届いた人の割合が低いスキルは、{named}です。"
