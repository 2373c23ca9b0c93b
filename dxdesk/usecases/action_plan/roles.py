"""The roles of a year's 確保計画 as lines of its plan: how many heads by what means, and who arrived.

What a role costs the 確保計画 does not know: the office enters it in the plan.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.action_plan import Named, PlanLine
from dxdesk.domain.capabilities import STAFFING
from dxdesk.domain.staffing_record import StaffingSaid
from dxdesk.domain.staffing_rules import needed_text
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.action_plan.ledger import Held
from dxdesk.usecases.action_plan.words import field_text
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.staffing.keeping import means_text
from dxdesk.usecases.staffing.ledger import staffing

Roles = Mapping[Named, StaffingSaid]


def roles_of(uow: UnitOfWork) -> Roles:
    """Return the roles of all years that did not end, by whose they are; none where 確保計画 is not used."""
    if not is_on(uow, STAFFING):
        return {}
    return {Named(one.owner, one.said.code): one.said for one in staffing(uow).roles if not one.said.ended}


def role_lines(roles: Roles, fiscal_year: int, own: str) -> list[PlanLine]:
    """Return a line for each role of a year, in the order of the 確保計画.

    Args:
        roles: as ``roles_of`` returns them.
        fiscal_year: the year that is planned.
        own: whose plan it is.
    """
    return [
        PlanLine(
            name=said.name or said.code,
            staffing=named.text(own),
            heads=said.heads or None,
            means=means_text(said),
            why=said.untrained,
            note=f"{by}までに" if (by := needed_text(said.needed_by)) else "",
        )
        for named, said in roles.items()
        if said.fiscal_year == fiscal_year
    ]


def as_today(line: PlanLine, roles: Roles, own: str) -> PlanLine:
    """Return a line of a role with heads and means as the 確保計画 has them today."""
    said = roles.get(Named.read(line.staffing, own)) if line.staffing else None
    return line if said is None else line._replace(heads=said.heads or None, means=means_text(said))


def moved_roles(uow: UnitOfWork, held: Held) -> tuple[str, ...]:
    """Return the lines of roles whose heads or means are others in the 確保計画 of today, as they differ."""
    roles = roles_of(uow)
    found = []
    for _, line in sorted(held.said.lines.items()):
        now = as_today(line, roles, held.owner)
        told = [
            f"{label} {field_text(name, getattr(line, name))}→{field_text(name, getattr(now, name))}"
            for name, label in (("heads", "人数"), ("means", "手法"))
            if getattr(line, name) != getattr(now, name)
        ]
        if told:
            found.append(f"{line.name}({'、'.join(told)})")
    return tuple(found)
