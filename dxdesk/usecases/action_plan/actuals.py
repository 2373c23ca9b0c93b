"""What came of a plan's lines until today: sessions and people from the ledger, costs as entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.action_plan import Happened, PlanLine, PlanSaid
from dxdesk.domain.training import Taken, times_of
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.words import months_text
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on


@dataclass(frozen=True, slots=True)
class Actual:
    """What came of a line: times, people who attended and completed, yen; ``None``: nobody knows.

    ``counted``: times and people are the training ledger's. ``late`` are the months that are over in which
    nothing was held, as people read them; empty where none is, or nobody can tell.
    """

    times: int | None
    attended: int | None
    completed: int | None
    yen: int | None
    counted: bool
    late: str = ""
    source: str = ""
    as_of: str = ""


def actuals(uow: UnitOfWork, plan: PlanSaid, today: str) -> Mapping[str, Actual]:
    """Return by line what came of it until a day (ISO)."""
    year = plan.fiscal_year
    held: dict[str, list[str]] = {}
    times: Mapping[str, int] = {}
    taken: Mapping[str, Taken] = {}
    if training_on(uow):
        known = ledger(uow)
        # A session of which nobody wrote the day may be over or not: it counts in no month, but it counts.
        over = [one for one in known.sessions if one.first_day <= today]
        times = times_of(over, known.names, year)
        taken = taken_in(uow, known, year)
        for one in over:
            code = known.names.code(one.course)
            if one.fiscal_year == year and not one.ended and code and one.first_day:
                held.setdefault(code, []).append(one.first_day[:7])
    return {
        code: _of_line(line, plan.happened.get(code, Happened()), times, taken, held, today)
        for code, line in plan.lines.items()
    }


def _of_line(
    line: PlanLine,
    entered: Happened,
    times: Mapping[str, int],
    taken: Mapping[str, Taken],
    held: Mapping[str, list[str]],
    today: str,
) -> Actual:
    if not line.course:
        return Actual(
            entered.times, entered.people, None, entered.yen, False, "", entered.source, entered.as_of
        )
    one = taken.get(line.course, Taken())
    over = [month for month in line.months if month < today[:7] and month not in held.get(line.course, ())]
    return Actual(
        times.get(line.course, 0),
        len(one.attended),
        len(one.completed),
        entered.yen,
        True,
        months_text(over),
        entered.source,
        entered.as_of,
    )
