"""Adding to a plan that is there what another list has: the courses of a policy, the roles of the 確保計画.

What the plan has a line for already stays as it stands, so that asking twice adds nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.action_plan import Named, PlanLine, PlanSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.ledger import plans
from dxdesk.usecases.action_plan.policy_courses import policy_lines
from dxdesk.usecases.action_plan.roles import role_lines, roles_of
from dxdesk.usecases.action_plan.switch import require_plan
from dxdesk.usecases.action_plan.words import POLICY
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.staffing.ledger import require_staffing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk


def add_from(desk: Desk, fiscal_year: int, version: str, source: str) -> tuple[int, int]:
    """Add the lines of another list to a plan; return how many came to it, and how many it had.

    Args:
        desk: the store of whoever made the plan.
        fiscal_year: the year of the plan.
        version: ``draft`` or ``final``.
        source: ``policy`` or ``staffing``.

    Raises:
        KnownError: ``wrong-role``, ``plan-off``, ``training-off``, ``staffing-off``, ``plan-unknown``,
            ``plan-decided``, ``plan-policy-none``, ``plan-staffing-none`` (there is nothing to add).
    """
    own = owner_of(desk)
    with desk.store.read() as uow:
        require_plan(uow)
        found = _of_policy(uow, fiscal_year) if source == POLICY else _of_staffing(uow, fiscal_year, own)
        courses = _Courses(uow)
        of_year = [one.said for one in plans(uow).held if one.said.fiscal_year == fiscal_year]
    added = 0

    def change(plan: PlanSaid) -> PlanSaid:
        nonlocal added
        lines = dict(plan.lines)
        new = [one for one in found if not _has(plan, one, own, courses)]
        for line in new:
            lines[keeping.next_code([*of_year, PlanSaid(lines=lines)])] = line
        added = len(new)
        return plan._replace(lines=lines)

    keeping.change_lines(desk, fiscal_year, version, "plan-add", change, source)
    return added, len(found) - added


def _has(plan: PlanSaid, wanted: PlanLine, own: str, courses: _Courses) -> bool:
    if wanted.course:
        return any(wanted.course in courses.of(one) for one in plan.lines.values())
    role = Named.read(wanted.staffing, own)
    return any(one.staffing and Named.read(one.staffing, own) == role for one in plan.lines.values())


class _Courses:
    """Which courses the lines of a plan are: a 取組 is the one of its name, as in ``proposing``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._names = ledger(uow).names
        # What a 取組 itself is called counts, too: its line may have been given another name.
        self._called = {one.said.code: one.said.name for one in reversed(indicators(uow).activities)}

    def of(self, line: PlanLine) -> frozenset[str]:
        """Return the courses (code) a line is, by what it says or is called; none of a role."""
        if line.staffing:
            return frozenset()
        # A course that was merged since goes by the one it went into.
        called = (line.course,) if line.course else (line.name, self._called.get(line.activity, ""))
        return frozenset({line.course, *map(self._names.code, called)}) - {""}


def _of_policy(uow: UnitOfWork, fiscal_year: int) -> Sequence[PlanLine]:
    require_training(uow)
    found = policy_lines(uow, fiscal_year)
    if not found:
        raise KnownError(
            "plan-policy-none",
            "研修台帳に、方針の研修が1つもありません。何も変えていません。",
            "「研修」の「方針の研修を加える」で加えてから、もう一度行ってください"
            "(コマンドでは dxdesk courses 台帳 --take 方針のコード)。",
        )
    return found


def _of_staffing(uow: UnitOfWork, fiscal_year: int, own: str) -> Sequence[PlanLine]:
    require_staffing(uow)
    found = role_lines(roles_of(uow), fiscal_year, own)
    if not found:
        raise KnownError(
            "plan-staffing-none",
            f"{fiscal_year_label(fiscal_year)}の確保計画に、役割が1つもありません。何も変えていません。",
            "「確保計画」で年度を選び、役割を加えてから、もう一度行ってください。",
        )
    return found
