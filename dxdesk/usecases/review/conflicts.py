"""食い違い: what a person has to settle, and settling it. All sides are kept.

Three kinds: two different answers to one item; steps that contradict each other (confirmed and
withdrawn at once); and a confirmation made before the person's confirmers changed (異動).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dxdesk.domain import merge, plan_life
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    GOAL_PREFIX,
    LINE_PREFIX,
    MARK_ITEM,
    STAGE_PREFIX,
    Goal,
    Made,
    MadeValue,
    PlanStepValue,
    Reviewed,
    StageSaid,
    StepValue,
    carried_on,
)
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.lifecycle import Action, action_of
from dxdesk.domain.parts import WORDS
from dxdesk.domain.plan_life import PlanAction
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part, Revision, Trust, revise
from dxdesk.domain.text import plain
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import life_lineage
from dxdesk.usecases.forms.goal_texts import said_of_goal
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.stage_decisions import stage_name
from dxdesk.usecases.person_year.standing import LIFE_ITEM, MOVED_ITEM, PersonYear, YearContext, year_context
from dxdesk.usecases.workplace.desk import Desk

_ACTION_LABELS: Mapping[Action, str] = {
    Action.SUBMIT: "提出",
    Action.WITHDRAW: "取下げ",
    Action.CONFIRM1: "一次確認",
    Action.RETURN1: "一次確認者の差戻し",
    Action.CONFIRM2: "二次確認",
    Action.RETURN2: "二次確認者の差戻し",
    Action.HR_RETURN: "人事からの差戻し",
}

_START_LABELS: Mapping[PlanAction, str] = {
    PlanAction.SUBMIT: "提出",
    PlanAction.AGREE: "同意",
    PlanAction.RETURN: "差戻し",
    PlanAction.WITHDRAW: "取下げ",
}


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """One side: its number for ``resolve``, what it says, from which file, received when, by whom.

    ``receipts`` are the numbers under which the files that say so were received.
    """

    number: int
    text: str
    source: str
    received_at: str
    by: str
    receipts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Something a person has to settle; ``id`` is ``employee/part/item``."""

    id: str
    employee_number: str
    name: str
    part: Part
    item: str
    item_name: str
    choices: tuple[ConflictChoice, ...]


def conflicts(desk: Desk, fiscal_year: int = 0) -> tuple[Conflict, ...]:
    """Return everything to settle in a year, by employee number."""
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        numbers = [
            row.employee_number for row in uow.results.assessments(context.cycle.fiscal_year) if row.conflicts
        ]
        people = derived.people_years(uow, context, numbers)
        receipts = {receipt.number: receipt for receipt in uow.exchange.receipts()} if people else {}
        return tuple(conflict for person in people for conflict in _of_person(uow, context, person, receipts))


