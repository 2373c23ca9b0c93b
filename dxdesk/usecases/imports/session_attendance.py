"""Attendance and whose session it is of: a section keeps that of its own sessions, and no other's.

DX推進課 has nobody's roster: its list is believed for who is in it. HR's list of a session of DX推進課 is
refused, naming the first line, or its lines of that session are left out where somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxdesk.domain import subjects
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.columns import Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import COURSE
from dxdesk.domain.text import visible
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.attended_elsewhere import ATTENDANCE, attended
from dxdesk.usecases.person_year.owned_things import counting_of, owner_of
from dxdesk.usecases.training.attended import course_called, session_of
from dxdesk.usecases.training.ledger import DX, HR, ledger
from dxdesk.usecases.training.switch import require_training, training_on
from dxdesk.usecases.workplace.desk import Desk

OF_OTHER = "session-of-other"
"""The finding that lines are of a session of another section."""
NO_SESSION = "session-not-own"
"""The finding that lines of a section without a roster are of no session of its own."""

_SHOWN = 5


def whoever(sheet: Sheet) -> Mapping[str, Employee]:
    """Return whom a list names by number: a store without a roster knows nobody else."""
    found: dict[str, Employee] = {}
    for row in sheet.table.rows:
        number = visible(sheet.cell(row, Column.NUMBER).value)
        if number:
            found.setdefault(number, Employee(number, sheet.cell(row, Column.NAME).value.strip()))
    return found


def known_here(uow: UnitOfWork) -> Iterator[EvidenceRecord]:
    """Yield what a section without a roster has on record, as lists are read."""
    known = ledger(uow)
    for one in attended(uow):
        said = one.said
        name = course_called(known, said.course)
        yield EvidenceRecord(said.number, COURSE, name, said.held_on, said.result, said.completed, 0)


def of_others(
    uow: UnitOfWork, sheet: Sheet, records: Sequence[EvidenceRecord]
) -> tuple[set[int], list[Problem]]:
    """Return the places of HR's records that are of another section's session, with the finding of each one.

    A line of a course that another section holds, on a day without a session of it, is HR's own.
    """
    if not training_on(uow):
        return set(), []
    known = ledger(uow)
    places: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(records):
        code = known.names.code(one.name)
        if one.kind == COURSE and code and one.date:
            places.setdefault((code, one.date), []).append(place)
    # Asked of each day of a course, and not of each line: a list has thousands of a few.
    places = {key: found for key, found in places.items() if session_of(known, *key, DX) is not None}
    problems = []
    for (code, day), found in sorted(places.items()):
        message = (
            f"「{course_called(known, code)}」の{short_day(day)}の回は{OWNER_NAMES[DX]}が持つ回です。"
            f"受講は、持っている課の送付票で届きます(この表に{len(found):,}行)。"
        )
        fix = "この回の行を表から除くか、除いてよければ承認してください。"
        first = records[found[0]].employee_number
        shown = _shown([records[at].employee_number for at in found])
        problems.append(sheet.at(Problem(OF_OTHER, message, fix, shown), _cell(sheet, first)))
    return {at for found in places.values() for at in found}, problems


def not_own(uow: UnitOfWork, sheet: Sheet, records: Sequence[EvidenceRecord]) -> Iterator[Problem]:
    """Yield what of DX推進課's list is of no session that it holds, course by course and day by day."""
    require_training(uow)
    known = ledger(uow)
    places: dict[tuple[str, str], list[str]] = {}
    for one in records:
        places.setdefault((one.name, one.date), []).append(one.employee_number)
    for (name, day), numbers in sorted(places.items()):
        code = known.names.code(name)
        if code and session_of(known, code, day, DX) is not None:
            continue
        where = _cell(sheet, numbers[0])
        if session_of(known, code, day, HR) is not None:
            message = f"「{name}」の{short_day(day)}の回は{OWNER_NAMES[HR]}が持つ回です。取り込んでいません。"
            fix = f"この回の出席は、{OWNER_NAMES[HR]}に渡してください。表から除いて取り込み直してください。"
            yield sheet.at(Problem(OF_OTHER, message, fix, _shown(numbers)), where)
            continue
        message = f"「{name}」の{short_day(day)}の回が、この台帳にありません。取り込んでいません。"
        fix = "研修名と日付を確かめるか、先に「研修」で回を加えてください(開始日と終了日も書きます)。"
        yield sheet.at(Problem(NO_SESSION, message, fix, _shown(numbers)), where)


def say(desk: Desk, uow: UnitOfWork, records: Sequence[EvidenceRecord], receipt: int) -> int:
    """Keep what a list of a section's own sessions tells, owed to its receipt; return how many records."""
    known, owner = ledger(uow), owner_of(desk)
    changes = []
    for one in records:
        code = known.names.code(one.name)
        uid = subjects.attendance_uid(owner, code, one.date, one.employee_number)
        said = AttendanceSaid(code, one.date, one.employee_number, one.result, one.completed)._asdict()
        said.pop("ended")
        changes.append((f"{ATTENDANCE}:{uid}", said))
    owned_things.say(desk, uow, counting_of(uow, (ATTENDANCE,)), changes, receipt)
    return len(changes)


def _cell(sheet: Sheet, number: str) -> TableCell:
    """Return the first cell of a number in a list; the sheet itself where it was written otherwise."""
    wanted = number.lstrip("0")
    cells = (sheet.cell(row, Column.NUMBER) for row in sheet.table.rows)
    return next((cell for cell in cells if visible(cell.value).lstrip("0") == wanted), TableCell())


def _shown(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_SHOWN]) + (" ほか" if len(numbers) > _SHOWN else "")
