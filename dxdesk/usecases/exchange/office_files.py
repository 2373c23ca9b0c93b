"""What a file between 人事課 and DX推進課 holds and takes the place of, told before it is taken in."""

from __future__ import annotations

from dxdesk.domain.dates import local_day
from dxdesk.domain.provisions import State, named
from dxdesk.domain.records import Part
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import provisions
from dxdesk.usecases.exchange.things_told import counts_text, things_in
from dxdesk.usecases.forms.framework_proposals import proposals_in, year_of
from dxdesk.usecases.forms.provision_sheets import Provision, provision_in
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE, PROVISION
from dxdesk.usecases.workplace.desk import Desk

Line = tuple[str, str]
"""What is told of, and what is told."""

_NONE = "ありません"


def told(desk: Desk, uow: UnitOfWork, opened: Opened) -> tuple[Line, ...]:
    """Return what such a file holds, as (what, text); nothing of a file of another kind.

    It is asked before the file is in the store: what it takes the place of is what came before.
    """
    envelope = opened.envelope
    if envelope.kind not in (PROVISION.kind, DX_PACKAGE.kind):
        return ()
    head = (
        ("年度", fiscal_year_label(year_of(envelope.extra, envelope.fiscal_year))),
        ("だれから", envelope.issuer.label),
        ("だれへ", envelope.recipient.label),
        ("作られた日", short_day(local_day(envelope.issued_at))),
    )
    given = provision_in(envelope.extra) if envelope.kind == PROVISION.kind else None
    lines = _of_provision(desk, uow, opened, given) if given is not None else _of_package(uow, opened)
    return tuple((what, text) for what, text in (*head, *lines) if text)


def _of_provision(desk: Desk, uow: UnitOfWork, opened: Opened, given: Provision) -> tuple[Line, ...]:
    if given.withdraws:
        gone = [one for one in _live(uow, PROVISION.kind) if one.package_id == given.withdraws]
        text = "、".join(map(_called, gone)) if gone else "まだ届いていない提供票"
        return (
            ("取り下げるもの", text),
            ("何のために渡されていたか", given.why),
            ("取り下げたあと", _after(desk, uow, opened, given)),
        )
    inside = [f"所属別の人数({len(given.skills):,}スキル)" if given.skills else ""]
    inside += [f"目標の実績 {len(given.targets):,}件" if given.targets else "", _things(opened, Role.HR)]
    people = f"{len(given.people):,}人の{named(given.items)}(取扱注意)" if given.items else _NONE
    until = f"{short_day(given.until)}まで"
    if given.people_until:
        until += f"(個人の項目は{short_day(given.people_until)}まで)"
    return (
        ("入っているもの", "、".join(filter(None, inside))),
        ("個人の項目", people),
        ("何のために", given.why),
        ("いつまで", until),
        ("代わるもの", _replaced(desk, uow, opened)),
    )


def _after(desk: Desk, uow: UnitOfWork, opened: Opened, given: Provision) -> str:
    """Return what is shown of the year once a 提供票 is taken back: an earlier one may stand again."""
    today, year = desk.services.clock.today(), opened.envelope.fiscal_year
    left = [one for one in provisions.received(uow, today, given.withdraws) if one.fiscal_year == year]
    if not left or left[0].state is not State.HOLDS:
        return f"{fiscal_year_label(year)}の集計は、もう表示しません"
    return f"{_called(left[0].receipt)}の内容を、{short_day(left[0].given.until)}まで表示します"


def _replaced(desk: Desk, uow: UnitOfWork, opened: Opened) -> str:
    """Return which one of the year this takes the place of, or why it takes none's."""
    same = [one for one in _live(uow, PROVISION.kind) if one.payload_sha256 == opened.sha256]
    if same:
        return f"同じファイルを、もう取り込んであります({_called(same[0])})"
    today = desk.services.clock.today()
    found = next(
        (one for one in provisions.received(uow, today) if one.fiscal_year == opened.envelope.fiscal_year),
        None,
    )
    if found is None or found.state is not State.HOLDS:
        return "使える提供票は、まだありません"
    issuer = opened.envelope.issuer
    newer = (found.receipt.issuer_epoch, found.receipt.issuer_sequence) > (issuer.epoch, issuer.sequence)
    until = short_day(found.given.until)
    if newer:
        return f"代わりません。もっと新しい提供票({_called(found.receipt)}、{until}まで)が使われています"
    return f"{_called(found.receipt)}、{until}まで使えるもの"


def _of_package(uow: UnitOfWork, opened: Opened) -> tuple[Line, ...]:
    proposed = proposals_in(opened.envelope.extra)
    proposals = f"体系の案 {len(proposed):,}件" if proposed else ""
    inside = "、".join(filter(None, (_things(opened, Role.DX), proposals)))
    returned = _things(opened, Role.HR)
    issuer = opened.envelope.issuer
    before = [one for one in _live(uow, DX_PACKAGE.kind) if one.issuer_store == issuer.store]
    same = [one for one in before if one.payload_sha256 == opened.sha256]
    newest = max(before, key=lambda one: (one.issuer_epoch, one.issuer_sequence), default=None)
    if same:
        place = f"同じファイルを、もう取り込んであります({_called(same[0])})"
    elif newest is None:
        place = "この台帳からの送付票は、はじめてです"
    elif (newest.issuer_epoch, newest.issuer_sequence) > (issuer.epoch, issuer.sequence):
        place = f"代わりません。もっと新しい送付票({_called(newest)})を取り込んであります"
    else:
        place = f"{_called(newest)}。変わった記録だけが変わります"
    return (
        ("入っているもの", inside or _NONE),
        ("人事課の記録", f"{returned}(2つの台帳で書かれたもの)" if returned else ""),
        ("代わるもの", place),
    )


def _things(opened: Opened, owner: Role) -> str:
    """Return how many things of an owner are in a file, by kind."""
    mine = [one for one in opened.revisions if one.record.part is Part.OWNED]
    return counts_text(things_in(one for one in mine if one.owned.owner == owner.value))


def _live(uow: UnitOfWork, kind: str) -> list[Receipt]:
    return [one for one in uow.exchange.receipts(live_only=True) if one.kind == kind]


def _called(receipt: Receipt) -> str:
    return f"受付{receipt.number}({short_day(local_day(receipt.received_at))}に届いたもの)"