def _of_person(
    uow: UnitOfWork, context: YearContext, person: PersonYear, receipts: Mapping[int, Receipt]
) -> Iterable[Conflict]:
    stored = uow.exchange.person(person.fiscal_year, person.employee_number)
    sources = {item.revision.id: item.receipts for item in stored}
    kept = {item.revision.id: item.revision for item in stored}

    def choice(number: int, text: str, ids: Iterable[str], by: str) -> ConflictChoice:
        numbers = [n for revision_id in ids for n in sources.get(revision_id, ()) if n in receipts]
        found = [receipts[n] for n in sorted(numbers)]
        files = "、".join(dict.fromkeys(receipt.file_name for receipt in found)) or "この台帳での入力"
        came = tuple(sorted({receipt.number for receipt in found}))
        return ConflictChoice(number, text, files, found[0].received_at if found else "", by, came)

    for part in (*ANSWER_PARTS, Part.PLAN, *REVIEW_PARTS):
        view = person.views[part]
        heads = {head.id: head for head in view.heads}
        for item, choices in view.conflicts.items():
            sides = tuple(
                choice(
                    number,
                    _text(context.framework, part, item, side.value),
                    whose := _whose(item, side, heads, kept),
                    _by(kept[whose[0]], person),
                )
                for number, side in enumerate(choices, start=1)
            )
            name = _item_name(context.framework, item)
            yield Conflict(
                _id(person, part, item), person.employee_number, person.name, part, item, name, sides
            )
    if person.life.clash:
        steps = _clashing(person)
        sides = tuple(
            choice(number, f"「{_ACTION_LABELS[action_of(step)]}」を採る", (step.id,), _by(step, person))
            for number, step in enumerate(steps, start=1)
        )
        label = WORDS[Part.LIFE].open
        yield Conflict(
            _id(person, Part.LIFE, LIFE_ITEM),
            person.employee_number,
            person.name,
            Part.LIFE,
            LIFE_ITEM,
            label,
            sides,
        )
    if person.plan_life.clash:
        steps = _clashing_starts(person)
        yield Conflict(
            _id(person, Part.PLAN_LIFE, LIFE_ITEM),
            person.employee_number,
            person.name,
            Part.PLAN_LIFE,
            LIFE_ITEM,
            WORDS[Part.PLAN_LIFE].open,
            tuple(
                choice(
                    number,
                    f"「{_START_LABELS[plan_life.action_of(one)]}」を採る",
                    (one.id,),
                    _by(one, person),
                )
                for number, one in enumerate(steps, start=1)
                for action in (plan_life.action_of(one),)
            ),
        )
    if person.moved:
        yield _moved_conflict(person)


def _whose(
    item: str, side: merge.Choice, heads: Mapping[str, Revision], kept: Mapping[str, Revision]
) -> tuple[str, ...]:
    """Return the ids of the kept revisions whose words a side is: a settlement repeats those of files."""
    said = {origin for head in side.revision_ids for origin in merge.origins(heads[head], item)}
    return tuple(sorted(said & kept.keys())) or side.revision_ids


def _moved_conflict(person: PersonYear) -> Conflict:
    sides = (
        ConflictChoice(1, "異動前の確認者による確認を採る", "", "", ""),
        ConflictChoice(2, "新しい確認者に確認し直してもらう", "", "", ""),
    )
    return Conflict(
        _id(person, Part.LIFE, MOVED_ITEM),
        person.employee_number,
        person.name,
        Part.LIFE,
        MOVED_ITEM,
        "異動前の確認",
        sides,
    )


def _id(person: PersonYear, part: Part, item: str) -> str:
    return f"{person.employee_number}/{part.value}/{item}"


def _clashing(person: PersonYear) -> tuple[Revision, ...]:
    """Return the contradicting steps: a step the table does not allow stands against what it covers."""
    latest = person.life.latest
    if len(latest) > 1:
        return latest
    covered = [s for s in person.judged.of(Part.LIFE) if latest and s.id in latest[0].covers]
    before = merge.heads_of(covered)
    return (*before, *latest)


def _clashing_starts(person: PersonYear) -> tuple[Revision, ...]:
    """Return the contradicting steps of a year's start, as ``_clashing`` does."""
    latest = person.plan_life.latest
    if len(latest) > 1:
        return latest
    covered = [s for s in person.judged.of(Part.PLAN_LIFE) if latest and s.id in latest[0].covers]
    return (*merge.heads_of(covered), *latest)


def _text(framework: Framework, part: Part, item: str, value: Any) -> str:
    if part is Part.PLAN:
        return said_of_goal(framework, Goal.read(value))
    if isinstance(value, dict) and item.startswith(STAGE_PREFIX):
        stage = StageSaid.read(value)
        return " ".join(text for text in (stage_name(framework, stage.stage or ""), stage.comment) if text)
    if isinstance(value, dict):
        said = Reviewed.read(value)
        label = "" if said.level is None else framework.level_label(framework.item(item), int(said.level))
        return " ".join(text for text in (label, said.comment) if text)
    if isinstance(value, list):
        return " ".join(str(text) for text in value if text)
    if part is Part.SELF and isinstance(value, int):
        return framework.level_label(framework.item(item), value)
    return str(value)


