"""ホーム of DX推進課: its own year, which is not HR's: what HR gave, what it keeps, what HR has not seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dxdesk.domain import owned
from dxdesk.domain.dates import local_day
from dxdesk.domain.provisions import STATE_NAMES, State, named
from dxdesk.domain.records import Revision
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.proposals import own_versions, unsent_versions
from dxdesk.usecases.exchange.provisions import Received, Withdrawal, received, unseen_withdrawals
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.owned_things import stored_of
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.progress.year_table import days_left
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE, PROVISION
from dxdesk.usecases.workplace.desk import Desk

SOON_DAYS = 30
"""Days before the end of what HR gave from which the next is asked for: HR has to decide and to make it."""

_SCREENS: Mapping[str, str] = {
    **dict.fromkeys(("course", "session", "attendance"), "training"),
    **dict.fromkeys(("target", "outcome", "indicator", "survey", "activity"), "aims"),
    "plan": "action_plan",
    **dict.fromkeys(("staffing", "role"), "staffing"),
    **dict.fromkeys(("matter", "task", "term"), "agenda"),
    **dict.fromkeys(("case", "event", "consultation", "knowledge", "turned"), "practice"),
    "framework": "framework",
}
_PROPOSALS = "framework"


@dataclass(frozen=True, slots=True)
class Own:
    """Of a kind of thing (研修 …, 体系の案): how many the store keeps, and how many HR has not seen so."""

    kind: str
    name: str
    count: int
    unsent: int


@dataclass(frozen=True)
class DigitalHome:
    """What the store of DX推進課 holds.

    ``given`` is what stands of each year, the newest first, ``withdrawn`` what HR took back and nobody said
    to have seen to. ``sent_on`` is the ISO day of the last 送付票,
    empty before the first.
    """

    fiscal_year: int
    today: str
    given: tuple[Received, ...]
    own: tuple[Own, ...]
    sent_on: str
    withdrawn: tuple[Withdrawal, ...] = ()

    @property
    def holding(self) -> tuple[Received, ...]:
        """What may be used today."""
        return tuple(one for one in self.given if one.state is State.HOLDS)

    @property
    def begun(self) -> bool:
        """Whether anything was written or sent in the year of today: what is older is last year's work."""
        sent = bool(self.sent_on) and fiscal_year_of(self.sent_on) == self.fiscal_year
        return sent or any(one.unsent for one in self.things)

    @property
    def things(self) -> tuple[Own, ...]:
        """What is written year after year: all but the versions of a framework."""
        return tuple(one for one in self.own if one.kind != _PROPOSALS)

    @property
    def unsent(self) -> tuple[Own, ...]:
        """The kinds of which HR has not seen everything."""
        return tuple(one for one in self.own if one.unsent)


def digital_home(desk: Desk, uow: UnitOfWork) -> DigitalHome:
    """Return what a store of DX推進課 holds today, the year being that of its own day."""
    today = desk.services.clock.today()
    sent = [one for one in uow.exchange.dispatches() if one.kind == DX_PACKAGE.kind]
    last = max(sent, key=lambda one: one.sequence, default=None)
    own = _own(desk, uow, last.sequence if last is not None else 0)
    sent_on = local_day(last.sent_at) if last is not None else ""
    gone = unseen_withdrawals(uow)
    return DigitalHome(fiscal_year_of(today), today, received(uow, today), own, sent_on, gone)


