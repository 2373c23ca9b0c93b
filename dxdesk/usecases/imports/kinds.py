"""Which kind a foreign table is of (職員名簿, 受講記録, 資格・試験), told by its headers; else nobody knows.

What is said of nobody in silence: where a table has signs of two kinds, or of none, a person is asked.
"""

from __future__ import annotations

import re
from pathlib import Path

from dxdesk.domain import columns
from dxdesk.domain.columns import Column
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.attendance_lists import course_in_title
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    QUALIFICATIONS,
    ROSTER,
    WANTED,
    knows,
    understand,
)
from dxdesk.usecases.workplace.desk import Desk

_OF_ROSTER = frozenset(
    {
        *(Column.EMPLOYMENT, Column.DUTY_STATUS, Column.PERSONAS, Column.FIRST, Column.SECOND),
        *(Column.POST_KIND, Column.POST_DEPARTMENT, Column.POST_TITLE, Column.LEAVING),
    }
)
"""Columns that only a roster has; where somebody works may stand in any list."""
_OF_SECTION = frozenset(
    {Column.DEPARTMENT_CODE, Column.DEPARTMENT_NAME, Column.PARENT_CODE, Column.PARENT_NAME, Column.GRADE}
)
_OF_LIST = frozenset({Column.EVENT, Column.COMPLETED, Column.ATTENDED, Column.COURSE})
"""Columns that only a list of attendance or examinations has."""
_OF_LIST_TOO = frozenset({Column.DATE, Column.RESULT, Column.SCORE})
"""Columns that a list has, and now and then a roster (登録日, 評価)."""
_QUALIFICATION = re.compile("資格|試験|検定|免許|合格|取得|受験")
_TRAINING = re.compile("研修|受講|講座|講習|セミナー|出欠|出席|参加|コース|履修")


def kind_of(desk: Desk, path: Path) -> str:
    """Return of which kind a file's tables are (``roster``, ``attendance``, ``qualifications``).

    Empty where they show signs of several kinds, or of none.

    Raises:
        KnownError: the file cannot be read at all.
    """
    desk.require(Role.HR)
    tables = desk.services.tables.read_all(path)
    with desk.store.read() as uow:
        found = {_kind_of(uow, table) for table in tables} - {""}
    return found.pop() if len(found) == 1 else ""


def _kind_of(uow: UnitOfWork, table: ForeignTable) -> str:
    known = [kind for kind in WANTED if knows(uow, table, kind)]
    if len(known) == 1:
        return known[0]
    headers = [cell.value for cell in table.headers]
    roster, of_list = (columns.guess(headers, WANTED[kind]) for kind in (ROSTER, ATTENDANCE))
    both = {name for names in roster.values() for name in names} & {n for ns in of_list.values() for n in ns}
    persons = {column for column, names in roster.items() if not set(names) <= both}
    events = {column for column, names in of_list.items() if not set(names) <= both}
    events |= set(understand(uow, table, ATTENDANCE)[0].plan.positions) & {Column.COURSE}
    if persons & _OF_ROSTER:
        return "" if events & _OF_LIST else ROSTER
    if events & (_OF_LIST | _OF_LIST_TOO):
        return _of_event(table, headers)
    named = course_in_title(table) is not None
    return ROSTER if persons & _OF_SECTION and Column.NUMBER in roster and not named else ""


def _of_event(table: ForeignTable, headers: list[str]) -> str:
    """Tell examinations from courses by the words of the headers, else by what stands above them."""
    above = [cell.value for cell in table.above]
    for texts in (headers, [*above, table.sheet, Path(table.file).stem]):
        examined = sum(bool(_QUALIFICATION.search(text)) for text in texts)
        trained = sum(bool(_TRAINING.search(text)) for text in texts)
        if examined != trained:
            return QUALIFICATIONS if examined > trained else ATTENDANCE
    return ""
