"""What a decision rests on: every step after every other, judged without a store."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import lifecycle
from dxdesk.domain.lifecycle import LEVEL, RESTS_ON, Action, Lack, Route, State
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Acceptance, Judged, Verdict

YEAR, PERSON, FIRST, SECOND = 2025, "000011", "000003", "000002"
KEYS = {
    "hr": KeyRow("hr", "p", Role.HR),
    FIRST: KeyRow(FIRST, "p", Role.SECTION, FIRST),
    SECOND: KeyRow(SECOND, "p", Role.SECTION, SECOND),
}
KEY_OF = {0: "", 1: FIRST, 2: SECOND, 3: "hr"}
CONFIRMS = {Action.CONFIRM1: Part.REVIEW1, Action.CONFIRM2: Part.REVIEW2}
BOTH, ONE, ONLY_FIRST = Route(FIRST, SECOND), Route("", SECOND), Route(FIRST, "")


def said(part: Part, key: str, covers: Iterable[str] = (), **value: object) -> Revision:
    trust = {"": Trust.NONE, "hr": Trust.HR}.get(key, Trust.SECTION)
    by = {"by": key} if key in (FIRST, SECOND) else {}
    made = revise(
        RecordKey("131091", YEAR, PERSON, part),
        {"items": {}, **by, **value},
        also_covers=covers,
        key_id=key,
        trust=trust,
    )
    return replace(made, seal=Seal("store", 1, 1, "00") if key else None)


@dataclass
class Told:
    """A history of one person's year, and what becomes of it."""

    route: Route = BOTH
    rules: int = 2
    frozen: bool = False

    def __post_init__(self) -> None:
        self.assigned = said(Part.ASSIGNMENT, "hr", first=self.route.first, second=self.route.second)
        self.steps: list[Revision] = []
        self.made: list[Revision] = [self.assigned]

    def take(self, action: Action, *, after: Sequence[Revision] | None = None, **more: object) -> Revision:
        """Take a step after all others, with the levels that go with a confirmation."""
        key = {1: self.route.first, 2: self.route.second, 3: "hr"}.get(LEVEL[action], "")
        key = key or ("hr" if LEVEL[action] else "")  # HR acts where the route has nobody
        covers = {one for step in (self.steps if after is None else after) for one in step.lineage}
        cited = {"assignment": self.assigned.id, "n": len(self.steps)}
        step = said(Part.LIFE, key, covers, action=action.value, **cited, **more)
        if action in CONFIRMS:
            self.made.append(said(CONFIRMS[action], key, **cited))
        self.steps.append(step)
        self.made.append(step)
        return step

    def judged(self, *, without: Iterable[Revision] = (), order: Sequence[int] = ()) -> Judged:
        missing = {one.id for one in without}
        there = [StoredRevision(one, (1,)) for one in self.made if one.id not in missing]
        if order:
            there = [there[place] for place in order]
        frozen = {(YEAR, PERSON): frozenset(one.id for one in self.made)} if self.frozen else {}
        accepted = Acceptance(KEYS, frozenset({YEAR}), frozenset(), frozen, rules={YEAR: self.rules})
        return counting.judge(there, accepted)

    def state(self, *, without: Iterable[Revision] = ()) -> State:
        judged = self.judged(without=without)
        return lifecycle.derive(judged.of(Part.LIFE), judged.counting).state


PATHS: dict[State, tuple[Action, ...]] = {
    State.NOT_STARTED: (),
    State.SUBMITTED: (Action.SUBMIT,),
    State.WITHDRAWN: (Action.SUBMIT, Action.WITHDRAW),
    State.RETURNED: (Action.SUBMIT, Action.RETURN1),
    State.FIRST_CONFIRMED: (Action.SUBMIT, Action.CONFIRM1),
    State.SECOND_CONFIRMED: (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2),
}


@pytest.mark.parametrize("route", [BOTH, ONE, ONLY_FIRST], ids=str)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("before", PATHS)
def test_every_step_in_every_state_waits_for_what_its_row_says(
    before: State, action: Action, route: Route
) -> None:
    told = Told(route)
    for taken in PATHS[before]:
        told.take(taken)
    step = told.take(action)
    found = told.judged().waiting
    there = before in (State.FIRST_CONFIRMED, State.SECOND_CONFIRMED)
    wanted = None
    if Lack.SUBMISSION in RESTS_ON[action] and before is State.NOT_STARTED:
        wanted = Verdict.UNSUBMITTED
    elif Lack.FIRST in RESTS_ON[action] and route.first and not there:
        wanted = Verdict.UNCONFIRMED
    assert found.get(step.id) is wanted
    levels = [one.id for one in told.made if one.record.part is CONFIRMS.get(action)]
    if wanted is not None:
        assert set(found) == {step.id, *levels}, "the levels wait with their step, and nothing else does"
    for earlier in (1, 7):
        # Under the first rules, and of who is finalised, nothing waits for another's step.
        by_then = replace_told(told, rules=1) if earlier == 1 else replace_told(told, frozen=True)
        assert not {*by_then.judged().waiting.values()} & {Verdict.UNSUBMITTED, Verdict.UNCONFIRMED}


