"""Where a year stands: the table of steps, what contradicts, and what a confirmation did not see."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import lifecycle
from dxdesk.domain.lifecycle import ALLOWED, Action, LifeView, Route, State, derive
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

LIFE = RecordKey("131091", 2025, "000011", Part.LIFE)
SELF = RecordKey("131091", 2025, "000011", Part.SELF)
REVIEW1 = RecordKey("131091", 2025, "000011", Part.REVIEW1)
CONFIRMS = (Action.CONFIRM1, Action.CONFIRM2)
RETURNS = (Action.RETURN1, Action.RETURN2, Action.HR_RETURN)


def step(
    action: Action, *after: Revision, of: Iterable[Revision] = (), settled: str = "", n: int = 1
) -> Revision:
    own = action in (Action.SUBMIT, Action.WITHDRAW)
    value: dict[str, object] = {"action": action.value, "round": n, "of": sorted(r.id for r in of)}
    if settled:
        value["settled"] = {"reason": settled}
    trust = Trust.SECTION if settled or not own else Trust.NONE
    return revise(LIFE, value, after, key_id="ab" * 16 if trust else "", trust=trust)


def answer(level: int, *after: Revision) -> Revision:
    return revise(SELF, {"items": {"a": level}}, after)


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    made: list[Revision] = []
    for number in range(draw(st.integers(1, 7))):
        after = draw(st.lists(st.sampled_from(made), max_size=3)) if made else []
        action = draw(st.sampled_from(Action))
        settled = draw(st.sampled_from(["", "", "", "電話で確かめた"]))
        made.append(step(action, *after, settled=settled, n=number + 1))
    return made


@given(histories(), st.data())
def test_order_and_repetition_do_not_matter(made: list[Revision], data: st.DataObject) -> None:
    assert derive(data.draw(st.permutations([*made, *made]))) == derive(made)


@given(histories())
def test_there_is_always_a_state_and_a_clash_names_steps_that_stand(made: list[Revision]) -> None:
    found = derive(made)
    assert found.state in State
    assert set(found.clash) <= {latest.id for latest in found.latest}
    assert found.round == max(int(revision.content["round"]) for revision in made)


@given(histories(), st.sampled_from(Action))
def test_a_person_can_end_every_clash(made: list[Revision], action: Action) -> None:
    settled = step(action, *made, settled="本人に確かめた")
    found = derive([*made, settled])
    assert not found.clash
    assert found.state is lifecycle.RESULT[action]


@given(histories())
def test_an_employee_cannot_settle(made: list[Revision]) -> None:
    """The word "settled" in a step without a seal means nothing."""
    plain = step(Action.WITHDRAW, *made)
    forged = revise(LIFE, {**plain.content, "settled": {"reason": "x"}}, made)
    assert bool(derive([*made, plain]).clash) == bool(derive([*made, forged]).clash)


@pytest.mark.parametrize(("one", "two"), list(itertools.product(Action, Action)))
def test_two_steps_at_once_mean_a_state_or_a_clash(one: Action, two: Action) -> None:
    """Both grew out of the same submission and did not know of each other."""
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    first, second = step(one, submitted, of=[said], n=2), step(two, submitted, of=[said], n=3)
    found = derive([submitted, first, second])
    assert found == derive([second, first, submitted])
    kinds = {one, two}
    against = (
        (kinds & set(CONFIRMS) and kinds & {*RETURNS, Action.WITHDRAW})
        or (kinds & set(RETURNS) and Action.WITHDRAW in kinds)
    )  # fmt: skip
    assert bool(found.clash) == bool(against)
    if not against and kinds & set(CONFIRMS):
        assert found.state is (State.SECOND_CONFIRMED if Action.CONFIRM2 in kinds else State.FIRST_CONFIRMED)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(
    "before", [State.SUBMITTED, State.FIRST_CONFIRMED, State.SECOND_CONFIRMED, State.RETURNED]
)
def test_the_table_says_what_may_follow(before: State, action: Action) -> None:
    path = {
        State.SUBMITTED: [Action.SUBMIT],
        State.FIRST_CONFIRMED: [Action.SUBMIT, Action.CONFIRM1],
        State.SECOND_CONFIRMED: [Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2],
        State.RETURNED: [Action.SUBMIT, Action.RETURN1],
    }[before]
    steps: list[Revision] = []
    for number, taken in enumerate(path, start=1):
        steps.append(step(taken, *steps, n=number))
    assert derive(steps).state is before
    found = derive([*steps, step(action, *steps, n=9)])
    assert bool(found.clash) == (before not in ALLOWED[action])


def test_a_year_begins_with_nothing() -> None:
    assert derive([]) == LifeView(State.NOT_STARTED)


def test_a_returned_answer_is_submitted_again_in_the_next_round() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    back = step(Action.RETURN1, submitted, of=[said])
    assert derive([submitted, back], {Part.SELF: [said]}).state is State.RETURNED
    better = answer(2, said)
    again = step(Action.SUBMIT, submitted, back, of=[better], n=2)
    found = derive([again, back, submitted], {Part.SELF: [said, better]})
    assert (found.state, found.round) == (State.SUBMITTED, 2)


def test_withdrawing_takes_back_what_it_names_and_no_other_answer() -> None:
    said, other = answer(1), answer(2)
    submitted, beside = step(Action.SUBMIT, of=[said]), step(Action.SUBMIT, of=[other])
    gone = step(Action.WITHDRAW, submitted, of=[said])
    assert derive([submitted, gone]).state is State.WITHDRAWN
    assert derive([gone]).state is State.WITHDRAWN  # the submission itself never arrived
    assert derive([submitted, gone, beside]).state is State.SUBMITTED
    same = step(Action.SUBMIT, of=[said], n=3)
    assert derive([gone, same]).state is State.WITHDRAWN


def test_whoever_withdrew_can_submit_again() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    gone = step(Action.WITHDRAW, submitted, of=[said])
    again = step(Action.SUBMIT, submitted, gone, of=[said])
    assert derive([submitted, gone, again]).state is State.SUBMITTED


def test_confirmed_and_withdrawn_at_once_is_for_a_person_to_settle() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    confirmed, gone = step(Action.CONFIRM1, submitted, of=[said]), step(Action.WITHDRAW, submitted, of=[said])
    clash = derive([submitted, confirmed, gone])
    assert clash.clash == tuple(sorted([confirmed.id, gone.id]))
    assert clash.state is State.SUBMITTED
    kept = step(Action.CONFIRM1, submitted, confirmed, gone, of=[said], settled="確認のほうを採る")
    assert derive([submitted, confirmed, gone, kept], {Part.SELF: [said]}).state is State.FIRST_CONFIRMED
    let_go = step(Action.WITHDRAW, submitted, confirmed, gone, of=[said], settled="取下げを採る")
    assert derive([submitted, confirmed, gone, let_go]).state is State.WITHDRAWN


def test_an_answer_the_confirmation_did_not_see_is_confirmed_again() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    confirmed = step(Action.CONFIRM1, submitted, of=[said])
    assert not derive([submitted, confirmed], {Part.SELF: [said]}).changed
    later = answer(2, said)
    found = derive([submitted, confirmed], {Part.SELF: [said, later]})
    assert (found.state, found.changed) == (State.SUBMITTED, True)


def test_an_answer_that_says_the_same_changes_nothing_that_was_confirmed() -> None:
    said = answer(1)
    confirmed = step(Action.CONFIRM1, of=[said])
    found = derive([confirmed], {Part.SELF: [said, answer(1, said)]})
    assert (found.state, found.changed) == (State.FIRST_CONFIRMED, False)


def test_a_conflicting_answer_after_the_confirmation_counts_as_a_change() -> None:
    said, beside = answer(1), answer(2)
    confirmed = step(Action.CONFIRM1, of=[said])
    assert derive([confirmed], {Part.SELF: [said, beside]}).changed


def test_a_first_confirmation_changed_after_the_second_goes_back_to_the_second() -> None:
    said = answer(1)
    first = revise(REVIEW1, {"items": {"a": {"level": 1}}}, key_id="ab" * 16, trust=Trust.SECTION)
    corrected = revise(
        REVIEW1, {"items": {"a": {"level": 2}}}, [first], key_id="ab" * 16, trust=Trust.SECTION
    )
    submitted = step(Action.SUBMIT, of=[said])
    confirmed = step(Action.CONFIRM1, submitted, of=[said, first])
    second = step(Action.CONFIRM2, submitted, confirmed, of=[said, first])
    steps = [submitted, confirmed, second]
    assert derive(steps, {Part.SELF: [said], Part.REVIEW1: [first]}).state is State.SECOND_CONFIRMED
    found = derive(steps, {Part.SELF: [said], Part.REVIEW1: [first, corrected]})
    assert (found.state, found.changed) == (State.FIRST_CONFIRMED, True)


def test_a_step_is_not_kept_waiting_for_one_that_never_came() -> None:
    submitted = step(Action.SUBMIT)
    confirmed = step(Action.CONFIRM1, submitted)
    second = step(Action.CONFIRM2, submitted, confirmed)
    assert derive([second]).state is State.SECOND_CONFIRMED


def test_a_withdrawal_after_a_confirmation_is_not_simply_followed() -> None:
    submitted = step(Action.SUBMIT)
    confirmed = step(Action.CONFIRM1, submitted)
    gone = step(Action.WITHDRAW, submitted, confirmed)
    assert derive([submitted, confirmed, gone]).clash == (gone.id,)


@pytest.mark.parametrize(
    ("route", "last", "stage"),
    [
        (Route("1", "2"), State.SECOND_CONFIRMED, Part.REVIEW1),
        (Route("1"), State.FIRST_CONFIRMED, Part.REVIEW1),
        (Route("", "1"), State.SECOND_CONFIRMED, Part.REVIEW2),
        (Route(), State.SUBMITTED, None),
    ],
)
def test_a_route_says_where_confirming_ends(route: Route, last: State, stage: Part | None) -> None:
    assert route.last_confirm is last
    assert route.stage_of("1") is stage
    assert route.stage_of("") is None
    assert route.stage_of("9") is None


def test_every_state_and_action_has_its_words() -> None:
    assert set(lifecycle.STATE_LABELS) == set(State)
    assert set(lifecycle.RESULT) == set(ALLOWED) == set(Action)


def test_the_words_that_stores_and_files_keep_stay() -> None:
    assert [*State] == [
        "not_started", "draft", "submitted", "returned", "withdrawn", "first_confirmed",
        "second_confirmed", "received", "finalised", "exempt",
    ]  # fmt: skip
    assert [*Action] == [
        "submit", "withdraw", "confirm1", "return1", "confirm2", "return2", "hr_return"
    ]  # fmt: skip


def test_the_table_of_steps_as_it_was_decided() -> None:
    """The other tests read the table; this one says it again, so that no line of it goes unnoticed."""
    begun = {State.NOT_STARTED, State.SUBMITTED, State.WITHDRAWN, State.RETURNED}
    confirmed = {State.FIRST_CONFIRMED, State.SECOND_CONFIRMED}
    assert {action: set(states) for action, states in ALLOWED.items()} == {
        Action.SUBMIT: begun | confirmed,
        Action.WITHDRAW: {State.NOT_STARTED, State.SUBMITTED, State.WITHDRAWN},
        Action.CONFIRM1: {State.SUBMITTED, State.FIRST_CONFIRMED, State.RETURNED},
        Action.RETURN1: {State.SUBMITTED, State.FIRST_CONFIRMED, State.RETURNED},
        Action.CONFIRM2: {State.SUBMITTED, State.RETURNED} | confirmed,
        Action.RETURN2: {State.SUBMITTED, State.RETURNED} | confirmed,
        Action.HR_RETURN: {State.SUBMITTED, State.RETURNED} | confirmed,
    }
    assert lifecycle.RESULT == {
        Action.SUBMIT: State.SUBMITTED,
        Action.WITHDRAW: State.WITHDRAWN,
        Action.CONFIRM1: State.FIRST_CONFIRMED,
        Action.RETURN1: State.RETURNED,
        Action.CONFIRM2: State.SECOND_CONFIRMED,
        Action.RETURN2: State.RETURNED,
        Action.HR_RETURN: State.RETURNED,
    }


def test_only_a_decision_can_have_missed_an_answer() -> None:
    """Before one, an answer that no step names changes nothing: it is simply what was said."""
    said, later = answer(1), answer(2)
    submitted = step(Action.SUBMIT, of=[said])
    gone = step(Action.WITHDRAW, submitted, of=[said])
    answers = {Part.SELF: [said, later]}
    assert derive([], answers) == LifeView(State.NOT_STARTED)
    for steps, state in (([submitted], State.SUBMITTED), ([submitted, gone], State.WITHDRAWN)):
        found = derive(steps, answers)
        assert (found.state, found.changed) == (state, False)


def test_in_a_clash_nobody_is_told_of_a_change_as_well() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    confirmed, gone = step(Action.CONFIRM1, submitted, of=[said]), step(Action.WITHDRAW, submitted, of=[said])
    found = derive([submitted, confirmed, gone], {Part.SELF: [said, answer(2, said)]})
    assert found.clash
    assert (found.state, found.changed) == (State.SUBMITTED, False)


def test_an_answer_the_return_did_not_see_stands_to_be_confirmed() -> None:
    said = answer(1)
    submitted = step(Action.SUBMIT, of=[said])
    back = step(Action.RETURN1, submitted, of=[said])
    found = derive([submitted, back], {Part.SELF: [said, answer(2, said)]})
    assert (found.state, found.changed) == (State.SUBMITTED, True)


def test_a_first_confirmer_may_change_their_own_review_before_the_second_saw_it() -> None:
    said = answer(1)
    first = revise(REVIEW1, {"items": {"a": {"level": 1}}}, key_id="ab" * 16, trust=Trust.SECTION)
    submitted = step(Action.SUBMIT, of=[said])
    for action, state in ((Action.CONFIRM1, State.FIRST_CONFIRMED), (Action.RETURN2, State.RETURNED)):
        decided = step(action, submitted, of=[said])
        found = derive([submitted, decided], {Part.SELF: [said], Part.REVIEW1: [first]})
        assert (found.state, found.changed) == (state, False)


def test_a_step_that_names_no_round_is_of_the_first() -> None:
    assert derive([revise(LIFE, {"action": "submit"})]).round == 1


def test_a_step_is_judged_by_what_came_before_only_where_all_of_it_is_there() -> None:
    """What is missing may have allowed it: a withdrawal over a confirmation clashes once all is seen."""
    unseen = step(Action.SUBMIT, n=2)
    submitted = step(Action.SUBMIT)
    confirmed = step(Action.CONFIRM1, submitted)
    gone = step(Action.WITHDRAW, submitted, confirmed, unseen)
    assert not derive([submitted, confirmed, gone]).clash
    assert derive([submitted, confirmed, unseen, gone]).clash
    assert not derive([step(Action.RETURN1)]).clash


def test_a_submission_beside_a_confirmation_was_not_seen_by_it() -> None:
    """What the employee handed in meanwhile names its answer itself; the confirmer did not look at it."""
    said = answer(1)
    later = answer(2, said)
    submitted = step(Action.SUBMIT, of=[said])
    confirmed = step(Action.CONFIRM1, submitted, of=[said])
    again = step(Action.SUBMIT, submitted, of=[later], n=2)
    found = derive([submitted, confirmed, again], {Part.SELF: [said, later]})
    assert (found.state, found.changed) == (State.SUBMITTED, True)


def test_a_dispute_about_what_the_confirmation_never_saw_is_a_change() -> None:
    said = answer(1)
    beside = [revise(SELF, {"items": {"a": 1, "b": level}}) for level in (1, 2)]
    confirmed = step(Action.CONFIRM1, of=[said])
    assert derive([confirmed], {Part.SELF: [said, *beside]}).changed
