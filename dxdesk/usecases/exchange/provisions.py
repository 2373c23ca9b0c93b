"""提供票 in the store of DX推進課: taken, kept with its receipt, and which of them holds.

Of those whose receipt is live and whose key is HR's the newest one of a year holds until its last day, unless
HR took it back (``domain/provisions.py`` ``standing``); asked anew each time, so that the order of files does
not matter (ARCHITECTURE.md, protocol points 3 and 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import provisions
from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.provisions import Offer, State
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Receipt, Role, StoreIdentity
from dxdesk.ports.setting_names import PROVIDED, PROVISION_SEEN
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.applying import Effect
from dxdesk.usecases.exchange.intake import Incoming, Intake, take_sealed, takes
from dxdesk.usecases.exchange.section_requests import unsealed
from dxdesk.usecases.forms.framework_proposals import proposals_in
from dxdesk.usecases.forms.provision_sheets import Provision, provision_in
from dxdesk.usecases.person_year.counting import Acceptance, accepted_keys, is_revoked
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE, PROVISION
from dxdesk.usecases.workplace.desk import Desk, Services


@dataclass(frozen=True)
class Received:
    """A 提供票 of a year, with the receipt it came under.

    One that ended (``since`` its last day) or was taken back (``since`` the day that arrived here) tells why
    and by which decision it was given, and nothing of what was given. Of one whose decision ended while its
    aggregates go on (``people_over``: the last day of the individuals), nobody's particulars are left.
    """

    receipt: Receipt
    fiscal_year: int
    given: Provision
    state: State = State.HOLDS
    since: str = ""
    people_over: str = ""


@takes
def take_provision(services: Services, identity: StoreIdentity, incoming: Incoming, opened: Opened) -> Intake:
    """Take what HR gives; refuse a particular of individuals that the decision named in it lacks.

    Raises:
        KnownError: ``provision-unreadable``, ``provision-item``, and a sheet that was changed.
    """
    given = provision_in(opened.envelope.extra)
    if given is None or opened.envelope.issuer.role != Role.HR.value:
        raise KnownError(
            "provision-unreadable",
            "提供票の中身を読み取れません。取り込んでいません。",
            "人事課に、提供票をもう一度送ってもらってください。",
        )
    asked = dict.fromkeys((*given.items, *(item for item, _ in given.heads)))
    beyond = [one for one in asked if one not in given.permitted or one not in given.items]
    if beyond or (given.items and not given.decision):
        raise KnownError(
            "provision-item",
            f"決定にない個人の項目({provisions.named(beyond or given.items)})が入っています。"
            "取り込んでいません。",
            "人事課に、決定した項目だけの提供票を作り直してもらってください。",
            found=provisions.named(beyond or given.items),
        )
    intake = take_sealed(services, identity, incoming, opened)
    note = _told(given, incoming.path.name)
    return replace(intake, notes=(*((note,) if note else ()), *intake.notes))


def _told(given: Provision, file: str) -> Problem | None:
    if given.withdraws:
        return Problem(
            "provision-withdrawn",
            "人事課が、前の提供を取り下げました。取り下げられた提供票の内容は、もう表示しません。"
            "期限の残る提供票がほかに届いていれば、その内容を表示します。",
            "印刷や書き出しをしたものがあれば、人事課の指示に従って処分してください。",
            place=Place(file),
        )
    return None


def refuse_other(desk: Desk, uow: UnitOfWork, opened: Opened, file: str) -> None:
    """Refuse a 提供票 for the section of another authority: what may be seen there may not be seen here.

    Whose section the store is of says the 提供票 it began with, taken back or not.

    Raises:
        KnownError: ``provision-addressee``.
    """
    given = provision_in(opened.envelope.extra) if opened.envelope.kind == PROVISION.kind else None
    if desk.role is not Role.DX or given is None or given.authority is None:
        return
    own = _own_authority(uow)
    if own is None or own == given.authority:
        return
    problem = Problem(
        "provision-addressee",
        f"{addressee(given.authority)}あての提供票です。この台帳は、{addressee(own)}のものです。"
        "取り込んでいません。",
        "あて先の課に渡してください。こちらあてなら、人事課に、渡す先を直して作り直してもらってください。",
        addressee(given.authority),
        Place(file),
    )
    raise KnownError.of((problem,))


def addressee(authority: str) -> str:
    """Return the section of an authority as people read it; empty: HR's own."""
    return f"任命権者「{authority}」のDX推進担当課" if authority else "人事課と同じ任命権者のDX推進担当課"


