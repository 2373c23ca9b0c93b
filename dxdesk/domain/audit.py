"""The audit's hash chain: every entry's hash covers the one before, so that a gap shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxdesk.domain import canonical

# number, at, actor, action, subject, counts, hash
Line = tuple[int, str, str, str, str, str, str]


def entry_hash(before: str, number: int, at: str, actor: str, action: str, subject: str, counts: str) -> str:
    """Return the hash of an entry (SHA-256, 64 hex characters).

    Args:
        before: the hash of the previous entry, empty for the first one.
        number: 1, 2, 3 … without gaps.
        at: UTC time as ISO text.
        actor: the user of the operating system.
        action: what was done.
        subject: on which record, empty for none.
        counts: canonical JSON text.
    """
    return canonical.digest(canonical.dumps([before, number, at, actor, action, subject, counts]), 64)


def broken_at(lines: Iterable[Line]) -> Sequence[int]:
    """Return the numbers of entries that do not follow from the one before, given in number order.

    After a broken entry the chain goes on from the hash that is written there, so that one change is
    reported once and not for everything that came later.
    """
    found: list[int] = []
    before, expected = "", 1
    for number, at, actor, action, subject, counts, written in lines:
        if number != expected or entry_hash(before, number, at, actor, action, subject, counts) != written:
            found.append(number)
        before, expected = written, number + 1
    return found
