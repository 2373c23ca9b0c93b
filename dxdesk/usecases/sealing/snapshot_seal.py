"""What a store signs when it finalises: one digest over everything a snapshot says.

Whoever changes a line, a decision number or a reason afterwards would have to sign again; the digest also
stands in the audit, so that signing again shows there (ARCHITECTURE.md, protocol point 9).
"""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain import canonical
from dxdesk.ports.entities import Snapshot, SnapshotLine, SnapshotSeal
from dxdesk.ports.store import Sealer

DIGEST = "digest"
"""The audit's name for what was signed."""

_DOMAIN = "snapshot"


def digest_of(snapshot: Snapshot, lines: Iterable[SnapshotLine]) -> str:
    """Return the SHA-256 (64 hex digits) over a snapshot and all its lines, whatever their order."""
    return _digest(
        snapshot,
        (
            (
                line.employee_number,
                canonical.dumps([sorted(line.heads), dict(line.levels), dict(line.content)]),
            )
            for line in lines
        ),
    )


def digest_of_texts(snapshot: Snapshot, lines: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the same of lines as a store keeps them, taken to be canonical JSON: of others it is no digest.

    Args:
        snapshot: the snapshot.
        lines: person, and the texts of heads (ids; empty for none), levels and content.
    """
    return _digest(
        snapshot,
        (
            (number, f"[[{','.join(sorted(heads[1:-1].split(',')))}],{levels},{content}]")
            for number, heads, levels, content in lines
        ),
    )


def _digest(snapshot: Snapshot, lines: Iterable[tuple[str, str]]) -> str:
    told = sorted([number, canonical.digest(text, 64)] for number, text in lines)
    whole = {
        "fiscal_year": snapshot.fiscal_year,
        "number": snapshot.number,
        "finalised_at": snapshot.finalised_at,
        "kind": snapshot.kind,
        "framework": [snapshot.framework_code, snapshot.framework_version],
        "decision": [snapshot.decision_number, snapshot.decision_date],
        "reason": snapshot.reason,
        "approver": snapshot.approver,
        "lines": told,
    }
    return canonical.digest(canonical.dumps(whole), 64)


def seal_snapshot(
    sealer: Sealer, seed: str, store_id: str, snapshot: Snapshot, lines: Iterable[SnapshotLine]
) -> SnapshotSeal:
    """Return the store's signature of a snapshot."""
    digest = digest_of(snapshot, lines)
    year, number = snapshot.fiscal_year, snapshot.number
    key_id = sealer.fingerprint(sealer.public_of(seed))
    return SnapshotSeal(
        year, number, digest, key_id, sealer.sign(seed, _DOMAIN, _data(store_id, year, number, digest))
    )


def seal_valid(sealer: Sealer, public: str, store_id: str, seal: SnapshotSeal) -> bool:
    """Tell whether a key signed the digest as that of this snapshot of this store."""
    data = _data(store_id, seal.fiscal_year, seal.number, seal.digest)
    return sealer.verify(public, _DOMAIN, data, seal.signature)


def _data(store_id: str, fiscal_year: int, number: int, digest: str) -> bytes:
    return f"{store_id}\n{fiscal_year}\n{number}\n{digest}".encode()
