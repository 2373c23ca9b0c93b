"""上長確認: the queue of a confirmer, and confirm, correct, return.

A confirmer's levels default to what stands: for the first stage the self-report, for the second what the
first confirmed. A level that differs needs a comment. HR acts only on behalf of a named confirmer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import merge, rights
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    MadeValue,
    ReviewedValue,
    ReviewItem,
    ReviewValue,
    StepValue,
    carried_on,
)
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.lifecycle import STATE_LABELS, Action, State
from dxdesk.domain.merge import RecordView
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision, Trust, revise
from dxdesk.domain.text import cleaned
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import life_lineage
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.acting import Acting, acting_of
from dxdesk.usecases.person_year.counting import Acceptance, heads_of_year
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear, YearContext, year_context
from dxdesk.usecases.review import stages, standing_in, taking_back
from dxdesk.usecases.review.decision import Decision as Decision
from dxdesk.usecases.workplace.audited import of_one
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class QueueEntry:
    """One person in a confirmer's queue.

    ``ready``: it is this confirmer's turn; ``differs``: items where the level to look at differs from
    last year or, where somebody confirmed first, from the self-report; ``moved``: items that differ from
    last year, and ``up``: the sum of their steps above it;
    ``proposed`` (in ``review_sheet`` alone): a stage is proposed that nobody decided on;
    ``on_behalf_of``: the confirmer in whose place the owner is named to confirm today;
    ``first_time``: the store holds results of earlier years, and none of this person.
    ``sole``: nobody confirms at the first stage, so the second looks at the self-report itself.
    ``did_first``: the owner did the first stage, so HR is asked of the second; ``would_do_both``: so it
    would be, were the owner to stand in at the first.
    """

    employee_number: str
    name: str
    kana: str
    post: str
    state: State
    stage: Part
    round: int
    ready: bool
    done: bool
    differs: int
    up: int
    unchanged: bool
    conflicts: int
    changed: bool
    proxy: bool
    proposed: bool = False
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""
    moved: int = 0
    first_time: bool = False
    sole: bool = False
    did_first: bool = False
    would_do_both: bool = False


@dataclass(frozen=True)
class BulkReviewed:
    """Who was confirmed at once, why others were left, and of whom HR has to decide first (``notices``)."""

    confirmed: tuple[str, ...]
    skipped: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def review_queue(desk: Desk, fiscal_year: int = 0) -> tuple[QueueEntry, ...]:
    """Return the people this store's owner confirms, those whose turn it is first."""
    desk.require(Role.SECTION)
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        people = derived.people_years(uow, context)
        earlier = _with_results_before(uow, context.cycle.fiscal_year)
    deputies = context.acceptance.deputies.get(context.cycle.fiscal_year, rights.NOBODY)
    owner, acceptance = desk.identity.owner, context.acceptance
    acting = [(person, _acting(desk, person, deputies)) for person in people]
    found = [e for e in (_entry(person, as_whom, acceptance, owner) for person, as_whom in acting) if e]
    if earlier:
        known = earlier | {p.employee_number for p in people if any(stage.last for stage in p.stages)}
        found = [replace(e, first_time=e.round == 1 and e.employee_number not in known) for e in found]
    return tuple(sorted(found, key=lambda e: (e.done, not e.ready, e.kana or e.name, e.employee_number)))


def _with_results_before(uow: UnitOfWork, fiscal_year: int) -> frozenset[str]:
    """Return who has a level of an earlier year here, confirmed or told by HR.

    Where that is nobody the store was made this year, and whether somebody answers for the first time is not
    known in it.
    """
    none = bytes([derived.NO_LEVEL])
    years = [year for year in uow.exchange.years() if year < fiscal_year]
    return frozenset(
        line.number
        for year in years
        for line in uow.results.map_lines(year)
        if (line.confirmed_levels + line.last_levels).strip(none)
    )


def _acting(desk: Desk, person: PersonYear, deputies: rights.Deputies) -> Acting | None:
    return acting_of(
        desk.identity.owner,
        person.employee_number,
        person.route,
        deputies,
        desk.services.clock.today(),
        waits_for_first=_stands(person) is State.SUBMITTED,
    )


