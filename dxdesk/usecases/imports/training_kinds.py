"""Whether a foreign table is a list of courses, of sessions or of enrolments, told by its headers.

A list of courses or sessions has no column for a person's number; one of sessions says days, turns or seats,
which no list of courses does. A list of people says whom it asks for where it is one of enrolments, and
nothing of what came of it. Nothing is told where the office does not use the training ledger.
"""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import columns
from dxdesk.domain.columns import Column
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.usecases.forms.enrolment_form import SHEET
from dxdesk.usecases.imports.other_kinds import ASKING, SHARED
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    CATALOGUE,
    ENROLMENTS,
    SESSIONS,
    STATUS_COLUMNS,
    TEMPLATE_SHEETS,
    WANTED,
)
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

_NAMED = (Column.EVENT, Column.COURSE_CODE)
_FORMS = (SHEET, TEMPLATE_SHEETS[ENROLMENTS])
"""How our own sheets of enrolments are called: one has a column a session and none that says so."""


def training_kind(desk: Desk, path: Path) -> str:
    """Return ``enrolment``, ``catalogue`` or ``sessions`` where a file has such a list, in this order.

    Empty where it has none. In a store of DX推進課 a list of people is ``attendance``, and none is
    ``enrolment``.

    Raises:
        KnownError: ``wrong-role``, or the file cannot be read at all.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        if not training_on(uow):
            return ""
    tables = desk.services.tables.read_all(path)
    if desk.role is not Role.HR and any(_names_people(table) for table in tables):
        return ATTENDANCE
    found = {_kind_of(table) for table in tables}
    return next((kind for kind in (ENROLMENTS, CATALOGUE, SESSIONS) if kind in found), "")


def _names_people(table: ForeignTable) -> bool:
    return Column.NUMBER in columns.guess([cell.value for cell in table.headers], WANTED[ATTENDANCE])


def _kind_of(table: ForeignTable) -> str:
    headers = [cell.value for cell in table.headers]
    of_people = columns.guess(headers, WANTED[ATTENDANCE])
    if Column.NUMBER in of_people:
        asks = ASKING & columns.guess(headers, WANTED[ENROLMENTS]).keys()
        asks_only = bool(asks) and not of_people.keys() & set(STATUS_COLUMNS)
        return ENROLMENTS if asks_only or table.sheet in _FORMS else ""
    for kind in (SESSIONS, CATALOGUE):
        said = columns.guess(headers, WANTED[kind]).keys()
        if any(column in said for column in _NAMED) and said - SHARED:
            return kind
    return ""
