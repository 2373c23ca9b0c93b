"""The report of a year from a store: its figures, what stands beside them, and what a person wrote."""

from __future__ import annotations

from datetime import date

from dxdesk.domain.small_cells import Use
from dxdesk.ports.report_pages import PagedReport
from dxdesk.usecases.annual_report.beside import beside
from dxdesk.usecases.annual_report.chapters import report
from dxdesk.usecases.annual_report.edited import kept
from dxdesk.usecases.annual_report.figures import annual_figures
from dxdesk.usecases.workplace.desk import Desk


def paged(desk: Desk, fiscal_year: int = 0, use: Use = Use.REPORT) -> PagedReport:
    """Return the report of a year as it is printed.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    found = annual_figures(desk, fiscal_year, use)
    with desk.store.read() as uow:
        edited = {key: text for key, (text, _) in kept(uow, found.cycle.fiscal_year, use).items()}
    day = date.fromisoformat(desk.services.clock.today())
    return report(
        found, beside(desk, found.cycle, found.unit_of), desk.identity.municipality_name, day, edited
    )
