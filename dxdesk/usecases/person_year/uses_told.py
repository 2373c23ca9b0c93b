"""使う機能 outside HR's store: HR's files say what the office uses, and its newest one that counts holds.

What a file says belongs to its receipt, as all that a store keeps beside records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dxdesk.domain import canonical
from dxdesk.domain.capabilities import GROWTH_FILES, ON
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.counting import accepted_keys, is_revoked

_TOLD = setting_names.USES_TOLD
_USES = "uses"
TELLS: tuple[str, ...] = (GROWTH_FILES,)
"""The capabilities that other stores than HR's have a part in."""


def added(extra: str, used: Collection[str]) -> str:
    """Return a package's ``extra`` with what the office uses of what concerns its receiver."""
    told = sorted(set(used) & set(TELLS))
    return canonical.dumps({**canonical.loads(extra or "{}"), _USES: told}) if told else extra


def used_here(uow: UnitOfWork) -> tuple[str, ...]:
    """Return what HR's store says of itself that it uses, of what concerns other stores."""
    return tuple(code for code in TELLS if uow.settings.get(f"{setting_names.USES}{code}") == ON)


def used(uow: UnitOfWork) -> frozenset[str]:
    """Return what the office uses of these, as far as a store of any role knows."""
    return frozenset(used_here(uow)) | told(uow)


def said_in(extra: str) -> tuple[str, ...]:
    """Return what an ``extra`` says is used; nothing of what is of another type."""
    try:
        found = canonical.loads(extra) if extra else {}
    except (ValueError, RecursionError):
        return ()
    said = found.get(_USES, []) if isinstance(found, dict) else []
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else ()


def keep(uow: UnitOfWork, sha256: str, codes: Iterable[str]) -> None:
    """Keep what a received file says, under the digest of its payload."""
    if text := " ".join(codes):
        uow.settings.set(f"{_TOLD}{sha256}", text)


def told(uow: UnitOfWork) -> frozenset[str]:
    """Return what the newest of HR's files that count says; nothing where it says nothing."""
    kept = uow.settings.starting_with(_TOLD)
    if not kept:
        return frozenset()
    keys = accepted_keys(uow)
    of_hr = [
        receipt
        for receipt in uow.exchange.receipts(live_only=True)
        if (key := keys.get(receipt.key_id)) is not None
        and key.role is Role.HR
        and not is_revoked(receipt, keys)
    ]
    if not of_hr:
        return frozenset()
    newest = max(of_hr, key=lambda one: (one.issuer_epoch, one.issuer_sequence, one.payload_sha256))
    return frozenset(kept.get(f"{_TOLD}{newest.payload_sha256}", "").split())
