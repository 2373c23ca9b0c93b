"""証書交付台帳 on paper and as a workbook: number, name, day, 割印 and 受領印 of every certificate."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from pathlib import Path

from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_of, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.issued import register
from dxdesk.usecases.issued.register import RegisterLine
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.reports import (
    accreditations,
    awards,
    certificates,
    completions,
    nomination_notices,
    result_notices,
)
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import sessions_without_missing
from dxdesk.usecases.reports.span import Span, Years, nobody_to_choose
from dxdesk.usecases.workplace import print_notes
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing

_CERTIFICATES = (certificates, completions, accreditations, awards, nomination_notices)
TITLES = {one.KIND.kind: one.KIND.title for one in (*_CERTIFICATES, result_notices)}
"""What every kind of paper that is kept as it was issued is called, in the order they are listed."""
_NUMBERED = tuple(one.KIND.kind for one in _CERTIFICATES)

_COLUMNS = (
    doc.TableColumn("番号", 1.7),
    doc.TableColumn("氏名", 1.9, names=True),
    doc.TableColumn("職員番号", 1.2),
    doc.TableColumn("交付日", 1.1),
    doc.TableColumn("割印", 0.8),
    doc.TableColumn("受領日", 1.0),
    doc.TableColumn("受領印", 0.9),
    doc.TableColumn("書損・訂正・再交付など", 2.3),
)
_SHEET_COLUMNS = (
    Column("number", "番号", 16),
    Column("name", "氏名", 18),
    Column("employee", "職員番号", 11),
    Column("issued", "交付日", 11),
    Column("tally", "割印", 8),
    Column("received", "受領日", 11),
    Column("signed", "受領印", 10),
    Column("said", "書損・訂正・再交付など", 34, "wrap"),
)


def register_lines(
    desk: Desk, fiscal_year: int = 0, kinds: Collection[str] = tuple(TITLES)
) -> tuple[RegisterLine, ...]:
    """Return every paper that was issued, certificates and notices, of one year or of all.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return register.lines(uow, kinds, fiscal_year_of(today(desk)), fiscal_year)


def numbered_kinds(desk: Desk) -> tuple[dict[str, str], tuple[int, ...]]:
    """Return what kinds of certificates are called, and the years with numbers, newest first."""
    desk.require(Role.HR)
    with desk.store.read() as uow:
        years = {cycle.fiscal_year for cycle in all_cycles(uow)} | {fiscal_year_of(today(desk))}
    return {kind: TITLES[kind] for kind in _NUMBERED}, tuple(sorted(years, reverse=True))


def _told(one: RegisterLine) -> tuple[str, ...]:
    """Return a line as paper and workbook say it, with room for seals."""
    name, day = one.name or "\uff0d", short_day(one.issued_on) or "\uff0d"
    return one.number_text, name, one.employee_number, day, "", "", "", "、".join(one.said)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    found = _certificates(desk, order.fiscal_year)
    records = [
        doc.SessionPaper(
            title=KIND.title,
            municipality=desk.identity.municipality_name,
            fiscal_year=year,
            session=TITLES[kind],
            facts=(f"{len(of):,}件", *_left_out(of)),
            columns=_COLUMNS,
            rows=tuple(map(_told, of)),
            subjects=tuple(f"{one.employee_number} {one.name}".strip() for one in of),
            as_of=today(desk),
            tall=True,
        )
        for (kind, year), of in _grouped(found)
    ]
    return desk.services.printer.draw(sessions_without_missing(desk.services.printer, records), progress)


def _left_out(of: Collection[RegisterLine]) -> tuple[str, ...]:
    """Return which numbers are left out among papers, in sentences."""
    return tuple(one.left_out for one in of if one.left_out)


def _grouped(found: Collection[RegisterLine]) -> list[tuple[tuple[str, int], list[RegisterLine]]]:
    return [(of, list(some)) for of, some in groupby(found, lambda one: (one.kind, one.fiscal_year))]


def _certificates(desk: Desk, fiscal_year: int) -> tuple[RegisterLine, ...]:
    found = register_lines(desk, fiscal_year, _NUMBERED)
    if not found:
        raise nothing(
            "交付した証書がありません。",
            "証書を作ると、番号、氏名、交付日がここに載ります。年度の指定も確かめてください。",
        )
    return found


def write_workbook(desk: Desk, wished: Path, fiscal_year: int = 0) -> Path:
    """Write the register as a workbook, a sheet a kind and year, and return where it lies.

    Raises:
        KnownError: ``wrong-role``, ``nobody-to-print``, and file errors.
    """
    found = _certificates(desk, fiscal_year)
    name = desk.identity.municipality_name
    sheets = []
    for (kind, year), of in _grouped(found):
        label = fiscal_year_label(year)
        head = Head(f"{KIND.title} {TITLES[kind]}", name, label, "", "", "", "", "", "", "")
        rows = tuple(TableRow(str(place), _told(one)) for place, one in enumerate(of, start=1))
        sheets.append(
            TableSheet(
                f"{TITLES[kind]} {label}", head, _SHEET_COLUMNS, rows, notes=_left_out(of), editable=True
            )
        )
    with all_or_nothing(desk) as outgoing:
        with outgoing.writing(wished) as path:
            desk.services.workbooks.write_tables(sheets, path, None, "")
        outgoing.enter_rest(desk)
    print_notes.note(
        desk, print_notes.Made(KIND.kind, print_notes.Way.WORKBOOK, path.name, fiscal_year, len(found))
    )
    return path


def _years(desk: Desk) -> Years:
    if desk.role is not Role.HR:
        return ()
    found = sorted({one.fiscal_year for one in register_lines(desk, 0, _NUMBERED)} - {0}, reverse=True)
    return (*((year, fiscal_year_label(year)) for year in found), (0, "すべての年度"))


KIND = ReportKind(
    kind="certificate-register",
    title="証書交付台帳",
    roles=(Role.HR,),
    hint="交付した証書の番号、氏名、交付日と、割印と受領印の欄です。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    whole_store=True,
    any_year=True,
    span=Span(_years, nobody_to_choose, in_work=False, quick=False),
    at_once=EVERYBODY,
)
