"""Grade 1: finalised results against what was signed when they were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Snapshot, SnapshotLine, SnapshotSeal
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.sealing import snapshot_seal

_FINALISE, _CORRECT = "finalise", "correct"


def snapshots_seen(look: Look, seen: Seen) -> Aspect:
    """Look at every snapshot: its seal, its entry in the audit, the records it freezes."""
    snapshots, lines = look.snapshots, look.lines
    seals = {(seal.fiscal_year, seal.number): seal for seal in look.uow.results.snapshot_seals()}
    told = {look.text_in(entry, snapshot_seal.DIGEST) for entry in look.done(_FINALISE, _CORRECT)}
    unsigned = [_name(s) for s in snapshots if (s.fiscal_year, s.number) not in seals]
    wrong, untold = [], []
    for snapshot in snapshots:
        place = (snapshot.fiscal_year, snapshot.number)
        seal = seals.get(place)
        if seal is None:
            continue
        if not _holds(look, snapshot, lines.get(place, []), seal):
            wrong.append(_name(snapshot))
        if seal.digest not in told:
            untold.append(_name(snapshot))
    gone = told - {seal.digest for seal in seals.values()} - {""}
    people = sum(map(len, lines.values()))
    return Aspect(
        "snapshots",
        f"確定した結果 {len(snapshots):,}回分({people:,}人)の、確定したときの印と、もとの記録。",
        (
            *counted("確定したときの印と中身が合わない確定が {count}回あります", wrong),
            *counted("操作の記録と合わない確定が {count}回あります", untold),
            *counted(
                "操作の記録にあるのに、印のない確定が {count}回あります",
                [one[:8] + "…" for one in sorted(gone)],
            ),
            *_numbered(look, snapshots, lines),
            *counted("確定した結果のもとの記録がない人が {count}人います", _without_records(lines, seen)),
        ),
        counted("確定したときの印がない確定が {count}回あります", unsigned, tail="更新前の確定です。"),
    )


def _holds(look: Look, snapshot: Snapshot, lines: Sequence[SnapshotLine], seal: SnapshotSeal) -> bool:
    key = look.keys.get(seal.key_id)
    if key is None or seal.key_id not in look.own_keys():
        return False
    store_id = look.desk.identity.store_id
    if not snapshot_seal.seal_valid(look.sealer, key.public, store_id, seal):
        return False
    # Where the texts themselves are what was signed, none of them needs to be made anew.
    texts = look.inspection.snapshot_texts(snapshot.fiscal_year, snapshot.number)
    if snapshot_seal.digest_of_texts(snapshot, texts) == seal.digest:
        return True
    return snapshot_seal.digest_of(snapshot, lines) == seal.digest


def _numbered(
    look: Look, snapshots: Sequence[Snapshot], lines: Mapping[tuple[int, int], Sequence[SnapshotLine]]
) -> tuple[str, ...]:
    """Return whether snapshots are missing: by their numbers, by the audit, by lines that name one."""
    made = Counter(snapshot.kind for snapshot in snapshots)
    places = {(snapshot.fiscal_year, snapshot.number) for snapshot in snapshots}
    last = Counter(snapshot.fiscal_year for snapshot in snapshots)
    gaps = any(number > last[year] for year, number in places)
    fewer = made["finalise"] != len(look.done(_FINALISE)) or made["correction"] != len(look.done(_CORRECT))
    if gaps or fewer or not places.issuperset(lines):
        return ("確定の回数が、操作の記録か番号と合いません。",)
    return ()


def _without_records(lines: Mapping[tuple[int, int], Sequence[SnapshotLine]], seen: Seen) -> list[str]:
    found, there = [], seen.ids.issuperset
    for told in lines.values():
        for line in told:
            if not (there(line.heads) and there(map(str, line.froze[1]))):
                found.append(line.employee_number)
    return found


def _name(snapshot: Snapshot) -> str:
    return f"{fiscal_year_label(snapshot.fiscal_year)} {snapshot.number}回目"
