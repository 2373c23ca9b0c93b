"""What a decision rests on, and whose step takes a confirmation back: the rules one by one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from dxdesk.domain.lifecycle import Action, Lack, action_of, by_action, derive, lack
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise

PERSON = ("131091", 2025, "000011")
LIFE = RecordKey(*PERSON, Part.LIFE)
ENDS = (Action.SUBMIT, Action.WITHDRAW, Action.RETURN1, Action.RETURN2, Action.HR_RETURN)
_number = itertools.count()


def step(
    action: Action, *after: Revision, key: str = "a", trust: Trust = Trust.SECTION, settled: bool = False
) -> Revision:
    value: dict[str, object] = {"action": action.value, "n": next(_number)}
    if settled:
        value["settled"] = {"reason": "電話で確かめた"}
    return revise(LIFE, value, after, key_id=key * 16, trust=trust)


def review(part: Part, *after: Revision) -> Revision:
    return revise(RecordKey(*PERSON, part), {"items": {}}, after, key_id="a" * 16, trust=Trust.SECTION)


@pytest.mark.parametrize("ended", ENDS)
def test_a_second_confirmation_waits_for_a_first_one_of_its_own_round(ended: Action) -> None:
    submit = step(Action.SUBMIT)
    first = step(Action.CONFIRM1, submit)
    end = step(ended, first)
    steps = by_action([submit, first, end])
    assert lack(step(Action.CONFIRM2, end), steps, first=True) is Lack.FIRST
    # Not by one who did not know of the end, nor saw the first one, nor where it came before.
    assert lack(step(Action.CONFIRM2, first), steps, first=True) is None
    assert lack(step(Action.CONFIRM2, submit), steps, first=True) is None
    before = step(ended, submit)
    again = step(Action.CONFIRM1, before)
    later = by_action([submit, before, again])
    assert lack(step(Action.CONFIRM2, again), later, first=True) is None
    # A person decided, or HR did, or the route has nobody for the first.
    assert lack(step(Action.CONFIRM2, end, settled=True), steps, first=True) is None
    assert lack(step(Action.CONFIRM2, end), steps, first=True, hrs_word=True) is None
    assert lack(step(Action.CONFIRM2, end), steps, first=False) is None


@pytest.mark.parametrize("ended", ENDS)
def test_hiding_the_first_confirmation_that_was_ended_makes_no_second_one_rest_on_it(ended: Action) -> None:
    """Every honest program names all that a step grew out of; a changed one could leave it out."""
    submit = step(Action.SUBMIT)
    first = step(Action.CONFIRM1, submit)
    end = step(ended, first)
    honest = step(Action.CONFIRM2, end)
    hiding = replace(honest, covers=honest.covers - {first.id})
    assert lack(hiding, by_action([submit, first, end]), first=True) is Lack.FIRST


def test_settled_by_a_person_needs_a_first_confirmation_all_the_same() -> None:
    submit = step(Action.SUBMIT)
    second = step(Action.CONFIRM2, submit, settled=True)
    assert lack(second, by_action([submit]), first=True) is Lack.FIRST


@pytest.mark.parametrize("part", [Part.REVIEW1, Part.REVIEW2])
def test_levels_wait_as_their_confirmation_does(part: Part) -> None:
    submit = step(Action.SUBMIT)
    first = step(Action.CONFIRM1, submit)
    assert lack(review(part), {}, first=True) is Lack.SUBMISSION
    expected = None if part is Part.REVIEW1 else Lack.FIRST
    assert lack(review(part), by_action([submit]), first=True) is expected
    assert lack(review(part), by_action([submit]), first=False) is None
    assert lack(review(part), by_action([submit, first]), first=True) is None


def confirmed(key: str = "b") -> tuple[list[Revision], Revision]:
    submit = step(Action.SUBMIT, trust=Trust.NONE)
    first = step(Action.CONFIRM1, submit)
    second = step(Action.CONFIRM2, first, key=key)
    return [submit, first, second], second


@pytest.mark.parametrize(
    ("trust", "settled", "told"),
    [
        (Trust.NONE, False, True),
        (Trust.SECTION, False, True),
        (Trust.SECTION, True, True),
        (Trust.HR, False, True),
        (Trust.HR, True, False),
    ],
)
def test_only_what_hr_settled_may_take_a_second_confirmation_back_unsaid(
    trust: Trust, settled: bool, told: bool
) -> None:
    steps, second = confirmed()
    lower = step(Action.SUBMIT, second, key="c", trust=trust, settled=settled)
    found = derive([*steps, lower])
    assert not found.clash
    assert found.taken_back == (((second, lower),) if told else ())


@pytest.mark.parametrize("action", [Action.CONFIRM1, Action.RETURN1])
def test_another_first_confirmer_takes_back_a_first_confirmation_and_that_is_theirs(action: Action) -> None:
    submit = step(Action.SUBMIT, trust=Trust.NONE)
    first = step(Action.CONFIRM1, submit)
    assert derive([submit, first, step(action, first, key="c")]).taken_back == ()


@pytest.mark.parametrize("action", [Action.RETURN2, Action.CONFIRM2, Action.HR_RETURN])
def test_a_step_of_the_same_level_or_above_is_told_to_nobody(action: Action) -> None:
    steps, second = confirmed()
    assert derive([*steps, step(action, second, key="c")]).taken_back == ()


def test_several_confirmations_taken_back_are_told_in_one_order() -> None:
    submit = step(Action.SUBMIT, trust=Trust.NONE)
    first = step(Action.CONFIRM1, submit)
    seconds = [step(Action.CONFIRM2, first, key=key) for key in "bcdefghijklm"]
    lower = step(Action.SUBMIT, *seconds, trust=Trust.NONE)
    found = derive([submit, first, *seconds, lower]).taken_back
    assert [one.id for one, _ in found if one in seconds] == sorted(one.id for one in seconds)


def test_what_is_a_clash_is_decided_there() -> None:
    steps, second = confirmed()
    withdraw = step(Action.WITHDRAW, second, trust=Trust.NONE)
    found = derive([*steps, withdraw])
    assert found.clash
    assert found.taken_back == ()


def test_steps_by_action_are_all_of_them() -> None:
    steps, _ = confirmed()
    found = by_action(steps)
    assert sorted(found) == sorted([Action.SUBMIT, Action.CONFIRM1, Action.CONFIRM2])
    assert [one for actions in found.values() for one in actions] == steps


def test_a_step_that_is_none_of_ours_is_taken_for_none_of_them() -> None:
    with pytest.raises(ValueError, match="dance"):
        action_of(revise(LIFE, {"action": "dance"}))
