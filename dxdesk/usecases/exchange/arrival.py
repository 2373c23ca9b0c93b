"""After a file was applied: what people are told about it, and looking again at files that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.exchange import learning
from dxdesk.usecases.exchange.applying import Effect
from dxdesk.usecases.exchange.counting import (
    Acceptance,
    Standing,
    judge,
    load_acceptance,
)
from dxdesk.usecases.exchange.envelope import Envelope
from dxdesk.usecases.ports import UnitOfWork

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
    """Update the outcome of receipts that waited, or wait now; return how many no longer wait.

    A file that counted waits again when a rival claims the enrolment of its key, for one.
    """
    learning.learn_waiting(desk, uow)
    acceptance = load_acceptance(uow)
    moved = 0
    for receipt in uow.exchange.receipts(live_only=True):
        known = not receipt.key_id or receipt.key_id in acceptance.keys
        if receipt.outcome not in _WAITING and known:
            continue
        found = _standings(uow, acceptance, uow.exchange.revisions_of(receipt.number))
        outcome = receipt.outcome if receipt.outcome not in _WAITING else "applied"
        if Standing.QUARANTINED in found:
            outcome = "quarantined"
        elif Standing.PENDING in found:
            outcome = "pending"
        if outcome != receipt.outcome:
            uow.exchange.update_receipt(replace(receipt, outcome=outcome))
            moved += outcome not in _WAITING
    return moved


def _standings(uow: UnitOfWork, acceptance: Acceptance, revisions: Iterable[Revision]) -> frozenset[Standing]:
    """Return why some of the revisions people sent wait."""
    people: dict[tuple[int, str], set[str]] = {}
    for revision in revisions:
        if revision.record.part is not Part.CYCLE:
            record = revision.record
            people.setdefault((record.fiscal_year, record.employee_number), set()).add(revision.id)
    found: set[Standing] = set()
    for (year, number), ids in people.items():
        waiting = judge(tuple(uow.exchange.person(year, number)), acceptance).waiting
        found |= {waiting[key] for key in ids & waiting.keys()}
    return frozenset(found)
