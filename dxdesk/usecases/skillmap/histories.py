"""What is on record of people beside their levels: 育成段階, courses and examinations, as the map asks of it.

HR reads its own records; everywhere else what HR sent along with each person's package (参考の記録) is all
that is known. Read only when a search asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dxdesk.domain.completion import Outcome, evened
from dxdesk.domain.contents import REFERENCE_STAGES
from dxdesk.domain.framework import COURSE, EXAM, Framework
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import assigning
from dxdesk.usecases.person_year import holders, past_years
from dxdesk.usecases.person_year.standing import known_evidence
from dxdesk.usecases.workplace.desk import Desk


@dataclass(slots=True)
class Taken:
    """A course or an examination on record: who took part, and who of them completed or passed it."""

    kind: str
    name: str
    present: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Histories:
    """``stages`` by number and persona code; ``taken`` by kind and name evened out."""

    stages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    taken: Mapping[tuple[str, str], Taken] = field(default_factory=dict)


NOTHING = Histories()


def nothing() -> Histories:
    """Return what is on record where nobody reads it."""
    return NOTHING


def read(desk: Desk, framework: Framework, fiscal_year: int, until: str = "", snapshot: int = 0) -> Histories:
    """Return what is on record of everybody.

    Args:
        desk: any store that knows people.
        framework: that of the year: a stage means nothing under another one.
        fiscal_year: whose stages; what was finalised in it counts, else what was before.
        until: the last day (ISO) of what counts, empty for no end; what bears no day counts.
        snapshot: only what was finalised up to this one, 0 = all.
    """
    with desk.store.read() as uow:
        if desk.role is Role.HR:
            stages = stages_of(uow, framework, fiscal_year, snapshot)
            records = holders.evidence(uow)
            rows = ((r.employee_number, r.kind, r.name, r.date, r.outcome) for r in records)
            return Histories(stages, _taken(rows, until))
        return _from_references(uow, fiscal_year, until)


def stages_of(
    uow: UnitOfWork, framework: Framework, fiscal_year: int, snapshot: int = 0
) -> dict[str, dict[str, str]]:
    """Return the stage (code) of each persona (code) at which people stand by what was finalised.

    What confirmers said this year counts once it is finalised; until then people stand where they stood.
    ``snapshot``: up to which one of the year, 0 = all.
    """
    if not framework.stages:
        return {}
    found = past_years.kept_stages(uow, framework, fiscal_year)
    for line in uow.results.snapshot_lines(fiscal_year):
        if not snapshot or line.snapshot <= snapshot:
            found[line.employee_number] = dict(line.said.stages or {})
    return found


def last_day(fiscal_year: int) -> str:
    """Return the last day of a fiscal year (ISO)."""
    return date(fiscal_year + 1, 3, 31).isoformat()


_Row = tuple[str, str, str, str, Outcome]
"""Number, kind, name, day (ISO, perhaps empty) and what the entry says."""


def _taken(rows: Iterable[_Row], until: str) -> dict[tuple[str, str], Taken]:
    found: dict[tuple[str, str], Taken] = {}
    for number, kind, name, day, outcome in rows:
        if kind not in (COURSE, EXAM) or (until and day > until):
            continue
        taken = found.setdefault((kind, evened(name)), Taken(kind, name))
        if outcome.counts:
            taken.present.add(number)
        if outcome is Outcome.COMPLETED:
            taken.done.add(number)
    return found


def _from_references(uow: UnitOfWork, fiscal_year: int, until: str) -> Histories:
    stages: dict[str, Mapping[str, str]] = {}
    rows: list[_Row] = []
    for number, heads in assigning.heads_by_person(uow, fiscal_year, Part.REFERENCE).items():
        for head in heads:
            said = head.reference
            if head.names(REFERENCE_STAGES):
                stages[number] = {str(persona): str(code) for persona, code in said.stages.items()}
            known = known_evidence(said)
            rows += [(number, one.kind, one.name, one.date, one.outcome) for one in known]
    return Histories(stages, _taken(rows, until))
