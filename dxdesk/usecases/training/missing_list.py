"""未受講者 as a workbook to pass on, and as text to paste into a mail or a table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.training.figures import Missing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.workplace.print_notes import MISSING, Made, Way, note

TITLE = "未受講者の一覧"
NOT_YET, NOT_COMPLETED = "未受講", "受講したが未修了"
_COLUMNS = (
    Column("course", "研修", 48, "wrap"),
    Column("section", "所属", 28, "wrap"),
    Column("number", "職員番号", 12),
    Column("name", "氏名", 24, "wrap"),
    Column("state", "状況", 20),
)


def state_of(one: Missing) -> str:
    """Return how far somebody is with a course that they must take."""
    return NOT_COMPLETED if one.attended else NOT_YET


def as_text(found: Iterable[Missing]) -> str:
    """Return a list as lines of cells, tabs between them, as spreadsheets take it."""
    lines = [tuple(column.title for column in _COLUMNS), *map(_cells, found)]
    return "".join("\t".join(cell.replace("\t", " ") for cell in line) + "\n" for line in lines)


def _cells(one: Missing) -> tuple[str, ...]:
    person = one.person
    return (
        one.course,
        person.department_name or person.department_code,
        person.number,
        person.name,
        state_of(one),
    )


def write_missing(
    desk: Desk, found: Iterable[Missing], fiscal_year: int, path: Path, left_out: str = ""
) -> Path:
    """Write a list as a workbook; another file of that name stays, the new one goes beside it.

    ``left_out`` says who is not in it, as ``YearPeople`` has it.

    Raises:
        KnownError: ``wrong-role``, file errors.
    """
    desk.require(Role.HR)
    found = tuple(found)
    rows = tuple(TableRow(f"{position:06}", _cells(one)) for position, one in enumerate(found))
    year, today = fiscal_year_label(fiscal_year), short_day(desk.services.clock.today())
    told = (
        f"{year}の必須の研修を、{today}の時点でまだ修了していない人です。",
        "選択・定めなしの研修、休業等の人、提供のなかった研修は載りません。",
        *((f"{left_out}。",) if left_out else ()),
        "人事評価には使いません。",
    )
    head = Head(TITLE, desk.identity.municipality_name, year, "", "", "", "", "", "", "", guide=told)
    with all_or_nothing(desk) as outgoing, outgoing.writing(path) as there:
        desk.services.workbooks.write_tables((TableSheet("未受講者", head, _COLUMNS, rows),), there)
    people = len({one.person.number for one in found})
    note(desk, Made(MISSING, Way.WORKBOOK, there.name, fiscal_year, people))
    return there
