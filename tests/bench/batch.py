"""A made-up municipality of any size, and the batch of forms its staff send back."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dxdesk import bootstrap
from dxdesk.domain.framework import Framework
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.workbooks import FORM_SHEET
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle

PASSPHRASE = "けんしょう-2026"
SECTION = 20
"""People a section, its head among them."""

YEAR = 2025
_DATES = ("2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
_DAY = "2026-02-01"
_SAYINGS = (
    "窓口の案内を作り直し、問い合わせが減った。",
    "係の申請書をローコードツールに移した。",
    "月次の集計を手作業から表計算の関数に替えた。",
    "研修で学んだ手順で業務の流れを図にした。",
)


@dataclass(frozen=True)
class Town:
    """Where the closed HR store of a town in mid-year lies, and its staff numbers."""

    location: Path
    numbers: tuple[str, ...]


def staff(count: int) -> tuple[list[Department], list[Employee]]:
    """Return ``count`` people in sections of twenty under one department, and their units."""
    units = [Department("100", "検証部")]
    people: list[Employee] = []
    for number in range(1, count + 1):
        place = f"1{(number - 1) // SECTION + 1:04}"
        if number % SECTION == 1:
            units.append(Department(place, f"検証第{len(units)}課", "100"))
        if number == 1:
            place, grade, title = "100", "管理職", "部長"
        elif number == 2 or number % SECTION == 1:
            grade, title = "管理職", "課長"
        else:
            grade, title = "一般職", "主事"
        name = f"検証{'髙﨑葛辺濵'[number % 5]} {number}子"
        usual = {"title": title, "employment": "正規", "duty_status": "在職"}
        people.append(Employee(f"{number:06}", name, "", "ケンショウ", place, grade, **usual))
    return units, people


def found(folder: Path, count: int, framework: Framework | None = None) -> Town:
    """Make the HR store of a town of ``count`` people whose year is open, and close it.

    Without a ``framework`` the year runs on the preset of 品川区.
    """
    location = folder / "hr.dxdesk"
    units, people = staff(count)
    services = bootstrap.services(FixedClock(_DAY))
    desk = opening.create_store(services, str(location), Role.HR, ("131091", "検証区"), PASSPHRASE)
    try:
        with desk.store.write() as uow:
            uow.people.save_departments(units)
            uow.people.save_employees(people)
            if framework is not None:
                uow.exchange.save_framework(versions.row_of(framework))
            uow.commit()
        code = framework.code if framework else "shinagawa"
        cycle.open_cycle(desk, cycle.OpenCycle(YEAR, code, *_DATES))
    finally:
        desk.store.close()
    return Town(location, tuple(person.number for person in people))


def opened(location: Path) -> Desk:
    """Open a store of a town on the day the year is played."""
    return bootstrap.open_desk(str(location), PASSPHRASE, clock=FixedClock(_DAY))


def copied(town: Town, name: str) -> Path:
    """Return a copy of the town's store, to be changed freely."""
    target = town.location.with_name(f"{name}.dxdesk")
    shutil.copyfile(town.location, target)
    return target


def send_forms(town: Town, folder: Path) -> tuple[Path, ...]:
    """Write everybody's form as HR sends it."""
    desk = opened(town.location)
    try:
        return dispatch.export(desk, dispatch.Export("forms", folder)).files
    finally:
        desk.store.close()


def fill_all(forms: Iterable[Path]) -> None:
    """Fill every form in where it lies, as a spreadsheet program saves it, on all processors."""
    paths = list(forms)
    workers = min(os.cpu_count() or 1, len(paths) // 50)
    if workers < 2:
        for path in paths:
            fill(path)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(fill, paths, chunksize=20))


def fill(path: Path) -> None:
    """Answer every item of one form with a level and a reason, and some of the goals."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book[FORM_SHEET]
    columns = _columns(sheet)
    rows = [row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("item:")]
    number = int(path.stem.rpartition("_")[2])
    for position, row in enumerate(rows):
        said = _SAYINGS[(number + position) % len(_SAYINGS)]
        sheet.cell(row, columns["今回のレベル"]).value = f"LV{(number * 7 + position) % 4}"
        sheet.cell(row, columns["根拠"]).value = f"{said}({number}の{position})"
        if position % 3 == 0:
            sheet.cell(row, columns["来年度の目標"]).value = f"{number}の目標: 担当内に広げる。"
    book.save(path)


def _columns(sheet: Any) -> dict[str, int]:
    for row in sheet.iter_rows(max_row=40):
        titles = {str(cell.value): cell.column for cell in row}
        if "今回のレベル" in titles:
            return titles
    raise LookupError("the form has no header row")
