"""受付簿と配布簿: what came in, what went out, what waits, and taking an import back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import owned, subjects
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Action, action_of
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.thing_words import KIND_NAMES, thing_name
from dxdesk.ports.entities import Dispatch, Receipt, Role, StoredRevision
from dxdesk.ports.setting_names import WITHDRAWAL
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import provisions
from dxdesk.usecases.exchange.arrival import reevaluate, update_outcomes
from dxdesk.usecases.exchange.disputed_keys import Doubt, disputes
from dxdesk.usecases.exchange.key_names import key_name
from dxdesk.usecases.exchange.lacking import Lacking, in_year
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.counting import LACKING, accepted_keys, judge, load_acceptance
from dxdesk.usecases.person_year.decided_plans import refuse_decided
from dxdesk.usecases.person_year.key_evidence import seen_keys
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.envelope import WITHDRAWAL_LABEL
from dxdesk.usecases.workplace.desk import Desk

RESUBMISSION_LABEL = "再提出"
_UNANSWERED = ("slip-received", "form-blank")


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A received file that is kept but does not count yet, and what ends the waiting."""

    receipt: int
    kind: str
    sender: str
    file: str
    received_at: str
    why: str
    next_step: str
    key_id: str = ""
    spoken_code: str = ""
    owner: str = ""
    """The number of the person whose key it waits for, empty where the key names none."""
    doubt: str = ""
    """Why a key waits that used its owner's enrolment (``disputed_keys.Doubt``), empty for another one."""
    people: tuple[str, ...] = ()
    """The names of those whose records wait with a key that is in doubt, or for another's step."""


@dataclass(frozen=True, slots=True)
class Equivocation:
    """One issuer's number under which two different packages arrived; both are kept."""

    issuer_store: str
    epoch: int
    sequence: int
    files: tuple[str, ...]
    receipts: tuple[int, ...] = ()
    sender: str = ""


def receipts(desk: Desk) -> tuple[Receipt, ...]:
    """Return the receipt ledger, newest first."""
    with desk.store.read() as uow:
        return tuple(uow.exchange.receipts())


def withdrawals(desk: Desk, receipts: Iterable[Receipt]) -> frozenset[int]:
    """Return the numbers of live receipts that are forms whose person takes the submission back.

    A form brings earlier steps of its person along; its own is the one that follows them all. A personal
    store gets forms to answer, on which nothing is taken back yet.
    """
    with desk.store.read() as uow:
        return taking_back(desk, uow, receipts)


def taking_back(desk: Desk, uow: UnitOfWork, receipts: Iterable[Receipt]) -> frozenset[int]:
    """Return what ``withdrawals`` does, within a unit of work.

    What was said to be one when it came stays one: its step is left out once the result is final. Of a
    receipt of an earlier program the steps tell.
    """
    if desk.role is Role.PERSONAL:
        return frozenset()
    told = {int(name.removeprefix(WITHDRAWAL)) for name in uow.settings.starting_with(WITHDRAWAL)}
    looked = tuple(receipts)
    return frozenset(r.number for r in looked if r.live and r.number in told) | _by_steps(uow, looked)


def remember_withdrawal(uow: UnitOfWork, number: int) -> None:
    """Keep of a receipt that it is a form whose person takes the submission back."""
    uow.settings.set(f"{WITHDRAWAL}{number}", "1")


def remember_withdrawals(uow: UnitOfWork) -> None:
    """Keep it of all receipts of earlier programs, before any of their steps is left out."""
    for number in sorted(_by_steps(uow, uow.exchange.receipts(live_only=True))):
        remember_withdrawal(uow, number)


def _by_steps(uow: UnitOfWork, receipts: Iterable[Receipt]) -> frozenset[int]:
    answers = workbook_kinds.answer_kinds()
    steps = uow.exchange.steps_beside(Action.WITHDRAW.value)
    return frozenset(
        r.number
        for r in receipts
        if r.number in steps
        and r.kind in answers
        and all(problem.code != "form-blank" for problem in r.problems)
        and _last_withdraws(steps[r.number])
    )


def kind_called(receipt: Receipt, withdrawals: Collection[int], role: Role) -> str:
    """Return what people call a received file by its kind, or by what it is for.

    A form that takes a submission back is 取下げ, and a 差戻票 that came back answered 再提出.

    Args:
        receipt: any line of the ledger.
        withdrawals: what ``withdrawals`` returned.
        role: of the store; a person's own is where a 差戻票 arrives before it is answered.
    """
    if receipt.number in withdrawals:
        return WITHDRAWAL_LABEL
    blank = any(problem.code in _UNANSWERED for problem in receipt.problems)
    if receipt.kind == workbook_kinds.RETURN_SLIP.kind and role is not Role.PERSONAL and not blank:
        return RESUBMISSION_LABEL
    return workbook_kinds.label_of(receipt.kind)


def _last_withdraws(steps: Sequence[Revision]) -> bool:
    if all(action_of(step) is not Action.WITHDRAW for step in steps):
        return False
    followed = frozenset[str]().union(*(step.covers for step in steps))
    return any(action_of(step) is Action.WITHDRAW and step.id not in followed for step in steps)