def replace_told(told: Told, *, rules: int = 2, frozen: bool = False) -> Told:
    other = Told(told.route, rules, frozen)
    other.made, other.steps = list(told.made), list(told.steps)
    return other


def test_the_table_of_what_a_step_rests_on_as_it_was_decided() -> None:
    assert {action: set(lacks) for action, lacks in RESTS_ON.items()} == {
        Action.SUBMIT: set(),
        Action.WITHDRAW: set(),
        Action.CONFIRM1: {Lack.SUBMISSION},
        Action.RETURN1: {Lack.SUBMISSION},
        Action.CONFIRM2: {Lack.SUBMISSION, Lack.FIRST},
        Action.RETURN2: {Lack.SUBMISSION},
        Action.HR_RETURN: {Lack.SUBMISSION},
    }
    assert LEVEL == {
        Action.SUBMIT: 0, Action.WITHDRAW: 0, Action.CONFIRM1: 1, Action.RETURN1: 1,
        Action.CONFIRM2: 2, Action.RETURN2: 2, Action.HR_RETURN: 3,
    }  # fmt: skip


def test_what_was_missing_lets_it_count_when_it_comes() -> None:
    told = Told()
    submitted, first, second = (told.take(a) for a in (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2))
    assert told.state(without=[submitted]) is State.NOT_STARTED
    assert {*told.judged(without=[submitted]).waiting.values()} == {Verdict.UNSUBMITTED}
    assert told.state(without=[first]) is State.SUBMITTED
    waiting = told.judged(without=[first]).waiting
    assert waiting[second.id] is Verdict.UNCONFIRMED
    assert told.state() is State.SECOND_CONFIRMED
    assert told.judged().waiting == {}


def test_a_second_confirmation_rests_on_the_first_one_of_its_round() -> None:
    told = Told()
    for action in (Action.SUBMIT, Action.CONFIRM1, Action.RETURN2, Action.SUBMIT):
        told.take(action)
    early = told.take(Action.CONFIRM2)
    assert told.judged().waiting[early.id] is Verdict.UNCONFIRMED
    assert told.state() is State.SUBMITTED
    # The first confirmer did not see it: it does not count in their store either.
    told.take(Action.CONFIRM1, after=told.steps[:-1])
    assert early.id not in told.judged().waiting


def test_what_hr_settled_rests_on_hrs_word_and_what_a_section_calls_settled_does_not() -> None:
    for key, waits in (("hr", False), (SECOND, True)):
        told = Told()
        told.take(Action.SUBMIT)
        covers = told.steps[0].lineage
        step = said(
            Part.LIFE, key, covers, action="confirm2", settled={"reason": "x"}, assignment=told.assigned.id
        )
        told.made.append(step)
        assert (step.id in told.judged().waiting) == waits


def test_a_step_that_cites_no_assignment_is_judged_by_the_strictest() -> None:
    told = Told(ONE)
    told.take(Action.SUBMIT)
    step = said(Part.LIFE, SECOND, told.steps[0].lineage, action="confirm2")
    told.made.append(step)
    assert told.judged().waiting == {}
    told.made.append(said(Part.ASSIGNMENT, "hr", first=FIRST, second=SECOND))
    assert told.judged().waiting == {step.id: Verdict.UNCONFIRMED}


def test_what_a_step_waits_for_is_asked_of_the_assignment_it_cites() -> None:
    """As of somebody who moved: the one section has a first confirmer, the other has none."""
    told = Told(ONE)
    submit = told.take(Action.SUBMIT)
    moved = said(Part.ASSIGNMENT, "hr", first=FIRST, second=SECOND)
    told.made.append(moved)
    before, after = (
        said(Part.LIFE, SECOND, submit.lineage, action="confirm2", assignment=cited)
        for cited in (told.assigned.id, moved.id)
    )
    told.made += [before, after]
    assert told.judged().waiting == {after.id: Verdict.UNCONFIRMED}


def test_an_assignment_that_says_nothing_of_a_first_confirmer_has_none() -> None:
    told = Told()
    told.assigned = said(Part.ASSIGNMENT, "hr", second=SECOND)
    told.made = [told.assigned]
    told.take(Action.SUBMIT)
    told.take(Action.CONFIRM2)
    assert told.judged().waiting == {}


