"""HR's word for sections' keys (vouchers): given with a section's package, shown in what it sends to people.

A person knows HR's key alone. A section's form counts there by HR's voucher for the key that sealed it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dxdesk.ports.entities import KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.key_acceptance import holds
from dxdesk.usecases.person_year.key_evidence import namings_of, vouchers_of
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.envelope import VoucherText
from dxdesk.usecases.workplace.desk import Desk


def new_vouchers(
    desk: Desk,
    uow: UnitOfWork,
    keys: Mapping[str, KeyRow],
    recipient: str,
    owners: Collection[str],
    sequence: int,
) -> tuple[VoucherText, ...]:
    """Return HR's vouchers for the accepted keys of some confirmers.

    Args:
        desk: HR's store.
        uow: the unit of work the package is issued in.
        keys: the accepted keys by id.
        recipient: the confirmer the package is for. As long as none of their files says which program wrote
            it, that program reads format 1 alone and would refuse the package over them: there are none.
        owners: whose keys are vouched for.
        sequence: the package's number.
    """
    vouched = [
        key
        for _, key in sorted(keys.items())
        if key.role is Role.SECTION and key.owner in owners and key.revoked_after < 0
    ]
    namings = namings_of(uow.exchange.claims()) if any(key.owner == recipient for key in vouched) else {}
    reads = any(
        one.program for key in vouched if key.owner == recipient for one in namings.get(key.key_id, ())
    )
    if not reads:
        return ()
    seed, sealer = desk.store.signing_seed, desk.services.sealer
    return tuple(codec.vouch(sealer, seed, key.public, key.owner, sequence) for key in vouched)


def kept_vouchers(
    uow: UnitOfWork, keys: Mapping[str, KeyRow], carried: Collection[str]
) -> tuple[VoucherText, ...]:
    """Return HR's newest voucher in force for each of the keys that a file is sealed with or carries."""
    of_hr = {key.public: key for key in keys.values() if key.role is Role.HR}
    found = []
    for key_id, texts in sorted(vouchers_of(uow.exchange.claims()).items()):
        good = [text for text in texts if holds(text, of_hr.get(text.issuer))] if key_id in carried else []
        if good:
            found.append(max(good, key=lambda text: (text.sequence, text.signature)))
    return tuple(found)
