"""What HR keeps of 認定 and 表彰 in growth files, of whom, and the year its paper belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dxdesk.domain import canonical
from dxdesk.domain.contents import FileEntry, kind_said
from dxdesk.domain.dates import is_day
from dxdesk.domain.records import Part
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Employee
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.growth_files.switch import files_on, require_files
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.progress.year_table import section_codes
from dxdesk.usecases.reports.issuing import numbers_within
from dxdesk.usecases.reports.kind import Order, today
from dxdesk.usecases.reports.span import Printable, Years, within_reach
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Given:
    """An entry that counts, whose it is, and the name of their section."""

    uid: str
    entry: FileEntry
    person: Employee
    section_name: str

    @property
    def head(self) -> doc.PersonHead:
        """Who they are, as a paper names them."""
        one = self.person
        return doc.PersonHead(one.number, one.name, self.section_name, one.grade, one.title)

    @property
    def source(self) -> str:
        """What a paper of it is made of: another after it was corrected."""
        said = self.entry
        told = (said.name, said.date, said.until, said.criteria, said.approval, said.approved_on)
        return canonical.digest(canonical.dumps([*told, said.case, said.result]))

    @property
    def day(self) -> str:
        """By what its year is told (ISO): the day of the 決裁, else that it begins; empty where unsaid."""
        return self.entry.approved_on or self.entry.date

    def fiscal_year(self, now: date) -> int:
        """Return the year its number is of; where it says no day, that of today."""
        return fiscal_year_of(f"{self.day or now.isoformat()}-01"[: len("2026-04-01")])


def given(desk: Desk, uow: UnitOfWork, kind: str) -> tuple[Given, ...]:
    """Return all entries of a kind that count, by section, number and day.

    Raises:
        KnownError: ``growth-files-off``.
    """
    require_files(desk, uow)
    numbers = {
        stored.revision.record.employee_number
        for stored in uow.exchange.part(0, Part.GROWTH)
        if any(item and kind_said(item) == kind for item in stored.revision.items.values())
    }
    newest = linked.newest(uow)
    present = {newest.get(number, number) for number in numbers}
    staff = {one.number: one for one in uow.people.employees(include_left=True)}
    units = {unit.code: unit.name for unit in uow.people.departments()}
    files = reading.read_files(desk, uow, sorted(present & staff.keys()))
    found = [
        Given(
            kept.line.uid,
            kept.line.entry,
            staff[file.number],
            units.get(staff[file.number].department_code, ""),
        )
        for file in files
        for kept in file.lines
        if kept.line.entry.kind == kind and kept.line.counts
    ]
    return tuple(sorted(found, key=lambda one: (one.person.department_code, one.person.number, one.day)))


def ordered(desk: Desk, uow: UnitOfWork, kind: str, order: Order) -> tuple[Given, ...]:
    """Return those of the order's year to whom something may be issued, of one person or a section's.

    Raises:
        KnownError: ``growth-files-off``, ``section-unknown``, ``beyond-authority``.
    """
    now, mine = today(desk), numbers_within(desk, uow, order)
    inside = section_codes(order.section, departments.named(uow)) if order.section else None
    return tuple(
        one
        for one in given(desk, uow, kind)
        if order.fiscal_year in (0, one.fiscal_year(now))
        and order.employee in ("", one.person.number)
        and (mine is None or one.person.number in mine)
        and (inside is None or one.person.department_code in inside)
    )


def years(desk: Desk, kind: str) -> Years:
    """Return the years in which somebody was given something of a kind, the newest first."""
    now = today(desk)
    with desk.store.read() as uow:
        found = {one.fiscal_year(now) for one in given(desk, uow, kind)} if files_on(desk, uow) else set()
    return tuple((year, fiscal_year_label(year)) for year in sorted(found, reverse=True))


def people(desk: Desk, kind: str, fiscal_year: int) -> tuple[Printable, ...]:
    """Return to whom something of a kind was given in a year, and may be issued a paper of it."""
    now = today(desk)
    with desk.store.read() as uow:
        found: Sequence[Given] = given(desk, uow, kind) if files_on(desk, uow) else ()
    listed = {
        one.person.number: Printable(
            *(one.person.number, one.person.name, one.person.kana, one.person.department_code),
            one.section_name,
        )
        for one in found
        if one.fiscal_year(now) == fiscal_year
    }
    return within_reach(desk, tuple(listed.values()))


def moment_told(text: str) -> str:
    """Return a day or a month (ISO) as a paper writes it: ``令和8年4月1日``, ``令和8年4月``."""
    if is_day(text):
        return wareki(date.fromisoformat(text))
    return f"{wareki(date.fromisoformat(f'{text}-01')).rpartition('月')[0]}月" if text else ""


def issued_on(one: Given, now: date) -> date:
    """Return the day a paper bears: that of the 決裁, else that it was given on, else today."""
    named = next((text for text in (one.entry.approved_on, one.entry.date) if is_day(text)), "")
    return date.fromisoformat(named) if named else now
