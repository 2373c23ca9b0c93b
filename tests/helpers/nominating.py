"""An office that uses 選任, and sections that fill in their 推薦依頼 in another program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook

from dxdesk.domain.contents import RoundSaid
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.forms import nomination_form as report
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.nominations import rounds
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk

Line = Mapping[str, str]


def line(number: str, name: str, manner: str = "新任", **more: str) -> Line:
    """Return what a section writes in one line; ``more`` by the columns of ``nomination_form``."""
    return {report.NUMBER: number, report.NAME: name, report.MANNER: manner, **more}


def use(desk: Desk) -> None:
    """Switch 選任 on."""
    capabilities.switch(desk, "nomination", True)


def begin(desk: Desk, persona: str, fiscal_year: int, **more: object) -> RoundSaid:
    """Begin a round as the framework proposes it, but for ``more``."""
    return rounds.begin(desk, rounds.propose(desk, persona, fiscal_year)._replace(**more))  # type: ignore[arg-type]


def requests(desk: Desk, folder: Path, section: str = "", fiscal_year: int = 0) -> dict[str, Path]:
    """Return the 推薦依頼 as they are sent, by section."""
    done = dispatch.export(desk, dispatch.Export("nominations", folder, section, fiscal_year=fiscal_year))
    return {path.stem.rpartition("_")[2].split(" ")[0].split("\u3000")[0]: path for path in done.files}


def fill(request: Path, to: Path, *lines: Line, again: Sequence[str] = ()) -> Path:
    """Return a request with lines written below the present holders, of whom ``again`` go on (再任)."""
    book = load_workbook(request)
    sheet = book[report.REPORT_SHEET]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "職員番号" for cell in row))
    titles = {str(cell.value).replace("\n", ""): cell.column for cell in header if cell.value}
    places = {column: titles[title] for column, title in report.TITLES.items()}
    row = header[0].row + 1
    while sheet.cell(row, places[report.NUMBER]).value:
        if sheet.cell(row, places[report.NUMBER]).value in again:
            sheet.cell(row, places[report.MANNER]).value = "再任"
        row += 1
    for said in lines:
        for column, text in said.items():
            sheet.cell(row, places[column]).value = text
        row += 1
    book.save(to)
    return to


def receive(desk: Desk, *paths: Path, dry_run: bool = False, kind: str = "") -> list[FileReport]:
    """Receive reports as any other pile."""
    return list(receive_batch(desk, Batch(tuple(paths), kind, dry_run=dry_run)).files)


def terms(uow: UnitOfWork) -> set[tuple[str, str, str]]:
    """Return (number, first day, last day) of every term."""
    return {(one.employee_number, one.valid_from, one.valid_to) for one in uow.people.appointments()}


def terms_of(desk: Desk) -> set[tuple[str, str, str]]:
    """Return (number, first day, last day) of every term of a store."""
    with desk.store.read() as uow:
        return terms(uow)
