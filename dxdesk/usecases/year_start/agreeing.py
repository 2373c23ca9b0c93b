"""What a supervisor says of somebody's goals: agreed (上長の同意), returned, which support actions are done.

Where the office asks for no agreement the same step keeps the support actions and the day of the talk alone.
Nothing of it is a judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxdesk.domain import rights
from dxdesk.domain.contents import PlanStepValue
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import ALLOWED, PLAN_STATE_LABELS, PlanAction
from dxdesk.domain.records import Part, revise
from dxdesk.domain.text import plain
from dxdesk.domain.year_start import DONE, FIRST, SECOND, SUPPORT_NAMES, YET, Support, supports
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import standing_for


@dataclass(frozen=True)
class Agreement:
    """What is said of one person's goals.

    ``supports`` are codes of support actions with ``done`` or ``yet``, ``met_on`` the day of the talk (ISO).
    """

    employee_number: str
    supports: Mapping[str, str] = field(default_factory=dict)
    met_on: str = ""


def offered(desk: Desk, context: YearContext, person: PersonYear) -> tuple[Support, ...]:
    """Return the support actions that this store's owner may say something of; HR all of them."""
    cycle = context.cycle
    if desk.role is Role.HR:
        return supports(cycle.start, (FIRST, SECOND))
    acting = standing_for.principals(desk, context.acceptance, person)
    own = [
        stage
        for stage, number in ((FIRST, person.route.first), (SECOND, person.route.second))
        if number in acting
    ]
    return supports(cycle.start, own) if own else ()


def agree(desk: Desk, said: Agreement, fiscal_year: int = 0) -> None:
    """Say that one agrees with somebody's goals, with the support actions and the day of the talk.

    Raises:
        KnownError: ``start-no-form``, ``start-off``, ``not-their-answer``, ``not-ready``,
            ``start-supports`` for an action that is not theirs, ``start-no-meeting``, ``date-unreadable``.
    """
    with desk.store.write() as uow:
        context, person = _person(desk, uow, said.employee_number, PlanAction.AGREE, fiscal_year)
        cycle = context.cycle
        if said.met_on and not cycle.start.meeting:
            raise KnownError(
                "start-no-meeting",
                "この年度は、面談日を記録しません。何も変えていません。",
                "面談日を除いてください。記録するかどうかは人事課が決めます。",
                found=said.met_on,
            )
        if said.met_on:
            refuse_unreadable(said.met_on, "面談日を読み取れません。何も変えていません。")
        _check_supports(desk, context, person, said.supports)
        step = PlanStepValue(action=PlanAction.AGREE.value)
        if said.met_on:
            step["met_on"] = said.met_on
        if said.supports:
            step["supports"] = dict(said.supports)
        _keep(desk, uow, context, person, step)


def return_goals(desk: Desk, employee_number: str, reason: str, fiscal_year: int = 0) -> None:
    """Return somebody's goals, saying why.

    Raises:
        KnownError: ``reason-needed``, and as ``agree``.
    """
    reason = plain(reason).strip()
    if not reason:
        raise KnownError(
            "reason-needed", "差戻しの理由がありません。何も変えていません。", "理由を短く書いてください。"
        )
    with desk.store.write() as uow:
        context, person = _person(desk, uow, employee_number, PlanAction.RETURN, fiscal_year)
        _keep(desk, uow, context, person, PlanStepValue(action=PlanAction.RETURN.value, reason=reason))


def _person(
    desk: Desk, uow: UnitOfWork, number: str, action: PlanAction, fiscal_year: int
) -> tuple[YearContext, PersonYear]:
    desk.require(Role.HR, Role.SECTION)
    context = year_context(desk, uow, fiscal_year)
    year_start.require_form(uow, context.cycle, desk.role)
    found = derived.people_years(uow, context, [number])
    if not found:
        raise KnownError(
            "person-unknown",
            f"職員番号 {number} の人は{context.cycle.label}の対象に入っていません。",
            "職員番号を確かめてください。",
            found=number,
        )
    person = found[0]
    _refuse_others(desk, context, person)
    if person.finalised:
        raise KnownError(
            "finalised", f"{person.name}さんの結果は確定しています。何も変えていません。", found=number
        )
    state = person.plan_life.state
    if person.plan_life.clash or state not in ALLOWED[action]:
        raise KnownError(
            "not-ready",
            f"{person.name}さんの期首の目標は、いま「{PLAN_STATE_LABELS[state]}」です。何も変えていません。",
            "目標が出てから行ってください。食い違いがあるときは、先に「受付」で決めてください。",
            found=number,
        )
    return context, person


