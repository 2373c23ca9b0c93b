"""鍵の管理: which issuers' keys are accepted; registering, revoking and renewing one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import OWN, KeyRow, Role, Succession
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import arrival, decided
from dxdesk.usecases.exchange.arrival import reevaluate
from dxdesk.usecases.exchange.issue import keep_claim, own_claims
from dxdesk.usecases.exchange.key_names import key_name
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.key_evidence import is_enrolment, seen_keys
from dxdesk.usecases.person_year.local_work import LOCAL, next_sequence
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk

_ENOUGH = 8
"""Digits of a fingerprint that a person has to give: fewer name a key by accident."""


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """One key as people see it; ``state`` is accepted, quarantined, revoked or followed (by its successor).

    ``owner`` is a person's number, empty for a key of an office; ``owner_name`` says whose it is of both.
    ``claims`` counts the enrolments it used; ``rivals`` how many other keys used the same ones;
    ``former`` tells a key this store has renewed since.
    """

    key_id: str
    spoken_code: str
    role: Role
    owner: str
    owner_name: str
    state: str
    own: bool
    claims: int
    rivals: int
    former: bool = False


def keys(desk: Desk) -> tuple[KeyInfo, ...]:
    """Return all keys seen, those that wait first."""
    with desk.store.read() as uow:
        accepted = accepted_keys(uow)
        names = {desk.identity.owner: uow.settings.get(setting_names.OWNER_NAME)}
        names |= {person.number: person.name for person in uow.people.employees(include_left=True)}
        claims = [claim for claim in uow.exchange.claims() if is_enrolment(claim)]
        seen = [accepted.get(key_id, key) for key_id, key in seen_keys(uow).items()]
        decided = {key.key_id: key for key in uow.exchange.keys()}
        with ThreadPoolExecutor() as pool:  # a code takes its time, on purpose, and a city has many
            codes = pool.map(desk.services.sealer.spoken_code, [key.public for key in seen])
        found = []
        for key, code in zip(seen, codes, strict=True):
            used = {claim.enrolment for claim in claims if claim.key_id == key.key_id}
            rivals = {c.key_id for c in claims if c.enrolment in used and c.key_id != key.key_id}
            state = "quarantined"
            if key.key_id in accepted:
                state = "followed" if accepted[key.key_id].revoked_after >= 0 else "accepted"
            if decided[key.key_id].revoked_after >= 0:
                state = "revoked"
            found.append(
                KeyInfo(
                    key.key_id,
                    code,
                    key.role,
                    key.owner,
                    key_name(key, names, desk.identity),
                    state,
                    key.key_id == desk.key_id,
                    len(used),
                    len(rivals),
                    key.vouched == OWN and key.key_id != desk.key_id,
                )
            )
    return tuple(sorted(found, key=lambda info: (info.state != "quarantined", not info.own, info.owner)))


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key after a decision about it: how many files do not wait any more because of it, and which still do.

    ``waiting`` counts the files that it sealed and that wait for something else.
    """

    key: KeyRow
    receipts: int = 0
    waiting: int = 0

    @property
    def told(self) -> str:
        """A sentence on what still waits, empty where nothing does."""
        if not self.waiting:
            return ""
        return (
            f"この鍵のファイル {self.waiting}件は、ほかのわけでまだ預かっています。わけは「受付」にあります。"
        )


def register(desk: Desk, key_id: str) -> KeyChange:
    """Accept a key whose code was compared with its owner; what waited for it counts from now on.

    A revoked key is accepted again, all of it.

    Raises:
        KnownError: ``key-unknown``, ``key-own``, ``wrong-role``.
    """
    desk.require(Role.HR, Role.SECTION, Role.DX)
    with desk.store.read() as uow:
        if _find(uow, key_id).vouched == OWN:
            raise KnownError(
                "key-own",
                "この台帳自身の鍵なので、登録は要りません。何も変えていません。",
                "相手の鍵を登録するときは、電話で読み合わせた確認コードの行の指紋を写してください。",
                found=key_id,
            )
    return _change(desk, key_id, "key-register", registered=True, revoked_after=-1)


