"""Everything that counts, and digests of it: equal batches and decisions give equal digests.

What is about people over all years has a digest of its own: a year says the same whatever is learnt of its
people later, and a store's years the same as before their courses became records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dxdesk.domain import canonical, growth, lifecycle, merge, owned, plan_life
from dxdesk.domain.contents import said_of_thing
from dxdesk.domain.records import Part, RecordKey, Revision
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.ports.entities import StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import growth_records, linked
from dxdesk.usecases.person_year.counting import Acceptance, Judged, judge, load_acceptance
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class RecordDump:
    """One record: the heads, agreed items, items in conflict, and what waits (id → why)."""

    record: RecordKey
    counting: tuple[str, ...]
    heads: tuple[str, ...]
    items: Mapping[str, Any]
    conflicts: tuple[str, ...]
    waiting: Mapping[str, str]
    state: str = ""

    def plain(self) -> dict[str, object]:
        """Return the record as plain JSON values."""
        key = self.record
        return {
            "municipality": key.municipality_code,
            "fiscal_year": key.fiscal_year,
            "employee": key.employee_number,
            "part": key.part.value,
            "counting": list(self.counting),
            "heads": list(self.heads),
            "items": dict(self.items),
            "conflicts": list(self.conflicts),
            "waiting": dict(self.waiting),
            "state": self.state,
        }


@dataclass(frozen=True)
class Dump:
    """Every record with counting or waiting revisions, snapshots, and digests.

    ``growth_digest`` is over the records of people's growth, empty where there are none; ``state_digest``
    over all others, the snapshots and ``links`` (former and later number of one person), if there are any.
    """

    state_digest: str
    records: tuple[RecordDump, ...]
    snapshots: tuple[Mapping[str, object], ...]
    growth_digest: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """One digest of both."""
        return _digest([self.state_digest, self.growth_digest]) if self.growth_digest else self.state_digest


def dump(desk: Desk) -> Dump:
    """Return everything that counts or waits.

    Receipts, audit and times are left out of the digests, and what only HR writes where another wrote it.
    """
    with desk.store.read() as uow:
        acceptance = load_acceptance(uow)
        records: list[RecordDump] = []
        everything = uow.exchange.everything()
        for _, group in groupby(everything, key=lambda s: _person(s.revision)):
            stored = [one for one in group if not acceptance.is_not_hrs(one.revision)]
            records.extend(_records(stored, _judged(uow, acceptance, stored)))
        snapshots = _snapshots(uow)
        links = tuple((link.former.number, link.later.number) for link in linked.links(uow))
    records.sort(key=lambda found: found.record)
    of_people = [found.plain() for found in records if found.record.part is Part.GROWTH]
    others = [found.plain() for found in records if found.record.part is not Part.GROWTH]
    state = _digest({"records": others, "snapshots": list(snapshots), **_links_json(links)})
    return Dump(state, tuple(records), snapshots, _digest(of_people) if of_people else "", links)


def _judged(uow: UnitOfWork, acceptance: Acceptance, stored: list[StoredRevision]) -> Judged:
    """Judge one subject; who may confirm somebody's growth the assignments of every year say."""
    growing = stored[:1] and stored[0].revision.record.part is Part.GROWTH
    if not growing:
        return judge(stored, acceptance)
    number = stored[0].revision.record.employee_number
    return growth_records.judged_growth(uow, acceptance, {number: stored})[number]


def _links_json(links: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return the links as plain values, nothing where there are none: a year says the same as ever."""
    return {"links": [{"former": former, "later": later} for former, later in links]} if links else {}


def _digest(plain: object) -> str:
    return canonical.digest(canonical.dumps(plain), 64)


def _person(revision: Revision) -> tuple[str, int, str]:
    key = revision.record
    return key.municipality_code, key.fiscal_year, key.employee_number


def _records(stored: list[StoredRevision], judged: Judged) -> list[RecordDump]:
    by_record: dict[RecordKey, list[Revision]] = {}
    for item in stored:
        by_record.setdefault(item.revision.record, []).append(item.revision)
    life = lifecycle.derive(judged.of(Part.LIFE), judged.counting)
    start = plan_life.derive(judged.of(Part.PLAN_LIFE), judged.of(Part.PLAN))
    derived = {Part.LIFE: (life.clash, life.state.value), Part.PLAN_LIFE: (start.clash, start.state.value)}
    found = []
    for key, revisions in by_record.items():
        counting = judged.of(key.part)
        view = _VIEWS.get(key.part, merge.view)(counting)
        waiting = {r.id: judged.waiting[r.id].value for r in revisions if r.id in judged.waiting}
        clash, state = derived.get(key.part, ((), ""))
        found.append(
            RecordDump(
                key,
                tuple(sorted(revision.id for revision in counting)),
                view.head_ids,
                view.items,
                tuple(clash) or tuple(sorted(view.conflicts)),
                dict(sorted(waiting.items())),
                state,
            )
        )
    return found


def _entries(counting: Sequence[Revision]) -> merge.RecordView:
    """Return what a person's growth says: entries are told one by one, and none is in conflict."""
    stands = growth.entries_standing(counting)
    standing = {one for entry in stands.values() for one in entry.revision_ids}
    heads = tuple(sorted((one for one in counting if one.id in standing), key=lambda one: one.id))
    return merge.RecordView(heads, {uid: stands[uid].content for uid in sorted(stands)}, {})


def _fields(counting: Sequence[Revision]) -> merge.RecordView:
    """Return what a thing is: its fields are told one by one, with those that two stores say differently."""
    fields = said_of_thing(owned.value(counting)) if counting else {}
    apart = {
        name: tuple(
            merge.Choice(one.value, tuple(revision.id for revision in one.revisions)) for one in choices
        )
        for name, choices in (owned.differing(counting) if _of_two(counting) else {}).items()
    }
    return merge.RecordView(merge.heads_of(counting), {name: fields[name] for name in sorted(fields)}, apart)


def _of_two(counting: Sequence[Revision]) -> bool:
    """Tell whether a thing is of a kind of which two stores may say different things."""
    kind = counting[0].record.employee_number.partition(":")[0] if counting else ""
    return kind in KIND_NAMES


_VIEWS = {Part.GROWTH: _entries, Part.OWNED: _fields}
"""How a part is told whose revisions are no answers of one form."""


def _snapshots(uow: UnitOfWork) -> tuple[Mapping[str, object], ...]:
    found: list[Mapping[str, object]] = []
    for year in uow.exchange.years():
        kinds = {snapshot.number: snapshot.kind for snapshot in uow.results.snapshots(year)}
        for line in uow.results.snapshot_lines(year):
            found.append(
                {
                    "fiscal_year": year,
                    "snapshot": line.snapshot,
                    "kind": kinds.get(line.snapshot, ""),
                    "employee": line.employee_number,
                    "heads": list(line.heads),
                    "levels": dict(line.levels),
                }
            )
    return tuple(found)


def dump_json(result: Dump) -> dict[str, object]:
    """Return the document of ``dxdesk dump --json``."""
    return {
        "state_digest": result.state_digest,
        **({"growth_digest": result.growth_digest} if result.growth_digest else {}),
        "records": [found.plain() for found in result.records],
        "snapshots": [dict(snapshot) for snapshot in result.snapshots],
        **_links_json(result.links),
    }