def _own(desk: Desk, uow: UnitOfWork, last: int) -> tuple[Own, ...]:
    """Return what is kept by kind; ``last`` is the number of the newest 送付票, which held all until then.

    A record carries the number the next package would have had when it was sealed. One that only repeats what
    stood when the package left (a table that is taken in again) is nothing HR has not seen.
    """
    things: dict[str, dict[str, list[Revision]]] = {kind: {} for kind in KIND_NAMES}
    for stored in stored_of(uow, list(KIND_NAMES)):
        revision = stored.revision
        if revision.owned.owner != Role.DX.value:
            continue
        kind, subject = revision.record.employee_number.partition(":")[0], revision.record.employee_number
        things[kind].setdefault(subject, []).append(revision)

    def is_new(revision: Revision) -> bool:
        seal = revision.seal
        return seal is not None and seal.store_id == desk.identity.store_id and seal.sequence > last

    def differs(revisions: Sequence[Revision]) -> bool:
        before = [one for one in revisions if not is_new(one)]
        unsent = len(before) < len(revisions)
        return unsent and (not before or owned.value(before) != owned.value(revisions))

    own = [
        Own(kind, KIND_NAMES[kind], len(found), sum(map(differs, found.values())))
        for kind, found in things.items()
        if found
    ]
    if proposed := own_versions(uow):
        own.append(Own(_PROPOSALS, "体系の案", len(proposed), len(unsent_versions(uow))))
    return tuple(own)


def todos(desk: Desk, uow: UnitOfWork, found: DigitalHome) -> tuple[Todo, ...]:
    """Return what DX推進課 does next in its own year, what presses most first."""
    return tuple(_todos(desk, uow, found))


def _todos(desk: Desk, uow: UnitOfWork, found: DigitalHome) -> Iterator[Todo]:
    yield from map(_taken_back, found.withdrawn)
    if not found.given and (waiting := _unregistered(uow)):
        text = "人事課に電話して確認コードを読み合わせ、同じなら登録します。登録すると、集計を見られます。"
        title = f"届いた提供票が、照合を待っています({len(waiting):,}件)"
        yield Todo("dx-quarantine", title, text, "照らし合わせる", "receive", True, 0, "quarantine")
    elif not found.given:
        text = (
            "人事課から届いた提供票をこの窓に置くと、体系、研修一覧、所属ごとの人数の集計を見られます。"
            "届いていなければ、人事課に頼んでください。"
        )
        yield Todo("dx-provision", "人事課の提供票がまだ届いていません", text, "ファイルを開く", "receive")
    if found.unsent:
        count = sum(one.unsent for one in found.unsent)
        listed = "、".join(f"{one.name} {one.unsent:,}件" for one in found.unsent)
        before = (
            f"前の送付票は{day_text(found.sent_on)}です。"
            if found.sent_on
            else "送付票は、まだ1度も作っていません。"
        )
        title = f"人事課にまだ送っていない記録が {count:,}件"
        text = f"{listed}。{before}送付票を作って、人事課に送ります。"
        if found.given:
            yield Todo("dx-unsent", title, text, "送付票を作る", "documents", False, count, DX_PACKAGE.word)
        else:
            text = f"{listed}。送付票は、提供票を受け取ると作れます。"
            yield Todo("dx-unsent", title, text, "見る", _SCREENS[found.unsent[0].kind])
    if not found.begun:
        yield _to_begin(desk, uow, found)
    if found.given:  # one waits for HR there: what one does oneself comes first
        yield from _ending(found)


def _taken_back(one: Withdrawal) -> Todo:
    given = one.taken.given
    day = day_text(local_day(one.taken.receipt.received_at))
    title = (
        f"人事課が、{fiscal_year_label(one.taken.fiscal_year)}の提供票を取り下げました({day_text(one.day)})"
    )
    text = (
        f"{day}に届いたもの(受付番号 {one.taken.receipt.number}、何のために: {given.why})です。"
        "集計も個人の項目も、もう表示しません。印刷や書き出しをしたものがあれば、人事課の指示に従って"
        "処分し、「確かめた」を押してください。押すまで、ここに残ります。"
    )
    key = f"dx-withdrawn-{one.number}"
    return Todo(key, title, text, "提供された集計を見る", "provided", True, seen_by=one.number)


def _unregistered(uow: UnitOfWork) -> list[Receipt]:
    receipts = uow.exchange.receipts(live_only=True)
    return [one for one in receipts if one.kind == PROVISION.kind and one.outcome == "quarantined"]


