"""What printed ledgers have in common."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.errors import KnownError
from dxdesk.ports import printing as doc
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.reports.kind import today
from dxdesk.usecases.workplace.desk import Desk


def year_shown(uow: UnitOfWork, fiscal_year: int) -> int | None:
    """Return the year that stands at the head: the one asked for, else the open one, else none."""
    if fiscal_year:
        return fiscal_year
    try:
        return find_cycle(uow).fiscal_year
    except KnownError:
        return None


def ledger_table(
    desk: Desk,
    title: str,
    columns: tuple[doc.TableColumn, ...],
    rows: Sequence[tuple[str, ...]],
    year: int | None,
    notes: tuple[str, ...] = (),
) -> doc.TableDocument:
    """Return a ledger as a table to print; the first cell of a row tells which entry it is."""
    return doc.TableDocument(
        title=title,
        columns=columns,
        rows=tuple(rows),
        municipality=desk.identity.municipality_name,
        fiscal_year=year,
        notes=notes,
        landscape=True,
        printed_on=today(desk),
        subjects=tuple(f"{title} {row[0]}" for row in rows),
    )
