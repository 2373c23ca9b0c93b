"""Four people in two sections, as a table that an office sends, and what a preview says of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl

from dxdesk import bootstrap
from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import in_memory

HEAD = ("職員番号", "氏名", "所属コード", "所属名", "任用区分", "一次確認者")
PEOPLE = (
    ("000101", "青山 一郎", "0101", "企画課", "正規", ""),
    ("000102", "石川 花子", "0101", "企画課", "正規", "000101"),
    ("000201", "岡本 直樹", "0102", "総務課", "正規", ""),
    ("000202", "加藤 由美", "0102", "総務課", "正規", "000201"),
)
Row = Sequence[object]


def listed(path: Path, people: Sequence[Row], head: Sequence[str] = HEAD) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((head, *people))
    return path


def hr_desk(folder: Path) -> Desk:
    """Return an HR store in memory that knows the four people."""
    services = in_memory(bootstrap.services())
    path = str(folder / "人事.dxdesk")
    desk = create_store(services, path, Role.HR, ("131091", "検証区"), "検証 1234 あい")
    assert apply_roster(desk, listed(folder / "4月.csv", PEOPLE)).outcome == "applied"
    return desk


def workbook(
    path: Path, people: Sequence[Row], head: Sequence[str] = HEAD, touch: Callable[..., None] | None = None
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (head, *people):
        sheet.append([value if value != "" else None for value in row])
    if touch:
        touch(sheet)
    book.save(path)
    return path


def codes(problems: Sequence[Problem]) -> list[str]:
    return sorted({problem.code for problem in problems})


def with_values(header: str, values: Sequence[object], people: Sequence[Row] = PEOPLE) -> list[list[object]]:
    place = HEAD.index(header)
    return [[*row[:place], value, *row[place + 1 :]] for row, value in zip(people, values, strict=True)]


def is_unchanged(preview: RosterPreview) -> bool:
    return (preview.errors, preview.unchanged, preview.changes_anything) == ((), 4, False)