def _entry(
    person: PersonYear, acting: Acting | None, acceptance: Acceptance, owner: str
) -> QueueEntry | None:
    if acting is None or person.exempt:
        return None
    stage = acting.stage
    principal = person.first_name if stage is Part.REVIEW1 else person.second_name
    levels = {item.uid: _level_to_confirm(item, stage) for item in person.items}
    known = [item for item in person.items if levels[item.uid] is not None and item.last is not None]
    moved = [item for item in known if levels[item.uid] != item.last]
    corrected = [i for i in person.items if i.first is not None and i.first != i.self_level]
    sole = stage is Part.REVIEW2 and not person.route.first
    differs = len(moved) if stage is Part.REVIEW1 or sole else len(corrected)
    return QueueEntry(
        person.employee_number,
        person.name,
        person.kana,
        person.post or person.grade,
        person.state,
        stage,
        person.round,
        _ready(person, stage),
        person.state in _DONE[stage],
        differs,
        sum((levels[item.uid] or 0) - (item.last or 0) for item in known),
        bool(known) and not moved,
        person.disputed,
        person.changed,
        bool(person.proxy),
        on_behalf_of=acting.on_behalf_of,
        on_behalf_of_name=principal if acting.on_behalf_of else "",
        moved=len(moved),
        sole=sole,
        did_first=stage is Part.REVIEW2 and standing_in.did_first(acceptance, person, owner),
        would_do_both=standing_in.would_do_both(acceptance, person, owner),
    )


_DONE = {
    Part.REVIEW1: (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED),
    Part.REVIEW2: (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED),
}


def _ready(person: PersonYear, stage: Part) -> bool:
    if stage is Part.REVIEW1 or not person.route.first:
        return _stands(person) is State.SUBMITTED
    return _stands(person) is State.FIRST_CONFIRMED


def _stands(person: PersonYear) -> State:
    """Return the state; 受付 is only how HR sees a complete confirmation."""
    return person.life.state if person.state is State.RECEIVED else person.state


def _level_to_confirm(item: ItemStanding, stage: Part) -> int | None:
    if stage is Part.REVIEW2 and item.first is not None:
        return item.first
    return item.self_level


