"""A small office with real stores and files, built once and copied for every test that needs it."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.answering.self_report import open_answers, submit
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_from, create_store
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, open_cycle

PASSPHRASE = "検証のための合言葉 1234"
MUNICIPALITY = ("131091", "検証区")
HEADERS = [
    "職員番号",
    "氏名",
    "フリガナ",
    "所属コード",
    "所属名",
    "職層",
    "職名",
    "任用区分",
    "在職状態",
    "一次確認者",
    "二次確認者",
]
CHIEF, MANAGER = "001001", "001002"
TEAM = ("001003", "001004", "001005", "001006", "001007")
STAFF = (
    (CHIEF, "検証 一郎", "ケンショウ イチロウ", "係長級", "係長", MANAGER, ""),
    (MANAGER, "検証 二郎", "ケンショウ ジロウ", "管理職", "課長", "", "001009"),
    ("001003", "髙橋 美咲", "タカハシ ミサキ", "一般職", "主任", CHIEF, MANAGER),
    ("001004", "葛󠄀城 健", "カツラギ ケン", "一般職", "主事", CHIEF, MANAGER),
    ("001005", "山﨑 由美子", "ヤマザキ ユミコ", "一般職", "主事", CHIEF, MANAGER),
    ("001006", "𠮷田 翔太", "ヨシダ ショウタ", "一般職", "主事", CHIEF, MANAGER),
    (
        "001007",
        "勅使河原 ヴィクトリア エリザベート",
        "テシガワラ ヴィクトリア エリザベート",
        "一般職",
        "主任",
        CHIEF,
        MANAGER,
    ),
    ("001009", "検証 三郎", "ケンショウ サブロウ", "管理職", "部長", "", ""),
)


@dataclass(frozen=True)
class Office:
    """Where everything lies."""

    folder: Path

    @property
    def hr(self) -> Path:
        return self.folder / "人事.dxdesk"

    @property
    def packages(self) -> Path:
        return self.folder / "配布"

    @property
    def forms(self) -> Path:
        return self.folder / "申告票"

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
            shutil.copy2(next(self.answers.glob(f"申告票_*_{number}.xlsx")), out)
        return out

    def package(self, number: str) -> Path:
        return next(self.packages.rglob(f"*_{number}.xlsx"))

    def form(self, number: str) -> Path:
        return next(self.forms.rglob(f"申告票_*_{number}.xlsx"))

    def open_hr(self) -> Desk:
        return bootstrap.open_desk(str(self.hr), PASSPHRASE)

    def section(self, number: str) -> Desk:
        """Make the section store of a confirmer out of their package."""
        where = self.folder / f"所属_{number}.dxdesk"
        return create_from(bootstrap.services(), self.package(number), str(where), PASSPHRASE)[0]

    def personal(self, number: str) -> Desk:
        """Make a person's store out of their form."""
        where = self.folder / f"個人_{number}.dxdesk"
        return create_from(bootstrap.services(), self.form(number), str(where), "")[0]


def roster_file(folder: Path) -> Path:
    path = folder / "職員名簿.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number, name, kana, grade, title, first, second in STAFF:
            writer.writerow(
                [number, name, kana, "130100", "区民課", grade, title, "正規", "在職", first, second]
            )
    return path


def build(folder: Path) -> Office:
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
        levels = {item.uid: place % 3 for place, item in enumerate(sheet.items)}
        submit(person, office.answers, Answers(levels, {sheet.items[0].uid: "窓口の改善を企画した"}))
        person.store.close()
        office.forget(number)
    return office