def _own_authority(uow: UnitOfWork) -> str | None:
    """Return who appoints the people of this section, empty for HR's own, ``None`` where nobody said."""
    received_here = (one for one in uow.exchange.receipts() if one.kind == PROVISION.kind)
    first = min(received_here, key=lambda one: one.number, default=None)
    given = provision_in(uow.settings.get(f"{PROVIDED}{first.payload_sha256}") or "") if first else None
    return given.authority if given is not None else None


def told_of(desk: Desk, uow: UnitOfWork, opened: Opened, file: str) -> tuple[Problem, ...]:
    """Return that a 提供票 which is in the store by now is one that HR took back."""
    if desk.role is not Role.DX or opened.envelope.kind != PROVISION.kind:
        return ()
    found = _withdrawal_of(uow, opened.envelope.package)
    if found is None:
        return ()
    problem = Problem(
        "provision-taken-back",
        f"人事課が取り下げた提供票です(取り下げは受付番号 {found.receipt.number}、"
        f"{short_day(local_day(found.receipt.received_at))})。中身は表示しません。",
        "要るときは、人事課に新しい提供票を頼んでください。",
        str(found.receipt.number),
        Place(file),
    )
    return (problem,)


def _withdrawal_of(uow: UnitOfWork, package: str) -> Received | None:
    found = [one for one in _counting(uow, _kept(uow)) if one.given.withdraws == package]
    return min(found, key=lambda one: one.receipt.number, default=None)


def _kept(uow: UnitOfWork) -> Mapping[str, str]:
    return uow.settings.starting_with(PROVIDED)


def refuse_undoing(uow: UnitOfWork, receipt: Receipt) -> None:
    """Refuse to take back that HR took back what it gave: it would be seen again, which only HR may decide.

    Raises:
        KnownError: ``withdrawal-stays``.
    """
    if receipt.kind != PROVISION.kind:
        return
    held = [one for one in _counting(uow, _kept(uow)) if one.given.withdraws]
    if any(one.receipt.number == receipt.number for one in held):
        raise KnownError(
            "withdrawal-stays",
            f"受付 {receipt.number} は、人事課が提供を取り下げたものです。元に戻すと、取り下げられた中身が"
            "また見えるので、元に戻せません。何も変えていません。",
            "続けて使うときは、人事課に新しい提供票を頼んでください。",
            found=str(receipt.number),
        )


def is_of_office(opened: Opened) -> bool:
    """Tell whether a file goes between 人事課 and DX推進課."""
    return opened.envelope.kind in (PROVISION.kind, DX_PACKAGE.kind)


def keep(desk: Desk, uow: UnitOfWork, opened: Opened) -> None:
    """Keep what a 提供票 says, under the digest of its payload."""
    if desk.role is Role.DX and opened.envelope.kind == PROVISION.kind:
        uow.settings.set(f"{PROVIDED}{opened.sha256}", opened.envelope.extra)


def counted(effect: Effect, opened: Opened, acceptance: Acceptance, *, news: bool) -> Effect:
    """Return the effect of such a file, which waits as a whole for the key that sealed it."""
    waits = unsealed(effect, opened, acceptance)
    if waits is not None:
        return waits
    if opened.envelope.kind != PROVISION.kind:
        brings = news and bool(proposals_in(opened.envelope.extra))
        return replace(effect, added=effect.added + brings)
    return replace(effect, added=effect.added + news, unchanged=effect.unchanged + (not news))


def received(uow: UnitOfWork, today: str, without: str = "") -> tuple[Received, ...]:
    """Return what stands of each year on a day, the newest year first: what holds, else what is over.

    ``without``: a package (id) as if it had not come, to tell what stands once it is taken back.
    """
    kept = uow.settings.starting_with(PROVIDED)
    if not kept:
        return ()
    found = [one for one in _counting(uow, kept) if one.receipt.package_id != without]
    gone: dict[str, str] = {}
    for one in found:
        if one.given.withdraws:
            day = local_day(one.receipt.received_at)
            gone[one.given.withdraws] = min(day, gone.get(one.given.withdraws, day))
    years: dict[int, list[Received]] = {}
    for one in found:
        if not one.given.withdraws:
            years.setdefault(one.fiscal_year, []).append(one)
    return tuple(_standing(years[year], gone, today) for year in sorted(years, reverse=True))


