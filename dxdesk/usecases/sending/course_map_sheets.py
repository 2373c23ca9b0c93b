"""DXスキル・研修受講マップ as a workbook: a line a skill, and the courses that stand nowhere on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.sealing.workbook_kinds import COURSE_MAP
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.sending.wide_tables import on_paper
from dxdesk.usecases.training import map_lines
from dxdesk.usecases.training.course_map import course_map
from dxdesk.usecases.workplace.desk import Desk

_OTHERS = (
    Column("course", map_lines.COURSE, 40, "wrap"),
    Column("audience", map_lines.AUDIENCE, 44, "wrap"),
    Column("times", map_lines.TIMES, 24, "wrap"),
)


@writes_plain
def write_course_map(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the map of a year (0: that in work).

    Raises:
        KnownError: ``training-off``.
    """
    found = course_map(desk, order.fiscal_year)
    year, today = fiscal_year_label(found.fiscal_year), short_day(desk.services.clock.today())
    guide = (f"{year}の研修です({today} 現在)。", *map_lines.told(found))

    def sheet(
        name: str, title: str, columns: Sequence[Column], lines: Iterable[tuple[str, ...]]
    ) -> TableSheet:
        head = Head(title, desk.identity.municipality_name, year, "", "", "", "", "", "", "", guide=guide)
        rows = tuple(TableRow(f"{position:06}", line) for position, line in enumerate(lines))
        return TableSheet(name, head, tuple(columns), rows, caution=True)

    levels = [Column(f"level{one.level}", one.title, 36, "wrap") for one in map_lines.columns_shown(found)]
    skill = Column("skill", map_lines.SKILL, 30, "wrap")
    sheets = [
        sheet("受講マップ", COURSE_MAP.label, (skill, *levels), map_lines.skill_lines(found)),
        sheet("スキルに対応していない研修", map_lines.ALONE, _OTHERS, map_lines.alone_lines(found)),
    ]
    if found.beyond:
        serves = Column("serves", map_lines.SERVES, 36, "wrap")
        lines = map_lines.beyond_lines(found)
        sheets.append(sheet("体系にないスキル", map_lines.BEYOND, (serves, *_OTHERS), lines))
    wished = order.out / f"受講マップ_{year}_{desk.services.clock.today()}.xlsx"
    with order.outgoing.writing(wished) as path:
        desk.services.workbooks.write_tables(on_paper(sheets, order.paper), path, None, order.password)
    return (path,)
