"""One office for all stories of the exchange: real stores and real files, and every story is forgotten."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from dxdesk.usecases.inbox import opening
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, Office, new_office
from tests.helpers.paperless import OneUnitStore, forgetful

_OWNERS = {"chief": CHIEF, "other": OTHER_CHIEF, "rival": OTHER_CHIEF, "manager": MANAGER}


@cache
def _begun() -> tuple[Office, dict[str, Desk]]:
    """HR opened the year, packages and forms are out, sections and one employee opened theirs."""
    folder = Path(tempfile.mkdtemp(prefix="dxdesk-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = new_office(folder)
    desks = {name: office.section(number, f"-{name}") for name, number in _OWNERS.items()}
    desks["person"] = office.personal(STAFF[0])
    desks["hr"] = office.hr
    atexit.register(office.close)
    return office, desks


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
        return self.begun / "packages" / f"所属配布票_R7_{number}.xlsx"

    def answered(self, number: str, level: str = "LV2", name: str = "", **more: str) -> Path:
        """Return a person's form, answered with one level throughout."""
        from tests.helpers.office import all_levels

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
    """Give out the office for one story told in a folder."""
    office, shared = _begun()
    desks = {name: forgetful(desk) for name, desk in shared.items()}
    town = Town(folder, office.services, desks.pop("hr"))
    town.begun = office.folder
    for name, desk in desks.items():
        setattr(town, name, desk)
    stores = [desk.store for desk in (town.hr, *desks.values())]
    for store in stores:
        assert isinstance(store, OneUnitStore)
        store.__enter__()
    yield town
    for desk in town.desks:
        desk.store.close()
    for store in stores:
        assert isinstance(store, OneUnitStore)
        store.__exit__(None, None, None)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with new_town(tmp_path) as town:
        yield town
