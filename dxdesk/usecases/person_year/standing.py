"""One person's year as everybody sees it: a view derived from the revisions that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dxdesk.domain import lifecycle, merge, plan_life
from dxdesk.domain.completion import DECIDED, Outcome, outcome, outcome_of
from dxdesk.domain.contents import COMMENT_ITEM, Assignment, Reference, levels_in, lines_in, words_in
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import EXAM, AnswerItem, Framework
from dxdesk.domain.lifecycle import LifeView, Route, State
from dxdesk.domain.merge import RecordView
from dxdesk.domain.plan_life import PlanView
from dxdesk.domain.records import ANSWER_PARTS, REVIEW_PARTS, Part
from dxdesk.domain.rights import route_under
from dxdesk.ports.entities import EvidenceRecord, Role, StoredRevision
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.usecases.person_year.counting import (
    WAITS_FOR_MORE,
    Acceptance,
    Judged,
    Verdict,
    judge,
    load_acceptance,
)
from dxdesk.usecases.person_year.cycles import Cycle, find_cycle, framework_of
from dxdesk.usecases.person_year.stage_decisions import StageDecision, stages_said
from dxdesk.usecases.workplace.desk import Desk

MOVED_ITEM = "assignment"
LIFE_ITEM = "life"


@dataclass(frozen=True, slots=True)
class KnownEvidence:
    """Evidence HR has of a person: ``kind`` course or exam; date ISO text."""

    kind: str
    name: str
    date: str = ""
    result: str = ""

    @property
    def outcome(self) -> Outcome:
        """What the entry says of the person; packages of earlier versions also name the absent."""
        return outcome(self.result)


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """One item in one person's year; levels are ``None`` where nobody said anything.

    ``correction`` is HR's reason for a level corrected after finalising.
    """

    uid: str
    name: str
    section: str
    kind: str
    last: int | None = None
    required: int | None = None
    self_level: int | None = None
    evidence: str = ""
    goal: str = ""
    last_goal: str = ""
    first: int | None = None
    first_comment: str = ""
    second: int | None = None
    second_comment: str = ""
    reason: str = ""
    disputed: bool = False
    correction: str = ""

    @property
    def comment(self) -> str:
        """What the confirmer wrote: the second one's word, else the first's."""
        return self.second_comment or self.first_comment

    @property
    def confirmed(self) -> int | None:
        """The level that stands: the second confirmer's, else the first's."""
        return self.second if self.second is not None else self.first

    @property
    def standing_level(self) -> int | None:
        """The confirmed level, else what the person reports."""
        return self.confirmed if self.confirmed is not None else self.self_level


class Levels(NamedTuple):
    """The levels of one item, ``None`` where nobody said any."""

    last: int | None
    self_level: int | None
    first: int | None
    second: int | None

    @property
    def confirmed(self) -> int | None:
        """The level that stands: the second confirmer's, else the first's."""
        return self.second if self.second is not None else self.first


@dataclass(frozen=True)
class PersonYear:
    """One person's year: who they are in it, where it stands, and every item.

    ``asked`` are the items of ``framework`` that the person answers. ``views`` is what is on record, on which
    whoever writes goes on; ``said`` is what of it is shown and counted (see ``said_of``).
    ``drafted`` are lines of experience that are written and not handed in yet, in place of those on record.
    """

    fiscal_year: int
    employee_number: str
    name: str
    kana: str
    department_code: str
    department_name: str
    grade: str
    post: str
    personas: tuple[str, ...]
    route: Route
    first_name: str
    second_name: str
    exempt: str
    state: State
    life: LifeView
    framework: Framework
    asked: tuple[AnswerItem, ...]
    views: Mapping[Part, RecordView]
    said: Mapping[Part, RecordView]
    judged: Judged
    moved: bool = False
    finalised: bool = False
    drafted: tuple[ExperienceLine, ...] | None = None

    # Made when first wanted: standings are derived by the thousand, and their rows say none of it.

    @cached_property
    def lines(self) -> tuple[ExperienceLine, ...]:
        """The lines of experience that the person reports."""
        if self.drafted is not None:
            return self.drafted
        return tuple(ExperienceLine(*line) for line in lines_in(self.said[Part.EVIDENCE].items))

    @cached_property
    def stages(self) -> tuple[StageDecision, ...]:
        """The stages of every persona the person is."""
        return stages_said(self.framework, self.personas, self.grade, self.said)

    @cached_property
    def plan_life(self) -> PlanView:
        """Where the person's plan of growth stands."""
        return plan_life.derive(self.judged.of(Part.PLAN_LIFE), self.judged.of(Part.PLAN))

    @property
    def comment(self) -> str:
        """What the person wrote beside the items."""
        return self._overall(Part.GOALS)

    @property
    def first_overall(self) -> str:
        """What the first confirmer wrote of all together."""
        return self._overall(Part.REVIEW1)

    @property
    def second_overall(self) -> str:
        """What the second confirmer wrote of all together."""
        return self._overall(Part.REVIEW2)

    def _overall(self, part: Part) -> str:
        return str(self.said[part].items.get(COMMENT_ITEM, ""))

    @property
    def proxy(self) -> str:
        """Who typed the answers in for the person (代行入力); empty where they did themselves."""
        heads = self.said[Part.SELF].heads
        return heads[0].proxy if heads else ""

    @property
    def reason(self) -> str:
        """Why the whole was returned; empty where it was not."""
        return _reasons(self.life).get("", "")

    @cached_property
    def items(self) -> tuple[ItemStanding, ...]:
        """Every item that is asked; made when first wanted: lists and maps need the levels only."""
        reasons = _reasons(self.life)
        said = zip(self.asked, self.levels(), strict=True)
        return tuple(_item(self, answer, levels, reasons) for answer, levels in said)

    @cached_property
    def known_evidence(self) -> tuple[KnownEvidence, ...]:
        """What HR has on record of the person."""
        return known_evidence(self.views[Part.REFERENCE].reference)

    def levels(self) -> tuple[Levels, ...]:
        """Return the levels of every item that is asked, in the order of ``asked``."""
        views = self.said
        last, own = views[Part.REFERENCE].reference.last_year, views[Part.SELF].items
        first, second = levels_in(views[Part.REVIEW1].items), levels_in(views[Part.REVIEW2].items)
        return tuple(
            [
                Levels(last.get(uid), own.get(uid), first.get(uid), second.get(uid))
                for uid in [answer.item.uid for answer in self.asked]
            ]
        )

    def levels_by_maker(self) -> tuple[Mapping[str, int | None], ...]:
        """Return levels by item on record, counted or not: own, of both confirmers, and of last year."""
        views = self.views
        first, second = levels_in(views[Part.REVIEW1].items), levels_in(views[Part.REVIEW2].items)
        return views[Part.SELF].items, first, second, views[Part.REFERENCE].reference.last_year

    @property
    def round(self) -> int:
        """Number of the round: 1, after a return 2, and so on."""
        return max(self.life.round, 1)

    @property
    def pending(self) -> int:
        """Revisions that wait for something unknown, for another's step, or for HR's decision."""
        if not self.judged.waiting:  # as of nearly everybody
            return 0
        return sum(self.judged.number(standing) for standing in (*WAITS_FOR_MORE, Verdict.HELD))

    @property
    def changed(self) -> bool:
        """Whether a confirmation has to be looked at again: it did not see an answer, or was taken back."""
        return self.life.changed or bool(self.life.taken_back)

    @property
    def quarantined(self) -> int:
        """Revisions under an unknown key."""
        return self.judged.number(Verdict.QUARANTINED)

    @property
    def late(self) -> bool:
        """Whether something arrived after finalising."""
        return self.judged.number(Verdict.LATE) > 0

    @property
    def as_reported(self) -> bool:
        """Whether nothing more is expected though nobody confirmed it: there is no confirmer (申告のまま)."""
        if self.state not in (State.SUBMITTED, State.RECEIVED, State.FINALISED):
            return False
        said = any(levels.confirmed is not None for levels in self.levels())
        return lifecycle.as_reported(self.route, said=said)

    @property
    def disputed(self) -> int:
        """Number of conflicts a person has to settle; what is frozen needs no settling."""
        if self.finalised:
            return 0
        items = sum(len(self.views[part].conflicts) for part in self.views if part is not Part.LIFE)
        return items + bool(self.life.clash) + bool(self.plan_life.clash) + self.moved


