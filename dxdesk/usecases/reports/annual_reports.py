"""全庁集計報告書 for the office and its management: what a year came to, in sentences and pictures."""

from __future__ import annotations

from dxdesk.domain.small_cells import Use
from dxdesk.ports.entities import Role
from dxdesk.ports.report_pages import ANNUAL_REPORT_TITLE
from dxdesk.ports.store import Progress
from dxdesk.usecases.annual_report.making import paged
from dxdesk.usecases.annual_report.outdated import outdated
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind
from dxdesk.usecases.reports.span import Span, nobody_to_choose, years_with_results
from dxdesk.usecases.workplace.desk import Desk


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    return desk.services.printer.draw([paged(desk, order.fiscal_year, Use.REPORT)], progress)


KIND = ReportKind(
    kind="annual-report",
    title=ANNUAL_REPORT_TITLE,
    roles=(Role.HR,),
    hint="庁内と幹部のための報告書です。1ページ目に要約が、そのあとに図と表が並びます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    notices=lambda desk, year: outdated(desk, year, Use.REPORT),
    span=Span(years_with_results, nobody_to_choose, quick=False),
    words=Use.REPORT,
)
