"""The years that a document of the training ledger can be of."""

from __future__ import annotations

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle
from dxdesk.usecases.reports.span import Years
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk


def training_years(desk: Desk) -> Years:
    """Return the year in work, and the others that were opened or have sessions, the newest first."""
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        current = (find_cycle(uow).fiscal_year,) if cycles else ()
        found = {one.fiscal_year for one in cycles}
        found.update(one.fiscal_year for one in ledger(uow).sessions if not one.ended and one.fiscal_year)
    years = (*current, *sorted(found.difference(current), reverse=True))
    return tuple((year, fiscal_year_label(year)) for year in years)
