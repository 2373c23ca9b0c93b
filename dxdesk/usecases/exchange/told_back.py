"""What other stores tell of this one's records that do not count there: kept, and said in sentences.

It belongs to the receipt that brought it, and holds until a later file of the same store about the same
person says otherwise, so that neither the order of files nor one that comes twice makes a difference.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from dxdesk.domain import canonical, subjects
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.records import Part
from dxdesk.ports import setting_names
from dxdesk.ports.entities import OWN, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import deputising
from dxdesk.usecases.exchange.uncounted import Uncounted, Why, plain_lines, read, told_in
from dxdesk.usecases.person_year.counting import accepted_keys, is_revoked
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE
from dxdesk.usecases.workplace.desk import Desk

_KEPT = setting_names.UNCOUNTED
"""Settings that keep what a file told, by the payload's SHA-256."""


def keep(desk: Desk, uow: UnitOfWork, opened: Opened) -> None:
    """Keep what a received file tells this store; a form on its way to its person tells others nothing."""
    envelope = opened.envelope
    told = told_in(envelope) if _for_this_store(desk, envelope) else ()
    if told:
        said = {"label": envelope.issuer.label, "issued_at": envelope.issued_at, "told": plain_lines(told)}
        uow.settings.set(f"{_KEPT}{opened.sha256}", canonical.dumps(said))


def _for_this_store(desk: Desk, envelope: Envelope) -> bool:
    recipient, identity = envelope.recipient, desk.identity
    if envelope.issuer.store == identity.store_id or recipient.role != identity.role.value:
        return False
    return identity.role is Role.HR or recipient.employee == identity.owner


def problems(desk: Desk, uow: UnitOfWork, opened: Opened, file: str) -> tuple[Problem, ...]:
    """Return what a received file tells this store, as sentences."""
    envelope = opened.envelope
    told = told_in(envelope) if _for_this_store(desk, envelope) else ()
    if not told:
        return ()
    own, label = own_keys(uow), envelope.issuer.label
    return tuple(replace(as_problem(one, desk.role, label, own), place=Place(file)) for one in told)


@dataclass(frozen=True)
class ToldBack:
    """What still stands of what another store told: who it is, when it wrote so (UTC), and what."""

    label: str
    issued_at: str
    told: Uncounted


def still_told(uow: UnitOfWork, fiscal_year: int) -> tuple[ToldBack, ...]:
    """Return what others said of this store's records of a year and took back in no later file.

    A later file is one of the same store with a higher number. It speaks of the people in it, a package also
    of everybody who is in none.
    """
    kept = uow.settings.starting_with(_KEPT)
    if not kept:
        return ()
    keys = accepted_keys(uow)
    receipts = [
        receipt
        for receipt in uow.exchange.receipts(live_only=True)
        if receipt.fiscal_year == fiscal_year and receipt.key_id in keys and not is_revoked(receipt, keys)
    ]
    telling = {r.issuer_store for r in receipts if f"{_KEPT}{r.payload_sha256}" in kept}
    found: dict[str, tuple[ToldBack, ...]] = {}
    for receipt in sorted(receipts, key=lambda r: (r.issuer_epoch, r.issuer_sequence)):
        store = receipt.issuer_store
        if store not in telling:
            continue
        left: tuple[ToldBack, ...] = ()
        if receipt.kind != SECTION_PACKAGE.kind:
            records = (revision.record for revision in uow.exchange.revisions_of(receipt.number))
            about = {record.employee_number for record in records if subjects.in_a_year(record)}
            left = _without(found.get(store, ()), about)
        found[store] = left + _told(kept.get(f"{_KEPT}{receipt.payload_sha256}", ""))
    return tuple(one for store in sorted(found) for one in found[store])


def _told(text: str) -> tuple[ToldBack, ...]:
    said = json.loads(text) if text else {"told": []}
    return tuple(ToldBack(said["label"], said["issued_at"], one) for one in read(said["told"]))


def _without(before: Iterable[ToldBack], about: Collection[str]) -> tuple[ToldBack, ...]:
    found = []
    for one in before:
        people = tuple(person for person in one.told.people if person[0] not in about)
        if people:
            found.append(replace(one, told=replace(one.told, people=people)))
    return tuple(found)


def own_keys(uow: UnitOfWork) -> frozenset[str]:
    """Return this store's own keys, those it has renewed since among them."""
    return frozenset(key.key_id for key in uow.exchange.keys() if key.vouched == OWN)


def as_problem(one: Uncounted, role: Role, label: str, own: Collection[str]) -> Problem:
    """Return the sentence for one thing that was told.

    Args:
        one: what was told.
        role: whose store it is told to.
        label: who told it.
        own: this store's own keys.
    """
    said = _SAID.get(one.why, _OTHERWISE)
    fix = said.fix
    if role is Role.PERSONAL:
        whose = f"あなたの{_OWN_WORDS.get(one.what, '申告')}"
        fix = _FOR_A_PERSON.get(one.why, fix)
    else:
        whose = f"{_people(one)}の{_label(one.what)}"
    if one.key_id and one.key_id not in own:
        fix = f"{_ELSEWHERE}{fix}"
    message = f"{label}では、{whose}が集計に入っていません。{said.message}"
    return replace(said, message=message, fix=fix)


