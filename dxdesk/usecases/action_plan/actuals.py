"""What came of a plan's lines until today: sessions and people from the ledger, costs as entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dxdesk.domain.action_plan import Happened, Named, PlanLine, PlanSaid
from dxdesk.domain.staffing_record import RECRUITING_NAMES, StaffingSaid
from dxdesk.domain.staffing_rules import needed_text, reached
from dxdesk.domain.training import Taken, times_of
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.roles import roles_of
from dxdesk.usecases.action_plan.words import months_text
from dxdesk.usecases.training.figures import taken_in
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import training_on


@dataclass(frozen=True, slots=True)
class Actual:
    """What came of a line: times, people who attended and completed, yen; ``None``: nobody knows.

    ``counted``: times and people are the training ledger's. ``late`` are the months that are over in which
    nothing was held, as people read them; empty where none is, or nobody can tell. ``arrived`` are the heads
    that came for a role of the 確保計画, ``lacking`` how far that is while some lack.
    """

    times: int | None
    attended: int | None
    completed: int | None
    yen: int | None
    counted: bool
    late: str = ""
    source: str = ""
    as_of: str = ""
    arrived: int | None = None
    lacking: str = ""


def actuals(uow: UnitOfWork, plan: PlanSaid, today: str, own: str) -> Mapping[str, Actual]:
    """Return by line what came of it until a day (ISO); ``own`` is whose plan it is."""
    year, roles = plan.fiscal_year, roles_of(uow)
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
        code: _of_role(entered, roles.get(Named.read(line.staffing, own)), line.heads or 0, today)
        if line.staffing
        else _of_line(line, entered, times, taken, held, today)
        for code, line in plan.lines.items()
        for entered in (plan.happened.get(code, Happened()),)
    }


def _of_role(entered: Happened, role: StaffingSaid | None, heads: int, today: str) -> Actual:
    """Return what came of a role: who arrived says the 確保計画, where the role is still in it."""
    found = Actual(None, None, None, entered.yen, role is not None, "", entered.source, entered.as_of)
    if role is None:
        return replace(found, arrived=entered.people, lacking="確保計画から外されています")
    if role.filled >= heads:
        return replace(found, arrived=role.filled)
    over = (
        needed_text(role.needed_by)
        if role.needed_by and role.needed_by < today[: len(role.needed_by)]
        else ""
    )
    state = RECRUITING_NAMES.get(reached(role), "")
    lacking = "、".join(
        filter(
            None, (state, f"あと{heads - role.filled:,}人", f"必要な時期({over})を過ぎました" if over else "")
        )
    )
    return replace(found, arrived=role.filled, lacking=lacking)


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
