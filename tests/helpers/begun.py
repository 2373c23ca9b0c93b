"""The beginning every random history shares: the year is open, packages and forms are out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, Office, new_office, uids
from tests.helpers.paperless import PaperlessWorkbooks

SECTIONS = ("chief", "other", "rival", "manager")
"""The section stores; ``rival`` is a second PC that opened the package of ``other``."""


@dataclass(frozen=True)
class World:
    """The stores every history begins with, and the files that were sent out."""

    office: Office
    desks: dict[str, Desk]
    papers: PaperlessWorkbooks
    items: tuple[str, ...]


@cache
def world() -> World:
    """Play the beginning once: HR opens the year, packages and forms are out, sections opened theirs."""
    folder = Path(tempfile.mkdtemp(prefix="dxdesk-machine-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    papers = PaperlessWorkbooks()
    services = replace(bootstrap.services(FixedClock("2026-01-09")), workbooks=papers)
    office = new_office(folder, services)
    items = uids(office.hr)
    office.hr.store.close()
    desks = {name: office.replica(name) for name in ("hr1", "hr2")}
    for name, number in (
        ("chief", CHIEF),
        ("other", OTHER_CHIEF),
        ("rival", OTHER_CHIEF),
        ("manager", MANAGER),
    ):
        desks[name] = office.section(number, f"-{name}")
    atexit.register(lambda: [desk.store.close() for desk in desks.values()])
    return World(office, desks, papers, items)
