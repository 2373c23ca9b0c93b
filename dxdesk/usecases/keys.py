"""鍵の管理: which issuers' keys are accepted, registering one by its code, revoking one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.exchange.arrival import look_again
from dxdesk.usecases.exchange.counting import LISTED, accepted_keys
from dxdesk.usecases.ports import UnitOfWork
from dxdesk.usecases.rows import KeyRow, Role


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """One key as people see it; ``state`` is accepted, quarantined or revoked.

    ``claims`` counts the enrolments it used; ``rivals`` how many other keys used the same ones.
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


def keys(desk: Desk) -> tuple[KeyInfo, ...]:
    """Return all keys seen, those that wait first."""
    with desk.store.read() as uow:
        accepted = accepted_keys(uow)
        names = {person.number: person.name for person in uow.people.employees(include_left=True)}
        claims = [claim for claim in uow.exchange.claims() if claim.enrolment != LISTED]
        found = []
        for key in uow.exchange.keys():
            used = {claim.enrolment for claim in claims if claim.key_id == key.key_id}
            rivals = {c.key_id for c in claims if c.enrolment in used and c.key_id != key.key_id}
            state = "quarantined"
            if key.key_id in accepted:
                state = "revoked" if key.revoked_after >= 0 else "accepted"
            found.append(
                KeyInfo(
                    key.key_id,
                    desk.services.sealer.spoken_code(key.public),
                    key.role,
                    key.owner,
                    names.get(key.owner, ""),
                    state,
                    key.key_id == desk.key_id,
                    len(used),
                    len(rivals),
                )
            )
    return tuple(sorted(found, key=lambda info: (info.state != "quarantined", not info.own, info.owner)))


def register(desk: Desk, key_id: str) -> KeyRow:
    """Accept a key whose code was compared with its owner; what waited for it counts from now on.

    Raises:
        KnownError: ``key-unknown``, ``wrong-role``.
    """
    desk.require(Role.HR, Role.SECTION)
    return _change(desk, key_id, "key-register", registered=True)


def revoke(desk: Desk, key_id: str, after: int) -> KeyRow:
    """Stop accepting what a key sealed after its sequence number ``after`` (0 = everything).

    Raises:
        KnownError: ``key-unknown``, ``key-own``, ``wrong-role``, ``sequence-unreadable``.
    """
    desk.require(Role.HR, Role.SECTION)
    if key_id == desk.key_id:
        raise KnownError(
            "key-own",
            "この台帳自身の鍵は失効できません。",
            "台帳を作り直すときは、新しい台帳から配布し直してください。",
        )
    if after < 0:
        raise KnownError(
            "sequence-unreadable", "通し番号は0以上の数です。", "最後に有効な番号を入れてください。"
        )
    return _change(desk, key_id, "key-revoke", revoked_after=after)


def _change(desk: Desk, key_id: str, action: str, **fields: object) -> KeyRow:
    with desk.store.write() as uow:
        row = _find(uow, key_id)
        changed = replace(row, **fields)  # type: ignore[arg-type]
        uow.exchange.save_key(changed)
        moved = look_again(desk, uow)
        uow.audit.append(action, key_id, {"receipts": moved})
        uow.commit()
    return changed


def _find(uow: UnitOfWork, key_id: str) -> KeyRow:
    wanted = key_id.replace(" ", "").lower()
    found = [key for key in uow.exchange.keys() if wanted and key.key_id.startswith(wanted)]
    if len(found) != 1:
        raise KnownError(
            "key-unknown",
            "その指紋の鍵は見つかりません。" if not found else "その書き出しの鍵が2つ以上あります。",
            "鍵の一覧にある指紋を、はじめから写してください。",
            found=key_id,
        )
    return found[0]
