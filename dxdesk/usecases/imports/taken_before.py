"""Whether the very file was taken in before, told before anybody takes it in again."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import Place, Problem
from dxdesk.ports.entities import Receipt
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.understanding import QUESTIONNAIRE, ROSTER, SURVEY, TAKEN_BEFORE, TableResult
from dxdesk.usecases.person_year.cycles import day_text

_CALLED = {ROSTER: "名簿", SURVEY: "アンケートの結果", QUESTIONNAIRE: "アンケートの結果"}


def same_file(uow: UnitOfWork, sha256: str, kind: str) -> Receipt | None:
    """Return the first live receipt of a file with these bytes; ``None``: it never came in or was undone."""
    found = (one for one in uow.exchange.receipts_by_file(sha256) if one.live and one.kind == kind)
    return next(found, None)


def notice_of(receipt: Receipt, kind: str) -> Problem:
    """Return what is told of a file of a kind that came in under a receipt and would change nothing."""
    day = day_text(local_day(receipt.received_at))
    return Problem(
        TAKEN_BEFORE,
        f"この{_CALLED.get(kind, '表')}は{day}に取り込み済みです(受付番号 {receipt.number})。"
        "もう一度取り込んでも、何も変わりません。",
        "新しい結果を取り込むときは、別のファイルを選んでください。",
        place=Place(receipt.file_name),
    )


def with_receipt(uow: UnitOfWork, sha256: str, result: TableResult) -> TableResult:
    """Return a result with the receipt of before and the notice that says so; else as it is.

    Only of the very file that would change nothing: where it would, somebody took something back since, and
    another file that says the same is evidence of its own and gets a receipt.
    """
    receipt = same_file(uow, sha256, result.kind) if result.outcome == "unchanged" else None
    if receipt is None:
        return result
    return replace(result, receipt=receipt.number, notices=(notice_of(receipt, result.kind), *result.notices))
