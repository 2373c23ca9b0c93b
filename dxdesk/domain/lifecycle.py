"""Where a person's year stands, derived from the life revisions that count.

The tables are data: which step may follow which state, what a decision rests on, whose step takes a
confirmation back. A step that the table does not allow, and concurrent steps that contradict each other
(confirm and withdraw, confirm and return), are a clash that a person settles.
Source of the rule: ARCHITECTURE.md, protocol point 5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain import merge
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision, Trust


class State(StrEnum):
    """The states a person's year can be in; draft, received and finalised are known only locally."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    FIRST_CONFIRMED = "first_confirmed"
    SECOND_CONFIRMED = "second_confirmed"
    RECEIVED = "received"
    FINALISED = "finalised"
    EXEMPT = "exempt"


STATE_LABELS: Mapping[State, str] = {
    State.NOT_STARTED: "未着手",
    State.DRAFT: "下書き",
    State.SUBMITTED: "提出",
    State.RETURNED: "差戻し",
    State.WITHDRAWN: "取下げ",
    State.FIRST_CONFIRMED: "一次確認",
    State.SECOND_CONFIRMED: "二次確認",
    State.RECEIVED: "受付",
    State.FINALISED: "確定",
    State.EXEMPT: "対象外",
}

UNSENT_CHANGES = "提出したあとに直したところがあります"
"""How it is called that a person changed their answers after handing them in, and has not sent that."""

SAYS_NOTHING = frozenset({State.WITHDRAWN})
"""The states in which nothing of this year is shown or counted, although it stays on record.

Who withdrew (取下げ) goes on from what they wrote; to everybody else there is nothing until it is handed in
anew.
"""


CONFIRMED_STATES = frozenset({State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED})
"""The states in which a confirmation stands; in every other what confirmers said is on record only.

Received and finalised are also whoever has no confirmer (``as_reported``): nobody said a level of them.
"""


class Action(StrEnum):
    """What a life revision says happened."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CONFIRM1 = "confirm1"
    RETURN1 = "return1"
    CONFIRM2 = "confirm2"
    RETURN2 = "return2"
    HR_RETURN = "hr_return"


_ACTIONS: Mapping[str, Action] = {action.value: action for action in Action}

RESULT: Mapping[Action, State] = {
    Action.SUBMIT: State.SUBMITTED,
    Action.WITHDRAW: State.WITHDRAWN,
    Action.CONFIRM1: State.FIRST_CONFIRMED,
    Action.RETURN1: State.RETURNED,
    Action.CONFIRM2: State.SECOND_CONFIRMED,
    Action.RETURN2: State.RETURNED,
    Action.HR_RETURN: State.RETURNED,
}

_EARLY = (State.NOT_STARTED, State.SUBMITTED, State.WITHDRAWN, State.RETURNED)
ALLOWED: Mapping[Action, Collection[State]] = {
    Action.SUBMIT: (*_EARLY, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED),
    Action.WITHDRAW: (State.NOT_STARTED, State.SUBMITTED, State.WITHDRAWN),
    Action.CONFIRM1: (State.SUBMITTED, State.FIRST_CONFIRMED, State.RETURNED),
    Action.RETURN1: (State.SUBMITTED, State.FIRST_CONFIRMED, State.RETURNED),
    Action.CONFIRM2: (State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RETURNED),
    Action.RETURN2: (State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RETURNED),
    Action.HR_RETURN: (State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RETURNED),
}
"""From which state each action may be taken, where all that a step follows is here.

An employee cannot step back over a confirmation. The first step that is here followed nothing that could
be looked up: this table does not ask of it, whatever it is; ``RESTS_ON`` does.
"""


class Lack(StrEnum):
    """What a decision waits for."""

    SUBMISSION = "submission"  # the person's, counted
    FIRST = "first"  # the first confirmer's confirmation, counted, where the route has one


RESTS_ON: Mapping[Action, Collection[Lack]] = {
    Action.SUBMIT: (),
    Action.WITHDRAW: (),
    Action.CONFIRM1: (Lack.SUBMISSION,),
    Action.RETURN1: (Lack.SUBMISSION,),
    Action.CONFIRM2: (Lack.SUBMISSION, Lack.FIRST),
    Action.RETURN2: (Lack.SUBMISSION,),
    Action.HR_RETURN: (Lack.SUBMISSION,),
}
"""What has to be here before a step counts, under the second rules; until then it waits.

The levels of a confirmation wait with it. What HR settled rests on HR's word instead of a first confirmation.
"""

LEVEL: Mapping[Action, int] = {
    Action.SUBMIT: 0,
    Action.WITHDRAW: 0,
    Action.CONFIRM1: 1,
    Action.RETURN1: 1,
    Action.CONFIRM2: 2,
    Action.RETURN2: 2,
    Action.HR_RETURN: 3,
}
"""Whose step it is, from the person up to HR.

