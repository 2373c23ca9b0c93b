"""受付簿: every file that was received, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.forms.print_records import moment
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing
from dxdesk.usecases.reports.ledger_tables import head_of, ledger_table
from dxdesk.usecases.reports.missing_glyphs import without_missing
from dxdesk.usecases.reports.span import OF_ALL_YEARS
from dxdesk.usecases.workplace.desk import Desk

_OUTCOMES: Mapping[str, str] = {
    "applied": "受付済み",
    "unchanged": "変わりなし",
    "conflict": "食い違いあり",
    "pending": "他の到着待ち",
    "held": "代理の決定待ち",
    "quarantined": "照合待ち",
    "refused": "取り込めない",
    "late": "確定後に到着",
    "undone": "元に戻した",
}
_TWIN = "※"
_TWIN_NOTE = "※ 同じ発行元の同じ通し番号で、内容の違うファイルが届いています。どちらも残しています。"

_OF_NO_YEAR = "ほかに、年度のない受付が {count:,}件あります。年度を決めずに作ると、すべて載ります。"
"""What a year's ledger leaves out: rosters, training and 選任 are of no year of 申告."""


def receipt_list(desk: Desk, fiscal_year: int = 0) -> doc.TableDocument:
    """Return the receipt ledger (受付簿), oldest first."""
    with desk.store.read() as uow:
        everything = uow.exchange.receipts()
        found = [r for r in everything if fiscal_year in (0, r.fiscal_year)]
        gone = ledgers.taking_back(desk, uow, found)
        beside = sum(not r.fiscal_year for r in everything) if fiscal_year else 0
    year, years = head_of(fiscal_year, (receipt.fiscal_year for receipt in found))
    twins = ledgers.twins(everything) & {receipt.number for receipt in found}
    columns = (
        doc.TableColumn("番号", 0.6, doc.Align.RIGHT),
        doc.TableColumn("受付日時", 1.3),
        doc.TableColumn("種類", 1.15),
        doc.TableColumn("ファイル", 3.6),
        doc.TableColumn("差出人", 1.4, names=True),
        doc.TableColumn("結果", 1.0),
        doc.TableColumn("追加", 0.5, doc.Align.RIGHT),
        doc.TableColumn("変更", 0.5, doc.Align.RIGHT),
        doc.TableColumn("食い違い", 0.7, doc.Align.RIGHT),
    )
    rows = [
        (
            str(receipt.number),
            moment(receipt.received_at),
            ledgers.kind_called(receipt, gone, desk.role),
            f"{_TWIN}{receipt.file_name}" if receipt.number in twins else receipt.file_name,
            receipt.sender,
            _OUTCOMES.get(receipt.result, receipt.result),
            str(receipt.added),
            str(receipt.updated),
            str(receipt.conflicts),
        )
        for receipt in sorted(found, key=lambda receipt: receipt.number)
    ]
    more = (_OF_NO_YEAR.format(count=beside),) if beside else ()
    return ledger_table(
        desk, KIND.title, columns, rows, year, (*years, *more, *((_TWIN_NOTE,) if twins else ()))
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = receipt_list(desk, order.fiscal_year)
    if not record.rows:
        if order.fiscal_year:
            with desk.store.read() as uow:
                kept = len(uow.exchange.receipts())
            if kept:
                label = fiscal_year_label(order.fiscal_year)
                raise nothing(
                    f"{label}の受付は、受付簿にありません。",
                    f"ほかの年度のものと年度のないものが {kept:,}件あります。"
                    "年度を決めずに作ると、すべて載ります。",
                )
        raise nothing("受付簿にまだ何もありません。", "ファイルを取り込んでから印刷してください。")
    record = replace(without_missing(desk.services.printer, record), large=order.large)
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="receipts",
    title="受付簿",
    roles=(Role.HR, Role.SECTION),
    hint="受け付けたファイルの一覧です。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    wide=True,
    whole_store=True,
    any_year=True,
    span=OF_ALL_YEARS,
    at_once=EVERYBODY,
)
