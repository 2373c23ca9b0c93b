"""育成段階 in a confirmation: what a confirmer decides on stages, as further items of their review.

A stage is only ever decided by somebody: who decides nothing leaves it as it stands, and what is merely
proposed stays proposed. The second confirmer takes over what the first decided, as with levels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.domain.contents import ReviewItem, StageSaid, StageValue, stage_key
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import Part
from dxdesk.domain.staging import ConfirmedWork
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import derived, holders, stage_evidence
from dxdesk.usecases.person_year.confirmed_work import confirmed_work, of_person
from dxdesk.usecases.person_year.stage_decisions import (
    NOT_REACHED,
    StageDecision,
    stage_name,
    staged_personas,
)
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.review.decision import Decision
from dxdesk.usecases.workplace.desk import Desk


def decided(
    uow: UnitOfWork, context: YearContext, person: PersonYear, part: Part, decision: Decision, today: str
) -> dict[str, ReviewItem]:
    """Return the stage items of a review that is made ``today`` (ISO).

    Raises:
        KnownError: ``stage-unknown``, ``comment-needed`` where a stage differs from what stands or is
            proposed (see ``Growth.fits``) and nothing is written.
    """
    framework, items = context.framework, dict[str, ReviewItem]()
    held = staged_personas(framework, person.personas, person.grade)
    for strange in sorted(decision.stages.keys() - {persona.code for persona in held}):
        raise _unknown(person, strange)
    found = {
        entry.persona.code: entry
        for entry in (basis(uow, context, person, part, today) if decision.stages else ())
    }
    for persona in held:
        key = stage_key(persona.code)
        own = person.views[part].items.get(key)
        first = person.views[Part.REVIEW1].items.get(key) if part is Part.REVIEW2 else None
        if decision.stages.get(persona.code) is not None:
            items[key] = _item(framework, person, decision, found[persona.code], part)
        elif first is not None:
            items[key] = StageValue(stage=StageSaid.read(first).stage or "")
        elif own is not None and persona.code not in decision.stages:
            items[key] = own
    return items


def basis(
    uow: UnitOfWork, context: YearContext, person: PersonYear, part: Part, today: str
) -> tuple[PersonGrowth, ...]:
    """Return a person's stages as a confirmer finds them: before anything they decide themselves."""
    records = holders.evidence(uow, person.employee_number)
    number = person.employee_number
    works = confirmed_work(uow, context.framework, today, [number])
    return seen_by(context.framework, person, records, part, of_person(works, number, today))


def seen_by(
    framework: Framework,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    part: Part,
    work: ConfirmedWork | None,
) -> tuple[PersonGrowth, ...]:
    """Return the same from what is on record, and what growth files confirm where they are kept."""
    confirmed = [before for said in person.stages if (before := stands_before(said, part))]
    return stage_evidence.growth_of(framework, person, records, confirmed, work=work, reviewing=True)


def stands_before(said: StageDecision, part: Part) -> str:
    """Return the stage a confirmer of a part finds: the first one's word at the second, else last year's."""
    if part is Part.REVIEW2 and said.first is not None:
        return said.first
    return said.last or ""


def needs_comment(found: PersonGrowth, part: Part, code: str) -> bool:
    """Tell whether a decision has to be explained: it differs from the first confirmer's, or fits nothing."""
    if part is Part.REVIEW2 and found.decision.first is not None:
        return code != found.decision.first
    return not found.growth.fits(code)


def _item(
    framework: Framework, person: PersonYear, decision: Decision, found: PersonGrowth, part: Part
) -> StageValue:
    code = decision.stages[found.persona.code] or ""
    if code and code not in {stage.code for stage in found.stages}:
        raise _unknown(person, code)
    comment = decision.stage_comments.get(found.persona.code, "")
    needed = needs_comment(found, part, code)
    if needed and not (comment.strip() or decision.comment.strip()):
        raise KnownError(
            "comment-needed",
            f"{person.name}さんの育成段階({found.persona.name})が、これまでの確認とも提案とも異なります。まだ確認していません。",
            "なぜその段階とするのか、本人に伝わるコメントを書いてください。",
            found=stage_name(framework, code),
        )
    item: StageValue = {"stage": code}
    if comment.strip() or needed:
        item["comment"] = comment if comment.strip() else decision.comment
    return item


def _unknown(person: PersonYear, found: str) -> KnownError:
    return KnownError(
        "stage-unknown",
        f"{person.name}さんの人材像にない育成段階です。何も変えていません。",
        "その人の人材像の段階から選んでください。",
        found=found,
    )


def check_stages(framework: Framework, person: PersonYear, stages: Mapping[str, str]) -> None:
    """Refuse stages that are none of the person's.

    Raises:
        KnownError: ``stage-unknown``.
    """
    held = {persona.code for persona in staged_personas(framework, person.personas, person.grade)}
    of = {stage.code: stage.persona for stage in framework.stages}
    for persona, code in stages.items():
        if persona not in held or (code and of.get(code) != persona):
            raise _unknown(person, code or persona)


def stages_named(
    desk: Desk, employee_number: str, texts: Sequence[str], fiscal_year: int = 0
) -> Mapping[str, str]:
    """Return stages by persona of texts as typed: a stage's code, or 人材像=未到達.

    Raises:
        KnownError: ``stage-unknown`` naming what there is, ``stage-twice``.
    """
    if not texts:
        return {}
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        people = derived.people_years(uow, context, [employee_number])
    held = staged_personas(context.framework, people[0].personas, people[0].grade) if people else ()
    known = {
        stage.code: (stage.persona, stage.code)
        for stage in context.framework.stages
        if stage.persona in {persona.code for persona in held}
    }
    known |= {f"{key}={NOT_REACHED}": (p.code, "") for p in held for key in (p.code, p.name)}
    found: dict[str, str] = {}
    for text in texts:
        if text not in known:
            raise KnownError(
                "stage-unknown",
                "この人の人材像にない育成段階です。何も変えていません。",
                f"{'、'.join(known) or '(この人には段階がありません)'}から選んでください。",
                found=text,
            )
        persona, code = known[text]
        if persona in found:
            raise KnownError(
                "stage-twice",
                "同じ人材像の段階が2度書かれています。何も変えていません。",
                "1つにしてください。",
                found=text,
            )
        found[persona] = code
    return found
