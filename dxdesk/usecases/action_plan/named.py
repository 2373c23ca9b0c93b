"""What a line may name of other lists: a role of the 確保計画, a target; one check for screen and table."""

from __future__ import annotations

from dxdesk.domain.action_plan import Named, PlanLine
from dxdesk.domain.errors import Problem
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.checks import Found
from dxdesk.usecases.staffing.ledger import staffing
from dxdesk.usecases.targets.ledger import targets


def named_wrong(uow: UnitOfWork, line: PlanLine, own: str) -> tuple[Found, ...]:
    """Return what a line of an owner's plan names that is not there, by field; what ended may be named."""
    found: list[Found] = []
    if line.staffing:
        role = Named.read(line.staffing, own)
        if staffing(uow).find(role.owner, role.code) is None:
            fix = (
                "「確保計画」の一覧でコードを確かめてください。相手の課のものは「dx:R8-1」のように書きます。"
            )
            message = "そのコードの役割は、確保計画にありません。"
            found.append(("staffing", Problem("plan-staffing-unknown", message, fix, line.staffing)))
    if line.target:
        target = Named.read(line.target, own)
        if targets(uow).find(target.owner, target.code) is None:
            fix = "「目標と指標」の一覧でコードを確かめてください。相手の課のものは「dx:コード」と書きます。"
            message = "そのコードの目標はありません。"
            found.append(("target", Problem("plan-target-unknown", message, fix, line.target)))
    return tuple(found)