def _made_in_place_of(desk: Desk, context: YearContext, person: PersonYear) -> str:
    """Return in whose place a section's owner speaks, empty in their own name."""
    acting = standing_for.principals(desk, context.acceptance, person)
    return "" if not acting or desk.identity.owner in acting else acting[0]


def _refuse_others(desk: Desk, context: YearContext, person: PersonYear) -> None:
    """Refuse what would have no effect: of one's own goals, and of people one does not confirm."""
    if desk.role is Role.HR:
        return
    rules, owner = context.cycle.rules, desk.identity.owner
    principal = _made_in_place_of(desk, context, person)
    maker = rights.Maker("section", owner, owner, principal, desk.services.clock.today())
    deputies = context.acceptance.deputies.get(person.fiscal_year, rights.NOBODY)
    who = rights.who_writes(maker, rights.Act.AGREE, person.employee_number, (person.route,), deputies)
    if rights.permission(rules, rights.Act.AGREE, who) is rights.Permission.NO:
        own = who is rights.Who.HIMSELF
        raise KnownError(
            "not-their-answer",
            "自分の目標には、自分で同意できません。何も変えていません。"
            if own
            else f"{person.name}さんの確認者でも、きょうの代理でもありません。何も変えていません。",
            "もう一人の確認者か人事課に頼んでください。" if own else "確認者か人事課に頼んでください。",
            found=person.employee_number,
        )


def _check_supports(desk: Desk, context: YearContext, person: PersonYear, said: Mapping[str, str]) -> None:
    known = {one.code: one.text for one in offered(desk, context, person)}
    actions = "、".join(f"{code}({text})" for code, text in known.items()) or "(ありません)"
    words = "、".join(f"{word}({text})" for word, text in SUPPORT_NAMES.items())
    for code, word in said.items():
        if code not in known or word not in (DONE, YET):
            raise KnownError(
                "start-supports",
                "支援行動か、その答えを読み取れません。何も変えていません。",
                f"{actions}のどれかに、{words}のどちらかを答えてください。",
                found=f"{code}={word}",
            )


def _keep(desk: Desk, uow: UnitOfWork, context: YearContext, person: PersonYear, step: PlanStepValue) -> None:
    latest = [one.plan_step for one in person.plan_life.latest]
    if step["action"] == PlanAction.AGREE:
        # What another said of their own support actions goes on.
        before = {code: word for one in latest for code, word in one.supports.items()}
        said = {**before, **step.get("supports", {})}
        met = step.get("met_on") or max((one.met_on for one in latest), default="")
        step = PlanStepValue(action=step["action"])
        if said:
            step["supports"] = said
        if met:
            step["met_on"] = met
    step["of"] = sorted(person.views[Part.PLAN].head_ids)
    step["round"] = max(person.plan_life.round, 1)
    step["assignment"] = person.views[Part.ASSIGNMENT].heads[0].id
    step["by"] = desk.identity.owner
    step["by_name"] = uow.settings.get(setting_names.OWNER_NAME) if desk.role is Role.SECTION else "人事担当"
    principal = _made_in_place_of(desk, context, person)
    if principal:
        names = {person.route.first: person.first_name, person.route.second: person.second_name}
        step["on_behalf_of"], step["on_behalf_of_name"] = principal, names[principal]
        step["made_on"] = desk.services.clock.today()
    key = record_key(desk, person.fiscal_year, person.employee_number, Part.PLAN_LIFE)
    covers = person.plan_life.lineage
    keep(desk, uow, [revise(key, step, also_covers=covers, key_id=desk.key_id, trust=own_trust(desk))])
    derived.refresh(desk, uow, [(person.fiscal_year, person.employee_number)])
    uow.audit.append(f"start-{step['action']}", person.employee_number)
    uow.commit()
