"""過年度の読替え: a past year's levels and goals under the framework of another year, by its 改定対応表.

What was confirmed stays as it is; this only reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import bridge
from dxdesk.domain.bridge import Link
from dxdesk.domain.framework import Framework
from dxdesk.ports.entities import Snapshot
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.holders import read_by

_AWAY = 5
"""Years somebody may be away (育休, 派遣) and still keep what they reached."""


@dataclass(frozen=True)
class Reading:
    """How one snapshot reads under a framework; ``old`` is its own, ``None`` where it is not kept here.

    ``steps`` lead from version to version (before, after, links): several where years lie between. Without
    any nothing is certain.
    """

    old: Framework | None
    new: Framework
    steps: tuple[tuple[Framework, Framework, tuple[Link, ...]], ...] = ()

    def levels(self, past: Mapping[str, int]) -> dict[str, int]:
        """Return past levels by item of the new framework; what is not certain is left out."""
        if self.old is None:
            return {uid: level for uid, level in past.items() if self._allows(uid, level)}
        if not self.steps:
            return {}
        found = dict(past)
        for before, after, links in self.steps:
            found = bridge.carried(links, found, _scales(before), _scales(after))
        return found

    def _allows(self, uid: str, level: int) -> bool:
        return self.new.has(uid) and level in self.new.allowed_levels(self.new.item(uid))

    def texts(self, past: Mapping[str, str]) -> dict[str, str]:
        """Return past goals by item of the new framework."""
        if self.old is None:
            return {uid: text for uid, text in past.items() if self.new.has(uid)}
        if not self.steps:
            return {}
        found = dict(past)
        for _, _, links in self.steps:
            found = bridge.carried_texts(links, found)
        return found


def kept_stages(uow: UnitOfWork, framework: Framework, before: int) -> dict[str, dict[str, str]]:
    """Return what stages people reached before a year, by employee number and persona code.

    A stage is kept until somebody says otherwise, also by who was away for some years; it means nothing
    under another framework.
    """
    found: dict[str, dict[str, str]] = {}
    years = [year for year in uow.exchange.years() if before - _AWAY <= year < before]
    for year in sorted(years) if framework.stages else ():
        of = {s.number: s.framework_code for s in uow.results.snapshots(year)}
        for number, line in read_by(uow, uow.results.snapshot_lines(year), year):
            kept = line.said.stages
            if kept is not None and of.get(line.snapshot) == framework.code:
                found[number] = dict(kept)
    return {number: stages for number, stages in found.items() if stages}


def reading(uow: UnitOfWork, snapshot: Snapshot, framework: Framework) -> Reading:
    """Return how a snapshot reads under a framework."""
    row = uow.exchange.framework(snapshot.framework_code, snapshot.framework_version)
    return between(uow, versions.from_text(row.text) if row else None, framework)


def between(uow: UnitOfWork, old: Framework | None, new: Framework) -> Reading:
    """Return how an older framework reads under a newer one: by the links of every version between.

    A version that says nothing of where it came from is read by uid. Where a version between is not kept,
    or the way does not lead back to ``old``, nothing is certain.
    """
    if old is None:
        return Reading(None, new)
    steps: list[tuple[Framework, Framework, tuple[Link, ...]]] = []
    after, seen = new, {new.version}
    while after.follows and not _same(old, after):
        before = old if _is(old, after.code, after.follows) else _kept(uow, after.code, after.follows)
        if before is None or before.version in seen:
            return Reading(old, new)
        seen.add(before.version)
        steps.insert(0, (before, after, after.links or bridge.by_uid(_named(before), _named(after))))
        after = before
    if steps and not _same(old, after):
        return Reading(old, new)
    if not steps:
        steps = [(old, new, bridge.by_uid(_named(old), _named(new)))]
    return Reading(old, new, tuple(steps))


def _is(framework: Framework, code: str, version: str) -> bool:
    return (framework.code, framework.version) == (code, version)


def _same(one: Framework, other: Framework) -> bool:
    return _is(one, other.code, other.version)


def _kept(uow: UnitOfWork, code: str, version: str) -> Framework | None:
    """Return a version kept in the store, or the preset of that version, mended since or not."""
    row = uow.exchange.framework(code, version)
    if row is not None:
        return versions.from_text(row.text)
    return versions.preset_version(code, version)


def _named(framework: Framework) -> list[tuple[str, str]]:
    return [(item.uid, item.name) for item in framework.items]


def _scales(framework: Framework) -> dict[str, tuple[int, ...]]:
    return {item.uid: framework.allowed_levels(item) for item in framework.items}
