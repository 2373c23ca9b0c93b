"""What received files say of keys, kept a line a claim and a receipt: what is undone is said no more.

The lines lie among the claims of the store, whose second column is then no enrolment. A key's row holds
what nobody takes back (its bytes, what people decided about it); who it belongs to is what live files say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from dxdesk.domain import canonical
from dxdesk.ports.entities import OWN, Enrolment, KeyClaim, KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.sealing.envelope import VoucherText
from dxdesk.usecases.workplace.once import once_a_unit

LISTED = "listed"
"""The enrolment text of a claim by which an HR package vouches for a key."""
GIVEN = "given"
"""The key text of a claim by which an HR file tells of an enrolment, as long as the file lives."""
TEXT = "framework"
"""The key text of a claim by which a file brings the text of a framework, as long as it lives."""
_TOLD = "told "
_NAMED = "named "
_VOUCHER = "voucher "


class How(IntEnum):
    """How a file came to name a key; a higher one outweighs a lower one."""

    HEARSAY = 0  # another key's file calls it so
    EARLIER = 1  # kept by a program that did not keep which file said it
    RECORD = 2  # the key sealed a record in its owner's name
    ITSELF = 3  # the key sealed the file that says so
    LISTED = 4  # HR calls it so


@dataclass(frozen=True, slots=True)
class Naming:
    """One claim of whose a key is; ``program`` wrote the file (its version), where the key sealed it."""

    how: How
    role: Role
    owner: str
    store_id: str
    program: str = ""

    @property
    def _weight(self) -> tuple[int, bool, str, str]:
        """What outweighs what: of equals, the one that claims least."""
        return int(self.how), self.role is not Role.HR, self.owner, self.store_id


def naming_claim(key_id: str, naming: Naming, receipt: int) -> KeyClaim:
    """Return the line of a naming."""
    said = [int(naming.how), naming.role.value, naming.owner, naming.store_id, naming.program]
    return KeyClaim(key_id, _NAMED + canonical.dumps(said), receipt)


def voucher_claim(key_id: str, text: VoucherText, receipt: int) -> KeyClaim:
    """Return the line of HR's word for a section's key; its signature has been checked."""
    said = [text.public, text.owner, text.issuer, text.sequence, text.signature]
    return KeyClaim(key_id, _VOUCHER + canonical.dumps(said), receipt)


def text_claim(code: str, version: str, digest: str, key_id: str, receipt: int) -> KeyClaim:
    """Return the line of a framework's text that a file sealed by a key brought."""
    return KeyClaim(TEXT, canonical.dumps([code, version, digest, key_id]), receipt)


def told_claim(key_id: str, enrolment: str, receipt: int) -> KeyClaim:
    """Return the line of an enrolment that a section's file, sealed by a key, tells a person of."""
    return KeyClaim(f"{_TOLD}{key_id}", enrolment, receipt)


def colleagues_of(claims: Iterable[KeyClaim], key_id: str) -> frozenset[str]:
    """Return the keys a section knows for the person's other confirmers: sole users of what it told of."""
    lines = list(claims)
    told = {claim.enrolment for claim in lines if claim.key_id == f"{_TOLD}{key_id}"}
    users: dict[str, set[str]] = {}
    for claim in lines:
        if claim.enrolment in told and is_enrolment(claim):
            users.setdefault(claim.enrolment, set()).add(claim.key_id)
    return frozenset(min(found) for found in users.values() if len(found) == 1)


def is_told(claim: KeyClaim) -> bool:
    """Tell whether a line is of an enrolment that a section's file tells a person of."""
    return claim.key_id.startswith(_TOLD)


def plain_key(claim: KeyClaim) -> str:
    """Return the key a line is about; of what a section tells a person, the section's."""
    return claim.key_id.removeprefix(_TOLD)


def is_enrolment(claim: KeyClaim) -> bool:
    """Tell whether a line is a key's use of an enrolment, and nothing else that is kept beside those."""
    return claim.key_id not in (GIVEN, TEXT) and not (
        is_told(claim) or claim.enrolment == LISTED or claim.enrolment.startswith((_NAMED, _VOUCHER))
    )


@lru_cache(maxsize=8192)
def _naming(text: str) -> Naming | None:
    try:
        how, role, owner, store_id, program = json.loads(text)
        texts = all(isinstance(one, str) for one in (owner, store_id, program))
        return Naming(How(how), Role(role), owner, store_id, program) if texts else None
    except (ValueError, TypeError):
        return None


@lru_cache(maxsize=8192)
def _voucher(text: str) -> VoucherText | None:
    try:
        public, owner, issuer, sequence, signature = json.loads(text)
        return VoucherText(public=public, owner=owner, issuer=issuer, sequence=sequence, signature=signature)
    except (ValueError, TypeError):  # pydantic's own errors are values, too
        return None


