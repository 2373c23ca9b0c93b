"""全庁集計報告書(議会版): the year's report for the assembly, with a threshold of its own and no 課."""

from __future__ import annotations

from dxdesk.domain.small_cells import Use
from dxdesk.ports.entities import Role
from dxdesk.ports.report_pages import ASSEMBLY_REPORT_TITLE
from dxdesk.ports.store import Progress
from dxdesk.usecases.annual_report.making import paged
from dxdesk.usecases.annual_report.outdated import outdated
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.span import Span, nobody_to_choose, years_with_results
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return desk.services.printer.draw([paged(desk, order.fiscal_year, Use.ASSEMBLY)], progress)


KIND = ReportKind(
    kind="annual-report-assembly",
    title=ASSEMBLY_REPORT_TITLE,
    roles=(Role.HR,),
    hint="議会のための報告書です。少人数の人材像と課の表を載せず、議会の少人数の基準で伏せます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    notices=lambda desk, year: outdated(desk, year, Use.ASSEMBLY),
    span=Span(years_with_results, nobody_to_choose, quick=False),
    words=Use.ASSEMBLY,
)
