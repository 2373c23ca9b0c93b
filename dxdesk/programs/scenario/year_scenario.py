"""The setting of one year: who has which mishap, where its files lie, and what every desk does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import ways
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.town import Town, Unit
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.review import conflicts
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class Mishaps:
    """Who has which mishap this year; all of prompt sections but ``undecided`` and ``swapped``.

    ``named`` is confirmed by a deputy HR named, ``held`` (none in a very small town) by one nobody named.
    """

    returned: Employee
    torn: Employee
    moved: Employee
    stood_in: Employee
    silent: Employee
    undecided: Employee
    swapped: Employee
    named: Employee
    held: Employee | None


class YearScenario:
    """One year of the town on a stage."""

    def __init__(self, demo: Demo, town: Town, year: int) -> None:
        """Take the town as it is this year; what is still open at its end stays open to be looked at."""
        self.demo, self.town, self.year = demo, town, year
        self.folder = demo.folder / f"令和{year - 2018}年度"
        self.asked = asked(town)
        self.mishaps = _mishaps(demo, town, year)

    def package(self, owner: Employee) -> Path:
        """Return the package of a confirmer."""
        return next((self.folder / "所属配布票").glob(f"*_{owner.number}[(.]*xlsx"))

    def form(self, person: Employee) -> Path:
        """Return a person's form as it was sent."""
        return next((self.folder / "申告票").glob(f"*/*_{person.number}.xlsx"))

    def box(self, confirmer: Employee) -> Path:
        """Return the folder in which a confirmer finds answered forms."""
        return self.folder / "提出" / confirmer.number

    @property
    def late_box(self) -> Path:
        """Where the forms of the late section lie; they are sent on to HR as they are."""
        return self.box(self.town.late.chiefs[0])

    def chief_of(self, person: Employee) -> Employee:
        """Return who confirms a person first."""
        unit = next(unit for unit in self.town.units if person in unit.others)
        return next((c for c in unit.chiefs if c.number == person.first_confirmer), unit.chiefs[0])

    def unit_of(self, person: Employee) -> Unit:
        """Return the section of somebody without a leading post."""
        return next(unit for unit in self.town.units if person in unit.others)

    def director_of(self, unit: Unit) -> Employee:
        """Return who leads the division of a section."""
        return next(d for d in self.town.directors if d.department_code == unit.division[0])

    def confirmations(self, owner: Employee) -> Path:
        """Return the folder of a confirmer's 確認票."""
        return self.folder / "確認票" / owner.number

    def on(self, month: int, day: int) -> None:
        """Move the clock to a day of the year's last quarter."""
        self.demo.clock.day = date(self.year + 1, month, day).isoformat()

    def take(self, desk: Desk, paths: Iterable[Path]) -> tuple[FileReport, ...]:
        """Receive what lies in some folders."""
        found = tuple(path for path in paths if path.exists())
        return receive(desk, ReceiveFiles(found)).files if found else ()

    def settle(self, desk: Desk, reason: str) -> None:
        """Settle every conflict by the first choice."""
        while open_ones := conflicts.conflicts(desk, self.year):
            conflicts.resolve(desk, open_ones[0].id, 1, reason)

    def hand_on(self, desk: Desk, owner: Employee) -> tuple[Path, ...]:
        """Write the confirmations of a store, if there is anything to pass on."""
        try:
            done = dispatch.export(desk, dispatch.Export(CONFIRMATION.word, self.confirmations(owner)))
        except KnownError as error:
            if error.code != "nothing-to-send":
                raise
            return ()
        self.demo.list_files("confirmation", self.year, done.files)
        return done.files


def _mishaps(demo: Demo, town: Town, year: int) -> Mishaps:
    """Return who has which mishap: different people, in sections that keep their dates."""
    people = [p for unit in town.prompt for p in unit.others if p in asked(town)]
    rng = demo.voices.rng("cast", year)
    late = [p for p in town.late.others if p in asked(town)]
    rng.shuffle(people)
    # Whoever writes into their growth file answers once, in the app; in a very small town somebody stands in.
    told = ways.writers(town)
    people.sort(key=lambda person: person in told)
    returned, torn, silent, stood_in = people[:4]
    # Whoever is appointed stays; in a very small town whoever had to answer twice is also the one who moves.
    free = [person for person in people[4:] if not person.personas]
    moved = free[0] if free else people[4] if len(people) > 4 else returned
    # In a small town they fall on the same people as well, but never on who has to have a result.
    free = [person for person in people[4:] if person != moved]
    free.sort(key=lambda person: bool(person.personas))
    named = free[0] if free else torn
    held = free[1] if len(free) > 1 else returned if returned != moved else None
    return Mishaps(returned, torn, moved, stood_in, silent, late[0], town.late.chiefs[0], named, held)
