"""確定: freeze the year's result with its decision, and correct it afterwards (確定後訂正).

A snapshot lists the exact heads of everybody whose confirmation is complete and freezes what they grew
out of. Whatever arrives later is late. Source: ARCHITECTURE.md, protocol point 9.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import compaction
from dxdesk.domain.contents import (
    COMMENT_ITEM,
    FrozenValue,
    MadeValue,
    ReviewedValue,
    ReviewValue,
    StageValue,
    StepValue,
    carried_on,
    stage_key,
)
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import STATE_LABELS, Action, State
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision, revise
from dxdesk.domain.text import LINE_UNITS, is_one_line, plain
from dxdesk.ports.entities import Role, Snapshot, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import lacking, ledgers
from dxdesk.usecases.exchange.issue import life_lineage
from dxdesk.usecases.exchange.lacking import Lacking
from dxdesk.usecases.forms.goal_texts import goal_text, standing_goals
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.review.drafts import forget_finalised
from dxdesk.usecases.review.stages import check_stages
from dxdesk.usecases.sealing import snapshot_seal
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import days, draft_decision
from dxdesk.usecases.year.draft_decision import Draft, Drafted, drafted

_FROZEN_PARTS = (*ANSWER_PARTS, Part.PLAN, Part.REVIEW1, Part.REVIEW2, Part.ASSIGNMENT, Part.REFERENCE)


@dataclass(frozen=True)
class Finalised:
    """The snapshot, how many people it freezes, and who is left out in which state.

    ``lacking`` are those of them whose confirmation is here and waits for another's step; ``warnings`` are
    of days that cannot be right. ``as_reported``: number and name of those who are frozen though nobody
    confirmed them, since they have no confirmer.
    """

    snapshot: Snapshot
    people: int
    left_out: tuple[tuple[str, str, State], ...]
    lacking: tuple[Lacking, ...] = ()
    warnings: tuple[Problem, ...] = ()
    as_reported: tuple[tuple[str, str], ...] = ()
    named: tuple[str, ...] = ()
    """The names of those it freezes, in the order of the list."""
    excluded: tuple[str, ...] = ()
    """The numbers of those who could be frozen and were left out on purpose; ``left_out`` has them too."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Who would be frozen now, and who not yet; numbers, names and states as in ``Finalised``."""

    lines: tuple[SnapshotLine, ...]
    left: tuple[tuple[str, str, State], ...]
    waiting: tuple[str, ...]
    alone: tuple[tuple[str, str], ...]
    disputed: frozenset[str]

    @property
    def drafted(self) -> tuple[Drafted, ...]:
        """Those who would be frozen, as a draft keeps them."""
        alone = {number for number, _ in self.alone}
        return tuple(drafted(line, as_reported=line.employee_number in alone) for line in self.lines)

    @property
    def states(self) -> dict[str, str]:
        """What stands in the way of each who would not be frozen, by number."""
        return {
            number: "食い違い" if number in self.disputed else STATE_LABELS[state]
            for number, _, state in self.left
        }


def who_is_ready(
    desk: Desk, uow: UnitOfWork, context: YearContext, decision: tuple[str, str] = ("", "")
) -> tuple[Snapshot, Ready]:
    """Return the snapshot that would be made with number and day of a decision, and of whom."""
    snapshot = _snapshot(desk, uow, context, "finalise", *decision)
    lines: list[SnapshotLine] = []
    left: list[tuple[str, str, State]] = []
    waiting: list[str] = []
    alone: list[tuple[str, str]] = []
    disputed = set()
    for person in derived.each_person(uow, context):
        if person.state is State.RECEIVED and not person.disputed:
            lines.append(_line(snapshot, person, _confirmed(person)))
            alone += [(person.employee_number, person.name)] if person.as_reported else []
        elif _left_out(person):
            left.append((person.employee_number, person.name, person.state))
            waiting += [person.employee_number] if person.pending else []
            disputed |= {person.employee_number} if person.disputed else set()
    found = Ready(tuple(lines), tuple(left), tuple(waiting), tuple(alone), frozenset(disputed))
    return snapshot, found