def dispatches(desk: Desk, fiscal_year: int = 0) -> tuple[Dispatch, ...]:
    """Return the dispatch ledger, newest first."""
    with desk.store.read() as uow:
        return tuple(uow.exchange.dispatches(fiscal_year))


def pending(desk: Desk) -> tuple[WaitingItem, ...]:
    """Return files that wait for a year, a framework, an assignment, or another's step in a person's year."""
    found = _waiting(
        desk,
        "pending",
        "年度、スキル体系か対象者の情報がまだこの台帳にありません。",
        "所属配布票など、足りないファイルを取り込むと自動で反映されます。",
    )
    if not found:
        return ()
    with desk.store.read() as uow:
        whose = {
            (year, one.employee_number): one for year in uow.exchange.years() for one in in_year(uow, year)
        }
        return tuple(_told_of(uow, item, whose) for item in found) if whose else found


def _told_of(uow: UnitOfWork, item: WaitingItem, whose: Mapping[tuple[int, str], Lacking]) -> WaitingItem:
    """Return a waiting file that says of whom it waits for a step, where it does."""
    records = (r.record for r in uow.exchange.revisions_of(item.receipt) if r.record.part in _DECISIONS)
    keys = dict.fromkeys((record.fiscal_year, record.employee_number) for record in records)
    lacking = [whose[key] for key in keys if key in whose]
    if not lacking:
        return item
    why, steps = [], []
    for verdict in LACKING:
        these = [one for one in lacking if one.verdict is verdict]
        if these:
            names = "、".join(f"{one.name}さん({one.employee_number})" for one in these[:_NAMED])
            why.append(f"{names}{' ほか' if len(these) > _NAMED else ''}: {these[0].why}")
            steps.append(these[0].fix)
    people = tuple(one.name for one in lacking)
    return replace(item, why="\n".join(why), next_step="\n".join(steps), people=people)


_DECISIONS = (Part.REVIEW1, Part.REVIEW2, Part.LIFE)
_NAMED = 5
"""How many people are named where there is a line for them."""


def quarantined(desk: Desk) -> tuple[WaitingItem, ...]:
    """Return files of issuers whose key is not accepted yet, with the code to compare."""
    return _waiting(
        desk,
        "quarantined",
        "はじめての発行元です。本当にその所属からかを確かめるまで、集計に入れません。",
        "相手に電話して確認コードを読み合わせ、同じなら「登録する」を押してください。",
    )


def _waiting(desk: Desk, outcome: str, why: str, next_step: str) -> tuple[WaitingItem, ...]:
    with desk.store.read() as uow:
        keys = seen_keys(uow)
        accepted = accepted_keys(uow)
        found = [
            (r, _awaited(uow, r, accepted))
            for r in uow.exchange.receipts(live_only=True)
            if r.outcome == outcome
        ]
        names = {person.number: person.name for person in uow.people.employees(include_left=True)}
        doubts = {key_id: one for one in disputes(uow, accepted) for key_id in one.key_ids} if found else {}
        gone = taking_back(desk, uow, [receipt for receipt, _ in found])
    sealer = desk.services.sealer
    items = []
    for receipt, key_id in found:
        key = keys.get(key_id)
        relayed = key is not None and key_id != receipt.key_id
        dispute = doubts.get(key_id)
        items.append(
            WaitingItem(
                receipt.number,
                kind_called(receipt, gone, desk.role),
                key_name(key, names, desk.identity) or key.owner
                if key is not None and relayed
                else receipt.sender,
                receipt.file_name,
                receipt.received_at,
                _WHY[dispute.doubt] if dispute is not None else why,
                next_step,
                key_id,
                sealer.spoken_code(key.public) if key is not None else "",
                key.owner if key is not None else "",
                dispute.doubt.value if dispute is not None else "",
                dispute.people if dispute is not None else (),
            )
        )
    return tuple(items)


_WHY = {
    Doubt.RIVAL: "同じ所属配布票から、2つの鍵が届いています。どちらが本人のものか確かめるまで、"
    "どちらの記録も集計に入れません。",
    Doubt.OTHER_STORE: "これまでとは別の台帳の鍵です。本人が台帳を作り直したのかを確かめるまで、"
    "集計に入れません。",
}


def _awaited(uow: UnitOfWork, receipt: Receipt, accepted: Collection[str]) -> str:
    """Return the key a file waits for: its sender's, or that of somebody whose records it passes on."""
    if receipt.key_id not in accepted:
        return receipt.key_id
    passed_on = (r.key_id for r in uow.exchange.revisions_of(receipt.number) if r.key_id)
    return next((key_id for key_id in passed_on if key_id not in accepted), receipt.key_id)