def test_in_a_confirmers_store_what_hr_passed_on_counts_and_what_came_otherwise_waits() -> None:
    told = Told()
    step = told.take(Action.CONFIRM1)
    (assigned, review, _) = told.made
    packages = frozenset({5, 6})
    accepted = Acceptance(KEYS, frozenset({YEAR}), frozenset(), packages=packages, rules={YEAR: 2})
    for receipts in ((5,), (1, 6)):
        there = [
            StoredRevision(assigned, (1,)),
            StoredRevision(review, receipts),
            StoredRevision(step, (1, 2)),
        ]
        judged = counting.judge(there, accepted)
        assert judged.waiting == {step.id: Verdict.UNSUBMITTED}
        assert (judged.of(Part.REVIEW1), judged.of(Part.LIFE)) == ((review,), ())


@given(st.lists(st.sampled_from(Action), max_size=6), st.data())
def test_order_does_not_matter_and_whatever_counts_rests_on_what_counts(
    actions: list[Action], data: st.DataObject
) -> None:
    told = Told(data.draw(st.sampled_from([BOTH, ONE])))
    for action in actions:
        told.take(action, after=data.draw(st.lists(st.sampled_from(told.steps))) if told.steps else [])
    judged = told.judged()
    places = range(len(told.made))
    other = told.judged(order=data.draw(st.permutations(list(places))))
    assert other.waiting == judged.waiting
    assert {p: {*found} for p, found in other.counting.items()} == {
        p: {*found} for p, found in judged.counting.items()
    }
    counted = {lifecycle.action_of(step) for step in judged.of(Part.LIFE)}
    if counted - {Action.WITHDRAW}:
        assert Action.SUBMIT in counted
    if told.route.first and Action.CONFIRM2 in counted:
        assert Action.CONFIRM1 in counted


# Taking a confirmation back


@pytest.mark.parametrize(
    ("confirmed", "action"), list(itertools.product((Action.CONFIRM1, Action.CONFIRM2), Action))
)
@pytest.mark.parametrize("forged", [False, True], ids=["all known", "one ancestor made up"])
def test_no_lower_step_takes_a_confirmation_back_in_silence(
    confirmed: Action, action: Action, forged: bool
) -> None:
    told = Told()
    for taken in (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2)[: LEVEL[confirmed] + 1]:
        told.take(taken)
    confirmation = told.steps[-1]
    assert told.state() is lifecycle.RESULT[confirmed]
    covers = {one for step in told.steps for one in step.lineage} | ({"f" * 32} if forged else set())
    key = KEY_OF[LEVEL[action]]
    step = said(Part.LIFE, key, covers, action=action.value, assignment=told.assigned.id, n=9)
    told.made.append(step)
    judged = told.judged()
    view = lifecycle.derive(judged.of(Part.LIFE), judged.counting)
    if LEVEL[action] < LEVEL[confirmed]:
        assert view.clash or view.taken_back == ((confirmation, step),)
        assert view.state is not lifecycle.RESULT[confirmed]
    else:
        assert view.taken_back == ()


def test_who_confirmed_hr_and_a_return_in_between_end_a_confirmation_openly() -> None:
    told = Told()
    for action in (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2, Action.RETURN2, Action.SUBMIT):
        told.take(action)
    returned = told.steps[3]
    assert lifecycle.derive(told.steps).taken_back == ()
    # The return has not come: told until it does.
    found = lifecycle.derive([step for step in told.steps if step is not returned])
    assert found.taken_back == ((told.steps[2], told.steps[4]),)
    for action, more in ((Action.SUBMIT, {"key": SECOND}), (Action.SUBMIT, {"key": "hr", "settled": {}})):
        told = Told()
        for taken in (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2):
            told.take(taken)
        key = str(more.pop("key"))
        covers = {one for step in told.steps for one in step.lineage}
        told.steps.append(said(Part.LIFE, key, covers, action=action.value, **more))
        second = [one for one, _ in lifecycle.derive(told.steps).taken_back if one is told.steps[2]]
        assert second == []


def test_a_confirmation_made_again_ends_the_telling() -> None:
    told = Told()
    for action in (Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2, Action.SUBMIT):
        told.take(action)
    # The second confirmation stands for the first one that it looked at.
    assert lifecycle.derive(told.steps).taken_back == ((told.steps[2], told.steps[3]),)
    again = told.take(Action.CONFIRM1)
    assert lifecycle.derive(told.steps).taken_back == ((told.steps[2], again),)
    told.take(Action.CONFIRM2)
    assert lifecycle.derive(told.steps).taken_back == ()
