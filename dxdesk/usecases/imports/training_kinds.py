"""Whether a foreign table is a list of courses (研修一覧) or of sessions (研修の回), told by its headers.

Either has no column for a person's number; a list of sessions says days, turns or seats, which no list of
courses does. Nothing of it is told where the office does not use the training ledger.
"""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import columns
from dxdesk.domain.columns import Column
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.usecases.imports.understanding import ATTENDANCE, CATALOGUE, SESSIONS, WANTED
from dxdesk.usecases.training.switch import training_on
from dxdesk.usecases.workplace.desk import Desk

_SHARED = frozenset({Column.COURSE_CODE, Column.EVENT, Column.HELD_STILL, Column.YEAR})
_NAMED = (Column.EVENT, Column.COURSE_CODE)


def training_kind(desk: Desk, path: Path) -> str:
    """Return ``catalogue`` or ``sessions`` where a file has such a list, the courses first; else empty.

    Raises:
        KnownError: ``wrong-role``, or the file cannot be read at all.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        if not training_on(uow):
            return ""
    found = {_kind_of(table) for table in desk.services.tables.read_all(path)}
    return next((kind for kind in (CATALOGUE, SESSIONS) if kind in found), "")


def _kind_of(table: ForeignTable) -> str:
    headers = [cell.value for cell in table.headers]
    if Column.NUMBER in columns.guess(headers, WANTED[ATTENDANCE]):
        return ""
    for kind in (SESSIONS, CATALOGUE):
        said = columns.guess(headers, WANTED[kind]).keys()
        if any(column in said for column in _NAMED) and said - _SHARED:
            return kind
    return ""
