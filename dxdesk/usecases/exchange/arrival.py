"""After a file was applied: what people are told about it, and looking again at files that wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from dxdesk.domain import subjects
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.thing_words import OWNER_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import deputising, kept, lacking, learning, taught_frameworks
from dxdesk.usecases.exchange.applying import Effect
from dxdesk.usecases.exchange.disputed_keys import named
from dxdesk.usecases.exchange.intake import Intake
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.counting import (
    LACKING,
    WAITS_FOR_MORE,
    Acceptance,
    Verdict,
    judge,
    load_acceptance,
)
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE, SECTION_PACKAGE
from dxdesk.usecases.workplace.desk import Desk

WAITING = ("pending", "quarantined", "held")


@dataclass(frozen=True)
class Arrival:
    """What there is to tell a person from: a file that was taken in, and what it did.

    ``year_in_work`` is 0 where none is known; ``twin`` tells that its issuer's number came with another
    content before; ``after_term`` is what comes long after the 代理の指名 it was made under ended; ``lost``
    that its sender saw this store's audit otherwise than it is now; ``ended`` are the 代理の指名 of its owner
    that the file takes back or ends earlier; ``role`` is whose store it is.
    """

    intake: Intake
    effect: Effect
    year_in_work: int = 0
    twin: bool = False
    after_term: tuple[Revision, ...] = ()
    lost: bool = False
    ended: tuple[deputising.TakenBack, ...] = ()
    role: Role = Role.HR

    @property
    def envelope(self) -> Envelope:
        """The file's envelope."""
        return self.intake.opened.envelope


@dataclass(frozen=True)
class Rule:
    """When a note is told, and its words; ``message`` and ``found`` are made of the arrival."""

    code: str
    applies: Callable[[Arrival], object]
    message: Callable[[Arrival], str]
    fix: str
    found: Callable[[Arrival], str] = lambda _: ""
    own: tuple[Callable[[Arrival], str], str] | None = None
    """Its words and what to do about it in a person's own store, where nobody settles for others."""
    hrs: tuple[Callable[[Arrival], str], str] | None = None
    """The same in HR's own store, which nobody sends what it waits for."""

    def words(self, arrival: Arrival) -> tuple[str, str]:
        """Return what is said and what to do, for whom the store belongs to."""
        if self.hrs is not None and arrival.role is Role.HR:
            return self.hrs[0](arrival), self.hrs[1]
        if self.own is not None and arrival.role is Role.PERSONAL:
            return self.own[0](arrival), self.own[1]
        return self.message(arrival), self.fix


_ASK_HR = "あなたが決めることはありません。思い当たることがなければ、人事課に聞いてください。"


def notes(arrival: Arrival, file: str) -> tuple[Problem, ...]:
    """Return what a person should know about a file that was taken in."""
    return tuple(
        Problem(rule.code, *rule.words(arrival), rule.found(arrival), Place(file))
        for rule in _RULES
        if rule.applies(arrival)
    )


def _unregistered(arrival: Arrival) -> str:
    effect = arrival.effect
    if effect.counted:
        return (
            f"はじめての発行元の鍵による、一部の記録({effect.quarantined}件)は預かりましたが、まだ集計に入れていません。"
            "ほかの記録は受け取りました。"
        )
    return "はじめての発行元からのファイルです。中身は預かりましたが、まだ集計に入れていません。"


