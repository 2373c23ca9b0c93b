"""The map of a past day: what was finalised until then, of whom and where they were, by the snapshots.

A correction (確定後訂正) is a further snapshot, and whoever is finalised later stands in a later one; so a
day is told by the last snapshot of it, and everybody by their last line up to that one. Nothing of it
changes any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import MapLine, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.cycles import Cycle, day_text, framework_of
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (ISO) on which results of a year were frozen, with its last snapshot.

    ``corrected``: nothing but corrections.
    """

    fiscal_year: int
    snapshot: int
    day: str
    corrected: bool = False

    @property
    def basis(self) -> str:
        """On what a map of it rests."""
        return f"{day_text(self.day)}の時点で確定していた値"


def moments(desk: Desk) -> tuple[Moment, ...]:
    """Return the days on which results were frozen, oldest first; none where nothing was finalised."""
    with desk.store.read() as uow:
        return _moments(uow)


def moment(uow: UnitOfWork, fiscal_year: int, snapshot: int) -> Moment:
    """Return the day of a snapshot.

    Raises:
        KnownError: ``map-moment`` where there is no such one.
    """
    found = next((m for m in _moments(uow, fiscal_year) if m.snapshot == snapshot), None)
    if found is None:
        raise KnownError(
            "map-moment",
            "その時点の確定の記録が、この台帳にありません。",
            "スキルマップの「いつの記録か」で選び直してください。",
            found=str(snapshot),
        )
    return found


def _moments(uow: UnitOfWork, fiscal_year: int = 0) -> tuple[Moment, ...]:
    days: dict[tuple[int, str], Moment] = {}
    for one in uow.results.snapshots(fiscal_year):
        key = one.fiscal_year, local_day(one.finalised_at)
        before = days.get(key)
        corrected = one.kind == "correction" and (before is None or before.corrected)
        days[key] = Moment(one.fiscal_year, one.number, key[1], corrected)
    return tuple(days.values())


def framework_at(uow: UnitOfWork, cycle: Cycle, snapshot: int) -> Framework:
    """Return the framework under which a snapshot was made."""
    for one in uow.results.snapshots(cycle.fiscal_year):
        row = uow.exchange.framework(one.framework_code, one.framework_version)
        if one.number == snapshot and row is not None:
            return versions.from_text(row.text)
    return framework_of(uow, cycle)


def lines_at(uow: UnitOfWork, cycle: Cycle, framework: Framework, snapshot: int) -> list[MapLine]:
    """Return everybody who was finalised by then, in department and number order."""
    year, width = cycle.fiscal_year, len(framework.items)
    own = (framework.code, framework.version) == (cycle.framework_code, cycle.framework_version)
    last = {line.number: line.last_levels for line in uow.results.map_lines(year)} if own else {}
    stands = {
        one.employee_number: one for one in uow.results.snapshot_lines(year) if one.snapshot <= snapshot
    }
    blank = bytes([NO_LEVEL]) * width
    return sorted(_line(framework, line, last.get(number, blank)) for number, line in stands.items())


def _line(framework: Framework, line: SnapshotLine, last: bytes) -> MapLine:
    said = line.said
    code, name = said.department
    personas = list(said.personas)
    return MapLine(
        code,
        line.employee_number,
        said.name or line.employee_number,
        said.kana,
        name,
        said.grade,
        said.title,
        canonical.dumps(personas) if personas else "",
        State.FINALISED.value,
        b"",
        bytes(line.levels.get(item.uid, NO_LEVEL) for item in framework.items),
        last,
    )