def finalise(
    desk: Desk,
    decision_number: str = "",
    decision_date: str = "",
    fiscal_year: int = 0,
    without: Collection[str] = (),
) -> Finalised:
    """Freeze everybody of whom nothing more is expected and who is not frozen yet.

    Where a 確定案 waits, it freezes what that says; ``without`` are left out of this one.

    Raises:
        KnownError: ``wrong-role``, ``decision-number-long``, ``date-unreadable``, ``nothing-to-finalise``,
            ``draft-changed``, ``finalise-without-unknown``.
    """
    desk.require(Role.HR)
    decision_number = _one_line(decision_number)
    _check_date(decision_date)
    desk.store.back_up()  # what compaction leaves out can be looked up there
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        newest = days.newest_confirmation(uow, context.cycle.fiscal_year)
        draft = draft_decision.waiting(uow, context.cycle.fiscal_year)
        early = (
            *days.of_decision(context.cycle, decision_date, newest),
            *draft_decision.of_decision(draft, decision_date),
        )
        warnings = (*early, *days.clock_problems(desk, uow))
        snapshot, ready = who_is_ready(desk, uow, context, (decision_number, decision_date))
        _refuse_without_unknown(ready, draft, without)
        if draft is not None:
            changed = draft_decision.changes(draft, ready.drafted, context.framework, ready.states)
            draft_decision.refuse_changed(changed, without)
        lines = [line for line in ready.lines if line.employee_number not in without]
        alone = [one for one in ready.alone if one[0] not in without]
        excluded = [line for line in ready.lines if line.employee_number in without]
        out = ((line.employee_number, line.said.name, State.RECEIVED) for line in excluded)
        left, waiting = (*ready.left, *out), ready.waiting
        waits = lacking.in_year(uow, context.cycle.fiscal_year, waiting)
        if not lines:
            raise KnownError(
                "nothing-to-finalise",
                "確定できる人がいません。何も変えていません。",
                ("除く人を選び直してください。" if excluded else "")
                + "確認票の受付が終わっているか、食い違いが残っていないかを「提出状況」で確かめてください。"
                + "".join(dict.fromkeys(f"{one.why}{one.fix}" for one in waits)),
                found="、".join(f"{one.name}さん({one.employee_number})" for one in waits),
            )
        if draft is not None:
            draft_decision.followed(uow, draft, snapshot.number)
        digest = _freeze(desk, uow, snapshot, lines)
        compacted = _compact(uow, lines)
        frozen = {number for year, number in context.acceptance.frozen if year == snapshot.fiscal_year}
        forget_finalised(uow, snapshot.fiscal_year, frozen | {line.employee_number for line in lines})
        derived.refresh_year(desk, uow, context.cycle.fiscal_year)
        counts: dict[str, int | str] = {
            "people": len(lines),
            "compacted": compacted,
            snapshot_seal.DIGEST: digest,
            **({"draft": draft.digest} if draft is not None else {}),
            **({"without": len(excluded)} if excluded else {}),
        }
        uow.audit.append("finalise", str(snapshot.number), counts)
        uow.commit()
    return Finalised(
        snapshot,
        len(lines),
        left,
        waits,
        warnings,
        tuple(alone),
        tuple(line.said.name for line in lines),
        tuple(line.employee_number for line in excluded),
    )


def _refuse_without_unknown(ready: Ready, draft: Draft | None, without: Collection[str]) -> None:
    """Refuse numbers of whom nothing would be frozen, in the draft or now: somebody mistyped them."""
    known = {line.employee_number for line in ready.lines}
    known |= {one.number for one in draft.people} if draft is not None else set()
    unknown = [number for number in without if number not in known]
    if unknown:
        raise KnownError(
            "finalise-without-unknown",
            "除くとした職員番号の人は、今回の確定の対象にいません。確定していません。",
            "確定できる人と、確定案の対象者一覧にある職員番号を書いてください。",
            found="、".join(unknown),
        )


def _freeze(desk: Desk, uow: UnitOfWork, snapshot: Snapshot, lines: Sequence[SnapshotLine]) -> str:
    """Keep a snapshot with the store's signature of it; return the digest that was signed."""
    uow.results.add_snapshot(snapshot, lines)
    seed, store_id = desk.store.signing_seed, desk.identity.store_id
    seal = snapshot_seal.seal_snapshot(desk.services.sealer, seed, store_id, snapshot, lines)
    uow.results.seal_snapshot(seal)
    return seal.digest


def _left_out(person: PersonYear) -> bool:
    """Tell whether somebody should be named: open, disputed, or 対象外 since a confirmation."""
    if person.state is State.EXEMPT:
        return any(person.views[part].heads for part in (Part.REVIEW1, Part.REVIEW2))
    return person.state not in (State.RECEIVED, State.FINALISED) or bool(person.disputed)