def confirm(desk: Desk, decision: Decision, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Confirm one person, with corrected levels where given; return what HR has to decide of first.

    Raises:
        KnownError: ``not-confirmer``, ``own-record``, ``not-ready``, ``conflict-first``, ``comment-needed``,
            ``level-outside-scale``, ``finalised``.
    """
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        person = _person(uow, context, decision.employee_number)
        notices = looked_ahead(desk, context, person, decision.on_behalf_of)
        made = confirm_within(desk, uow, context, person, decision)
        taking_back.note(uow, person.fiscal_year, {person.employee_number: made})
        derived.refresh(desk, uow, [(person.fiscal_year, person.employee_number)])
        uow.audit.append("confirm", person.employee_number)
        uow.commit()
    return notices


def looked_ahead(
    desk: Desk, context: YearContext, person: PersonYear, on_behalf_of: str
) -> tuple[Problem, ...]:
    """Return what HR would have to decide of first, if somebody is confirmed now.

    Raises:
        KnownError: ``not-confirmer``, ``own-record``.
    """
    stage = _stage(desk, person, on_behalf_of)
    return standing_in.foreseen(desk, context.acceptance, person, stage, on_behalf_of)


def confirm_all(
    desk: Desk, employee_numbers: Sequence[str] | None = None, on_behalf_of: str = "", fiscal_year: int = 0
) -> BulkReviewed:
    """Confirm everybody whose turn it is just as they stand; whoever needs a look is left and named."""
    made: dict[str, tuple[Revision, ...]] = {}
    skipped: list[Problem] = []
    notices: list[Problem] = []
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        for person in derived.people_years(uow, context, employee_numbers):
            stage = person.route.stage_of(on_behalf_of or desk.identity.owner)
            if stage is None or person.exempt or person.state in _DONE[stage]:
                continue
            try:
                told = looked_ahead(desk, context, person, on_behalf_of)
                decision = Decision(person.employee_number, on_behalf_of=on_behalf_of)
                said = confirm_within(desk, uow, context, person, decision)
            except KnownError as error:
                skipped.append(error.problem.at(file=f"{person.employee_number} {person.name}"))
                continue
            made[person.employee_number] = said
            notices += told
        year = context.cycle.fiscal_year
        taking_back.note(uow, year, made)
        derived.refresh(desk, uow, [(year, number) for number in made])
        uow.audit.append("confirm-all", "", {"people": len(made), **of_one(made)})
        uow.commit()
    return BulkReviewed(tuple(made), tuple(skipped), tuple(notices))


def return_(
    desk: Desk,
    employee_number: str,
    reason: str,
    reasons: Mapping[str, str] | None = None,
    on_behalf_of: str = "",
    fiscal_year: int = 0,
) -> tuple[Problem, ...]:
    """Return a person's answer with a reason, overall and by item uid (差戻し).

    Returns what HR has to decide of first.

    Raises:
        KnownError: ``reason-needed``, ``not-confirmer``, ``own-record``, ``not-ready``.
    """
    reason, reasons = cleaned((reason, reasons))
    if not reason.strip() and not any((reasons or {}).values()):
        raise KnownError(
            "reason-needed",
            "差戻しの理由がありません。差し戻していません。",
            "本人が何を直せばよいかを書いてください。",
        )
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        person = _person(uow, context, employee_number)
        stage = _stage(desk, person, on_behalf_of, returning=True)
        notices = standing_in.foreseen(desk, context.acceptance, person, stage, on_behalf_of, returning=True)
        made = return_within(desk, uow, person, (reason, reasons or {}), on_behalf_of)
        taking_back.note(uow, person.fiscal_year, {employee_number: made}, returned=True)
        derived.refresh(desk, uow, [(person.fiscal_year, employee_number)])
        uow.audit.append(made[-1].step.action, employee_number)
        uow.commit()
    return notices


def return_within(
    desk: Desk,
    uow: UnitOfWork,
    person: PersonYear,
    reasons: tuple[str, Mapping[str, str]],
    on_behalf_of: str = "",
) -> tuple[Revision, ...]:
    """Return an answer within a unit of work, with a reason overall and by item; return what was said."""
    reasons = cleaned(reasons)
    stage = _stage(desk, person, on_behalf_of, returning=True)
    action = Action.RETURN1 if stage is Part.REVIEW1 else Action.RETURN2
    action = Action.HR_RETURN if desk.role is Role.HR and not on_behalf_of else action
    _check_return(person, stage, action)
    life = _step(desk, uow, person, action, on_behalf_of)
    life["reason"], life["reasons"] = reasons[0], {k: v for k, v in reasons[1].items() if v.strip()}
    names = {item.uid: item.name for item in person.items}
    by_item = {text: f"{names.get(uid, '')} 差戻しの理由".strip() for uid, text in reasons[1].items()}
    return _keep(desk, uow, person, [_life(desk, person, life)], {reasons[0]: "全体の理由", **by_item})


def _check_return(person: PersonYear, stage: Part, action: Action) -> None:
    state = _stands(person)
    if state is State.SECOND_CONFIRMED and action is Action.RETURN1:
        fix = "二次確認が済んでいます。二次確認者か人事課に差し戻してもらってください。"
        raise _not_ready(person, stage, fix)
    if state not in (State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED):
        raise _not_ready(person, stage, "差し戻せるのは、提出されてから確定までの間です。")


def _person(uow: UnitOfWork, context: YearContext, number: str) -> PersonYear:
    found = derived.people_years(uow, context, [number])
    if not found:
        raise unknown_person(number)
    return found[0]


def unknown_person(number: str) -> KnownError:
    """Return what is said where nobody of the year has that employee number."""
    return KnownError(
        "person-unknown",
        f"職員番号 {number} の人はこの台帳の対象に入っていません。",
        "職員番号を確かめてください。",
        found=number,
    )


def _stage(desk: Desk, person: PersonYear, on_behalf_of: str, *, returning: bool = False) -> Part:
    """Return the stage that is decided at; HR returns in its own name, but confirms for somebody."""
    principal = on_behalf_of or desk.identity.owner
    stage = person.route.stage_of(principal)
    if stage is None and returning and desk.role is Role.HR and not on_behalf_of:
        return Part.REVIEW2 if person.route.second else Part.REVIEW1
    if stage is None:
        raise KnownError(
            "not-confirmer",
            f"{person.name}さんの確認者ではないので、確認できません。何も変えていません。",
            "代わりに確認するときは、本来の確認者を「代理」に指定してください。"
            "前もって、人事課に代理の指名を頼みます。",
            found=principal,
        )
    return stage


def _not_ready(person: PersonYear, stage: Part, fix: str) -> KnownError:
    return KnownError(
        "not-ready",
        f"{person.name}さんはいま「{STATE_LABELS[person.state]}」なので、{WORDS[stage].shown}の操作はできません。",
        fix,
        place=Place(file=person.employee_number),
    )


def _check(person: PersonYear, stage: Part) -> None:
    if person.finalised:
        raise KnownError(
            "finalised",
            f"{person.name}さんの結果は確定しています。何も変えていません。",
            "直す必要があれば「確定後訂正」を行ってください。",
        )
    if any(person.views[part].conflicts for part in ANSWER_PARTS):
        raise KnownError(
            "conflict-first",
            f"{person.name}さんから内容の違う申告票が届いています。まだ確認していません。",
            "先に、どちらを採るかを決めてください(どちらも残っています)。",
        )
    if person.life.clash:
        raise KnownError(
            "conflict-first",
            f"{person.name}さんの確認と取下げ(または差戻し)が行き違っています。まだ確認していません。",
            "先に、どちらを採るかを決めてください(どちらも残っています)。",
        )
    again = State.FIRST_CONFIRMED if stage is Part.REVIEW1 else State.SECOND_CONFIRMED
    if not _ready(person, stage) and _stands(person) is not again:
        if stage is Part.REVIEW2 and person.route.first and person.state is State.SUBMITTED:
            raise _not_ready(person, stage, "一次確認が終わるのを待つか、代理で一次確認をしてください。")
        raise _not_ready(person, stage, "提出を待ってください。")


def confirm_within(
    desk: Desk, uow: UnitOfWork, context: YearContext, person: PersonYear, decision: Decision
) -> tuple[Revision, ...]:
    """Confirm one person within a unit of work and return what was said; raises as ``confirm`` does."""
    decision = cleaned(decision)
    stage = _stage(desk, person, decision.on_behalf_of)
    _check(person, stage)
    items = _decided(context, person, stage, decision) | stages.decided(
        uow, context, person, stage, decision, desk.services.clock.today()
    )
    own = person.views[stage]
    review: ReviewValue = {
        "framework": context.cycle.framework,
        "items": items,
    }
    _sign(review, desk, uow, person, decision.on_behalf_of)
    made: list[Revision] = []
    said = own.heads[0] if len(own.heads) == 1 else None
    # Under a key this store has renewed since it may count nowhere else any more: it is said again.
    if said is None or said.content != review or said.key_id != desk.key_id:
        key = record_key(desk, person.fiscal_year, person.employee_number, stage)
        made.append(revise(key, review, own.heads, key_id=desk.key_id, trust=_trust(desk, own)))
    action = Action.CONFIRM1 if stage is Part.REVIEW1 else Action.CONFIRM2
    life = _step(desk, uow, person, action, decision.on_behalf_of)
    return _keep(desk, uow, person, [*made, _life(desk, person, life)], _fields(person, decision))


def _fields(person: PersonYear, decision: Decision) -> dict[str, str]:
    """Return how each field of words is called, by what was typed in it: a refusal names the field."""
    names = {item.uid: item.name for item in person.items}
    said = {text: f"{names.get(uid, '')} コメント".strip() for uid, text in decision.comments.items()}
    return {decision.comment: "全体へのコメント", **said}


def _decided(
    context: YearContext, person: PersonYear, stage: Part, decision: Decision
) -> dict[str, ReviewItem]:
    """Return the items of a review; raises where a differing level has no comment."""
    items: dict[str, ReviewItem] = {}
    for uid in sorted({*decision.levels, *decision.comments} - {item.uid for item in person.items}):
        context.framework.item(uid)
    own = person.views[stage].items
    for item in person.items:
        basis = _level_to_confirm(item, stage)
        level = decision.levels.get(item.uid, basis)
        if level is None:
            continue
        if level not in context.framework.allowed_levels(context.framework.item(item.uid)):
            raise KnownError(
                "level-outside-scale",
                f"「{item.name}」にないレベルです。{person.name}さんはまだ確認していません。",
                found=str(level),
            )
        comment = decision.comments.get(item.uid, "")
        if level != basis and not (comment.strip() or decision.comment.strip()):
            raise KnownError(
                "comment-needed",
                f"{person.name}さんの「{item.name}」が申告と異なります。まだ確認していません。",
                "なぜ異なるのか、本人に伝わるコメントを書いてください。",
                found=context.framework.level_label(context.framework.item(item.uid), level),
            )
        entry: ReviewedValue = {"level": level}
        if comment.strip() or level != basis:
            entry["comment"] = comment if comment.strip() else decision.comment
        items[item.uid] = entry
    if decision.comment.strip():
        items[COMMENT_ITEM] = decision.comment
    elif isinstance(own.get(COMMENT_ITEM), str) and not decision.levels:
        items[COMMENT_ITEM] = own[COMMENT_ITEM]
    return items


def _sign(said: MadeValue, desk: Desk, uow: UnitOfWork, person: PersonYear, on_behalf_of: str) -> None:
    """Write down who acts, for whom (``A(代理 B)`` is by B on behalf of A) and under which assignment."""
    said["assignment"] = person.views[Part.ASSIGNMENT].heads[0].id
    get = uow.settings.get
    label = get(setting_names.OWNER_NAME) or get(setting_names.SENDER_LABEL) or "人事担当"
    said["by"], said["by_name"] = desk.identity.owner, label
    if on_behalf_of and on_behalf_of != desk.identity.owner:
        stage = person.route.stage_of(on_behalf_of)
        name = person.first_name if stage is Part.REVIEW1 else person.second_name
        said["on_behalf_of"], said["on_behalf_of_name"] = on_behalf_of, name
        if desk.role is not Role.HR:
            # HR names deputies for days: a confirmation says on which it was made, and what it knew of them.
            said["made_on"] = desk.services.clock.today()
            if cited := heads_of_year(uow, person.fiscal_year, Part.DEPUTIES):
                said["deputies"] = cited[0].id


def _step(desk: Desk, uow: UnitOfWork, person: PersonYear, action: Action, on_behalf_of: str) -> StepValue:
    parts = (*ANSWER_PARTS, Part.REVIEW1)
    said: StepValue = {
        "action": action.value,
        "round": person.round,
        "of": sorted(head for part in parts for head in person.views[part].head_ids),
    }
    _sign(said, desk, uow, person, on_behalf_of)
    return said


def _life(desk: Desk, person: PersonYear, value: StepValue) -> Revision:
    key = record_key(desk, person.fiscal_year, person.employee_number, Part.LIFE)
    covers = life_lineage(person)
    return revise(key, value, also_covers=covers, key_id=desk.key_id, trust=own_trust(desk))


def _trust(desk: Desk, own: RecordView) -> Trust:
    """Return what a review is worth: HR standing in for a confirmer says no more than they would.

    Otherwise the confirmer's own review of the next round could never follow it.
    """
    return min(own_trust(desk), max(Trust.SECTION, Trust(merge.settle_trust(own.heads))))


def _keep(
    desk: Desk, uow: UnitOfWork, person: PersonYear, made: list[Revision], fields: Mapping[str, str]
) -> tuple[Revision, ...]:
    # A first confirmer's own levels are acted on by the very step that goes with them.
    review = [revision for revision in made if revision.record.part is Part.REVIEW1]
    if review:
        life = made[-1]
        own = person.views[Part.REVIEW1].head_ids
        of = sorted({*life.step.of, review[0].id} - set(own))
        said = carried_on(life.content, StepValue(of=of))
        made = [*made[:-1], replace(life, value=revise(life.record, said).value)]
    return keep(desk, uow, made, fields)
