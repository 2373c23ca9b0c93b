"""What a list of attendance says beside the sessions of the training ledger: told, and nothing held back.

Who was there without a seat, who had one and is not in the list, a day on which no session was, more people
than seats, a year that has no cycle. Attendance is kept as it is: the ledger may be what is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.columns import Column
from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import State
from dxdesk.domain.errors import Problem
from dxdesk.domain.text import visible
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.training.enrolment import enrolments_of, title_of
from dxdesk.usecases.training.ledger import Ledger, ledger
from dxdesk.usecases.training.switch import training_on

_SHOWN = 5


@dataclass(slots=True)
class _Held:
    """What a list says of one course on one day."""

    listed: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)


def told(uow: UnitOfWork, sheet: Sheet, records: Sequence[EvidenceRecord]) -> Iterator[Problem]:
    """Yield what does not fit the sessions; nothing in an office that does not use the training ledger.

    Args:
        uow: a unit of HR's store.
        sheet: the list, for the cells.
        records: what its lines come to.
    """
    if not training_on(uow):
        return
    known = ledger(uow)
    yield from _years(uow, sheet, records)
    held: dict[tuple[str, str], _Held] = {}
    codes: dict[str, str] = {}
    for one in records:
        code = codes.get(one.name)
        if code is None:
            code = codes[one.name] = known.names.code(one.name)
        if code and one.date:
            found = held.setdefault((code, one.date), _Held())
            found.listed.append(one.employee_number)
            if one.outcome.counts:
                found.there.append(one.employee_number)
    if not held:
        return
    sessions = _sessions(known)
    granted: dict[str, list[str]] = {}
    for enrolled in enrolments_of(uow).values():
        if enrolled.state is State.GRANTED and enrolled.number:
            granted.setdefault(enrolled.said.session, []).append(enrolled.number)
    cells = _Cells(sheet, records)
    for (code, day), found in sorted(held.items()):
        of_course = [(key, one) for key, one in sessions.get(code, ()) if one.first_day]
        on_day = [
            (key, one) for key, one in of_course if one.first_day <= day <= (one.last_day or one.first_day)
        ]
        if on_day:
            yield from _of_session(known, cells, on_day, granted, found)
        elif any(one.fiscal_year == fiscal_year_of(day) for _, one in of_course):
            course = known.course(code)
            name = course.name if course is not None else code
            message = (
                f"「{name}」の{short_day(day)}の回は、研修台帳にありません。受講はそのまま取り込みます。"
            )
            fix = "日付の書き誤りか、研修台帳にない回がないかを確かめてください。"
            yield cells.at(found.listed[0], Problem("attendance-no-session", message, fix, short_day(day)))


def _sessions(known: Ledger) -> Mapping[str, list[tuple[str, SessionSaid]]]:
    found: dict[str, list[tuple[str, SessionSaid]]] = {}
    for subject, one in known.held.items():
        code = known.names.code(one.course)
        if code and not one.ended:
            found.setdefault(code, []).append((subject, one))
    return found


def _of_session(
    known: Ledger,
    cells: _Cells,
    sessions: Sequence[tuple[str, SessionSaid]],
    granted: Mapping[str, list[str]],
    found: _Held,
) -> Iterator[Problem]:
    title = "、".join(title_of(known, one) for _, one in sessions)
    seated = dict.fromkeys(number for key, _ in sessions for number in granted.get(key, ()))
    if seated:
        others = [number for number in dict.fromkeys(found.there) if number not in seated]
        if others:
            message = f"「{title}」の受講を決めていない人が{len(others):,}人出席しています。"
            fix = "別の人の行でないかを確かめてください。受講はそのまま取り込みます。"
            yield cells.at(others[0], Problem("attendance-not-enrolled", message, fix, _shown(others)))
        listed = set(found.listed)
        missing = [number for number in seated if number not in listed and not cells.unread(number)]
        if missing:
            message = f"「{title}」の受講を決めた人のうち{len(missing):,}人の行が、この表にありません。"
            fix = "欠席なら欠席と書いてください。書かない人の受講は、何も変わりません。"
            yield cells.at("", Problem("attendance-incomplete", message, fix, _shown(missing)))
    seats = sum(one.seats for _, one in sessions)
    there = len(set(found.there))
    if all(one.seats for _, one in sessions) and there > seats:
        message = f"「{title}」に出席した人({there:,}人)が、定員({seats:,}人)より多くいます。"
        fix = "定員か受講の表の誤りがないかを確かめてください。受講はそのまま取り込みます。"
        yield cells.at("", Problem("session-overfull", message, fix, f"{there:,}人"))


def _years(uow: UnitOfWork, sheet: Sheet, records: Sequence[EvidenceRecord]) -> Iterator[Problem]:
    """Yield the notice of years that have no cycle: nobody is asked in them, so their rates are of today."""
    planned = {one.fiscal_year for one in all_cycles(uow)}
    counted: dict[int, int] = {}
    for one in records:
        year = fiscal_year_of(one.date)
        if year and year not in planned:
            counted[year] = counted.get(year, 0) + 1
    if counted and planned:
        shown = "、".join(f"{fiscal_year_label(year)} {count:,}行" for year, count in sorted(counted.items()))
        message = "dxdesk でまだ開いていない年度の受講があります。受講はそのまま取り込みます。"
        fix = (
            "「年度」で始めるまで、その年度の率は、いまの名簿の人を対象に数えます。"
            "日付の書き誤りなら、直してください。"
        )
        yield sheet.at(Problem("attendance-no-cycle", message, fix, shown), TableCell())


def _shown(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_SHOWN]) + (" ほか" if len(numbers) > _SHOWN else "")


class _Cells:
    """Where somebody stands in a list; looked up once, and only where something is to be told."""

    def __init__(self, sheet: Sheet, records: Sequence[EvidenceRecord]) -> None:
        self._sheet = sheet
        self._read = Counter(one.employee_number.lstrip("0") for one in records)
        self._by_number: dict[str, list[TableCell]] | None = None

    def at(self, number: str, problem: Problem) -> Problem:
        """Return a problem at somebody's 職員番号, at the sheet where nobody is meant."""
        return self._sheet.at(problem, next(iter(self._of(number)), TableCell()))

    def unread(self, number: str) -> bool:
        """Tell whether the table has a line of somebody that came to nothing: it is asked about by itself."""
        return len(self._of(number)) > self._read[number.lstrip("0")]

    def _of(self, number: str) -> Sequence[TableCell]:
        if self._by_number is None:
            self._by_number = {}
            for row in self._sheet.table.rows:
                cell = self._sheet.cell(row, Column.NUMBER)
                self._by_number.setdefault(visible(cell.value).lstrip("0"), []).append(cell)
        return self._by_number.get(number.lstrip("0"), ())
