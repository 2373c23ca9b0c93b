"""A section of thirty people and twenty-two skills that answered as last year, at its confirmer's desk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.domain.framework import Framework
from dxdesk.ports.entities import Role, Snapshot, SnapshotLine
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_from, create_store
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle
from tests.helpers.town import CHIEF, DEPARTMENT, LONG_NAME, MANAGER, NAMES, PASSPHRASE, Row, write_roster
from tests.ui.office import MUNICIPALITY

PEOPLE, SKILLS = 30, 22
NUMBERS = tuple(f"00{2000 + place}" for place in range(1, PEOPLE + 1))


def many_skills() -> Framework:
    """Return the preset's scale and grades over twenty-two skills."""
    preset = versions.load_preset("shinagawa")
    model = preset.items[0]
    items = tuple(
        replace(model, uid=f"many.{position:02}", code=f"M{position:02}", name=f"技能{position}")
        for position in range(1, SKILLS + 1)
    )
    return replace(
        preset, code="many", name="検証用の多い体系", items=items, personas=(), stages=(), requirements=()
    )


def level_of(person: int, skill: int) -> int:
    """Return what everybody had last year and reports again."""
    return (person + skill) % 4


@dataclass(frozen=True)
class Section:
    """Where the section's store lies."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "所属.dxdesk"

    @property
    def package(self) -> Path:
        return next((self.folder / "配布").rglob(f"*_{CHIEF}[(.]*xlsx"))

    def open(self, *, read_only: bool = False) -> Desk:
        return bootstrap.open_desk(str(self.store), PASSPHRASE, read_only=read_only)

    def copy(self, to: Path) -> Section:
        shutil.copytree(self.folder, to)
        return Section(to)


def _roster(folder: Path) -> Path:
    def line(place: int, number: str) -> Row:
        name = NAMES[LONG_NAME][0] if place == 3 else f"検証 {place:02}子"
        who = (number, name, f"ケンショウ {place:02}", *DEPARTMENT)
        return (*who, "一般職", "主事", "在職", CHIEF, MANAGER)

    leaders = (
        (CHIEF, *NAMES[CHIEF], *DEPARTMENT, "係長級", "係長", "在職", MANAGER, ""),
        (MANAGER, *NAMES[MANAGER], *DEPARTMENT, "管理職", "課長", "在職", "", ""),
    )
    people = (line(place, number) for place, number in enumerate(NUMBERS, start=1))
    return write_roster(folder / "職員名簿.csv", (*leaders, *people), "正規")


def build(folder: Path) -> Section:
    """Play a year until everybody has answered just as last year."""
    section, framework = Section(folder), many_skills()
    hr = create_store(bootstrap.services(), str(folder / "人事.dxdesk"), Role.HR, MUNICIPALITY, PASSPHRASE)
    result = apply_roster(hr, _roster(folder), accept=("new-list-value",))
    assert result.outcome == "applied", result.errors
    levels = {
        number: {item.uid: level_of(person, skill) for skill, item in enumerate(framework.items)}
        for person, number in enumerate(NUMBERS)
    }
    with hr.store.write() as uow:
        uow.exchange.save_framework(versions.row_of(framework))
        frozen = Snapshot(2025, 1, "2026-03-20T00:00:00Z", "final", framework.code, framework.version)
        uow.results.add_snapshot(
            frozen, [SnapshotLine(2025, 1, number, (), said) for number, said in levels.items()]
        )
        uow.commit()
    open_cycle(hr, OpenCycle(2026, "many", "2026-04-01", "2027-02-13", "2027-02-20", "2027-02-27"))
    (folder / "配布").mkdir()
    export(hr, Export("section-packages", folder / "配布"))
    hr.store.close()
    desk = create_from(bootstrap.services(), section.package, str(section.store), PASSPHRASE)[0]
    for number in NUMBERS:
        assert open_answers(desk, number).items
        submit(desk, None, Answers(levels[number]), number)
    desk.store.close()
    return section