@lru_cache(maxsize=8192)
def _text(text: str) -> tuple[str, str, str, str] | None:
    try:
        code, version, digest, key_id = json.loads(text)
    except (ValueError, TypeError):
        return None
    found = (code, version, digest, key_id)
    return found if all(isinstance(one, str) for one in found) else None


def is_readable(claim: KeyClaim) -> bool:
    """Tell whether a line is one as this program writes them; any other says nothing."""
    if claim.key_id == TEXT:
        return _text(claim.enrolment) is not None
    if claim.enrolment.startswith(_NAMED):
        return _naming(claim.enrolment.removeprefix(_NAMED)) is not None
    if claim.enrolment.startswith(_VOUCHER):
        return _voucher(claim.enrolment.removeprefix(_VOUCHER)) is not None
    return True


def vouchers_of(claims: Iterable[KeyClaim]) -> dict[str, set[VoucherText]]:
    """Return HR's words for sections' keys by the key's id, whether or not they count."""
    found: dict[str, set[VoucherText]] = {}
    for claim in claims:
        if claim.enrolment.startswith(_VOUCHER):
            said = _voucher(claim.enrolment.removeprefix(_VOUCHER))
            if said is not None:
                found.setdefault(claim.key_id, set()).add(said)
    return found


def namings_of(claims: Iterable[KeyClaim]) -> dict[str, list[Naming]]:
    """Return what live files call each key."""
    found: dict[str, list[Naming]] = {}
    for claim in claims:
        if claim.enrolment.startswith(_NAMED):
            said = _naming(claim.enrolment.removeprefix(_NAMED))
            if said is not None:
                found.setdefault(claim.key_id, []).append(said)
    return found


def texts_of(claims: Iterable[KeyClaim]) -> list[tuple[str, str, str, str]]:
    """Return (code, version, digest, sealing key) of the framework texts that live files brought."""
    said = (_text(claim.enrolment) for claim in claims if claim.key_id == TEXT)
    return [text for text in said if text is not None]


def blank(key_id: str, public: str) -> KeyRow:
    """Return the row of a key about which nobody decided anything: who it belongs to is not kept in it."""
    return KeyRow(key_id, public, Role.PERSONAL)


def decided(key: KeyRow) -> bool:
    """Tell whether this store's people decided about a key; what they saw of it then holds."""
    return bool(key.vouched) or key.registered or key.revoked_after >= 0


@once_a_unit
def keys_kept(uow: UnitOfWork) -> tuple[KeyRow, ...]:
    """Return every key a store has seen."""
    return tuple(uow.exchange.keys())


def seen_keys(uow: UnitOfWork, claims: Iterable[KeyClaim] | None = None) -> dict[str, KeyRow]:
    """Return the keys by id that somebody decided about or a live file names, with whose they are."""
    lines = uow.exchange.claims() if claims is None else claims
    namings = namings_of(lines)
    listed = {claim.key_id for claim in lines if claim.enrolment == LISTED}
    found = {}
    for key in keys_kept(uow):
        named = key if decided(key) else _named(key, namings.get(key.key_id, ()), listed)
        if named is not None:
            found[key.key_id] = named
    return found


def _named(key: KeyRow, namings: Iterable[Naming], listed: Iterable[str]) -> KeyRow | None:
    """Return a key under the name that outweighs the others, ``None`` where no live file names it."""
    said = list(namings)
    if key != blank(key.key_id, key.public):
        said.append(Naming(How.EARLIER, key.role, key.owner, key.store_id))
    if key.key_id in listed:
        # A key that counts by HR's word is what HR calls it, not what it calls itself.
        by_hr = [one for one in said if one.how is How.LISTED]
        said = by_hr or [one for one in said if one.how is How.EARLIER] or said
    if not said:
        return None
    best = max(said, key=lambda one: one._weight)
    return replace(key, role=best.role, owner=best.owner, store_id=best.store_id)


def live_enrolments(
    uow: UnitOfWork, claims: Iterable[KeyClaim], keys: Mapping[str, KeyRow]
) -> dict[str, Enrolment]:
    """Return the enrolments in force by public key: HR's own, and those a live file of HR tells of."""
    given = {claim.enrolment for claim in claims if claim.key_id == GIVEN}
    makes = is_hr(keys)
    return {e.public: e for e in uow.exchange.enrolments() if e.public in given or (makes and e.seed)}


def is_hr(keys: Mapping[str, KeyRow]) -> bool:
    """Tell from its own key whether a store is HR's."""
    return any(key.vouched == OWN and key.role is Role.HR for key in keys.values())