A step that follows a confirmation of a higher level takes it back, and that is told (``taken_back``): the
higher one has to look again. Steps of the same level or above, of whoever confirmed, and what HR settled
take it back as well, and that is their business.
"""


@dataclass(frozen=True, slots=True)
class Route:
    """Who confirms a person: employee numbers, empty where a stage is left out."""

    first: str = ""
    second: str = ""

    @property
    def last_confirm(self) -> State:
        """The state in which nothing more is expected from the section."""
        if self.second:
            return State.SECOND_CONFIRMED
        return State.FIRST_CONFIRMED if self.first else State.SUBMITTED

    def stage_of(self, employee_number: str) -> Part | None:
        """Return the part this person writes as confirmer, ``None`` for others."""
        if employee_number and employee_number == self.first:
            return Part.REVIEW1
        return Part.REVIEW2 if employee_number and employee_number == self.second else None


def as_reported(route: Route, *, said: bool) -> bool:
    """Tell whether a year ends as the person reports it (申告のまま): there is nobody who confirms it.

    ``said``: whether a confirmer's level stands all the same, as where the route has become shorter since.
    Such a year is complete with the submission; confirmed it never is, and nothing may call it so.
    """
    return not (route.first or route.second or said)


@dataclass(frozen=True, slots=True)
class LifeView:
    """State, round and what stands against simply going on.

    ``clash`` lists the ids of contradicting steps; ``changed`` tells that an answer came which the
    confirmation did not see (確認後の変更); ``latest`` holds the steps nothing follows; ``taken_back`` the
    confirmations that a step of a lower level followed, each with that step.
    """

    state: State
    round: int = 0
    clash: tuple[str, ...] = ()
    changed: bool = False
    latest: tuple[Revision, ...] = ()
    taken_back: tuple[tuple[Revision, Revision], ...] = ()


def action_of(revision: Revision) -> Action:
    """Return the action a life revision records."""
    said = revision.step.action
    return _ACTIONS.get(said) or Action(said)


def acted_on(revision: Revision) -> frozenset[str]:
    """Return the ids of the revisions a step was taken on (``of``)."""
    return frozenset(map(str, revision.step.of))


def derive(
    counting: Iterable[Revision], answers: Mapping[Part, Iterable[Revision]] | None = None
) -> LifeView:
    """Return where a year stands.

    Args:
        counting: the counting life revisions of one person's year, in any order.
        answers: the counting revisions by part (self, goals, evidence, review1), to notice answers
            that came after a confirmation.
    """
    steps = {revision.id: revision for revision in counting}
    state, clash, latest = _fold(steps)
    changed = False
    if not clash and state in (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RETURNED):
        listed: frozenset[str] = frozenset().union(
            *(acted_on(step) for step in latest if action_of(step) is not Action.SUBMIT)
        )
        changed = any(_unlisted(listed, part, answers or {}) for part in ANSWER_PARTS)
        if changed:
            state = State.SUBMITTED
        elif state is State.SECOND_CONFIRMED and _unlisted(listed, Part.REVIEW1, answers or {}):
            state, changed = State.FIRST_CONFIRMED, True
    number = max((step.step.round for step in steps.values()), default=0)
    return LifeView(state, number, clash, changed, latest, () if clash else _taken_back(steps, latest))


def is_withdrawn(counting: Sequence[Revision]) -> bool:
    """Tell whether a year says nothing (取下げ) by the counting life revisions of it: nearly none does."""
    if not any(action_of(step) is Action.WITHDRAW for step in counting):
        return False
    return derive(counting).state in SAYS_NOTHING


def by_action(steps: Iterable[Revision]) -> Mapping[Action, Sequence[Revision]]:
    """Return life revisions by what they record."""
    found: dict[Action, list[Revision]] = {}
    for step in steps:
        found.setdefault(action_of(step), []).append(step)
    return found


def lack(
    decision: Revision, steps: Mapping[Action, Sequence[Revision]], *, first: bool, hrs_word: bool = False
) -> Lack | None:
    """Return what a decision (a life step, or a review) waits for, ``None`` where it rests on enough.

    Args:
        decision: a step, or the levels and comments of a confirmation.
        steps: the counting life revisions of the person's year, by action.
        first: whether the route it was made under has a first confirmer.
        hrs_word: whether HR settled it.
    """
    part = decision.record.part
    if part in (Part.REVIEW1, Part.REVIEW2):
        action = Action.CONFIRM1 if part is Part.REVIEW1 else Action.CONFIRM2
    else:
        action = action_of(decision)
    needed = RESTS_ON[action]
    if Lack.SUBMISSION in needed and Action.SUBMIT not in steps:
        return Lack.SUBMISSION
    if Lack.FIRST in needed and first and not hrs_word and not firsts_under(decision, steps):
        return Lack.FIRST
    return None


def firsts_under(second: Revision, steps: Mapping[Action, Sequence[Revision]]) -> tuple[Revision, ...]:
    """Return the first confirmations that a decision of the second stage rests on.

    Args:
        second: a step, or the levels and comments of the second confirmation.
        steps: the counting life revisions of the person's year, by action.
    """
    ends = [step for ended in _ENDS_FIRST for step in steps.get(ended, ())]
    return tuple(one for one in steps.get(Action.CONFIRM1, ()) if _still_stood(one, second, ends))


def firsts_now(steps: Mapping[Action, Sequence[Revision]]) -> tuple[Revision, ...]:
    """Return the first confirmations nothing has ended, of the counting life revisions by action."""
    ended = {one for action in _ENDS_FIRST for step in steps.get(action, ()) for one in step.covers}
    return tuple(one for one in steps.get(Action.CONFIRM1, ()) if one.id not in ended)


_ENDS_FIRST = (Action.SUBMIT, Action.WITHDRAW, Action.RETURN1, Action.RETURN2, Action.HR_RETURN)


def _still_stood(first: Revision, second: Revision, ends: Iterable[Revision]) -> bool:
    """Tell whether a second confirmation followed nothing that had ended a first one.

    Who leaves out of ``covers`` the first one that they saw ended gains nothing by it. What came beside the
    second one is compared by ``derive``.
    """
    if second.is_settlement:
        return True
    return not any(end.id in second.covers and first.id in end.covers for end in ends)


def _taken_back(
    steps: Mapping[str, Revision], latest: tuple[Revision, ...]
) -> tuple[tuple[Revision, Revision], ...]:
    """Return the confirmations that a latest step of a lower level follows, with that step, by id.

    What only the missing knows (a return that has not come) is not waited for: until it comes this is told.
    """
    found = []
    for step in latest:
        if step.trust == Trust.HR and step.is_settlement:
            continue
        level = LEVEL[action_of(step)]
        before = [steps[key] for key in sorted(step.covers) if key in steps]
        for one in before:
            if action_of(one) not in CONFIRMS or LEVEL[action_of(one)] <= level or one.key_id == step.key_id:
                continue
            own = LEVEL[action_of(one)]
            ended = (one.id in other.covers and LEVEL[action_of(other)] >= own for other in before)
            if not any(ended):
                found.append((one, step))
    return tuple(found)


CONFIRMS = (Action.CONFIRM1, Action.CONFIRM2)


def _fold(steps: Mapping[str, Revision]) -> tuple[State, tuple[str, ...], tuple[Revision, ...]]:
    """Return state, clashing ids and latest steps of a causally closed or open set of steps."""
    if not steps:
        return State.NOT_STARTED, (), ()
    followed = {covered for step in steps.values() for covered in step.covers}
    latest = tuple(steps[key] for key in sorted(steps) if key not in followed)
    bad = tuple(step.id for step in latest if not _allowed(step, steps))
    if bad:
        return State.SUBMITTED, bad, latest
    state, clash = _combine(latest)
    return state, clash, latest


def _allowed(step: Revision, steps: Mapping[str, Revision]) -> bool:
    if int(step.trust) > 0 and step.is_settlement:
        return True  # a person saw the contradiction and decided
    before = {key: steps[key] for key in step.covers if key in steps}
    if len(before) < len(step.covers) or not before:
        return True  # an unseen ancestor is not waited for
    state, _, _ = _fold(before)
    return state in ALLOWED[action_of(step)]


def _combine(latest: tuple[Revision, ...]) -> tuple[State, tuple[str, ...]]:
    """Return the state several concurrent steps mean together, or the ids that contradict."""
    steps = by_action(latest)
    confirms = [a for a in (Action.CONFIRM1, Action.CONFIRM2) if a in steps]
    returns = [a for a in (Action.RETURN1, Action.RETURN2, Action.HR_RETURN) if a in steps]
    withdraws = steps.get(Action.WITHDRAW, ())
    if (confirms and (returns or withdraws)) or (returns and withdraws):
        return State.SUBMITTED, tuple(step.id for step in latest)
    if confirms:
        return RESULT[confirms[-1]], ()
    if returns:
        return State.RETURNED, ()
    if not withdraws:
        return State.SUBMITTED, ()
    withdrawn = frozenset[str]().union(*(acted_on(step) for step in withdraws))
    standing = [step for step in steps.get(Action.SUBMIT, ()) if not acted_on(step) <= withdrawn]
    return (State.SUBMITTED if standing else State.WITHDRAWN), ()


def _unlisted(listed: frozenset[str], part: Part, answers: Mapping[Part, Iterable[Revision]]) -> bool:
    """Tell whether a part says something that is not listed as what the latest decision acted on."""
    revisions = tuple(answers.get(part, ()))
    heads = merge.heads_of(revisions)
    if listed.issuperset([head.id for head in heads]):
        return False
    seen = merge.view(revision for revision in revisions if revision.id in listed)
    now = merge.view(revisions)
    return bool(now.conflicts.keys() - seen.conflicts.keys()) or dict(now.items) != dict(seen.items)
