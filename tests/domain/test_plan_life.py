"""Where the goals of a year stand: the table, what contradicts, and that order is nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.contents import Goal, goal_value
from dxdesk.domain.plan_life import ALLOWED, RESULT, PlanAction, PlanState, PlanView, action_of, derive
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

KEY = RecordKey("131091", 2026, "000011", Part.PLAN_LIFE)
PLAN = RecordKey("131091", 2026, "000011", Part.PLAN)


def goals(text: str, *before: Revision, attained: str = "") -> Revision:
    item = goal_value(Goal(kind="free", text=text, attained=attained))
    return revise(PLAN, {"items": {"goal:01": item}}, before)


def step(action: PlanAction, *before: Revision, of: tuple[Revision, ...] = (), note: str = "") -> Revision:
    said = {"action": action.value, "of": sorted(one.id for one in of), "reason": note, "round": 1}
    return revise(KEY, said, before)


def test_a_year_without_steps_is_not_started() -> None:
    assert derive(()) == PlanView()
    assert not derive(()).handed_in


@pytest.mark.parametrize("action", PlanAction)
@pytest.mark.parametrize("state", PlanState)
def test_a_step_from_a_state_leads_where_the_table_says_or_is_a_clash(
    action: PlanAction, state: PlanState
) -> None:
    ways = {
        PlanState.NOT_STARTED: (),
        PlanState.SUBMITTED: (PlanAction.SUBMIT,),
        PlanState.AGREED: (PlanAction.SUBMIT, PlanAction.AGREE),
        PlanState.RETURNED: (PlanAction.SUBMIT, PlanAction.RETURN),
        PlanState.WITHDRAWN: (PlanAction.SUBMIT, PlanAction.WITHDRAW),
    }[state]
    steps: list[Revision] = []
    for one in ways:
        steps.append(step(one, *steps))
    assert derive(steps).state is state
    last = step(action, *steps, note="zuletzt")
    found = derive([*steps, last])
    if state in ALLOWED[action] or not steps:
        assert (found.state, found.clash) == (RESULT[action], ())
    else:
        assert found.clash == (last.id,)


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        (PlanAction.AGREE, PlanAction.WITHDRAW, True),
        (PlanAction.AGREE, PlanAction.RETURN, True),
        (PlanAction.RETURN, PlanAction.WITHDRAW, True),
        (PlanAction.AGREE, PlanAction.SUBMIT, False),
        (PlanAction.SUBMIT, PlanAction.WITHDRAW, False),
    ],
)
def test_what_contradicts_at_once_is_for_a_person_to_settle(
    one: PlanAction, other: PlanAction, clashes: bool
) -> None:
    begun = step(PlanAction.SUBMIT)
    found = derive([begun, step(one, begun), step(other, begun, note="b")])
    assert bool(found.clash) is clashes
    if not clashes:
        assert found.state is RESULT[one]


def test_goals_that_the_agreement_did_not_see_ask_for_it_again() -> None:
    seen = goals("申請を電子にする")
    begun = step(PlanAction.SUBMIT, of=(seen,))
    agreed = step(PlanAction.AGREE, begun, of=(seen,))
    assert derive([begun, agreed], [seen]).state is PlanState.AGREED
    other = goals("窓口を電子にする", seen)
    found = derive([begun, agreed], [seen, other])
    assert (found.state, found.changed) == (PlanState.SUBMITTED, True)


def test_what_is_said_at_the_end_of_the_year_is_no_other_goal() -> None:
    seen = goals("申請を電子にする")
    begun = step(PlanAction.SUBMIT, of=(seen,))
    agreed = step(PlanAction.AGREE, begun, of=(seen,))
    told = goals("申請を電子にする", seen, attained="半分できた")
    also = goals("申請を電子にする", seen, attained="できた")
    for plan in ([seen, told], [seen, told, also]):
        assert derive([begun, agreed], plan) == derive([begun, agreed], [seen])


def test_a_settlement_stands_whatever_the_table_says() -> None:
    begun = step(PlanAction.SUBMIT)
    agreed = step(PlanAction.AGREE, begun)
    withdrawn = step(PlanAction.WITHDRAW, begun)
    said = {"action": "withdraw", "of": [], "settled": {"reason": "本人の希望"}}
    settled = revise(KEY, said, [begun, agreed, withdrawn], trust=Trust.HR)
    found = derive([begun, agreed, withdrawn, settled])
    assert (found.state, found.clash) == (PlanState.WITHDRAWN, ())


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Revision], list[Revision]]:
    """Steps and goals, each on top of some that were there already."""
    steps: list[Revision] = []
    plans: list[Revision] = []
    for number in range(draw(st.integers(1, 7))):
        if draw(st.booleans()):
            before = draw(st.lists(st.sampled_from(plans), unique_by=lambda one: one.id)) if plans else []
            plans.append(goals(f"目標{number}", *before))
        action = draw(st.sampled_from(PlanAction))
        before = draw(st.lists(st.sampled_from(steps), unique_by=lambda one: one.id)) if steps else []
        of = draw(st.lists(st.sampled_from(plans), unique_by=lambda one: one.id)) if plans else []
        steps.append(step(action, *before, of=tuple(of), note=str(number)))
    return steps, plans


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(
    history: tuple[list[Revision], list[Revision]], mixed: random.Random
) -> None:
    steps, plans = history
    expected = derive(steps, plans)
    again = [*steps, *steps[:2]]
    mixed.shuffle(again)
    mixed.shuffle(plans)
    assert derive(again, plans) == expected
    assert {action_of(one) for one in expected.latest} <= set(PlanAction)
    if expected.clash:
        assert expected.state is PlanState.SUBMITTED
