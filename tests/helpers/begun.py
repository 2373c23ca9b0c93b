"""The beginning that stories and random histories share: the year is open, packages and forms are out."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing.workbook_kinds import PLAN_FORM
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk, Services
from tests.helpers import starting
from tests.helpers.memory import in_memory
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, Office, new_office, uids
from tests.helpers.paperless import PaperlessWorkbooks

OWNERS = {"chief": CHIEF, "other": OTHER_CHIEF, "rival": OTHER_CHIEF, "manager": MANAGER}
"""The section stores and whose they are; ``rival`` is a second PC that opened the package of ``other``."""

SECTIONS = tuple(OWNERS)


def sections(office: Office) -> dict[str, Desk]:
    """Let every section open its package."""
    return {name: office.section(number, f"-{name}") for name, number in OWNERS.items()}


def on_files() -> Services:
    """Return the rooms as they are, in January of the office's year: for what is about the store itself."""
    return bootstrap.services(FixedClock("2026-01-09"))


def services() -> Services:
    """Return the same with stores in memory; workbooks are real files."""
    return in_memory(on_files())


@cache
def begun() -> tuple[Office, dict[str, Desk]]:
    """HR opened the year, packages and forms are out, sections and one employee opened theirs."""
    folder = Path(tempfile.mkdtemp(prefix="dxdesk-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    office = new_office(folder, services())
    return office, {**sections(office), "person": office.personal(STAFF[0]), "hr": office.hr}


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
    office = new_office(folder, replace(services(), workbooks=papers), [GROWTH_FILES])
    # Goals are asked for from now on; the first forms and packages know nothing of it.
    starting.begin(office, agreed=True, meeting=True)
    office.send(office.hr, PLAN_FORM.word, "starts")
    items = uids(office.hr)
    office.hr.store.close()
    desks = {name: office.replica(name) for name in ("hr1", "hr2")}
    form = office.folder / "forms" / "111_窓口係" / f"申告票_R7_{STAFF[0]}.xlsx"
    # The teller is the same person on a PC of their own, which nobody compares with the others.
    for name in ("person1", "person2", "teller"):
        desks[name], _ = opening.create_from(office.services, form, str(folder / f"{name}.dxdesk"), "")
    return World(office, desks | sections(office), papers, items)
