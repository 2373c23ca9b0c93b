"""Which headers a foreign table has, and which columns a person must still point out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain.columns import Column
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.understanding import NEEDED, WANTED, Mapped, meant, understand
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The headers of one sheet.

    ``sheets`` are all sheets of the file that hold a table; ``unsettled`` the columns that are needed but
    not found, or that several headers fit; ``needed`` those of them that cannot be left out.
    """

    sheet: str
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    unsettled: tuple[Column, ...]
    needed: frozenset[Column]


def table_columns(
    desk: Desk, path: Path, kind: str, sheet: str = "", said: Mapped | None = None
) -> TableColumns:
    """Return what a person chooses from where the headers of a table are not understood.

    Args:
        desk: an hr store.
        path: xlsx or CSV.
        kind: ``roster``, ``attendance`` or ``qualifications``.
        sheet: name of the sheet; empty for the one that is meant.
        said: headers by column as chosen so far.

    Raises:
        KnownError: the file cannot be read at all.
    """
    desk.require(Role.HR)
    tables = desk.services.tables.read_all(path)
    with desk.store.read() as uow:
        chosen = next((table for table in tables if table.sheet == sheet), None)
        table = chosen or meant(uow, tables, kind, said)
        understood, mapping, _ = understand(uow, table, kind, said)
    needed = frozenset(NEEDED[kind])
    unsettled = tuple(
        column
        for column in WANTED[kind]
        if not understood.plan.has(column) and (column in needed or mapping.get(column))
    )
    headers = tuple(dict.fromkeys(cell.value.strip() for cell in table.headers if cell.value.strip()))
    return TableColumns(table.sheet, tuple(t.sheet for t in tables), headers, unsettled, needed)