def revoke(desk: Desk, key_id: str, after: int) -> KeyChange:
    """Stop accepting what a key sealed after its sequence number ``after`` (0 = everything).

    Raises:
        KnownError: ``key-unknown``, ``key-own``, ``key-hr`` (nothing of the year would be left),
            ``wrong-role``, ``sequence-unreadable``.
    """
    desk.require(Role.HR, Role.SECTION, Role.DX)
    if after < 0:
        raise KnownError(
            "sequence-unreadable", "通し番号は0以上の数です。", "最後に有効な番号を入れてください。"
        )
    with desk.store.read() as uow:
        row = _find(uow, key_id)
        others = {
            key.key_id
            for key in accepted_keys(uow).values()
            if key.role is Role.HR and key.key_id != row.key_id and key.revoked_after < 0
        }
    if row.role is Role.HR and not others and desk.role is not Role.HR:
        raise KnownError(
            "key-hr",
            "人事課のただ1つの鍵です。失効すると年度そのものが読めなくなるので、失効していません。",
            "人事課が鍵を替えたときは、新しい所属配布票(DX推進担当課では提供票)を取り込めば引き継がれます。"
            "先にそれを取り込んでください。",
            found=row.key_id,
        )
    if row.vouched == OWN:
        raise KnownError(
            "key-own",
            "この台帳自身の鍵は失効できません。",
            "新しい鍵にするには「この台帳の鍵を替える」(keys renew)を使ってください。",
        )
    return _change(desk, key_id, "key-revoke", revoked_after=after)


def renew(desk: Desk) -> KeyChange:
    """Replace the store's own key by a fresh one, which the old one names as its successor (鍵の引継ぎ).

    The old private key is gone afterwards. What it sealed stays valid; whoever believes it believes the
    new one with the next file of this store, without another telephone call.

    Raises:
        KnownError: ``wrong-role``, and what a read-only store refuses.
    """
    desk.require(Role.HR, Role.SECTION, Role.DX)
    sealer = desk.services.sealer
    with desk.store.write() as uow:
        old_seed, new_seed = desk.store.signing_seed, sealer.new_seed()
        old = next(key for key in uow.exchange.keys() if key.key_id == desk.key_id)
        for claim in own_claims(desk, uow):
            keep_claim(uow, old.key_id, claim)
        last = next_sequence(uow)  # work not sent yet carries this number
        decided.use_up(uow, last)  # no file left: what was decided last can still be taken back
        text = codec.name_successor(sealer, old_seed, new_seed, last)
        new = KeyRow(sealer.fingerprint(text.public), text.public, old.role, old.owner, old.store_id, OWN)
        uow.exchange.save_key(new)
        uow.exchange.add_succession(
            Succession(new.key_id, old.key_id, last, text.signature, text.proof, LOCAL)
        )
        uow.renew_seed(new_seed)
        uow.audit.append("key-renew", new.key_id, {"after": last})
        uow.commit()
    return KeyChange(new)


def _change(desk: Desk, key_id: str, action: str, **fields: object) -> KeyChange:
    with desk.store.write() as uow:
        row = _find(uow, key_id)
        changed = replace(row, **fields)  # type: ignore[arg-type]
        uow.exchange.save_key(changed)
        moved = reevaluate(desk, uow)
        valid = {"valid": changed.revoked_after} if changed.revoked_after >= 0 else {}
        uow.audit.append(action, row.key_id, {"receipts": moved, **valid})
        live = uow.exchange.receipts(live_only=True)
        waiting = sum(1 for one in live if one.key_id == row.key_id and one.outcome in arrival.WAITING)
        uow.commit()
    return KeyChange(changed, moved, waiting if changed.revoked_after < 0 else 0)


def _find(uow: UnitOfWork, key_id: str) -> KeyRow:
    wanted = key_id.replace(" ", "").lower()
    enough = len(wanted) >= _ENOUGH
    found = [key for key in seen_keys(uow).values() if enough and key.key_id.startswith(wanted)]
    if len(found) != 1:
        raise KnownError(
            "key-unknown",
            "その指紋の鍵は見つかりません。" if not found else "その書き出しの鍵が2つ以上あります。",
            f"鍵の一覧にある指紋を、はじめから{_ENOUGH}文字以上写してください。",
            found=key_id,
        )
    return found[0]
