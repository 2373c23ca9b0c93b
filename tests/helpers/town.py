"""A small office made with nothing but the commands, copied for every test that needs one."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxdesk import private
from dxdesk.programs.scenario.by_hand import Typed, fill_form
from tests.helpers.commands import MUNICIPALITY, PASSPHRASE, Done, dxdesk, form_of
from tests.helpers.shared import once
from tests.helpers.stores import digest

CHIEF, MANAGER, MISAKI, KEN, YUMIKO = "001001", "001002", "001003", "001004", "001005"
ON_LEAVE, LONG_NAME, DIRECTOR = "001006", "001007", "001009"
NAMES = {
    CHIEF: ("検証 一郎", "ケンショウ イチロウ"),
    MANAGER: ("検証 二郎", "ケンショウ ジロウ"),
    MISAKI: ("髙橋 美咲", "タカハシ ミサキ"),
    KEN: ("葛\U000e0100城 健", "カツラギ ケン"),
    YUMIKO: ("山﨑 由美子", "ヤマザキ ユミコ"),
    ON_LEAVE: ("𠮷田 翔太", "ヨシダ ショウタ"),
    LONG_NAME: ("勅使河原 ヴィクトリア エリザベート", "テシガワラ ヴィクトリア エリザベート"),
    DIRECTOR: ("検証 三郎", "ケンショウ サブロウ"),
}
"""Who there is, here and in the office of the screens (``tests/ui/office.py``)."""
SKILL = "データ活用"
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
DEPARTMENT = ("130100", "区民課")
Row = tuple[str, ...]
STAFF: tuple[Row, ...] = (
    (CHIEF, *NAMES[CHIEF], *DEPARTMENT, "係長級", "係長", "在職", "", MANAGER),
    (MANAGER, *NAMES[MANAGER], *DEPARTMENT, "管理職", "課長", "在職", "", DIRECTOR),
    (MISAKI, *NAMES[MISAKI], *DEPARTMENT, "一般職", "主任", "在職", CHIEF, MANAGER),
    (KEN, *NAMES[KEN], *DEPARTMENT, "一般職", "主事", "在職", CHIEF, MANAGER),
    (YUMIKO, *NAMES[YUMIKO], *DEPARTMENT, "一般職", "主事", "在職", CHIEF, MANAGER),
    (ON_LEAVE, *NAMES[ON_LEAVE], *DEPARTMENT, "一般職", "主事", "育休", CHIEF, MANAGER),
    (DIRECTOR, *NAMES[DIRECTOR], "130000", "区民部", "管理職", "部長", "在職", "", CHIEF),
)
"""Number, name, kana, department and its name, grade, title, duty, first and second confirmer."""


@dataclass(frozen=True)
class Place:
    """Where everything of a small office lies."""

    folder: Path

    @property
    def hr(self) -> Path:
        return self.folder / "人事.dxdesk"

    @property
    def packages(self) -> Path:
        return self.folder / "配布票"

    @property
    def forms(self) -> Path:
        return self.folder / "申告票"

    def package(self, number: str, folder: Path | None = None) -> Path:
        return next((folder or self.packages).rglob(f"*_{number}[(.]*xlsx"))

    def form(self, number: str) -> Path:
        return form_of(self.forms, number)


class Town(Place):
    """The methods are what its people do."""

    def store(self, number: str) -> Path:
        return self.folder / f"台帳_{number}.dxdesk"

    def fill(self, number: str, level: Typed | str | int = "LV2", *, name: str = "", **more: Any) -> Path:
        """Fill in a form as a person does in Excel: every skill with one level, the given one otherwise."""
        target = self.folder / "提出" / (name or self.form(number).name)
        typed = level if isinstance(level, tuple) else (level, "窓口の集計を自動にした。", "")
        answers: dict[str, Typed] = dict.fromkeys(SKILLS, (1, "", "研修を受ける"))
        form = self.form(number)
        key = (digest(form), repr(({**answers, SKILL: typed}, sorted(more.items()))))
        if key in _filled:
            private.make_folder(target.parent)
            private.write_bytes(target, _filled[key])
        else:
            fill_form(form, target, {**answers, SKILL: typed}, **more)
            _filled[key] = target.read_bytes()
        return target

    def section(self, number: str, *more: Path) -> Path:
        """Make a confirmer's store of the package and some files."""
        dxdesk("import", self.store(number), self.package(number), *more, "--create", code=None)
        return self.store(number)

    def take(self, store: Path, *files: Path, code: int | None = 0, more: tuple[object, ...] = ()) -> Done:
        return dxdesk("import", store, *files, *more, "--json", code=code)


_filled: dict[tuple[str, str], bytes] = {}
"""Forms as they were saved, by the form's digest and what was typed into it: towns are copies of one.

What opens and saves a form as Excel does takes longer than most of what a test does with it.
"""

SKILLS = (
    "業務改革",
    "プロジェクトマネジメント",
    "デジタル活用",
    SKILL,
    "セキュリティ",
    "柔軟性・適応性・チームワーク",
    "デジタルリテラシー",
    "区民目線",
)


def write_roster(path: Path, staff: Iterable[Row] = STAFF, employment: str = "常勤") -> Path:
    """Write the roster as CSV; everybody is employed alike."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for row in staff:
            writer.writerow([*row[:7], employment, *row[7:]])
    return path


def build(town: Town, municipality: tuple[str, str] = MUNICIPALITY) -> None:
    """Begin a year: store, roster, cycle, packages, forms."""
    dxdesk("new", town.hr, "--role", "hr", "--municipality", *municipality)
    roster = write_roster(town.folder / "職員名簿.csv")
    dxdesk("import", town.hr, roster, "--kind", "roster")
    days = ("--base-date", "2026-04-01", "--due-self", "2027-02-12", "--due-first", "2027-02-19")
    dxdesk("cycle", "open", town.hr, "--fiscal-year", 2026, "--framework", "shinagawa", *days)
    dxdesk("export", town.hr, "section-packages", "--out", town.packages)
    dxdesk("export", town.hr, "forms", "--out", town.forms)


def fresh(folder: Path) -> Town:
    """Return a town of its own at the beginning of the year."""
    shutil.copytree(once("town", lambda made: build(Town(made))), folder / "町")
    return Town(folder / "町")


__all__ = ["PASSPHRASE", "Town", "build", "fresh", "write_roster"]
