"""Where the goals of a year's start (期首) stand, derived from the steps that count.

The tables are data, in the style of ``domain.lifecycle``: which step may follow which state, and what it
leads to. Steps that contradict each other at once (agreed and withdrawn, agreed and returned) are a clash.
Goals that were changed after the supervisor agreed ask for agreeing again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain import merge
from dxdesk.domain.contents import Goal
from dxdesk.domain.records import Revision


class PlanState(StrEnum):
    """The states the goals of a year can be in."""

    NOT_STARTED = "not_started"
    SUBMITTED = "submitted"
    AGREED = "agreed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


PLAN_STATE_LABELS: Mapping[PlanState, str] = {
    PlanState.NOT_STARTED: "未提出",
    PlanState.SUBMITTED: "提出",
    PlanState.AGREED: "同意",
    PlanState.RETURNED: "差戻し",
    PlanState.WITHDRAWN: "取下げ",
}


class PlanAction(StrEnum):
    """What a step of the year's start says happened."""

    SUBMIT = "submit"
    AGREE = "agree"
    RETURN = "return"
    WITHDRAW = "withdraw"


RESULT: Mapping[PlanAction, PlanState] = {
    PlanAction.SUBMIT: PlanState.SUBMITTED,
    PlanAction.AGREE: PlanState.AGREED,
    PlanAction.RETURN: PlanState.RETURNED,
    PlanAction.WITHDRAW: PlanState.WITHDRAWN,
}

ALLOWED: Mapping[PlanAction, Collection[PlanState]] = {
    PlanAction.SUBMIT: frozenset(PlanState),
    PlanAction.AGREE: (PlanState.SUBMITTED, PlanState.AGREED, PlanState.RETURNED),
    PlanAction.RETURN: (PlanState.SUBMITTED, PlanState.AGREED, PlanState.RETURNED),
    PlanAction.WITHDRAW: (PlanState.NOT_STARTED, PlanState.SUBMITTED, PlanState.WITHDRAWN),
}
"""From which state each action may be taken, where all that a step follows is here.

Nobody takes back goals that were agreed on or returned: they hand in others, as in the 申告.
"""

OWN = frozenset({PlanAction.SUBMIT, PlanAction.WITHDRAW})
"""The steps of the person; the others are the supervisor's or HR's."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """Where the goals stand.

    ``clash`` lists the ids of contradicting steps; ``changed``: goals came that the agreement did not see;
    ``latest`` are the steps nothing follows; ``lineage`` all steps and what they follow.
    """

    state: PlanState = PlanState.NOT_STARTED
    round: int = 0
    clash: tuple[str, ...] = ()
    changed: bool = False
    latest: tuple[Revision, ...] = ()
    lineage: frozenset[str] = frozenset()

    @property
    def handed_in(self) -> bool:
        """Whether goals are there: handed in, agreed on or returned."""
        return self.state not in (PlanState.NOT_STARTED, PlanState.WITHDRAWN)


NOTHING = PlanView()


def derive(counting: Iterable[Revision], goals: Iterable[Revision] = ()) -> PlanView:
    """Return where the goals of a year stand.

    Args:
        counting: the counting steps of one person's year, in any order.
        goals: the counting revisions of the goals, to notice those an agreement did not see.
    """
    steps = {revision.id: revision for revision in counting}
    if not steps:
        return NOTHING
    state, clash, latest = _fold(steps)
    changed = False
    if not clash and state in (PlanState.AGREED, PlanState.RETURNED):
        changed = _unlisted(latest, tuple(goals))
        state = PlanState.SUBMITTED if changed else state
    number = max(step.plan_step.round for step in steps.values())
    lineage = frozenset[str]().union(*(step.lineage for step in steps.values()))
    return PlanView(state, number, clash, changed, latest, lineage)


def action_of(step: Revision) -> PlanAction:
    """Return the action a step records."""
    return PlanAction(step.plan_step.action)


def _fold(steps: Mapping[str, Revision]) -> tuple[PlanState, tuple[str, ...], tuple[Revision, ...]]:
    if not steps:
        return PlanState.NOT_STARTED, (), ()
    followed = {covered for step in steps.values() for covered in step.covers}
    latest = tuple(steps[key] for key in sorted(steps) if key not in followed)
    bad = tuple(step.id for step in latest if not _allowed(step, steps))
    if bad:
        return PlanState.SUBMITTED, bad, latest
    actions = {action_of(step) for step in latest}
    if PlanAction.AGREE in actions and actions & {PlanAction.RETURN, PlanAction.WITHDRAW}:
        return PlanState.SUBMITTED, tuple(step.id for step in latest), latest
    if PlanAction.RETURN in actions and PlanAction.WITHDRAW in actions:
        return PlanState.SUBMITTED, tuple(step.id for step in latest), latest
    # A step of the supervisor's beside one of the person's stands; whether it saw the goals is asked after.
    for action in (PlanAction.AGREE, PlanAction.RETURN, PlanAction.SUBMIT, PlanAction.WITHDRAW):
        if action in actions:
            return RESULT[action], (), latest
    raise AssertionError(actions)


def _allowed(step: Revision, steps: Mapping[str, Revision]) -> bool:
    if int(step.trust) > 0 and step.is_settlement:
        return True  # a person saw the contradiction and decided
    before = {key: steps[key] for key in step.covers if key in steps}
    if len(before) < len(step.covers) or not before:
        return True  # an unseen ancestor is not waited for
    return _fold(before)[0] in ALLOWED[action_of(step)]


def _unlisted(latest: Iterable[Revision], goals: tuple[Revision, ...]) -> bool:
    """Tell whether the goals say something that the latest decision was not taken on.

    What is said at the end of the year (attainment, a comment) is no other goal.
    """
    decisions = [step for step in latest if action_of(step) not in OWN]
    listed = frozenset[str]().union(*(frozenset(map(str, step.plan_step.of)) for step in decisions))
    if listed.issuperset(head.id for head in merge.heads_of(goals)):
        return False
    seen = merge.view(goal for goal in goals if goal.id in listed)
    now = merge.view(goals)
    return _goals(seen) != _goals(now)


def _goals(view: merge.RecordView) -> Mapping[str, frozenset[Goal]]:
    """Return what a plan sets out to reach, goal by goal, without what was reached of it."""
    said = {key: [item] for key, item in view.items.items()}
    said |= {key: [one.value for one in choices] for key, choices in view.conflicts.items()}
    return {
        key: frozenset(Goal.read(one)._replace(attained="", comment="") for one in values)
        for key, values in said.items()
    }
