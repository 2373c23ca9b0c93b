"""A small office with real stores and files, built once and copied for every test that needs it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_from, create_store
from dxdesk.usecases.review.confirming import confirm_all
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle
from tests.helpers.stores import digest
from tests.helpers.town import (
    CHIEF,
    DEPARTMENT,
    DIRECTOR,
    MANAGER,
    NAMES,
    PASSPHRASE,
    Place,
    Row,
    write_roster,
)

MUNICIPALITY = ("131091", "検証区")
TEAM = ("001003", "001004", "001005", "001006", "001007")
STAFF: tuple[Row, ...] = (
    (CHIEF, *NAMES[CHIEF], *DEPARTMENT, "係長級", "係長", "在職", MANAGER, ""),
    (MANAGER, *NAMES[MANAGER], *DEPARTMENT, "管理職", "課長", "在職", "", DIRECTOR),
    ("001003", *NAMES["001003"], *DEPARTMENT, "一般職", "主任", "在職", CHIEF, MANAGER),
    ("001004", *NAMES["001004"], *DEPARTMENT, "一般職", "主事", "在職", CHIEF, MANAGER),
    ("001005", *NAMES["001005"], *DEPARTMENT, "一般職", "主事", "在職", CHIEF, MANAGER),
    ("001006", *NAMES["001006"], *DEPARTMENT, "一般職", "主事", "在職", CHIEF, MANAGER),
    ("001007", *NAMES["001007"], *DEPARTMENT, "一般職", "主任", "在職", CHIEF, MANAGER),
    (DIRECTOR, *NAMES[DIRECTOR], *DEPARTMENT, "管理職", "部長", "在職", "", ""),
)
"""The people of the town; nobody is on leave, and one more has a long name."""


class Office(Place):
    """What the people of the screens do."""

    @property
    def answers(self) -> Path:
        return self.folder / "回答"

    def forget(self, number: str) -> None:
        """Let a person's store be as if it had never been made."""
        for left in self.folder.glob(f"個人_{number}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def answered(self, numbers: tuple[str, ...] = ()) -> Path:
        """Return a folder with the forms these people (or the whole team) filled in."""
        out = self.folder / "提出"
        out.mkdir(exist_ok=True)
        for number in numbers or TEAM:
            shutil.copy2(next(self.answers.glob(f"申告票_*_{number}_回答.xlsx")), out)
        return out

    def open_hr(self) -> Desk:
        return bootstrap.open_desk(str(self.hr), PASSPHRASE)

    def section(self, number: str) -> Desk:
        """Make the section store of a confirmer out of their package."""
        return made_of(self.package(number), self.folder / f"所属_{number}.dxdesk", PASSPHRASE)

    def personal(self, number: str) -> Desk:
        """Make a person's store out of their form."""
        return made_of(self.form(number), self.folder / f"個人_{number}.dxdesk", "")

    def twice(self, number: str) -> Path:
        """Let one person answer differently in two copies of the form."""
        first = self.answered((number,))
        desk = self.personal(number)
        sheet = open_answers(desk)
        out = self.folder / "二通目"
        out.mkdir()
        submit(desk, out, Answers({item.uid: 3 for item in sheet.items}))
        desk.store.close()
        return first

    def both_stages(self, numbers: tuple[str, ...] = TEAM[:2]) -> Path:
        """Let the chief confirm some people, and stand in for the manager whom nobody asked."""
        out = self.folder / "係長から"
        out.mkdir()
        desk = self.section(CHIEF)
        receive(desk, ReceiveFiles((self.answered(numbers),)))
        confirm_all(desk, numbers)
        confirm_all(desk, numbers, on_behalf_of=MANAGER)
        export(desk, Export("confirmations", out))
        desk.store.close()
        return out

    def confirmed(self, numbers: tuple[str, ...]) -> Path:
        """Let people of the team answer, chief and manager confirm; return the folder for HR."""
        forms = self.answered(numbers)
        first, final = self.folder / "一次", self.folder / "二次"
        first.mkdir()
        final.mkdir()
        for owner, source, target in ((CHIEF, forms, first), (MANAGER, first, final)):
            desk = self.section(owner)
            receive(desk, ReceiveFiles((source,)))
            confirm_all(desk, numbers)
            export(desk, Export("confirmations", target))
            desk.store.close()
        return final

    def desk_of(self, role: Role) -> Desk:
        """Open the store of somebody in a role."""
        if role is Role.HR:
            return self.open_hr()
        if role is Role.SECTION:
            return self.section(CHIEF)
        if role is Role.PERSONAL:
            return self.personal("001003")
        return create_store(
            bootstrap.services(), str(self.folder / "DX.dxdesk"), Role.DX, MUNICIPALITY, PASSPHRASE
        )


_kept: dict[tuple[str, str], Path] = {}
"""Stores as they were made, by the digest of the file and the passphrase; one folder a process."""
_given: set[Path] = set()
"""Places that got a copy: who makes a store there once more makes another one."""


def made_of(paper: Path, where: Path, passphrase: str) -> Desk:
    """Make a store out of a file: once a process, and a copy of it for every office that does the same."""
    key = (digest(paper), passphrase)
    if key not in _kept:
        folder = Path(tempfile.mkdtemp(prefix="dxdesk-made-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        kept = folder / where.name
        create_from(bootstrap.services(), paper, str(kept), passphrase)[0].store.close()
        _kept[key] = kept
    if where in _given or where.exists():
        return create_from(bootstrap.services(), paper, str(where), passphrase)[0]
    _given.add(where)
    shutil.copy(_kept[key], where)
    return bootstrap.open_desk(str(where), passphrase)


def roster_file(folder: Path) -> Path:
    return write_roster(folder / "職員名簿.csv", STAFF, "正規")


def build(folder: Path) -> None:
    """Play the beginning of a year: roster, cycle, packages and forms."""
    office = Office(folder)
    desk = create_store(bootstrap.services(), str(office.hr), Role.HR, MUNICIPALITY, PASSPHRASE)
    result = apply_roster(desk, roster_file(folder), accept=("new-list-value",))
    assert result.outcome == "applied", result.errors
    open_cycle(desk, OpenCycle(2026, "shinagawa", "2026-04-01", "2027-02-13", "2027-02-20", "2027-02-27"))
    for kind, out in (("section-packages", office.packages), ("forms", office.forms)):
        out.mkdir()
        export(desk, Export(kind, out))
    desk.store.close()
    office.answers.mkdir()
    for number in TEAM:
        person = office.personal(number)
        sheet = open_answers(person)
        levels = {item.uid: position % 3 for position, item in enumerate(sheet.items)}
        submit(person, office.answers, Answers(levels, {sheet.items[0].uid: "窓口の改善を企画した"}))
        person.store.close()
        office.forget(number)
