"""What becomes of a decision before it is taken: it counts, HR has to decide of it, or it may not be made."""

from __future__ import annotations

from dxdesk.domain import rights
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.counting import Acceptance
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.workplace.desk import Desk

ASKED = "deputy-asks"
"""Code of what a confirmer is told who stands in for somebody without having been named."""


def foreseen(
    desk: Desk, acceptance: Acceptance, person: PersonYear, stage: Part, on_behalf_of: str
) -> tuple[Problem, ...]:
    """Return what there is to know of confirming or returning somebody in this store today.

    Raises:
        KnownError: ``own-record`` where it would have no effect, whoever it is done for.
    """
    if desk.role is not Role.SECTION:
        return ()
    year, owner = person.fiscal_year, desk.identity.owner
    act = rights.Act.FIRST if stage is Part.REVIEW1 else rights.Act.SECOND
    maker = rights.Maker("section", owner, owner, on_behalf_of, desk.services.clock.today())
    deputies = acceptance.deputies.get(year, rights.NOBODY)
    who = rights.who_writes(maker, act, person.employee_number, (person.route,), deputies)
    found = rights.permission(acceptance.rules.get(year, 1), act, who)
    if found is rights.Permission.NO:
        raise KnownError(
            "own-record",
            f"{person.name}さんの確認は、この台帳の持ち主にはできません。何も変えていません。",
            "自分自身の記録は、だれかの代わりでも確認できません。人事課に相談してください。",
            found=person.employee_number,
        )
    if found is rights.Permission.YES:
        return ()
    name = person.first_name if stage is Part.REVIEW1 else person.second_name
    both = who is rights.Who.BOTH
    why = "もう一方の段階も受け持っている" if both else f"{name}さんの代理に指名されていない"
    return (
        Problem(
            ASKED,
            f"{person.name}さんの確認は、{why}ため、人事課が認めるまで集計に入りません。",
            "人事課に、代理の指名か、この確認を認めることを頼んでください。",
        ),
    )
