"""Which 資格 run out soon, of everybody whose files a store keeps.

HR's store holds everybody's files, which nobody reads whole for a look at ホーム: it first asks who told any
expiry of these months, in one query, and reads the files of those alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dxdesk.domain.experience import month_number
from dxdesk.domain.growth_entries import QUALIFICATION
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files.reading import PersonFile, read_files, section_people
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.workplace.desk import Desk

FIRST_DAYS, LAST_DAYS = 90, 30
"""So many days before a 資格 runs out it is told, and told as urgent."""


@dataclass(frozen=True, slots=True, order=True)
class Expiring:
    """A 資格 that runs out: on which day (ISO) and in how many days, whose it is, and what it is called."""

    day: str
    number: str
    name: str
    section: str
    what: str
    left: int


def expiring(desk: Desk, uow: UnitOfWork, today: str) -> tuple[Expiring, ...]:
    """Return the 資格 that run out within 90 days, the first first; nothing without growth files.

    Args:
        desk: a store of any role: HR sees everybody's, a section its people's, a person their own.
        uow: the unit of work.
        today: the day (ISO) from which the days are counted.
    """
    if not files_on(desk, uow):
        return ()
    return of_files(read_files(desk, uow, _numbers(desk, uow, today)), today)


def of_files(files: Iterable[PersonFile], today: str) -> tuple[Expiring, ...]:
    """Return the same of some files that are read already."""
    return tuple(sorted(one for file in files for one in _of(file, today)))


def list_of(desk: Desk) -> tuple[Expiring, ...]:
    """Return the list that stands behind the item of ホーム."""
    with desk.store.read() as uow:
        return expiring(desk, uow, desk.services.clock.today())


def _of(file: PersonFile, today: str) -> Iterator[Expiring]:
    for entry in (kept.line.entry for kept in file.lines):
        day = _last_day(entry.expires)
        if entry.kind != QUALIFICATION or not day:
            continue
        left = (date.fromisoformat(day) - date.fromisoformat(today)).days
        if 0 <= left <= FIRST_DAYS:
            yield Expiring(day, file.number, file.name, file.section, entry.name, left)


def _last_day(expires: str) -> str:
    """Return the last day on which something holds; earlier programs kept months as well."""
    if len(expires) != len("2026-04"):
        return expires
    month = month_number(expires)
    if month is None:
        return ""
    year, place = divmod(month + 1, 12)
    return (date(year, place + 1, 1) - timedelta(days=1)).isoformat()


def _numbers(desk: Desk, uow: UnitOfWork, today: str) -> list[str]:
    if desk.role is Role.PERSONAL:
        return [desk.identity.owner]
    if desk.role is Role.SECTION:
        return [one.number for one in section_people(desk, uow)]
    told = uow.exchange.growth_naming(f'"expires":"{month}' for month in _months(today))
    newer = {later for one in told for _, later in linked.readers(uow).get(one, ())}
    here = {person.number for person in uow.people.employees() if not person.left}
    return sorted(({*told} | newer) & here)


def _months(today: str) -> Collection[str]:
    first = date.fromisoformat(today)
    return sorted(
        {(first + timedelta(days=day)).isoformat()[: len("2026-04")] for day in range(FIRST_DAYS + 1)}
    )
