"""職員名簿 as a workbook and a CSV, under the very headers that the roster import understands."""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dxdesk import private
from dxdesk.domain.authorities import Scope
from dxdesk.domain.columns import LABELS, ROSTER_COLUMNS, Column
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import system_words
from dxdesk.domain.text import as_cell
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, Employee
from dxdesk.ports.workbooks import Column as SheetColumn
from dxdesk.ports.workbooks import Head, TableRow, TableSheet
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.reach import LeftOut, Reach, reach, refuse_beyond
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

_LIST_SEPARATOR = "、"
_GUIDE = (
    "この表は、直してそのまま取り込めます。ほかのシステムへ渡すときは、同じ名前の CSV を使ってください。",
)
"""Stands above the table: whatever stands under it would be read as a person."""
_PLAIN = tuple(
    column
    for column in ROSTER_COLUMNS
    if column
    not in (
        Column.TEAM_CODE,
        Column.TEAM_NAME,
        Column.AUTHORITY,
        Column.POST_KIND,
        Column.POST_DEPARTMENT,
        Column.POST_TITLE,
        Column.LEAVING,
    )
)
_WIDTHS = {Column.NAME: 24, Column.KANA: 28, Column.DEPARTMENT_NAME: 20, Column.PARENT_NAME: 16}


def write_roster(
    desk: Desk, out: Path, outgoing: Outgoing, section: str = "", password: str = ""
) -> tuple[Path, ...]:
    """Write the roster as it stands.

    The workbook is for reading, the CSV for other systems; both are taken in again unchanged. A locked
    export is the workbook alone, because a CSV cannot be locked.

    Raises:
        KnownError: ``roster-empty``, ``section-unknown``, ``beyond-authority`` and file errors.
    """
    with desk.store.read() as uow:
        units = departments.named(uow)
        may = reach(desk, uow, Scope.PROVISION)
        everybody: Sequence[Employee] = uow.people.employees()
        people = everybody
        if may.codes:  # a stop is no reason to leave the office's own list of its people incomplete
            mine = [one for one in people if may.codes.get(one.department_code, may.head) in may.open_to]
            if not mine:
                refuse_beyond(desk, uow, people, Scope.PROVISION)
            people = mine
        appointing = may.codes
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    if section:
        codes = year_table.section_codes(section, units)
        people = [person for person in people if person.department_code in codes]
        if not people and section not in units:
            raise year_table.unknown_section(section)
    if not people:
        raise KnownError(
            "roster-empty",
            "書き出す職員がいません。",
            "先に職員名簿を取り込むか、所属の指定を確かめてください。",
        )
    titles, lines = table(people, units, appointing)
    name = f"職員名簿_{desk.services.clock.today()}"
    left_out = _left_out(may, everybody) if not section else ""
    guide: tuple[str, ...] = _GUIDE
    if left_out:
        guide += (f"{left_out}。取り込むときは、「この表は一部の職員だけ」に印を付けてください。",)
    head = Head("職員名簿", desk.identity.municipality_name, "", "", "", "", "", "", sender, "", guide=guide)
    with outgoing.writing(out / f"{name}.xlsx") as path:
        desk.services.workbooks.write_tables([_sheet(head, titles, lines)], path, None, password)
    if password:
        return (path,)
    with outgoing.writing(out / f"{name}.csv") as comma:
        write_csv(comma, [titles, *lines])
    return path, comma


def _left_out(may: Reach, everybody: Iterable[Employee]) -> str:
    """Return of which other authorities people are not in the list: taken in whole, it would lose them."""
    if not may.codes:
        return ""
    named = (may.codes.get(one.department_code, may.head) for one in everybody)
    return LeftOut(Counter(name for name in named if name not in may.open_to)).text


def table(
    people: Sequence[Employee],
    units: Mapping[str, Department],
    appointing: Mapping[str, str] | None = None,
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return headers and lines; concurrent posts have as many columns as somebody needs.

    ``appointing`` are the authorities of sections by code, where an office has several.
    """
    posts = max((len(person.posts) for person in people), default=0)
    titles = [LABELS[column] for column in _PLAIN]
    if appointing:
        titles.append(LABELS[Column.AUTHORITY])
    for number in range(1, posts + 1):
        titles += [f"{LABELS[Column.POST_DEPARTMENT]}{number}", f"{LABELS[Column.POST_TITLE]}{number}"]
    lines = []
    for person in people:
        cells = [_value(person, column, units) for column in _PLAIN]
        if appointing:
            cells.append(appointing.get(person.department_code, ""))
        for post in person.posts:
            cells += [post.department_code, post.title]
        cells += [""] * (len(titles) - len(cells))
        lines.append(tuple(cells))
    return tuple(titles), lines


def _value(person: Employee, column: Column, units: Mapping[str, Department]) -> str:
    unit = units.get(person.department_code)
    above = units.get(unit.parent) if unit else None
    made = {
        Column.DEPARTMENT_NAME: unit.name if unit else "",
        Column.PARENT_CODE: above.code if above else "",
        Column.PARENT_NAME: above.name if above else "",
        Column.PERSONAS: _LIST_SEPARATOR.join(person.personas),
    }
    return made[column] if column in made else str(getattr(person, column.value))


def _sheet(head: Head, titles: Sequence[str], lines: Sequence[tuple[str, ...]]) -> TableSheet:
    widths = [_WIDTHS.get(column, 10) for column in _PLAIN]
    widths += [10] * (len(titles) - len(widths))
    columns = tuple(SheetColumn(title, title, width) for title, width in zip(titles, widths, strict=True))
    rows = tuple(TableRow(line[0], line) for line in lines)
    return TableSheet("職員名簿", head, columns, rows)


def write_csv(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """Write a CSV that Excel opens as UTF-8, whole or not at all; names stay byte by byte."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([as_cell(cell) for cell in line] for line in lines)
    half = private.half_written(path)
    try:
        private.write_bytes(half, text.getvalue().encode("utf-8-sig"))
        os.replace(half, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise KnownError(
            "file-not-written",
            "ファイルを書けませんでした。名簿のCSVはできていません。",
            "ほかのソフトで開いていないか、置き場所に書き込めるかを確かめてください。",
            found=system_words(error),
            place=Place(path.name),
        ) from error
