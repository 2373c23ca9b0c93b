"""The framework texts that files bring: kept under their receipt, in force while such a file is live.

HR's word outweighs a section's in a person's own store, and a section that HR vouches for outweighs one that
waits for it; of equals the least digest holds, so that the order of files does not matter. What a store
makes itself, or an earlier program kept, stays until HR's file says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain import canonical
from dxdesk.ports import setting_names
from dxdesk.ports.entities import FrameworkRow, KeyClaim, KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import key_evidence
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.sealing.envelope import FrameworkText
from dxdesk.usecases.workplace.desk import Desk

_KEPT = setting_names.FRAMEWORK_TEXT
"""Settings that keep a text by its digest."""
_IN_FORCE = setting_names.FRAMEWORK_TAUGHT
"""Settings that say, by ``code@version``, the digest of the text that live files put in force."""


def teaches(desk: Desk, role: Role) -> bool:
    """Tell whether a store takes framework texts from the files of a role.

    That is HR's; a person's own store has to read the form of a section as well, while HR's is not here.
    """
    return role is Role.HR or (desk.role is Role.PERSONAL and role is Role.SECTION)


def keep(uow: UnitOfWork, key_id: str, texts: Iterable[FrameworkText], receipt: int) -> list[KeyClaim]:
    """Keep the texts that a file sealed by a key brought; return the lines that say so."""
    lines = []
    for text in texts:
        digest = canonical.digest(text.text)
        if not uow.settings.get(f"{_KEPT}{digest}"):
            uow.settings.set(f"{_KEPT}{digest}", text.text)
        lines.append(key_evidence.text_claim(text.code, text.version, digest, key_id, receipt))
    return lines


def settle(desk: Desk, uow: UnitOfWork) -> bool:
    """Put in force what live files say; return whether that changed anything."""
    if desk.role is Role.HR:
        return False
    brought = key_evidence.texts_of(uow.exchange.claims())
    taught = {name: digest for name, digest in uow.settings.starting_with(_IN_FORCE).items() if digest}
    if not brought and not taught:
        return False
    accepted, seen = accepted_keys(uow), key_evidence.seen_keys(uow)
    best: dict[str, tuple[int, str]] = {}
    for code, version, digest, key_id in brought:
        weight = _weight(desk, accepted.get(key_id), seen.get(key_id))
        name = f"{code}@{version}"
        if weight is not None:
            best[name] = min(best.get(name, (weight, digest)), (weight, digest))
    changed = False
    for name in sorted(best.keys() | {full.removeprefix(_IN_FORCE) for full in taught}):
        changed |= _put(uow, name, best.get(name), taught.get(f"{_IN_FORCE}{name}", ""))
    return changed


def _weight(desk: Desk, key: KeyRow | None, named: KeyRow | None) -> int | None:
    """Return how much a key's word on a framework is worth, least first; ``None`` for nothing.

    ``key`` is the accepted key, ``named`` what it is called while it waits.
    """
    if key is not None and key.role is Role.HR:
        return 0
    if desk.role is not Role.PERSONAL or named is None or (key or named).role is not Role.SECTION:
        return None
    return 2 if key is None else 1


def _put(uow: UnitOfWork, name: str, best: tuple[int, str] | None, before: str) -> bool:
    """Put a version's best text in force, or nothing where files said something and do no more."""
    code, _, version = name.partition("@")
    kept = uow.exchange.framework(code, version)
    if best is None:
        uow.settings.set(f"{_IN_FORCE}{name}", "")
        if kept is not None and kept.digest == before:
            uow.exchange.remove_framework(code, version)
            return True
        return False
    weight, digest = best
    if kept is not None and kept.digest == digest:
        return False
    if kept is not None and kept.digest != before and weight:
        return False  # kept by an earlier program: only HR's own file displaces it
    uow.exchange.remove_framework(code, version)
    text = uow.settings.get(f"{_KEPT}{digest}")
    uow.exchange.save_framework(FrameworkRow(code, version, digest, text))
    uow.settings.set(f"{_IN_FORCE}{name}", digest)
    return True
