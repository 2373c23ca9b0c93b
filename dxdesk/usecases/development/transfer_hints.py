"""異動の影響: what there is to know of those who go: just trained, or long in one place. Hints, never a rule.

Of nobody else: who is long in one place and not in the list is not named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dxdesk.domain.completion import Outcome
from dxdesk.domain.framework import COURSE
from dxdesk.domain.wareki import short_day
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap
from dxdesk.usecases.workplace.desk import Desk

FRESH_DAYS, LONG_YEARS = 183, 5
"""Days after a course for which somebody is just trained; fiscal years in a row that are long in a place."""

TRAINED, STAYED = "trained", "stayed"


@dataclass(frozen=True, slots=True)
class Hint:
    """Of somebody who goes: ``TRAINED`` (``text`` is the course and its day) or ``STAYED`` (how long)."""

    kind: str
    number: str
    name: str
    text: str


def hints(desk: Desk, people: PeopleMap, numbers: Collection[str]) -> tuple[Hint, ...]:
    """Return the hints about those of a year's people who go, those who were just trained first."""
    going = [row for row in people.rows if row.number in numbers]
    if not going:
        return ()
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        return (*_trained(uow, going, today), *_stayed(uow, going, people.cycle.fiscal_year))


def _trained(uow: UnitOfWork, going: Collection[MapPerson], today: str) -> Iterator[Hint]:
    since = (date.fromisoformat(today) - timedelta(days=FRESH_DAYS)).isoformat()
    last: dict[str, tuple[str, str]] = {}
    for record in holders.evidence_of(uow, [row.number for row in going]):
        if record.kind == COURSE and record.outcome is Outcome.COMPLETED and since <= record.date <= today:
            of = (record.date, record.name)
            last[record.employee_number] = max(of, last.get(record.employee_number, of))
    for row in going:
        if row.number in last:
            day, course = last[row.number]
            yield Hint(TRAINED, row.number, row.name, f"{course} {short_day(day)}")


def _stayed(uow: UnitOfWork, going: Collection[MapPerson], year: int) -> Iterator[Hint]:
    """Yield who has been in their section in each of the last years that are known, without a gap."""
    staying = {row.number: row for row in going}
    for before in range(year - LONG_YEARS + 1, year):
        there = {one.number: one.department_code for one in uow.results.year_people(before)}
        staying = {
            number: row
            for number, row in staying.items()
            if there.get(number) == row.department_code and holders.is_theirs(uow, number, before)
        }
        if not staying:
            return
    for row in staying.values():
        yield Hint(STAYED, row.number, row.name, f"{LONG_YEARS}年度以上")