def _key_owners(arrival: Arrival) -> str:
    """Return whose keys are not registered: the sender's, or those of confirmers whose word is passed on."""
    envelope, opened = arrival.envelope, arrival.intake.opened
    names: dict[str, str] = {}
    for revision in opened.revisions:
        if revision.record.part is Part.ASSIGNMENT:
            said = revision.assignment
            names |= {said.first: said.first_name, said.second: said.second_name}
    owners = {opened.key_id: envelope.issuer.owner}
    offices = {
        revision.key_id: OWNER_NAMES.get(revision.owned.owner, "")
        for revision in opened.revisions
        if revision.record.part is Part.OWNED and revision.key_id
    }
    for revision in opened.revisions:
        by = revision.made.by
        if by and revision.key_id:
            owners.setdefault(revision.key_id, by)
    found = []
    for key_id in sorted(arrival.effect.waiting_keys):
        owner = owners.get(key_id, "")
        if owner and names.get(owner):
            found.append(f"{names[owner]}さん({owner})")
        elif key_id == opened.key_id:
            found.append(envelope.issuer.label)
        else:
            whose = f"職員番号 {owner}" if owner else offices.get(key_id, "")
            found.append(f"{whose}(鍵 {key_id[:8]})" if whose and not owner else whose or f"鍵 {key_id[:8]}")
    return "、".join(dict.fromkeys(found))


def _refused(arrival: Arrival) -> int:
    return arrival.effect.rejected - len(arrival.effect.of_others)


def _from_section(arrival: Arrival) -> bool:
    return arrival.envelope.issuer.role == Role.SECTION.value


def _about(arrival: Arrival) -> str:
    envelope = arrival.envelope
    return f"{fiscal_year_label(envelope.fiscal_year)}、体系 {'@'.join(envelope.framework)}"


def _own_changed(arrival: Arrival) -> str:
    if arrival.envelope.kind == RESULT_NOTICE.kind:
        return "確認のあとに出し直した答えが、この台帳にあります。確定した結果は、結果通知票のとおりです。"
    return "確認のあとに、答えの変更か手続きがありました。確認者がもう一度確かめます。"


def _of_other_year(arrival: Arrival) -> bool:
    envelope = arrival.envelope
    earlier = envelope.fiscal_year < arrival.year_in_work
    return earlier and envelope.kind != SECTION_PACKAGE.kind and not arrival.effect.pending


