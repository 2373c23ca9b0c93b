"""What the 申告票 shows of people's growth files: their entries in final texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dxdesk.domain.growth_entries import ROLE_NAMES
from dxdesk.domain.growth_file import FileLine
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms import growth_sheet
from dxdesk.usecases.forms.growth_sheet import ONGOING, Shown
from dxdesk.usecases.growth_files.reading import read_files
from dxdesk.usecases.growth_files.switch import files_on
from dxdesk.usecases.growth_files.words import granted, moment, worth_told
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.workplace.desk import Desk

_AT_ONCE = 100
"""So many files are read in one query: no query a person, and not everybody's years at once."""


class GrowthShown:
    """Gives what the forms of an export show; nothing is read where the office keeps no growth files."""

    def __init__(self, desk: Desk, uow: UnitOfWork, numbers: Sequence[str]) -> None:
        """Take whom forms may be written for, in the order in which they are."""
        self._desk, self._uow, self._numbers = desk, uow, list(numbers)
        self._on = files_on(desk, uow)
        self._places = {number: place for place, number in enumerate(self._numbers)}
        self._shown: dict[str, tuple[Shown, ...]] = {}

    def added(self, extra: str, person: PersonYear) -> str:
        """Return a form's ``extra`` with the sheet 成長記録; as it was where there are no such files."""
        if not self._on:
            return extra
        number = person.employee_number
        if number not in self._shown:
            place = self._places[number]
            # A section may know of people whom it does not confirm: those it may not look at are not asked.
            at_once = _AT_ONCE if self._desk.role is Role.HR else 1
            files = read_files(self._desk, self._uow, self._numbers[place : place + at_once])
            self._shown = {file.number: tuple(shown_of(kept.line for kept in file.lines)) for file in files}
        return growth_sheet.added(extra, self._shown[number])


def shown_of(lines: Iterable[FileLine]) -> Iterator[Shown]:
    """Yield what a form shows of some entries; what lists tell stands on the form itself."""
    for line in lines:
        entry = line.entry
        if line.kind.listed:
            continue
        result = "、".join(part for part in (entry.result, entry.number, granted(entry)) if part)
        until = ONGOING if entry.ongoing else moment(entry.until) or moment(entry.expires)
        months = f"{entry.months}か月" if entry.months else ""
        texts = (
            line.kind.name,
            entry.name,
            ROLE_NAMES.get(entry.role, ""),
            moment(entry.date),
            until or months,
            result,
            entry.section[1] or entry.place,
            worth_told(line),
        )
        yield Shown(line.uid, entry.kind, entry.name, entry.date, not line.own, line.said, texts)
