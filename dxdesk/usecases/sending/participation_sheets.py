"""参加率表 as a workbook: a sheet of the year's courses, and one by skill requirement."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.sealing.workbook_kinds import PARTICIPATION
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.sending.wide_tables import on_paper
from dxdesk.usecases.training import map_lines
from dxdesk.usecases.training import participation as told
from dxdesk.usecases.workplace.desk import Desk

_COURSE_WIDTHS = (40, 18, 10, 10, 20, 20, 16, 28)
_SKILL_WIDTHS = (30, 10, 60, 10, 20)


@writes_plain
def write_participation(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the table of a year (0: that in work), of a section's people or of all.

    Raises:
        KnownError: ``training-off``, ``section-unknown``, ``courses-none``.
    """
    found = told.participation_lines(desk, order.fiscal_year, order.section)
    if not found.courses:
        raise KnownError(
            "courses-none", f"{map_lines.NO_COURSES}何も書き出していません。", map_lines.ADD_FIRST
        )
    year = fiscal_year_label(found.fiscal_year)
    guide = tuple(f"{said}。" for note in found.notes for said in note.split("。") if said)

    def sheet(
        name: str, titles: tuple[str, ...], widths: tuple[int, ...], lines: tuple[tuple[str, ...], ...]
    ) -> TableSheet:
        title = f"{PARTICIPATION.label}({name})"
        head = Head(title, desk.identity.municipality_name, year, "", "", "", "", "", "", "", guide=guide)
        columns = tuple(
            Column(f"column{place}", title, wide, "wrap")
            for place, (title, wide) in enumerate(zip(titles, widths, strict=True))
        )
        rows = tuple(TableRow(f"{position:06}", line) for position, line in enumerate(lines))
        return TableSheet(name, head, columns, rows, caution=True)

    sheets = (
        sheet(told.BY_COURSE, told.COURSES, _COURSE_WIDTHS, found.courses),
        sheet(told.BY_SKILL, told.SKILLS, _SKILL_WIDTHS, found.skills),
    )
    of = f"_{file_names.part(order.section)}" if order.section else ""
    wished = order.out / f"参加率表_{year}{of}_{desk.services.clock.today()}.xlsx"
    with order.outgoing.writing(wished) as path:
        desk.services.workbooks.write_tables(on_paper(sheets, order.paper), path, None, order.password)
    return (path,)