_RULES = (
    Rule(
        "key-disputed",
        lambda a: a.effect.fallen,
        lambda a: (
            f"職員番号 {'、'.join(a.effect.fallen_owners)} の確認者の鍵が2つになり、"
            "どちらが本人のものか分かりません。"
            f"照合が済むまで、{len(a.effect.fallen)}人の記録を集計から外しました。"
        ),
        "「受付」の照合待ちで、本人に電話して確認コードを読み合わせ、合うほうを登録してください。"
        "登録した鍵は、あとから別の届け出があっても変わりません。",
        lambda a: named(a.effect.fallen),
        own=(lambda _: "あなたの確認者の鍵が2つ届いていて、人事課の照合を待っています。", _ASK_HR),
    ),
    Rule(
        "key-unconfirmed",
        lambda a: a.effect.quarantined and a.role is Role.PERSONAL and _from_section(a),
        lambda _: (
            "この票を出した所属の鍵を、人事課はまだ確かめていません。預かりました。"
            "人事課の鍵で確かめられる票がない間は、この票に記入できます。"
        ),
        "所属に電話などで聞き、この票を渡したか確かめてください。"
        "人事課が所属の鍵を確かめると、その後に届く票から確かなものになります。",
        lambda a: a.envelope.issuer.label,
    ),
    Rule(
        "key-not-hr",
        lambda a: a.effect.quarantined and a.role is Role.PERSONAL and not _from_section(a),
        lambda _: "人事課の名前ですが、知っている人事課の鍵ではありません。預かりましたが、使いません。",
        "人事課に電話などで聞き、この票を出したか確かめてください。",
        lambda a: a.envelope.issuer.label,
    ),
    Rule(
        "key-unknown",
        lambda a: a.effect.quarantined and a.role is not Role.PERSONAL,
        _unregistered,
        "「受付」の確認コードを電話で照らし合わせ、合っていれば登録してください。",
        _key_owners,
    ),
    Rule(
        "number-twice",
        lambda a: a.twin,
        lambda _: (
            "同じ発行元の同じ通し番号で、内容の違うファイルが前にも届いています。どちらも残しています。"
        ),
        "台帳の写しか古い控えが使われているおそれがあります。どちらが正しいか、発行元に確かめてください。",
        lambda a: f"{a.envelope.issuer.label} 通し番号 {a.envelope.issuer.sequence}",
    ),
    Rule(
        "head-lost",
        lambda a: a.lost,
        lambda _: (
            "送り主が前に見た、この台帳の操作の記録が、いまの台帳にありません。ファイルは受け取りました。"
        ),
        "台帳が書き換えられたか、古い控えに置き換えられたおそれがあります。"
        "新しい入力を止め、このファイルを残し、情報担当に知らせてください(「使い方」の「点検」)。",
        lambda a: a.envelope.issuer.label,
    ),
    Rule(
        "pending",
        lambda a: a.effect.pending,
        lambda _: (
            "年度、スキル体系か対象者の情報がまだ届いていません。預かっておき、届いたら自動で反映します。"
        ),
        "所属配布票など、足りないファイルを取り込んでください。",
        _about,
        hrs=(
            lambda _: (
                "この台帳に、ファイルの年度かスキル体系がないか、対象者の割当てがありません。"
                "答えと提出を預かりましたが、集計に入れません。"
            ),
            "この台帳から書き出した申告票ではないか、年度を始める前か、名簿にない人のものです。"
            "年度と名簿を確かめ、正しければこの台帳の申告票を渡して出し直してもらってください。"
            "間違って取り込んだときは、「受付」で取り消せます。",
        ),
    ),
    Rule(
        "submission-missing",
        lambda a: a.effect.unsubmitted,
        lambda a: (
            f"本人の提出がまだ届いていない人の確認などが{lacking.count(a.effect.unsubmitted)}人分あります。"
            "預かりましたが、提出が届くまで集計に入れません。"
        ),
        lacking.FIX[Verdict.UNSUBMITTED],
        lambda a: lacking.named(a.effect.unsubmitted, a.effect.names),
        own=(
            lambda _: "あなたの提出より先に確認が届きました。預かりました。",
            "この台帳で出した申告票が確認者に届いているか、確かめてください。",
        ),
    ),
    Rule(
        "first-missing",
        lambda a: a.effect.unconfirmed,
        lambda a: (
            f"一次確認がまだない人の二次確認が{lacking.count(a.effect.unconfirmed)}人分あります。"
            "預かりましたが、一次確認が届くまで集計に入れません。"
        ),
        lacking.FIX[Verdict.UNCONFIRMED],
        lambda a: lacking.named(a.effect.unconfirmed, a.effect.names),
        own=(lambda _: "一次確認より先に、二次確認が届きました。預かりました。", _ASK_HR),
    ),
    Rule(
        "confirmation-taken-back",
        lambda a: a.effect.taken_back,
        lambda a: (
            "済んでいた確認のあとの、前の段階の手続きか内容の変更が届きました"
            f"({lacking.count(one for one, _ in a.effect.taken_back)}人分)。もう一度確認が要ります。"
        ),
        "変えた人に、理由を確かめてください。そのうえで、確認者にもう一度確認を頼んでください。",
        lambda a: lacking.taken_back(a.effect.taken_back, a.effect.names),
        own=(_own_changed, _ASK_HR),
    ),
    Rule(
        "deputy-unnamed",
        lambda a: a.effect.held,
        lambda a: (
            f"代理の指名がない人か、一人で両方の段階をする人による確認が{len(a.effect.held)}件あります。"
            "預かりましたが、人事課が決めるまで集計に入れません。"
        ),
        "人事課の台帳の「受付」にある「代理の確認」で、認めるかどうかを決めてください。",
        lambda a: deputising.named(a.effect.held),
        own=(lambda _: "代理の人による確認があり、人事課が決めるのを待っています。", _ASK_HR),
    ),
    Rule(
        "deputy-late",
        lambda a: a.after_term,
        lambda a: (
            f"代理の期間が終わって{deputising.LATE_DAYS}日より後に届いた、代理の確認が{len(a.after_term)}件あります。"
            "期間内の日付なので、集計に入れました。"
        ),
        "確認した日が正しいかを、代理をした人に確かめてください。",
        lambda a: deputising.named(a.after_term),
        own=(lambda _: "代理の期間が終わった後に届いた確認があります。集計に入っています。", _ASK_HR),
    ),
    Rule(
        "deputy-ended",
        lambda a: a.ended,
        lambda a: "".join(one.sentence for one in a.ended),
        "その確認者の受け持つ人を、代わりに確認しないでください。終わった後の日付で確認したものは、"
        "人事課が認めるまで集計に入りません。",
    ),
    Rule(
        "other-year",
        _of_other_year,
        lambda a: (
            f"{fiscal_year_label(a.envelope.fiscal_year)}のファイルです。その年度の記録として受け取りました。"
        ),
        "今年度のものを送ってもらうつもりだったときは、受付を元に戻し、本人か送り主に確かめてください。",
        _about,
    ),
    Rule(
        "late",
        lambda a: a.effect.late,
        lambda _: "確定の後に届きました。預かりましたが、確定した結果は変えていません。",
        "結果を直す必要があれば「確定後訂正」を行ってください。",
        own=(
            lambda _: "確定の後に届きました。預かりましたが、確定した結果は変えていません。",
            "結果に合わないところがあれば、人事課に聞いてください。",
        ),
    ),
    Rule(
        "things-apart",
        lambda a: a.effect.apart,
        lambda a: (
            f"2つの台帳で違うことが書かれている記録が{len(a.effect.apart)}件あります。"
            "決めるまでは、どの台帳でも同じほうを使います。"
        ),
        "持っている課の台帳の「受付」の「台帳の違い」で、どちらにするかを決めてください。",
        lambda a: "、".join(f"{name}({OWNER_NAMES.get(owner, owner)})" for owner, name in a.effect.apart),
    ),
    Rule(
        "office-not-hr",
        lambda a: a.effect.not_hrs,
        lambda a: (
            f"人事課だけが書く記録(年度、割り当て、参考の記録、代理の指名)で、人事課の鍵によらないものが"
            f"{len(a.effect.not_hrs)}件あります。使いません。ほかの記録は受け取りました。"
        ),
        "送り主に、台帳やファイルを書き換えていないかを確かめてください。変える必要があれば、人事課の台帳で変えます。",
        lambda a: lacking.named(a.effect.not_hrs, a.effect.names),
    ),
    Rule(
        "thing-of-hr",
        lambda a: a.effect.of_others,
        lambda a: (
            f"人事課の記録について書いたものが{len(a.effect.of_others)}件あります。"
            "預かりましたが、人事課の記録は変えていません。"
        ),
        "人事課の記録を変えられるのは人事課だけです。dxdesk の台帳から出たままのファイルかどうかを、"
        "送り主に確かめてください。",
        lambda a: "、".join(dict.fromkeys(a.effect.of_others)),
    ),
    Rule(
        "not-counted",
        _refused,
        lambda a: (
            f"確認者ではない人か、失効した鍵による記録が{_refused(a)}件あります。"
            "預かりましたが、集計に入れません。"
        ),
        "送り主と、確認者の割り当て・鍵の失効を確かめてください。",
        lambda a: a.envelope.issuer.label,
        own=(
            lambda a: f"集計に入らない記録が{_refused(a)}件あります。預かりました。",
            "届いたファイルの送り主に、人事課が配ったものかを聞いてください。",
        ),
    ),
)


