"""An office that asks for the goals of the year with the 期首票."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.domain.year_start import Mode
from dxdesk.ports import setting_names
from dxdesk.usecases.organisation import capabilities, year_start
from dxdesk.usecases.organisation.year_start import StartSetting
from tests.helpers.office import YEAR, Office


def begin(office: Office, mode: Mode = Mode.FORM, **more: object) -> None:
    """Let the office ask for goals; the roster of April is there."""
    capabilities.switch(office.hr, "year-start", True)
    year_start.set_up(office.hr, replace(StartSetting(mode), **more))  # type: ignore[arg-type]
    with office.hr.store.write() as uow:
        uow.settings.set(setting_names.ROSTER_DAY, f"{YEAR}-04-01")
        uow.commit()


def start_form(folder: Path, number: str) -> Path:
    """Return the 期首票 that was written for a person."""
    return next(folder.rglob(f"期首票_R7_{number}.xlsx"))


def type_into(form: Path, target: Path, goals: Mapping[int, Mapping[str, object]], action: str = "") -> Path:
    """Fill a 期首票 in as a person does in Excel: goals by line and heading."""
    book = openpyxl.load_workbook(form)
    sheet = book["期首票"]
    header, columns = headings(sheet)
    for line, cells in goals.items():
        for title, value in cells.items():
            sheet.cell(header + line, columns[title]).value = value  # type: ignore[assignment]
    if action:
        row = next(r for r in range(header, sheet.max_row + 1) if sheet.cell(r, 2).value == "区分")
        sheet.cell(row, columns["スキル"]).value = action
    target.parent.mkdir(exist_ok=True, parents=True)
    book.save(target)
    return target


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the headings and the columns by heading."""
    for row in range(1, 40):
        found = {str(cell.value): cell.column for cell in sheet[row] if cell.value}
        if "測り方" in found:
            return row, found
    raise AssertionError("no headings")