def twice_numbered(receipts: Iterable[Receipt]) -> tuple[Equivocation, ...]:
    """Return the issuers' numbers that live receipts brought with two different contents."""
    by_triple: dict[tuple[str, int, int], list[Receipt]] = {}
    for receipt in receipts:
        if receipt.live and receipt.payload_sha256:
            triple = (receipt.issuer_store, receipt.issuer_epoch, receipt.issuer_sequence)
            by_triple.setdefault(triple, []).append(receipt)
    return tuple(
        Equivocation(
            *triple,
            tuple({r.payload_sha256: r.file_name for r in found}.values()),
            tuple(r.number for r in found),
            found[0].sender,
        )
        for triple, found in sorted(by_triple.items())
        if len({r.payload_sha256 for r in found}) > 1
    )


def twins(receipts: Iterable[Receipt]) -> frozenset[int]:
    """Return the receipt numbers the ledger marks: their issuer's number came with two contents."""
    return frozenset(number for one in twice_numbered(receipts) for number in one.receipts)


def undo(desk: Desk, number: int) -> Receipt:
    """Take an import back. What other files or local work say too stays; importing again revives it.

    Raises:
        KnownError: ``receipt-unknown``, ``receipt-undone``, ``receipt-cited`` (a decision or a finalised
            result rests on it, naming which), ``undo-plan-decided``, ``receipt-table``,
            ``withdrawal-stays``.
    """
    with desk.store.write() as uow:
        receipt = uow.exchange.receipt(number)
        if receipt is None:
            raise KnownError(
                "receipt-unknown",
                "その受付番号はありません。",
                "受付簿の番号を確かめてください。",
                found=str(number),
            )
        if not receipt.live:
            raise KnownError(
                "receipt-undone", f"受付 {number} は、すでに元に戻してあります。", found=str(number)
            )
        if receipt.kind in workbook_kinds.table_kinds():
            raise KnownError(
                "receipt-table",
                f"{workbook_kinds.label_of(receipt.kind)}の取込みは、ここでは元に戻せません。",
                "直した表をもう一度取り込むと、その内容に置き換わります。",
            )
        _refuse_cited(uow, receipt)
        provisions.refuse_undoing(uow, receipt)
        refuse_decided(uow, number)
        undone = replace(receipt, live=False, undone_at=desk.services.clock.now())
        people = sorted(
            {
                (r.record.fiscal_year, r.record.employee_number)
                for r in uow.exchange.revisions_of(number)
                if subjects.in_a_year(r.record)
            }
        )
        shared = _shared(uow, receipt)
        uow.exchange.update_receipt(undone)
        if shared:
            reevaluate(desk, uow)
        else:
            derived.refresh(desk, uow, people)
            update_outcomes(uow)
        uow.audit.append("undo", str(number), {"people": len(people)})
        uow.commit()
    return undone


def _shared(uow: UnitOfWork, receipt: Receipt) -> bool:
    """Tell whether more rests on the file than its people: keys, a year, an assignment."""
    told = {claim.receipt for claim in uow.exchange.claims()}
    told |= {succession.receipt for succession in uow.exchange.successions()}
    if receipt.number in told:
        return True
    sole = uow.exchange.sole_support(receipt.number)
    parts = {r.record.part for r in uow.exchange.revisions_of(receipt.number) if r.id in sole}
    return not parts.isdisjoint((Part.CYCLE, Part.ASSIGNMENT, Part.DEPUTIES))


def _refuse_cited(uow: UnitOfWork, receipt: Receipt) -> None:
    """Refuse while a snapshot cites what only this receipt supports, or local work cites what counts of it.

    What waits for a key or a year has no effect, whatever was once decided on it: it can always go.
    """
    sole = uow.exchange.sole_support(receipt.number)
    if not sole:
        return
    acceptance = load_acceptance(uow)
    cited: list[str] = []
    people = {
        (r.record.fiscal_year, r.record.employee_number) for r in uow.exchange.revisions_of(receipt.number)
    }
    for year, number in sorted(people):
        for line in uow.results.snapshot_lines(year, number) if number else ():
            if sole.intersection(line.heads):
                cited.append(f"{number}の確定(第{line.snapshot}回)")
        known = uow.exchange.person(year, number) if number else ()
        effective = sole - judge(tuple(known), acceptance).waiting.keys()
        for stored in known:
            one = stored.revision
            rests = one.covers | set(one.step.of) | {one.made.assignment}
            if LOCAL in stored.receipts and effective & rests:
                cited.append(_cited(number, one, known))
    if cited:
        raise KnownError(
            "receipt-cited",
            f"受付 {receipt.number} の内容に基づく決定があるので、元に戻せません。何も変えていません。",
            "先に、その決定のほうを改めてください。",
            found="、".join(dict.fromkeys(cited)),
        )


def _cited(number: str, one: Revision, known: Sequence[StoredRevision]) -> str:
    """Return what a decision of this store is called: of a person's record, or of a thing's."""
    kind = number.partition(":")[0]
    if one.record.part is Part.OWNED and kind in KIND_NAMES:
        return f"「{thing_name(kind, owned.value([stored.revision for stored in known]))}」の記録"
    return f"{number}の{WORDS[one.record.part].cited}"