def _item_name(framework: Framework, item: str) -> str:
    if item == MARK_ITEM:
        return "期首の目標の印"
    if item.startswith(GOAL_PREFIX):
        return f"期首の目標{int(item.removeprefix(GOAL_PREFIX))}"
    if item == COMMENT_ITEM:
        return "コメント"
    if item.startswith(LINE_PREFIX):
        return f"研修・資格・実務の{int(item.removeprefix(LINE_PREFIX))}行目"
    if item.startswith(STAGE_PREFIX):
        code = item.removeprefix(STAGE_PREFIX)
        return f"育成段階({next((p.name for p in framework.personas if p.code == code), code)})"
    return framework.item(item).name


def _by(revision: Revision, person: PersonYear) -> str:
    return revision.made.by_name or revision.proxy or person.name


def resolve(desk: Desk, conflict_id: str, take: int, reason: str, fiscal_year: int = 0) -> None:
    """Settle one conflict by taking a side; the reason is kept with the settlement, all others stay.

    Raises:
        KnownError: ``conflict-unknown``, ``choice-unknown``, ``reason-needed``, ``wrong-role``,
            ``conflict-for-hr``.
    """
    resolve_all(desk, {conflict_id: take}, reason, fiscal_year)


def resolve_all(desk: Desk, takes: Mapping[str, int], reason: str, fiscal_year: int = 0) -> None:
    """Settle some conflicts at once, all or none, by the side taken in each; no other one changes.

    Raises as ``resolve`` does, and changes nothing then.
    """
    desk.require(Role.HR, Role.SECTION)
    reason = plain(reason)
    if not reason.strip():
        raise KnownError(
            "reason-needed", "決めた理由がありません。まだ何も変えていません。", "理由を短く書いてください。"
        )
    listed = {conflict.id: conflict for conflict in conflicts(desk, fiscal_year)}
    together: dict[tuple[str, Part], list[tuple[Conflict, int]]] = {}
    for conflict_id, take in takes.items():
        conflict = _known(listed, conflict_id, take)
        together.setdefault((conflict.employee_number, conflict.part), []).append((conflict, take))
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        owner_name = uow.settings.get(setting_names.OWNER_NAME)
        people = {person for person, _ in together}
        for person in derived.people_years(uow, context, sorted(people)):
            for (number, _), settled in together.items():
                if number == person.employee_number:
                    keep(desk, uow, _settlement(desk, owner_name, person, settled, reason))
            derived.refresh(desk, uow, [(person.fiscal_year, person.employee_number)])
        for conflict_id, take in takes.items():
            uow.audit.append("resolve", conflict_id, {"take": take})
        uow.commit()


def _known(listed: Mapping[str, Conflict], conflict_id: str, take: int) -> Conflict:
    found = listed.get(conflict_id)
    if found is None:
        raise KnownError(
            "conflict-unknown",
            "その食い違いは見つかりません。すでに決まったのかもしれません。",
            "食い違いの一覧を見直してください。",
        )
    if not 1 <= take <= len(found.choices):
        raise KnownError(
            "choice-unknown",
            "その番号の答えはありません。まだ何も変えていません。",
            f"1から{len(found.choices)}のどれかを選んでください。",
            found=str(take),
        )
    return found


