"""The heads of other stores' audits: kept as they come, sent back, compared when they return.

Whoever rewrites a store's audit has another head afterwards than the one that others saw. A kept head
belongs to its receipt: it is sent back only while the file is live and its key accepted, so that a
stranger's file cannot make a section tell HR of a head that never was.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.ports import setting_names
from dxdesk.ports.entities import KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import is_revoked
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import HeadText
from dxdesk.usecases.workplace.desk import Desk

_KEPT = setting_names.AUDIT_HEAD
"""Settings that keep the head a package told, by the payload's SHA-256."""


def keep(desk: Desk, uow: UnitOfWork, opened: Opened) -> None:
    """Keep the head that a package of another store tells; a personal store sends none back."""
    envelope = opened.envelope
    if desk.role is Role.PERSONAL or envelope.issuer.store == desk.identity.store_id:
        return
    if envelope.audit_head:
        uow.settings.set(f"{_KEPT}{opened.sha256}", envelope.audit_head)


def seen(desk: Desk, uow: UnitOfWork, keys: Mapping[str, KeyRow]) -> list[HeadText]:
    """Return the newest head of each other store, of live files under accepted keys."""
    told = uow.settings.starting_with(_KEPT)
    newest: dict[str, HeadText] = {}
    for receipt in uow.exchange.receipts(live_only=True) if told else ():
        head = told.get(f"{_KEPT}{receipt.payload_sha256}", "")
        if not head or receipt.key_id not in keys or is_revoked(receipt, keys):
            continue
        store, epoch, sequence = receipt.issuer_store, receipt.issuer_epoch, receipt.issuer_sequence
        known = newest.get(store)
        if known is None or (known.epoch, known.sequence) < (epoch, sequence):
            newest[store] = HeadText(store=store, epoch=epoch, sequence=sequence, head=head)
    return [newest[store] for store in sorted(newest)]


def lost(desk: Desk, uow: UnitOfWork, opened: Opened) -> bool:
    """Tell whether the sender saw a head of this store's present epoch that its audit does not hold."""
    here, epoch = desk.identity.store_id, desk.identity.epoch
    told = (one for one in opened.envelope.seen_heads if (one.store, one.epoch) == (here, epoch))
    return any(not uow.audit.holds(one.head) for one in told)
