"""The Excel room's door: what ``ports.workbooks.Workbooks`` promises, kept with real files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.excel.matching import FoundSheet
from dxdesk.excel.reader import PAYLOAD_SHEET, SafeBook, WorkbookReader
from dxdesk.ports.workbooks import (
    Book,
    FormFill,
    FormReading,
    FormSheet,
    MapSheet,
    OfficeForm,
    TableReading,
    TableSheet,
)

if TYPE_CHECKING:
    from dxdesk.excel.grid import Grid
    from dxdesk.ports.report_pages import PagedReport


class ExcelWorkbooks:
    """Writes and reads workbooks; stateless."""

    def open(self, path: Path, passwords: Sequence[str] = ()) -> SafeBook:
        """Open through the guard.

        Raises:
            KnownError: naming file, sheet and cell.
        """
        return WorkbookReader().open(path, passwords)

    def write_form(
        self,
        sheet: FormSheet,
        path: Path,
        payload: bytes,
        notes: str = "",
        password: str = "",
        beside: Sequence[TableSheet] = (),
    ) -> None:
        """Write a form or return slip, over an older one of the same name; ``beside`` are further sheets.

        Raises:
            KnownError: a text no cell can hold, or anything about the folder and the file.
        """
        from dxdesk.excel.form_layout import form_grid
        from dxdesk.excel.table_layout import table_grid

        _save([form_grid(sheet), *map(table_grid, beside)], path, payload, notes, password)

    def read_form(self, book: Book, expected: FormSheet) -> FormReading:
        """Read the answers back and compare everything else with what was sent.

        Raises:
            KnownError: sheet-missing, sheet-duplicate or header-missing.
        """
        from dxdesk.excel import form_reading

        safe = cast(SafeBook, book)
        try:
            reading = form_reading.read(form_reading.pick_sheet(_sheets(safe)), expected)
        except KnownError as error:
            raise KnownError.of(_placed(safe, error.problems)) from error
        return replace(reading, problems=_placed(safe, reading.problems)) if reading.problems else reading

    def write_tables(
        self,
        sheets: Sequence[TableSheet | MapSheet],
        path: Path,
        payload: bytes | None = None,
        password: str = "",
        notes: str = "",
    ) -> None:
        """Write a workbook of readable sheets, with a payload where it travels, and unsealed notes.

        Raises:
            KnownError: a text no cell can hold, or anything about the folder and the file.
        """
        from dxdesk.excel.map_layout import map_grid
        from dxdesk.excel.table_layout import table_grid

        grids = [map_grid(sheet) if isinstance(sheet, MapSheet) else table_grid(sheet) for sheet in sheets]
        _save(grids, path, payload, notes, password)

    def read_table(self, book: Book, expected: TableSheet) -> TableReading:
        """Read the open cells of a table back and compare everything else in it with what was sent.

        Raises:
            KnownError: sheet-missing where it is not there, or a sheet cannot be read at all.
        """
        from dxdesk.excel import table_reading

        safe = cast(SafeBook, book)
        try:
            reading = table_reading.read(_sheets(safe), expected)
        except KnownError as error:
            raise KnownError.of(_placed(safe, error.problems)) from error
        return replace(reading, problems=_placed(safe, reading.problems))

    def compare_tables(self, book: Book, expected: Sequence[TableSheet | MapSheet]) -> tuple[Problem, ...]:
        """Return a problem for every visible data cell that differs from what was sent.

        Raises:
            KnownError: a sheet cannot be read at all.
        """
        from dxdesk.excel import table_comparing

        safe = cast(SafeBook, book)
        return _placed(safe, table_comparing.compare(_sheets(safe), expected))

    def looks(
        self,
        book: Book,
        form: str = "",
        sent: FormSheet | None = None,
        beside: Sequence[str] = (),
        said: Collection[str] = (),
    ) -> tuple[Problem, ...]:
        """Return what is told of looks that could mislead a reader.

        ``form`` names the one sheet ``sent``, ``beside`` the tables that are answered with it, ``said`` the
        words that their cells say.

        Raises:
            KnownError: a sheet cannot be read at all.
        """
        from dxdesk.excel import form_layout, look_findings

        safe = cast(SafeBook, book)
        sheets = _sheets(safe)
        known = {form, *beside} if form else {sheet.name for sheet in sheets}
        # To lay a form out again takes its time, and most readers meet words of nobody.
        words = any(sheet.look.words for sheet in sheets)
        own = form_layout.said_by_cells(sent) if sent is not None and words else frozenset()
        return _placed(safe, look_findings.notes(sheets, known, own | frozenset(said)))

    def write_report(self, report: PagedReport, path: Path, password: str = "") -> None:
        """Write a report of chapters with native charts, to be gone on with.

        Raises:
            KnownError: anything about the folder and the file.
        """
        from dxdesk.excel import writing
        from dxdesk.excel.files import write_atomically
        from dxdesk.excel.report_book import report_book

        data = report_book(report)
        write_atomically(path, writing.locked_bytes(data, password) if password else data)

    def read_office_form(self, path: Path) -> OfficeForm:
        """Read an office's own layout through the guard.

        Raises:
            KnownError: naming file, sheet and cell.
        """
        from dxdesk.excel.office_forms import read_form

        return read_form(path)

    def write_office_form(self, form: OfficeForm, fill: FormFill, path: Path) -> None:
        """Write a layout with its placeholders filled.

        Raises:
            KnownError: anything about the folder and the file.
        """
        from dxdesk.excel.files import write_atomically
        from dxdesk.excel.office_forms import filled_form

        write_atomically(path, filled_form(form, fill))

    def write_roster_template(self, path: Path) -> None:
        """Write empty roster, attendance and examination sheets with headers and an example line.

        Raises:
            KnownError: anything about the folder and the file.
        """
        from dxdesk.excel.templates import roster_template

        _save(roster_template(), path, None, "", "")


def _save(grids: Sequence[Grid], path: Path, payload: bytes | None, notes: str, password: str) -> None:
    from dxdesk.excel.package import save_grids

    try:
        save_grids(grids, path, payload=payload, notes=notes, password=password)
    except KnownError as error:
        raise KnownError.of(tuple(problem.at(file=path.name) for problem in error.problems)) from error


def _sheets(book: SafeBook) -> list[FoundSheet]:
    return [
        FoundSheet(
            name,
            book.rows(name),
            book.formula_cells(name) | book.error_cells(name),
            book.merged(name),
            book.is_hidden(name),
            book.look(name),
            partial(book.formula_text, name),
        )
        for name in book.sheet_names
        if name != PAYLOAD_SHEET
    ]


def _placed(book: SafeBook, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem.at(file=book.path.name) for problem in problems)