def _one_line(decision_number: str) -> str:
    """Return the number as every notice shows it: it is sealed with the result and cannot be changed."""
    found = plain(decision_number).strip()
    if not is_one_line(found):
        raise KnownError(
            "decision-number-long",
            f"起案・決裁の番号が、通知票に収まりません({LINE_UNITS}文字まで、1行)。確定していません。",
            "番号だけを、短く書いてください。",
            found=found[:LINE_UNITS],
        )
    return found


def _check_date(text: str) -> None:
    if text:
        refuse_unreadable(text, "決裁日を読み取れません。確定していません。")


def _snapshot(
    desk: Desk, uow: UnitOfWork, context: YearContext, kind: str, number: str, day: str, reason: str = ""
) -> Snapshot:
    cycle = context.cycle
    return Snapshot(
        cycle.fiscal_year,
        len(uow.results.snapshots(cycle.fiscal_year)) + 1,
        desk.services.clock.now(),
        kind,
        cycle.framework_code,
        cycle.framework_version,
        number,
        day,
        reason,
    )


def _confirmed(person: PersonYear) -> dict[str, int]:
    found = {item.uid: item.standing_level for item in person.items}
    return {uid: level for uid, level in found.items() if level is not None}


def _line(
    snapshot: Snapshot, person: PersonYear, levels: Mapping[str, int], stages: Mapping[str, str] | None = None
) -> SnapshotLine:
    heads = {head for part in _FROZEN_PARTS for head in person.views[part].head_ids}
    heads |= {step.id for step in (*person.life.latest, *person.plan_life.latest)}
    lineage: set[str] = set(life_lineage(person)) | person.plan_life.lineage | heads
    for part in _FROZEN_PARTS:
        lineage |= person.views[part].lineage
    goals = {item.uid: item.goal for item in person.items if item.goal}
    if person.comment:
        goals[COMMENT_ITEM] = person.comment
    plan = [
        [goal_text(person.framework, goal), goal.attained, goal.comment] for _, goal in standing_goals(person)
    ]
    staged = {said.persona: said.stands for said in person.stages} | dict(stages or {})
    content: FrozenValue = {
        "lineage": sorted(lineage),
        "kept": sorted(compaction.kept(heads, _frozen(person, lineage))),
        "name": person.name,
        "kana": person.kana,
        "department": [person.department_code, person.department_name],
        "grade": person.grade,
        "title": person.post,
        "personas": list(person.personas),
        "goals": goals,
        "stages": {persona: code for persona, code in staged.items() if code},
        "comments": {
            item.uid: item.second_comment or item.first_comment
            for item in person.items
            if item.second_comment or item.first_comment
        },
    }
    if plan:
        content["plan"] = plan
    return SnapshotLine(
        snapshot.fiscal_year, snapshot.number, person.employee_number, tuple(sorted(heads)), levels, content
    )


def _frozen(person: PersonYear, lineage: Collection[str]) -> list[Revision]:
    found = (revision for part in person.judged.counting.values() for revision in part)
    return [revision for revision in found if revision.id in lineage]


def _compact(uow: UnitOfWork, lines: Iterable[SnapshotLine]) -> int:
    """Leave out what grew into the frozen heads; return how many revisions that were."""
    ledgers.remember_withdrawals(uow)
    gone: set[str] = set()
    for line in lines:
        gone.update(set(map(str, line.said.lineage)) - set(map(str, line.said.kept)))
    return uow.exchange.forget_revisions(gone)


def corrections(desk: Desk, employee_number: str, fiscal_year: int = 0) -> tuple[Snapshot, ...]:
    """Return how somebody's result was corrected so far, the first correction first.

    Raises:
        KnownError: ``no-cycle``.
    """
    with desk.store.read() as uow:
        year = find_cycle(uow, fiscal_year).fiscal_year
        own = {line.snapshot for line in uow.results.snapshot_lines(year, employee_number)}
        return tuple(
            one for one in uow.results.snapshots(year) if one.kind == "correction" and one.number in own
        )