@dataclass(frozen=True)
class YearContext:
    """What deriving many people's standings needs, read once."""

    cycle: Cycle
    framework: Framework
    acceptance: Acceptance
    role: Role


def year_context(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> YearContext:
    """Read a year's context; raises ``KnownError`` where there is no such year."""
    cycle = find_cycle(uow, fiscal_year)
    return YearContext(cycle, framework_of(uow, cycle), load_acceptance(uow), desk.role)


def derive_person(
    context: YearContext, employee_number: str, stored: tuple[StoredRevision, ...] | list[StoredRevision]
) -> PersonYear | None:
    """Return a person's year, ``None`` while no assignment of theirs counts."""
    judged = judge(stored, context.acceptance)
    views: dict[Part, RecordView] = {part: merge.view(judged.of(part)) for part in _VIEWED}
    if views[Part.ASSIGNMENT].says_nothing:
        return None
    assignment = views[Part.ASSIGNMENT].assignment
    life = lifecycle.derive(judged.of(Part.LIFE), judged.counting)
    route = route_under(context.cycle.rules, assignment.first, assignment.second)
    finalised = (context.cycle.fiscal_year, employee_number) in context.acceptance.frozen
    moved = not finalised and _moved(life, views[Part.ASSIGNMENT], route, judged, context.cycle.rules)
    return PersonYear(
        fiscal_year=context.cycle.fiscal_year,
        employee_number=employee_number,
        name=assignment.name,
        kana=assignment.kana,
        department_code=assignment.department[0],
        department_name=assignment.department[1],
        grade=assignment.grade,
        post=assignment.title,
        personas=assignment.personas,
        route=route,
        first_name=assignment.first_name,
        second_name=assignment.second_name,
        exempt=assignment.exempt,
        state=_state(context.role, assignment, life, route, finalised=finalised),
        life=life,
        framework=context.framework,
        asked=answer_items(context.framework, assignment),
        views=views,
        said=said_of(views, life),
        judged=judged,
        moved=moved,
        finalised=finalised,
    )


def said_of(views: Mapping[Part, RecordView], life: LifeView) -> Mapping[Part, RecordView]:
    """Return what of a year is shown and counted: nothing of it in a state that says nothing (取下げ).

    It is in no list, map, total, file or paper, and a confirmation of it stands as little.
    """
    if life.state not in lifecycle.SAYS_NOTHING:
        return views
    return {part: merge.EMPTY if part in _SPOKEN else view for part, view in views.items()}


def reference_row(record: EvidenceRecord) -> list[str]:
    """Return an entry as it travels: its word says by itself what it is, to programs of any version.

    Whatever column said that it was completed, and whatever somebody decided that a word means.
    """
    result = record.result
    if record.completed and outcome_of(result) is not Outcome.COMPLETED:
        result = "合格" if record.kind == EXAM else "修了"
    elif result and outcome_of(result) is not record.outcome:
        result = DECIDED.get(record.outcome, result)
    return [record.kind, record.name, record.date, result]


def known_evidence(reference: Reference) -> tuple[KnownEvidence, ...]:
    """Return what HR has on record of a person's courses and examinations; absence is no record of one."""
    found = (KnownEvidence(*map(str, row)) for row in reference.known)
    return tuple(known for known in found if known.outcome.counts)


def answer_items(framework: Framework, assignment: Assignment) -> tuple[AnswerItem, ...]:
    """Return the items a person of this assignment answers."""
    return framework.items_for(assignment.grade, assignment.personas)


def _state(role: Role, assignment: Assignment, life: LifeView, route: Route, *, finalised: bool) -> State:
    if assignment.target is False:
        return State.EXEMPT
    if finalised:
        return State.FINALISED
    if role is Role.HR and life.state in _complete(route) and not life.clash:
        return State.RECEIVED
    return life.state


def _complete(route: Route) -> tuple[State, ...]:
    """Return the states in which nothing more is expected: the route may have become shorter."""
    steps = (State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED)
    return steps[steps.index(route.last_confirm) :]


def _reasons(life: LifeView) -> dict[str, str]:
    """Return the return reasons in force by item, the overall one under the empty key."""
    found: dict[str, str] = {}
    if life.state is not State.RETURNED:
        return found
    for step in life.latest:
        found[""] = step.returned.reason
        found.update({uid: str(text) for uid, text in step.returned.reasons.items()})
    return found


def _moved(life: LifeView, assignments: RecordView, route: Route, judged: Judged, rules: int) -> bool:
    """Tell whether the standing confirmation was made for an assignment with other confirmers (異動)."""
    current = set(assignments.head_ids)
    by_id = {revision.id: revision for revision in judged.of(Part.ASSIGNMENT)}
    for step in life.latest:
        cited = step.made.assignment
        if not cited or cited in current or life.state not in _CONFIRMED:
            continue
        before = by_id.get(cited)
        if before is None:
            return True
        said = before.assignment
        if route != route_under(rules, said.first, said.second):
            return True
    return False


_SPOKEN = (*ANSWER_PARTS, *REVIEW_PARTS)
_VIEWED = (*_SPOKEN, Part.PLAN, Part.ASSIGNMENT, Part.REFERENCE)
_CONFIRMED = (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED)


def _item(person: PersonYear, answer: AnswerItem, levels: Levels, reasons: Mapping[str, str]) -> ItemStanding:
    item, uid, said = answer.item, answer.item.uid, person.said
    first_comment, first_correction = words_in(said[Part.REVIEW1].items.get(uid))
    second_comment, second_correction = words_in(said[Part.REVIEW2].items.get(uid))
    path = person.framework.category_path(item)
    return ItemStanding(
        uid=uid,
        name=item.name,
        section=path[-1].name if path else "",
        kind=item.kind,
        last=levels.last,
        required=answer.required,
        self_level=levels.self_level,
        evidence=str(said[Part.EVIDENCE].items.get(uid, "")),
        goal=str(said[Part.GOALS].items.get(uid, "")),
        last_goal=str(said[Part.REFERENCE].reference.last_goals.get(uid, "")),
        first=levels.first,
        first_comment=first_comment,
        second=levels.second,
        second_comment=second_comment,
        reason=reasons.get(uid, ""),
        correction=second_correction or first_correction,
        disputed=any(uid in said[part].conflicts for part in (*ANSWER_PARTS, Part.REVIEW1, Part.REVIEW2)),
    )


def person_year(desk: Desk, employee_number: str, fiscal_year: int = 0) -> PersonYear:
    """Return one person's year.

    Raises:
        KnownError: ``no-cycle``, or ``person-unknown`` where the person is not assigned in it.
    """
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        found = derive_person(
            context, employee_number, list(uow.exchange.person(context.cycle.fiscal_year, employee_number))
        )
    if found is None:
        raise KnownError(
            "person-unknown",
            f"職員番号 {employee_number} の人は{context.cycle.label}の対象に入っていません。",
            "職員番号を確かめてください。名簿にある人なら、年度の割り当てを更新してください。",
            found=employee_number,
        )
    return found
