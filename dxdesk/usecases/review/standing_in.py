"""What becomes of a decision before it is taken: it counts, HR has to decide of it, or it may not be made."""

from __future__ import annotations

from dxdesk.domain import both_stages, rights
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Role
from dxdesk.usecases.person_year.counting import Acceptance
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.workplace.desk import Desk

ASKED = "deputy-asks"
"""Code of what a confirmer is told who stands in for somebody without having been named."""

BOTH = "deputy-both"
"""Code of what is told of one person at both stages before it comes to that."""


def did_first(acceptance: Acceptance, person: PersonYear, owner: str) -> bool:
    """Tell whether HR would be asked of a second confirmation: its confirmer did the first one as well."""
    if not _asked_of_both(acceptance, person) or not person.route.first:
        return False
    return both_stages.first_stage_by(person.judged.of(Part.LIFE), acceptance.confirmer_of) == owner != ""


def would_do_both(acceptance: Acceptance, person: PersonYear, owner: str) -> bool:
    """Tell whether somebody who does the first stage for another is the one who confirms at the second."""
    return _asked_of_both(acceptance, person) and bool(person.route.first) and person.route.second == owner


def _asked_of_both(acceptance: Acceptance, person: PersonYear) -> bool:
    rules = acceptance.rules.get(person.fiscal_year, 1)
    return rights.permission(rules, rights.Act.SECOND, rights.Who.BOTH) is rights.Permission.ASK


def foreseen(
    desk: Desk,
    acceptance: Acceptance,
    person: PersonYear,
    stage: Part,
    on_behalf_of: str,
    *,
    returning: bool = False,
) -> tuple[Problem, ...]:
    """Return what there is to know of confirming or returning somebody in this store today.

    Who confirms at the second stage and stands in at the first is told before, and asked about afterwards.

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
    did = stage is Part.REVIEW2 and did_first(acceptance, person, owner)
    if found is rights.Permission.YES and not did:
        stands_in = stage is Part.REVIEW1 and on_behalf_of not in ("", owner) and not returning
        return (_both(person),) if stands_in and would_do_both(acceptance, person, owner) else ()
    if did:
        why, wish = "一次確認もしている", "この確認を認めることを"
    elif who is rights.Who.BOTH:
        why, wish = "もう一方の段階も受け持っている", "この確認を認めることを"
    else:
        name = person.first_name if stage is Part.REVIEW1 else person.second_name
        why, wish = f"{name}さんの代理に指名されていない", "代理の指名か、この確認を認めることを"
    return (
        Problem(
            ASKED,
            f"{person.name}さんの確認は、{why}ため、人事課が認めるまで集計に入りません。",
            f"人事課に、{wish}頼んでください。",
        ),
    )


def _both(person: PersonYear) -> Problem:
    return Problem(
        BOTH,
        f"{person.name}さんの二次確認者でもあります。この人の二次確認も自分で行うと、人事課が認めるまで集計に入りません。",
        "ひとりで両方の段階を確認しないですむように、一次確認者に頼めるときは頼んでください。",
    )