def correct(
    desk: Desk,
    employee_number: str,
    levels: Mapping[str, int],
    reason: str,
    approver: str = "",
    fiscal_year: int = 0,
    stages: Mapping[str, str] | None = None,
) -> Snapshot:
    """Correct a finalised result: a further snapshot of that person; the old one stays.

    ``stages`` are stage codes by persona code, empty for none reached.

    Raises:
        KnownError: ``reason-needed``, ``not-finalised``, ``level-outside-scale``, ``item-unknown``,
            ``stage-unknown``.
    """
    desk.require(Role.HR)
    reason, approver = plain(reason), plain(approver)
    if not reason.strip():
        raise KnownError(
            "reason-needed",
            "訂正の理由がありません。訂正していません。",
            "なぜ訂正するのかを書いてください。",
        )
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        found = derived.people_years(uow, context, [employee_number])
        if not found or not found[0].finalised:
            raise KnownError(
                "not-finalised",
                f"職員番号 {employee_number} の結果はまだ確定していません。訂正していません。",
                "確定前の変更は、差戻しか確認のやり直しで行ってください。",
                found=employee_number,
            )
        person = found[0]
        corrected = dict(stages or {})
        check_stages(context.framework, person, corrected)
        made = keep(desk, uow, _correction(desk, context, person, (levels, corrected), reason))
        snapshot = _snapshot(desk, uow, context, "correction", "", "", reason)
        snapshot = replace(snapshot, approver=approver)
        before = uow.results.snapshot_lines(context.cycle.fiscal_year, employee_number)
        line = _line(snapshot, person, {**_confirmed(person), **levels}, corrected)
        line = _including(line, made, before)
        digest = _freeze(desk, uow, snapshot, [line])
        compacted = _compact(uow, [line])
        derived.refresh(desk, uow, [(context.cycle.fiscal_year, employee_number)])
        items = len(levels) + len(corrected)
        counts: dict[str, int | str] = {"items": items, "compacted": compacted, snapshot_seal.DIGEST: digest}
        uow.audit.append("correct", employee_number, counts)
        uow.commit()
    return snapshot


def _correction(
    desk: Desk,
    context: YearContext,
    person: PersonYear,
    said: tuple[Mapping[str, int], Mapping[str, str]],
    reason: str,
) -> tuple[Revision, ...]:
    """Return HR's review (levels and stages) that follows what was frozen, and the step that confirms it."""
    levels, stages = said
    framework = context.framework
    for uid, level in levels.items():
        item = framework.item(uid)
        if level not in framework.allowed_levels(item):
            raise KnownError(
                "level-outside-scale",
                f"「{item.name}」にないレベルです。訂正していません。",
                found=str(level),
            )
    part = Part.REVIEW2 if person.views[Part.REVIEW2].heads or person.route.second else Part.REVIEW1
    own = person.views[part]
    corrected = {
        uid: carried_on(
            {"comment": "", **own.items.get(uid, {})}, ReviewedValue(level=level, correction=reason)
        )
        for uid, level in levels.items()
    }
    staged = {
        stage_key(persona): StageValue(stage=code, correction=reason) for persona, code in stages.items()
    }
    items = {**own.items, **corrected, **staged}
    assignment = person.views[Part.ASSIGNMENT].heads[0].id
    signed: MadeValue = {"assignment": assignment, "by": "", "by_name": "人事担当(確定後訂正)"}
    key = record_key(desk, person.fiscal_year, person.employee_number, part)
    value = carried_on(signed, ReviewValue(framework=context.cycle.framework, items=items))
    trust = own_trust(desk)
    review = revise(key, value, own.heads, key_id=desk.key_id, trust=trust)
    action = Action.CONFIRM2 if part is Part.REVIEW2 else Action.CONFIRM1
    of = {head for answered in (*ANSWER_PARTS, Part.REVIEW1) for head in person.views[answered].head_ids}
    if part is Part.REVIEW1:
        of = (of - set(own.head_ids)) | {review.id}
    confirmed = StepValue(action=action.value, round=person.round, of=sorted(of), reason=reason)
    step = carried_on(signed, confirmed)
    life_key = record_key(desk, person.fiscal_year, person.employee_number, Part.LIFE)
    covers = life_lineage(person)
    life = revise(life_key, step, also_covers=covers, key_id=desk.key_id, trust=trust)
    return (review, life)


def _including(
    line: SnapshotLine, made: tuple[Revision, ...], before: Iterable[SnapshotLine]
) -> SnapshotLine:
    """Return the line with the correction's revisions among the frozen ones; older snapshots keep theirs."""
    new = {revision.id for revision in made}
    replaced = {covered for revision in made for covered in revision.covers}
    lineage = map(str, line.said.lineage)
    kept = [one for each in (line, *before) for one in (*map(str, each.said.kept), *each.heads)]
    more = FrozenValue(lineage=sorted({*lineage, *new}), kept=sorted({*kept, *new}))
    content = carried_on(line.content, more)
    heads = tuple(sorted((set(line.heads) - replaced) | new))
    return SnapshotLine(line.fiscal_year, line.snapshot, line.employee_number, heads, line.levels, content)
