"""Grade 1: ledgers without gaps, counters that never go back, numbers of documents given once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dxdesk.domain import canonical
from dxdesk.domain.audit import broken_at
from dxdesk.ports.inspection import Numbered
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.papers import numbers_of_papers, numbers_to_know
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.person_year.local_work import SEQUENCE
from dxdesk.usecases.sealing import workbook_kinds

_FILES = "files"
_MOVES = ("store.moved", "store.restored")
_EVIDENCE = "evidence"
"""What the audit calls the reading of a table beside its kind."""


def trail_seen(look: Look) -> Aspect:
    """Look at the audit's chain, and that it goes on from where it was at the last check."""
    broken = broken_at((e.number, e.at, e.actor, e.action, e.subject, e.counts, e.hash) for e in look.trail)
    anchor = look.anchor
    known = {entry.number: entry.hash for entry in look.trail}
    gone = anchor.head and known.get(anchor.number) != anchor.head
    moved = (
        f"前回の点検のときの操作の記録(番号 {anchor.number})が、いまの記録にありません。"
        "操作の記録が作り直されたか、前の控えに戻されています。"
    )
    return Aspect(
        "audit",
        f"操作の記録 {len(look.trail):,}件の抜けと書き換え。",
        (
            *counted("操作の記録のつながりが切れている所が {count}か所あります", broken),
            *((moved,) if gone else ()),
        ),
    )


def ledgers_seen(look: Look, fewer_entries: Sequence[str]) -> Aspect:
    """Look at the receipt and dispatch ledgers, and at what was compacted away or went from lists.

    ``fewer_entries`` names the lists that tell less than they told (``evidence.fewer``).
    """
    receipts, dispatches = look.inspection.receipt_numbers(), look.inspection.dispatch_numbers()
    return Aspect(
        "ledgers",
        f"受付簿 {len(receipts.there):,}件と配布簿 {len(dispatches.there):,}件の番号の抜け、取消しの記録、"
        "記録の数。",
        (
            *counted("受付簿から消えた番号が {count}件あります", list(_gaps(receipts))),
            *counted("配布簿から消えた番号が {count}件あります", list(_gaps(dispatches))),
            *_fewer_dispatches(look, len(dispatches.there)),
            *counted("取り消したかどうかが、操作の記録と合わない受付が {count}件あります", _undone(look)),
            *counted("操作の記録にない、表の取込みの受付が {count}件あります", _unread_tables(look)),
            *_fewer_revisions(look),
            *counted("受講・資格の記録が消えている表が {count}件あります", fewer_entries),
        ),
    )


def _gaps(numbered: Numbered) -> Iterator[int]:
    there = set(numbered.there)
    return (number for number in range(1, numbered.last + 1) if number not in there)


def _fewer_dispatches(look: Look, there: int) -> tuple[str, ...]:
    made = [kind for kind in workbook_kinds.makeable() if kind.sealed]
    one_file = {kind.action for kind in made if kind.written.plain}
    exports = look.done(*(kind.action for kind in made))
    sent = sum(1 if entry.action in one_file else look.count_in(entry, _FILES) for entry in exports)
    if there >= sent:
        return ()
    return (f"操作の記録では {sent:,}件を配りましたが、配布簿には {there:,}件しかありません。",)


def _undone(look: Look) -> list[int]:
    undone = {entry.subject for entry in look.done("undo")}
    return [r.number for r in look.receipts if r.live == (str(r.number) in undone)]


def _unread_tables(look: Look) -> list[int]:
    tables = workbook_kinds.table_kinds()
    read = {entry.subject for entry in look.done(*tables, _EVIDENCE)}
    return [r.number for r in look.receipts if r.kind in tables and str(r.number) not in read]


def _fewer_revisions(look: Look) -> tuple[str, ...]:
    """Return whether more revisions are missing than finalising left out: places are never given twice."""
    count, highest = look.inspection.count_revisions()
    left_out = sum(look.count_in(entry, "compacted") for entry in look.done("finalise", "correct"))
    corrected = any(look.count_in(e, "compacted", -1) < 0 for e in look.done("finalise", "correct"))
    missing = highest - count - left_out
    if missing <= 0 or corrected:  # corrections of earlier programs did not say how many went
        return ()
    return (f"記録が {missing:,}件 消えています。",)


def counters_seen(look: Look, seen: Seen) -> Aspect:
    """Look at the numbers this store issues under: none may lie below one that was used."""
    return Aspect(
        "counters",
        "発行の通し番号と世代、証書の番号。使った番号より前に戻っていないか、同じ番号が2度ないか。",
        (*_sequence(look, seen), *_epoch(look, seen), *numbers_of_papers(look)),
        tuple(numbers_to_know(look)),
    )


def _sequence(look: Look, seen: Seen) -> Iterator[str]:
    said = int(look.uow.settings.get(SEQUENCE, "0"))
    # A request that a section sent back has the number of the file it came in, and none of its own.
    sent = [number for number in look.inspection.dispatch_sequences() if number]
    renewed = [look.count_in(entry, "after") for entry in look.done("key-renew")]
    used = max((0, seen.own_sequence - 1, *sent, *renewed))
    if said < used:
        yield f"発行の通し番号({said})が、使った番号({used})より前に戻っています。"
    twice = sorted(number for number, times in Counter(sent).items() if times > 1)
    yield from counted("2度使われた通し番号が {count}件 配布簿にあります", twice)


def _epoch(look: Look, seen: Seen) -> Iterator[str]:
    said = look.desk.identity.epoch
    begun = [look.count_in(entry, "epoch") for entry in look.done(*_MOVES)]
    if said < max((seen.own_epoch, *begun)):
        yield f"台帳の世代({said})が、使った世代より前に戻っています。"


def frameworks_seen(look: Look) -> Aspect:
    """Look at the texts of frameworks."""
    rows = look.uow.exchange.frameworks()
    wrong = [f"{row.code} {row.version}" for row in rows if canonical.digest(row.text) != row.digest]
    return Aspect(
        "frameworks",
        f"スキル体系 {len(rows):,}件の中身。",
        counted("中身が識別値と合わないスキル体系が {count}件あります", wrong),
    )
