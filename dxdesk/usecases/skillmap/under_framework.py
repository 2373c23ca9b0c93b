"""過年度のスキルマップを、いまの体系で見る: a past year's levels, read by the 改定対応表.

Nothing that was confirmed changes, and what is not certain (分割, 新設, another scale) is not shown at all.
"""

from __future__ import annotations

from dataclasses import replace

from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.person_year.past_years import Reading, between
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.model import MapPerson, PeopleMap, map_items
from dxdesk.usecases.workplace.desk import Desk


def under_newest(desk: Desk, found: PeopleMap) -> PeopleMap:
    """Return a map under the framework of the newest year; the same one where that is its own.

    ``unmapped`` are then the positions that no level of that year can be read at.
    """
    with desk.store.read() as uow:
        newest = max(all_cycles(uow), key=lambda cycle: cycle.fiscal_year)
        way = between(uow, found.framework, framework_of(uow, newest))
    return read_under(found, way)


def read_under(found: PeopleMap, way: Reading) -> PeopleMap:
    """Return a map under another version of its framework."""
    old, framework = found.framework, way.new
    if (old.code, old.version) == (framework.code, framework.version):
        return found
    uids = [item.uid for item in old.items]
    return replace(
        found,
        items=map_items(framework),
        rows=tuple(_row(row, way, uids) for row in found.rows),
        framework=framework,
        unmapped=_unmapped(way),
        reread=True,
    )


def _row(row: MapPerson, reading: Reading, uids: list[str]) -> MapPerson:
    levels, last = (_packed(packed, reading, uids) for packed in (row.levels, row.last))
    return row._replace(levels=levels, last=last)


def _packed(packed: bytes, reading: Reading, uids: list[str]) -> bytes:
    past = {uid: level for uid, level in zip(uids, packed, strict=False) if level != NO_LEVEL}
    now = reading.levels(past)
    return bytes(now.get(item.uid, NO_LEVEL) for item in reading.new.items)


def _unmapped(reading: Reading) -> frozenset[int]:
    """Return the positions at which nothing can ever be read, whatever somebody's levels were."""
    if reading.old is None:
        return frozenset()
    allowed = {item.uid: reading.old.allowed_levels(item) for item in reading.old.items}
    most = max((len(levels) for levels in allowed.values()), default=0)
    there: set[str] = set()
    for position in range(most):
        # Everybody at the same step: merged skills are read from all of theirs.
        there |= set(
            reading.levels({uid: levels[min(position, len(levels) - 1)] for uid, levels in allowed.items()})
        )
    return frozenset(position for position, item in enumerate(reading.new.items) if item.uid not in there)