_OWN_WORDS = {Part.PLAN.value: "期首の目標", Part.GROWTH.value: "成長記録"}
"""What a person calls what is not their 申告."""

_DONE_WORDS = {Part.PLAN_LIFE.value: "期首の目標への同意か差戻し", Part.GROWTH.value: "成長記録の確認"}
"""What somebody did of another's goals and entries."""

_SHOWN = 10
"""So many people a sentence names."""


def _people(one: Uncounted) -> str:
    names = [f"{name}さん" if name else f"職員番号 {number}" for number, name in one.people]
    more = f" ほか{len(names) - _SHOWN}人" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def _label(what: str) -> str:
    if what in _DONE_WORDS:
        return _DONE_WORDS[what]
    try:
        return deputising.what(Part(what))
    except ValueError:  # of a later program
        return "記録"


_COMPARE = (
    "相手に電話し、「設定」の鍵のところにある確認コードを読み合わせて、登録してもらってください。"
    "登録されれば、送り直さなくても集計に入ります。"
)
_AGAIN = (
    "「設定」でこの台帳の鍵を替え、新しい確認コードを電話で読み合わせてもらい、"
    "この人たちの確認をもう一度して送ってください。"
)
_SAID: dict[str, Problem] = {
    Why.KEY_UNKNOWN: Problem("uncounted-key-unknown", "印を付けた鍵が、まだ登録されていません。", _COMPARE),
    Why.KEY_DISPUTED: Problem(
        "uncounted-key-disputed",
        "同じ人の鍵が2つ届いていて、どちらが本人のものか決まっていません。",
        _COMPARE,
    ),
    Why.KEY_OTHER_STORE: Problem(
        "uncounted-key-other-store",
        "前から知られている鍵と違う台帳の鍵なので、照らし合わせるのを待っています。",
        _COMPARE,
    ),
    Why.KEY_FOLLOWED: Problem(
        "uncounted-key-followed",
        "鍵を替えた後に、替える前の鍵で印が付けられています。控えから戻した台帳や、台帳の写しで起こります。",
        _AGAIN,
    ),
    Why.KEY_REVOKED: Problem(
        "uncounted-key-revoked",
        "印を付けた鍵が、失効とされています。",
        f"失効させた理由を相手に確かめてください。鍵を替えることになったら、{_AGAIN}",
    ),
    Why.HELD: Problem(
        "uncounted-held",
        "代理の指名がない人か、一人で両方の段階をする人による確認なので、人事課が決めるのを待っています。",
        "送り直す必要はありません。急ぐときは、人事課に知らせてください。",
    ),
    Why.REFUSED: Problem(
        "uncounted-refused",
        "代理の確認を、人事課が認めませんでした。",
        "本来の確認者に確認してもらってください。",
    ),
    Why.PENDING: Problem(
        "uncounted-pending",
        "年度、スキル体系か対象者の情報が相手に届いていないので、待っています。",
        "送り直す必要はありません。長く続くときは、相手に確かめてください。",
    ),
    Why.UNSUBMITTED: Problem(
        "uncounted-unsubmitted",
        "本人の提出が相手に届いていないので、待っています。",
        "本人の申告票が届くと、送り直さなくても集計に入ります。届けたかを、本人に確かめてください。",
    ),
    Why.UNCONFIRMED: Problem(
        "uncounted-unconfirmed",
        "一次確認が相手に届いていないか、集計に入っていないので、待っています。",
        "一次確認者の確認票が届くと、送り直さなくても集計に入ります。一次確認者に確かめてください。",
    ),
    Why.LATE: Problem(
        "uncounted-late",
        "確定の後に届いたので、確定した結果は変わっていません。",
        "結果を直す必要があれば、人事課に確定後訂正を頼んでください。",
    ),
    Why.NOT_ENTITLED: Problem(
        "uncounted-not-entitled",
        "その人の確認者でも、その日の代理でもない人による記録です。",
        "確認者の割り当てと代理の指名を、人事課に確かめてください。",
    ),
}
_OTHERWISE = Problem(
    "uncounted-other",
    "わけは、この版の dxdesk では読めません。",
    "相手に、わけを確かめてください。",
)
_FOR_A_PERSON: dict[str, str] = {
    Why.KEY_UNKNOWN: (
        "送り直す必要はありません。申告票を出したところの鍵が確かめられると、集計に入ります。"
        "長く続くときは、人事課に知らせてください。"
    ),
}
_ELSEWHERE = "この台帳の鍵ではありません。ほかの台帳で確認した覚えがなければ、人事課に知らせてください。"
