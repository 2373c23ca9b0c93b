"""What people do in a story of the exchange that begins with packages and forms sent out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk.usecases.exchange import keys
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.begun import begun
from tests.helpers.memory import forgetful
from tests.helpers.office import Office, all_levels


class Town(Office):
    """The office of one story; what the story writes goes to a folder of its own."""

    chief: Desk
    other: Desk
    rival: Desk
    manager: Desk
    person: Desk
    begun: Path

    def form(self, number: str) -> Path:
        """Return the form HR sent to a person at the beginning."""
        return next((self.begun / "forms").rglob(f"申告票_R7_{number}.xlsx"))

    def package(self, number: str) -> Path:
        """Return the package HR sent to a confirmer at the beginning."""
        return next((self.begun / "packages").glob(f"所属配布票_R7_{number}[(.]*xlsx"))

    def answered(self, number: str, level: str = "LV2", name: str = "", **more: str) -> Path:
        """Return a person's form, answered with one level throughout."""
        levels = all_levels(self.hr, level)
        return self.fill(self.form(number), name or f"{number}.xlsx", levels, **more)

    def reopened(self, package: Path, name: str) -> Desk:
        """Open a package as a new store of this story."""
        desk, report = opening.create_from(self.services, package, str(self.folder / name), "あいことば2026")
        assert report.outcome == "applied", report
        self.desks.append(desk)
        return desk


@contextmanager
def new_town(folder: Path) -> Iterator[Town]:
    """Give out the office for one story told in a folder; the story is forgotten afterwards."""
    office, shared = begun()
    desks = {name: forgetful(desk) for name, desk in shared.items()}
    town = Town(folder, office.services, desks.pop("hr"))
    town.begun = office.folder
    for name, desk in desks.items():
        setattr(town, name, desk)
    yield town
    for desk in town.desks:
        desk.store.close()


def confirmed(town: Town, desk: Desk, number: str, folder: str = "c") -> Path:
    town.receive(desk, town.answered(number))
    confirming.confirm(desk, Decision(number))
    return town.send(desk, "confirmations", folder)[0]


def state_of(desk: Desk, key_id: str) -> str:
    return next((info.state for info in keys.keys(desk) if info.key_id == key_id), "unseen")
