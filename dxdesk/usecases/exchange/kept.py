"""What a personal store keeps of files beside the records: the form it answers from, what its notice says.

Both belong to the file's receipt: they are in force only while the receipt is live and the key that sealed
the file is accepted. So everything that came is kept, and which of it counts is asked anew each time, as
for revisions: a stranger's file has no effect, has it once its key is accepted, and undoing a receipt
brings the earlier file back (ARCHITECTURE.md, protocol points 3 and 4).
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.ports import setting_names
from dxdesk.ports.entities import KeyRow, Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, is_revoked
from dxdesk.usecases.person_year.key_evidence import colleagues_of, seen_keys
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import (
    DX_PACKAGE,
    PROVISION,
    RESULT_NOTICE,
    answer_kinds,
    asking_kinds,
    filled_in_kinds,
    start_kinds,
)
from dxdesk.usecases.workplace.desk import Desk

NOTICE = RESULT_NOTICE.kind
_OF_OFFICE = (PROVISION.kind, DX_PACKAGE.kind)
MADE_BY = setting_names.MADE_BY_KEY
"""The setting that keeps the key of the file a store was made from."""


class Basis(StrEnum):
    """Why the form one answers from, or the notice one prints, is in force."""

    CERTIFIED = "certified"  # HR's key sealed it, or one that HR's key answers for
    UNCONFIRMED = "unconfirmed"  # a section's, which HR has not confirmed yet
    EARLIER = "earlier"  # kept before the program knew which file it came with


@dataclass(frozen=True)
class Form:
    """The payload of the form or slip one answers from, and why it is that one."""

    payload: bytes
    basis: Basis = Basis.CERTIFIED


@dataclass(frozen=True)
class Notice:
    """The ``extra`` of the notice one prints from (empty: of the first wording), and why it is that one."""

    extra: str
    basis: Basis = Basis.CERTIFIED


_FORM = setting_names.FORM_PAYLOAD
_PLAN_FORM = setting_names.PLAN_FORM_PAYLOAD
_NOTICE = setting_names.RESULT_NOTICE
# A setting's value is "<rank> <content>"; its name ends with the fiscal year and, since what is kept
# belongs to receipts, the payload's SHA-256. One without it was written when the newest replaced all others.


def keep(desk: Desk, uow: UnitOfWork, opened: Opened, payload: bytes) -> None:
    """Keep what a received form, slip or notice brings into its person's store; no other store needs it."""
    envelope = opened.envelope
    if desk.role is not Role.PERSONAL:
        return
    place = f"{envelope.fiscal_year}:{opened.sha256}"
    issued = f"{envelope.issuer.epoch:012}.{envelope.issuer.sequence:09}"
    if envelope.kind in filled_in_kinds():
        name = _FORM if envelope.kind in answer_kinds() else _PLAN_FORM
        text = base64.b64encode(payload).decode("ascii")
        uow.settings.set(f"{name}{place}", f"{envelope.round:04}.{issued} {text}")
    elif envelope.kind == NOTICE:
        uow.settings.set(f"{_NOTICE}{place}", f"{issued} {envelope.extra}")


def is_news(desk: Desk, uow: UnitOfWork, opened: Opened) -> bool:
    """Tell whether a form, slip or notice is one that its person's store has not kept yet.

    It is worth taking in though its records came before with another: what is answered from it is the file.
    """
    kind = opened.envelope.kind
    if desk.role is not Role.PERSONAL or not (kind in filled_in_kinds() or kind == NOTICE):
        return False
    return all(one.payload_sha256 != opened.sha256 for one in uow.exchange.receipts(live_only=True))


def form(uow: UnitOfWork, fiscal_year: int) -> Form | None:
    """Return the form or slip of the year one answers from, ``None`` without one.

    That is the newest in force. Where there is none a section's form can be answered that waits for HR's
    word: that of the section the store was made from and of the confirmers it told of, else of the only one
    that sent any.
    """
    return _in_force(uow, fiscal_year, _FORM, answer_kinds())


def plan_form(uow: UnitOfWork, fiscal_year: int) -> Form | None:
    """Return the 期首票 of the year one answers from, ``None`` without one; chosen as a form is."""
    return _in_force(uow, fiscal_year, _PLAN_FORM, start_kinds())


def _in_force(uow: UnitOfWork, fiscal_year: int, name: str, kinds: Collection[str]) -> Form | None:
    kept = _contents(uow, f"{name}{fiscal_year}")
    if not kept:
        return None
    came = _came(uow, fiscal_year, kinds)
    told = {name: (rank, content, _form_digest(name, content)) for name, (rank, content) in kept.items()}
    usable = _usable(uow, told, came)
    if usable:
        certified, _, _, content = max(usable)
        return Form(base64.b64decode(content), Basis.CERTIFIED if certified else Basis.EARLIER)
    keys, seen = accepted_keys(uow), seen_keys(uow)
    waiting = {
        r.payload_sha256: r.key_id
        for r in came
        if r.live and r.key_id not in keys and r.key_id in seen and seen[r.key_id].role is Role.SECTION
    }
    made_by = uow.settings.get(MADE_BY)
    known = {made_by} | colleagues_of(uow.exchange.claims(), made_by)
    chosen = set(waiting.values())
    if made_by in chosen:
        chosen &= known
    elif len(chosen) > 1:
        chosen = set()
    found = [
        (rank, digest, content)
        for rank, content, digest in told.values()
        if waiting.get(digest, "") in chosen
    ]
    return Form(base64.b64decode(max(found)[2]), Basis.UNCONFIRMED) if found else None


