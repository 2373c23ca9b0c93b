"""鍵の引継ぎ: which key follows which, as a pure function of what old keys said.

A successor is believed as far as the key that names it, and takes over its role and owner; the old key is
worth nothing beyond the number it ended with. Of two successors of one key neither is believed before a
person registered one: somebody may have copied the old key. Source: ARCHITECTURE.md, protocol point 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from dxdesk.ports.entities import KeyRow, Succession


def with_successors(
    accepted: Mapping[str, KeyRow], seen: Mapping[str, KeyRow], said: Iterable[Succession]
) -> dict[str, KeyRow]:
    """Return the accepted keys with all successors, old keys ending where they said.

    Args:
        accepted: keys that count by themselves, by key id.
        seen: every key seen, with what people decided about it.
        said: what old keys say; what is no true signature was never kept.
    """
    by_old: dict[str, list[Succession]] = {}
    for one in said:
        by_old.setdefault(one.predecessor, []).append(one)
    result = dict(accepted)
    if not by_old:
        return result
    waiting = sorted(accepted, reverse=True)
    while waiting:  # a key is added to the result once, so that circles end
        old = result[waiting.pop()]
        successor = _sole_successor(old, by_old.get(old.key_id, ()), seen)
        if successor is None:
            continue
        result[old.key_id] = replace(old, revoked_after=successor.after)
        if successor.key_id not in result:
            new = seen[successor.key_id]
            result[new.key_id] = replace(new, role=old.role, owner=old.owner, store_id=old.store_id)
            waiting.append(new.key_id)
    return result


def _sole_successor(
    old: KeyRow, said: Collection[Succession], seen: Mapping[str, KeyRow]
) -> Succession | None:
    """Return what counts of an old key's words: one successor, named before the key was revoked."""
    named = [
        one
        for one in said
        if one.key_id in seen
        and seen[one.key_id].revoked_after != 0
        and (old.revoked_after < 0 or one.after <= old.revoked_after)
    ]
    registered = [one for one in named if seen[one.key_id].registered]
    named = registered or named
    if len({one.key_id for one in named}) != 1:
        return None
    return min(named, key=lambda one: one.after)