def reevaluate(
    desk: Desk,
    uow: UnitOfWork,
    before: Acceptance | None = None,
    touched: Collection[tuple[int, str]] = (),
) -> int:
    """Derive anew what may be otherwise after what counts has changed; return how many files no longer wait.

    Args:
        desk: the store.
        uow: the unit of work the change was made in.
        before: what counted until then, where it is known; else everybody is derived.
        touched: the people whose records changed as well.
    """
    learnt = learning.learn_waiting(desk, uow)
    learnt |= taught_frameworks.settle(desk, uow)
    after = load_acceptance(uow)
    if before is not None and not learnt and _confirmers_joined(before, after):
        waiting = _waiting_people(uow, uow.exchange.receipts(live_only=True))
        derived.refresh(desk, uow, sorted(waiting.union(touched)), after)
    else:
        for year in uow.exchange.years():
            derived.refresh_year(desk, uow, year)
    return update_outcomes(uow)


def _confirmers_joined(before: Acceptance, after: Acceptance) -> bool:
    """Tell whether all that changed is that more confirmers' keys count.

    Only what was waiting for such a key can be otherwise then: a city's first files would else be followed
    by deriving everybody again, file after file.
    """
    kept = all(after.keys.get(key_id) == key for key_id, key in before.keys.items())
    joined = (key for key_id, key in after.keys.items() if key_id not in before.keys)
    same = all(
        getattr(before, name) == getattr(after, name)
        for name in ("years", "rules", "deputies", "frameworks", "frozen")
    )
    return kept and same and all(key.role is Role.SECTION for key in joined)


