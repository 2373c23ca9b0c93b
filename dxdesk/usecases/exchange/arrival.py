"""After a file was applied: what people are told about it, and looking again at files that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.exchange import derived, learning
from dxdesk.usecases.exchange.applying import Effect
from dxdesk.usecases.exchange.counting import Standing, judge, load_acceptance
from dxdesk.usecases.exchange.envelope import Envelope
from dxdesk.usecases.ports import UnitOfWork
from dxdesk.usecases.rows import Receipt

_WAITING = ("pending", "quarantined")


def notes(year_in_work: int, envelope: Envelope, effect: Effect, file: str) -> tuple[Problem, ...]:
    """Return what a person should know about a file that was taken in; the year is 0 where none is known."""
    place = Place(file)
    found = []
    if effect.quarantined:
        found.append(
            Problem(
                "key-unknown",
                "はじめての発行元からのファイルです。中身は預かりましたが、まだ集計に入れていません。",
                "「受付」の確認コードを電話で照らし合わせ、合っていれば登録してください。",
                envelope.issuer.label,
                place,
            )
        )
    if effect.pending:
        found.append(
            Problem(
                "pending",
                "年度、スキル体系か対象者の情報がまだ届いていません。預かっておき、届いたら自動で反映します。",
                "所属配布票など、足りないファイルを取り込んでください。",
                _about(envelope),
                place,
            )
        )
    elif envelope.kind != "section_package" and envelope.fiscal_year < year_in_work:
        found.append(
            Problem(
                "other-year",
                f"{fiscal_year_label(envelope.fiscal_year)}のファイルです。その年度の記録として受け取りました。",
                "今年度のものを送ってもらうつもりだったときは、受付を元に戻し、本人か送り主に確かめてください。",
                _about(envelope),
                place,
            )
        )
    if effect.late:
        found.append(
            Problem(
                "late",
                "確定の後に届きました。預かりましたが、確定した結果は変えていません。",
                "結果を直す必要があれば「確定後訂正」を行ってください。",
                place=place,
            )
        )
    if effect.rejected:
        found.append(
            Problem(
                "not-counted",
                f"確認者ではない人か、失効した鍵による記録が{effect.rejected}件あります。預かりましたが、集計に入れません。",
                "送り主と、確認者の割り当て・鍵の失効を確かめてください。",
                envelope.issuer.label,
                place,
            )
        )
    return tuple(found)


def _about(envelope: Envelope) -> str:
    return f"{fiscal_year_label(envelope.fiscal_year)}、体系 {'@'.join(envelope.framework)}"


def look_again(desk: Desk, uow: UnitOfWork) -> int:
    """Derive everything anew after what counts has changed; return how many files no longer wait."""
    learning.learn_waiting(desk, uow)
    for year in uow.exchange.years():
        derived.refresh_year(desk, uow, year)
    return update_outcomes(uow)


def update_outcomes(uow: UnitOfWork) -> int:
    """Update the outcome of receipts that waited, or wait now; return how many no longer wait.

    A file that counted waits again when a rival claims the enrolment of a key in it, for one. The standings
    kept for lists tell who has something waiting; they are to be fresh.
    """
    acceptance = load_acceptance(uow)
    live = {receipt.number: receipt for receipt in uow.exchange.receipts(live_only=True)}
    reasons: dict[int, set[Standing]] = {}
    for year, number in sorted(_waiting_people(uow, live.values())):
        stored = uow.exchange.person(year, number)
        waiting = judge(tuple(stored), acceptance).waiting
        for item in stored:
            standing = waiting.get(item.revision.id)
            if standing in (Standing.QUARANTINED, Standing.PENDING):
                for supporting in item.receipts:
                    reasons.setdefault(supporting, set()).add(standing)
    moved = 0
    for receipt in live.values():
        outcome = "applied" if receipt.outcome in _WAITING else receipt.outcome
        found = reasons.get(receipt.number, set())
        if found:
            outcome = "quarantined" if Standing.QUARANTINED in found else "pending"
        if outcome != receipt.outcome:
            uow.exchange.update_receipt(replace(receipt, outcome=outcome))
            moved += outcome not in _WAITING
    return moved


def _waiting_people(uow: UnitOfWork, live: Iterable[Receipt]) -> set[tuple[int, str]]:
    """Return who has something waiting, or a file that waited."""
    found = {
        (row.fiscal_year, row.employee_number)
        for year in uow.exchange.years()
        for row in uow.results.assessments(year)
        if row.pending or row.quarantined
    }
    for receipt in live:
        if receipt.outcome in _WAITING:
            records = (revision.record for revision in uow.exchange.revisions_of(receipt.number))
            found |= {(record.fiscal_year, record.employee_number) for record in records}
    return {(year, number) for year, number in found if number}
