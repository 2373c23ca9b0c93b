"""Whose goals a section's owner agrees on: of their own people, and as a deputy of another's."""

from __future__ import annotations

from dxdesk.domain import rights
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.counting import Acceptance
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.workplace.desk import Desk


def principals(desk: Desk, acceptance: Acceptance, person: PersonYear) -> tuple[str, ...]:
    """Return in whose place this store's owner agrees today: themselves where they confirm, else others.

    Nobody of one's own goals, and nobody in HR's store: HR says it in its own name.
    """
    owner, route = desk.identity.owner, person.route
    if desk.role is not Role.SECTION or person.employee_number == owner:
        return ()
    if route.stage_of(owner) is not None:
        return (owner,)
    deputies = acceptance.deputies.get(person.fiscal_year, rights.NOBODY)
    today = desk.services.clock.today()
    return tuple(one for one in (route.first, route.second) if one and deputies.named(owner, {one}, today))


def is_ours(desk: Desk, acceptance: Acceptance, person: PersonYear) -> bool:
    """Tell whether a section's owner has to do with somebody's goals: now, or by what they said of them."""
    owner = desk.identity.owner
    if person.route.stage_of(owner) is not None or principals(desk, acceptance, person):
        return True
    return any(step.made.by == owner for step in person.judged.of(Part.PLAN_LIFE) if step.key_id)
