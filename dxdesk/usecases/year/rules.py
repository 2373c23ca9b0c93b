"""The rules a year is judged by: moving an open year to the newest, after seeing whom that stops.

A year that was opened by an earlier program goes on under the rules of its day until HR says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxdesk.domain import rights
from dxdesk.domain.contents import YearValue, carried_on
from dxdesk.domain.records import Part, revise
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.exchange import arrival, deputising
from dxdesk.usecases.person_year.counting import LACKING, Verdict, judge, load_acceptance, of_year
from dxdesk.usecases.person_year.cycles import Cycle, cycle_heads, cycle_key, cycle_of, find_cycle
from dxdesk.usecases.person_year.local_work import keep, own_trust
from dxdesk.usecases.workplace.desk import Desk, tick


@dataclass(frozen=True, slots=True)
class Stopped:
    """One thing somebody did that counts under the rules of now and would not under the newest.

    ``held``: HR decides of it; ``waits``: until the person's submission or the first confirmation is here;
    else it has no effect. ``by`` is who made it (職員番号), ``on_behalf_of`` for whom.
    """

    employee_number: str
    name: str
    part: Part
    action: str
    by: str
    by_name: str
    on_behalf_of: str
    on_behalf_of_name: str
    held: bool
    waits: bool = False

    @property
    def what(self) -> str:
        """What was done, e.g. ``一次確認``."""
        return deputising.what(self.part, self.action)


def look(
    desk: Desk, fiscal_year: int = 0, progress: Progress | None = None
) -> tuple[Cycle, tuple[Stopped, ...]]:
    """Return a year, and what would no longer count if it moved to the newest rules.

    What is finalised stays; a year that is there already stops nothing.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        if cycle.rules >= rights.NEWEST:
            return cycle, ()
        return cycle, _would_stop(uow, cycle.fiscal_year, progress)


def _would_stop(uow: UnitOfWork, year: int, progress: Progress | None) -> tuple[Stopped, ...]:
    now = load_acceptance(uow)
    then = replace(now, rules={**now.rules, year: rights.NEWEST})
    numbers = sorted({r.record.employee_number for r in of_year(uow, year, Part.ASSIGNMENT, now.keys)})
    found: dict[tuple[str, str, str, str, bool], Stopped] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        tick(progress, start, len(numbers))
        for number, stored in uow.exchange.people(year, numbers[start : start + _AT_ONCE]).items():
            before, after = judge(tuple(stored), now), judge(tuple(stored), then)
            names = [r.assignment.name for r in before.of(Part.ASSIGNMENT)]
            for revision in (r for part in before.counting.values() for r in part):
                verdict = after.waiting.get(revision.id)
                if verdict not in (Verdict.HELD, Verdict.REJECTED, *LACKING):
                    continue
                made, key = revision.made, now.keys.get(revision.key_id)
                by = made.by or (key.owner if key is not None else "")
                one = Stopped(
                    number,
                    names[0] if names else "",
                    revision.record.part,
                    revision.step.action,
                    by,
                    made.by_name or _name(uow, by),
                    made.on_behalf_of,
                    made.on_behalf_of_name,
                    verdict is Verdict.HELD,
                    verdict in LACKING,
                )
                # Levels and the step that goes with them are one thing to a person.
                found.setdefault((number, one.what, one.by, made.on_behalf_of, one.held), one)
        tick(progress, min(start + _AT_ONCE, len(numbers)), len(numbers))
    return tuple(found.values())


def _name(uow: UnitOfWork, number: str) -> str:
    person = uow.people.employee(number)
    return person.name if person is not None else ""


_AT_ONCE = 200


def move(desk: Desk, fiscal_year: int = 0) -> bool:
    """Move a year to the newest rules; return whether it was not there yet."""
    desk.require(Role.HR)
    with desk.store.write() as uow:
        cycle = find_cycle(uow, fiscal_year)
        heads = cycle_heads(uow, cycle.fiscal_year)
        cycle = cycle_of(cycle.fiscal_year, heads[0].year)
        if cycle.rules >= rights.NEWEST:
            return False
        key = cycle_key(desk.identity.municipality_code, cycle.fiscal_year)
        value = carried_on(heads[0].content, YearValue(rules=rights.NEWEST))
        keep(desk, uow, [revise(key, value, heads, key_id=desk.key_id, trust=own_trust(desk))])
        arrival.reevaluate(desk, uow)
        uow.audit.append("cycle-rules", str(cycle.fiscal_year), {"rules": rights.NEWEST})
        uow.commit()
    return True
