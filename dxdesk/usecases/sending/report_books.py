"""全庁集計報告書 as workbooks that people go on with, one for the office and one for the assembly."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.small_cells import Use
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.usecases.annual_report.chapters import FOR_WHOM
from dxdesk.usecases.annual_report.making import paged
from dxdesk.usecases.sealing.workbook_kinds import ANNUAL_REPORT
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.workplace.desk import Desk


@writes_plain
def write_annual_report(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write both workbooks of a year."""
    written = []
    for use in (Use.REPORT, Use.ASSEMBLY):
        report = paged(desk, order.fiscal_year, use)
        name = f"{ANNUAL_REPORT.said}_{fiscal_year_short(report.fiscal_year)}_{FOR_WHOM[use]}.xlsx"
        with order.outgoing.writing(order.out / name) as there:
            desk.services.workbooks.write_report(report, there, order.password)
        written.append(there)
    with desk.store.write() as uow:
        uow.audit.append(ANNUAL_REPORT.action, "", {"files": len(written)})
        order.outgoing.enter(uow)
        uow.commit()
    return tuple(written)