def payloads(uow: UnitOfWork) -> list[tuple[str, str, bytes]]:
    """Return year, digest (empty: an older one) and payload of every form kept, in force or not.

    What is no base64 any more comes as it is: nobody can open it.
    """
    found = []
    named = ((name, full, value) for name in (_FORM, _PLAN_FORM) for full, value in _starting(uow, name))
    for name, full, value in named:
        year, _, digest = full.removeprefix(name).partition(":")
        rank, _, content = value.partition(" ")
        if not rank:
            continue
        try:
            payload = base64.b64decode(content, validate=True)
        except ValueError:
            payload = content.encode()
        found.append((year, digest, payload))
    return found


def _starting(uow: UnitOfWork, name: str) -> list[tuple[str, str]]:
    return list(uow.settings.starting_with(name).items())


def notice(uow: UnitOfWork, fiscal_year: int) -> Notice | None:
    """Return the newest notice in force, ``None`` without one."""
    kept = _contents(uow, f"{_NOTICE}{fiscal_year}")
    if not kept:
        return Notice("") if notice_came(uow, fiscal_year) else None
    came = _came(uow, fiscal_year, (NOTICE,))
    told = {name: (rank, content, _notice_digest(name, rank, came)) for name, (rank, content) in kept.items()}
    usable = _usable(uow, told, came)
    if not usable:
        return None
    certified, _, _, content = max(usable)
    return Notice(content, Basis.CERTIFIED if certified else Basis.EARLIER)


def notice_came(uow: UnitOfWork, fiscal_year: int) -> bool:
    """Tell whether a result notice of the year has arrived that counts."""
    came = _came(uow, fiscal_year, (NOTICE,))
    return bool(came) and bool(_counting(came, accepted_keys(uow)))


def waiting(uow: UnitOfWork, live: Collection[Receipt], keys: Mapping[str, KeyRow]) -> frozenset[int]:
    """Return the live receipts whose form, notice or request waits for the key that sealed it."""
    kinds = {*filled_in_kinds(), *asking_kinds(), NOTICE, *_OF_OFFICE}
    unknown = [r for r in live if r.key_id not in keys and r.kind in kinds]
    passed_on = _passing_on(uow, live, keys)
    if not unknown:
        return passed_on
    beginnings = _FORM, _PLAN_FORM, _NOTICE, setting_names.REQUEST
    names = {name for beginning in beginnings for name in uow.settings.starting_with(beginning)}
    kept = {name.rpartition(":")[2] for name in names}
    found = frozenset(r.number for r in unknown if r.payload_sha256 in kept or r.kind in _OF_OFFICE)
    return found | passed_on


def _passing_on(uow: UnitOfWork, live: Collection[Receipt], keys: Mapping[str, KeyRow]) -> frozenset[int]:
    """Return the files between HR and DX推進課 that pass on what another store said, whose key waits."""
    if not seen_keys(uow).keys() - keys.keys():
        return frozenset()
    return frozenset(
        receipt.number
        for receipt in live
        if receipt.kind in _OF_OFFICE
        and any(one.key_id and one.key_id not in keys for one in uow.exchange.revisions_of(receipt.number))
    )


def _contents(uow: UnitOfWork, name: str) -> dict[str, tuple[str, str]]:
    """Return rank and content of what is kept for a year, by the digest in its name (empty: an older one)."""
    found = {}
    for full, value in uow.settings.starting_with(name).items():
        rank, _, content = value.partition(" ")
        if rank:
            found[full.removeprefix(name).removeprefix(":")] = (rank, content)
    return found


def _came(uow: UnitOfWork, fiscal_year: int, kinds: Collection[str]) -> list[Receipt]:
    """Return the year's receipts of some kinds, undone ones too, oldest first."""
    found = (r for r in uow.exchange.receipts() if r.fiscal_year == fiscal_year and r.kind in kinds)
    return sorted(found, key=lambda receipt: receipt.number)


def _form_digest(name: str, content: str) -> str:
    return name or codec.payload_digest(base64.b64decode(content))


def _notice_digest(name: str, rank: str, came: Sequence[Receipt]) -> str:
    """Return the payload's digest; an older one was written by the first file that came with its rank."""
    if name:
        return name
    same = (r for r in came if f"{r.issuer_epoch:012}.{r.issuer_sequence:09}" == rank)
    return next((receipt.payload_sha256 for receipt in same), "")


def _usable(
    uow: UnitOfWork, told: Mapping[str, tuple[str, str, str]], came: Sequence[Receipt]
) -> list[tuple[bool, str, str, str]]:
    """Return (whether it counts, rank, digest, content) of what may be in force.

    What no receipt is left of stays usable until a file that counts says otherwise.
    """
    counting = _counting(came, accepted_keys(uow))
    known = {receipt.payload_sha256 for receipt in came}
    return [
        (digest in counting, rank, digest, content)
        for rank, content, digest in told.values()
        if digest in counting or digest not in known
    ]


def _counting(came: Sequence[Receipt], keys: Mapping[str, KeyRow]) -> frozenset[str]:
    """Return the payload digests of live receipts whose seal counts."""
    return frozenset(
        r.payload_sha256
        for r in came
        if r.live
        and r.key_id in keys
        and not is_revoked(r, keys)
        # A result is HR's to tell, whomever HR answers for.
        and (r.kind != NOTICE or keys[r.key_id].role is Role.HR)
    )
