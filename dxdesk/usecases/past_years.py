"""過年度の読替え: a past year's levels and goals under the framework of another year, by its 改定対応表.

What was confirmed stays as it is; this only reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import bridge
from dxdesk.domain.bridge import Link
from dxdesk.domain.framework import Framework
from dxdesk.usecases import frameworks
from dxdesk.usecases.ports import UnitOfWork
from dxdesk.usecases.rows import Snapshot
from dxdesk.usecases.stage_standing import REFERENCE_STAGES

_AWAY = 5
"""Years somebody may be away (育休, 派遣) and still keep what they reached."""


@dataclass(frozen=True)
class Reading:
    """How one snapshot reads under a framework; ``old`` is its own, ``None`` where it is not kept here."""

    old: Framework | None
    new: Framework
    links: tuple[Link, ...]

    def levels(self, past: Mapping[str, int]) -> dict[str, int]:
        """Return past levels by item of the new framework; what is not certain is left out."""
        if self.old is None:
            return {uid: level for uid, level in past.items() if self._allows(uid, level)}
        return bridge.carried(self.links, past, _scales(self.old), _scales(self.new))

    def _allows(self, uid: str, level: int) -> bool:
        return self.new.has(uid) and level in self.new.allowed_levels(self.new.item(uid))

    def texts(self, past: Mapping[str, str]) -> dict[str, str]:
        """Return past goals by item of the new framework."""
        if self.old is None:
            return {uid: text for uid, text in past.items() if self.new.has(uid)}
        return bridge.carried_texts(self.links, past)


def kept_stages(uow: UnitOfWork, framework: Framework, before: int) -> dict[str, dict[str, str]]:
    """Return what stages people reached before a year, by employee number and persona code.

    A stage is kept until somebody says otherwise, also by who was away for some years; it means nothing
    under another framework.
    """
    found: dict[str, dict[str, str]] = {}
    years = [year for year in uow.exchange.years() if before - _AWAY <= year < before]
    for year in sorted(years) if framework.stages else ():
        of = {s.number: s.framework_code for s in uow.results.snapshots(year)}
        for line in uow.results.snapshot_lines(year):
            kept = line.content.get(REFERENCE_STAGES)
            if isinstance(kept, dict) and of.get(line.snapshot) == framework.code:
                found[line.employee_number] = {str(persona): str(code) for persona, code in kept.items()}
    return {number: stages for number, stages in found.items() if stages}


def reading(uow: UnitOfWork, snapshot: Snapshot, framework: Framework) -> Reading:
    """Return how a snapshot reads under a framework: by its links where they follow, else by uid."""
    row = uow.exchange.framework(snapshot.framework_code, snapshot.framework_version)
    old = frameworks.from_text(row.text) if row else None
    follows = (snapshot.framework_code, snapshot.framework_version) == (framework.code, framework.follows)
    if old is None or (follows and framework.links):
        return Reading(old, framework, framework.links)
    return Reading(old, framework, bridge.by_uid(_named(old), _named(framework)))


def _named(framework: Framework) -> list[tuple[str, str]]:
    return [(item.uid, item.name) for item in framework.items]


def _scales(framework: Framework) -> dict[str, tuple[int, ...]]:
    return {item.uid: framework.allowed_levels(item) for item in framework.items}
