"""Whose word counts: the keys a store accepts, from what its live files say and what its people decided.

A pure function of both, so that the order of files does not matter (ARCHITECTURE.md, protocol point 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dxdesk.domain.records import Part
from dxdesk.ports.entities import OWN, Enrolment, KeyClaim, KeyRow, Role, Succession
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.key_evidence import (
    LISTED,
    How,
    decided,
    is_hr,
    live_enrolments,
    namings_of,
    seen_keys,
    vouchers_of,
)
from dxdesk.usecases.sealing.envelope import VoucherText
from dxdesk.usecases.sealing.key_succession import with_successors


def accepted(uow: UnitOfWork) -> dict[str, KeyRow]:
    """Return the keys that count by key id, each under the owner who is proven.

    A key counts that this store made or was made from, that its people registered, that HR's file lists, that
    HR's voucher names, that used an enrolment as ``_enrol`` says, or that such a key names its successor. A
    section's key of nobody counts for nothing; another HR's has no say in the years that this HR says itself.
    """
    claims = uow.exchange.claims()
    seen, said = seen_keys(uow, claims), uow.exchange.successions()
    listed = {claim.key_id for claim in claims if claim.enrolment == LISTED}
    base = {key_id: key for key_id, key in seen.items() if decided(key) or key_id in listed}
    base.update(_before(base, seen, said))
    vouched: dict[str, KeyRow] = {}
    if not is_hr(seen):  # HR itself goes by what it decides
        vouched = _vouched(with_successors(base, seen, said), seen, vouchers_of(claims))
        base.update(vouched)
    proven: dict[str, KeyRow] = {}
    uses = uses_of(claims, live_enrolments(uow, claims, seen), seen)
    for year in sorted({enrolment.fiscal_year for enrolment, _ in uses}):
        of_year = [(e, users) for e, users in uses if e.fiscal_year == year]
        compares = partial(_compares, uow, with_successors(base, seen, said), year)
        for key_id, owner in _enrolled(seen, proven, of_year, compares).items():
            before = base.get(key_id)
            free = before is None or (before.role is Role.SECTION and not before.vouched)
            if free and key_id not in proven.keys() | vouched.keys():
                base[key_id] = proven[key_id] = replace(seen[key_id], role=Role.SECTION, owner=owner)
    found = with_successors(base, seen, said)
    if is_hr(seen):
        found.update(_of_other_hrs(uow, found, said))
    return {key_id: key for key_id, key in found.items() if key.owner or key.role is not Role.SECTION}


def _of_other_hrs(
    uow: UnitOfWork, keys: Mapping[str, KeyRow], said: Iterable[Succession]
) -> dict[str, KeyRow]:
    """Return the keys of other stores of HR among those that count here, in HR's own store.

    An office has one HR at a time. A store made anew takes in what an earlier one said of years it does not
    say itself; of the same year two would decide dates, framework and people, and neither would be followed.
    """
    mine = {key_id for key_id, key in keys.items() if key.vouched == OWN}
    linked = [{one.key_id, one.predecessor} for one in said]
    while more := [pair for pair in linked if mine & pair and not pair <= mine]:
        mine.update(*more)
    others = {key_id: k for key_id, k in keys.items() if k.role is Role.HR and key_id not in mine}
    if not others:
        return {}
    years = frozenset(
        year
        for year in uow.exchange.years()
        if any(stored.revision.key_id in mine for stored in uow.exchange.part(year, Part.CYCLE))
    )
    return {key_id: replace(key, elsewhere=True, outside=years) for key_id, key in others.items()}


def _before(
    base: Mapping[str, KeyRow], seen: Mapping[str, KeyRow], said: Iterable[Succession]
) -> dict[str, KeyRow]:
    """Return the keys that a registered key of DX推進課 says, signed by both, it has followed.

    No enrolment proves these: where the key was renewed before its code was compared, what the earlier one
    sealed would wait for a code that its store shows no more.
    """
    found: dict[str, KeyRow] = {}
    sure = (key for key in base.values() if key.registered and key.revoked_after)
    waiting = [key.key_id for key in sure if key.role is Role.DX]
    by_new: dict[str, list[str]] = {}
    for one in said:
        by_new.setdefault(one.key_id, []).append(one.predecessor)
    while waiting:
        later = waiting.pop()
        for key_id in by_new.get(later, ()):
            if key_id in seen and key_id not in base.keys() | found.keys():
                found[key_id] = replace(seen[key_id], role=Role.DX, owner=base.get(later, seen[later]).owner)
                waiting.append(key_id)
    return found


def uses_of(
    claims: Sequence[KeyClaim], enrolments: Mapping[str, Enrolment], seen: Mapping[str, KeyRow]
) -> list[tuple[Enrolment, frozenset[str]]]:
    """Return who used each enrolment, but for keys that are revoked from their first file on.

    A claim needs no word of the key it names: whoever has an enrolment could claim it for anybody's key. So
    it is nothing where the key, or HR, says that it belongs to another.
    """
    sure: dict[str, set[str]] = {}
    for key_id, namings in namings_of(claims).items():
        sure[key_id] = {one.owner for one in namings if one.how >= How.RECORD and one.owner}
    users: dict[str, set[str]] = {}
    for claim in claims:
        key, enrolment = seen.get(claim.key_id), enrolments.get(claim.enrolment)
        if enrolment is None or key is None or key.revoked_after == 0:
            continue
        if enrolment.owner in (sure.get(key.key_id) or {enrolment.owner}):
            users.setdefault(enrolment.public, set()).add(key.key_id)
    return [(enrolments[public], frozenset(found)) for public, found in users.items()]


def _enrolled(
    seen: Mapping[str, KeyRow],
    before: Mapping[str, KeyRow],
    uses: Iterable[tuple[Enrolment, frozenset[str]]],
    compares: Callable[[], bool],
) -> dict[str, str]:
    """Return whose keys a year's enrolments prove, by key id.

    Of the users of an enrolment those are its confirmer's that a person registered, whoever claims the same;
    else the only one is, and of two neither. Where earlier years' enrolments proved a key of the confirmer's
    and the year ``compares``, none but that key is expected: another store's waits for a person. A successor
    of such a key counts by itself.

    Args:
        seen: every key with what is known of it.
        before: the keys that earlier years proved.
        uses: who used each enrolment of the year.
        compares: tells whether the year goes by the second rules.
    """
    proven: dict[str, set[str]] = {}
    for enrolment, users in uses:
        registered = {key_id for key_id in users if seen[key_id].registered}
        expected = {key.key_id for key in before.values() if key.owner == enrolment.owner}
        found = registered or set(users)
        if not registered and expected and not expected >= users and compares():
            found &= expected
        if registered or len(found) == 1:
            for key_id in found:
                proven.setdefault(key_id, set()).add(enrolment.owner)
    # An enrolment makes a key that confirmer's, whatever the key, or a stranger's file, says it is.
    named = {key_id: seen[key_id].owner for key_id in proven}
    return {
        key_id: named[key_id] if named[key_id] in owners else min(owners)
        for key_id, owners in proven.items()
        if named[key_id] in owners or len(owners) == 1
    }


def _compares(uow: UnitOfWork, keys: Mapping[str, KeyRow], fiscal_year: int) -> bool:
    """Tell whether HR says of a year that it goes by the second rules; ``keys`` count so far."""
    said = (stored.revision for stored in uow.exchange.part(fiscal_year, Part.CYCLE))
    by_hr = (r for r in said if r.key_id in keys and keys[r.key_id].role is Role.HR)
    return any(revision.year.rules > 1 for revision in by_hr)


def _vouched(
    accepted_so_far: Mapping[str, KeyRow],
    seen: Mapping[str, KeyRow],
    vouchers: Mapping[str, Iterable[VoucherText]],
) -> dict[str, KeyRow]:
    """Return the keys that HR's vouchers name, each made before the end of the key of HR that signed it."""
    of_hr = {key.public: key for key in accepted_so_far.values() if key.role is Role.HR}
    found = {}
    for key_id, texts in vouchers.items():
        key = seen.get(key_id)
        owners = {text.owner for text in texts if holds(text, of_hr.get(text.issuer))}
        if key is not None and not decided(key) and len(owners) == 1:
            found[key_id] = replace(key, role=Role.SECTION, owner=min(owners))
    return found


def holds(text: VoucherText, issuer: KeyRow | None) -> bool:
    """Tell whether a voucher was made before the end of the key of HR that signed it."""
    return issuer is not None and (issuer.revoked_after < 0 or text.sequence <= issuer.revoked_after)