def _to_begin(desk: Desk, uow: UnitOfWork, found: DigitalHome) -> Todo:
    uses = capabilities.in_use(uow, desk.role)
    title = f"{fiscal_year_label(found.fiscal_year)}の研修や目標を書き始められます"
    text = "DX推進担当課が自分で持つ研修、目標、指標を書いて、送付票で人事課に送ります。"
    if found.things:
        count = sum(one.count for one in found.things)
        text = (
            f"前の年度までの {count:,}件は、そのまま続いています。今年度の研修の回や、目標の実績と見込みを"
            "書き足して、送付票で人事課に送ります。"
        )
    for code, action in (("training", "研修を書く"), ("aims", "目標を書く")):
        if code in uses:
            return Todo("dx-begin", title, text, action, code)
    text += "使うものを「設定」で選んでください。"
    return Todo("dx-begin", title, text, "使う機能を選ぶ", "settings", focus="uses")


def _ending(found: DigitalHome) -> Iterator[Todo]:
    """Tell what may not be used any more, or soon."""
    newest = found.given[0]
    label, until = fiscal_year_label(newest.fiscal_year), newest.given.until
    ask = "続けて使うときは、人事課に新しい提供票を頼んでください。"
    if newest.state is State.WITHDRAWN and any(
        one.taken.receipt == newest.receipt for one in found.withdrawn
    ):
        return  # its own line tells it
    if newest.state is not State.HOLDS:
        title = f"{label}の提供票は、{STATE_NAMES[newest.state]}({day_text(newest.since)})"
        yield Todo("dx-provision-over", title, ask, "提供された集計を見る", "provided")
        return
    if newest.people_over:
        title = f"個人の項目は、{day_text(newest.people_over)}で使えなくなりました"
        text = f"決定(決裁番号 {newest.given.decision})の期間が終わりました。人数の集計は使えます。"
        yield Todo("dx-people-over", title, text, "提供された集計を見る", "provided")
    last = newest.given.people_until or until
    if 0 <= (date.fromisoformat(last) - date.fromisoformat(found.today)).days <= SOON_DAYS:
        what = "個人の項目" if newest.given.people_until else "提供票"
        title = f"{label}の{what}を使えるのは {day_text(last)}まで({days_left(last, found.today)})"
        yield Todo("dx-provision-soon", title, ask, "提供された集計を見る", "provided")


def steps(found: DigitalHome) -> tuple[tuple[str, str, str, bool], ...]:
    """Return the path of the year: (name, text when done, text before, complete)."""
    holding = found.holding
    until = day_text(holding[0].given.until) if holding else ""
    kept = sum(one.count for one in found.things)
    unsent = sum(one.unsent for one in found.own)
    sent = day_text(found.sent_on) if found.sent_on else ""
    return (
        ("提供票を受け取る", f"{until}まで", "人事課から", bool(holding)),
        ("研修・目標を書く", f"{kept:,}件", f"前年度から {kept:,}件" if kept else "", found.begun),
        (
            "送付票を送る",
            sent,
            f"未送付 {unsent:,}件" if unsent else f"前回 {sent}" if sent else "",
            found.begun and not unsent,
        ),
    )


def given_lines(one: Received) -> tuple[tuple[str, str], ...]:
    """Return what is told of what HR gave, as (what, text)."""
    given = one.given
    lines = [
        ("届いた日", _came(one.receipt)),
        ("使える期間", f"{day_text(given.until)}まで"),
        ("何のために", given.why),
    ]
    if given.items:
        until = given.people_until or given.until
        items = named(given.items)
        over = "" if one.people_over else f"{len(given.people):,}人、"
        told = f"{items}({over}{day_text(until)}{'で終わり' if one.people_over else 'まで'})"
        lines.append(("個人の項目", told))
    else:
        lines.append(("個人の項目", "ありません(人数の集計だけ)"))
    return tuple(line for line in lines if line[1])


def _came(receipt: Receipt) -> str:
    return f"{day_text(local_day(receipt.received_at))}(受付番号 {receipt.number})"


def own_lines(found: Sequence[Own]) -> tuple[tuple[str, str], ...]:
    """Return what the store keeps of its own, as (what, text)."""
    return tuple(
        (one.name, f"{one.count:,}件" + (f"(未送付 {one.unsent:,}件)" if one.unsent else "")) for one in found
    )