def _settlement(
    desk: Desk,
    owner_name: str,
    person: PersonYear,
    settled: Sequence[tuple[Conflict, int]],
    reason: str,
) -> tuple[Revision, ...]:
    """Return what settles some conflicts of one part of a person's year."""
    conflict, take = settled[0]
    if conflict.part is Part.PLAN_LIFE:
        return (_settle_start(desk, person, _clashing_starts(person)[take - 1], reason),)
    if conflict.part is Part.LIFE:
        # The clash first: what is moved is asked again once it is clear which step stands.
        taken = {one.item: number for one, number in settled}
        if LIFE_ITEM in taken:
            step = _clashing(person)[taken[LIFE_ITEM] - 1]
            return (_settle_life(desk, owner_name, person, step, reason),)
        return (_settle_moved(desk, person, take, reason),)
    view = person.views[conflict.part]
    key = record_key(desk, person.fiscal_year, person.employee_number, conflict.part)
    trust = Trust(merge.settle_trust(view.heads))
    if trust > own_trust(desk):
        raise KnownError(
            "conflict-for-hr",
            "人事課が決めた内容との食い違いなので、ここでは決められません。何も変えていません。",
            "人事課に連絡して、人事の台帳で決めてもらってください。",
        )
    chosen = {one.item: view.conflicts[one.item][number - 1] for one, number in settled}
    decided = {item: side.value for item, side in chosen.items()}
    leading = chosen[conflict.item].revision_ids[0]
    made = []
    for content, head in merge.settle(view.heads, decided, reason, leading=leading):
        if conflict.part in REVIEW_PARTS:
            content |= _as_own(desk, owner_name, Made.read(content))
        after = view.heads if head is None else (head,)
        made.append(revise(key, content, after, key_id=desk.key_id, trust=trust))
    return tuple(made)


def _as_own(desk: Desk, owner_name: str, made: Made) -> MadeValue:
    """Return who says a confirmer's word again in a section: as its own, or in the other's place (代理)."""
    if desk.role is not Role.SECTION or made.by == desk.identity.owner:
        return {}
    principal = made.on_behalf_of or made.by
    own: MadeValue = {
        "by": desk.identity.owner,
        "by_name": owner_name,
        "on_behalf_of": principal,
        "on_behalf_of_name": made.on_behalf_of_name or made.by_name,
    }
    if principal != desk.identity.owner:
        own["made_on"] = desk.services.clock.today()  # HR names deputies for days
    return own


def _settle_life(desk: Desk, owner_name: str, person: PersonYear, step: Revision, reason: str) -> Revision:
    said = StepValue(settled={"reason": reason, "by": desk.identity.owner})
    stage = person.route.stage_of(desk.identity.owner)
    if action_of(step) is Action.HR_RETURN and stage is not None:
        # HR's return said again by a confirmer is the confirmer's.
        said["action"] = (Action.RETURN1 if stage is Part.REVIEW1 else Action.RETURN2).value
        said["by"], said["on_behalf_of"], said["on_behalf_of_name"] = desk.identity.owner, "", ""
    elif action_of(step) not in (Action.SUBMIT, Action.WITHDRAW):
        said = {**said, **_as_own(desk, owner_name, step.made)}
    content = carried_on(step.content, said)
    key = record_key(desk, person.fiscal_year, person.employee_number, Part.LIFE)
    covers = life_lineage(person)
    return revise(key, content, also_covers=covers, key_id=desk.key_id, trust=own_trust(desk))


def _settle_start(desk: Desk, person: PersonYear, step: Revision, reason: str) -> Revision:
    """Say again the step of a year's start that is to stand."""
    said = PlanStepValue(settled={"reason": reason, "by": desk.identity.owner})
    key = record_key(desk, person.fiscal_year, person.employee_number, Part.PLAN_LIFE)
    content = carried_on(step.content, said)
    covers = person.plan_life.lineage
    return revise(key, content, also_covers=covers, key_id=desk.key_id, trust=own_trust(desk))


def _settle_moved(desk: Desk, person: PersonYear, take: int, reason: str) -> Revision:
    """Adopt the old confirmation under the new assignment, or return it to the new confirmers."""
    desk.require(Role.HR)
    assignment = person.views[Part.ASSIGNMENT].heads[0].id
    confirming = (Action.CONFIRM1, Action.CONFIRM2)
    step = next(step for step in person.life.latest if action_of(step) in confirming)
    said = StepValue(assignment=assignment, settled={"reason": reason})
    if take == 1:
        said["action"] = (Action.CONFIRM2 if person.route.second else Action.CONFIRM1).value
    else:
        said["action"], said["by"] = Action.SUBMIT.value, person.employee_number
    content = carried_on(step.content, said)
    key = record_key(desk, person.fiscal_year, person.employee_number, Part.LIFE)
    covers = life_lineage(person)
    return revise(key, content, also_covers=covers, key_id=desk.key_id, trust=own_trust(desk))