def update_outcomes(uow: UnitOfWork) -> int:
    """Update the outcome of receipts that waited, or wait now; return how many no longer wait.

    A file that counted waits again when a rival claims the enrolment of a key in it, for one. The standings
    kept for lists tell who has something waiting; they are to be fresh.
    """
    acceptance = load_acceptance(uow)
    live = {receipt.number: receipt for receipt in uow.exchange.receipts(live_only=True)}
    reasons: dict[int, set[Verdict]] = {}
    for year, number in sorted(_waiting_people(uow, live.values())):
        stored = uow.exchange.person(year, number)
        waiting = judge(tuple(stored), acceptance).waiting
        for item in stored:
            verdict = waiting.get(item.revision.id)
            if verdict in (Verdict.QUARANTINED, Verdict.HELD, *WAITS_FOR_MORE):
                word = Verdict.PENDING if verdict in LACKING else verdict
                for supporting in item.receipts:
                    reasons.setdefault(supporting, set()).add(word)
    for sealed in kept.waiting(uow, live.values(), acceptance.keys):
        reasons.setdefault(sealed, set()).add(Verdict.QUARANTINED)
    moved = 0
    for receipt in live.values():
        outcome = "applied" if receipt.outcome in WAITING else receipt.outcome
        found = reasons.get(receipt.number, set())
        if found:
            order = (Verdict.QUARANTINED, Verdict.PENDING, Verdict.HELD)
            outcome = next(reason.value for reason in order if reason in found)
        if outcome != receipt.outcome:
            uow.exchange.update_receipt(replace(receipt, outcome=outcome))
            moved += outcome not in WAITING
    return moved


def _waiting_people(uow: UnitOfWork, live: Iterable[Receipt]) -> set[tuple[int, str]]:
    """Return who has something waiting, or a file that waited.

    Of a year whose framework is not here nobody's standing can be derived: anybody's may wait.
    """
    found = set()
    for year in uow.exchange.years():
        rows = uow.results.assessments(year)
        found |= {(year, row.employee_number) for row in rows if row.pending or row.quarantined}
        if not rows:
            stored = uow.exchange.part(year, Part.ASSIGNMENT)
            found |= {(year, one.revision.record.employee_number) for one in stored}
    for receipt in live:
        if receipt.outcome in WAITING:
            records = (revision.record for revision in uow.exchange.revisions_of(receipt.number))
            asked = filter(subjects.in_a_year, records)
            found |= {(record.fiscal_year, record.employee_number) for record in asked}
    return found
