"""The years that a document of the training ledger can be of."""

from __future__ import annotations

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.cycles import all_cycles, find_cycle, year_unknown
from dxdesk.usecases.reports.span import Printable, Years, asked
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.people import people_of
from dxdesk.usecases.workplace.desk import Desk


def refuse_unknown(desk: Desk, fiscal_year: int) -> None:
    """Refuse a year of which neither the ledger nor the store has anything.

    Raises:
        KnownError: ``no-cycle``.
    """
    known = [year for year, _ in training_years(desk)]
    if fiscal_year and known and fiscal_year not in known:
        raise year_unknown(fiscal_year, known)


def asked_in_training(desk: Desk, fiscal_year: int) -> tuple[Printable, ...]:
    """Return whom courses can ask in a year: in one that has not begun, the people of today's roster."""
    with desk.store.read() as uow:
        begun = any(one.fiscal_year == fiscal_year for one in all_cycles(uow))
        if begun or not fiscal_year or desk.role is not Role.HR:
            return asked(desk, fiscal_year)
        lines = people_of(uow, fiscal_year, desk.services.clock.today()).lines
    people = (line.person for line in lines if line.asked)
    return tuple(
        Printable(one.number, one.name, "", one.department_code, one.department_name) for one in people
    )


def training_years(desk: Desk) -> Years:
    """Return the year in work, and the others that were opened or have sessions, the newest first."""
    with desk.store.read() as uow:
        cycles = all_cycles(uow)
        current = (find_cycle(uow).fiscal_year,) if cycles else ()
        found = {one.fiscal_year for one in cycles}
        found.update(one.fiscal_year for one in ledger(uow).sessions if not one.ended and one.fiscal_year)
    years = (*current, *sorted(found.difference(current), reverse=True))
    return tuple((year, fiscal_year_label(year)) for year in years)
