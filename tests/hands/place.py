"""A made-up office of twelve people and their chief, five skills, and everybody as last year."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.domain.framework import Framework
from dxdesk.ports.entities import Role, Snapshot, SnapshotLine
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_from, create_store
from dxdesk.usecases.review.confirming import confirm_all
from dxdesk.usecases.review.whole_queue import review_sheet
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle
from tests.helpers.town import CHIEF, DEPARTMENT, MANAGER, NAMES, Place, Row, write_roster

MUNICIPALITY = ("131091", "検証区")
SECRET = "hands-on-keys-2026"
"""What a test can type: ASCII."""

SKILLS, PEOPLE = 5, 12
NUMBERS = tuple(f"00{2000 + place}" for place in range(1, PEOPLE + 1))


def five_skills() -> Framework:
    """Return a shipped framework cut to five skills of its own."""
    preset = versions.load_preset("shinagawa")
    items = tuple(
        replace(preset.items[0], uid=f"hands.{position}", code=f"H{position}", name=f"技能{position}")
        for position in range(1, SKILLS + 1)
    )
    return replace(
        preset, code="hands", name="検証用の体系", items=items, personas=(), stages=(), requirements=()
    )


def level_of(person: int, skill: int) -> int:
    """Return what everybody had last year and reports again."""
    return (person + skill) % 4


@dataclass(frozen=True)
class Office(Place):
    """Where everything lies: HR's store, forms and packages, and what the people answered."""

    @property
    def answered(self) -> list[Path]:
        return sorted((self.folder / "提出").glob("*.xlsx"))

    @property
    def roster(self) -> Path:
        return self.folder / "職員名簿.csv"


def _roster(folder: Path) -> Path:
    def line(place: int, number: str) -> Row:
        who = (number, f"検証 {place:02}子", f"ケンショウ {place:02}", *DEPARTMENT)
        return (*who, "一般職", "主事", "在職", CHIEF, MANAGER)

    leaders = (
        (CHIEF, *NAMES[CHIEF], *DEPARTMENT, "係長級", "係長", "在職", MANAGER, ""),
        (MANAGER, *NAMES[MANAGER], *DEPARTMENT, "管理職", "課長", "在職", "", ""),
    )
    people = (line(place, number) for place, number in enumerate(NUMBERS, start=1))
    return write_roster(folder / "職員名簿.csv", (*leaders, *people), "正規")


def build(folder: Path) -> None:
    """Play a year until everybody has answered just as last year."""
    office, framework = Office(folder), five_skills()
    hr = create_store(bootstrap.services(), str(office.hr), Role.HR, MUNICIPALITY, SECRET)
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
    open_cycle(hr, OpenCycle(2026, "hands", "2026-04-01", "2027-02-13", "2027-02-20", "2027-02-27"))
    for kind, out in (("section-packages", office.packages), ("forms", office.forms)):
        out.mkdir()
        export(hr, Export(kind, out))
    hr.store.close()
    out = folder / "提出"
    out.mkdir()
    for number in NUMBERS:
        with _desk(office.form(number), folder, "") as desk:
            submit(desk, out, Answers(levels[number]))


@contextmanager
def _desk(paper: Path, folder: Path, secret: str) -> Iterator[Desk]:
    """Let somebody make a store out of a file, use it, and leave no trace of it."""
    where = folder / f"{paper.stem}.dxdesk"
    desk = create_from(bootstrap.services(), paper, str(where), secret)[0]
    try:
        yield desk
    finally:
        desk.store.close()
        where.unlink()
        for left in folder.glob(f"{where.name}*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def answered(forms: list[Path], folder: Path) -> list[Path]:
    """Let everybody answer the forms HR handed out, and return what they send."""
    for form in forms:
        with _desk(form, folder, "") as desk:
            items = open_answers(desk).items
            submit(desk, folder, Answers({item.uid: 1 for item in items}))
    return sorted(folder.glob("申告票_*.xlsx"))


def confirmed(package: Path, batch: list[Path], folder: Path) -> list[Path]:
    """Let a confirmer take a batch, confirm everybody they can and send it on; return what they send."""
    with _desk(package, folder, SECRET) as desk:
        receive(desk, ReceiveFiles(tuple(batch)))
        ready = [entry.employee_number for entry in review_sheet(desk).entries if entry.ready]
        confirm_all(desk, ready)
        export(desk, Export("confirmations", folder))
    return sorted(folder.glob("確認票_*.xlsx"))