@dataclass(frozen=True)
class Withdrawal:
    """One of HR's withdrawals, which nobody here said to have seen to: what it took back, and when it came.

    ``number`` is that of its own receipt, ``day`` the local day (ISO) it arrived.
    """

    taken: Received
    number: int
    day: str


def unseen_withdrawals(uow: UnitOfWork) -> tuple[Withdrawal, ...]:
    """Return what HR took back of what arrived here, until somebody says to have seen to it; oldest first."""
    kept = uow.settings.starting_with(PROVIDED)
    if not kept:
        return ()
    found = _counting(uow, kept)
    arrived = {one.receipt.package_id: one for one in found if not one.given.withdraws}
    seen = {name.removeprefix(PROVISION_SEEN) for name in uow.settings.starting_with(PROVISION_SEEN)}
    unseen: dict[str, Withdrawal] = {}
    for one in sorted(found, key=lambda one: one.receipt.number):
        package = one.given.withdraws
        if package in arrived and package not in seen and package not in unseen:
            day = local_day(one.receipt.received_at)
            unseen[package] = Withdrawal(arrived[package], one.receipt.number, day)
    return tuple(unseen.values())


def see_to(desk: Desk, number: int) -> Withdrawal:
    """Note that what HR took back by the file of a receipt was seen to, and return it.

    Raises:
        KnownError: ``wrong-role``, ``withdrawal-unknown``.
    """
    desk.require(Role.DX)
    with desk.store.write() as uow:
        found = next((one for one in unseen_withdrawals(uow) if one.number == number), None)
        if found is None:
            raise KnownError(
                "withdrawal-unknown",
                "その受付番号の取り下げは、ないか、もう確かめてあります。何も変えていません。",
                "ホーム(コマンドでは dxdesk provide received)に出ている受付番号を確かめてください。",
                found=str(number),
            )
        uow.settings.set(f"{PROVISION_SEEN}{found.taken.receipt.package_id}", desk.services.clock.today())
        uow.audit.append("provision-seen", str(number))
        uow.commit()
    return found


def withdrawals(desk: Desk) -> tuple[Withdrawal, ...]:
    """Return what HR took back and nobody said to have seen to, the oldest first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.DX)
    with desk.store.read() as uow:
        return unseen_withdrawals(uow)


def _standing(found: Sequence[Received], gone: Mapping[str, str], today: str) -> Received:
    offers = [
        Offer(
            (one.receipt.issuer_epoch, one.receipt.issuer_sequence),
            one.given.until,
            gone.get(one.receipt.package_id, ""),
        )
        for one in found
    ]
    place = provisions.standing(offers, today)
    one, state = found[place], offers[place].state(today)
    if state is State.HOLDS:
        over = one.given.people_until if "" < one.given.people_until < today else ""
        return replace(one, given=one.given.without_people(), people_over=over) if over else one
    bare = replace(one.given, skills=(), people=())
    return replace(one, given=bare, state=state, since=offers[place].since(today))


def _counting(uow: UnitOfWork, kept: Mapping[str, str]) -> list[Received]:
    keys = accepted_keys(uow)
    found = []
    for receipt in uow.exchange.receipts(live_only=True):
        text = kept.get(f"{PROVIDED}{receipt.payload_sha256}", "")
        key = keys.get(receipt.key_id)
        if not text or key is None or key.role is not Role.HR or is_revoked(receipt, keys):
            continue
        given = provision_in(text)
        if given is not None:
            found.append(Received(receipt, receipt.fiscal_year, given))
    return found


def standing(desk: Desk) -> tuple[Received, ...]:
    """Return what stands of each year today, the newest first: what holds, else what is over.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.DX)
    with desk.store.read() as uow:
        return received(uow, desk.services.clock.today())


def provided(desk: Desk) -> tuple[Received, ...]:
    """Return what HR gives that holds today, the newest year first.

    Raises:
        KnownError: ``wrong-role``.
    """
    return tuple(one for one in standing(desk) if one.state is State.HOLDS)
