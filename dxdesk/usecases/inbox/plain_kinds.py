"""The tables of things with plain fields, by the kind of workbook they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dxdesk.usecases.agenda import tables as agenda_tables
from dxdesk.usecases.imports.plain_tables import TableOf
from dxdesk.usecases.knowledge import table as knowledge_table
from dxdesk.usecases.staffing import tables as staffing_tables

PLAIN: Mapping[str, TableOf[Any]] = {
    one.kind.kind: one
    for one in (
        knowledge_table.TABLE,
        agenda_tables.TERMS,
        agenda_tables.MATTERS,
        staffing_tables.ROLES,
        staffing_tables.TABLE,
    )
}
