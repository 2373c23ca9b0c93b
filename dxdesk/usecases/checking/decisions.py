"""Grade 1: the keys, what proves them, and whether what was decided about them stands in the audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from dxdesk.ports import setting_names
from dxdesk.ports.entities import OWN, Enrolment, KeyRow, Role, Succession
from dxdesk.usecases.checking import claims
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.exchange.issue import CLAIM_PREFIX
from dxdesk.usecases.person_year.key_evidence import is_enrolment
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.sealing import codec, workbook_kinds
from dxdesk.usecases.sealing.envelope import SuccessionText

_REGISTER, _REVOKE, _RENEW = "key-register", "key-revoke", "key-renew"
_SHORT = 8


def keys_seen(look: Look, seen: Seen) -> Aspect:
    """Look at keys, claims, successions and enrolments."""
    return Aspect(
        "keys",
        f"鍵 {len(look.keys):,}件の指紋と、登録・失効・引継ぎの記録、登録と確かめた証し、ファイルの名乗り。",
        (
            *counted("指紋と中身が合わない鍵が {count}件あります", [_short(k) for k in _swapped(look)]),
            *counted("登録か失効の印が、操作の記録と合わない鍵が {count}件あります", _undecided(look)),
            *counted("この台帳の鍵ではないのに、そう書かれた鍵が {count}件あります", _not_own(look)),
            *counted(
                "照らし合わせた記録がないのに、受け入れられている鍵が {count}件あります", _vouched(look)
            ),
            *counted("登録の証しが合わない鍵が {count}件あります", _unproven(look, seen)),
            *counted(
                "人事課が確かめた証しの印が合わない鍵が {count}件あります",
                _shown(claims.forged_vouchers(look)),
            ),
            *counted(
                "受付のファイルが言ったはずのない、鍵の持ち主などの記録が {count}件あります",
                _shown(claims.unsaid(look)),
            ),
            *counted("鍵の引継ぎの印が合わないものが {count}件あります", _no_successors(look)),
            *counted("登録用の番号の中身が合わないものが {count}件あります", _enrolments(look, seen)),
        ),
    )


def _shown(key_ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(f"{key_id[:_SHORT]}…" for key_id in key_ids))


def _short(key: KeyRow) -> str:
    return f"{key.key_id[:_SHORT]}…"


def _swapped(look: Look) -> Iterator[KeyRow]:
    for key in look.keys.values():
        try:
            fine = look.sealer.fingerprint(key.public) == key.key_id
        except ValueError:
            fine = False
        if not fine:
            yield key


def _undecided(look: Look) -> list[str]:
    """Return the keys whose marks are not what the audit's last decision about them left."""
    decided = {entry.subject: entry for entry in look.done(_REGISTER, _REVOKE)}
    registered = {entry.subject for entry in look.done(_REGISTER)}
    found = []
    for key in look.keys.values():
        last = decided.get(key.key_id)
        revoked = last is not None and last.action == _REVOKE
        fine = key.registered == (key.key_id in registered) and (key.revoked_after >= 0) == revoked
        if fine and last is not None and revoked:
            # Audits of earlier programs do not say the number.
            fine = look.count_in(last, "valid", key.revoked_after) == key.revoked_after
        if not fine:
            found.append(_short(key))
    return found


def _not_own(look: Look) -> list[str]:
    """Return keys marked as the store's own that nothing made its own, or its key where that is missing."""
    own = [key for key in look.keys.values() if key.vouched == OWN]
    here = look.desk.key_id
    renewed = {entry.subject for entry in look.done(_RENEW)}
    first = [key for key in own if key.key_id not in renewed]
    strange = [key for key in own if key.store_id != look.desk.identity.store_id]
    found = [_short(key) for key in strange]
    if len(first) > 1:
        found += [_short(key) for key in first if key.key_id != here]
    if here and here not in {key.key_id for key in own}:
        found.append(f"{here[:_SHORT]}…")
    return found


def _vouched(look: Look) -> list[str]:
    """Return keys marked as accepted at first use where no file made the store, or an office's second.

    A store of DX推進課 can be made without a file, too; its key is then HR's, of the file it was made from.
    """
    first = [key for key in look.keys.values() if key.vouched not in ("", OWN)]
    role = look.desk.role
    fine = role in workbook_kinds.begun_roles() and (role is Role.PERSONAL or len(first) <= 1)
    if fine and role is Role.DX:
        fine = all(_made_from(look, key) for key in first)
    return [] if fine else [_short(key) for key in first]


def _made_from(look: Look, key: KeyRow) -> bool:
    """Tell whether the store was made from a file that a key of HR's sealed: the first of its receipts."""
    earliest = min(look.receipts, key=lambda one: one.number, default=None)
    if earliest is None or key.role is not Role.HR:
        return False
    kind = workbook_kinds.find(earliest.kind)
    begins = kind is not None and kind.received.begins is look.desk.role
    return begins and earliest.key_id == key.key_id == look.uow.settings.get(setting_names.MADE_BY_KEY)


def _unproven(look: Look, seen: Seen) -> list[str]:
    """Return the keys with an enrolment's claim whose signature does not hold."""
    kept = look.uow.settings.starting_with(CLAIM_PREFIX)
    found = []
    for claim in look.inspection.claims():
        if not is_enrolment(claim):
            continue
        public, _, rest = kept.get(f"{CLAIM_PREFIX}{claim.key_id}:{claim.enrolment}", "").partition(" ")
        enrolment, _, signature = rest.partition(" ")
        key = look.keys.get(claim.key_id)
        same = key is not None and (key.public, claim.enrolment) == (public, enrolment)
        told = ("claim", enrolment, public, signature)
        proven = partial(codec.claim_valid, look.sealer, enrolment, public, signature)
        if not (same and seen.holds(told, proven)):
            found.append(f"{claim.key_id[:_SHORT]}…")
    return found


def _no_successors(look: Look) -> list[str]:
    return [f"{one.key_id[:_SHORT]}…" for one in look.inspection.successions() if not _successor(look, one)]


def _successor(look: Look, one: Succession) -> bool:
    new, old = look.keys.get(one.key_id), look.keys.get(one.predecessor)
    if new is None or old is None:
        return False
    if one.receipt == LOCAL and one.key_id not in {entry.subject for entry in look.done(_RENEW)}:
        return False
    text = SuccessionText(
        public=new.public,
        predecessor=old.public,
        after=one.after,
        signature=one.signature,
        proof=one.proof,
    )
    return codec.succession_valid(look.sealer, text)


def _enrolments(look: Look, seen: Seen) -> list[str]:
    def fits(one: Enrolment) -> bool:
        return look.sealer.public_of(one.seed) == one.public

    given = [one for one in look.uow.exchange.enrolments() if one.seed]
    return [
        one.owner for one in given if not seen.holds(("enrolment", one.seed, one.public), partial(fits, one))
    ]
