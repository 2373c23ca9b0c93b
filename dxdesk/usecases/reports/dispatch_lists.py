"""配布簿: every file that was sent out, oldest first."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.authorities import BEYOND, WITHIN
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.forms.print_records import moment
from dxdesk.usecases.organisation.reach import told_apart
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing
from dxdesk.usecases.reports.ledger_tables import head_of, ledger_table
from dxdesk.usecases.reports.missing_glyphs import without_missing
from dxdesk.usecases.reports.span import OF_ALL_YEARS
from dxdesk.usecases.sealing.workbook_kinds import label_of
from dxdesk.usecases.workplace.desk import Desk

_USE_NOTE = "区分: 「利用」は台帳の任命権者の中での利用、「提供」はほかの任命権者への提供です。"


def dispatch_list(desk: Desk, fiscal_year: int = 0) -> doc.TableDocument:
    """Return the dispatch ledger (配布簿), oldest first."""
    with desk.store.read() as uow:
        found = uow.exchange.dispatches(fiscal_year)
    beyond = told_apart(desk)
    year, years = head_of(fiscal_year, (entry.fiscal_year for entry in found))
    columns: tuple[doc.TableColumn, ...] = (
        doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
        doc.TableColumn("作成日時", 1.3),
        doc.TableColumn("種類", 1.3),
        doc.TableColumn("ファイル", 3.2),
        doc.TableColumn("あて先", 1.8, names=True),
        doc.TableColumn("人数", 0.6, doc.Align.RIGHT),
    )
    if beyond is not None:
        columns = (*columns, doc.TableColumn("区分", 0.6))
    rows = [
        (
            str(entry.number),
            moment(entry.sent_at),
            label_of(entry.kind),
            entry.file_name,
            entry.recipient,
            str(entry.people),
            *((BEYOND if entry.package_id in beyond else WITHIN,) if beyond is not None else ()),
        )
        for entry in sorted(found, key=lambda entry: entry.number)
    ]
    notes = (*years, *((_USE_NOTE,) if beyond is not None else ()))
    return ledger_table(desk, KIND.title, columns, rows, year, notes)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = dispatch_list(desk, order.fiscal_year)
    if not record.rows:
        raise nothing("配布簿にまだ何もありません。", "申告票などを送り出してから印刷してください。")
    record = replace(without_missing(desk.services.printer, record), large=order.large)
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="dispatches",
    title="配布簿",
    roles=(Role.HR, Role.SECTION),
    hint="配ったファイルの一覧です。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    wide=True,
    whole_store=True,
    any_year=True,
    span=OF_ALL_YEARS,
    at_once=EVERYBODY,
)
